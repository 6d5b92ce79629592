"""Fetching collections of archived policies: from their public homes, or from git bundles and clones at hand.

A new clone is made beside its place and only then put there, so that a fetch that breaks off leaves nothing half.
"""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pygit2

from pipelines.policy_archive import USUAL_BRANCHES, ArchiveError, Clone, Head, clone_path
from pipelines.steps import Progress, Tenths
from scorecard.curation.policy import WatchedCollection

ALL_BRANCHES = "+refs/heads/*:refs/heads/*"


@dataclass(frozen=True)
class Fetched:
    """A collection, its clone, how far that reaches now, and whether this run made it or brought something new."""

    collection: str
    path: Path
    head: Head
    is_new: bool
    has_changed: bool


def fetch_collections(
    archive: Path, collections: Sequence[WatchedCollection], source: Path | None, progress: Progress
) -> list[Fetched]:
    """Clone collections that are not there yet, and bring the others up to date.

    Args:
        archive: folder of the clones; made if needed.
        collections: what to fetch.
        source: folder of git bundles, ``owner+name.bundle``, or clones; None takes the public homes.
        progress: called with what is being done.

    Raises:
        ArchiveError: a collection cannot be fetched. Those before it stay as they came, the others as they were.
    """
    return [_fetched(archive, collection, source, progress) for collection in collections]


def _fetched(archive: Path, collection: WatchedCollection, source: Path | None, progress: Progress) -> Fetched:
    progress(f"{collection.id}: fetching")
    place, present = _origin(collection, source), clone_path(archive, collection.id)
    before = Clone(collection.id, present).head if present else None
    if present is None:
        path = _made(archive, collection.id, place, progress)
    elif not pygit2.Repository(str(present)).is_bare:
        remedy = f"Update it yourself: git -C {present} pull. Or delete it, and fetch again."
        raise ArchiveError(collection.id, "the clone has a work tree, which a fetch would leave behind", remedy)
    else:
        path = present
        _fetch(collection.id, path, place, progress)
    head = Clone(collection.id, path).head
    return Fetched(collection.id, path, head, before is None, before is None or before.commit != head.commit)


def _origin(collection: WatchedCollection, source: Path | None) -> str:
    if source is None:
        return collection.home
    bundle = source / f"{collection.id.replace('/', '+')}.bundle"
    found = bundle if bundle.is_file() else clone_path(source, collection.id)
    if found is None:
        remedy = "Point --from at the folder that has it, or leave --from out to fetch from its public home."
        raise ArchiveError(collection.id, f"{source} has neither {bundle.name} nor a clone", remedy)
    return str(found.resolve())


def _made(archive: Path, collection: str, place: str, progress: Progress) -> Path:
    path = archive / f"{collection}.git"
    beside = path.with_name(f".{path.name}.fetching")
    shutil.rmtree(beside, ignore_errors=True)  # of a run that broke off
    try:
        beside.parent.mkdir(parents=True, exist_ok=True)
        repository = pygit2.init_repository(str(beside), bare=True)
        _fetch(collection, beside, place, progress)
        names = list(repository.branches.local)
        main = next((name for name in (*USUAL_BRANCHES, *names) if name in names), None)
        if main is None:
            raise ArchiveError(collection, "there is no branch in it", "Fetch it from another place.")
        repository.set_head(f"refs/heads/{main}")
        Clone(collection, beside)
        beside.rename(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return path


def _fetch(collection: str, path: Path, place: str, progress: Progress) -> None:
    if place.endswith(".bundle"):
        _fetch_bundle(collection, path, place)
        return
    try:
        remote = pygit2.Repository(str(path)).remotes.create_anonymous(place)
        remote.fetch([ALL_BRANCHES], callbacks=_Shown(collection, progress))
    except (pygit2.GitError, OSError) as error:
        said = " ".join(str(error).split()).rstrip(".")
        remedy = "Look whether the network and the address are right, and fetch again: what came before stays."
        raise ArchiveError(collection, f"{place} cannot be fetched: {said}", remedy) from None


def _fetch_bundle(collection: str, path: Path, place: str) -> None:
    """Fetch from a git bundle, which libgit2 cannot read: the only thing that needs the program git."""
    git = shutil.which("git")
    if git is None:
        remedy = "Install git, or give a folder of clones."
        raise ArchiveError(collection, "a bundle can only be read by the program git, which is not here", remedy)
    # Packed even where there is little: libgit2 never comes back from a loose file that is cut off.
    command = [git, "-C", str(path), "-c", "fetch.unpackLimit=1", "fetch", "--quiet", place, ALL_BRANCHES]
    done = subprocess.run(  # noqa: S603 – a list, no shell; the address is of the watchlist or of this machine
        command, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        said = " ".join(done.stderr.split()).rstrip(".")[:300]
        message = f"{Path(place).name} cannot be read: {said or f'git ended with {done.returncode}'}"
        raise ArchiveError(collection, message, "Get the bundle anew.")


class _Shown(pygit2.RemoteCallbacks):
    """Tells how far a fetch is."""

    def __init__(self, collection: str, progress: Progress) -> None:
        super().__init__()
        self._tenths = Tenths(progress, collection, "objects")

    def transfer_progress(self, stats: pygit2.remotes.TransferProgress) -> None:
        self._tenths.reach(stats.received_objects, stats.total_objects)
