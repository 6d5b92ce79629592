"""The git history that a release is frozen from: only what is committed can be made again."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pygit2
from pygit2.enums import FileStatus

from scorecard.errors import ReleaseError

SHOWN = 5  # changed files that are named
_NO_CHANGE = {FileStatus.CURRENT, FileStatus.IGNORED}


class Commit(NamedTuple):
    """The commit that a clean working tree is at: its id, and the day of it, in UTC."""

    commit: str
    day: date


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
