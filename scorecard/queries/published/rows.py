"""Questions about transparency reports: what each service says on a row of the template, side by side."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from scorecard.numbers import counted
from scorecard.publish.tabular import rows_of
from scorecard.queries.tables import Tables, kept
from scorecard.reports import categories
from scorecard.reports.derived import DERIVED, DERIVED_BY_ID, title_of
from scorecard.reports.model import Period
from scorecard.reports.template import PART, unit_of
from scorecard.vocabulary import FigureState, HowObtained

ZERO, MISSING = "zero", "missing"
_BASIS = {3: "Orders", 4: "Notices", 5: "Own measures by law", 6: "Own measures by terms"}


class Option(NamedTuple):
    """One measure that can be chosen: of one part of the template."""

    part: int
    measure: str

    @property
    def id(self) -> str:
        """Return what an address says for it, such as ``6-measure_count``."""
        return f"{self.part}-{self.measure}"

    @property
    def label(self) -> str:
        """Return it as people read it: ``Notices: Median time to act on a notice``."""
        return f"{_BASIS[self.part]}: {title_of(self.measure, self.part)}"

    @property
    def unit(self) -> str:
        """Return what it is counted in."""
        derived = DERIVED_BY_ID.get(self.measure)
        return derived.unit if derived else unit_of(self.part, self.measure).value

    @property
    def about(self) -> str:
        """Return how a derived measure is computed and what it must not be taken for; of others where they stand."""
        if derived := DERIVED_BY_ID.get(self.measure):
            return f"{derived.definition} {derived.caveat}"
        part = PART[self.part]
        return f"Part {self.part} of the template, “{part.measure(self.measure).wording}”."


def has_reports(tables: Tables) -> bool:
    """Return whether any report was imported."""
    return not tables["report"].empty


@kept
def report_periods(tables: Tables) -> dict[str, str]:
    """Return the periods with reports, the newest first, by their id in addresses, with how many services have one."""
    counts = Counter(_periods(tables))
    newest_first = sorted(counts, key=lambda period: (period.end, period.start), reverse=True)
    return {
        f"{period.start}_{period.end}": f"{period.heading} ({counted(counts[period], 'service')})"
        for period in newest_first
    }


def _periods(tables: Tables) -> list[Period]:
    """Return the period of each report."""
    starts, ends = tables["report"]["period_start"], tables["report"]["period_end"]
    return [Period(start, end) for start, end in zip(starts, ends, strict=True)]


@kept
def usual_period(tables: Tables) -> str:
    """Return the period that most services have a report for; the newer of two."""
    counts = Counter(_periods(tables))
    period = max(counts, key=lambda period: (counts[period], period))
    return f"{period.start}_{period.end}"


def period_of(period_id: str) -> Period:
    """Return a period by its id."""
    start, end = period_id.split("_")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def report_categories() -> dict[str, str]:
    """Return the categories that are shown, by code, in the template's order."""
    return {code: categories.SHORT_NAMES[code] for code in categories.SUBJECT}


def report_options() -> dict[str, Option]:
    """Return the measures that can be chosen, by id: by part, derived ones first."""
    options = []
    for part in (4, 6, 5, 3):
        options += [Option(part, measure.id) for measure in DERIVED if part in measure.parts]
        options += [Option(part, measure.id) for measure in PART[part].measures]
    return {option.id: option for option in options}


@kept
def side_by_side(tables: Tables, period_id: str, category: str, option_id: str) -> pd.DataFrame:
    """Return what each service says on one row of the template, largest first, then zeros, then what is no figure.

    A service whose files are about several surfaces has a row for each that has the row.

    Returns:
        `service_id`, `service`, `provider`, `company_id`, `surface`, `label`, `value`, `state` (a `FigureState`, `ZERO`
        or `MISSING`), `said` (in words), `published`, `is_repaired`, `previous` (value in the period before, of equal
        length), `change` (in words), `remarks`, `unit`, `source_url`, `how`.
    """
    option = report_options()[option_id]
    period = period_of(period_id)
    rows = _with_services(tables, _values(tables, period, category, option), period)
    before = _before(tables, period)
    earlier = _values(tables, before, category, option) if before else rows.iloc[:0]
    rows = rows.merge(
        earlier[["service_id", "surface", "value", "state"]].rename(columns={"value": "previous", "state": "was"}),
        on=["service_id", "surface"], how="left",
    )  # fmt: skip
    rows["unit"] = option.unit
    is_derived = option.measure in DERIVED_BY_ID
    rows["said"] = [
        "cannot be computed" if is_derived and state == MISSING else state_in_words(state, how)
        for state, how in zip(rows["state"], rows["how"], strict=True)
    ]
    remarks = _remarks(tables, period, option.part)
    rows["remarks"] = [remarks.get(service, "") for service in rows["service_id"]]
    earlier_remarks = _remarks(tables, before, option.part) if before else {}
    rows["change"] = [
        _change(row, _how(tables, str(row["service_id"]), before) if before else None,
                is_marked=bool(row["remarks"] or earlier_remarks.get(row["service_id"])))
        for row in rows_of(rows)
    ]  # fmt: skip
    rank = rows["state"].map({FigureState.VALUE.value: 0, ZERO: 1, FigureState.BLANK.value: 2}).fillna(3)
    return (
        rows.assign(rank=rank)
        .sort_values(["rank", "value", "label"], ascending=[True, False, True], ignore_index=True)
        .drop(columns=["rank", "was"])
    )


