"""What goes out: the bytes of a table or of a file, and the tag that changes whenever they do."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from scorecard.definitions import TableDefinition
from scorecard.publish.package.assembly import CHECKSUMS, DESCRIPTOR
from scorecard.publish.package.descriptor import LICENCES, OTHERS, TYPES
from scorecard.publish.package.tables import csv_of, json_rows
from scorecard.queries.api.frozen import FrozenRelease
from scorecard.queries.api.selecting import Form, Selection, selected

SHAPE = "1"  # of the answers: to be raised with every change of what the same question is answered with
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "yaml": "application/yaml",
    "cff": "application/yaml",
    "md": "text/markdown; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    CHECKSUMS: "text/plain; charset=utf-8",
}
_OTHER = "application/octet-stream"


class Answer(NamedTuple):
    """An answer before its bytes are made.

    Attributes:
        tag: equal for equal bytes, another for others.
        media_type: what the bytes are.
        make: makes them; may take its time, and may raise `ReleaseError`.
        is_lasting: whether the same question has the same answer for ever.
        file_name: what a download is called; empty for what is none.
        licence: web address of the licence.
        described_by: path of what describes it; empty where nothing does.
    """

    tag: str
    media_type: str
    make: Callable[[], bytes]
    is_lasting: bool = False
    file_name: str = ""
    licence: str = LICENCES[0]["path"]
    described_by: str = ""


def table_answer(release: FrozenRelease, name: str, selection: Selection, form: Form) -> Answer:
    """Return rows of a table in a form. All of them as CSV are the release's own file.

    Raises:
        NotFoundError: the release has no such table.
    """
    table = release.table(name)

    def make() -> bytes:
        if form is Form.CSV and not selection:
            return release.content(table.path)
        rows = selected(release.rows(name), selection)
        return csv_of(table.definition, rows) if form is Form.CSV else _json(release, table.definition, rows)

    part = "-part" if selection else ""
    return Answer(
        tag=_digest(SHAPE, release.seal, name, repr(selection), form),
        media_type=MEDIA_TYPES[form],
        make=make,
        is_lasting=True,
        file_name=f"pledgewatch-{release.facts.release_id}-{name}{part}.{form}",
        licence=licence_of(table.definition)["path"],
        described_by=file_path(release, DESCRIPTOR),
    )


def file_answer(release: FrozenRelease, path: str) -> Answer:
    """Return a file of a release, byte for byte. Raises `NotFoundError` where it has no such file."""
    digest = release.checksum(path)
    kind = path if path in MEDIA_TYPES else path.rsplit(".", 1)[-1]
    return Answer(
        tag=digest,
        media_type=MEDIA_TYPES.get(kind, _OTHER),
        make=lambda: release.content(path),
        is_lasting=True,
        licence=next((licence_of(one.definition)["path"] for one in release.tables.values() if one.path == path), "")
        or LICENCES[0]["path"],
        described_by=file_path(release, DESCRIPTOR),
    )


def listing_answer(listing: dict[str, Any]) -> Answer:
    """Return plain values as JSON."""
    content = (json.dumps(listing, ensure_ascii=False, indent=2, default=date.isoformat) + "\n").encode()
    return Answer(tag=_digest(content.decode()), media_type=MEDIA_TYPES["json"], make=lambda: content)


def licence_of(table: TableDefinition) -> dict[str, str]:
    """Return name, title and web address (`path`) of the licence of a table."""
    return OTHERS.get(table.name, LICENCES[0])


def file_path(release: FrozenRelease, path: str) -> str:
    """Return the path of a file of a release in the addresses of this server."""
    return f"/releases/{release.facts.release_id}/{path}"


def columns_of(table: TableDefinition) -> list[dict[str, Any]]:
    """Return name, type, unit and description of each column; the unit is None for what has none."""
    return [
        {"name": one.name, "type": TYPES[one.kind], "unit": one.unit or None, "description": one.meaning}
        for one in table.columns
    ]


def _json(release: FrozenRelease, table: TableDefinition, rows: list[dict[str, Any]]) -> bytes:
    head = {
        "release": release.facts._asdict(),
        "table": table.plural,
        "licence": licence_of(table),
        "columns": columns_of(table),
    }
    text = json.dumps(head, ensure_ascii=False, default=date.isoformat)
    return f'{text.removesuffix("}")}, "rows": {json_rows(table, rows)}}}\n'.encode()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
