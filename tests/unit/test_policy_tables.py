"""Archived policies in the database: the same as the files say, on SQLite and on PostgreSQL."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from scorecard import queries
from scorecard.build import build
from scorecard.tabular import rows_of
from tests.policies import CITED, FOLDER, LEXICON_FILE, WATCHLIST_FILE, change, watching, with_history, years

TABLES = ["policy_collection", "policy_term", "policy_document", "policy_version", "clause_spell", "citation_check"]
FILES = {
    "policy_document": "documents",
    "policy_version": "versions",
    "clause_spell": "clauses",
    "citation_check": "citations",
}


@pytest.fixture
def data_dir(libraries: Path, tmp_path: Path) -> Path:
    return with_history(libraries, years(tmp_path / "archive"))


def built(data_dir: Path, address: str) -> queries.Tables:
    build(data_dir, address)
    return queries.load(address)


def written(data_dir: Path, name: str) -> list[dict[str, str]]:
    with (data_dir / FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(value: Any) -> str:
    """Return a value of a table as the files have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:10] if isinstance(value, date) else str(value)


def sorted_rows(rows: list[dict[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    return sorted(tuple(sorted(row.items())) for row in rows)


def test_the_tables_have_exactly_the_rows_of_the_files(data_dir: Path, address: str) -> None:
    tables = built(data_dir, address)
    for table, name in FILES.items():
        rows = [{key: shown(value) for key, value in row.items()} for row in rows_of(tables[table])]
        assert sorted_rows(rows) == sorted_rows(written(data_dir, name)), table
        assert rows, table


def test_collections_and_terms_stand_in_the_order_of_the_files(data_dir: Path, address: str) -> None:
    watchlist = (data_dir / WATCHLIST_FILE).read_text()
    first = watchlist.partition("documents:")[0].partition("collections:\n")[2]
    change(data_dir, WATCHLIST_FILE, "collections:\n", "collections:\n" + first.replace("/policies", "/another"))
    tables = built(data_dir, address)
    collections = rows_of(tables["policy_collection"].sort_values("position"))
    assert [row["collection"] for row in collections] == ["example/another", "example/policies"]
    assert collections[0]["head_on"] is None and collections[0]["commit_count"] is None
    (head,) = written(data_dir, "collections")
    assert {key: shown(collections[1][key]) for key in head} == head
    assert collections[1]["licence"] == "ODC-By 1.0" and collections[1]["home"] == "https://example.org/policies"
    terms = rows_of(tables["policy_term"].sort_values("position"))
    assert [(row["term_id"], row["label"], row["meaning"]) for row in terms] == [
        ("late_books", "Late books", "Books that come back late."),
        ("lost_books", "Lost books", "Books that do not come back."),
    ]


def test_the_database_says_the_same_as_the_folder(data_dir: Path, address: str) -> None:
    stored, direct = built(data_dir, address), queries.from_data(data_dir)[0]
    for name in TABLES:
        columns = list(direct[name].columns)
        one, other = (frame[name].sort_values(columns[:4]).reset_index(drop=True) for frame in (stored, direct))
        assert_frame_equal(one, other)


def test_what_was_found_about_a_clause_that_nobody_cites_any_more_is_left_out(data_dir: Path, address: str) -> None:
    change(data_dir, "companies/north.yaml", "locator: Lending is free", "locator: Lending is")
    tables = built(data_dir, address)
    assert tables["citation_check"]["locator"].tolist() == ["closed on Sundays"]
    assert len(written(data_dir, "citations")) == 2


def test_a_version_that_is_cited_anew_loses_its_old_result(data_dir: Path, tmp_path: Path) -> None:
    text = (data_dir / "companies" / "north.yaml").read_text()
    change(data_dir, "companies/north.yaml", text.partition("commit: ")[2][:40], CITED)
    assert built(data_dir, f"sqlite:///{tmp_path}/test.db")["citation_check"].empty


def test_the_content_hash_follows_what_was_found(data_dir: Path, tmp_path: Path) -> None:
    first = build(data_dir, f"sqlite:///{tmp_path}/one.db").content_hash
    assert build(data_dir, f"sqlite:///{tmp_path}/two.db").content_hash == first
    change(data_dir, LEXICON_FILE, "label: Late books", "label: Overdue books")
    assert build(data_dir, f"sqlite:///{tmp_path}/three.db").content_hash != first


@pytest.mark.parametrize("has_watchlist", [True, False])
def test_a_folder_in_which_nothing_was_found_has_empty_tables(
    libraries: Path, address: str, has_watchlist: bool
) -> None:
    if has_watchlist:
        watching(libraries)
    tables = built(libraries, address)
    assert {name: len(tables[name]) for name in TABLES} == dict.fromkeys(TABLES, 0) | (
        {"policy_collection": 1, "policy_term": 2} if has_watchlist else {}
    )
