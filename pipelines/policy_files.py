"""The machine-written files about archived policies: rows as a build reads them, with what they were made of."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from scorecard.curation.fields import PartialDate, Record
from scorecard.curation.policy import WatchedCollection
from scorecard.curation.policy_data import FOLDER, LEXICON, WATCHLIST
from scorecard.curation.provenance import Input, Provenance, provenance_path, sha256_of
from scorecard.storage.folders import write_whole

MOST_CLONES = 9  # named in a provenance: names of repositories have up to 100 characters
Heads = Mapping[str, tuple[str, date]]  # commit and day of the newest commit, by collection


def write_files(
    data_dir: Path,
    contents: Mapping[str, bytes],
    made_by: str,
    collections: Sequence[WatchedCollection],
    heads: Heads,
) -> list[Path]:
    """Write files of ``policy_history/`` with their provenance, all of them or none.

    Args:
        data_dir: folder of curated data.
        contents: content by file name.
        made_by: the command that makes them.
        collections: the collections that are watched.
        heads: how far those that were read reach.

    Returns:
        The files, without those that say what they were made of.
    """
    folder = data_dir / FOLDER
    inputs = tuple(Input(file=name, sha256=sha256_of((folder / name).read_bytes())) for name in (WATCHLIST, LEXICON))
    written: dict[Path, bytes] = {}
    for name, content in contents.items():
        written[folder / name] = content
        made = _provenance(name, content, made_by, collections, heads, inputs)
        written[provenance_path(folder / name)] = (made.model_dump_json(indent=2) + "\n").encode()
    write_whole(written)
    return [folder / name for name in contents]


def csv_of(rows: Iterable[Mapping[str, Any]], record: type[Record]) -> bytes:
    """Return rows as the CSV file that a record is read from: its fields as columns, missing as empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, tuple(record.model_fields), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in record.model_fields})
    return text.getvalue().encode()


def _provenance(
    name: str,
    content: bytes,
    made_by: str,
    collections: Sequence[WatchedCollection],
    heads: Heads,
    inputs: tuple[Input, ...],
) -> Provenance:
    read = [entry for entry in collections if entry.id in heads]
    return Provenance(
        file=name,
        sha256=sha256_of(content),
        made_by=made_by,
        title="Open Terms Archive, versions of service terms",
        author="; ".join(dict.fromkeys(entry.credit for entry in read))[:200] or "none",
        url="https://opentermsarchive.org",
        version=f"to {max(day for _, day in heads.values())}" if heads else "none",
        licence="; ".join(dict.fromkeys(entry.licence for entry in read)) or "none",
        how_obtained=_how_obtained(heads),
        inputs=inputs,
    )


def _how_obtained(heads: Heads) -> str:
    clones = [f"{name.partition('/')[2]} at {commit[:12]}" for name, (commit, _) in heads.items()]
    shown = clones[:MOST_CLONES] + [f"{len(clones) - MOST_CLONES} more"] * (len(clones) > MOST_CLONES)
    return f"read from local clones of: {', '.join(shown)}" if shown else "no clone was given"


def _cell(value: Any) -> str:
    if value is None or value != value:  # NaN of a frame
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if not isinstance(value, PartialDate) else value.text
