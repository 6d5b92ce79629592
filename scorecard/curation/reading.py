"""From a data folder to records: reads every file, collects every problem, never stops at the first."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scorecard.curation import rules
from scorecard.curation.call import Call, Coding, Endorser
from scorecard.curation.companies import Company
from scorecard.curation.corrections import Corrections
from scorecard.curation.cybertips import Cybertips, ImportedCount
from scorecard.curation.events import Events
from scorecard.curation.files import RecordT, Rows, Sourced, is_there, read_file, read_rows, shown_path
from scorecard.curation.methodology import Methodology
from scorecard.curation.policy_data import PolicyData, read_policy_data
from scorecard.curation.provenance import Made, read_made
from scorecard.curation.report_data import ReportData, read_report_data
from scorecard.errors import Problem


@dataclass(frozen=True)
class Dataset:
    """Everything that was read from one data folder.

    Attributes:
        methodology: the version in force: the highest that the folder has.
        companies: one entry a company, ordered by id.
        call: the call that the methodology restates, if the folder has it.
        endorsers: who endorses the call.
        codings: both coders' levels.
        unread_companies: names of the company files that could not be read, so that no check takes
            their companies for unknown.
        cybertips: providers that report to NCMEC, and counts of theirs that evidence states, if the folder has them.
        cybertip_rows: counts that were imported.
        cybertips_made: the file of imported counts and what it was made of, if there is one.
        reports: what is known of published transparency reports.
        events: what happened in the debate, if the folder has it.
        policy: what is known of archived policies.
        corrections: what of ours was wrong in a release, if the folder has that file.
    """

    methodology: Sourced[Methodology]
    companies: tuple[Sourced[Company], ...]
    call: Sourced[Call] | None
    endorsers: Rows[Endorser]
    codings: Rows[Coding]
    unread_companies: frozenset[str] = frozenset()
    cybertips: Sourced[Cybertips] | None = None
    cybertip_rows: Rows[ImportedCount] = field(default_factory=lambda: Rows("reports/cybertipline.csv"))
    cybertips_made: Made | None = None
    reports: ReportData = field(default_factory=ReportData)
    events: Sourced[Events] | None = None
    policy: PolicyData = field(default_factory=PolicyData)
    corrections: Sourced[Corrections] | None = None


@contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """Pause the garbage collector while records pile up: it would walk over all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_dataset(data_dir: Path) -> tuple[Dataset | None, list[Problem]]:
    """Read a data folder.

    Args:
        data_dir: folder with ``methodology/`` and ``companies/``, and optionally ``call.yaml``,
            ``endorsers.csv``, ``codings.csv``, ``cybertipline.yaml``, ``events.yaml``,
            ``corrections.yaml``, ``reports/`` and ``policy_history/``.

    Returns:
        What could be read, None without a methodology; and every problem of form. Companies whose
        file has such problems are missing from the dataset.
    """
    with _nothing_is_garbage():
        return _read(data_dir)


def _read(data_dir: Path) -> tuple[Dataset | None, list[Problem]]:
    problems: list[Problem] = []
    methodology = _methodology(data_dir, problems)
    company_paths = sorted((data_dir / "companies").glob("*.yaml"))
    companies = tuple(_companies(company_paths, data_dir, problems))
    unread = {path.stem for path in company_paths} - {entry.record.id for entry in companies}
    problems.extend(_unexpected(data_dir))
    call = _if_there("call.yaml", data_dir, Call, problems)
    endorsers = read_rows(data_dir / "endorsers.csv", data_dir, Endorser, problems)
    codings = read_rows(data_dir / "codings.csv", data_dir, Coding, problems)
    imported_path = data_dir / "reports" / "cybertipline.csv"
    cybertips = _if_there("cybertipline.yaml", data_dir, Cybertips, problems)
    imported = read_rows(imported_path, data_dir, ImportedCount, problems)
    made = read_made(imported_path, imported.file)
    reports = read_report_data(data_dir, problems)
    events = _if_there("events.yaml", data_dir, Events, problems)
    policy = read_policy_data(data_dir, problems)
    corrections = _if_there("corrections.yaml", data_dir, Corrections, problems)
    if methodology is None:
        return None, problems
    data = Dataset(
        methodology=methodology,
        companies=companies,
        call=call,
        endorsers=endorsers,
        codings=codings,
        unread_companies=frozenset(unread),
        cybertips=cybertips,
        cybertip_rows=imported,
        cybertips_made=made,
        reports=reports,
        events=events,
        policy=policy,
        corrections=corrections,
    )
    return data, problems


def _if_there(name: str, data_dir: Path, model: type[RecordT], problems: list[Problem]) -> Sourced[RecordT] | None:
    path = data_dir / name
    return read_file(path, data_dir, model, problems) if is_there(path) else None


def _methodology(data_dir: Path, problems: list[Problem]) -> Sourced[Methodology] | None:
    paths = sorted((data_dir / "methodology").glob("*.yaml"), key=_version_order)
    if not paths:
        problems.append(_missing(data_dir / "methodology", data_dir, "there is no methodology file"))
        return None
    return read_file(paths[-1], data_dir, Methodology, problems)


def _companies(paths: list[Path], data_dir: Path, problems: list[Problem]) -> Iterator[Sourced[Company]]:
    if not paths:
        problems.append(_missing(data_dir / "companies", data_dir, "there is no company file"))
    for path in paths:
        company = read_file(path, data_dir, Company, problems)
        if company is not None:
            yield company


def _unexpected(data_dir: Path) -> Iterator[Problem]:
    for folder in ("companies", "methodology"):
        for path in sorted((data_dir / folder).glob("*")):
            if not path.name.startswith(".") and (path.suffix != ".yaml" or path.is_dir()):
                yield rules.UNEXPECTED_FILE.problem(shown_path(path, data_dir), 1, "", f"{path.name} is not read")


def _version_order(path: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else -1 for part in path.stem.split("."))


def _missing(path: Path, data_dir: Path, message: str) -> Problem:
    return rules.MISSING_FILE.problem(shown_path(path, data_dir), 1, "", message)
