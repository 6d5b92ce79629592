"""The figure of reports to NCMEC's CyberTipline: a frame in, a Plotly figure out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scorecard import words
from scorecard.charts import theme
from scorecard.charts.rows import safe, shape
from scorecard.charts.theme import Scheme
from scorecard.vocabulary import CountedBy

PANEL_HEIGHT, HEAD, FOOT = 190, 64, 30
_PANELS_ACROSS = 2
_GAP_ACROSS = 0.05
_HEADING, _YEARS = 0.16, 0.13  # of a panel's height: room for its heading and for its years
_ZERO, _MISSING = -0.8, -1.7  # lanes under the axis, as powers of ten, for what a log axis has no place for
_LANES = {_MISSING: "no figure", _ZERO: "0"}
_POWERS = {0: "1", 2: "100", 4: "10,000", 6: "1 million", 8: "100 million"}
NO_FIGURE = "no figure in NCMEC’s list"
_NAMES = {
    CountedBy.NCMEC: "counted by NCMEC",
    CountedBy.PROVIDER: "by the provider itself",
    CountedBy.NOT_SAID: "who counted is not said",
}
_OTHER_PERIOD = ", not a calendar year"
_LEGEND = [*(name + more for name in _NAMES.values() for more in ("", _OTHER_PERIOD)), NO_FIGURE]


class _Look(NamedTuple):
    """How counts are drawn: symbol and size, colour, and the dash of the line between years."""

    symbol: str
    size: int
    colour: str
    dash: str


class _Panel(NamedTuple):
    """One provider's place in the figure."""

    number: int
    across: int
    down: int
    rows: int


