"""From reports to the figures that are published here: the rows on the subject, the totals, how accurate automation is.

One figure a row. What a missing row means hangs on how the report was obtained (`HowObtained.missing_means`).
"""

import re

import pandas as pd

from scorecard.reports import categories
from scorecard.reports.corrections import CORRECTED
from scorecard.reports.model import Report
from scorecard.reports.template import PART, unit_of

_LANGUAGE = re.compile(r"[A-Za-z]{2}|Total number: .*|STATEMENT_.*|.*,.*|.*\[.*")

FIGURE_COLUMNS = (
    "service_id", "period_start", "period_end", "part", "surface", "version", "category", "scope", "detail", "measure",
    "position", "value", "value_high", "unit", "state", "published", "is_newest", "repair",
)  # fmt: skip
FIGURE_KEY = FIGURE_COLUMNS[:11]


def figures_of(report: Report, service_id: str) -> pd.DataFrame:
    """Return the figures of a report that are published here.

    Args:
        report: the report; its cells may have the column of `corrections.corrected`.
        service_id: our id of its service.

    Returns:
        `FIGURE_COLUMNS`, ordered by their key. `detail` is what tells apart rows of one key: a section or what an
        indicator adds; `position` counts rows that nothing tells apart. `is_newest` is false for a version that was
        corrected later. `repair` says why the cell differs from its source, empty where it does not.
    """
    cells = report.cells
    cells = cells[_is_published(cells)].copy()
    cells["detail"] = [
        _detail(section, text) for section, text in zip(cells["section"], cells["description"], strict=True)
    ]
    newest = report.cells.groupby(["part", "surface"])["version"].max()
    frame = cells.assign(
        service_id=service_id,
        period_start=report.period.start,
        period_end=report.period.end,
        value_high=cells["high"],
        repair=cells.get(CORRECTED, ""),
        unit=[unit_of(part, measure, scope).value for part, measure, scope in
              zip(cells["part"], cells["measure"], cells["scope"], strict=True)],
        is_newest=[version == newest[part, surface] for part, surface, version in
                   zip(cells["part"], cells["surface"], cells["version"], strict=True)],
    )  # fmt: skip
    key = [name for name in FIGURE_KEY if name != "position"]
    frame = frame.sort_values(["part", "surface", "version", "row"], kind="stable")
    frame["position"] = frame.groupby(key).cumcount() + 1
    return frame[list(FIGURE_COLUMNS)].sort_values(list(FIGURE_KEY), ignore_index=True)


def _is_published(cells: pd.DataFrame) -> pd.Series:
    known = {part: {measure.id for measure in PART[part].measures} for part in PART}
    pairs = zip(cells["part"], cells["measure"], strict=True)
    is_known = pd.Series([measure in known[part] for part, measure in pairs], index=cells.index, dtype=bool)
    on_subject = cells["category"].isin(categories.SUBJECT)
    in_total = cells["part"].isin([4, 5, 6]) | ((cells["part"] == 3) & (cells["scope"] == categories.TOTAL))
    is_automation = (cells["part"] == 8) & ~cells["scope"].str.fullmatch(_LANGUAGE)
    is_recipients = (cells["part"] == 10) & (cells["scope"] == categories.TOTAL)
    return is_known & ((on_subject & in_total) | is_automation | is_recipients)


def _detail(section: str, description: str) -> str:
    """Return what tells a row apart beyond the template's own words: the usual section is none."""
    own = "" if section in ("", "Use of automated means for content moderation", "AMAR") else section
    return ": ".join(filter(None, [own, description]))
