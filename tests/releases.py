"""A made-up data folder under git, and releases frozen from it."""

from pathlib import Path

import pygit2

from scorecard.releases import Frozen, freeze

WHEN = 1_780_000_000  # seconds of every commit: 28 May 2026


def commit_all(folder: Path, message: str = "Change data") -> str:
    """Commit everything in a folder, made a git repository where it is none, and return the commit's id."""
    try:
        repository = pygit2.Repository(str(folder))
    except pygit2.GitError:
        repository = pygit2.init_repository(str(folder))
    repository.index.add_all()
    repository.index.write()
    who = pygit2.Signature("A Curator", "curator@libraries.example", WHEN, 0)
    parents = [] if repository.head_is_unborn else [repository.head.target]
    return str(repository.create_commit("HEAD", who, who, message, repository.index.write_tree(), parents))


def frozen(data_dir: Path, release_id: str) -> Frozen:
    """Commit a data folder and freeze it among its own releases."""
    commit_all(data_dir)
    releases = data_dir / "releases"
    return freeze(data_dir, releases, release_id, releases, lambda step: None)


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")
