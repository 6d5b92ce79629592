"""Checking a release: are its files as they were frozen, do they agree, and do its scores follow from its inputs."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import frictionless

from scorecard.curation.files import read_record
from scorecard.curation.methodology import Methodology
from scorecard.definitions import TableDefinition
from scorecard.errors import DataProblemsError, ReleaseError
from scorecard.numbers import counted
from scorecard.publish.package.assembly import DESCRIPTOR, METHODOLOGY, RANKING
from scorecard.publish.package.reading import (
    BrokenPackageError,
    Files,
    Package,
    checksum_findings,
    copy_findings,
    descriptor_findings,
    read_package,
    rows_as_of_today,
)
from scorecard.publish.package.tables import Row, plain_rows
from scorecard.queries import Tables, scores_by_company
from scorecard.releases.history import changes_since_frozen
from scorecard.results import result_rows, robustness_of, score_rows
from scorecard.storage.content import hash_of
from scorecard.storage.definitions import definitions
from scorecard.storage.folders import read_folder
from scorecard.storage.read import frames_of
from scorecard.tabular import to_csv

Progress = Callable[[str], None]
FRICTIONLESS_SHOWN = 10  # errors of the standard's own library that are told


class Verified(NamedTuple):
    """What was found in a release: everything that does not hold, and what was held against what."""

    release_id: str
    findings: tuple[str, ...]
    checked: tuple[str, ...]


def verify(folder: Path, progress: Progress) -> Verified:
    """Check a release in every way that is known.

    Args:
        folder: the release's own folder.
        progress: called with the name of each step before it starts.

    Raises:
        ReleaseError: the folder cannot be read at all.
    """
    progress("reading the files")
    try:
        files = read_folder(folder)
    except OSError as error:
        raise ReleaseError(f"{folder} cannot be read: {error}.") from error
    if not files:
        raise ReleaseError(f"{folder} is no release: there are no files.")
    findings = [*checksum_findings(files), *descriptor_findings(files), *_history_findings(folder)]
    try:
        package = read_package(files)
        if package.facts.release_id != folder.name:
            findings.append(f"{DESCRIPTOR}: it says release {package.facts.release_id}, the folder {folder.name}")
        for name, step in _steps(folder, files, package):
            progress(name)
            findings += step()
        checked = tuple(_checked(files, package))
    except (BrokenPackageError, LookupError, TypeError, ValueError, RecursionError) as error:
        findings.append(f"{folder.name}: it cannot be checked any further: {' '.join(str(error).split())[:200]}")
        checked = ()
    return Verified(folder.name, tuple(dict.fromkeys(findings)), checked)


def _steps(folder: Path, files: Files, package: Package) -> Sequence[tuple[str, Callable[[], Iterator[str]]]]:
    return [
        ("holding JSON and Parquet against CSV", lambda: copy_findings(files, package)),
        ("hashing the content", lambda: _hash_findings(package)),
        ("asking the standard's own library", lambda: _standard_findings(folder, files)),
        ("computing scores and ranges anew", lambda: _score_findings(folder, package)),
    ]


def _history_findings(folder: Path) -> Iterator[str]:
    for change in changes_since_frozen(folder):
        yield f"{folder.name}: {change}"


def _checked(files: Files, package: Package) -> Iterator[str]:
    rows = sum(map(len, package.rows.values()))
    yield f"{counted(len(files), 'file')} against their checksums"
    yield f"{counted(len(package.tables), 'table')} with {rows:,} rows as CSV, JSON and Parquet against each other"
    yield "the folder against its history, where it has one"
    yield "datapackage.json and all tables against the Data Package standard"
    scores = len(package.rows["score"]) + len(package.rows["commitment_score"])
    ranges = len(package.rows["rank_range"])
    yield f"{counted(scores, 'score')} and {counted(ranges, 'range')} of ranks against a new computation"
    yield f"content {package.facts.content_hash}"


def _hash_findings(package: Package) -> Iterator[str]:
    """Yield where the content is not what the release says it is."""
    if hash_of(package.rows) != package.facts.content_hash:
        yield f"{DESCRIPTOR}: the tables have another content than the hash {package.facts.content_hash[:10]}…"
    [release] = package.rows["release"]
    for name, value in package.facts._asdict().items():
        if release[name] != value:
            yield f"csv/releases.csv: {name} is {release[name]}, in {DESCRIPTOR} {value}"


def _standard_findings(folder: Path, files: Files) -> Iterator[str]:
    """Yield what the library of the Data Package standard finds wrong; it is not asked to leave the folder."""
    if any(descriptor_findings(files)):
        return
    try:
        report = frictionless.Package(str(folder / DESCRIPTOR)).validate()
    except frictionless.FrictionlessException as error:
        yield f"{DESCRIPTOR}: {error}"
        return
    for task in report.tasks:
        for found in task.errors[:FRICTIONLESS_SHOWN]:
            yield f"{task.place}: {found.message}"
    for found in report.errors[:FRICTIONLESS_SHOWN]:
        yield f"{DESCRIPTOR}: {found.message}"


def _score_findings(folder: Path, package: Package) -> Iterator[str]:
    """Yield each table of results that a new computation from the frozen inputs does not give, to the last digit."""
    try:
        methodology = read_record(folder / METHODOLOGY, folder, Methodology)
    except DataProblemsError as error:
        yield str(error)
        return
    tables = definitions()
    rows = rows_as_of_today(package, tables)
    scored = score_rows(rows, methodology)
    computed = result_rows(scored, robustness_of(scored), package.facts.release_id)
    for name, table_rows in computed.items():
        had = [column.name for column in package.tables[name].columns if column.name in tables[name].names]
        yield from _differences(tables[name], plain_rows(tables[name], table_rows), rows[name], had)
    if to_csv(scores_by_company(Tables(frames_of(rows)))).encode() != package.ranking:
        yield f"{RANKING}: it does not say what the tables do"


def _differences(table: TableDefinition, computed: list[Row], frozen: list[Row], had: Sequence[str]) -> Iterator[str]:
    """Yield the first difference between two tables, in the columns that the release had."""
    path = f"csv/{table.plural}.csv"
    if len(computed) != len(frozen):
        yield f"{path}: a new computation gives {len(computed)} rows instead of {len(frozen)}"
        return
    for new, old in zip(computed, frozen, strict=True):
        for name in (name for name in had if new[name] != old[name]):
            place = " ".join(str(old[key]) for key in table.key if key != "release_id")
            yield f"{path}: {place}: {name} is {old[name]}, a new computation gives {new[name]}"
            return
