"""Importing transparency reports under the EU template: read, repair, hold against the rules, write.

An import replaces what is there of the same service and period and leaves the rest. It happens whole or not at all:
everything is read and judged in memory before the first file is touched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipelines.report_files import Held, figure_rows, flag_rows, key_of, read_held, report_row, written
from pipelines.report_paths import Progress, Source, read_path
from scorecard.curation.files import read_record
from scorecard.curation.report_data import CORRECTIONS, SERVICES
from scorecard.curation.reports import ReportCorrections, ReportService, ReportServices
from scorecard.numbers import listing
from scorecard.reports.corrections import CellCorrection, Correction, corrected
from scorecard.reports.flags import Flag
from scorecard.reports.model import Period, Report
from scorecard.reports.problems import ReportError
from scorecard.reports.rules import flags_in
from scorecard.reports.template import ServiceKind
from scorecard.vocabulary import HowObtained

# From the best to the least that there can be of one report. Only a better or an equal one replaces what is there.
_PREFERRED = (HowObtained.FILES, HowObtained.CELLS, HowObtained.COMPILED, HowObtained.SAMPLE)
_OWN_FORM = HowObtained.COMPILED  # the form that the repairs are written for


@dataclass(frozen=True)
class Found:
    """One report with its service and where it was read from."""

    service: ReportService
    report: Report
    source: Source


@dataclass(frozen=True)
class Import:
    """What an import did.

    Attributes:
        found: the reports that were written.
        flags: their flags, in the same order.
        left_out: what was read and not written, and why; sentences without a full stop.
        lost: parts that were there and are not in the report that took their place; sentences without a full stop.
        written: each file with its number of rows; none where nothing was written.
    """

    found: tuple[Found, ...]
    flags: tuple[tuple[Flag, ...], ...]
    left_out: tuple[str, ...]
    lost: tuple[str, ...]
    written: dict[Path, int]


def import_reports(
    paths: Sequence[Path], data_dir: Path, service: str, progress: Progress, *, also_lesser: bool = False
) -> Import:
    """Import the reports that some paths lead to into a data folder.

    Args:
        paths: folders of CSV parts, archives, workbooks, compilations, lists of cells.
        data_dir: the data folder.
        service: name of the service, for reports that do not say it; else empty.
        progress: called with the name of each step before it starts.
        also_lesser: whether a report takes the place even of one that is there and was obtained in a better way.

    Raises:
        ReportError: anything of it is refused; nothing was written.
        DataProblemsError: the hand-written files about reports break rules.
    """
    services = _Services(read_record(data_dir / SERVICES, data_dir, ReportServices))
    repairs = read_record(data_dir / CORRECTIONS, data_dir, ReportCorrections)
    held = read_held(data_dir / "reports")
    left_out: list[str] = []
    found = [entry for path in paths for entry in _found(read_path(path, service, progress), services, left_out)]
    chosen = _best(found, left_out)
    if not also_lesser:
        chosen = [entry for entry in chosen if _is_good_enough(entry, held, left_out)]
    repaired = [replace(entry, report=_repaired(entry, repairs)) for entry in chosen]
    if not repaired:
        return Import((), (), tuple(left_out), (), {})
    progress("holding them against the rules")
    flags = tuple(tuple(flags_in(entry.report)) for entry in repaired)
    progress("writing")
    result = written(
        data_dir / "reports",
        held,
        pd.DataFrame(
            [report_row(entry.report, entry.service, entry.source.name, entry.source.sha256) for entry in repaired]
        ),
        pd.concat([figure_rows(entry.report, entry.service) for entry in repaired]),
        pd.concat([flag_rows(entry.report, entry.service, own) for entry, own in zip(repaired, flags, strict=True)]),
    )
    return Import(tuple(repaired), flags, tuple(left_out), tuple(_lost_parts(repaired, held)), result)


class _Services:
    """Finds the service that a report means by a name."""

    def __init__(self, known: ReportServices) -> None:
        self._by_name = {
            _plain(name): service for service in known.services for name in (service.name, *service.names, service.id)
        }

    def named(self, name: str) -> ReportService | None:
        """Return the service with a name, whatever its case."""
        return self._by_name.get(_plain(name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _found(source: Source, services: _Services, left_out: list[str]) -> Iterable[Found]:
    """Yield the reports of known services. A list of many services may hold others; a report of its own may not."""
    for report in source.reports:
        service = services.named(report.service)
        if service is not None:
            kind = ServiceKind(service.kind) if service.kind else None
            yield Found(service, replace(report, service=service.name, kind=kind), source)
        elif report.how is HowObtained.FILES:
            raise ReportError(
                source.name, "", "no known service has this name", cell=report.service,
                remedy=f"Name it with --service, or add it to data/{SERVICES}.",
            )  # fmt: skip
        else:
            left_out.append(f"{source.name}: {report.service} is not among the services of data/{SERVICES}")


def _best(found: list[Found], left_out: list[str]) -> list[Found]:
    """Return the best of each service and period, with the superseded versions that only a lesser one has."""
    chosen: dict[tuple[str, Period], Found] = {}
    for entry in sorted(found, key=lambda entry: _PREFERRED.index(entry.report.how)):
        key = (entry.service.id, entry.report.period)
        best = chosen.setdefault(key, entry)
        if best is entry:
            continue
        if best.report.how is HowObtained.FILES and entry.report.how is HowObtained.FILES:
            raise ReportError(entry.source.name, "", f"{best.source.name} holds the same report",
                              remedy="Give one of them.")  # fmt: skip
        older = _older_versions(best.report, entry.report)
        if not older.empty:
            cells = pd.concat([best.report.cells, older], ignore_index=True)
            chosen[key] = replace(best, report=replace(best.report, cells=cells))
        if older.empty and best.report.how is not _OWN_FORM:
            left_out.append(f"{entry.source.name}: {entry.service.name}, {entry.report.period.label}, "
                            f"is in {best.source.name}, which has more of it")  # fmt: skip
    return [chosen[key] for key in sorted(chosen)]


def _is_good_enough(entry: Found, held: Held, left_out: list[str]) -> bool:
    """Return whether what is there of a report was not obtained in a better way."""
    how = held.how(key_of(entry.report, entry.service))
    if how is None or _PREFERRED.index(entry.report.how) <= _PREFERRED.index(HowObtained(how)):
        return True
    left_out.append(
        f"{entry.source.name}: {entry.service.name}, {entry.report.period.label}, is there already, "
        f"{HowObtained(how).label}; --also-lesser takes this one all the same"
    )
    return False


def _lost_parts(entries: Sequence[Found], held: Held) -> Iterable[str]:
    for entry in entries:
        lost = held.parts(key_of(entry.report, entry.service)) - set(entry.report.cells["part"])
        if lost:
            parts = listing([str(part) for part in sorted(lost)])
            yield (
                f"{entry.service.name}, {entry.report.period.label}: the report that was there had figures of part "
                f"{parts}, this one has none. Give all its parts at once"
            )


def _older_versions(best: Report, other: Report) -> pd.DataFrame:
    """Return the cells of versions that a report has corrected since and does not hold itself."""
    newest = best.cells.groupby(["part", "surface"])["version"].max().to_dict()
    held = set(zip(best.cells["part"], best.cells["surface"], best.cells["version"], strict=True))
    is_older = [
        (part, surface, version) not in held and version < newest.get((part, surface), 0)
        for part, surface, version in zip(
            other.cells["part"], other.cells["surface"], other.cells["version"], strict=True
        )
    ]
    return other.cells[is_older]


def _repaired(entry: Found, repairs: ReportCorrections) -> Report:
    """Return a report with the repairs that are for it. They are written for compilations only."""
    report = entry.report
    period = f"{report.period.start}/{report.period.end}"
    own = [
        Correction(
            part=repair.part,
            surface=repair.surface,
            reason=repair.reason,
            source=repair.source,
            cells=tuple(CellCorrection(cell.row, cell.measure, cell.expected, cell.right) for cell in repair.cells),
        )
        for repair in repairs.corrections
        if repair.service == entry.service.id and repair.period == period and report.how is _OWN_FORM
    ]
    return corrected(report, own)
