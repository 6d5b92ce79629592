"""Making a release: checks, scores and freezes the data folder, whole or not at all."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scorecard.build import check, database_rows, score_dataset
from scorecard.curation.reading import Dataset
from scorecard.errors import DataProblemsError, ReleaseError, Severity, UsageError
from scorecard.publish.package.assembly import Beside, package_files
from scorecard.publish.package.descriptor import ReleaseFacts
from scorecard.publish.package.tables import plain_rows
from scorecard.queries import Tables, cite_all, scores_by_company
from scorecard.queries.releases import frozen_releases
from scorecard.releases.explaining import correction_problems, silent_changes
from scorecard.releases.history import Commit, clean_commit, committed_files
from scorecard.results import robustness_of
from scorecard.storage.definitions import definitions
from scorecard.storage.folders import write_new_folder
from scorecard.storage.read import frames_of
from scorecard.tabular import to_csv
from scorecard.vocabulary.release import is_release_id, release_order

Progress = Callable[[str], None]
Rows = dict[str, list[dict[str, Any]]]
_NO_INPUT = {"releases"}  # folders of the data folder that nothing is read from


class Frozen(NamedTuple):
    """A release that was made: where, what names it, and how many files it has."""

    folder: Path
    facts: ReleaseFacts
    file_count: int


def freeze(data_dir: Path, releases_dir: Path, release_id: str, out: Path, progress: Progress) -> Frozen:
    """Freeze the data folder as a release.

    Args:
        data_dir: folder of curated data, in a git repository without uncommitted changes.
        releases_dir: folder of the releases that there are: the new one must come after them.
        release_id: its id, such as ``2026.11``.
        out: folder that the release's own folder is to stand in.
        progress: called with the name of each step before it starts.

    Raises:
        UsageError: the id is none, or not a new one.
        ReleaseError: the working tree is not clean, or the release cannot be written.
        DataProblemsError: the data breaks rules.
    """
    _require_new(release_id, releases_dir, out)
    commit = clean_commit(data_dir)
    committed_files(data_dir)  # refuses what git does not look at
    progress("reading and checking the data")
    data = _sound(data_dir, releases_dir, release_id)
    progress("scoring, and drawing ranks anew")
    scored = score_dataset(data)
    rows = _named(database_rows(data, scored, robustness_of(scored)), release_id, commit)
    progress("holding it against the newest release")
    tables = Tables(frames_of(rows))
    _require_reasons(releases_dir, tables)
    progress("writing the package")
    facts = _facts(rows)
    defined = definitions()
    files = package_files(
        facts,
        cite_all(tables).title,
        list(defined.values()),
        {name: plain_rows(table, rows.get(name, [])) for name, table in defined.items()},
        _beside(data_dir, data, tables),
    )
    _write(out / release_id, files)
    return Frozen(out / release_id, facts, len(files))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        write_new_folder(folder, files)
    except OSError as error:
        raise ReleaseError(f"The release cannot be written: {error}. Nothing was changed.") from error


def _require_new(release_id: str, releases_dir: Path, out: Path) -> None:
    """Raise `UsageError` unless the id can be that of the next release there."""
    if not is_release_id(release_id):
        raise UsageError(
            f"{release_id!r} is no id of a release. Write year and month, 2026.11, or for a further one in the same "
            "month 2026.11.1."
        )
    if (out / release_id).exists():
        raise UsageError(f"{out / release_id} is there already. A frozen release is never rewritten: take the next id.")
    newest = next((facts.release_id for facts in frozen_releases(releases_dir)), None)
    is_in_place = out.resolve() == releases_dir.resolve()  # elsewhere one that was made can be made again
    if is_in_place and newest and release_order(release_id) <= release_order(newest):
        raise UsageError(f"{release_id} does not come after {newest}, the newest release. Take a later id.")


def _sound(data_dir: Path, releases_dir: Path, release_id: str) -> Dataset:
    """Return the dataset. Raises `DataProblemsError` where it, or a correction in it, breaks a rule."""
    data, problems = check(data_dir)
    if data is not None:
        problems += correction_problems(data, releases_dir, release_id)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if data is None or errors:
        raise DataProblemsError(errors)
    return data


def _require_reasons(releases_dir: Path, tables: Tables) -> None:
    """Raise `ReleaseError` if a level changed since the newest release and nothing says why."""
    if silent := silent_changes(releases_dir, tables):
        raise ReleaseError(
            f"Levels changed since the newest release on the same evidence: {', '.join(silent)}. Where we were wrong, "
            "say so in corrections.yaml; else cite what is new."
        )


def _named(rows: Rows, release_id: str, commit: Commit) -> Rows:
    """Return rows of working data as those of a release."""
    named = {
        name: [row | {"release_id": release_id} if "release_id" in row else row for row in table]
        for name, table in rows.items()
    }
    [release] = named["release"]
    named["release"] = [release | {"is_frozen": True, "released_on": commit.day, "commit": commit.commit}]
    return named


def _facts(rows: Rows) -> ReleaseFacts:
    [release] = rows["release"]
    return ReleaseFacts(**{name: release[name] for name in ReleaseFacts._fields})


def _beside(data_dir: Path, data: Dataset, tables: Tables) -> Beside:
    methodology = data_dir / "methodology" / f"{data.methodology.record.version}.yaml"
    return Beside(
        ranking=to_csv(scores_by_company(tables)).encode(),
        methodology=methodology.read_bytes(),
        inputs=_inputs(data_dir),
        provenance=_provenance(data_dir),
    )


def _inputs(data_dir: Path) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "sha256"])
    for path in _input_files(data_dir):
        writer.writerow([path.relative_to(data_dir).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()])
    return text.getvalue().encode()


def _provenance(data_dir: Path) -> bytes:
    made = [_read_json(path) for path in _input_files(data_dir) if path.match("*.provenance.json")]
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise ReleaseError(f"{path.name} cannot be read as JSON: {error}. Import its data again.") from error


def _input_files(data_dir: Path) -> Iterator[Path]:
    for path in committed_files(data_dir):
        parts = path.relative_to(data_dir).parts
        if parts[0] not in _NO_INPUT and path.suffix != ".md" and not any(part.startswith(".") for part in parts):
            yield path
