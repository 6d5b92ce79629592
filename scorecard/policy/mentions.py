"""Which terms of the lexicon a text names, how often and in which words: fast enough for every version of an archive.

A whole text is searched once, as bytes, for anything that any pattern needs. Only the blocks around what that finds are
decoded, cut into passages and held against the patterns; and as versions of a document hardly differ, most blocks have
been seen before.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scorecard.policy import passages, patterns
from scorecard.policy.patterns import Pattern, PatternError, Term

FORM = 2  # raise it whenever the same expressions find something else than before
LONGEST_WORDS = 80
NEIGHBOURS = 4  # words on either side of those found in which `unless` must not be
KEPT_BLOCKS, LONGEST_KEPT = 1 << 14, 1 << 14  # how many blocks are remembered, and of how many bytes at most


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that a text names.

    Attributes:
        term_id: the term.
        count: how many passages name it.
        words: the words of the first, in plain letters, at most 80 characters.
    """

    term_id: str
    count: int
    words: str


class _Finder(NamedTuple):
    """A pattern, compiled."""

    find: patterns.Searcher
    unless: patterns.Searcher | None


class Matcher:
    """Finds terms in texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Compile the patterns.

        Raises:
            PatternError: an expression cannot be searched for.
        """
        self.terms = tuple(terms)
        self._finders = [[_finder(pattern) for pattern in term.patterns] for term in self.terms]
        anchors = [pattern.anchor or pattern.find for term in self.terms for pattern in term.patterns]
        self._anchor = patterns.text_pattern(anchors) if anchors else None
        self._kept = lru_cache(KEPT_BLOCKS)(self._in_block)

    @property
    def digest(self) -> str:
        """Return a SHA-256 over everything that decides what is found."""
        said = [[term.id, [[one.find, one.anchor, one.unless] for one in term.patterns]] for term in self.terms]
        parts = [FORM, patterns.FAR, NEIGHBOURS, LONGEST_WORDS, said]
        return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()

    def mentions(self, text: bytes) -> tuple[Mention, ...]:
        """Return the terms that a text names, in the order of the lexicon. Any bytes will do."""
        counts: dict[int, int] = {}
        words: dict[int, str] = {}
        position = 0
        while self._anchor is not None and (hit := self._anchor.search(text, position)):
            begin, position = passages.block_around(text, hit.start())
            for term, count, first in self._mentioned(text[begin:position]):
                counts[term] = counts.get(term, 0) + count
                words.setdefault(term, first)
        return tuple(Mention(self.terms[term].id, counts[term], words[term]) for term in sorted(counts))

    def named(self, text: str) -> frozenset[str]:
        """Return the ids of the terms that a text names."""
        return frozenset(mention.term_id for mention in self.mentions(text.encode("utf-8", "replace")))

    def __reduce__(self) -> tuple[type["Matcher"], tuple[tuple[Term, ...]]]:
        """Let another process have it: only the terms travel."""
        return Matcher, (self.terms,)

    def _mentioned(self, block: bytes) -> tuple[tuple[int, int, str], ...]:
        return self._kept(block) if len(block) <= LONGEST_KEPT else self._in_block(block)

    def _in_block(self, block: bytes) -> tuple[tuple[int, int, str], ...]:
        """Return the place of each term that a block names, how many passages name it, and the first words."""
        found: dict[int, list[str]] = {}
        for passage in passages.passages(block):
            encoded = passage.encode()
            for term, finders in enumerate(self._finders):
                if (words := _first_words(finders, encoded)) is not None:
                    found.setdefault(term, []).append(words)
        return tuple((term, len(words), words[0]) for term, words in found.items())


def _finder(pattern: Pattern) -> _Finder:
    unless = patterns.passage_pattern(pattern.unless) if pattern.unless else None
    return _Finder(patterns.passage_pattern(pattern.find), unless)


def _first_words(finders: Sequence[_Finder], passage: bytes) -> str | None:
    """Return the words in a passage that name a term and come first; None where none do."""
    spans = [span for finder in finders if (span := _span(finder, passage)) is not None]
    if not spans:
        return None
    begin, end = min(spans)
    return _shortened(passage[begin:end].decode())


def _span(finder: _Finder, passage: bytes) -> tuple[int, int] | None:
    position = 0
    while found := finder.find.search(passage, position):
        begin, end = found.span(1)
        if finder.unless is None or not finder.unless.search(_with_neighbours(passage, begin, end)):
            return begin, end
        position = begin + 1
        while passage[position : position + 1] and passage[position] & 0xC0 == 0x80:
            position += 1  # within a character of several bytes
    return None


def _with_neighbours(passage: bytes, begin: int, end: int) -> bytes:
    """Return some words of a passage with the few words on either side."""
    before, after = passage[:begin].rsplit(b" ", NEIGHBOURS + 1), passage[end:].split(b" ", NEIGHBOURS + 1)
    left, right = b" ".join(before[-NEIGHBOURS - 1 :]), b" ".join(after[: NEIGHBOURS + 1])
    return left + passage[begin:end] + right


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1].rstrip()}…"


__all__ = ["Matcher", "Mention", "Pattern", "PatternError", "Term"]
