"""Folders of files that belong together: read whole, written whole or not at all."""

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
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".writing", dir=folder.parent))
    try:
        for path, content in contents.items():
            _write(temporary / path, content)
        for inner in [*(path for path in temporary.rglob("*") if path.is_dir()), temporary]:
            inner.chmod(0o755)  # a temporary folder is its owner's alone
            _synchronise(inner)
        if folder.exists():  # `rename` would replace an empty one
            raise FileExistsError(f"{folder} is there already")
        temporary.rename(folder)
        _synchronise(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
