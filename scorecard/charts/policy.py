"""The figure of the policy watch: lines of a timeline in, a Plotly figure out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import plotly.graph_objects as go

from scorecard.charts import theme
from scorecard.charts.rows import ROW_HEIGHT, safe, shape
from scorecard.charts.theme import Scheme
from scorecard.dates import short_day
from scorecard.vocabulary import Beginning
from scorecard.vocabulary.timelines import DOUBTFUL, DROPPED, MARKS, REMOVED, Line

HEAD = 132
TALL_ROW = 46  # where the label stands above its line, since it is too long to stand beside
_MARGIN = timedelta(days=45)

Row = dict[str, Any]


class _Look(NamedTuple):
    """How a mark is drawn, and what the legend calls it."""

    name: str
    symbol: str
    size: int
    is_strong: bool


_LOOKS = {
    Beginning.ADDED.value: _Look("words added", "circle", 12, True),
    Beginning.REWORDED.value: _Look("passage reworded", "square-open", 11, True),
    Beginning.OPENED.value: _Look("came to light", "diamond-open", 12, True),
    Beginning.FIRST.value: _Look("there when recording began", "circle-open", 11, True),
    REMOVED: _Look("not found any more", "x", 10, True),
    DOUBTFUL: _Look("not found, perhaps not read whole", "x-open", 10, False),
    DROPPED: _Look("recording ended", "line-ns", 12, False),
}


def timeline_figure(
    lines: Sequence[Line], events: Sequence[Row], reach: date, scheme: Scheme, is_long: bool
) -> go.Figure:
    """Draw how long each line's rules named a term, with marks where that began and ended, below events of the debate.

    Args:
        lines: what `watched.timeline` returns.
        events: what `watched.debate` returns; each kind of event has a line of its own above the others.
        reach: day to which the archive was read.
        scheme: in which colours.
        is_long: whether labels are long, so that they stand above their lines.
    """
    colours = theme.palette(scheme)
    kinds = list(dict.fromkeys(event["kind_label"] for event in sorted(events, key=lambda event: event["kind"])))
    figure = go.Figure(layout={"template": theme.template(scheme)})
    _add_events(figure, events, kinds, colours)
    _add_spans(figure, lines, len(kinds), colours)
    for kind, look in _LOOKS.items():
        _add_marks(figure, lines, len(kinds), kind, look, colours)
    labels = [_kind_in_plural(kind) for kind in kinds] + [line.label for line in lines]
    return _laid_out(figure, labels, _range(lines, events, reach), reach, len(kinds), is_long)


def _add_events(figure: go.Figure, events: Sequence[Row], kinds: list[str], colours: theme.Palette) -> None:
    figure.add_scatter(
        x=[event["day"] for event in events],
        y=[kinds.index(event["kind_label"]) for event in events],
        mode="markers",
        name="event",
        marker={
            "symbol": "triangle-down",
            "size": 10,
            "color": colours.quiet,
            "line": {"width": 1, "color": colours.page},
        },
        customdata=[safe(f"{event['number']}. {event['title']} ({event['date']})") for event in events],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_spans(figure: go.Figure, lines: Sequence[Line], above: int, colours: theme.Palette) -> None:
    across: list[date | None] = []
    along: list[int | None] = []
    for place, line in enumerate(lines, start=above):
        for first, last in line.spans:
            across += [first, last, None]
            along += [place, place, None]
    figure.add_scatter(x=across, y=along, mode="lines", name="named", hoverinfo="skip",
                       line={"width": 5, "color": colours.range})  # fmt: skip


def _add_marks(
    figure: go.Figure, lines: Sequence[Line], above: int, kind: str, look: _Look, colours: theme.Palette
) -> None:
    marks = [
        (on, place, f"{safe(line.label)}, {on}: {safe(MARKS[kind])}<br>{safe(words)}")
        for place, line in enumerate(lines, start=above)
        for on, what, words in line.marks
        if what == kind
    ]
    if not marks:
        return
    days, places, said = zip(*marks, strict=True)
    colour = colours.accent if look.is_strong else colours.quiet
    is_open = "open" in look.symbol or look.symbol.startswith("line")
    line = {"width": 2, "color": colour if is_open else colours.page}
    figure.add_scatter(
        x=list(days),
        y=list(places),
        mode="markers",
        name=look.name,
        marker={"symbol": look.symbol, "size": look.size, "color": colour, "line": line},
        customdata=list(said),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _range(lines: Sequence[Line], events: Sequence[Row], reach: date) -> tuple[date, date]:
    days = [on for line in lines for on, _, _ in line.marks] + [event["day"] for event in events] + [reach]
    return min(days) - _MARGIN, max(days) + _MARGIN


def _laid_out(
    figure: go.Figure, labels: list[str], days: tuple[date, date], reach: date, above: int, is_long: bool
) -> go.Figure:
    height = TALL_ROW if is_long else ROW_HEIGHT
    axis = figure.layout.template.layout.xaxis
    end = {"type": "line", "x0": reach, "x1": reach, "yref": "paper", "y0": 0, "y1": 1,
           "line": {"width": 1, "dash": "dot", "color": axis.title.font.color}}  # fmt: skip
    between = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": above - 0.5, "y1": above - 0.5,
               "line": {"width": 1, "color": axis.gridcolor}}  # fmt: skip
    return figure.update_layout(
        height=HEAD + height * max(len(labels), 1),
        meta=shape(max(len(labels), 1), height, 34 if is_long else 14, splits=not is_long),
        shapes=[end, between] if above else [end],
        annotations=[_above_line(label, place) for place, label in enumerate(labels)] if is_long else [],
        xaxis={
            "range": list(days),
            "type": "date",
            "side": "top",
            "tickformat": "%Y",
            "dtick": "M12",
            "title": {"text": f"dotted line: archive read to {short_day(reach)}", "standoff": 4},
        },
        yaxis={
            "tickvals": [] if is_long else list(range(len(labels))),
            "ticktext": [] if is_long else [safe(label) for label in labels],
            "range": [len(labels) - 0.5, -0.5 - (0.3 if is_long else 0)],
            "showgrid": False,
        },
    )


def _above_line(label: str, place: int) -> Row:
    return {
        "text": safe(label),
        "x": 0,
        "y": place,
        "xref": "paper",
        "xanchor": "left",
        "yshift": 15,
        "showarrow": False,
    }


def _kind_in_plural(kind: str) -> str:
    plural = {"law": "laws", "court case": "court cases", "step of an authority": "steps of authorities",
              "investigation": "investigations", "programme": "programmes", "decision of a company": "decisions",
              "call": "calls"}  # fmt: skip
    return plural.get(kind, kind).capitalize()
