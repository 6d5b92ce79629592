"""The OpenAPI document: every path, parameter and answer, made from the definitions of the tables."""

from functools import lru_cache
from typing import Any

from scorecard.definitions import TableDefinition
from scorecard.publish.package.descriptor import LICENCES
from scorecard.queries.api.answers import MEDIA_TYPES, SHAPE, licence_of
from scorecard.queries.api.listings import LATEST, ROOT
from scorecard.queries.api.schemas import (
    RELEASE_ID,
    Schema,
    column_schema,
    reference,
    row_schema,
    shared_schemas,
    table_schema,
)
from scorecard.queries.api.selecting import FORMAT, Form, filters_of
from scorecard.storage.definitions import definitions

_DESCRIPTION = """\
Frozen releases of Pledgewatch, which scores technology companies against the five asks of the call "No to Nudify".
The companies have **not** signed the call: a low score means that a company does not meet the ask.

- Read-only (GET, HEAD, OPTIONS), no key, for every origin. Only frozen releases, which never change; no working data.
- Tables and columns have the names of the release's data package. The schemas here are those of today's tables; an
  older release may lack a table or a column, and says in `columns` what it has.
- Numbers are the same to the last digit as JSON, as CSV and in the package's files. Missing values are null, or empty
  in CSV, where text that a spreadsheet would take for a formula has an apostrophe before it, as in the package.
- Tables come whole; filters choose rows: the same parameter twice means either, two parameters mean both. An empty
  value chooses rows in which that is missing.
- Answers have an `ETag`: ask again with `If-None-Match` and get 304. What is frozen may be cached for ever.
- How to cite a release stands in its description, at `cite`. Tables that others' data went into are under their
  licences: see `licence` of each.
"""
_RELEASE = {**RELEASE_ID, "pattern": RELEASE_ID["pattern"].replace("^", f"^{LATEST}$|^", 1)}


@lru_cache(maxsize=2)
def openapi(address: str) -> dict[str, Any]:
    """Return the document. `address` is that of the server, empty where it is not known. Kept: never change it."""
    tables = list(definitions().values())
    rows = {f"{table.name}_row": row_schema(table) for table in tables}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pledgewatch API",
            "version": SHAPE,
            "summary": "How far technology companies meet the asks of the call No to Nudify",
            "description": _DESCRIPTION,
            "license": {"name": LICENCES[0]["title"], "identifier": LICENCES[0]["name"]},
        },
        "servers": [{"url": address or "/"}],
        "tags": [{"name": "releases"}, {"name": "tables"}, {"name": "files"}, {"name": "links"}],
        "paths": _listings() | {f"{ROOT}/releases/{{release}}/{one.plural}": _table(one) for one in tables} | _others(),
        "components": {
            "schemas": shared_schemas() | rows,
            "parameters": _parameters(),
            "responses": _responses(),
            "headers": {
                "ETag": {"schema": {"type": "string"}, "description": "Another one whenever the answer is another."}
            },
        },
    }


def _listings() -> dict[str, Any]:
    release = [_parameter("release")]
    return {
        f"{ROOT}/": _get("index", "releases", "Where the API begins", _ok_json(reference("Index"))),
        f"{ROOT}/openapi.json": _get("openapi", "releases", "This document", _ok_json({"type": "object"})),
        f"{ROOT}/releases": _get("releases", "releases", "All releases", _ok_json(reference("ReleaseList"))),
        f"{ROOT}/releases/{{release}}": _get(
            "release",
            "releases",
            "What is in a release, what in it was corrected since, and how to cite it",
            _ok_json(reference("ReleaseDescription")) | _latest() | _error("404"),
            release,
        ),
    }


def _table(table: TableDefinition) -> dict[str, Any]:
    filters = [
        {
            "name": column.name,
            "in": "query",
            "description": f"Only rows with this, or one of these: {column.meaning}",
            "schema": {"type": "array", "items": _without_description(column_schema(column))},
            "style": "form",
            "explode": True,
            "allowEmptyValue": column.is_optional or column.may_be_blank,
        }
        for column in filters_of(table)
    ]
    answer = {
        "200": {
            "description": f"The rows. Licence: {licence_of(table)['name']}.",
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": {
                "application/json": {"schema": table_schema(table)},
                "text/csv": {"schema": {"type": "string", "description": "A header, then the rows, in UTF-8."}},
            },
        }
    }
    return _get(
        f"table_{table.plural}",
        "tables",
        table.meaning,
        answer | _not_modified() | _latest() | _error("400") | _error("404"),
        [_parameter("release"), _parameter(FORMAT), *filters],
    )


def _others() -> dict[str, Any]:
    kinds = sorted({kind.split(";")[0] for kind in MEDIA_TYPES.values()})
    file = {
        "200": {
            "description": "The file, byte for byte.",
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": {kind: {} for kind in kinds},
        },
        "206": {"description": "The range of bytes that was asked for."},
    }
    answers = file | _not_modified() | _latest() | _error("404")
    name, folder = (_path(name, meaning) for name, meaning in (("file", "its name"), ("folder", "csv or parquet")))
    page = {
        "302": {"description": "The page, in the view of the release."},
        "404": {"description": "There is none; says what there is.", "content": {"text/html": {}}},
    }
    release, company = _parameter("release"), _path("company", "id of a company, such as meta")
    return {
        "/releases/{release}/{file}": _get("file", "files", "A file of a release", answers, [release, name]),
        "/releases/{release}/{folder}/{file}": _get(
            "file_in_folder", "files", "A file of a release, in a folder of it", answers, [release, folder, name]
        ),
        "/r/{release}/{company}": _get("link", "links", "A company's page in a release", page, [release, company]),
        "/r/{company}": _get("newest_link", "links", "A company's page in the newest release", page, [company]),
    }


def _get(name: str, tag: str, summary: str, answers: Schema, parameters: list[Schema] | None = None) -> Schema:
    operation = {"operationId": name, "tags": [tag], "summary": summary, "responses": answers}
    return {"get": operation | ({"parameters": parameters} if parameters else {})}


def _ok_json(schema: Schema) -> Schema:
    headers = {"ETag": {"$ref": "#/components/headers/ETag"}}
    answer = {"description": "The answer.", "headers": headers, "content": {"application/json": {"schema": schema}}}
    return {"200": answer} | _not_modified()


def _not_modified() -> Schema:
    return {"304": {"description": "What `If-None-Match` names is still so."}}


def _latest() -> Schema:
    return {"307": {"$ref": "#/components/responses/Latest"}}


def _error(status: str) -> Schema:
    return {status: {"$ref": f"#/components/responses/Problem{status}"}}


def _responses() -> Schema:
    problem = {"application/problem+json": {"schema": reference("Problem")}}
    return {
        "Latest": {
            "description": f"For `{LATEST}`: the same of the newest release.",
            "headers": {"Location": {"schema": {"type": "string"}}},
        },
        "Problem400": {"description": "A parameter was not understood; says what would be.", "content": problem},
        "Problem404": {"description": "It is not there; says what is.", "content": problem},
    }


def _parameters() -> Schema:
    return {
        "release": _path("release", f"id of a frozen release, or `{LATEST}`") | {"schema": _RELEASE},
        FORMAT: {
            "name": FORMAT,
            "in": "query",
            "description": "The form; without it what the header `Accept` prefers, else JSON.",
            "schema": {"type": "string", "enum": list(Form)},
        },
    }


def _parameter(name: str) -> Schema:
    return {"$ref": f"#/components/parameters/{name}"}


def _path(name: str, meaning: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": meaning, "schema": {"type": "string"}}


def _without_description(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "description"}
