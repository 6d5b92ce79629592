"""What is said of cited clauses and of the age of assessments; and nothing where nothing was found."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.queries import watched
from scorecard.queries.watched.citations import changed_assessments, said_of, with_clauses
from scorecard.queries.watched.freshness import age_of
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus
from tests.archives import Archive
from tests.policies import FOLDER, RULES, watching, with_history, years

DAYS = {"version_on": date(2023, 1, 1), "last_with_on": date(2024, 2, 2), "first_without_on": date(2025, 3, 3)}
ROW = DAYS | {"newest_on": date(2026, 4, 4), "checked_to": date(2026, 5, 5)}
SAID = {
    "still_there": "Cited words verified in the archived version of 1 January 2023; unchanged up to the newest, of "
    "4 April 2026 (archive read to 5 May 2026).",
    "reworded": "Cited words verified in the archived version of 1 January 2023; source changed since the version "
    "cited: last found on 2 February 2024, in other words in the version of 3 March 2025.",
    "gone": "Cited words verified in the archived version of 1 January 2023; source changed since the version cited: "
    "last found on 2 February 2024, not found in the version of 3 March 2025.",
    "untracked": "Cited words verified in the archived version of 1 January 2023; the archive has not recorded the "
    "document since 3 March 2025.",
    "never_there": "The cited words were not found in the archived version of 1 January 2023.",
    "no_version": "The cited version is not in the archive.",
    "not_checked": "Clause not checked against the archive: no copy of that collection was read.",
}


def asked(data_dir: Path, archive: Archive) -> queries.Tables:
    return queries.from_data(with_history(data_dir, archive))[0]


@pytest.mark.parametrize("status", CitationStatus)
def test_every_status_is_said_in_a_sentence(status: CitationStatus) -> None:
    assert said_of(ROW | {"status": status.value, "note": None}) == SAID[status.value]


def test_a_note_is_told_after_what_became_of_the_clause() -> None:
    note = "The newest archived text has 3 % of the length."
    assert said_of(ROW | {"status": "gone", "note": note}) == f"{SAID['gone']} {note}"


def test_clauses_are_told_with_what_changed_first(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules=RULES)
    archive.record("2024-01-01", "Record new changes of North House Rules", North__House_Rules="Lending is free.")
    tables = asked(libraries, archive)
    rows = rows_of(watched.find_citations(tables, (), ()))
    assert [(row["status"], row["status_label"], row["indicator_id"]) for row in rows] == [
        ("gone", "gone", "OPE1"), ("still_there", "still there", "LEN1")
    ]  # fmt: skip
    assert rows[0]["said"].endswith(
        "last found on 1 January 2023, not found in the version of 1 January 2024. The newest archived text has 38 % "
        "of the length of the cited one: it may not have been fetched whole."
    )
    assert rows[1]["said"] == (
        "Cited words verified in the archived version of 1 January 2023; unchanged up to the newest, of "
        "1 January 2024 (archive read to 1 January 2024)."
    )
    assert rows[0]["cited_url"] != rows[0]["newest_url"] and rows[0]["newest_url"].startswith("https://github.com/")
    assert watched.citation_statuses(tables) == {"still_there": "still there (1)", "gone": "gone (1)"}
    assert watched.citations_finding(tables) == (
        "All cited clauses were looked for: all stood in the version that is cited, 1 in the newest one too"
    )
    assert len(watched.find_citations(tables, ("south",), ())) == 0
    assert len(watched.find_citations(tables, ("north",), ("gone",))) == 1
    (row,) = rows_of(watched.citations_by_collection(tables))
    assert (row["public repository"], row["clauses"], row["checked to"]) == ("example/policies", 2, "1 Jan 2024")
    assert changed_assessments(tables) == {("north", "OPE1")}


def test_clauses_that_never_stood_in_the_cited_version_are_not_counted_as_found(
    tmp_path: Path, libraries: Path
) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules="Lending is free.")
    assert watched.citations_finding(asked(libraries, archive)) == (
        "All cited clauses were looked for: 1 stood in the version that is cited, 1 in the newest one too"
    )


def test_evidence_keeps_its_rows_and_gets_what_became_of_its_clause(tmp_path: Path, libraries: Path) -> None:
    tables = asked(libraries, years(tmp_path / "archive"))
    evidence = tables["evidence"]
    rows = rows_of(with_clauses(tables, evidence))
    assert [row["finding"] for row in rows] == evidence["finding"].tolist()
    said = {row["locator"]: row["clause_said"] for row in rows if row["clause_status"]}
    assert set(said) == {"Lending is free", "closed on Sundays"}
    begin = "Cited words verified in the archived version of 1 January 2023; unchanged up to the newest, of 1 May 2025"
    assert all(words.startswith(begin) for words in said.values())


def test_the_freshness_of_an_assessment(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules=RULES)
    archive.record("2026-01-01", "Record new changes of North House Rules", North__House_Rules="Lending is free.")
    archive.record("2026-06-01", "First record of South Terms", South__Terms="Be kind.")
    tables = asked(libraries, archive)
    fresh = watched.freshness(tables, "north", date(2026, 9, 28))
    assert fresh["LEN1"].coded.words == "2 months ago" and fresh["LEN1"].coded.step == "ageing"
    assert fresh["LEN1"].newest_on == date(2026, 1, 1) and fresh["LEN1"].changed_count == 0
    assert fresh["LEN1"].checked is not None and fresh["LEN1"].checked.on == date(2026, 6, 1)
    assert fresh["OPE1"].changed_count == 1
    assert (fresh["LEN2"].newest_on, fresh["LEN2"].checked, fresh["LEN2"].changed_count) == (None, None, 0)
    assert set(fresh) == set(tables["indicator"]["indicator_id"])


SIGNS = "◔◑◕●"


@pytest.mark.parametrize(
    ("days", "words", "step"),
    [
        (-5, "today", "fresh"), (0, "today", "fresh"), (1, "1 day ago", "fresh"), (60, "60 days ago", "fresh"),
        (61, "2 months ago", "fresh"), (89, "2 months ago", "fresh"), (90, "2 months ago", "ageing"),
        (179, "5 months ago", "ageing"), (180, "5 months ago", "old"), (364, "11 months ago", "old"),
        (365, "11 months ago", "very old"), (366, "over 1 year ago", "very old"),
        (731, "over 2 years ago", "very old"),
    ],
)  # fmt: skip
def test_an_age_in_words_and_as_a_sign(days: int, words: str, step: str) -> None:
    age = age_of(date(2024, 1, 1), date(2024, 1, 1) + timedelta(days=days))
    assert (age.words, age.step, age.on) == (words, step, date(2024, 1, 1))


@given(on=st.dates(date(2000, 1, 1), date(2080, 1, 1)), first=st.integers(-400, 4000), more=st.integers(0, 4000))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_age_goes_backwards_as_days_pass(on: date, first: int, more: int) -> None:
    before, after = (age_of(on, on + timedelta(days=days)) for days in (first, first + more))
    assert SIGNS.index(before.sign) <= SIGNS.index(after.sign)
    assert amount(before.words) <= amount(after.words)


def amount(words: str) -> tuple[int, int]:
    """Return the unit and the number of an age in words, so that ages can be compared."""
    units = [("today", 0), ("day", 1), ("month", 2), ("year", 3)]
    unit = next(rank for name, rank in units if name in words)
    return unit, int("".join(filter(str.isdigit, words)) or 0)


@pytest.mark.parametrize("has_watchlist", [True, False])
def test_a_folder_in_which_nothing_was_found_gives_nothing_and_fails_nowhere(
    libraries: Path, has_watchlist: bool
) -> None:
    if has_watchlist:
        watching(libraries)
    tables = queries.from_data(libraries)[0]
    assert not watched.has_history(tables) and watched.watched_companies(tables) == {}
    assert watched.unwatched_companies(tables) == ["North Library", "South Library"]
    empty: list[Any] = [
        watched.first_namings(tables), watched.clause_changes(tables), watched.find_citations(tables, (), ()),
        watched.citations_by_collection(tables),
    ]  # fmt: skip
    assert all(frame.empty for frame in empty)
    assert watched.naming_matrix(tables) == watched.citation_statuses(tables) == {}
    assert watched.timeline(tables, "late_books") == watched.document_timeline(tables, "north", "late_books") == []
    assert watched.followed_documents(tables, "north") == {} and changed_assessments(tables) == frozenset()
    assert watched.citations_finding(tables) == "No cited clause was checked against the archive yet"
    fresh = watched.freshness(tables, "north", date(2026, 7, 1))
    assert {(one.newest_on, one.checked, one.changed_count) for one in fresh.values()} == {(None, None, 0)}
    assert watched.coded_age(tables, "north", date(2026, 7, 1)).words == "1 day ago"
    rows = rows_of(with_clauses(tables, tables["evidence"]))
    assert len(rows) == len(tables["evidence"]) and not any(row["clause_status"] for row in rows)


def test_the_feed_is_a_file_of_the_data_folder(tmp_path: Path, libraries: Path) -> None:
    assert watched.feed_file(libraries) is None
    with_history(libraries, years(tmp_path / "archive"))
    assert watched.feed_file(libraries) == libraries / FOLDER / "changes.atom"
