"""Parts of the template with the rows that a test needs, and what is read from them."""

import csv
import io
from pathlib import Path

from pipelines.report_paths import read_path
from scorecard.reports.model import Report
from scorecard.reports.template import PART

HALF = "2026-01-01/2026-06-30"
Files = dict[str, str | bytes]


def grid(
    number: int, *rows: dict[str, str], leave_out: tuple[str, ...] = (), rename: dict[str, str] | None = None
) -> list[list[str]]:
    """Return a part as rows: heading, then what is given by our names of columns."""
    part = PART[number]
    columns = [*part.keys, *((measure.id, measure.wording) for measure in part.measures if part.has_columns)]
    columns = [(name, (rename or {}).get(name, wording)) for name, wording in columns if name not in leave_out]
    usual = {"service": "Made", "period": HALF}
    return [
        [wording for _, wording in columns],
        *([(usual | row).get(name, "") for name, _ in columns] for row in rows),
    ]


def as_csv(rows: list[list[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def part(number: int, *rows: dict[str, str], **how: object) -> str:
    return as_csv(grid(number, *rows, **how))  # type: ignore[arg-type]


def notices(*rows: tuple[str, str], **more: str) -> str:
    """Return part 4 with a category and its notices in each row."""
    return part(4, *({"category": code, "notice_count": count} | more for code, count in rows))


def read(folder: Path, files: Files, service: str = "") -> list[Report]:
    target = folder / "made"
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_path(target, service, lambda step: None).reports)


def counts(report: Report, measure: str = "notice_count") -> dict[str, float]:
    own = report.cells[report.cells["measure"] == measure]
    return dict(zip(own["category"] + own["scope"], own["value"], strict=True))


def one(folder: Path, files: Files, service: str = "") -> Report:
    reports = read(folder, files, service)
    assert len(reports) == 1
    return reports[0]
