"""Files of a release: every value reads back as it was, and nothing is lost on the way."""

import csv
import io
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.publish.package.cells import cell_of, value_of
from scorecard.publish.package.descriptor import table_of
from scorecard.publish.package.tables import (
    UnreadableTableError,
    csv_of,
    json_rows,
    parquet_of,
    plain_rows,
    rows_of_csv,
    rows_of_json,
    rows_of_parquet,
)
from scorecard.storage.definitions import definitions
from scorecard.tabular import defused, restored

# No surrogates, which no file in UTF-8 can hold, and no NUL, which no database takes.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
FORMULAS = st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'=", "''-"]), TEXTS)

COLUMNS = {
    "id": (ColumnDefinition("id", Kind.INTEGER, "a key", is_key=True), st.just(0)),
    "words": (ColumnDefinition("words", Kind.TEXT, "words"), TEXTS | FORMULAS),
    "maybe": (ColumnDefinition("maybe", Kind.TEXT, "words", is_optional=True), st.none() | TEXTS),
    "blank": (ColumnDefinition("blank", Kind.TEXT, "words", may_be_blank=True), st.just("") | TEXTS),
    "whole": (ColumnDefinition("whole", Kind.INTEGER, "count", is_optional=True), st.none() | st.integers(-99, 2**53)),
    "number": (
        ColumnDefinition("number", Kind.NUMBER, "a number", unit="0-100", is_optional=True),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
    ),
    "truth": (ColumnDefinition("truth", Kind.BOOLEAN, "a truth"), st.booleans()),
    "day": (ColumnDefinition("day", Kind.DATE, "a day", is_optional=True), st.none() | st.dates()),
    "kind": (ColumnDefinition("kind", Kind.TEXT, "kind", words=("met", "half")), st.sampled_from(["met", "half"])),
    "more": (
        ColumnDefinition("more", Kind.OBJECT, "an object", is_optional=True),
        st.none() | st.dictionaries(TEXTS, st.integers() | TEXTS | st.booleans(), max_size=3),
    ),
}  # fmt: skip
TABLE = TableDefinition("thing", "things", "Things.", tuple(column for column, _ in COLUMNS.values()))
ROWS = st.lists(st.fixed_dictionaries({name: values for name, (_, values) in COLUMNS.items()}), max_size=4).map(
    lambda rows: [row | {"id": number} for number, row in enumerate(rows)]
)


@given(ROWS)
def test_rows_read_back_from_csv_as_they_were(rows: list[dict[str, Any]]) -> None:
    assert rows_of_csv(TABLE, csv_of(TABLE, rows)) == rows


@given(ROWS)
def test_rows_read_back_from_json_as_they_were(rows: list[dict[str, Any]]) -> None:
    import json

    assert rows_of_json(TABLE, json.loads(json_rows(TABLE, rows))) == rows


@given(ROWS)
def test_rows_read_back_from_parquet_as_they_were(rows: list[dict[str, Any]]) -> None:
    assert rows_of_parquet(TABLE, parquet_of(TABLE, rows)) == rows


@given(TEXTS | FORMULAS)
def test_no_text_becomes_a_formula_and_every_text_comes_back(text: str) -> None:
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(defused(text)) == text


@given(ROWS)
def test_no_cell_of_a_csv_file_is_a_formula_but_a_number(rows: list[dict[str, Any]]) -> None:
    for row in csv.DictReader(io.StringIO(csv_of(TABLE, rows).decode(), newline=""), strict=True):
        for name, cell in row.items():
            if COLUMNS[name][0].kind is Kind.TEXT:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_pandas_reads_numbers_back_to_the_digit(number: float) -> None:
    column = COLUMNS["number"][0]
    text = f"number\n{cell_of(number, column)}\n"
    assert pd.read_csv(io.StringIO(text))["number"].iloc[0] == number


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("words", "", "words must not be empty text"),
        ("maybe", "", "maybe must not be empty text"),
        ("words", None, "words must not be missing"),
        ("truth", None, "truth must not be missing"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(name: str, value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        cell_of(value, COLUMNS[name][0])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("words", ""),
        ("truth", "1"),
        ("truth", ""),
        ("day", "2026-13-01"),
        ("whole", "1.5"),
        ("number", "x"),
        ("kind", "maybe"),
    ],
)
def test_what_stands_for_no_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        value_of(text, COLUMNS[name][0])


ROW = {
    "id": 0, "words": "a", "maybe": None, "blank": "", "whole": 1, "number": 0.5, "truth": True,
    "day": date(2026, 1, 2), "kind": "met", "more": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"id,words", b"id,word", "its columns are id, word,"),
        (b"0,a,", b"0,a,,", "row 2 has 11 cells instead of 10"),
        (b"true", b"yes", "row 2: 'yes' is neither true nor false"),
        (b",a,", b",\xff,", "cannot be read as CSV in UTF-8"),
        (b"met", b"part", "row 2: kind must not be 'part'"),
    ],
)
def test_a_csv_file_that_was_changed_says_where(old: bytes, new: bytes, said: str) -> None:
    content = csv_of(TABLE, [ROW])
    assert content.count(old) >= 1
    with pytest.raises(UnreadableTableError, match=said):
        rows_of_csv(TABLE, content.replace(old, new, 1))


def test_a_file_that_is_no_parquet_is_refused_in_one_line() -> None:
    with pytest.raises(UnreadableTableError, match="cannot be read as Parquet") as refused:
        rows_of_parquet(TABLE, b"nothing of the kind")
    assert "\n" not in str(refused.value)


def test_rows_are_ordered_by_key_with_enums_as_their_words() -> None:
    from scorecard.vocabulary import Level

    rows = [ROW | {"id": 2}, ROW | {"id": 1, "kind": Level.NOT_MET, "beside": "left out"}]
    plain = plain_rows(TABLE, rows)
    assert [row["id"] for row in plain] == [1, 2]
    assert plain[0]["kind"] == "not_met"
    assert "beside" not in plain[0]


def test_every_definition_says_what_it_means_and_has_a_name_of_its_own() -> None:
    tables = definitions()
    assert len({table.plural for table in tables.values()}) == len(tables)
    for table in tables.values():
        assert table.meaning and table.key
        assert all(column.meaning for column in table.columns)
        assert not [
            one.name for one in table.columns if one.may_be_blank and (one.is_optional or one.kind != Kind.TEXT)
        ]


def test_a_descriptor_gives_back_the_definitions_that_it_was_written_from() -> None:
    import json
    from dataclasses import replace

    from scorecard.publish.package.descriptor import File, ReleaseFacts, descriptor

    facts = ReleaseFacts("2026.11", date(2026, 11, 28), "c" * 40, "1", None, "h", "s")
    files = [File(f"csv/{table.plural}.csv", b"", table) for table in definitions().values()]
    resources = json.loads(descriptor(facts, "Title", "Description", files))["resources"]
    for table, resource in zip(definitions().values(), resources, strict=True):
        columns = tuple(replace(column, refers_to=None) for column in table.columns)
        assert table_of(resource) == replace(table, columns=columns)
