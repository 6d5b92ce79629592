"""Colours and the Plotly template: light, dark, and black on white for print.

The same colours stand in `style.css` and `config.toml`.

Colour never says anything alone: levels have a symbol and a word, charts have positions and labels. The two ends
of the level scale differ in hue (blue-green and ochre) and lightness, which survives the common colour
deficiencies and greyscale.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import plotly.graph_objects as go

from scorecard.vocabulary import Level

FONT = '"Source Sans", "Liberation Sans", Arial, sans-serif'

CLEAR = "rgba(0,0,0,0)"

SYMBOLS = {
    Level.MET: "●",
    Level.PARTIAL: "◐",
    Level.NOT_MET: "○",
    Level.NO_EVIDENCE: "?",
    Level.NOT_APPLICABLE: "–",
    Level.NOT_ASSESSED: "…",
}


HEAT_TURN = 50.0  # score above which a cell of a heat map is nearer to the accent than to the page


class Scheme(StrEnum):
    """In which colours a chart is drawn."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True)
class Palette:
    """Colours of one theme: text, quiet text, lines, page, accent, the paler accent of ranges, empty bars and cells."""

    ink: str
    quiet: str
    line: str
    page: str
    accent: str
    range: str
    track: str


LIGHT = Palette(
    ink="#1c2126", quiet="#59616a", line="#d8d4ca", page="#fcfbf8", accent="#0f5666", range="#5f97a3", track="#e4e0d6"
)
DARK = Palette(
    ink="#ecebe6", quiet="#a6afb5", line="#3b4449", page="#15191c", accent="#86c9d3", range="#3d7480", track="#2c3439"
)
PRINT = Palette(
    ink="#000000", quiet="#3d3d3d", line="#c9c9c9", page="#ffffff", accent="#000000", range="#a3a3a3", track="#e8e8e8"
)
_PALETTES = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.PRINT: PRINT}


@dataclass(frozen=True)
class LevelLook:
    """How a level is drawn in a chart: its colour, the ink on it, and a pattern that stays apart in greyscale."""

    colour: str
    ink: str
    pattern: str


_LIGHT_LEVELS = {
    Level.MET: LevelLook("#0f5666", "#ffffff", ""),
    Level.PARTIAL: LevelLook("#9cc7ce", "#0d1417", "/"),
    Level.NOT_MET: LevelLook("#f3d9bf", "#3a2410", "."),
    Level.NO_EVIDENCE: LevelLook("#fcfbf8", "#1c2126", ""),
    Level.NOT_ASSESSED: LevelLook("#fcfbf8", "#59616a", "x"),
}
_DARK_LEVELS = {
    Level.MET: LevelLook("#86c9d3", "#0d1417", ""),
    Level.PARTIAL: LevelLook("#31606b", "#ffffff", "/"),
    Level.NOT_MET: LevelLook("#70471f", "#ffffff", "."),
    Level.NO_EVIDENCE: LevelLook("#15191c", "#ecebe6", ""),
    Level.NOT_ASSESSED: LevelLook("#15191c", "#a6afb5", "x"),
}


_PRINT_LEVELS = {
    Level.MET: LevelLook("#000000", "#ffffff", ""),
    Level.PARTIAL: LevelLook("#bdbdbd", "#000000", "/"),
    Level.NOT_MET: LevelLook("#ececec", "#000000", "."),
    Level.NO_EVIDENCE: LevelLook("#ffffff", "#000000", ""),
    Level.NOT_ASSESSED: LevelLook("#ffffff", "#3d3d3d", "x"),
}
_LEVELS = {Scheme.LIGHT: _LIGHT_LEVELS, Scheme.DARK: _DARK_LEVELS, Scheme.PRINT: _PRINT_LEVELS}


def level_looks(scheme: Scheme) -> dict[Level, LevelLook]:
    """Return how each level that counts is drawn, the best first. The colours are those of `.pw-level-*`."""
    return _LEVELS[scheme]


def palette(scheme: Scheme) -> Palette:
    """Return the colours of a scheme."""
    return _PALETTES[scheme]


@cache
def template(scheme: Scheme) -> go.layout.Template:
    """Return the look that all figures share."""
    colours = palette(scheme)
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zeroline": False,
        "tickfont": {"color": colours.ink, "size": 13},
        "title": {"font": {"color": colours.quiet, "size": 13}},
        "automargin": True,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 14, "color": colours.ink},
            "paper_bgcolor": CLEAR,  # the page shines through, and text and grid follow the style sheet,
            "plot_bgcolor": CLEAR,  # so that a change of theme does not leave a light chart on a dark page
            "hoverlabel": {"bgcolor": colours.page, "font": {"color": colours.ink, "family": FONT}},
            "legend": {
                "orientation": "h",
                "yref": "container",
                "yanchor": "top",
                "y": 1,
                "xref": "container",
                "x": 0,
                "font": {"size": 13},
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "margin": {"l": 8, "r": 24, "t": 84, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
        }
    )
