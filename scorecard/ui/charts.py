"""Figures: frames in, Plotly figures out. Knows nothing of Streamlit."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

from scorecard import numbers
from scorecard.ui import theme

ROW_HEIGHT = 26
SCORE_AXIS = {
    "range": [-2, 102],
    "tickvals": [0, 25, 50, 75, 100],
    "title": {"text": "score, 0–100", "standoff": 4},
    "side": "top",
}


def ranking_figure(rows: pd.DataFrame, is_dark: bool) -> go.Figure:
    """Draw each company's score as a dot and its bounds as a line, best score on top.

    Args:
        rows: companies as `queries.ranking` returns them; withheld scores show their bounds only.
        is_dark: for which theme.
    """
    colours = theme.palette(is_dark)
    places = list(range(len(rows)))
    figure = go.Figure(layout={"template": theme.template(is_dark)})
    bounds = (
        " (bounds "
        + rows["score_low"].map(numbers.one_decimal)
        + " to "
        + rows["score_high"].map(numbers.one_decimal)
        + ")"
    )
    _add_ranges(figure, rows["score_low"], rows["score_high"], places, "bounds", colours)
    figure.add_scatter(
        x=rows["score"],
        y=places,
        mode="markers",
        name="score",
        marker={"size": 11, "color": colours.accent, "line": {"width": 2, "color": colours.page}},
        customdata=rows["name"].map(safe) + ": " + rows["score"].map(numbers.one_decimal) + bounds,
        hovertemplate="%{customdata}<extra></extra>",
    )
    return _with_names_beside(figure, rows["name"].tolist())


def profile_figure(comparison: pd.DataFrame, is_dark: bool) -> go.Figure:
    """Draw a company's commitment scores over the range of its peer group.

    Args:
        comparison: what `queries.peer_comparison` returns.
        is_dark: for which theme.
    """
    colours = theme.palette(is_dark)
    places = list(range(len(comparison)))
    figure = go.Figure(layout={"template": theme.template(is_dark)})
    _add_ranges(figure, comparison["peer_low"], comparison["peer_high"], places, "range of the peer group", colours)
    figure.add_scatter(
        x=comparison["peer_median"],
        y=places,
        mode="markers",
        name="median of the peer group",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": colours.quiet}},
        customdata=comparison["peer_median"].map(numbers.one_decimal),
        hovertemplate="median of the group: %{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=comparison["score"],
        y=places,
        mode="markers",
        name="this company",
        marker={"size": 14, "color": colours.accent, "line": {"width": 2, "color": colours.page}},
        customdata=comparison["score"].map(numbers.one_decimal),
        hovertemplate="this company: %{customdata}<extra></extra>",
    )
    return _with_names_beside(figure, comparison["title"].tolist(), row_height=40)


def _add_ranges(
    figure: go.Figure, low: pd.Series, high: pd.Series, places: list[int], name: str, colours: theme.Palette
) -> None:
    """Draw one line a row from low to high, all in one trace with gaps between the rows."""
    across: list[float | None] = []
    along: list[int | None] = []
    for left, right, place in zip(low, high, places, strict=True):
        across += [left, right, None]
        along += [place, place, None]
    line = {"width": 6, "color": colours.range}
    figure.add_scatter(x=across, y=along, mode="lines", name=name, line=line, hoverinfo="skip")


def _with_names_beside(figure: go.Figure, names: list[str], row_height: int = ROW_HEIGHT) -> go.Figure:
    places = list(range(len(names)))
    return figure.update_layout(
        height=100 + row_height * max(len(names), 1),
        xaxis=SCORE_AXIS,
        yaxis={
            "tickvals": places,
            "ticktext": [safe(name) for name in names],
            "range": [len(names) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def safe(text: str) -> str:
    """Return text that Plotly shows as it is: it would read ``<b>`` and the like as markup."""
    return escape(text, quote=False)
