"""Figures of many companies under every commitment: the strip and the heat map."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scorecard import numbers
from scorecard.charts import theme
from scorecard.charts.rows import SCORE_AXIS, safe, shape
from scorecard.charts.theme import Scheme

DOT, BIN = 11, 3.0  # size of a dot in pixels; dots closer than this many points of score stand over each other
MAP_ROW, MAP_HEAD = 24, 110


def strip_figure(scores: pd.DataFrame, marked: str | None, scheme: Scheme) -> go.Figure:
    """Draw where each company stands under each commitment: one dot a company, equal ones over each other.

    Args:
        scores: rows of `queries.commitment_scores` with a score, commitments in order.
        marked: id of the company that stands out, if any.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    placed = scores.assign(offset=_offsets(scores))
    reach = placed.groupby("title", sort=False)["offset"].agg(lambda offsets: int(offsets.abs().max()))
    lines = (2 * reach + 2.5).cumsum() - reach - 1.25  # each commitment gets as much height as its dots need
    height = float((2 * reach + 2.5).sum())
    placed["place"] = placed["title"].map(lines)
    figure = go.Figure(layout={"template": theme.template(scheme)})
    is_marked = placed["company_id"] == marked
    _add_dots(figure, placed[~is_marked], colours.range if marked else colours.accent, DOT - 1, "companies", colours)
    if marked and is_marked.any():
        name = str(placed.loc[is_marked, "name"].iloc[0])
        _add_dots(figure, placed[is_marked], colours.accent, DOT + 6, safe(name), colours, symbol="diamond")
    return figure.update_layout(
        height=110 + (DOT + 1) * max(height, 3),
        meta=shape(max(height, 3), DOT + 1, 5, is_packed=True, labels=False),
        xaxis=SCORE_AXIS,
        yaxis={
            "tickvals": lines.tolist(),
            "ticktext": [safe(title) for title in lines.index],
            "range": [height, 0],
            "showgrid": False,
        },
    )


def heat_figure(rows: pd.DataFrame, commitments: pd.DataFrame, marked: str | None, scheme: Scheme) -> go.Figure:
    """Draw companies by commitments, darker (in the dark theme: brighter) the higher the score, the number inside.

    Args:
        rows: rows of `queries.ranking` in their order.
        commitments: `commitment_id`, `title`, in order.
        marked: id of the company whose name stands out, if any.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    values = rows[commitments["commitment_id"].tolist()].to_numpy(dtype=float)
    across, along = list(range(values.shape[1])), list(range(values.shape[0]))
    figure = go.Figure(layout={"template": theme.template(scheme)})
    figure.add_heatmap(
        z=values,
        x=across,
        y=along,
        zmin=0,
        zmax=100,
        colorscale=[[0, colours.track], [1, colours.accent]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    _add_numbers(figure, rows, commitments, values, colours)
    names = [_name(row, marked) for row in rows[["company_id", "name"]].itertuples(index=False)]
    return figure.update_layout(
        height=MAP_HEAD + MAP_ROW * len(along),
        meta=shape(len(along), MAP_ROW, 11.5),
        margin={"t": 8},
        xaxis={
            "tickvals": across,
            "ticktext": [safe(title).replace(" ", "<br>") for title in commitments["title"]],
            "side": "top",
            "showgrid": False,
            "ticks": "",
        },
        yaxis={"tickvals": along, "ticktext": names, "range": [len(along) - 0.5, -0.5], "showgrid": False, "ticks": ""},
    )


def _add_numbers(
    figure: go.Figure, rows: pd.DataFrame, commitments: pd.DataFrame, values: np.ndarray, colours: theme.Palette
) -> None:
    """Write each cell's number into it, and what it means for those who point at it."""
    cells = [(x, y, float(values[y, x])) for y in range(values.shape[0]) for x in range(values.shape[1])]
    figure.add_scatter(
        x=[x for x, _, _ in cells],
        y=[y for _, y, _ in cells],
        mode="text",
        text=[numbers.whole(value) for _, _, value in cells],
        textfont={"color": [_ink_on(value, colours) for _, _, value in cells], "size": 13},
        customdata=[_cell_words(rows.iloc[y], commitments.iloc[x], value) for x, y, value in cells],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _offsets(scores: pd.DataFrame) -> pd.Series:
    """Return how far each dot is moved off its line, in dots: 0, 1, -1, 2, -2 … among those at nearly one score."""
    bins = (scores["score"] / BIN).round()
    ordered = scores.assign(bin=bins).sort_values(["title", "bin", "score", "name"])
    order = ordered.groupby(["title", "bin"]).cumcount().reindex(scores.index)
    return ((order + 1) // 2) * (1 - 2 * (order % 2 == 0)).where(order > 0, 1)


def _add_dots(
    figure: go.Figure,
    dots: pd.DataFrame,
    colour: str,
    size: int,
    name: str,
    colours: theme.Palette,
    symbol: str = "circle",
) -> None:
    figure.add_scatter(
        x=dots["score"],
        y=dots["place"] + dots["offset"],
        mode="markers",
        name=name,
        marker={"size": size, "color": colour, "symbol": symbol, "line": {"width": 1, "color": colours.page}},
        customdata=dots["name"].map(safe) + ": " + dots["score"].map(numbers.one_decimal),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ink_on(value: float, colours: theme.Palette) -> str:
    """Return the colour of text on a cell: the theme's ink on the half that is near the page, the page's beyond it."""
    return colours.page if value > theme.HEAT_TURN else colours.ink


def _cell_words(company: pd.Series, commitment: pd.Series, value: float) -> str:
    said = "no score" if pd.isna(value) else numbers.one_decimal(value)
    return f"{safe(str(company['name']))}, {safe(str(commitment['title']).lower())}: {said}"


def _name(row: object, marked: str | None) -> str:
    name = safe(str(getattr(row, "name", "")))
    return f"<b>▶ {name}</b>" if getattr(row, "company_id", None) == marked else name
