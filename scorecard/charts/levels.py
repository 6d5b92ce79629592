"""Figures of levels: how many companies stand at each."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import safe, shape
from scorecard.charts.theme import Scheme
from scorecard.vocabulary import Level

BAR, HEAD = 34, 150  # pixels; above the bars a legend of several lines on a phone
LONGEST_LABEL = 30  # characters of an indicator's title beside its bar; the table has the whole


def levels_figure(indicators: Sequence[Mapping[str, Any]], scheme: Scheme) -> go.Figure:
    """Draw how many companies stand at each level of some indicators: one bar an indicator, one part a level.

    Args:
        indicators: rows of `queries.level_counts`, first on top.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    figure = go.Figure(layout={"template": theme.template(scheme)})
    labels = [_label(row) for row in indicators]
    for level, look in theme.level_looks(scheme).items():
        counts = [int(row[f"{level.value}_count"]) for row in indicators]
        if any(counts):
            _add_level(figure, level, look, counts, colours)
    return figure.update_layout(
        barmode="stack",
        bargap=0.3,
        height=HEAD + BAR * max(len(labels), 1),
        meta=shape(max(len(labels), 1), BAR, 17, splits=True),
        margin={"t": HEAD - 16},
        legend={"traceorder": "normal"},
        xaxis={"title": {"text": "companies to which it applies", "standoff": 4}, "side": "top", "rangemode": "tozero"},
        yaxis={
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "range": [len(labels) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def _add_level(
    figure: go.Figure, level: Level, look: theme.LevelLook, counts: list[int], colours: theme.Palette
) -> None:
    """Draw one level's part of every bar, with its number inside."""
    pattern = {"shape": look.pattern, "bgcolor": look.colour, "fgcolor": look.ink, "fgopacity": 0.45}
    figure.add_bar(
        x=counts,
        y=list(range(len(counts))),
        orientation="h",
        name=f"{theme.SYMBOLS[level]} {level.label}",
        text=[str(count) if count else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": look.ink, "size": 13},
        marker={
            "color": look.colour,
            "line": {"width": 1, "color": colours.quiet},
            "pattern": pattern | {"size": 7, "solidity": 0.15},
        },
        hovertemplate=f"%{{x}} {level.label}<extra></extra>",
    )


def _label(row: Mapping[str, Any]) -> str:
    """Return an indicator's id and the beginning of its title."""
    title = str(row["title"])
    shown = title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 2].rsplit(" ", 1)[0] + " …"
    return f"{safe(str(row['indicator_id']))} {safe(shown)}"