def _values(tables: Tables, period: Period, category: str, option: Option) -> pd.DataFrame:
    """Return the figures of a measure: `service_id`, `surface`, `value`, `state`, `published`, `is_repaired`."""
    figures = tables["report_figure"]
    own = figures[
        (figures["period_start"] == period.start) & (figures["period_end"] == period.end) & figures["is_newest"]
        & (figures["part"] == option.part) & (figures["category"] == category)
    ]  # fmt: skip
    derived = DERIVED_BY_ID.get(option.measure)
    if derived is None:
        rows = own[own["measure"] == option.measure].copy()
        rows["is_repaired"] = rows["repair"].notna()
    else:
        own = own[own["measure"].isin(derived.needs)]
        wide = own.pivot(index=["service_id", "surface"], columns="measure", values="value")
        wide = wide.reindex(columns=list(derived.needs)).join(_recipients(figures, period), on="service_id")
        repaired = own["repair"].notna().groupby([own["service_id"], own["surface"]]).any()
        rows = wide.assign(value=derived.formula(wide), is_repaired=repaired, published=None).reset_index()
        rows = rows.dropna(subset="value").assign(state=FigureState.VALUE.value)
    rows["state"] = rows["state"].mask((rows["state"] == FigureState.VALUE.value) & (rows["value"] == 0), ZERO)
    return rows[["service_id", "surface", "value", "state", "published", "is_repaired"]]


def _recipients(figures: pd.DataFrame, period: Period) -> pd.Series:
    own = figures[(figures["part"] == 10) & (figures["period_start"] == period.start)]
    own = own[own["period_end"] == period.end]
    return own.groupby("service_id")["value"].first().rename("monthly_recipient_count")


def _with_services(tables: Tables, values: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the values with their services, and a row for each service with a report that has none."""
    reports = tables["report"]
    reports = reports[(reports["period_start"] == period.start) & (reports["period_end"] == period.end)]
    services = tables["report_service"].rename(columns={"name": "service"})
    rows = reports[["service_id", "how", "source_url"]].merge(
        services[["service_id", "service", "provider", "company_id", "position"]], on="service_id"
    )
    rows = rows.merge(values, on="service_id", how="left")
    rows["state"] = rows["state"].fillna(MISSING)
    rows["is_repaired"] = rows["is_repaired"].fillna(False).astype(bool)
    rows["surface"] = rows["surface"].fillna("")
    rows["label"] = [f"{service} · {surface}" if surface else service
                     for service, surface in zip(rows["service"], rows["surface"], strict=True)]  # fmt: skip
    return rows


def state_in_words(state: str, how: str) -> str:
    """Return what a cell holds, for people; of one that is not there, what that means."""
    if state == MISSING:
        return HowObtained(how).missing_means
    return {
        FigureState.VALUE.value: "figure", ZERO: "zero", FigureState.BLANK.value: "blank",
        FigureState.NOT_APPLICABLE.value: "not applicable", FigureState.UNREADABLE.value: "unreadable",
    }[state]  # fmt: skip


def _before(tables: Tables, period: Period) -> Period | None:
    """Return the period just before one, of about its length, if any report is about it."""
    longest = 24 * 5  # half-years differ by some days
    found = [
        other
        for other in sorted(set(_periods(tables)))
        if (period.start - other.end).days == 1 and abs(other.hours - period.hours) <= longest
    ]
    return found[0] if found else None


def _how(tables: Tables, service_id: str, period: Period) -> str | None:
    """Return how the report of a service for a period was obtained; None where there is none."""
    reports = tables["report"]
    own = reports[(reports["service_id"] == service_id) & (reports["period_start"] == period.start)]
    found = own.loc[own["period_end"] == period.end, "how"]
    return None if found.empty else str(found.iloc[0])


def _remarks(tables: Tables, period: Period, part: int) -> dict[str, str]:
    remarks = tables["report_remark"]
    own = remarks[(remarks["part"] == part) & (remarks["period_start"] == period.start)]
    own = own[own["period_end"] == period.end]
    return {str(service): " ".join(texts) for service, texts in own.groupby("service_id")["text"]}


def _change(row: dict[str, Any], how_before: str | None, is_marked: bool) -> str:
    """Return how a figure changed since the period before, in words; empty where nothing can be said."""
    if how_before is None:
        return ""
    is_figure = row["state"] in (FigureState.VALUE.value, ZERO)
    was_figure = row["was"] in (FigureState.VALUE.value, ZERO)
    mark = ", see the remark" if is_marked else ""
    if is_figure and not was_figure:
        return f"newly reported{mark}" if _is_known(row["was"], how_before) else ""
    if was_figure and not is_figure:
        return f"no longer reported{mark}" if _is_known(row["state"], row["how"]) else ""
    return _ratio_in_words(row["value"], row["previous"]) + mark if is_figure else ""


def _is_known(state: Any, how: str) -> bool:
    """Return whether it is known that there is no figure: a compilation lost its zeros, a sample never had all."""
    is_missing = state == MISSING or pd.isna(state)
    return not is_missing or how not in (HowObtained.COMPILED, HowObtained.SAMPLE)


def _ratio_in_words(value: float, previous: float) -> str:
    if np.isclose(value, previous):
        return "unchanged"
    if previous == 0:
        return "up from 0"
    ratio = value / previous
    if ratio >= 2:
        return f"×{ratio:,.1f}" if ratio < 100 else f"×{ratio:,.0f}"
    percent = 100 * (ratio - 1)
    return (f"{percent:+.1f} %" if percent < -99 else f"{percent:+.0f} %").replace("-", "−")
