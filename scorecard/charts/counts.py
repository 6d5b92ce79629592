"""Figures of counts: frames in, Plotly figures out."""

import pandas as pd
import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import shape
from scorecard.charts.theme import Scheme

BAR_ROOM = 44


def endorsers_figure(counts: pd.DataFrame, scheme: Scheme) -> go.Figure:
    """Draw how many endorsers there are of each kind, as bars with their numbers.

    Args:
        counts: what `queries.endorser_counts` returns, at least one row.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    names = counts["label"].str.capitalize().tolist()
    figure = go.Figure(layout={"template": theme.template(scheme)})
    figure.add_bar(
        x=counts["count"],
        y=list(range(len(counts))),
        orientation="h",
        marker={"color": colours.accent},
        width=0.6,
        text=counts["count"],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": colours.ink},
        customdata=counts["label"],
        hovertemplate="%{x} %{customdata}<extra></extra>",
    )
    return figure.update_layout(
        height=24 + BAR_ROOM * len(counts),
        meta=shape(len(counts), BAR_ROOM, 22),
        showlegend=False,
        margin={"l": 8, "r": 40, "t": 8, "b": 8},
        xaxis={"visible": False, "rangemode": "tozero"},
        yaxis={
            "tickvals": list(range(len(counts))),
            "ticktext": names,
            "range": [len(counts) - 0.5, -0.5],
            "showgrid": False,
        },
    )
