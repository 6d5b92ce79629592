"""Frozen releases: which there are, and the tables of one."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from scorecard.definitions import TableDefinition
from scorecard.errors import ReleaseError
from scorecard.publish.package.assembly import CHECKSUMS, DESCRIPTOR, METHODOLOGY, RANKING
from scorecard.publish.package.descriptor import ReleaseFacts
from scorecard.publish.package.reading import (
    BrokenPackageError,
    Package,
    read_checksums,
    read_facts,
    read_package,
    rows_as_of_today,
)
from scorecard.queries.tables import Tables
from scorecard.storage.definitions import definitions
from scorecard.storage.folders import read_folder
from scorecard.storage.read import frames_of
from scorecard.vocabulary.release import is_release_id, release_order

_NEEDED = ("csv/*.csv", RANKING, METHODOLOGY, DESCRIPTOR, CHECKSUMS)


def frozen_releases(folder: Path) -> list[ReleaseFacts]:
    """Return what names each frozen release in a folder, newest first. There are none where there is no folder.

    A folder that does not describe itself is none: it may be on its way here.

    Raises:
        ReleaseError: a folder there does not say of which release it is, or of another than its name.
    """
    found = [path.parent for path in folder.glob(f"*/{DESCRIPTOR}") if is_release_id(path.parent.name)]
    return sorted(map(_facts, found), key=lambda facts: release_order(facts.release_id), reverse=True)


def newest_release(folder: Path) -> str | None:
    """Return the id of the newest frozen release, None where there is none. Raises as `frozen_releases` does."""
    return next((facts.release_id for facts in frozen_releases(folder)), None)


def open_release(folder: Path, release_id: str) -> Tables:
    """Return the tables of a frozen release, with the columns of today.

    Raises:
        ReleaseError: there is no such release, or it cannot be read.
    """
    package = read_release(folder, release_id)
    try:
        return Tables(frames_of(rows_as_of_today(package, definitions())))
    except BrokenPackageError as error:
        raise ReleaseError(f"Release {release_id} cannot be opened: {error}. Open it with its own version.") from error


def read_release(folder: Path, release_id: str) -> Package:
    """Return a frozen release as it was written.

    Raises:
        ReleaseError: there is no such release, or it cannot be read.
    """
    known = [facts.release_id for facts in frozen_releases(folder)]
    if release_id not in known:
        raise ReleaseError(f"There is no release {release_id!r}. {_there_are(known)}")
    try:
        files = read_folder(folder / release_id, _NEEDED)
        _require_unchanged(files)
        return read_package(files)
    except (BrokenPackageError, OSError) as error:
        raise ReleaseError(
            f"Release {release_id} cannot be read: {error}. It was changed after it was frozen: restore {folder.name}/"
            f"{release_id} as it was committed."
        ) from error


def release_file(folder: Path, release_id: str, path: str) -> bytes:
    """Return a file of a release as it was frozen.

    Raises:
        ReleaseError: there is no such release, or no such file in it.
    """
    own = folder / release_id
    sums = _read(own / CHECKSUMS)
    if path == CHECKSUMS:
        return sums
    listed = read_checksums(sums)
    if path not in listed:
        raise ReleaseError(f"Release {release_id} has no file {path!r}.")
    content = _read(own / path)
    if hashlib.sha256(content).hexdigest() != listed[path]:
        raise ReleaseError(f"{path} of release {release_id} is not the file that was frozen.")
    return content


def release_archive(folder: Path, release_id: str) -> bytes:
    """Return all files of a release as one zip file, the same bytes each time.

    Raises:
        ReleaseError: the release cannot be read.
    """
    try:
        files = read_folder(folder / release_id)
    except OSError as error:
        raise ReleaseError(f"Release {release_id} cannot be read: {error}.") from error
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(f"pledgewatch-{release_id}/{path}")  # of 1980, whenever it is packed
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def table_definitions() -> dict[str, TableDefinition]:
    """Return the definition of every table by its name in the database."""
    return definitions()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReleaseError(f"{path.name} of release {path.parent.name} cannot be read: {error.strerror}.") from error


def _require_unchanged(files: Mapping[str, bytes]) -> None:
    """Raise `BrokenPackageError` if a file is not as the checksums beside it have it."""
    listed = read_checksums(files.get(CHECKSUMS, b""))
    for path, content in files.items():
        if path != CHECKSUMS and hashlib.sha256(content).hexdigest() != listed.get(path):
            raise BrokenPackageError(f"{path}: it is not the file that was frozen")


def _there_are(known: Sequence[str]) -> str:
    return f"There are: {', '.join(known)}." if known else "None has been frozen yet."


def _facts(folder: Path) -> ReleaseFacts:
    try:
        facts = read_facts((folder / DESCRIPTOR).read_bytes())
    except (BrokenPackageError, OSError) as error:
        raise ReleaseError(f"The release in {folder.name} cannot be read: {error}.") from error
    if facts.release_id != folder.name:
        raise ReleaseError(f"The folder {folder.name} says that it is release {facts.release_id}.")
    return facts
