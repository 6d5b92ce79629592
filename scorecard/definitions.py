"""What a table is, in plain values: columns with type, unit and meaning.

A leaf: imports nothing of ours. The tables themselves are defined in `storage/tables/`; the data dictionary and the
packages of releases are written from what stands here.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    OBJECT = "object"


@dataclass(frozen=True)
class ColumnDefinition:
    """One column.

    Attributes:
        name: its name.
        kind: what its cells hold.
        meaning: what that means, a phrase.
        unit: unit and range of a number, such as ``0-100``.
        is_key: whether it is part of the primary key.
        is_optional: whether a cell may be missing.
        may_be_blank: whether text may be empty, which then says something: it is not missing.
        words: the only words that its cells may be, if it has such a list.
        refers_to: table and column in which its values stand too, if there is one.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    is_key: bool = False
    is_optional: bool = False
    may_be_blank: bool = False
    words: tuple[str, ...] = ()
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableDefinition:
    """One table: `name` is that of the database, `plural` that of files, downloads and addresses."""

    name: str
    plural: str
    meaning: str
    columns: tuple[ColumnDefinition, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Names of the columns of the primary key."""
        return tuple(column.name for column in self.columns if column.is_key)
