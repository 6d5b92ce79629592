"""The rows of a release from its files, and every way in which the files do not hold together."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from scorecard.definitions import TableDefinition
from scorecard.publish.package.assembly import (
    CHECKSUMS,
    DESCRIPTOR,
    INPUTS,
    METHODOLOGY,
    PROVENANCE,
    RANKING,
    json_name,
)
from scorecard.publish.package.descriptor import PROFILE, ReleaseFacts, table_of
from scorecard.publish.package.tables import (
    Row,
    UnreadableTableError,
    rows_of_csv,
    rows_of_json,
    rows_of_parquet,
)

Files = Mapping[str, bytes]

BESIDE = {RANKING, METHODOLOGY, INPUTS, PROVENANCE}  # resources that are no tables
FOR_PEOPLE = {"README.md", "CITATION.cff", "LICENSE.md"}
# Without these nothing could be shown or computed anew.
NEEDED_TABLES = {"release", "company", "company_role", "indicator", "indicator_role", "assessment", "score",
                 "commitment_score", "rank_range", "correction"}  # fmt: skip
_DIGEST = 64  # hexadecimal digits of a SHA-256


class Package(NamedTuple):
    """A release as read: what names it, its tables and their rows by name, and what stands beside them."""

    facts: ReleaseFacts
    tables: dict[str, TableDefinition]
    rows: dict[str, list[Row]]
    ranking: bytes
    methodology: bytes


class BrokenPackageError(ValueError):
    """Files are no release that can be read. Its text says which file and why, a sentence without its full stop."""


def read_facts(content: bytes) -> ReleaseFacts:
    """Return what names a release, from its ``datapackage.json``.

    Raises:
        BrokenPackageError: it is no such file.
    """
    try:
        given = _json(DESCRIPTOR, content)["release"]
        return ReleaseFacts(**given)._replace(
            released_on=date.fromisoformat(given["released_on"]),
            coded_on=date.fromisoformat(given["coded_on"]) if given["coded_on"] else None,
        )
    except (TypeError, KeyError, ValueError) as error:
        raise BrokenPackageError(f"{DESCRIPTOR}: it does not say of which release it is ({error})") from error


def read_package(files: Files) -> Package:
    """Return a release from its files: its CSV files are what counts.

    Raises:
        BrokenPackageError: a file is missing or cannot be read.
    """
    content = _file(files, DESCRIPTOR)
    facts = read_facts(content)
    paths = tables_by_path(content)
    rows = {table.name: read_table(table, path, _file(files, path)) for path, table in paths.items()}
    tables = {table.name: table for table in paths.values()}
    return Package(facts, tables, rows, _file(files, RANKING), _file(files, METHODOLOGY))


def read_table(table: TableDefinition, path: str, content: bytes) -> list[Row]:
    """Return the rows of a table from its CSV file.

    Raises:
        BrokenPackageError: it cannot be read.
    """
    return _table(rows_of_csv, table, path, content)


def read_checksums(content: bytes) -> dict[str, str]:
    """Return the SHA-256 of each file by its path, from ``SHA256SUMS``; lines that are none are left out."""
    lines = (line.partition("  ") for line in content.decode(errors="replace").splitlines())
    return {path: digest for digest, between, path in lines if between and len(digest) == _DIGEST}


def checksum_findings(files: Files) -> Iterator[str]:
    """Yield each file that is not as ``SHA256SUMS`` has it, missing, or not listed."""
    if CHECKSUMS not in files:
        yield f"{CHECKSUMS}: the file is missing"
        return
    for number, line in enumerate(files[CHECKSUMS].decode(errors="replace").splitlines(), start=1):
        if not read_checksums(line.encode()):
            yield f"{CHECKSUMS}: line {number} is no checksum and path"
    listed = read_checksums(files[CHECKSUMS])
    if len(files[CHECKSUMS].splitlines()) != len(listed):
        yield f"{CHECKSUMS}: a file stands there more than once"
    for path in sorted(listed.keys() - files.keys()):
        yield f"{path}: the file is missing"
    for path in sorted(files.keys() - listed.keys() - {CHECKSUMS}):
        yield f"{path}: {CHECKSUMS} does not have this file"
    for path in sorted(listed.keys() & files.keys()):
        if hashlib.sha256(files[path]).hexdigest() != listed[path]:
            yield f"{path}: its SHA-256 is not the one in {CHECKSUMS}, so it was changed"


def descriptor_findings(files: Files) -> Iterator[str]:
    """Yield where ``datapackage.json`` describes other files than those of a release, or leads out of the folder."""
    try:
        described = _json(DESCRIPTOR, _file(files, DESCRIPTOR))
        resources = [(str(one["name"]), str(one["path"]), one.get("table")) for one in described["resources"]]
        release_id = str(described["release"]["release_id"])
    except (BrokenPackageError, KeyError, TypeError, AttributeError) as error:
        yield f"{DESCRIPTOR}: it does not describe a release ({error})"
        return
    if described.get("profile") is not None or described.get("$schema") != PROFILE:
        yield f"{DESCRIPTOR}: it names another standard than {PROFILE}"
    tables = {name: table for name, path, table in resources if table is not None and path == f"csv/{name}.csv"}
    expected = {f"csv/{name}.csv" for name in tables} | {f"parquet/{name}.parquet" for name in tables}
    expected |= {*BESIDE, DESCRIPTOR, CHECKSUMS, json_name(release_id), *FOR_PEOPLE}
    for name, path, table in resources:
        if path not in (BESIDE if table is None else {f"csv/{name}.csv"}):
            yield f"{DESCRIPTOR}: the resource {name} has a path that is none of a release: {path[:100]}"
    described_tables = [table for _, _, table in resources if table is not None]
    for kind, named in (("resource", [name for name, _, _ in resources]), ("table", described_tables)):
        for name, count in Counter(named).items():
            if count > 1:
                yield f"{DESCRIPTOR}: the {kind} {name} is there {count} times"
    for table in sorted(NEEDED_TABLES - set(tables.values())):
        yield f"{DESCRIPTOR}: the table {table} is not there"
    for path in sorted(set(files) - expected):
        yield f"{path}: it is no file of a release"


def copy_findings(files: Files, package: Package) -> Iterator[str]:
    """Yield each table whose JSON or Parquet copy is not what its CSV file has."""
    name = json_name(package.facts.release_id)
    try:
        whole = _json(name, _file(files, name)).get("tables")
    except BrokenPackageError as error:
        yield str(error)
        whole = None
    if isinstance(whole, dict) and (extra := sorted(set(whole) - {table.plural for table in package.tables.values()})):
        yield f"{name}: it has tables that the release has not: {', '.join(extra)}"
    for table in package.tables.values():
        path = f"parquet/{table.plural}.parquet"
        try:
            if _table(rows_of_parquet, table, path, _file(files, path)) != package.rows[table.name]:
                yield f"{path}: it has other rows than csv/{table.plural}.csv"
            if whole is None:
                continue
            given = whole.get(table.plural) if isinstance(whole, dict) else None
            if _table(rows_of_json, table, f"{name}, {table.plural}", given) != package.rows[table.name]:
                yield f"{name}: {table.plural} has other rows than csv/{table.plural}.csv"
        except BrokenPackageError as error:
            yield str(error)


def tables_by_path(content: bytes) -> dict[str, TableDefinition]:
    """Return the definitions of the tables of a release by the paths of their files, from ``datapackage.json``.

    Raises:
        BrokenPackageError: it is no such file.
    """
    try:
        resources = _json(DESCRIPTOR, content)["resources"]
        return {resource["path"]: table_of(resource) for resource in resources if "schema" in resource}
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenPackageError(f"{DESCRIPTOR}: its resources cannot be read ({error})") from error


def _table(
    read: Callable[[TableDefinition, Any], list[Row]], table: TableDefinition, path: str, given: Any
) -> list[Row]:
    try:
        return read(table, given)
    except UnreadableTableError as error:
        raise BrokenPackageError(f"{path}: {error}") from error


def _file(files: Files, path: str) -> bytes:
    if path not in files:
        raise BrokenPackageError(f"{path}: the file is missing")
    return files[path]


def _json(path: str, content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except ValueError as error:
        raise BrokenPackageError(f"{path}: it cannot be read as JSON ({error})") from error
    if not isinstance(read, dict):
        raise BrokenPackageError(f"{path}: it is no JSON object")
    return read


def rows_as_of_today(package: Package, tables: Mapping[str, TableDefinition]) -> dict[str, list[Row]]:
    """Return the rows of a release with the tables and columns of today.

    A table or column that the release did not have yet is empty; one that today's definitions lack is left out.

    Args:
        package: the release.
        tables: today's definitions by name.

    Raises:
        BrokenPackageError: the release lacks a column that must not be empty.
    """
    return {name: _as_of_today(package, table) for name, table in tables.items()}


def _as_of_today(package: Package, table: TableDefinition) -> list[Row]:
    rows = package.rows.get(table.name, [])
    had = {column.name for column in package.tables[table.name].columns} if rows else set()
    absent = [column for column in table.columns if column.name not in had]
    if rows and (needed := [one.name for one in absent if not one.is_optional and not one.may_be_blank]):
        raise BrokenPackageError(f"the table {table.name} has no {', '.join(needed)}, which this version needs")
    filled: Row = {column.name: "" if column.may_be_blank else None for column in absent}
    return [{column.name: (row | filled)[column.name] for column in table.columns} for row in rows]
