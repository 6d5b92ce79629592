"""What a machine-written file was made of, kept beside it, so that a digit changed by hand is noticed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from scorecard.curation import rules
from scorecard.curation.fields import Address, Line, Paragraph, Record, Text
from scorecard.errors import Problem

Checksum = Text  # 64 hexadecimal digits, see `Provenance.sha256`


class Input(Record):
    """A file that was read to make another."""

    file: Line
    sha256: Checksum = Field(pattern=r"^[0-9a-f]{64}$")


class Provenance(Record):
    """Where a machine-written file comes from, as in ``data/reports/<name>.provenance.json``."""

    file: Line
    sha256: Checksum = Field(pattern=r"^[0-9a-f]{64}$")
    made_by: Line
    title: Line
    author: Line
    url: Address
    version: Line
    licence: Line
    how_obtained: Paragraph
    inputs: tuple[Input, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Made:
    """A machine-written file and what its provenance says.

    Attributes:
        file: the file as people know it.
        sha256: its checksum now; None where it is missing or cannot be read.
        provenance: None where that is missing or cannot be read.
    """

    file: str
    sha256: str | None
    provenance: Provenance | None


def provenance_path(path: Path) -> Path:
    """Return where the provenance of a machine-written file stands: ``x.csv`` has ``x.provenance.json``."""
    return path.with_name(f"{path.stem}.provenance.json")


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_made(path: Path, shown: str) -> Made | None:
    """Return a machine-written file with its provenance; None where there is neither.

    Args:
        path: the file.
        shown: the file as people know it.
    """
    content, beside = _content(path), _content(provenance_path(path))
    if content is None and beside is None:
        return None
    try:
        provenance = Provenance.model_validate_json(beside) if beside is not None else None
    except ValidationError:
        provenance = None
    return Made(shown, None if content is None else sha256_of(content), provenance)


def provenance_problems(made: Made) -> Iterator[Problem]:
    """Yield what is wrong with a machine-written file as its provenance has it."""
    if made.sha256 is None:
        yield rules.AS_MADE.problem(made.file, 1, "", "the file is missing, but what it was made of is written down")
    elif made.provenance is None:
        beside = provenance_path(Path(made.file)).name
        message = f"{beside}, which says what the file was made of, is missing or cannot be read"
        yield rules.AS_MADE.problem(made.file, 1, "", message)
    elif made.provenance.sha256 != made.sha256:
        message = f"the SHA-256 is {made.sha256[:12]}…, not {made.provenance.sha256[:12]}…: the file was changed"
        yield rules.AS_MADE.problem(made.file, 1, "", message)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
