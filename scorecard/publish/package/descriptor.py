"""``datapackage.json``: what is in a release, by the Data Package standard (datapackage.org, version 2)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.publish.cited_work import AUTHOR

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
]
ODC_BY = {
    "name": "ODC-By-1.0",
    "title": "Open Data Commons Attribution License 1.0",
    "path": "https://opendatacommons.org/licenses/by/1-0/",
}
APACHE = {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}
# Tables that others' data went into, under their licences; the rest is ours.
OTHERS = {
    "policy_collection": ODC_BY,
    "policy_document": ODC_BY,
    "policy_version": ODC_BY,
    "clause_spell": ODC_BY,
    "citation_check": ODC_BY,
    "cybertip_count": APACHE,
}
TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.OBJECT: "object",
}
_KINDS = {name: kind for kind, name in TYPES.items()}


class ReleaseFacts(NamedTuple):
    """What names a release and says what it was made of."""

    release_id: str
    released_on: date
    commit: str
    methodology_version: str
    coded_on: date | None
    content_hash: str
    schema_hash: str


class File(NamedTuple):
    """A file of the package, and the table that it holds; `title` for one that holds none."""

    path: str
    content: bytes
    table: TableDefinition | None = None
    title: str = ""


def descriptor(facts: ReleaseFacts, title: str, description: str, files: Sequence[File]) -> bytes:
    """Return ``datapackage.json`` for files; tables refer to each other as their definitions do."""
    names = {file.table.name: file.table.plural for file in files if file.table}
    package = {
        "$schema": PROFILE,
        "name": f"pledgewatch-{facts.release_id}",
        "title": title,
        "description": description,
        "version": facts.release_id,
        "created": f"{facts.released_on.isoformat()}T00:00:00Z",
        "licenses": LICENCES,
        "contributors": [{"title": AUTHOR, "roles": ["creator"]}],
        "keywords": ["child protection", "non-consensual intimate imagery", "corporate accountability"],
        "release": {
            name: value.isoformat() if isinstance(value, date) else value for name, value in facts._asdict().items()
        },
        "resources": [_resource(file, names) for file in files],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(file: File, names: Mapping[str, str]) -> dict[str, Any]:
    kind = file.path.rsplit(".", 1)[-1]
    resource: dict[str, Any] = {
        "name": file.table.plural if file.table else file.path.rsplit("/", 1)[-1].rsplit(".", 1)[0],
        "path": file.path,
        "title": file.table.meaning if file.table else file.title,
        "format": kind,
        "mediatype": {"csv": "text/csv", "json": "application/json", "yaml": "application/yaml"}[kind],
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
    }
    if file.table:
        if licence := OTHERS.get(file.table.name):
            resource["licenses"] = [licence]
        resource |= {"type": "table", "table": file.table.name, "schema": _schema(file.table, names)}
    return resource


def _schema(table: TableDefinition, names: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to[0] == table.name else names[column.refers_to[0]],
                "fields": [column.refers_to[1]],
            },
        }
        for column in table.columns
        if column.refers_to and column.refers_to[0] in names
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: ColumnDefinition) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.kind], "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if not column.is_optional and not column.may_be_blank:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if constraints:
        field["constraints"] = constraints
    if column.may_be_blank:
        field["missingValues"] = []  # empty text says something here
    return field


def table_of(resource: Mapping[str, Any]) -> TableDefinition:
    """Return the definition of the table that a resource describes; what it refers to is left out.

    Raises:
        KeyError: the resource does not describe a table as `descriptor` does.
    """
    key = set(resource["schema"].get("primaryKey", []))
    columns = [
        ColumnDefinition(
            name=field["name"],
            kind=_KINDS[field["type"]],
            meaning=field["description"],
            unit=field.get("unit", ""),
            is_key=field["name"] in key,
            is_optional="missingValues" not in field and not field.get("constraints", {}).get("required", False),
            may_be_blank="missingValues" in field,
            words=tuple(field.get("constraints", {}).get("enum", ())),
        )
        for field in resource["schema"]["fields"]
    ]
    return TableDefinition(resource["table"], resource["name"], resource["title"], tuple(columns))