def counts_figure(series: pd.DataFrame, scheme: Scheme) -> go.Figure:
    """Draw the reports of each provider by year, a panel a provider, all to one logarithmic scale.

    Who counted is told by symbol and line, a period that is no calendar year by a hollow symbol. Zero and a list
    without a figure stand in lanes of their own under the scale.

    Args:
        series: what `published.cybertip_series` returns, at least one row.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    labels = list(dict.fromkeys(series["label"]))
    rows_down = -(-len(labels) // _PANELS_ACROSS)
    lanes = _lanes_of(series)
    high = float(np.log10(max(float(series["report_count"].max(skipna=True) or 1), 10)))
    across = _places(series)
    layout: dict[str, Any] = {
        "template": theme.template(scheme),
        "height": HEAD + FOOT + PANEL_HEIGHT * rows_down,
        "meta": shape(rows_down, PANEL_HEIGHT, 70, labels=False),
        "margin": {"l": 8, "r": 8, "t": HEAD, "b": 8},
        "annotations": [],
    }
    traces: list[dict[str, Any]] = []
    for index, label in enumerate(labels):
        panel = _Panel(index + 1, index % _PANELS_ACROSS, index // _PANELS_ACROSS, rows_down)
        layout |= _axes(panel, (across.min(), across.max()), (min([*lanes, 0.0]) - 0.5, high + 0.5), lanes)
        layout["annotations"].append(_heading(panel, label, colours))
        own = series["label"] == label
        traces += _traces(series[own], across[own], panel, colours)
    _name_once(traces)
    return go.Figure(data=traces, layout=layout)


def _lanes_of(series: pd.DataFrame) -> list[float]:
    counts = series["report_count"]
    needed = {_MISSING: bool(counts.isna().any()), _ZERO: bool((counts == 0).fillna(value=False).any())}
    return [lane for lane, is_needed in needed.items() if is_needed]


def _places(series: pd.DataFrame) -> pd.Series:
    """Return where each period stands: a calendar year at its number, any other at the middle of its days."""
    middles = [
        _in_years(start) + (_in_years(end) - _in_years(start)) / 2
        for start, end in zip(series["period_start"], series["period_end"], strict=True)
    ]
    years = [start.year for start in series["period_start"]]
    return pd.Series(np.where(series["is_year"], years, middles), index=series.index, dtype="float64")


def _in_years(day: date) -> float:
    return day.year - 0.5 + (day.timetuple().tm_yday - 1) / 365


def _traces(rows: pd.DataFrame, across: pd.Series, panel: _Panel, colours: theme.Palette) -> list[dict[str, Any]]:
    looks = {
        CountedBy.NCMEC: _Look("circle", 13, colours.accent, "solid"),
        CountedBy.PROVIDER: _Look("diamond", 9, colours.ink, "dot"),
        CountedBy.NOT_SAID: _Look("square", 9, colours.quiet, "solid"),
    }
    traces = []
    for counted_by, look in looks.items():
        is_counted = (rows["counted_by"] == counted_by.value) & rows["report_count"].notna()
        for is_year in (True, False):
            chosen = is_counted & (rows["is_year"] == is_year)
            if chosen.any():
                traces.append(_counts(rows[chosen], across[chosen], look, panel, colours) | _named(counted_by, is_year))
    missing = rows["report_count"].isna()
    if missing.any():
        look = _Look("x-thin", 8, colours.quiet, "solid")
        drawn = _counts(rows[missing], across[missing], look, panel, colours)
        drawn["marker"]["line"] = {"width": 2, "color": colours.quiet}
        traces.append(drawn | {"name": NO_FIGURE, "mode": "markers"})
    return traces


def _named(counted_by: CountedBy, is_year: bool) -> dict[str, Any]:
    name = _NAMES[counted_by]
    return {"name": name} if is_year else {"name": name + _OTHER_PERIOD, "mode": "markers"}


def _counts(
    rows: pd.DataFrame, across: pd.Series, look: _Look, panel: _Panel, colours: theme.Palette
) -> dict[str, Any]:
    is_year = bool(rows["is_year"].all())
    places, heights, said = _with_gaps(rows, across)
    return {
        "type": "scatter",
        "x": places,
        "y": heights,
        "xaxis": f"x{panel.number}",
        "yaxis": f"y{panel.number}",
        "mode": "lines+markers",
        "line": {"color": look.colour, "width": 1.5, "dash": look.dash},
        "marker": {
            "symbol": look.symbol if is_year else f"{look.symbol}-open",
            "size": look.size,
            "color": look.colour,
            "line": {"width": 1.5, "color": colours.page if is_year else look.colour},
        },
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _with_gaps(rows: pd.DataFrame, across: pd.Series) -> tuple[list[float | None], list[float | None], list[str]]:
    """Return places, heights and words of counts, with a gap where a year is missing, so that no line bridges it."""
    places: list[float | None] = []
    heights: list[float | None] = []
    said: list[str] = []
    for row, place in sorted(zip(rows.to_dict("records"), across, strict=True), key=lambda both: both[1]):
        if places and places[-1] is not None and place - places[-1] > 1:
            places, heights, said = [*places, None], [*heights, None], [*said, ""]
        places.append(float(place))
        heights.append(_height(row["report_count"]))
        said.append(_said(row))
    return places, heights, said


def _height(count: Any) -> float:
    if pd.isna(count):
        return float(_MISSING)
    return float(np.log10(count)) if count else float(_ZERO)


def _said(row: Mapping[Any, Any]) -> str:
    where = f"{safe(row['label'])}, {safe(row['period'])}"
    if pd.isna(row["report_count"]):
        return f"{where}: {NO_FIGURE}"
    who = CountedBy(row["counted_by"]).label
    return f"{where}: {row['report_count']:,} reports<br>counted by: {who}"


def _axes(
    panel: _Panel, years: tuple[float, float], heights: tuple[float, float], lanes: list[float]
) -> dict[str, Any]:
    width = (1 - _GAP_ACROSS) / _PANELS_ACROSS
    left = panel.across * (width + _GAP_ACROSS)
    top = 1 - panel.down / panel.rows
    bottom = top - 1 / panel.rows
    first, last = int(np.floor(years[0])), int(np.ceil(years[1]))
    ticks = {lane: _LANES[lane] for lane in lanes} | {
        power: text for power, text in _POWERS.items() if power <= heights[1]
    }
    return {
        f"xaxis{panel.number}": {
            "domain": [left, left + width],
            "anchor": f"y{panel.number}",
            "range": [first - 0.6, last + 0.6],
            "tickvals": list(range(first, last + 1)),
            "ticktext": [f"’{year % 100:02d}" for year in range(first, last + 1)],
            "tickangle": 0,
            "showgrid": False,
        },
        f"yaxis{panel.number}": {
            "domain": [bottom + _YEARS / panel.rows, top - _HEADING / panel.rows],
            "anchor": f"x{panel.number}",
            "range": list(heights),
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "showticklabels": panel.across == 0,
        },
    }


def _heading(panel: _Panel, label: str, colours: theme.Palette) -> dict[str, Any]:
    return {
        "text": f"<b>{safe(words.short(label))}</b>",
        "x": panel.across * (1 + _GAP_ACROSS) / _PANELS_ACROSS,
        "y": 1 - panel.down / panel.rows,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 14, "color": colours.ink},
    }


def _name_once(traces: list[dict[str, Any]]) -> None:
    """Let each name stand in the legend once and in one order, however many panels use it."""
    told: set[str] = set()
    for trace in traces:
        trace["legendgroup"] = trace["name"]
        trace["showlegend"] = trace["name"] not in told
        trace["legendrank"] = _LEGEND.index(trace["name"])
        told.add(trace["name"])
