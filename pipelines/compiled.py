"""The compiled JSON of reports, from its file."""

import json
from pathlib import Path

from scorecard.reports import compiled
from scorecard.reports.model import Report
from scorecard.reports.problems import ReportError


def read_compiled(path: Path) -> list[Report]:
    """Return the reports of a compiled JSON file.

    Raises:
        ReportError: the file is not JSON, or not of this form.
    """
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ReportError(
            path.name, "", f"the file is not JSON: {error}", remedy="Give the file as published."
        ) from None
    return compiled.read_compiled(content, path.name)
