"""From cells as published to numbers, one column at a time.

What a cell says and what it means stay apart: each cell becomes a value, or one of the states that are not a value.
Only a whole column can tell whether ``1,234`` is above a thousand or just above one (`marks_of`); where it does not
tell, the cell is not read. A wrong figure is worse than none.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scorecard.reports import written_numbers as numbers
from scorecard.reports.template import Unit
from scorecard.reports.written_numbers import Marks
from scorecard.vocabulary import FigureState

__all__ = [
    "BLANKS", "Figure", "Marks", "figures_frame", "is_number", "marks_of", "read_cell", "read_cells", "read_column",
    "read_counts",
]  # fmt: skip


class Figure(NamedTuple):
    """What a cell means.

    Attributes:
        state: whether it is a value, and if not, what.
        value: the number, in the unit of its column; the lower end of a range; missing unless it is a value.
        high: the upper end of a range, else missing.
        note: what was done to read it, empty where nothing was.
    """

    state: FigureState
    value: float = np.nan
    high: float = np.nan
    note: str = ""


BLANKS = " \t\r\n\u00a0\u2007\u2009\u202f\ufeff"
_NOT_APPLICABLE = frozenset({"n/a", "na", "n.a.", "-", "–", "—", "/", "not applicable", "not available"})
_IN_HOURS = {"m": 1 / 60, "d": 24.0, "h": 1.0}
_LONGEST = 60  # characters of a cell that can be a number

_BLANK = Figure(FigureState.BLANK)
_ABSENT = Figure(FigureState.NOT_APPLICABLE)
_UNREADABLE = Figure(FigureState.UNREADABLE)

_DIGITS = r"[0-9]{1,15}"  # cells that need no thought


def marks_of(texts: Iterable[str], unit: Unit, before: Marks = Marks.UNKNOWN) -> Marks:
    """Return which mark a column has before decimals, as its cells show it.

    Args:
        texts: cells of the column.
        unit: what the column counts.
        before: what cells above these showed.
    """
    return numbers.combined([before, *(numbers.evidence(text, unit) for text in set(texts) if len(text) <= _LONGEST)])


def read_cells(texts: Iterable[str], unit: Unit, marks: Marks) -> list[Figure]:
    """Read cells of a column of which it is known what its marks mean."""
    cells = list(texts)
    read = {text: read_cell(text, unit, marks) for text in set(cells)}
    return [read[text] for text in cells]


def read_column(texts: pd.Series, unit: Unit) -> pd.DataFrame:
    """Read a column of cells.

    Args:
        texts: cells as published, missing where a row was too short.
        unit: what the column counts.

    Returns:
        With the same index: `value`, `high` (float, missing where there is none), `state`, `note`.
    """
    cells = texts.fillna("").tolist()
    return figures_frame(read_cells(cells, unit, marks_of(cells, unit)), texts.index)


def figures_frame(figures: list[Figure], index: pd.Index | None = None) -> pd.DataFrame:
    """Return figures as a frame: `value`, `high` (float), `state`, `note`."""
    return pd.DataFrame(
        {
            "value": np.array([figure.value for figure in figures], dtype=float),
            "high": np.array([figure.high for figure in figures], dtype=float),
            "state": pd.Series([figure.state.value for figure in figures], index=index, dtype="str"),
            "note": pd.Series([figure.note for figure in figures], index=index, dtype="str"),
        },
        index=index,
    )


def read_counts(stripped: pd.Series, before: Marks) -> tuple[NDArray[np.float64], Marks]:
    """Return the numbers of a column of counts without blanks around them, missing where there is none, and its marks.

    For long tables, of which most rows are only added up: what `marks_of` and `read_cells` say, for whole arrays.
    """
    is_plain = stripped.str.fullmatch(_DIGITS).to_numpy(dtype=bool)
    if is_plain.all():
        return stripped.to_numpy(dtype=float), before
    odd = stripped[~is_plain]
    kinds = odd.unique()
    marks = numbers.combined([before, *(numbers.evidence(text, Unit.COUNT) for text in kinds if len(text) <= _LONGEST)])
    values = np.full(len(stripped), np.nan)
    values[is_plain] = stripped[is_plain].to_numpy(dtype=float)
    if len(kinds) > 1 or kinds[0]:
        values[~is_plain] = odd.map({text: read_cell(text, Unit.COUNT, marks).value for text in kinds})
    return values, marks


def is_number(text: str) -> bool:
    """Return whether a cell is a number in some unit, whatever its column shows of its marks."""
    return any(
        read_cell(text, unit, marks).state is FigureState.VALUE
        for unit in (Unit.COUNT, Unit.HOURS, Unit.SHARE)
        for marks in (Marks.THOUSANDS, Marks.DECIMAL)
    )


@lru_cache(maxsize=100_000)
def read_cell(text: str, unit: Unit, marks: Marks) -> Figure:
    """Read one cell, whatever blanks stand around it."""
    cell = text.strip(BLANKS)
    if not cell:
        return _BLANK
    if cell.casefold() in _NOT_APPLICABLE:
        return _ABSENT
    if len(cell) > _LONGEST:
        return _UNREADABLE
    if unit is Unit.HOURS:
        return _hours(cell, marks)
    return _share(cell, marks) if unit is Unit.SHARE else _number(cell, unit, marks)


def _number(cell: str, unit: Unit, marks: Marks) -> Figure:
    number = numbers.number_of(cell, unit, marks)
    if number is None:
        return _UNREADABLE
    is_plain = cell.replace(".", "", 1).isdigit() and float(cell) == number
    return Figure(FigureState.VALUE, number, note="" if is_plain else "thousands separators removed")


def _hours(cell: str, marks: Marks) -> Figure:
    if clock := numbers.CLOCK.fullmatch(cell):
        hours, minutes, seconds = (int(clock[name]) for name in ("hours", "minutes", "seconds"))
        return Figure(FigureState.VALUE, (hours * 3600 + minutes * 60 + seconds) / 3600, note="clock time into hours")
    found = numbers.WITH_TIME_UNIT.fullmatch(cell)
    number = numbers.number_of(found["number"].strip(BLANKS), Unit.HOURS, marks) if found else None
    if found is None or number is None:
        return _UNREADABLE
    unit = (found["unit"] or "h")[0].casefold()
    note = f"unit “{found['unit']}” taken out of the cell" if found["unit"] else _comma_note(cell)
    return Figure(FigureState.VALUE, number * _IN_HOURS[unit], note=note)


def _share(cell: str, marks: Marks) -> Figure:
    if found := numbers.RANGE.fullmatch(cell):
        low, high = (_share(found[end].strip(BLANKS), marks) for end in ("low", "high"))
        if low.state is high.state is FigureState.VALUE and low.value <= high.value:
            return Figure(FigureState.VALUE, low.value, high.value, "a range, kept as one")
        return _UNREADABLE
    number = numbers.number_of(cell.removesuffix("%").rstrip(BLANKS), Unit.SHARE, marks)
    if number is None:
        return _UNREADABLE
    if cell.endswith("%"):
        return Figure(FigureState.VALUE, round(number / 100, 15), note="percent into a share")
    if number > 1:
        return _UNREADABLE  # 99.25 is 0.9925 or wrong: for a person to say
    return Figure(FigureState.VALUE, number, note=_comma_note(cell))


def _comma_note(cell: str) -> str:
    return "comma read by what its column shows" if "," in cell else ""
