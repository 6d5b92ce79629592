"""Figures of how sure ranks are: frames in, Plotly figures out."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import ROW_HEIGHT, safe, shape
from scorecard.charts.theme import Scheme

MAP_ROW, MAP_HEAD, MAP_FOOT = 22, 60, 30
SURE = 0.10  # probabilities from here on are written into their cell


def ranges_figure(rows: pd.DataFrame, published: str, scheme: Scheme) -> go.Figure:
    """Draw each company's range of ranks as a line, its median as an upright mark, its published rank as a dot.

    Args:
        rows: `name`, `rank_low`, `rank_median`, `rank_high` and the published rank, in the order of the rows.
        published: name of the column of the published rank; missing ones get no dot.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    places = list(range(len(rows)))
    figure = go.Figure(layout={"template": theme.template(scheme)})
    across: list[float | None] = []
    along: list[int | None] = []
    for low, high, place in zip(rows["rank_low"], rows["rank_high"], places, strict=True):
        across += [low - 0.2, high + 0.2, None]  # a range of one rank is to be seen, too
        along += [place, place, None]
    figure.add_scatter(x=across, y=along, mode="lines", name="5th to 95th percentile", hoverinfo="skip",
                       line={"width": 8, "color": colours.range})  # fmt: skip
    _add_marks(figure, rows["rank_median"], places, "median", {"symbol": "line-ns", "size": 16}, colours)
    _add_marks(
        figure, rows[published].astype(float), places, "published rank", {"symbol": "circle", "size": 11}, colours
    )
    figure.data[-1].update(customdata=_range_words(rows, published), hovertemplate="%{customdata}<extra></extra>")
    most = int(max(rows["rank_high"].max(), rows[published].max()))
    return figure.update_layout(
        height=110 + ROW_HEIGHT * max(len(rows), 1),
        meta=shape(max(len(rows), 1), ROW_HEIGHT, 13.5, splits=True),
        xaxis={
            "range": [most + 0.6, 0.4],
            "tickvals": _ticks(most),
            "title": {"text": "rank, best at the right", "standoff": 4},
            "side": "top",
        },
        yaxis={
            "tickvals": places,
            "ticktext": rows["name"].map(safe).tolist(),
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def acceptability_figure(probabilities: pd.DataFrame, names: list[str], scheme: Scheme) -> go.Figure:
    """Draw how often each company has each rank, the stronger the colour the more often.

    Args:
        probabilities: one row a company, one column a rank from 1, shares 0-1.
        names: names of the rows.
        scheme: in which colours.
    """
    values = probabilities.to_numpy(dtype=float)
    figure = _map(values, scheme, high=max(float(values.max()), 0.01))
    said = [
        [f"{safe(name)}: rank {rank} in {100 * value:.1f} % of the draws" for rank, value in enumerate(row, start=1)]
        for name, row in zip(names, values, strict=True)
    ]
    figure.update_traces(customdata=said)
    _add_texts(figure, values >= SURE, [[f"{100 * value:.0f}" for value in row] for row in values], scheme)
    return _with_axes(figure, values.shape[1], list(map(safe, names)), "rank")


def pairs_figure(probabilities: pd.DataFrame, names: list[str], threshold: float, scheme: Scheme) -> go.Figure:
    """Draw how often the company of a row is above that of a column; a dot where that tells the two apart.

    Args:
        probabilities: a row and a column a company, in one order; shares 0-1, missing on the diagonal.
        names: names of the rows.
        threshold: share from which on two are told apart.
        scheme: in which colours.
    """
    values = probabilities.to_numpy(dtype=float)
    figure = _map(values, scheme, high=1.0)
    said = [
        ["" if one == other else f"{safe(one)} above {safe(other)}: {100 * value:.0f} % of the draws"
         for other, value in zip(names, row, strict=True)]
        for one, row in zip(names, values, strict=True)
    ]  # fmt: skip
    figure.update_traces(customdata=said)
    is_apart = np.nan_to_num(values) >= threshold
    _add_texts(figure, is_apart, [["●"] * len(names)] * len(names), scheme)
    labels = [f"{safe(name)}  {number}" for number, name in enumerate(names, start=1)]
    return _with_axes(figure, len(names), labels, "the same companies, by their number")


def influence_figure(rows: pd.DataFrame, labels: dict[str, str], scheme: Scheme) -> go.Figure:
    """Draw what share of the variance of ranks comes from each source: by itself, and with all it acts together with.

    Args:
        rows: `source`, `first_order`, `total` (shares 0-1), the strongest first.
        labels: name of each source.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    places = list(range(len(rows)))
    figure = go.Figure(layout={"template": theme.template(scheme)})
    looks = (
        ("total", "with all that it acts together with", colours.range, ""),
        ("first_order", "by itself", colours.accent, "/"),
    )
    for key, name, colour, pattern in looks:
        figure.add_bar(
            x=rows[key],
            y=places,
            orientation="h",
            name=name,
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "bgcolor": colour, "fgcolor": colours.page, "size": 6},
            },
            width=0.7 if key == "total" else 0.4,
            hovertemplate="%{x:.0%}<extra>" + name + "</extra>",
        )
    return figure.update_layout(
        barmode="overlay",
        height=110 + 40 * max(len(rows), 1),
        meta=shape(max(len(rows), 1), 40, 22),
        xaxis={"tickformat": ".0%", "rangemode": "tozero", "side": "top", "title": {"text": "share of the variance"}},
        yaxis={
            "tickvals": places,
            "ticktext": [safe(labels[source]) for source in rows["source"]],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def _add_marks(
    figure: go.Figure, ranks: pd.Series, places: list[int], name: str, look: dict[str, object], colours: theme.Palette
) -> None:
    colour = colours.ink if name == "median" else colours.accent
    line = {"width": 3, "color": colour} if name == "median" else {"width": 2, "color": colours.page}
    figure.add_scatter(
        x=ranks, y=places, mode="markers", name=name, marker={**look, "color": colour, "line": line}, hoverinfo="skip"
    )


def _range_words(rows: pd.DataFrame, published: str) -> list[str]:
    return [
        f"{safe(row['name'])}: published {'–' if pd.isna(row[published]) else int(row[published])}, "
        f"range {row['rank_low']} to {row['rank_high']}, median {row['rank_median']}"
        for row in rows.to_dict("records")
    ]


def _map(values: np.ndarray, scheme: Scheme, high: float) -> go.Figure:
    colours = theme.palette(scheme)
    figure = go.Figure(layout={"template": theme.template(scheme)})
    # The scale stops short of the accent, so that one ink can be read on all of it.
    figure.add_heatmap(
        z=values,
        zmin=0,
        zmax=high,
        colorscale=[[0, colours.page], [1, colours.range]],
        showscale=False,
        xgap=1,
        ygap=1,
        hovertemplate="%{customdata}<extra></extra>",
    )
    return figure


def _add_texts(figure: go.Figure, where: np.ndarray, texts: list[list[str]], scheme: Scheme) -> None:
    """Write a text into some cells. A trace of its own: texts of the heat map itself take seconds to draw."""
    cells = np.argwhere(where)
    figure.add_scatter(
        x=cells[:, 1],
        y=cells[:, 0],
        mode="text",
        text=[texts[row][column] for row, column in cells],
        textfont={"color": theme.palette(scheme).ink, "size": 11},
        hoverinfo="skip",
        showlegend=False,
    )


def _with_axes(figure: go.Figure, columns: int, labels: list[str], title: str) -> go.Figure:
    """Name the rows, and number the columns from 1."""
    numbers = _ticks(columns)
    return figure.update_layout(
        height=MAP_HEAD + MAP_FOOT + MAP_ROW * len(labels),
        meta=shape(len(labels), MAP_ROW, 11.5),
        margin={"t": MAP_HEAD - 10},
        xaxis={
            "tickvals": [number - 1 for number in numbers],
            "ticktext": list(map(str, numbers)),
            "side": "top",
            "showgrid": False,
            "title": {"text": title},
        },
        yaxis={
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "range": [len(labels) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def _ticks(most: int) -> list[int]:
    """Return the ranks that are written at an axis: the first, and every fifth or each of few."""
    return list(range(1, most + 1)) if most <= 12 else [1, *range(5, most + 1, 5)]
