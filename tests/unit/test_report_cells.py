"""What cells mean: a table of what was seen and what could be, and what holds for every cell there can be."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.reports.cells import BLANKS, Marks, is_number, marks_of, read_cells, read_column, read_counts
from scorecard.reports.template import Unit
from scorecard.vocabulary import FigureState

COUNT, HOURS, SHARE, PEOPLE = Unit.COUNT, Unit.HOURS, Unit.SHARE, Unit.FULL_TIME
UNREADABLE, BLANK, ABSENT = FigureState.UNREADABLE, FigureState.BLANK, FigureState.NOT_APPLICABLE
State = FigureState


def read(unit: Unit, *cells: str) -> list[float | FigureState | tuple[float, float]]:
    """Read cells as one column: numbers, ranges, or states that are not a value."""
    frame = read_column(pd.Series(list(cells), dtype="str"), unit)
    return [
        State(state) if state != State.VALUE else value if math.isnan(high) else (value, high)
        for value, high, state in zip(frame["value"], frame["high"], frame["state"], strict=True)
    ]


ALONE = [
    # counts
    (COUNT, "402,010", 402010),
    (COUNT, "15,728,416.00", 15728416),
    (COUNT, "50236.0", 50236),
    (COUNT, "0 ", 0),
    (COUNT, "1 234 567", 1234567),
    (COUNT, "1\u00a0234", 1234),
    (COUNT, "1\u202f234", 1234),
    (COUNT, "1'234", 1234),
    (COUNT, "1’234’567", 1234567),
    (COUNT, "1.234.567", 1234567),
    (COUNT, "1.234,00", 1234),
    (COUNT, "50236,0", 50236),
    (COUNT, "+5", 5),
    (COUNT, "-5", -5),
    (COUNT, "−5", -5),
    (COUNT, "12.5", 12.5),  # says so, and a rule flags it
    (COUNT, "1.234", UNREADABLE),  # thousands, or no count: for a person to say
    (COUNT, "12,5", UNREADABLE),
    (COUNT, "0,123", UNREADABLE),
    (COUNT, "1,23", UNREADABLE),
    (COUNT, "12,34,567", UNREADABLE),
    (COUNT, "1,234 567", UNREADABLE),
    (COUNT, "2024 500", UNREADABLE),
    (COUNT, "12 34", UNREADABLE),
    (COUNT, "1 234\u00a0567", UNREADABLE),
    (COUNT, "0,123,456", UNREADABLE),
    (COUNT, "> 45", UNREADABLE),
    (COUNT, "<5", UNREADABLE),
    (COUNT, "2.2 - 2.7", UNREADABLE),
    (COUNT, "45 million", UNREADABLE),
    (COUNT, "1.23E+08", UNREADABLE),
    (COUNT, "1e5", UNREADABLE),
    (COUNT, "0x10", UNREADABLE),
    (COUNT, "1_000", UNREADABLE),
    (COUNT, "nan", UNREADABLE),
    (COUNT, "inf", UNREADABLE),
    (COUNT, "١٢٣", UNREADABLE),
    (COUNT, "12²", UNREADABLE),
    (COUNT, "=SUM(B2:B9)", UNREADABLE),
    (COUNT, "(12)", UNREADABLE),
    (COUNT, "12*", UNREADABLE),
    (COUNT, "12%", UNREADABLE),
    (COUNT, "1" * 16, UNREADABLE),
    (COUNT, "9" * 70, UNREADABLE),
    (COUNT, "TRUE", UNREADABLE),
    (COUNT, "4.", UNREADABLE),
    (COUNT, ".5", UNREADABLE),
    # times
    (HOURS, "1.3hrs", 1.3),
    (HOURS, "25.8 hrs", 25.8),
    (HOURS, "24 hours", 24),
    (HOURS, "30.66 hr", 30.66),
    (HOURS, "45 min", 0.75),
    (HOURS, "2 days", 48),
    (HOURS, "1,5 h", 1.5),
    (HOURS, "04:06:00", 4.1),
    (HOURS, "26:30:00", 26.5),
    (HOURS, "289,42", 289.42),
    (HOURS, "0,995", 0.995),
    (HOURS, "1.234,5", 1234.5),
    (HOURS, "1,234.5", 1234.5),
    (HOURS, "2.3167", 2.3167),
    (HOURS, "1.234", 1.234),
    (HOURS, "0.30000000000000004", 0.30000000000000004),
    (HOURS, "1,234", UNREADABLE),
    (HOURS, "1,536 hours", UNREADABLE),
    (HOURS, "6:1", UNREADABLE),
    (HOURS, "6:10", UNREADABLE),
    (HOURS, "24:00:60", UNREADABLE),
    (HOURS, "1 day, 4:06:00", UNREADABLE),
    (HOURS, "24 h 30 min", UNREADABLE),
    (HOURS, "24 hours (median)", UNREADABLE),
    (HOURS, "<24", UNREADABLE),
    (HOURS, "2026-05-01", UNREADABLE),
    # shares
    (SHARE, "0.9884", 0.9884),
    (SHARE, "1.00", 1),
    (SHARE, "0", 0),
    (SHARE, "95.31%", 0.9531),
    (SHARE, "64.6 %", 0.646),
    (SHARE, "95,31%", 0.9531),
    (SHARE, "0,99", 0.99),
    (SHARE, "1,000", 1),
    (SHARE, "0.998 - 0.999", (0.998, 0.999)),
    (SHARE, "0,6-0,7", (0.6, 0.7)),
    (SHARE, "95% – 97%", (0.95, 0.97)),
    (SHARE, "0.9984999999999999", 0.9984999999999999),
    (SHARE, "0.0012000000000000001", 0.0012000000000000001),
    (SHARE, "99.25", UNREADABLE),
    (SHARE, "100", UNREADABLE),
    (SHARE, "1.5", UNREADABLE),
    (SHARE, "95 - 97%", UNREADABLE),
    (SHARE, "0.9 - 0.8", UNREADABLE),
    (SHARE, "99%+", UNREADABLE),
    # people
    (PEOPLE, "12.5", 12.5),
    (PEOPLE, "12,5", 12.5),
    (PEOPLE, "1,234", 1234),
    # not a value
    *((unit, text, BLANK) for unit in (COUNT, HOURS, SHARE, PEOPLE) for text in ("", " ", "\u00a0", "\t\n")),
    *((unit, text, ABSENT) for unit in (COUNT, HOURS, SHARE) for text in ("N/A", "n/a", "-", "/", " NA ", "–")),
]


@pytest.mark.parametrize(("unit", "cell", "meaning"), ALONE)
def test_a_cell_that_stands_alone(unit: Unit, cell: str, meaning: object) -> None:
    assert read(unit, cell) == [meaning]


COLUMNS = [
    # what one cell shows, others follow
    (HOURS, ["289,42", "1,234"], [289.42, 1.234]),
    (HOURS, ["12.5", "1,234"], [12.5, 1234]),
    (HOURS, ["289,42", "1.234"], [289.42, 1234]),
    (HOURS, ["289,42", "12.5", "1,234", "1.234"], [289.42, 12.5, UNREADABLE, UNREADABLE]),
    (HOURS, ["1.234", "1,234"], [1.234, UNREADABLE]),
    (HOURS, ["0,995", "1,234"], [0.995, 1.234]),
    (HOURS, ["12.5", "0,995"], [12.5, 0.995]),
    (HOURS, ["1,234,567", "1,536 hours"], [1234567, 1536]),
    (COUNT, ["1.234.567", "1.234", "12"], [1234567, 1234, 12]),
    (COUNT, ["1.234,00", "1.234"], [1234, 1234]),
    (COUNT, ["1.234", "12.345", "999"], [UNREADABLE, UNREADABLE, 999]),
    (COUNT, ["1.234", "12.5"], [UNREADABLE, UNREADABLE]),  # 12.500 as some programs save it
    (COUNT, ["1.234.567", "12.5"], [1234567, UNREADABLE]),
    (COUNT, ["1.234.567", "1,234"], [1234567, UNREADABLE]),
    (COUNT, ["50236,0", "1,234"], [50236, UNREADABLE]),
    (COUNT, ["1,23", "1,234"], [UNREADABLE, 1234]),  # a slip among thousands
    (COUNT, ["291,093,794", "205210669", "123.0"], [291093794, 205210669, 123]),
    (COUNT, ["1.234", "1,234"], [UNREADABLE, UNREADABLE]),
    (COUNT, ["1.000", "7"], [UNREADABLE, 7]),
    (SHARE, ["98.5%", "95,312%"], [0.985, UNREADABLE]),
    (SHARE, ["0.98", "1,000"], [0.98, UNREADABLE]),
    (SHARE, ["95,31%", "95,312%"], [0.9531, 0.95312]),
    (PEOPLE, ["1,5", "1.234"], [1.5, 1234]),
    (PEOPLE, ["1.5", "1,234"], [1.5, 1234]),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "cells", "meaning"), COLUMNS)
def test_cells_are_read_by_what_their_column_shows(unit: Unit, cells: list[str], meaning: list[object]) -> None:
    assert read(unit, *cells) == meaning
    assert read(unit, *reversed(cells)) == meaning[::-1]


def test_what_cells_above_showed_counts_for_a_column_that_is_read_in_pieces() -> None:
    before = marks_of(["289,42"], HOURS)
    assert before is Marks.DECIMAL
    assert marks_of(["1,234", "7"], HOURS, before) is Marks.DECIMAL
    assert [figure.value for figure in read_cells(["1,234", "7"], HOURS, before)] == [1.234, 7]
    assert marks_of(["12.5"], HOURS, before) is Marks.MIXED


units = st.sampled_from([COUNT, HOURS, SHARE, PEOPLE])
cells = st.text(max_size=80) | st.text("0123456789.,'’% -–:hmindrs/\u00a0\u202f\t+−<>~eE", max_size=25)


@settings(deadline=None)
@given(st.lists(cells, max_size=8), units)
def test_every_cell_has_a_state_and_a_number_only_if_it_is_a_value(texts: list[str], unit: Unit) -> None:
    frame = read_column(pd.Series(texts, dtype="str"), unit)
    is_stated = frame["state"] == State.VALUE.value
    assert (frame["value"].notna() == is_stated).all()
    assert not (frame["high"].notna() & ~is_stated).any()
    assert (frame["value"].dropna().map(math.isfinite)).all()
    if unit is SHARE:
        signed = pd.Series(texts, dtype="str").str.contains("%")
        assert (frame["value"][~signed].dropna() <= 1).all()
    assert len(frame) == len(texts)


@settings(deadline=None)
@given(st.lists(cells, max_size=8))
def test_whole_arrays_of_counts_are_read_as_single_cells_are(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str").str.strip(BLANKS)
    values, marks = read_counts(column, Marks.UNKNOWN)
    assert marks is marks_of(texts, COUNT)
    np.testing.assert_array_equal(values, [figure.value for figure in read_cells(texts, COUNT, marks)])


@settings(deadline=None)
@given(st.integers(0, 10**14), st.sampled_from(["{}", "{:,}", "{}.0", "{:,}.00", "{} ", "\u00a0{}", "+{}"]))
def test_a_written_count_is_read_back(number: int, form: str) -> None:
    assert read(COUNT, form.format(number)) == [number]


@settings(deadline=None)
@given(st.integers(0, 10**14), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "'", "’"]))
def test_a_count_with_blanks_between_thousands_is_read_back(number: int, blank: str) -> None:
    assert read(COUNT, f"{number:,}".replace(",", blank)) == [number]


@settings(deadline=None)
@given(st.decimals(0, 4416, places=2))
def test_a_written_time_is_read_back(number: object) -> None:
    text = f"{number}"
    for form in (text, text.replace(".", ","), f"{text}hrs", f"{text} hours"):
        assert read(HOURS, form) == [float(text)]


@settings(deadline=None)
@given(st.integers(0, 9_999_999))
def test_a_clock_time_is_read_back(seconds: int) -> None:
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert read(HOURS, text) == [seconds / 3600]


@settings(deadline=None)
@given(st.floats(0, 1).map(lambda share: round(share, 4)))
def test_a_written_share_is_read_back(share: float) -> None:
    assert read(SHARE, f"{share:.4f}") == [share]
    assert read(SHARE, f"{share * 100:.2f}%") == [pytest.approx(share, abs=1e-9)]
    assert read(SHARE, f"{share:.4f}".replace(".", ",")) == [share]


@settings(deadline=None)
@given(st.integers(1001, 999_999), units)
def test_three_digits_behind_one_mark_are_never_read_both_ways(number: int, unit: Unit) -> None:
    """In one column, the same mark means the same in each cell, or is not read."""
    comma, point = f"{number:,}", f"{number:,}".replace(",", ".")
    first, second = read(unit, comma, point)
    assert first is UNREADABLE or second is UNREADABLE or unit is PEOPLE
    assert first != second or first is UNREADABLE


def test_a_number_is_told_from_text_whatever_its_marks_and_unit() -> None:
    assert all(is_number(text) for text in ("1,234", "12", "1,5", "24 hours", "95%", "0.9 - 0.95"))
    assert not any(is_number(text) for text in ("see below", "", "N/A", "as of 30 June"))
