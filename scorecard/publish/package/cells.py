"""One cell of a CSV file of a release: a value as text, and back to the very same value."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from scorecard.definitions import ColumnDefinition, Kind
from scorecard.tabular import defused, restored

MISSING = ""  # what a missing value is; a column whose text may be blank has none that are missing


def cell_of(value: Any, column: ColumnDefinition) -> str:
    """Return a value as the text of a cell; spreadsheets take none for a formula.

    Raises:
        ValueError: the cell could not be read back, since nothing would tell empty text from a missing value.
    """
    if value is None:
        if not column.is_optional:
            raise ValueError(f"{column.name} must not be missing")
        return MISSING
    if value == "" and not column.may_be_blank:
        raise ValueError(f"{column.name} must not be empty text")
    return _WRITE[column.kind](value)


def value_of(text: str, column: ColumnDefinition) -> Any:
    """Return the value that a cell stands for.

    Raises:
        ValueError: the text stands for no value of the column.
    """
    if text == MISSING and not column.may_be_blank:
        if not column.is_optional:
            raise ValueError(f"{column.name} must not be empty")
        return None
    value = _READ[column.kind](text)
    if column.words and value not in column.words:
        raise ValueError(f"{column.name} must not be {text!r}")
    return value


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


_WRITE: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: lambda value: defused(str(value)),
    Kind.INTEGER: lambda value: str(int(value)),
    Kind.NUMBER: lambda value: repr(float(value)),  # the shortest text that reads back as the same number
    Kind.BOOLEAN: lambda value: "true" if value else "false",
    Kind.DATE: lambda value: str(value.isoformat()),
    Kind.OBJECT: lambda value: json.dumps(value, sort_keys=True, ensure_ascii=False),
}
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: restored,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: date.fromisoformat,
    Kind.OBJECT: json.loads,
}
