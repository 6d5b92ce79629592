"""Writing files whole or not at all: beside their place first, to disk, and only then moved over what was there."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


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
            _synchronise(folder)
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


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
