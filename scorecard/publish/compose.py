"""A chart laid out for a file: the figure of the page on a canvas of a preset, with its caption burnt in.

Everything is placed here, by measuring texts: the browser that draws the file has nothing left to decide, and so texts
stay in the frame and off each other whatever they say.
"""

import math
from dataclasses import dataclass
from typing import Any

from scorecard.charts import theme
from scorecard.charts.rows import safe
from scorecard.charts.theme import Scheme
from scorecard.errors import UsageError
from scorecard.publish import axes, columns, legends, surround
from scorecard.publish.figures import plain_figure
from scorecard.publish.picture import Picture, Stamp
from scorecard.publish.presets import Preset
from scorecard.publish.textfit import shorten
from scorecard.publish.typeface import FAMILY, plain

Figure = dict[str, Any]

FONTS = f'"{FAMILY}", "Source Sans 3", "Liberation Sans", Arial, sans-serif'
COLUMN_GAP = 26
STANDOFF = 4  # between labels and what they belong to
RIGHT = 12  # room right of the plot, for what stands on its edge
MOST_LABEL_SHARE = 0.42  # of a column's width
MOST_STRETCH = 2.2  # of a row's usual height; what is left over stays empty
COMFORTABLE = 0.7  # of a row's usual height; below that two columns are better
FEWEST_TO_SPLIT = 12
CLOSER = 0.8  # of a row's usual height, where the canvas grows with its rows


class NotCarriedError(UsageError):
    """A preset has no room in which a chart could be read."""


@dataclass(frozen=True)
class Composed:
    """A figure that is ready to be drawn: plain Plotly JSON, and the size of its canvas in units."""

    figure: Figure
    width: float
    height: float


@dataclass(frozen=True)
class _Plan:
    """Where the plot stands on the canvas, in units, and how its rows are laid out."""

    left: float
    top: float
    plot: float
    body: float
    row: float
    label: float
    above: float
    below: float
    cut: columns.Halves | None
    height: float


def compose(picture: Picture, preset: Preset, scheme: Scheme, marked: str | None, stamp: Stamp) -> Composed:
    """Return a chart laid out on a preset's canvas.

    Args:
        picture: the chart.
        preset: which canvas; a preset for print is always black on white.
        scheme: in which colours.
        marked: id of the company that stands out; one that the chart does not know is ignored.
        stamp: release and link.

    Raises:
        NotCarriedError: the chart has more rows than can be read on this canvas.
    """
    chosen = Scheme.PRINT if preset.is_print else scheme
    who = marked if marked in picture.companies else None
    figure = plain_figure(picture.draw(chosen, who))
    texts = surround.surround(picture, preset, stamp)
    colours = theme.palette(chosen)
    layout = figure["layout"]
    layout["xaxis"].setdefault("domain", [0, 1])
    if who:
        axes.mark_row(layout, picture.companies[who], colours.range)
    legends.shorten_names(figure, preset.width - 2 * texts.margin)
    entries = legends.entries(figure)
    legend = legends.height(entries, preset.width - 2 * texts.margin)
    plan = _plan(figure, preset, texts, legend)
    _set_rows(figure, plan, preset.width - 2 * texts.margin)
    _scale_marks(figure, plan)
    axes.thin_ticks(layout, plan.plot)
    legends.place(layout, entries, preset.width - 2 * texts.margin, _of_plot(plan, texts))
    _fit_notes(layout, plan, colours)
    titles = axes.titles(layout, (plan.above, plan.below), (plan.plot, plan.label), colours.quiet)
    layout["annotations"] = [*(layout.get("annotations") or ()), *titles]
    _frame(layout, preset.width, plan, colours)
    _burn_in(layout, texts, preset.width, plan, colours)
    for number, trace in enumerate(figure["data"]):
        trace["uid"] = f"trace{number}"  # else the browser names it at random, and no two files are equal
    return Composed(figure, preset.width, plan.height)


def _plan(figure: Figure, preset: Preset, texts: surround.Surround, legend: float) -> _Plan:
    layout = figure["layout"]
    shape = layout["meta"]
    above, below = axes.room_above_and_below(layout)
    top = texts.head + legend + above
    rows, usual, least = shape["rows"], shape["row"], shape["least"]
    fixed = top + below + texts.foot
    closer = CLOSER if rows >= FEWEST_TO_SPLIT else 1.0
    body = rows * max(usual * closer, least) if preset.height is None else preset.height - fixed
    cut = None
    can_split = shape["splits"] and preset.can_split and rows >= FEWEST_TO_SPLIT
    if can_split and body / rows < COMFORTABLE * usual:
        cut = columns.halves(list(layout["yaxis"]["ticktext"]))
    row = min(body / (cut.longest if cut else rows), MOST_STRETCH * usual)
    if row < least:
        raise NotCarriedError(
            f"“{picture_name(preset)}” has no room in which this chart could be read. Take the report column, which "
            "grows with it, or choose less on the page."
        )
    room = preset.width - 2 * texts.margin
    column = (room - COLUMN_GAP) / 2 if cut else room
    size = min(axes.LABEL, max(row / 1.18, axes.SMALLEST_LABEL)) if shape["labels"] else axes.LABEL
    label = min(axes.room_for_labels(layout, size), MOST_LABEL_SHARE * column)
    axes.fit_labels(layout, size, label, row)
    for name in axes.of_kind(layout, "y"):
        layout[name].setdefault("tickfont", {})["size"] = size
    return _Plan(
        left=texts.margin + label,
        top=top,
        plot=room - label - RIGHT,
        body=row * (cut.longest if cut else rows),
        row=row,
        label=label,
        above=above,
        below=below,
        cut=cut,
        height=preset.height or math.ceil(fixed + body),
    )


