"""The typeface of exported charts: how wide a text is, and the font files that browsers draw it with.

It is the one the pages are shown in, Source Sans, which comes with Streamlit (SIL Open Font License). Where it is
missing, widths are estimated on the safe side and files name fonts that most systems have.
"""

import base64
import html
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FAMILY = "Source Sans"
WEIGHTS = {"Regular": 400, "Bold": 700}
_SIZE = 100  # pixels at which texts are measured
_WIDEST_GUESS = 0.62  # of the size, a letter; a bold one a tenth more
# Latin letters, punctuation, arrows, mathematical signs and geometric shapes.
_LETTERS = (range(0x20, 0x180), range(0x2010, 0x2040), range(0x2190, 0x2200), range(0x2200, 0x2600))
_WIDER: ContextVar[float] = ContextVar("wider", default=1.0)
_TAG = re.compile(r"<[^>]+>")


@cache
def _source() -> Path | None:
    """Return the file of the variable font, which weighs 170 KB, or None where it is missing."""
    streamlit = find_spec("streamlit")
    if streamlit is None or streamlit.origin is None:
        return None
    media = Path(streamlit.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob("SourceSansVF-Upright*.woff2"))), None)


@cache
def _measure(is_bold: bool) -> Any:
    from PIL import ImageFont  # only now: pages without an export need none of it

    path = _source()
    if path is None:
        return None
    font = ImageFont.truetype(io.BytesIO(path.read_bytes()), _SIZE)
    font.set_variation_by_axes([WEIGHTS["Bold" if is_bold else "Regular"]])
    return font


def width(text: str, size: float, is_bold: bool = False) -> float:
    """Return how wide a line of plain text is in pixels, at a font size in pixels."""
    return _width(text, size, is_bold) * _WIDER.get()


@contextmanager
def wider(factor: float) -> Iterator[None]:
    """Let every text count as so much wider, for files that are drawn where nobody knows with which fonts."""
    token = _WIDER.set(factor)
    try:
        yield
    finally:
        _WIDER.reset(token)


@lru_cache(maxsize=20_000)
def _width(text: str, size: float, is_bold: bool) -> float:
    font = _measure(is_bold)
    if font is None:
        return len(text) * size * _WIDEST_GUESS * (1.1 if is_bold else 1.0)
    return float(font.getlength(text)) * size / _SIZE


def plain(markup: str) -> str:
    """Return what is read of a label that Plotly takes as markup; a line break becomes a blank."""
    return html.unescape(_TAG.sub("", markup.replace("<br>", " ")))


@cache
def files() -> dict[str, bytes]:
    """Return the font files, TrueType, that a browser on the server draws with: by name, regular and bold.

    Two plain fonts instead of the variable one: PDF files embed those as text that print shops accept. Takes a second.
    """
    path = _source()
    if path is None:
        return {}
    variable = _subset(path.read_bytes(), [code for letters in _LETTERS for code in letters])
    return {name: _instance(variable, name, weight) for name, weight in WEIGHTS.items()}


@lru_cache(maxsize=200)
def embedded(letters: frozenset[str]) -> str:
    """Return CSS that carries the typeface, both weights, cut down to some letters, for a file that stands alone."""
    rules = []
    for name, data in files().items():
        cut = _subset(data, [ord(letter) for letter in letters], flavor="woff2")
        source = f"url(data:font/woff2;base64,{base64.b64encode(cut).decode()}) format('woff2')"
        rules.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{WEIGHTS[name]};src:{source}}}")
    return "".join(rules)


def _subset(data: bytes, letters: Iterable[int], flavor: str | None = None) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "mark"]
    options.flavor = flavor
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = flavor
    cut = io.BytesIO()
    font.save(cut)
    return cut.getvalue()


def _instance(variable: bytes, name: str, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = instancer.instantiateVariableFont(
        TTFont(io.BytesIO(variable), recalcTimestamp=False), {"wght": weight}, updateFontNames=False
    )
    is_bold = name == "Bold"
    for key, value in ((1, FAMILY), (2, name), (4, f"{FAMILY} {name}"), (6, f"{FAMILY.replace(' ', '')}-{name}")):
        font["name"].setName(value, key, 3, 1, 0x409)
    for key in (16, 17, 25):
        font["name"].removeNames(nameID=key)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if is_bold else 0x40)
    font["head"].macStyle = 1 if is_bold else 0
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
