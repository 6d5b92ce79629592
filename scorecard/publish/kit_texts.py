"""The words of the press kit: captions with their alt texts, what is what, and each chart as a page of its own."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from scorecard.publish.datafiles import columns
from scorecard.publish.picture import LICENCE, LICENCE_URL, Picture, Stamp
from scorecard.publish.presets import PRESETS
from scorecard.publish.surround import NAME, stamp_line
from scorecard.tabular import rows_of

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_OPENING = re.compile(r"^<\?xml[^>]*\?>\s*")
_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
)


class Said(NamedTuple):
    """A picture of the kit with what is burnt into its files, and their names."""

    picture: Picture
    stamp: Stamp
    files: list[str]


def captions(pictures: Sequence[Said], stamp: Stamp) -> str:
    """Return what can be printed or pasted with each picture, as Markdown."""
    parts = [f"# Captions\n\n{_plain(stamp_line(stamp))}\n"]
    for picture, own, names in pictures:
        lines = [
            f"## {_plain(picture.title)}",
            _plain(f"{picture.basis}. {picture.reading}".strip()),
            f"**Alt text:** {_plain(picture.alt)}",
            f"{_plain(picture.sheet.source)} {_plain(stamp_line(own))}",
            f"**Files:** {', '.join(f'`{name}`' for name in names)}",
        ]
        parts.append("\n\n".join(lines) + "\n")
    return "\n".join(parts)


def read_me(stamp: Stamp, charts: int, cards: int, left_out: Sequence[str]) -> str:
    """Return what is in the kit and what may be done with it, as plain text."""
    sizes = "\n".join(f"  {preset.preset_id:<10}{preset.label}" for preset in PRESETS.values())
    missing = "".join(f"  {line}\n" for line in left_out)
    return f"""{NAME}: press kit
{stamp_line(stamp)}

charts/       {charts} charts
cards/        {cards} companies, one card each
html/         the charts and cards as pages that stand alone
data/         the data behind each chart, and all tables, as CSV, JSON and XLSX
captions.md   title, alt text and source of each picture, ready to paste

The end of a name says the size:
{sizes}

Licence: {LICENCE} ({LICENCE_URL}). Use everything, also changed and also in print, and name the
source: {NAME}, with the release and, where there is room, the link.

What to keep in mind: a rank without its range says more than anybody knows; the ranges stand in the
charts of ranks and on the cards. The companies have not signed the call: a low score says that the
public record does not show the asks met, not that a promise was broken.
{
        f'''
Some charts have more on them than some sizes can carry, and are left out in these:
{missing}'''
        if missing
        else ""
    }"""


def page(svg: str, picture: Picture, stamp: Stamp) -> str:
    """Return a chart as a web page that stands alone: nothing is fetched from anywhere, and no script runs.

    Args:
        svg: the drawn chart, from our own renderer, in which every text is escaped.
        picture: the chart.
        stamp: release and link.
    """
    rows = [[_cell(value) for value in row.values()] for row in rows_of(picture.sheet.data)]
    return _environment.get_template("picture_page.html").render(
        svg=Markup(_OPENING.sub("", svg)),  # noqa: S704 - drawn by ourselves from escaped texts
        picture=picture,
        stamp=stamp,
        name=NAME,
        columns=columns(picture.sheet),
        rows=rows,
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