def picture_name(preset: Preset) -> str:
    """Return how a preset is called within a sentence: ``Slide 16:9``."""
    return preset.label.split(",")[0]


def _of_plot(plan: _Plan, texts: surround.Surround) -> tuple[float, float]:
    """Return where the legend's upper left corner is, in shares of the plot area from its lower left corner."""
    return (texts.margin - plan.left) / plan.plot, 1 + (plan.top - texts.head) / plan.body


def _set_rows(figure: Figure, plan: _Plan, room: float) -> None:
    """Cut the rows into two columns where that was planned."""
    if plan.cut is None:
        return
    own = (room - COLUMN_GAP) / 2 - plan.label
    first = [0.0, (own - RIGHT) / plan.plot]
    start = (own + COLUMN_GAP + plan.label) / plan.plot
    columns.split(figure, plan.cut, (first, [start, 1.0]))


def _scale_marks(figure: Figure, plan: _Plan) -> None:
    """Make marks smaller where rows are lower than on the page; dots that stack up exactly so, others a little."""
    shape = figure["layout"]["meta"]
    ratio = plan.row / shape["row"]
    factor = min(1.0, ratio) if shape["is_packed"] else max(min(1.0, ratio), 0.8)
    for trace in figure["data"]:
        if "text" in str(trace.get("mode")) and trace.get("textfont"):
            own = trace["textfont"]
            own["size"] = min(own.get("size", axes.LABEL), max(plan.row / 1.15, axes.SMALLEST))
        marker = trace.get("marker")
        if trace.get("type", "scatter") != "scatter" or not marker or marker.get("size") is None:
            continue
        size = marker["size"]
        marker["size"] = size * factor if isinstance(size, int | float) else [one * factor for one in size]


def _frame(layout: Figure, width: float, plan: _Plan, colours: theme.Palette) -> None:
    """Give the figure its canvas, and fix the place of the plot on it."""
    layout["template"]["layout"]["font"]["family"] = FONTS
    layout.update(
        width=width,
        height=plan.height,
        paper_bgcolor=colours.page,
        plot_bgcolor=colours.page,
        autosize=False,
        margin={
            "l": plan.left,
            "r": width - plan.left - plan.plot,
            "t": plan.top,
            "b": plan.height - plan.top - plan.body,
            "pad": 0,
            "autoexpand": False,
        },
    )
    for name in [*axes.of_kind(layout, "x"), *axes.of_kind(layout, "y")]:
        axis = layout[name]
        axis |= {"automargin": False, "tickangle": 0, "ticks": "", "ticklabelstandoff": STANDOFF if "y" in name else 0}
        axis["title"] = {"text": ""}  # written by ourselves, where it cannot run into anything


def _fit_notes(layout: Figure, plan: _Plan, colours: theme.Palette) -> None:
    """Let headings of groups of rows begin where labels do, and cut off what is too long for its column."""
    share = plan.plot
    if plan.cut is not None:
        first = layout["xaxis"]["domain"]
        share = plan.plot * (first[1] - first[0])
    for note in layout.get("annotations") or ():
        if note.get("xanchor") != "left" or not str(note.get("xref", "")).endswith(("paper", "domain")):
            continue
        size, is_bold = (note.get("font") or {}).get("size", 13), "<b>" in note["text"]
        room = share
        if note.get("xshift"):
            note["xshift"], note["bgcolor"], note["borderpad"] = -plan.label, colours.page, 0
            room += plan.label
        if layout["meta"]["labels"]:
            text = safe(shorten(plain(note["text"]), size, room, is_bold))
            note |= {"text": f"<b>{text}</b>" if is_bold else text, "font": {**(note.get("font") or {}), "size": size}}


def _burn_in(layout: Figure, texts: surround.Surround, width: float, plan: _Plan, colours: theme.Palette) -> None:
    notes = list(layout.get("annotations") or ())
    for note in surround.annotations(texts, plan.height, colours):
        left, top = note.pop("left"), note.pop("top")
        note.pop("height")
        notes.append(
            note
            | {
                "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top",
                "xshift": left - plan.left, "yshift": plan.top - top,
            }
        )  # fmt: skip
    layout["annotations"] = notes
    code = surround.qr_path(texts, width - plan.left, plan.height - plan.top)
    if code is not None:
        shape = {"type": "path", "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel",
                 "xanchor": 0, "yanchor": 1, "path": code, "fillcolor": "#000000",
                 "line": {"width": 0}}  # fmt: skip
        layout["shapes"] = [*(layout.get("shapes") or ()), shape]
