"""The language of the lexicon's expressions, and what RE2 is given for them.

An expression is a regular expression of RE2 in which

- a blank stands for one blank or hyphen between two words,
- a hyphen stands for a hyphen, a blank or nothing: ``non-consensual`` finds "non consensual" and "nonconsensual" too,
- three dots with a blank on either side stand for up to eight words of the same passage,
- ``{name}`` stands for any entry of a list of words,
- round brackets only group.

Case does not matter, and an expression begins and ends where words do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import re2

from scorecard.errors import ScorecardError

FAR = 8  # most words that three dots stand for

_LIST = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_TOKEN = re.compile(r" \.\.\. |\{\d+(?:,\d*)?\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)|.", re.DOTALL)

# In cleaned passages, see `scorecard.policy.passages`.
_CLEAN = {" ": "(?: ?- ?| )", "-": "(?: ?-? ?)", "(": "(?:", " ... ": rf"[^ \pL\pN]* (?:[^ ]+ ){{0,{FAR}}}?[^ \pL\pN]*"}
# In whole texts as archived, as bytes: Markdown, line breaks and typography may stand between words.
_MARKS = (
    r"[\s*_~`\"'>\[\]\\-]|\xC2[\xA0\xAD]|\xE2\x80[\x80-\x95\x98-\x9F\xA8-\xAF]|\xE2\x81\xA0|\xEF\xBB\xBF"
    r"|\]\([^()\s]*\)|&nbsp;"
)
_RAW = {
    " ": f"(?:(?:{_MARKS})+)",
    "-": f"(?:(?:{_MARKS})*)",
    ",": f"(?:(?:{_MARKS})*,)",
    "'": r"(?:'|\xE2\x80[\x98\x99])",
    "(": "(?:",
}


class PatternError(ScorecardError):
    """An expression that cannot be searched for."""


class Found(Protocol):
    """What a search finds."""

    def start(self) -> int:
        """Return where it begins."""

    def span(self, group: int) -> tuple[int, int]:
        """Return where a group begins and ends."""


class Searcher(Protocol):
    """A compiled expression."""

    def search(self, text: bytes, pos: int = 0) -> Found | None:
        """Return the first place at or after a position that it fits."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of naming a term, each part an expression without lists of words.

    Attributes:
        find: what a passage must have.
        anchor: what whole texts are searched for first; empty where that is `find`.
        unless: what the words found, and the four words on either side, must not have in them; empty for nothing.
    """

    find: str
    anchor: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for: an id and the ways of naming it."""

    id: str
    patterns: tuple[Pattern, ...]


def used_lists(expression: str) -> set[str]:
    """Return the names of the lists of words that an expression uses."""
    return set(_LIST.findall(expression))


def expanded(expression: str, lists: Mapping[str, str]) -> str:
    """Return an expression with the lists of words written out. Raises `PatternError` where one is not there."""
    if missing := sorted(used_lists(expression) - lists.keys()):
        raise PatternError(f"There is no list of words {missing[0]!r} before it.")
    return _LIST.sub(lambda found: lists[found[1]], expression)


def tokens(expression: str) -> list[str]:
    """Return the parts of an expression: those that mean something of their own here, and single signs of RE2."""
    return _TOKEN.findall(expression)


def any_of(expressions: Sequence[str]) -> str:
    """Return an expression for any of several, without repetitions."""
    return f"({'|'.join(dict.fromkeys(expressions))})"


def check_expression(expression: str) -> None:
    """Raise `PatternError` where an expression is none; it stands alone, so that its brackets close by themselves."""
    _compiled(_translated(expression, _CLEAN), is_utf8=True)


def passage_pattern(expression: str) -> "Searcher":
    """Return what finds an expression in a cleaned passage. Raises `PatternError` where it is none."""
    check_expression(expression)
    return _compiled(rf"(?:^|[^\pL\pN])({_translated(expression, _CLEAN)})(?:$|[^\pL\pN])", is_utf8=True)


def text_pattern(expressions: Sequence[str]) -> "Searcher":
    """Return what finds any of some expressions in the bytes of whole texts, and now and then something else."""
    return _compiled("|".join(dict.fromkeys(_translated(one, _RAW, encode=True) for one in expressions)), is_utf8=False)


def _translated(expression: str, meanings: Mapping[str, str], *, encode: bool = False) -> str:
    if " ... " in expression and " ... " not in meanings:
        raise PatternError("An expression with three dots needs an anchor without them.")
    parts = []
    for token in tokens(expression):
        part = meanings.get(token, token)
        parts.append(part if token.isascii() or not encode else f"(?:{token.lower()}|{token.upper()})")
    return "".join(parts)


def _compiled(pattern: str, *, is_utf8: bool) -> "Searcher":
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 64 << 20
    encodings = re2.Options.Encoding
    options.encoding = encodings.UTF8 if is_utf8 else encodings.LATIN1
    try:
        compiled: Searcher = re2.compile(pattern.encode(), options)
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise PatternError(f"RE2 refuses the expression: {reason}.") from None
    return compiled
