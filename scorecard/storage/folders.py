"""Files that belong together: read whole, written whole or not at all, in a folder of their own or among others."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


def read_folder(folder: Path, patterns: tuple[str, ...] = ("*",)) -> dict[str, bytes]:
    """Return the content of each file of a folder by its path in it, with slashes, ordered by path.

    Args:
        folder: the folder.
        patterns: which files, as `Path.match` reads them.

    Raises:
        OSError: a file cannot be read.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(_files(folder))
        if any(path.match(pattern) for pattern in patterns)
    }


def write_new_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet: it appears with all its files on the disk, or not at all.

    Args:
        folder: where it is to stand; folders above it are made as needed.
        contents: what is to stand in each file, by its path in the folder.

    Raises:
        OSError: the folder is there already, or cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for leftover in folder.parent.glob(f".{folder.name}.*.writing"):
        shutil.rmtree(leftover, ignore_errors=True)  # of a run that was killed
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".writing", dir=folder.parent))
    try:
        for path, content in contents.items():
            _write(temporary / path, content)
        for inner in [*(path for path in temporary.rglob("*") if path.is_dir()), temporary]:
            inner.chmod(0o755)  # a temporary folder is its owner's alone
            synchronise(inner)
        if folder.exists():  # `rename` would replace an empty one
            raise FileExistsError(f"{folder} is there already")
        temporary.rename(folder)
        synchronise(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together. Until all of them are on the disk, none of the old ones is touched.

    Args:
        contents: what is to stand in each file; folders are made as needed.

    Raises:
        OSError: a file cannot be written.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written[path] = _written_beside(path, content)
        for path, temporary in written.items():
            temporary.replace(path)
        for folder in {path.parent for path in contents}:
            synchronise(folder)
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".writing", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # a temporary file is its owner's alone
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def synchronise(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
