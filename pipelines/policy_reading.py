"""Reading a clone with all processors: which documents each commit changed, and what each text names.

With little to read everything happens in this process: starting others takes longer than the work.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from pipelines.policy_archive import Clone
from scorecard.policy.mentions import Matcher, Term
from scorecard.policy.versions import Version
from scorecard.storage.policy_index import MISSING

COMMITS_AT_ONCE, TEXTS_AT_ONCE = 1000, 250  # read between two writes: what an interrupted run loses at most
FEW = 2000  # commits or texts: below, one process is faster
READ, NOT_UTF8 = "read", "not_utf8"

Row = dict[str, Any]
Item = TypeVar("Item")
Result = TypeVar("Result")


class Place(NamedTuple):
    """A collection and the folder of its clone."""

    collection: str
    path: Path


class Changes(NamedTuple):
    """Some commits that follow each other, and the versions of documents that they made."""

    commits: tuple[str, ...]
    versions: tuple[Row, ...]


class Texts(NamedTuple):
    """Some texts (`blob`, `state`, `size`) and what they name (`blob`, `term_id`, `count`, `words`)."""

    texts: tuple[Row, ...]
    mentions: tuple[Row, ...]


class Readers:
    """Reads clones, in more processes as soon as there is much to read. To be used in a ``with`` statement."""

    def __init__(self, matcher: Matcher) -> None:
        """Take what is looked for in texts."""
        self._matcher = matcher
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Return the readers."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        _clone.cache_clear()

    def changes(self, place: Place, commits: Sequence[str]) -> Iterator[Changes]:
        """Yield what commits changed, in their order, some commits at a time.

        Raises:
            ArchiveError: a commit or tree is missing or damaged.
        """
        return self._read(_changes, place, commits, COMMITS_AT_ONCE)

    def texts(self, place: Place, blobs: Sequence[str]) -> Iterator[Texts]:
        """Yield what texts name, some texts at a time."""
        return self._read(_texts, place, blobs, TEXTS_AT_ONCE)

    def _read(
        self,
        read: Callable[[Place, Sequence[str], Matcher], Result],
        place: Place,
        names: Sequence[str],
        at_once: int,
    ) -> Iterator[Result]:
        batches = list(_batches(iter(names), at_once))
        if len(names) < FEW or (os.cpu_count() or 1) < 2:
            return (read(place, batch, self._matcher) for batch in batches)
        return self._processes().map(_in_process, ((read, place, batch) for batch in batches))

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Fresh interpreters: forking one that has threads or an open database is not safe.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(None, context, _take_terms, (self._matcher.terms,))
        return self._pool


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch


@lru_cache(maxsize=2)
def _clone(place: Place) -> Clone:
    return Clone(place.collection, place.path)


def _changes(place: Place, commits: Sequence[str], _matcher: Matcher) -> Changes:
    clone = _clone(place)
    rows = tuple(_row(version) for commit in commits for version in clone.changes(commit))
    return Changes(tuple(commits), rows)


def _row(version: Version) -> Row:
    return {
        "commit": version.commit,
        "path": version.path,
        "committed_at": version.committed_at,
        "kind": version.kind.value,
        "blob": version.blob,
        "moved_to": version.moved_to,
    }


def _texts(place: Place, blobs: Sequence[str], matcher: Matcher) -> Texts:
    clone = _clone(place)
    texts: list[Row] = []
    mentions: list[Row] = []
    for blob in blobs:
        text = clone.text(blob)
        texts.append({"blob": blob, "state": _state(text), "size": len(text or b"")})
        for found in matcher.mentions(text or b""):
            mentions.append({"blob": blob, "term_id": found.term_id, "count": found.count, "words": found.words})
    return Texts(tuple(texts), tuple(mentions))


def _state(text: bytes | None) -> str:
    if text is None:
        return MISSING
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return NOT_UTF8
    return READ


_matchers: list[Matcher] = []  # the one of this process, if it is one of the others


def _take_terms(terms: tuple[Term, ...]) -> None:
    _matchers[:] = [Matcher(terms)]


def _in_process(work: tuple[Callable[[Place, Sequence[str], Matcher], Result], Place, Sequence[str]]) -> Result:
    read, place, names = work
    return read(place, names, _matchers[0])
