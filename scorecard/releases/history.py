"""The git history that a release is frozen from: only what is committed can be made again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pygit2
from pygit2.enums import FileStatus, SortMode

from scorecard.errors import ReleaseError

SHOWN = 5  # changed files that are named
_NO_CHANGE = {FileStatus.CURRENT, FileStatus.IGNORED}


class Commit(NamedTuple):
    """The commit that a clean working tree is at: its id, and the day of it, in UTC."""

    commit: str
    day: date


def committed_files(folder: Path) -> list[Path]:
    """Return the files of a folder that its commit has, ordered by path.

    Raises:
        ReleaseError: the folder holds a file that the commit does not have, or has otherwise, though git does not look
            at it: such as one that is ignored, or a link that leads elsewhere.
    """
    repository = pygit2.Repository(pygit2.discover_repository(str(folder)))
    root = Path(str(repository.workdir)).resolve()
    inside = folder.resolve().relative_to(root).as_posix()
    tree = repository.head.peel(pygit2.Commit).tree
    own = tree if inside == "." else tree[inside]
    blobs = {path: blob for path, blob in _blobs(own, "")}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _counts(path, folder)}
    strange = sorted(path for path, file in there.items() if path not in blobs or not _is(file, blobs[path]))
    if strange:
        raise ReleaseError(
            f"The commit does not have these files as they are: {', '.join(strange[:SHOWN])}. A release is made of "
            "what is committed: commit them, or take them away."
        )
    return [folder / path for path in sorted(blobs)]


def changes_since_frozen(folder: Path) -> list[str]:
    """Return how the folder of a release was changed after it was first committed, in words.

    Empty where nothing changed, where the folder is not committed yet, and where there is no history that can be read.
    """
    try:
        root = pygit2.discover_repository(str(folder))
        repository = pygit2.Repository(root) if root else None
    except pygit2.GitError:  # such as a history that belongs to somebody else, which git does not open
        return []
    if repository is None:
        return []
    if repository.workdir is None or repository.head_is_unborn:
        return []
    path = folder.resolve().relative_to(Path(repository.workdir).resolve()).as_posix()
    commits: dict[str, str] = {}  # of each state of the folder, the first that has it
    for commit in repository.walk(repository.head.target, SortMode.TOPOLOGICAL | SortMode.TIME):
        if path in commit.tree:
            state = str(commit.tree[path].id)
            commits.pop(state, None)
            commits[state] = str(commit.id)
    *later, _ = [*commits.values(), ""] if not commits else commits.values()
    found = [f"commit {one[:12]} changed it after it was frozen" for one in later]
    head = repository.head.peel(pygit2.Commit).tree
    if path in head:
        blobs = dict(_blobs(head[path], ""))
        there = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        if set(there) != set(blobs) or not all(_is(file, blobs[name]) for name, file in there.items()):
            found.append("its files are not those that are committed")
    return found


def _counts(path: Path, folder: Path) -> bool:
    """Return whether a file can be read as data: hidden ones never are, and releases are made of it."""
    parts = path.relative_to(folder).parts
    return path.is_file() and parts[0] != "releases" and not any(part.startswith(".") for part in parts)


def _is(file: Path, blob: Any) -> bool:
    return not file.is_symlink() and str(pygit2.hashfile(str(file))) == str(blob)


def _blobs(tree: Any, above: str) -> Iterator[tuple[str, Any]]:
    for entry in tree:
        path = f"{above}{entry.name}"
        if entry.type_str == "tree":
            yield from _blobs(entry, f"{path}/")
        elif entry.type_str == "blob":
            yield path, entry.id


def clean_commit(folder: Path) -> Commit:
    """Return the commit of the working tree that a folder is in.

    Raises:
        ReleaseError: the folder is in no git repository, nothing is committed yet, or the tree has other content than
            its commit.
    """
    root = pygit2.discover_repository(str(folder))
    if root is None:
        raise ReleaseError(f"{folder} is in no git repository, so nobody could tell what a release was made of.")
    repository = pygit2.Repository(root)
    if repository.head_is_unborn:
        raise ReleaseError("Nothing is committed yet. Commit what the release is to be made of.")
    changed = sorted(path for path, status in repository.status().items() if status not in _NO_CHANGE)
    if changed:
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        raise ReleaseError(
            f"The working tree has changes that are not committed: {', '.join(changed[:SHOWN])}{more}. Commit them or "
            "take them back: a release can only be made again from what is committed."
        )
    head = repository.head.peel(pygit2.Commit)
    return Commit(str(head.id), datetime.fromtimestamp(head.commit_time, UTC).date())
