"""Indexing an archive: every version of every document, and which terms of the lexicon its text names.

A second run reads only what is new: new commits, and texts that were not read with these terms yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.policy_archive import ArchiveError, Clone, Head, clone_path
from pipelines.policy_reading import NOT_UTF8, Place, Readers
from pipelines.policy_watched import Watched
from pipelines.steps import Progress, Tenths
from scorecard.policy.mentions import Matcher
from scorecard.storage.policy_index import MISSING, PolicyIndex

INDEX_FILE = "policy-index.db"


@dataclass(frozen=True)
class Indexed:
    """What indexing one collection came to.

    Attributes:
        collection: owner and name.
        head: how far the clone reaches.
        commit_count: commits that the index now has.
        new_commits, new_texts: what this run read.
        missing, not_utf8: texts that the clone lacks, and texts that were read although some bytes are no UTF-8.
        was_rewritten: whether the history was written anew since the last run, so that all of it was read again.
    """

    collection: str
    head: Head
    commit_count: int
    new_commits: int
    new_texts: int
    missing: int
    not_utf8: int
    was_rewritten: bool


def open_index(archive: Path, matcher: Matcher) -> PolicyIndex:
    """Open the index of an archive folder. Raises `DatabaseError` if the file cannot be used."""
    return PolicyIndex(archive / INDEX_FILE, matcher.digest)


def index_collections(
    archive: Path, collections: Iterable[str], matcher: Matcher, index: PolicyIndex, progress: Progress
) -> list[Indexed]:
    """Bring the index of collections up to the heads of their clones.

    Args:
        archive: folder of the clones.
        collections: owner and name of each.
        matcher: finds the terms that are looked for.
        index: the open index.
        progress: called with what is being done.

    Raises:
        ArchiveError: a collection has no clone, or it is not whole. What was indexed before stays.
    """
    with Readers(matcher) as readers:
        return [_indexed(archive, collection, readers, index, progress) for collection in collections]


def index_watched(archive: Path, watched: Watched, progress: Progress) -> list[Indexed]:
    """Bring the index of all watched collections up to date, see `index_collections`."""
    with open_index(archive, watched.matcher) as index:
        return index_collections(archive, watched.collections, watched.matcher, index, progress)


def _indexed(archive: Path, collection: str, readers: Readers, index: PolicyIndex, progress: Progress) -> Indexed:
    path = clone_path(archive, collection)
    if path is None:
        remedy = f"Run: python -m pipelines archive fetch --archive {archive}"
        raise ArchiveError(collection, "there is no clone of it", remedy)
    clone, place = Clone(collection, path), Place(collection, path)
    after = index.indexed_commit(collection)
    was_rewritten = after is not None and not clone.holds(after)
    history = [] if after == clone.head.commit else clone.commits()
    commits = clone.commits(after) if history and after is not None and not was_rewritten else history
    if was_rewritten:
        progress(f"{collection}: its history was written anew, all of it is read again")
        index.forget(collection)
    before = len(history) - len(commits)
    _add_versions(place, commits, before, readers, index, Tenths(progress, collection, "new commits"))
    new_texts = _add_texts(place, readers, index, Tenths(progress, collection, "new texts"))
    states = index.text_states(collection)
    return Indexed(
        collection=collection,
        head=clone.head,
        commit_count=index.commit_count(collection),
        new_commits=len(commits),
        new_texts=new_texts,
        missing=states.get(MISSING, 0),
        not_utf8=states.get(NOT_UTF8, 0),
        was_rewritten=was_rewritten,
    )


def _add_versions(
    place: Place, commits: list[str], before: int, readers: Readers, index: PolicyIndex, tenths: Tenths
) -> None:
    done = 0
    for changes in readers.changes(place, commits):
        done += len(changes.commits)
        index.add_versions(place.collection, changes.commits[-1], before + done, changes.versions)
        tenths.reach(done, len(commits))


def _add_texts(place: Place, readers: Readers, index: PolicyIndex, tenths: Tenths) -> int:
    """Add the texts that were not read yet, and return how many there were to be read."""
    blobs = index.unread_blobs(place.collection)
    done = there = 0
    for found in readers.texts(place, blobs):
        index.add_texts(found.texts, found.mentions)
        done += len(found.texts)
        there += sum(text["state"] != MISSING for text in found.texts)
        tenths.reach(done, len(blobs))
    return there
