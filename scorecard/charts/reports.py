"""The figure of what services report on one row of the template: a frame in, a Plotly figure out."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import ROW_HEIGHT, safe, shape
from scorecard.charts.theme import Scheme

HEAD = 108
_LANES = {"zero": "0", "blank": "–", "missing": "×"}  # of what a log axis has no place for
_LANE_OF = {"zero": "zero", "blank": "blank", "not_applicable": "blank", "unreadable": "blank", "missing": "missing"}
_SYMBOLS = {"zero": "square-open", "blank": "line-ew", "missing": "x-thin"}
_NAMES = {"zero": "says 0", "blank": "blank, not applicable or unreadable", "missing": "no figure, see the table"}
_LANE_WIDTH = 0.16  # of the axis, between two lanes
_POWERS = {-3: "0.001", -2: "0.01", -1: "0.1", 0: "1", 1: "10", 2: "100", 3: "1k", 4: "10k", 5: "100k", 6: "1M",
           7: "10M", 8: "100M", 9: "1bn", 10: "10bn"}  # fmt: skip


class _Axis(NamedTuple):
    """Where values and lanes stand, and what is written there."""

    low: float
    high: float
    lanes: dict[str, float]
    is_log: bool

    def place(self, values: pd.Series) -> pd.Series:
        """Return where values stand."""
        return np.log10(values.where(values > 0)) if self.is_log else values


def side_by_side_figure(rows: pd.DataFrame, unit: str, scheme: Scheme) -> go.Figure:
    """Draw one line a service: its figure as a dot, the one before as a hollow diamond; others in lanes at the left.

    Args:
        rows: what `published.side_by_side` returns, in the order of the lines.
        unit: what the figures are counted in; shares have a linear axis, all else a logarithmic one.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    axis = _axis(rows, is_log=unit != "share")
    lines = np.arange(len(rows))
    figure = go.Figure(layout={"template": theme.template(scheme)})
    _add_changes(figure, rows, axis, lines, colours)
    is_value = rows["state"] == "value"
    figure.add_scatter(
        x=axis.place(rows.loc[is_value, "value"]),
        y=lines[is_value],
        mode="markers",
        name="reported",
        marker={"size": 12, "color": colours.accent, "line": {"width": 2, "color": colours.page}},
        customdata=rows.loc[is_value, "hover"].map(safe),
        hovertemplate="%{customdata}<extra></extra>",
    )
    for lane, place in axis.lanes.items():
        _add_lane(figure, rows, lines, lane, place, colours)
    return _laid_out(figure, rows, axis, unit)


def _axis(rows: pd.DataFrame, is_log: bool) -> _Axis:
    values = pd.concat([rows.loc[rows["state"] == "value", "value"], rows["previous"]]).dropna()
    values = values[values > 0] if is_log else values
    if is_log:
        low = float(np.floor(np.log10(values.min()))) if len(values) else 0.0
        high = max(float(np.ceil(np.log10(values.max()))) if len(values) else 1.0, low + 1)
    else:
        low, high = 0.0, max(float(values.max()) if len(values) else 1.0, 1.0)
    needed = [lane for lane in _LANES if (rows["state"].map(_LANE_OF) == lane).any()]
    step = (high - low) * _LANE_WIDTH
    on_axis = {"zero": 0.0} if not is_log and "zero" in needed else {}
    beside = [lane for lane in needed if lane not in on_axis]
    lanes = {lane: low - step * (place + 1) for place, lane in enumerate(beside)}
    return _Axis(low, high, lanes | on_axis, is_log)


def _add_changes(figure: go.Figure, rows: pd.DataFrame, axis: _Axis, lines: np.ndarray, colours: theme.Palette) -> None:
    """Draw the figure of the period before, and the way from there."""
    has_both = (rows["state"] == "value") & (rows["previous"] > 0)
    if not has_both.any():
        return
    before, now = axis.place(rows.loc[has_both, "previous"]), axis.place(rows.loc[has_both, "value"])
    across: list[float | None] = []
    along: list[float | None] = []
    for start, end, line in zip(before, now, lines[has_both], strict=True):
        across += [start, end, None]
        along += [line, line, None]
    figure.add_scatter(x=across, y=along, mode="lines", showlegend=False, hoverinfo="skip",
                       line={"width": 3, "color": colours.range})  # fmt: skip
    figure.add_scatter(
        x=before,
        y=lines[has_both],
        mode="markers",
        name="half a year before",
        marker={"size": 10, "symbol": "diamond-open", "color": colours.quiet, "line": {"width": 2}},
        hoverinfo="skip",
    )


def _add_lane(
    figure: go.Figure, rows: pd.DataFrame, lines: np.ndarray, lane: str, place: float, colours: theme.Palette
) -> None:
    own = (rows["state"].map(_LANE_OF) == lane).to_numpy()
    figure.add_scatter(
        x=np.full(int(own.sum()), place),
        y=lines[own],
        mode="markers",
        name=_NAMES[lane],
        marker={"size": 9, "symbol": _SYMBOLS[lane], "color": colours.quiet,
                "line": {"width": 2, "color": colours.quiet}},
        customdata=rows.loc[own, "hover"].map(safe),
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _laid_out(figure: go.Figure, rows: pd.DataFrame, axis: _Axis, unit: str) -> go.Figure:
    ticks = {place: _LANES[lane] for lane, place in axis.lanes.items()} | _ticks(axis)
    labels = [f"<b>{safe(label)}</b>" if scored else safe(label)
              for label, scored in zip(rows["label"], rows["company_id"].notna(), strict=True)]  # fmt: skip
    shapes: list[dict[str, Any]] = []
    beside = [place for place in axis.lanes.values() if place < axis.low]
    if beside:
        edge = (axis.low + max(beside)) / 2
        line = {"width": 1, "dash": "dot", "color": figure.layout.template.layout.xaxis.gridcolor}
        shapes.append({"type": "line", "x0": edge, "x1": edge, "yref": "paper", "y0": 0, "y1": 1, "line": line})
    edge_width = (axis.high - axis.low) * 0.08
    return figure.update_layout(
        height=HEAD + ROW_HEIGHT * max(len(rows), 1),
        meta=shape(max(len(rows), 1), ROW_HEIGHT, 13.5, splits=True),
        shapes=shapes,
        xaxis={
            "range": [min([axis.low, *axis.lanes.values()]) - edge_width, axis.high + edge_width],
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "title": {"text": f"{unit}{', logarithmic scale' if axis.is_log else ''}", "standoff": 4},
            "side": "top",
            "tickangle": 0,
        },
        yaxis={"tickvals": list(range(len(rows))), "ticktext": labels, "range": [len(rows) - 0.5, -0.5],
               "showgrid": True},
    )  # fmt: skip


def _ticks(axis: _Axis) -> dict[float, str]:
    if not axis.is_log:
        return {share: f"{100 * share:.0f} %" for share in (0.0, 0.25, 0.5, 0.75, 1.0)}
    powers = range(int(axis.low), int(axis.high) + 1)
    step = 1 if len(powers) <= 5 else 2
    return {
        float(power): _POWERS.get(power, f"10<sup>{power}</sup>")
        for power in powers
        if (power - int(axis.low)) % step == 0
    }
