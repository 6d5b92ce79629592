"""What is burnt into an exported chart around the plot: title, subtitle, source, release, link, licence, QR code."""

from dataclasses import dataclass
from typing import Any

import segno

from scorecard.charts.rows import safe
from scorecard.charts.theme import Palette
from scorecard.publish.picture import LICENCE, Picture, Stamp
from scorecard.publish.presets import Preset
from scorecard.publish.textfit import LINE, Fitted, fit

SUBTITLE_SIZES, FOOTER_SIZES = (13.0, 12.0), (11.0, 10.0, 9.0)
MOST_TITLE_LINES, MOST_SUBTITLE_LINES, MOST_SOURCE_LINES, MOST_STAMP_LINES = 4, 4, 4, 4
LINES_MORE = 4  # of the subtitle, where the canvas grows with what is on it
QR_SIZE = 78
_GAP = 5
NAME = "Pledgewatch"


@dataclass(frozen=True)
class Surround:
    """The texts of one file, fitted to its canvas, and how high they are, in units, margins included."""

    margin: float
    title: Fitted
    subtitle: Fitted
    source: Fitted
    stamp: Fitted
    qr: str

    @property
    def head(self) -> float:
        """Return how high title and subtitle are."""
        return self.margin * 0.8 + self.title.height + _GAP + self.subtitle.height + _GAP

    @property
    def foot(self) -> float:
        """Return how high everything below the plot is."""
        text = self.source.height + self.stamp.height + 3
        return 2 * _GAP + max(text, QR_SIZE if self.qr else 0) + self.margin * 0.6


def surround(picture: Picture, preset: Preset, stamp: Stamp) -> Surround:
    """Return the texts around a chart, fitted to a canvas: smaller, in more lines, at last cut off."""
    margin = max(18.0, preset.width * 0.034)
    room = preset.width - 2 * margin
    qr = stamp.address if preset.is_print else ""
    beside = room - QR_SIZE - 16 if qr else room
    size = preset.title_size
    return Surround(
        margin=margin,
        title=fit(picture.title, (size, size - 2, size - 4, size - 6), room, MOST_TITLE_LINES, is_bold=True),
        subtitle=fit(" ".join(filter(None, [f"{picture.basis}.", picture.reading])), SUBTITLE_SIZES, room,
                     MOST_SUBTITLE_LINES + (LINES_MORE if preset.height is None else 0)),
        source=fit(picture.sheet.source, FOOTER_SIZES, beside, MOST_SOURCE_LINES),
        stamp=fit(stamp_line(stamp), FOOTER_SIZES, beside, MOST_STAMP_LINES),
        qr=qr,
    )  # fmt: skip


def stamp_line(stamp: Stamp) -> str:
    """Return the line that says which state of which data this is, under which licence, and where it is found."""
    return " · ".join(filter(None, [NAME, stamp.release, f"Licence {LICENCE}", stamp.address]))


def annotations(texts: Surround, height: float, colours: Palette) -> list[dict[str, Any]]:
    """Return the texts as annotations, placed from the canvas' upper left and lower left corner.

    Args:
        texts: what is written.
        height: of the canvas.
        colours: of the chart.
    """
    top = texts.margin * 0.8
    below_title = top + texts.title.height + _GAP
    source_top = height - texts.foot + 2 * _GAP
    return [
        _text(texts.title, texts.margin, top, colours.ink, is_bold=True),
        _text(texts.subtitle, texts.margin, below_title, colours.quiet),
        _text(texts.source, texts.margin, source_top, colours.quiet),
        _text(texts.stamp, texts.margin, source_top + texts.source.height + 3, colours.quiet),
    ]


def _text(fitted: Fitted, left: float, top: float, colour: str, is_bold: bool = False) -> dict[str, Any]:
    lines = [safe(line) for line in fitted.lines]
    return {
        "text": " <br>".join(f"<b>{line}</b>" if is_bold else line for line in lines),
        "left": left,
        "top": top,
        "align": "left",
        "showarrow": False,
        "font": {"size": fitted.size, "color": colour},
        "borderpad": 0,
        "height": len(lines) * fitted.size * LINE,
    }


def qr_path(texts: Surround, right: float, bottom: float) -> str | None:
    """Return the QR code of the link as a path, or None without one.

    Args:
        texts: what is written; the code stands beside the texts at the foot.
        right: of the canvas, seen from the plot's upper left corner, from which the path is measured.
        bottom: of the canvas, seen from there.
    """
    if not texts.qr:
        return None
    matrix = segno.make_qr(texts.qr, error="m").matrix
    cell = QR_SIZE / len(matrix)
    left, top = right - texts.margin - QR_SIZE, bottom - texts.foot + 2 * _GAP
    squares = [
        (left + across * cell, top + along * cell)
        for along, row in enumerate(matrix)
        for across, is_dark in enumerate(row)
        if is_dark
    ]
    # Plotly counts upwards.
    return "".join(f"M{x:.3f},{-y:.3f}L{x + cell:.3f},{-y:.3f}L{x + cell:.3f},{-y - cell:.3f}L{x:.3f},{-y - cell:.3f}Z"
                   for x, y in squares)  # fmt: skip
