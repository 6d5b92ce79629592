"""Whether a cited clause stood in the version that was cited, and what became of it since."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scorecard.policy.versions import Version
from scorecard.vocabulary import CitationStatus

CLOSE = 0.6  # least share of words that a passage has in common with the cited one, to be the same clause reworded
SHRUNK_TO = 0.5  # a newest text shorter than this share of the cited one may not have been fetched whole

Terms = Callable[[str], frozenset[str]]  # which terms of the lexicon a text names
_PASSAGE_ENDS = re.compile(r"\n|(?<=[.!?;:])\s")
# What Markdown and typesetting change without changing a word.
_SET_ALIKE = str.maketrans("’‘“”‐‑–", "''\"\"---", "\\*_")


@dataclass(frozen=True)
class Document:
    """One version of a document with its text."""

    version: Version
    text: str


@dataclass(frozen=True)
class Outcome:
    """What became of a cited clause.

    Attributes:
        status: what became of it.
        cited: the version that was cited, as far as there is one.
        last_with: the last version that has the clause.
        first_without: the version after that.
        newest: the newest version of the document.
        note: what a reader must know beside, a sentence; empty where there is nothing.
    """

    status: CitationStatus
    cited: Version | None = None
    last_with: Version | None = None
    first_without: Version | None = None
    newest: Version | None = None
    note: str = ""


def is_in_as_read(locator: str, text: str) -> bool:
    """Return whether a reader finds a locator in a text: white space, quotation marks and emphasis may differ."""
    return _as_read(locator) in _as_read(text)


def outcome(
    locator: str, cited: Document, versions: Sequence[Version], text_of: Callable[[Version], str | None], terms: Terms
) -> Outcome:
    """Return what became of a cited clause.

    Args:
        locator: text that the evidence says stands in the cited version.
        cited: the version that was cited.
        versions: all versions of the document, oldest first; the last is the newest.
        text_of: returns the text of a version, None where it cannot be read.
        terms: returns which terms of the lexicon a text names.
    """
    if locator not in cited.text:
        return Outcome(CitationStatus.NEVER_THERE, cited.version)
    newest = versions[-1]
    text = None if newest.blob is None else text_of(newest)
    if newest.blob is None:
        last = next(version for version in reversed(versions) if version.blob is not None)
        return Outcome(CitationStatus.UNTRACKED, cited.version, last, newest, last)
    if text is None:
        note = "The newest version cannot be read in the clone."
        return Outcome(CitationStatus.NOT_CHECKED, cited.version, cited.version, newest=newest, note=note)
    if is_in_as_read(locator, text):
        return Outcome(CitationStatus.STILL_THERE, cited.version, newest, newest=newest)
    last_with, first_without = _end(locator, cited.version, versions, text_of)
    is_reworded = has_close_passage(locator, cited.text, text, terms)
    return Outcome(
        CitationStatus.REWORDED if is_reworded else CitationStatus.GONE,
        cited.version,
        last_with,
        first_without,
        newest,
        _shrunk(cited.text, text),
    )


def has_close_passage(locator: str, cited: str, newest: str, terms: Terms) -> bool:
    """Return whether the passage around a locator stands in another text with other words.

    Two passages are close where the ratio of `difflib` over their words, twice the words in common over all words, is
    at least 0.6 and the new one names every term of the lexicon that the old one named.
    """
    old = _passage_with(locator, cited)
    words, named = _words(old), terms(old)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    for passage in _passages(newest):
        matcher.set_seq1(_words(passage))
        is_close = matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE
        if is_close and named <= terms(passage):
            return True
    return False


def _end(
    locator: str, cited: Version, versions: Sequence[Version], text_of: Callable[[Version], str | None]
) -> tuple[Version, Version | None]:
    """Return the last version that has a locator, and the one after it; those that cannot be read tell nothing."""
    after: Version | None = None
    for version in reversed(versions):
        if version.commit == cited.commit:
            break
        text = text_of(version)
        if text is not None and is_in_as_read(locator, text):
            return version, after
        if text is not None:
            after = version
    return cited, after


def _shrunk(cited: str, newest: str) -> str:
    if len(newest) >= SHRUNK_TO * len(cited):
        return ""
    share = round(100 * len(newest) / len(cited))
    return f"The newest archived text has {share} % of the length of the cited one: it may not have been fetched whole."


def _passage_with(locator: str, text: str) -> str:
    """Return the passages that a locator lies in, as one text."""
    at = text.index(locator)
    ends = [0, *(found.end() for found in _PASSAGE_ENDS.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    return text[start : min(end for end in ends if end >= at + len(locator))]


def _passages(text: str) -> list[str]:
    return [passage for passage in _PASSAGE_ENDS.split(text) if passage.strip()]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _as_read(text: str) -> str:
    return " ".join(text.translate(_SET_ALIKE).split())
