"""What is asked of a table: which rows, in which form; and what of a question cannot be understood."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.errors import UsageError

FORMAT = "format"  # the one parameter that is no column
_SUBJECTS = {"company_id", "indicator_id", "commitment_id"}
_INTEGER = re.compile(r"-?[0-9]{1,18}")


class Form(StrEnum):
    """A form of a table."""

    JSON = "json"
    CSV = "csv"


class NotFoundError(UsageError):
    """What an address names is not there; `there_is` has, by kind, what is."""

    def __init__(self, message: str, there_is: Mapping[str, Sequence[str]]) -> None:
        """Keep what there is."""
        super().__init__(message)
        self.there_is = dict(there_is)


class NotUnderstoodError(UsageError):
    """A parameter is none, or its value cannot be one; `there_is` has, by kind, what would be understood."""

    def __init__(self, message: str, there_is: Mapping[str, Sequence[str]]) -> None:
        """Keep what there is."""
        super().__init__(message)
        self.there_is = dict(there_is)


Selection = dict[str, tuple[Any, ...]]  # by column, the values one of which a row must have there


def filters_of(table: TableDefinition) -> list[ColumnDefinition]:
    """Return the columns of a table by which its rows can be chosen: its key, and what it says of which subject."""
    return [column for column in table.columns if column.is_key or column.name in _SUBJECTS]


def form_of(parameters: Iterable[tuple[str, str]], usual: Form) -> Form:
    """Return the form that parameters ask for, the usual one where they do not say.

    Raises:
        NotUnderstoodError: there is no such form.
    """
    given = {value for name, value in parameters if name == FORMAT}
    if len(given) > 1 or not given <= set(Form):
        raise NotUnderstoodError(
            f"There is no format {', '.join(sorted(given))!r}. There are: {', '.join(Form)}.", {"formats": list(Form)}
        )
    return Form(given.pop()) if given else usual


def read_selection(table: TableDefinition, parameters: Iterable[tuple[str, str]]) -> Selection:
    """Return which rows parameters ask for.

    A row is chosen if it has, in every column named, one of the values given for it. An empty value is a missing one,
    or empty text where that is a value of the column.

    Args:
        table: the table, as the release has it.
        parameters: names and values as the address has them, `FORMAT` among them.

    Raises:
        NotUnderstoodError: a name is no column that one can choose by, or a value cannot stand in it.
    """
    columns = {column.name: column for column in filters_of(table)}
    found: dict[str, dict[Any, None]] = {}
    for name, text in parameters:
        if name == FORMAT:
            continue
        if name not in columns:
            raise NotUnderstoodError(_no_filter(table, name, list(columns)), {"filters": [*columns, FORMAT]})
        found.setdefault(name, {})[_value(columns[name], text)] = None
    return {name: tuple(sorted(values, key=str)) for name, values in sorted(found.items())}


def selected(rows: Sequence[dict[str, Any]], selection: Selection) -> list[dict[str, Any]]:
    """Return the rows that a selection chooses, in their order."""
    wanted = [(name, frozenset(values)) for name, values in selection.items()]
    return [row for row in rows if all(row[name] in values for name, values in wanted)]


def _no_filter(table: TableDefinition, name: str, columns: Sequence[str]) -> str:
    is_column = any(column.name == name for column in table.columns)
    what = f"{table.plural} cannot be filtered by {name!r}" if is_column else f"{table.plural} has no column {name!r}"
    return f"{what}. Filters are: {', '.join(columns)}."


def _value(column: ColumnDefinition, text: str) -> Any:
    if text == "":
        if column.is_optional or column.may_be_blank:
            return "" if column.may_be_blank else None
        raise NotUnderstoodError(f"{column.name} is never empty: give a value for it.", {})
    if column.words and text not in column.words:
        said = f"{column.name} is never {text!r}. It is one of: {', '.join(column.words)}."
        raise NotUnderstoodError(said, {column.name: list(column.words)})
    try:
        return _READ[column.kind](text)
    except (ValueError, KeyError) as error:
        raise NotUnderstoodError(f"{text!r} can be no {column.name}: write {_WRITTEN[column.kind]}.", {}) from error


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.INTEGER: _integer,
    Kind.NUMBER: float,
    Kind.BOOLEAN: {"true": True, "false": False}.__getitem__,
    Kind.DATE: date.fromisoformat,
}
_WRITTEN = {
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "true or false",
    Kind.DATE: "a day such as 2026-11-28",
}
