"""Public archives of policy texts, read from local clones with libgit2: versions, texts, and how far they reach.

A clone is only read. Whatever is wrong with it is said with the collection and what to do about it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pygit2
from pygit2.enums import DeltaStatus, SortMode

from scorecard.errors import ScorecardError
from scorecard.policy.versions import Version, day_of, kind_of_message

USUAL_BRANCHES = ("main", "master")
_ORDER = SortMode.TOPOLOGICAL | SortMode.REVERSE  # parents before their children


class ArchiveError(ScorecardError):
    """A clone cannot be read, or is not whole."""

    def __init__(self, collection: str, message: str, remedy: str) -> None:
        """Say which collection, what is wrong and what to do."""
        super().__init__(collection, message, remedy)  # as given: else it cannot come back from another process

    def __str__(self) -> str:
        """Return it in words."""
        collection, message, remedy = self.args
        return f"{collection}: {message}. {remedy}"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest commit of a clone and the day of it: how far the clone reaches."""

    commit: str
    committed_on: date


class Clone:
    """A local clone of one collection."""

    def __init__(self, collection: str, path: Path) -> None:
        """Open a clone.

        Args:
            collection: owner and name of the public repository.
            path: folder of the clone, bare or with a work tree.

        Raises:
            ArchiveError: the folder holds no whole clone.
        """
        self.collection = collection
        with self._in_words():
            self._repository = pygit2.Repository(str(path))
            if self._repository.is_shallow:
                remedy = "Fetch the rest, `git fetch --unshallow`, or clone it anew."
                raise ArchiveError(collection, "the clone is shallow, so most versions are missing", remedy)
            self._head = self._newest()

    @property
    def head(self) -> Head:
        """Return how far the clone reaches."""
        return Head(str(self._head.id), day_of(self._head.commit_time))

    def holds(self, commit: str, newest: str | None = None) -> bool:
        """Return whether a commit is part of the history that leads to another, by default to the clone's newest."""
        with self._in_words():
            found: object = self._repository.get(commit)  # it says "a commit", and can be anything
            if not isinstance(found, pygit2.Commit):
                return False
            end = pygit2.Oid(hex=newest) if newest else self._head.id
            return found.id == end or self._repository.descendant_of(end, found.id)

    def commits(self, after: str | None = None) -> list[str]:
        """Return the ids of all commits, parents first.

        Args:
            after: a commit of the history: it and what came before it are left out.

        Raises:
            ArchiveError: a commit is missing or damaged.
        """
        with self._in_words():
            walker = self._repository.walk(self._head.id, _ORDER)
            if after is not None:
                walker.hide(after)
            return [str(commit.id) for commit in walker]

    def changes(self, commit: str) -> list[Version]:
        """Return the documents that a commit changed.

        Raises:
            ArchiveError: the commit or its tree is missing or damaged.
        """
        with self._in_words():
            return list(self._changes(self._repository[commit].peel(pygit2.Commit)))

    def text(self, blob: str) -> bytes | None:
        """Return a text by its id; None where the clone lacks it or holds it damaged."""
        try:
            return bytes(self._repository[blob].data)  # type: ignore[attr-defined]
        except (KeyError, pygit2.GitError, AttributeError):
            return None

    def document(self, commit: str, path: str) -> bytes | None:
        """Return a document as it was at a commit; None where there is no such commit, document, or text."""
        blob = self.blob(commit, path)
        return None if blob is None else self.text(blob)

    def blob(self, commit: str, path: str) -> str | None:
        """Return the id of a document's text at a commit; None where there is none."""
        try:
            entry = self._repository[commit].tree[path]
        except (KeyError, pygit2.GitError, AttributeError, ValueError):
            return None
        return str(entry.id) if isinstance(entry, pygit2.Blob) else None

    def histories(self, paths: Collection[str]) -> dict[str, list[Version]]:
        """Return the versions of some documents by path, oldest first: slow, for collections that are not indexed."""
        found: dict[str, list[Version]] = {path: [] for path in paths}
        for commit in self.commits():
            for version in self.changes(commit):
                if version.path in found:
                    found[version.path].append(version)
        return found

    def _newest(self) -> pygit2.Commit:
        """Return the commit that HEAD names, or else that of the main branch."""
        names = [name for name in self._repository.branches.local if name in USUAL_BRANCHES]
        if not self._repository.head_is_unborn:
            return self._repository.head.peel(pygit2.Commit)
        if names:
            return self._repository.branches.local[names[0]].peel(pygit2.Commit)
        raise ArchiveError(self.collection, "the clone holds no commit", "Delete the folder and fetch it anew.")

    def _changes(self, commit: pygit2.Commit) -> Iterator[Version]:
        parents = commit.parents
        if len(parents) > 1:  # the merged commits have told what they changed
            return
        diff = parents[0].tree.diff_to_tree(commit.tree) if parents else commit.tree.diff_to_tree(swap=True)
        deltas = list(diff.deltas)
        added = {delta.new_file.id: _path(delta.new_file) for delta in deltas if delta.status == DeltaStatus.ADDED}
        kind = kind_of_message(commit.message)
        for delta in deltas:
            is_gone = delta.status == DeltaStatus.DELETED
            yield Version(
                path=_path(delta.old_file if is_gone else delta.new_file),
                commit=str(commit.id),
                committed_at=commit.commit_time,
                kind=kind,
                blob=None if is_gone else str(delta.new_file.id),
                moved_to=added.get(delta.old_file.id) if is_gone else None,
            )

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (pygit2.GitError, KeyError, OSError) as error:
            remedy = "Delete the folder and fetch the collection anew."
            raise ArchiveError(self.collection, f"the clone cannot be read: {_said(error)}", remedy) from None


def clone_path(archive: Path, collection: str) -> Path | None:
    """Return the folder of a collection's clone in an archive folder; None where there is none.

    Looked for under the names that `fetch` and `git clone` give: ``owner/name.git``, ``owner/name``,
    ``owner+name.git``, ``owner+name``, ``name.git`` and ``name``.
    """
    owner, name = collection.split("/")
    stems = (f"{owner}/{name}", f"{owner}+{name}", name)
    paths = (archive / f"{stem}{ending}" for stem in stems for ending in (".git", ""))
    return next((path for path in paths if (path / "HEAD").is_file() or (path / ".git").exists()), None)


def open_clone(archive: Path, collection: str) -> Clone | None:
    """Return the clone of a collection in an archive folder; None where there is none.

    Raises:
        ArchiveError: the clone is not whole.
    """
    path = clone_path(archive, collection)
    return None if path is None else Clone(collection, path)


def _path(file: pygit2.DiffFile) -> str:
    """Return a path as text; bytes that are no UTF-8 are written out, as they can stand in no table."""
    return file.raw_path.decode("utf-8", "backslashreplace")


def _said(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
