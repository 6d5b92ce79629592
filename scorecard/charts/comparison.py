"""The figure of the page Compare: rows in, Plotly figures out."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard import numbers
from scorecard.charts import theme
from scorecard.charts.rows import SCORE_AXIS, safe, shape
from scorecard.charts.theme import Scheme

LANE_HEIGHT = 20  # pixels of one company under one commitment
LOWEST_ROW = 40
MARK = 13  # pixels
SHARE_OF_LANES = 0.76  # of the height of a commitment; the rest keeps commitments apart

# A company's mark: symbol, and colour on a light and on a dark page; in print all are black. The symbols tell the
# companies apart by themselves; the colours differ in lightness too, for greyscale, and stay apart under red-green
# deficiencies.
MARKS = (
    ("circle", "#0f5666", "#86c9d3"),
    ("square", "#a85a14", "#c97f35"),
    ("diamond", "#3d8fd1", "#e6d35a"),
    ("triangle-up", "#42257b", "#8268d8"),
    ("cross", "#14130c", "#f1f4de"),
)


def overlay_figure(commitments: Sequence[dict[str, Any]], scheme: Scheme, has_groups: bool) -> go.Figure:
    """Draw the commitment scores of up to five companies, one lane each under every commitment.

    Args:
        commitments: `Comparison.commitments`; a score that is not shown has no mark.
        scheme: in which colours.
        has_groups: whether the range and median of each company's peer group are shown as well.
    """
    titles = {row["commitment_id"]: safe(row["title"]) for row in commitments}
    company_ids = list(dict.fromkeys(row["company_id"] for row in commitments))
    layout = _layout(list(titles.values()), len(company_ids))
    figure = go.Figure(layout={"template": theme.template(scheme)} | layout)
    rows = [row | {"lane": _lane(row, list(titles), company_ids)} for row in commitments]
    if has_groups:
        _add_groups(figure, rows, len(company_ids), theme.palette(scheme))
    for company_id, mark in zip(company_ids, MARKS, strict=False):
        _add_company(figure, [row for row in rows if row["company_id"] == company_id], mark, scheme)
    return figure


def _layout(titles: list[str], companies: int) -> dict[str, Any]:
    row_height = max(round(LANE_HEIGHT * companies / SHARE_OF_LANES), LOWEST_ROW)
    return {
        "height": 130 + row_height * max(len(titles), 1),
        "meta": shape(max(len(titles), 1), row_height, 0.5 * row_height, is_packed=True),
        "xaxis": SCORE_AXIS,
        "yaxis": {
            "tickvals": list(range(len(titles))),
            "ticktext": titles,
            "range": [len(titles) - 0.5, -0.5],
            "showgrid": False,
        },
    }


def _lane(row: dict[str, Any], commitment_ids: list[str], company_ids: list[str]) -> float:
    """Return where a row stands along the vertical axis, on which commitments stand at 0, 1, 2 and so on."""
    within = (company_ids.index(row["company_id"]) + 0.5) / len(company_ids) - 0.5
    return commitment_ids.index(row["commitment_id"]) + within * SHARE_OF_LANES


def _add_groups(figure: go.Figure, rows: list[dict[str, Any]], companies: int, colours: theme.Palette) -> None:
    """Draw ranges as boxes and medians as lines, across all lanes where the companies share their peer group."""
    boxes: tuple[list[float | None], list[float | None]] = ([], [])
    lines: tuple[list[float | None], list[float | None]] = ([], [])
    is_shared = len({row["peer_group_id"] for row in rows}) == 1
    half = SHARE_OF_LANES / 2 / companies
    for row in rows[::companies] if is_shared else rows:
        if row["peer_median"] is None:
            continue
        top, bottom = row["lane"] - half, row["lane"] + half * (2 * companies - 1 if is_shared else 1)
        low, high = row["peer_low"], row["peer_high"]
        boxes[0].extend([low, high, high, low, low, None])
        boxes[1].extend([top, top, bottom, bottom, top, None])
        lines[0].extend([row["peer_median"], row["peer_median"], None])
        lines[1].extend([top, bottom, None])
    figure.add_scatter(
        x=boxes[0],
        y=boxes[1],
        mode="lines",
        fill="toself",
        fillcolor=_pale(colours.range),
        line={"width": 1, "color": colours.range},
        name="range of the peer group",
        hoverinfo="skip",
    )
    line = {"width": 3, "color": colours.quiet}
    figure.add_scatter(
        x=lines[0], y=lines[1], mode="lines", line=line, name="median of the peer group", hoverinfo="skip"
    )


def _add_company(figure: go.Figure, rows: list[dict[str, Any]], mark: tuple[str, str, str], scheme: Scheme) -> None:
    symbol, light, dark = mark
    name = safe(rows[0]["name"])
    figure.add_scatter(
        x=[row["score"] for row in rows],
        y=[row["lane"] for row in rows],
        mode="markers",
        name=name,
        marker={
            "symbol": symbol,
            "size": MARK + 3 if symbol.startswith("triangle") else MARK,  # of the same size it would look smaller
            "color": {Scheme.LIGHT: light, Scheme.DARK: dark, Scheme.PRINT: theme.PRINT.ink}[scheme],
            "line": {"width": 2, "color": theme.palette(scheme).page},
        },
        customdata=[f"{name}, {safe(row['title'])}: {_said(row)}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _said(row: dict[str, Any]) -> str:
    score, low, high = (numbers.one_decimal(row[key]) for key in ("score", "score_low", "score_high"))
    return f"{score}, bounds {low} to {high}"


def _pale(colour: str) -> str:
    """Return a colour that lets the page shine through."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"
