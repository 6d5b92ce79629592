"""What the API answers: frozen releases and their tables, as bytes and plain values. Nothing here knows HTTP.

- `frozen`: a release as it stands in its folder, opened once.
- `selecting`: which rows and which form are asked for, and what cannot be understood.
- `answers`: a table as JSON or CSV, a file as it is.
- `listings`: which releases there are, and what is in one.
- `schemas`, `openapi`: the document that describes all of this for programs.
"""

from scorecard.queries.api.answers import Answer, file_answer, listing_answer, table_answer
from scorecard.queries.api.frozen import FrozenRelease, open_frozen
from scorecard.queries.api.listings import (
    LATEST,
    ROOT,
    Companies,
    companies_of,
    description_of,
    index,
    newest_id,
    release_list,
)
from scorecard.queries.api.openapi import openapi
from scorecard.queries.api.selecting import Form, NotFoundError, NotUnderstoodError, form_of, read_selection

__all__ = [
    "LATEST",
    "ROOT",
    "Answer",
    "Companies",
    "Form",
    "FrozenRelease",
    "NotFoundError",
    "NotUnderstoodError",
    "companies_of",
    "description_of",
    "file_answer",
    "form_of",
    "index",
    "listing_answer",
    "newest_id",
    "open_frozen",
    "openapi",
    "read_selection",
    "release_list",
    "table_answer",
]
