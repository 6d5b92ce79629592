"""One row of the template across all services: what each says on it, and how that changed."""

from typing import Any

import numpy as np
import pandas as pd

from scorecard.queries.published.options import Option, report_options
from scorecard.queries.published.periods import in_period, period_before, period_of
from scorecard.queries.tables import Tables, kept
from scorecard.reports.derived import DERIVED_BY_ID
from scorecard.reports.model import Period
from scorecard.reports.template import TOTAL_NUMBER
from scorecard.tabular import rows_of
from scorecard.vocabulary import FigureState, HowObtained

ZERO, MISSING = "zero", "missing"
_KEY = ["service_id", "surface", "detail", "position"]  # what tells apart several rows of one service


@kept
def side_by_side(tables: Tables, period_id: str, category: str, option_id: str) -> pd.DataFrame:
    """Return what each service says on one row of the template, largest first, then zeros, then what is no figure.

    A service whose files are about several surfaces, or that gives a figure several times, has a row for each.

    Args:
        tables: all tables.
        period_id: id of a period.
        category: code of the row; without meaning for measures that have none.
        option_id: id of a measure.

    Returns:
        `service_id`, `service`, `provider`, `company_id`, `surface`, `detail`, `label`, `value`, `value_high`, `state`
        (a `FigureState`, `ZERO` or `MISSING`), `said` (in words), `published`, `is_repaired`, `is_corrected` (by the
        provider, in a later version), `previous` (value in the period before, of equal length), `change` (in words),
        `remarks`, `unit`, `source_url`, `how`.
    """
    option = report_options()[option_id]
    period = period_of(period_id)
    before = period_before(tables, period)
    rows = _with_services(tables, _values(tables, period, category, option), period)
    earlier = _values(tables, before, category, option) if before else rows.iloc[:0]
    earlier = earlier[[*_KEY, "value", "state"]].rename(columns={"value": "previous", "state": "was"})
    rows = rows.merge(earlier, on=_KEY, how="left").assign(unit=option.unit)
    rows["said"] = [
        "cannot be computed" if option.is_derived and state == MISSING else state_in_words(state, how)
        for state, how in zip(rows["state"], rows["how"], strict=True)
    ]
    remarks = _remarks(tables, period, option.part)
    remarks_before = _remarks(tables, before, option.part) if before else {}
    hows_before = _hows(tables, before) if before else {}
    rows["remarks"] = [remarks.get(service, "") for service in rows["service_id"]]
    rows["change"] = [
        _change(row, hows_before.get(row["service_id"]), bool(row["remarks"] or remarks_before.get(row["service_id"])))
        for row in rows_of(rows)
    ]
    rank = rows["state"].map({FigureState.VALUE.value: 0, ZERO: 1, FigureState.BLANK.value: 2}).fillna(3)
    in_order = rows.assign(rank=rank).sort_values(["rank", "value", "label"], ascending=[True, False, True])
    return in_order.drop(columns=["rank", "was", "position"]).reset_index(drop=True)


def _values(tables: Tables, period: Period, category: str, option: Option) -> pd.DataFrame:
    """Return the figures of a measure by `_KEY`, with `is_repaired` and `is_corrected`."""
    figures = in_period(tables["report_figure"], period)
    own = figures[figures["is_newest"] & (figures["part"] == option.part)]
    own = own[own["category"] == category] if option.has_rows else own[own["scope"] == TOTAL_NUMBER]
    own = own.assign(is_repaired=own["repair"].notna(), is_corrected=own["version"] > 1)
    rows = _derived(own, figures, option) if option.is_derived else own[own["measure"] == option.measure].copy()
    rows["state"] = rows["state"].mask((rows["state"] == FigureState.VALUE.value) & (rows["value"] == 0), ZERO)
    return rows[[*_KEY, "value", "value_high", "state", "published", "is_repaired", "is_corrected"]]


def _derived(own: pd.DataFrame, figures: pd.DataFrame, option: Option) -> pd.DataFrame:
    """Return a derived measure where it can be computed."""
    measure = DERIVED_BY_ID[option.measure]
    own = own[own["measure"].isin(measure.needs)]
    wide = own.pivot(index=_KEY, columns="measure", values="value").reindex(columns=list(measure.needs))
    wide = wide.join(_recipients(figures), on="service_id")
    marks = own.groupby(_KEY)[["is_repaired", "is_corrected"]].any()
    rows = wide.assign(value=measure.formula(wide)).join(marks).reset_index().dropna(subset="value")
    return rows.assign(state=FigureState.VALUE.value, value_high=np.nan, published=None)


def _recipients(figures: pd.DataFrame) -> pd.Series:
    own = figures[figures["part"] == 10]
    return own.groupby("service_id")["value"].first().rename("monthly_recipient_count")


def _with_services(tables: Tables, values: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the values with their services, and a row for each service with a report that has none."""
    reports = in_period(tables["report"], period)[["service_id", "how", "source_url"]]
    services = tables["report_service"].rename(columns={"name": "service"})
    services = services[["service_id", "service", "provider", "company_id"]]
    rows = reports.merge(services, on="service_id").merge(values, on="service_id", how="left")
    rows = rows.fillna({"state": MISSING, "surface": "", "detail": "", "position": 1})
    marks = ["is_repaired", "is_corrected"]
    rows[marks] = rows[marks].astype("boolean").fillna(value=False).astype(bool)
    return rows.assign(label=[_label(row) for row in rows_of(rows)])


def _label(row: dict[str, Any]) -> str:
    again = f"figure {row['position']:.0f}" if row["position"] > 1 else ""
    return " · ".join(filter(None, [row["service"], row["surface"], row["detail"], again]))


def state_in_words(state: str, how: str) -> str:
    """Return what a cell holds, for people; of one that is not there, what that means."""
    if state == MISSING:
        return HowObtained(how).missing_means
    if state in (FigureState.VALUE, ZERO):
        return "figure" if state != ZERO else "zero"
    return FigureState(state).value.replace("_", " ")


def _hows(tables: Tables, period: Period) -> dict[str, str]:
    """Return how the report of each service for a period was obtained."""
    reports = in_period(tables["report"], period)
    return dict(zip(reports["service_id"], reports["how"], strict=True))


def _remarks(tables: Tables, period: Period, part: int) -> dict[str, str]:
    remarks = in_period(tables["report_remark"], period)
    own = remarks[remarks["part"] == part]
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


def _is_known(state: str | None, how: str) -> bool:
    """Return whether it is known that there is no figure: a compilation lost its zeros, a sample never had all."""
    return state not in (None, MISSING) or how not in (HowObtained.COMPILED, HowObtained.SAMPLE)


def _ratio_in_words(value: float, previous: float) -> str:
    if np.isclose(value, previous):
        return "unchanged"
    if previous == 0:
        return "up from 0"
    ratio = value / previous
    if ratio >= 2:
        return f"×{ratio:,.1f}" if ratio < 100 else f"×{ratio:,.0f}"
    percent = 100 * (ratio - 1)
    return (f"{percent:+.1f} %" if percent < -99 or abs(percent) < 1 else f"{percent:+.0f} %").replace("-", "−")
