"""JSON schemas of what the API answers with, made from the definitions of the tables."""

from typing import Any

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.publish.package.descriptor import TYPES
from scorecard.vocabulary.release import RELEASE_PATTERN

Schema = dict[str, Any]

DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
RELEASE_ID: Schema = {"type": "string", "pattern": RELEASE_PATTERN, "examples": ["2026.11"]}
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_CITATIONS = ("apa", "chicago", "mla", "bibtex", "ris", "csl_json")
_URL: Schema = {"type": "string", "format": "uri-reference"}


def reference(name: str) -> Schema:
    """Return a reference to a schema of `shared_schemas` or to one of rows."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(properties: dict[str, Schema], description: str = "", *, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object that has all of some properties but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "description": description, "required": required, "properties": properties}


def items(schema: Schema, description: str = "") -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "description": description, "items": schema}


def column_schema(column: ColumnDefinition) -> Schema:
    """Return the schema of a value of a column, null among them where it may be missing."""
    kind = "string" if column.kind is Kind.DATE else TYPES[column.kind]
    schema: Schema = {"type": [kind, "null"] if column.is_optional else kind}
    if column.kind is Kind.DATE:
        schema["format"] = "date"
    if column.words:
        schema["enum"] = [*column.words, None] if column.is_optional else list(column.words)
    schema["description"] = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
    return schema


def row_schema(table: TableDefinition) -> Schema:
    """Return the schema of a row of a table."""
    return thing({column.name: column_schema(column) for column in table.columns}, table.meaning)


def table_schema(table: TableDefinition) -> Schema:
    """Return the schema of a table as JSON."""
    return thing(
        {
            "release": reference("Release"),
            "table": {"const": table.plural},
            "licence": reference("Licence"),
            "columns": items(reference("Column"), "The columns, in the order of the CSV file."),
            "rows": items(reference(f"{table.name}_row"), "The rows, in the order of the CSV file."),
        }
    )


def shared_schemas() -> dict[str, Schema]:
    """Return the schemas that several answers have, by name."""
    return {
        "Release": _release(),
        "Licence": thing({"name": _TEXT, "title": _TEXT, "path": _URL}, "A licence, with its web address."),
        "Column": thing(
            {
                "name": _TEXT,
                "type": {"enum": list(TYPES.values())},
                "unit": {"type": ["string", "null"], "description": "Unit and range; null for what has none."},
                "description": _TEXT,
            },
            "A column, as the release defined it.",
        ),
        "Index": thing({name: _TEXT for name in ("name", "description", "openapi", "releases", "newest")}),
        "ReleaseList": thing({"releases": items(reference("ReleaseEntry"), "Frozen releases, newest first.")}),
        "ReleaseEntry": thing(_entry()),
        "ReleaseDescription": _description(),
        "Correction": thing(
            {name: _TEXT for name in ("subject", "published_in", "corrected_in", "why")}
            | {name: {"type": ["string", "null"]} for name in ("company_id", "indicator_id", "old", "new")},
            "Something that the release has wrong, and that a later one has right.",
        ),
        "Problem": _problem(),
    }


def _release() -> Schema:
    return thing(
        {
            "release_id": RELEASE_ID,
            "released_on": _DAY,
            "commit": {**_TEXT, "description": "The git commit that it was made of."},
            "methodology_version": _TEXT,
            "coded_on": {"type": ["string", "null"], "format": "date", "description": "Last day of coding."},
            "content_hash": {**DIGEST, "description": "SHA-256 of the content of all tables."},
            "schema_hash": {**DIGEST, "description": "SHA-256 of the definitions of all tables."},
        },
        "What names a release and says what it was made of.",
    )


def _entry() -> dict[str, Schema]:
    names = ("self", "scores", "ranking_for_readers", "method", "data_package")
    return {"release": reference("Release"), "title": _TEXT, "links": thing({name: _URL for name in names})}


def _description() -> Schema:
    table = {
        "name": _TEXT,
        "description": _TEXT,
        "rows": {"type": "integer", "minimum": 0},
        "licence": _TEXT,
        "links": thing({"json": _URL, "csv": _URL}),
    }
    file = {"path": _TEXT, "sha256": DIGEST, "url": _URL}
    return thing(
        {
            **_entry(),
            "newest": {**RELEASE_ID, "description": "The newest release."},
            "cite": thing({name: _TEXT for name in _CITATIONS}, "How to cite the release, in each form."),
            "licence": reference("Licence"),
            "tables": items(thing(table)),
            "corrections": items(reference("Correction"), "What is wrong in this release, newest first."),
            "files": items(thing(file)),
        }
    )


def _problem() -> Schema:
    return thing(
        {
            "type": _URL,
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": {**_TEXT, "description": "What is wrong, and what to do."},
            "there_is": {
                "type": "object",
                "description": "By kind, what would be understood.",
                "additionalProperties": items(_TEXT),
            },
        },
        "What is wrong with a request (RFC 9457).",
        optional=("there_is",),
    )
