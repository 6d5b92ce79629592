"""All files of a release, made from its rows. Equal rows and facts give equal bytes."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scorecard.definitions import TableDefinition
from scorecard.publish.package import words
from scorecard.publish.package.descriptor import File, ReleaseFacts, descriptor
from scorecard.publish.package.tables import Row, csv_of, json_rows, parquet_of

DESCRIPTOR = "datapackage.json"
CHECKSUMS = "SHA256SUMS"
RANKING = "ranking.csv"
METHODOLOGY = "methodology.yaml"
INPUTS = "inputs.csv"
PROVENANCE = "provenance.json"


class Beside(NamedTuple):
    """What a release holds beside its tables, as bytes of files.

    `ranking` is the table of scores for readers, `methodology` the file that the scores follow, as it was written,
    `inputs` has one row for each file of the data folder, path and SHA-256, and `provenance` says of each file there
    that a pipeline wrote what it was made of.
    """

    ranking: bytes
    methodology: bytes
    inputs: bytes
    provenance: bytes


def package_files(
    facts: ReleaseFacts,
    title: str,
    tables: Sequence[TableDefinition],
    rows: Mapping[str, list[Row]],
    beside: Beside,
) -> dict[str, bytes]:
    """Return the content of every file of a release by its path.

    Args:
        facts: what names the release.
        title: what it is cited as.
        tables: definitions of all its tables.
        rows: `plain_rows` of each, by the name of the table.
        beside: what it holds beside them.

    Raises:
        ValueError: a cell could not be read back from its CSV file.
    """
    files = [File(f"csv/{table.plural}.csv", csv_of(table, rows[table.name]), table) for table in tables]
    files += [
        File(RANKING, beside.ranking, title="The ranking for readers: one row a company, with names and ranges"),
        File(METHODOLOGY, beside.methodology, title="The method, as it was written"),
        File(INPUTS, beside.inputs, title="Every file that the release was made of, with its SHA-256"),
        File(PROVENANCE, beside.provenance, title="Where the imported files among them come from"),
    ]
    counts = {table.name: len(rows[table.name]) for table in tables}
    description = words.description_of(facts, counts)
    contents = {file.path: file.content for file in files}
    contents |= {f"parquet/{table.plural}.parquet": parquet_of(table, rows[table.name]) for table in tables}
    contents[json_name(facts.release_id)] = _one_json(facts, tables, rows)
    contents[DESCRIPTOR] = descriptor(facts, f"{title}, release {facts.release_id}", description, files)
    contents["README.md"] = words.readme(facts, title, description, files, counts, json_name(facts.release_id))
    contents["CITATION.cff"] = words.citation_file(facts, title, description)
    contents["LICENSE.md"] = words.licence_file(files)
    contents[CHECKSUMS] = checksums(contents)
    return dict(sorted(contents.items()))


def json_name(release_id: str) -> str:
    """Return the name of the file that holds all tables of a release."""
    return f"pledgewatch-{release_id}.json"


def checksums(contents: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each file in the form that ``sha256sum -c`` reads, ordered by path."""
    return "".join(f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in sorted(contents)).encode()


def _one_json(facts: ReleaseFacts, tables: Iterable[TableDefinition], rows: Mapping[str, list[Row]]) -> bytes:
    release = json.dumps(facts._asdict(), ensure_ascii=False, default=date.isoformat)
    parts = [f'"{table.plural}": {json_rows(table, rows[table.name])}' for table in tables]
    listed = ",\n".join(parts)
    return f'{{"release": {release},\n"tables": {{\n{listed}\n}}}}\n'.encode()
