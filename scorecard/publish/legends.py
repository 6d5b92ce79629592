"""Legends of exported charts: what they say, and how much room they take.

Works on figures as plain dictionaries.
"""

from typing import Any

from scorecard.charts.rows import safe
from scorecard.publish.textfit import shorten
from scorecard.publish.typeface import plain, width

Figure = dict[str, Any]

SIZE, LINE = 12.5, 20.0  # units: of the text, and of a row
_SPARE = 8  # units between columns
_SYMBOL = 46  # units beside a text: the symbol and the distance to the next


def entries(figure: Figure) -> list[str]:
    """Return what the legend says, one text a trace; none where the figure has no legend."""
    if figure["layout"].get("showlegend") is False:
        return []
    shown = [trace for trace in figure["data"] if trace.get("showlegend") is not False and trace.get("name")]
    for trace in shown:
        trace.pop("legendgroup", None)
    if len(shown) < 2 and len(figure["data"]) < 2:
        return []
    return [str(trace["name"]) for trace in shown]


def height(texts: list[str], room: float) -> float:
    """Return how high a legend of some texts is, in units: in one row where it fits, else in columns of one width."""
    return rows(texts, room) * LINE + 6 if texts else 0.0


def rows(texts: list[str], room: float) -> int:
    """Return in how many rows a legend stands."""
    return -(-len(texts) // _across(texts, room))


def _across(texts: list[str], room: float) -> int:
    """Return how many texts stand beside each other: all where they fit, else as many as columns of one width fit."""
    widths = [width(plain(text), SIZE) + _SYMBOL for text in texts]
    return len(texts) if sum(widths) <= room else max(int(room // (max(widths) + _SPARE)), 1)


def place(layout: Figure, texts: list[str], room: float, corner: tuple[float, float]) -> None:
    """Change a figure so that its legend stands at a place.

    Args:
        layout: of the figure.
        texts: what the legend says.
        room: its width in units.
        corner: its upper left corner, in shares of the plot area from its lower left one. A legend above the plot may
            use the whole width of the canvas; one that is placed on the canvas itself gets no more than the plot's.
    """
    layout["showlegend"] = bool(texts)
    own: Figure = {
        "orientation": "h",
        "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
        "x": max(corner[0], -2), "y": min(corner[1], 3),
        "font": {"size": SIZE}, "itemclick": False, "itemdoubleclick": False, "bgcolor": "rgba(0,0,0,0)",
        "traceorder": "normal", "tracegroupgap": 0,
    }  # fmt: skip
    if texts and rows(texts, room) > 1:
        widest = max(width(plain(text), SIZE) for text in texts)
        own |= {"entrywidthmode": "pixels", "entrywidth": widest + _SPARE / 2}
    layout["legend"] = own


def shorten_names(figure: Figure, room: float) -> None:
    """Cut off names of a legend that no row is wide enough for."""
    for trace in figure["data"]:
        name = trace.get("name")
        if name and width(plain(str(name)), SIZE) + _SYMBOL > room:
            trace["name"] = safe(shorten(plain(str(name)), SIZE, room - _SYMBOL))
