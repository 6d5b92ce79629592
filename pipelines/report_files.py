"""The files about reports in a data folder: what each row says, and how an import writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from scorecard.curation.fields import Record
from scorecard.curation.provenance import Input, Provenance, provenance_path, sha256_of
from scorecard.curation.report_rows import ImportedFigure, ImportedFlag, ImportedReport
from scorecard.curation.reports import ReportService
from scorecard.reports.figures import FIGURE_KEY, figures_of
from scorecard.reports.findings import cells_in_words
from scorecard.reports.flags import Flag
from scorecard.reports.model import Report
from scorecard.reports.problems import ReportError
from scorecard.reports.template import REGULATION
from scorecard.storage.folders import write_whole

MADE_BY = "python -m pipelines dsa"
FILES: dict[str, type[Record]] = {
    "dsa_reports.csv": ImportedReport,
    "dsa_figures.csv": ImportedFigure,
    "dsa_flags.csv": ImportedFlag,
}
_REPORT_KEY = ["service_id", "period_start", "period_end"]
_KEYS = {
    "dsa_reports.csv": _REPORT_KEY,
    "dsa_figures.csv": list(FIGURE_KEY),
    "dsa_flags.csv": [*_REPORT_KEY, "position"],
}


ReportKey = tuple[str, ...]  # service, first and last day
_RESTORE = "Restore the file as it was, or delete the files of data/reports and import all reports again."


@dataclass(frozen=True)
class Held:
    """What a folder holds already: each file as text."""

    files: dict[str, pd.DataFrame]

    def how(self, key: ReportKey) -> str | None:
        """Return how a report that is held was obtained; None where there is none."""
        reports = self.files["dsa_reports.csv"]
        return dict(zip(_keys(reports), reports["how"], strict=True)).get(key)

    def parts(self, key: ReportKey) -> set[int]:
        """Return the parts of the template that a report has figures of."""
        figures = self.files["dsa_figures.csv"]
        return {int(part) for own, part in zip(_keys(figures), figures["part"], strict=True) if own == key}


def key_of(report: Report, service: ReportService) -> ReportKey:
    """Return what a report is found by."""
    return tuple(str(value) for value in _report_key(report, service).values())


def _keys(frame: pd.DataFrame) -> list[ReportKey]:
    return list(zip(*(frame[name] for name in _REPORT_KEY), strict=True))


def report_row(report: Report, service: ReportService, read_from: str, sha256: str) -> dict[str, Any]:
    """Return the row about a report as a whole."""
    notes = [f"part {sheet.part}{f' {sheet.surface}' if sheet.surface else ''}: {note}" if sheet.part else note
             for sheet in report.sheets for note in sheet.notes]  # fmt: skip
    return {
        **_report_key(report, service),
        "company_id": service.company,
        "how": report.how.value,
        "published_on": report.published_on,
        "source_url": service.url,
        "read_from": read_from,
        "sha256": sha256,
        "cell_count": len(report.cells),
        "notes": "; ".join(dict.fromkeys(notes)),
    }


def figure_rows(report: Report, service: ReportService) -> pd.DataFrame:
    """Return the rows of a report's figures."""
    return figures_of(report, service.id).assign(
        company_id=service.company, source_url=service.url, how=report.how.value
    )


def flag_rows(report: Report, service: ReportService, flags: Sequence[Flag]) -> pd.DataFrame:
    """Return the rows of a report's flags."""
    rows = []
    for position, flag in enumerate(flags, start=1):
        first = flag.cells[0]
        rows.append(
            {
                **_report_key(report, service),
                "company_id": service.company,
                "position": position,
                "rule": flag.rule.id,
                "severity": flag.rule.severity.value,
                "message": flag.message,
                "part": first.part,
                "surface": first.surface,
                "category": first.category,
                "scope": first.scope,
                "measure": first.measure,
                "published": first.published,
                "figures": cells_in_words(flag),
            }
        )
    return pd.DataFrame(rows, columns=list(ImportedFlag.model_fields))


def read_held(folder: Path) -> Held:
    """Return what a folder holds already.

    Raises:
        ReportError: a file there is not as an import writes it.
    """
    return Held({name: _read_held(folder / name, name) for name in FILES})


def written(
    folder: Path, held: Held, reports: pd.DataFrame, figures: pd.DataFrame, flags: pd.DataFrame
) -> dict[Path, int]:
    """Write reports into a folder in the place of the same ones there, with what each file was made of.

    Returns:
        Each file with its number of rows.

    Raises:
        OSError: a file cannot be written.
    """
    new = dict(zip(FILES, (reports, figures, flags), strict=True))
    replaced = set(zip(*(reports[name].astype(str) for name in _REPORT_KEY), strict=True))
    contents: dict[Path, bytes] = {}
    counts = {}
    whole = {name: _merged(held.files[name], frame, replaced, name) for name, frame in new.items()}
    inputs = _inputs(whole["dsa_reports.csv"])
    for name, frame in whole.items():
        content = _csv(frame)
        contents[folder / name] = content
        contents[provenance_path(folder / name)] = _provenance(name, content, inputs)
        counts[folder / name] = len(frame)
    write_whole(contents)
    return counts


def _report_key(report: Report, service: ReportService) -> dict[str, Any]:
    return {"service_id": service.id, "period_start": report.period.start, "period_end": report.period.end}


def _read_held(path: Path, name: str) -> pd.DataFrame:
    columns = list(FILES[name].model_fields)
    if not path.exists():
        return pd.DataFrame(columns=columns, dtype="str")
    try:
        frame = pd.read_csv(StringIO(path.read_text(encoding="utf-8")), dtype=str, keep_default_na=False)
    except ValueError as error:  # not CSV, or not UTF-8
        raise ReportError(name, "", f"the file cannot be read: {error}", remedy=_RESTORE) from None
    if list(frame.columns) != columns:
        raise ReportError(name, "", "the columns are not those that an import writes", row=1, remedy=_RESTORE)
    return frame


def _merged(old: pd.DataFrame, new: pd.DataFrame, replaced: set[ReportKey], name: str) -> pd.DataFrame:
    """Return new rows together with those of other reports, all as text, in order of their key."""
    is_kept = [key not in replaced for key in _keys(old)]
    frame = pd.concat([old[is_kept], new[list(FILES[name].model_fields)].map(_text)])
    numbers = {"part", "position", "version"}
    return frame.sort_values(
        _KEYS[name], key=lambda column: column.astype(int) if column.name in numbers else column, ignore_index=True
    )


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value).lower() if isinstance(value, bool) or type(value).__name__ == "bool" else str(value)


def _inputs(reports: pd.DataFrame) -> tuple[Input, ...]:
    pairs = sorted(set(zip(reports["read_from"], reports["sha256"], strict=True)))
    return tuple(Input(file=name, sha256=checksum) for name, checksum in pairs)


def _provenance(name: str, content: bytes, inputs: tuple[Input, ...]) -> bytes:
    provenance = Provenance(
        file=name,
        sha256=sha256_of(content),
        made_by=MADE_BY,
        title=f"Transparency reports under {REGULATION}",
        author="The providers of the services; compiled and copied from their files as each report says",
        url="https://github.com/krMaynard/dsa-transparency-data",
        version="as of the checksums of the inputs",
        licence="Published reports; the figures are facts. No licence is stated for the compilations.",
        how_obtained="see the column “how” of dsa_reports.csv",
        inputs=inputs,
    )
    return (provenance.model_dump_json(indent=2) + "\n").encode()
