"""The figure of the page Evidence: a frame in, a Plotly figure out."""

import pandas as pd
import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import shape
from scorecard.charts.theme import Scheme
from scorecard.vocabulary import Lane

ROW_HEIGHT = 108
_HEAD, _FOOT = 0.22, 0.14  # of a row: room for what heads it, and to the next one


def by_year_figure(years: pd.DataFrame, scheme: Scheme) -> go.Figure:
    """Draw the number of findings by year of the source, one row of bars a lane, all to one scale.

    Args:
        years: what `queries.evidence_by_year` returns, at least one row.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    fills = {Lane.SAID: (colours.accent, ""), Lane.DID: (colours.range, "/"), Lane.FOUND: (colours.quiet, ".")}
    ticks = years["year"].str.replace(" or ", "<br>or ").tolist()
    layout: dict[str, object] = {
        "template": theme.template(scheme),
        "height": 40 + ROW_HEIGHT * len(Lane),
        "meta": shape(len(Lane), ROW_HEIGHT, 62, labels=False),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 8},
        "showlegend": False,
        "bargap": 0.25,
        "xaxis": _years_axis(ticks),
        "annotations": [_row_heading(lane, int(years[lane.value].sum()), colours) for lane in Lane],
    }
    layout |= {f"yaxis{number}": _row_axis(years, number, colours) for number in range(1, len(Lane) + 1)}
    bars = [_bars(years, ticks, lane, _fill(*fills[lane]), colours) for lane in Lane]
    return go.Figure(data=bars, layout=layout)  # all at once: adding part by part takes three times as long


def _bars(
    years: pd.DataFrame, ticks: list[str], lane: Lane, fill: dict[str, object], colours: theme.Palette
) -> dict[str, object]:
    counts = years[lane.value].tolist()
    return {
        "type": "bar",
        "x": ticks,
        "y": [count or None for count in counts],  # else the line of an empty bar lies over the row's own
        "yaxis": f"y{_number(lane)}",
        "text": [f"{count:,}" if count else "" for count in counts],
        "textposition": "outside",
        "textfont": {"color": colours.ink, "size": 12},
        "cliponaxis": False,
        "marker": fill,
        "name": lane.label,
        "hovertemplate": f"{lane.label}, %{{x}}: %{{y}}<extra></extra>",
    }


def _number(lane: Lane) -> int:
    """Return which row a lane has, from 1 at the top."""
    return list(Lane).index(lane) + 1


def _fill(colour: str, shape: str) -> dict[str, object]:
    pattern = {"shape": shape, "bgcolor": theme.CLEAR, "fgcolor": colour, "size": 6, "solidity": 0.4}
    return {"color": colour, "line": {"color": colour, "width": 1.5}, "pattern": pattern}


def _years_axis(ticks: list[str]) -> dict[str, object]:
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": ticks,
        "showgrid": False,
        "anchor": f"y{len(Lane)}",
        "tickangle": 0,
    }


def _row_axis(years: pd.DataFrame, number: int, colours: theme.Palette) -> dict[str, object]:
    highest = max(int(years[[lane.value for lane in Lane]].to_numpy().max()), 1)
    height = 1 / len(Lane)
    bottom = 1 - number * height
    return {
        "domain": [bottom + height * _FOOT, bottom + height * (1 - _HEAD)],
        "range": [0, highest * 1.25],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinewidth": 1,
        "zerolinecolor": colours.quiet,
    }


def _row_heading(lane: Lane, count: int, colours: theme.Palette) -> dict[str, object]:
    return {
        "text": f"<b>{lane.label}</b>: {count:,}",
        "x": 0,
        "y": 1 - (_number(lane) - 1) / len(Lane),
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13, "color": colours.ink},
    }
