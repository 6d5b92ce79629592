"""Figures of scores: the ranking, and one company in its peer group."""

import pandas as pd
import plotly.graph_objects as go

from scorecard import numbers, words
from scorecard.charts import theme
from scorecard.charts.rows import ROW_HEIGHT, SCORE_AXIS, safe, shape
from scorecard.charts.theme import Scheme


def ranking_figure(
    rows: pd.DataFrame, scheme: Scheme, is_grouped: bool = False, marked: str | None = None
) -> go.Figure:
    """Draw each company's score as a dot and its bounds as a line, in the order of the rows.

    Args:
        rows: companies as `queries.ranking` returns them; withheld scores show their bounds only.
        scheme: in which colours.
        is_grouped: whether the peer groups, which follow each other, get headings.
        marked: id of the company that stands out, if any.
    """
    colours = theme.palette(scheme)
    places, labels, headings = _places(rows, is_grouped, marked)
    figure = go.Figure(layout={"template": theme.template(scheme)})
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
        marker={
            "size": [17 if is_marked else 11 for is_marked in rows["company_id"] == marked],
            "symbol": ["diamond" if is_marked else "circle" for is_marked in rows["company_id"] == marked],
            "color": colours.accent,
            "opacity": 1,  # else dots of different sizes are see-through
            "line": {"width": 2, "color": colours.page},
        },
        customdata=rows["name"].map(safe) + ": " + rows["score"].map(numbers.one_decimal) + bounds,
        hovertemplate="%{customdata}<extra></extra>",
    )
    _add_headings(figure, headings, longest_name=int(rows["name"].str.len().max()))
    return _with_labels_beside(figure, labels)


def _add_headings(figure: go.Figure, headings: dict[int, str], longest_name: int) -> None:
    """Write headings over their lines, from among the names into the plot: as labels they would leave it no room."""
    shift = -min(110, 6 * longest_name)
    for place, heading in headings.items():
        figure.add_annotation(
            x=0,
            y=place,
            xref="paper",
            xanchor="left",
            xshift=shift,
            yshift=-3,
            text=f"<b>{heading}</b>",
            showarrow=False,
        )


def _places(rows: pd.DataFrame, is_grouped: bool, marked: str | None) -> tuple[list[int], list[str], dict[int, str]]:
    """Return the line of each company, what stands beside each line, and the headings of groups by their line."""
    places: list[int] = []
    labels: list[str] = []
    headings: dict[int, str] = {}
    for company_id, name, group in zip(rows["company_id"], rows["name"], rows["peer_group"], strict=True):
        heading = safe(words.short(group))
        if is_grouped and heading not in headings.values():
            headings[len(labels)] = heading
            labels.append("")
        places.append(len(labels))
        labels.append(f"<b>▶ {safe(name)}</b>" if company_id == marked else safe(name))
    return places, labels, headings


def profile_figure(comparison: pd.DataFrame, scheme: Scheme) -> go.Figure:
    """Draw a company's commitment scores over the range of its peer group.

    Args:
        comparison: what `queries.peer_comparison` returns.
        scheme: in which colours.
    """
    colours = theme.palette(scheme)
    places = list(range(len(comparison)))
    figure = go.Figure(layout={"template": theme.template(scheme)})
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
    return _with_labels_beside(figure, comparison["title"].map(safe).tolist(), row_height=40)


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


def _with_labels_beside(figure: go.Figure, labels: list[str], row_height: int = ROW_HEIGHT) -> go.Figure:
    return figure.update_layout(
        height=100 + row_height * max(len(labels), 1),
        meta=shape(max(len(labels), 1), row_height, 13.5, splits=True),
        xaxis=SCORE_AXIS,
        yaxis={
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "range": [len(labels) - 0.5, -0.5],
            "showgrid": False,
        },
    )
