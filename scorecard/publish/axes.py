"""Axes of exported charts: how much room their labels take, and which of them there is room for.

Works on figures as plain dictionaries. Nothing is left to the browser, so that the plot's place is known exactly.
"""

import re
from itertools import pairwise
from typing import Any

from scorecard.charts.rows import safe
from scorecard.publish.textfit import LINE, shorten, wrap
from scorecard.publish.typeface import plain, width

Figure = dict[str, Any]

LABEL, SMALLEST_LABEL = 13.0, 10.5  # units
SMALLEST = 9.0
_TIGHT = 1.2  # height of a line of a label in two lines, of the font size
_NEARER = 5  # that a title of an axis stands nearer to its labels than to what is above it
_PAD = 9  # between a label and its axis
_BETWEEN_TICKS = 7
_YEAR = re.compile(r"M(\d+)")


def of_kind(layout: Figure, kind: str) -> list[str]:
    """Return the names of all axes of a figure: ``xaxis``, ``xaxis2`` and so on."""
    return sorted(name for name in layout if re.fullmatch(rf"{kind}axis\d*", name))


def room_above_and_below(layout: Figure) -> tuple[float, float]:
    """Return how much room the labels of horizontal axes take above and below the plot, in units."""
    room = {"top": 4.0, "bottom": 4.0}
    for name in of_kind(layout, "x"):
        axis = layout[name]
        if axis.get("visible") is False or axis.get("showticklabels") is False:
            continue
        lines = max((str(text).count("<br>") + 1 for text in axis.get("ticktext") or ("",)), default=1)
        needed = lines * LABEL * LINE + 6
        if (axis.get("title") or {}).get("text"):
            needed += LABEL * LINE + 4
        side = axis.get("side", "bottom")
        room[side] = max(room[side], needed)
    return room["top"], room["bottom"]


def room_for_labels(layout: Figure, size: float) -> float:
    """Return how wide the widest label of a vertical axis is, with its distance to the axis, in units."""
    widest = 0.0
    for name in of_kind(layout, "y"):
        axis = layout[name]
        if axis.get("visible") is False or axis.get("showticklabels") is False:
            continue
        for text in axis.get("ticktext") or ():
            lines = str(text).split("<br>")
            widest = max([widest, *(width(plain(line), size, "<b>" in line) for line in lines)])
    return widest + _PAD if widest else 0.0


def titles(layout: Figure, rooms: tuple[float, float], widths: tuple[float, float], colour: str) -> list[Figure]:
    """Return the titles of horizontal axes as annotations, beyond the labels of their axes.

    Args:
        layout: of the figure.
        rooms: above and below the plot, as `room_above_and_below` returns them.
        widths: of the plot area, and of the labels left of each plot.
        colour: of the text.
    """
    notes = []
    for name in of_kind(layout, "x"):
        text = (layout[name].get("title") or {}).get("text")
        if text:
            is_above = layout[name].get("side") == "top"
            start, end = layout[name].get("domain") or (0, 1)
            plot = widths[0] * (end - start)
            fits = width(plain(text), LABEL) <= plot
            notes.append(
                {
                    "text": safe(shorten(plain(text), LABEL, plot + widths[1])),
                    "xref": f"{name.replace('axis', '')} domain", "yref": "paper",
                    "x": 0.5 if fits else 1, "xanchor": "center" if fits else "right",
                    "y": 1 if is_above else 0, "yanchor": "top" if is_above else "bottom",
                    "yshift": rooms[0] - _NEARER if is_above else -rooms[1], "showarrow": False, "borderpad": 0,
                    "font": {"size": LABEL, "color": colour},
                }
            )  # fmt: skip
    return notes


def mark_row(layout: Figure, name: str, colour: str) -> None:
    """Let the row that is labelled with a name stand out, if there is one: a bold label, and a band behind the row.

    Figures that can mark a company themselves have done so, and their label is another one then.
    """
    axis = layout["yaxis"]
    texts = list(axis.get("ticktext") or ())
    for place, text in enumerate(texts):
        if plain(str(text)) == name:
            texts[place] = f"<b>▶ {safe(name)}</b>"
            row = axis["tickvals"][place]
            band = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": row - 0.5, "y1": row + 0.5,
                    "layer": "below", "line": {"width": 0}, "fillcolor": colour, "opacity": 0.25}  # fmt: skip
            layout["shapes"] = [*(layout.get("shapes") or ()), band]
    axis["ticktext"] = texts or axis.get("ticktext")


def fit_labels(layout: Figure, size: float, room: float, row: float) -> None:
    """Make the labels of rows narrower than `room`: in two lines where a row is high enough, else cut off."""
    for name in of_kind(layout, "y"):
        if layout[name].get("ticktext"):
            layout[name]["ticktext"] = [_fitted(str(text), size, room - _PAD, row) for text in layout[name]["ticktext"]]


def _fitted(markup: str, size: float, room: float, row: float) -> str:
    is_bold = "<b>" in markup
    text = plain(markup)
    own = next((smaller for smaller in (size, size - 1, size - 2) if width(text, smaller, is_bold) <= room), None)
    if own == size:
        return markup
    small = max(min(size - 1, row / (2 * _TIGHT)), SMALLEST)
    lines = wrap(text, small, room, is_bold)
    if own is not None:
        said, small = safe(text), own
    elif row >= 2 * small * _TIGHT and len(lines) > 1:
        said = f"{safe(lines[0])}<br>{safe(shorten(' '.join(lines[1:]), small, room, is_bold))}"
    else:
        said, small = safe(shorten(text, size - 2, room, is_bold)), size - 2
    said = f'<span style="font-size:{small:g}px">{said}</span>'
    return f"<b>{said}</b>" if is_bold else said


def thin_ticks(layout: Figure, plot: float) -> None:
    """Leave out labels of horizontal axes that would run into each other.

    Args:
        layout: of the figure.
        plot: width of the plot area in units.
    """
    for name in of_kind(layout, "x"):
        axis = layout[name]
        start, end = axis.get("domain") or (0, 1)
        room = plot * (end - start)
        if axis.get("type") == "date":
            _thin_years(axis, room)
        elif axis.get("tickvals") is not None and axis.get("range"):
            _thin_texts(axis, room)


def _thin_years(axis: Figure, room: float) -> None:
    first, last = axis["range"]
    years = max((last - first).days / 365.25, 1)
    step = next((step for step in (1, 2, 3, 5, 10) if years / step * (width("2026", LABEL) + 10) <= room), 20)
    axis["dtick"] = f"M{12 * step}"
    axis["tick0"] = f"{first.year // step * step}-01-01"


def _thin_texts(axis: Figure, room: float) -> None:
    low, high = axis["range"]
    values = list(axis["tickvals"])
    texts = list(axis.get("ticktext") or map(str, values))
    places = [abs((value - low) / (high - low)) * room for value in values]
    for step in (1, 2, 3, 4, 5, 10):
        kept = sorted(range(0, len(values), step), key=lambda place: places[place])
        edges = [(places[at] - _half(texts[at]), places[at] + _half(texts[at])) for at in kept]
        if all(right + _BETWEEN_TICKS <= left for (_, right), (left, _) in pairwise(edges)):
            break
    kept.sort()
    axis["tickvals"], axis["ticktext"] = [values[at] for at in kept], [texts[at] for at in kept]


def _half(text: str) -> float:
    return max(width(plain(line), LABEL) for line in str(text).split("<br>")) / 2
