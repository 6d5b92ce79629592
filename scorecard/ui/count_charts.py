"""Figures of counts: frames in, Plotly figures out. Knows nothing of Streamlit."""

import pandas as pd
import plotly.graph_objects as go

from scorecard.ui import theme

BAR_ROOM = 44


def endorsers_figure(counts: pd.DataFrame, is_dark: bool) -> go.Figure:
    """Draw how many endorsers there are of each kind, as bars with their numbers.

    Args:
        counts: what `queries.endorser_counts` returns, at least one row.
        is_dark: for which theme.
    """
    colours = theme.palette(is_dark)
    names = counts["label"].str.capitalize().tolist()
    figure = go.Figure(layout={"template": theme.template(is_dark)})
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
