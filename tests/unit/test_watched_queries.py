"""Questions about archived policies, on the made-up archive: since when rules name what, and what changed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.policy_history import write_history
from scorecard import queries
from scorecard.queries import watched
from scorecard.queries.watched.changes import NAMED, NOT_FOUND
from scorecard.tabular import rows_of
from tests.archives import Archive
from tests.policies import LEXICON_FILE, RULES, WATCHLIST_FILE, change, silent, watching, with_history, years

RULES_PATH = "North/House Rules.md"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return years(tmp_path / "archive")


def asked(data_dir: Path, archive: Archive) -> queries.Tables:
    return queries.from_data(with_history(data_dir, archive))[0]


@pytest.fixture
def tables(archive: Archive, libraries: Path) -> queries.Tables:
    return asked(libraries, archive)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def spans(line: watched.Line) -> list[tuple[str, str]]:
    return [(str(first), str(last)) for first, last in line.spans]


def marks(line: watched.Line) -> list[tuple[str, str]]:
    return [(str(on), kind) for on, kind, _ in line.marks]


# --- since when -------------------------------------------------------------------------------------------------------


def test_a_timeline_has_a_line_a_company_with_its_stretches_and_marks(tables: queries.Tables) -> None:
    north, south = watched.timeline(tables, "late_books")
    assert (north.label, south.label) == ("North Library", "South Library")
    assert spans(north) == [("2023-01-01", "2023-03-01"), ("2025-01-01", "2026-05-01")]
    assert marks(north) == [("2023-01-01", watched.AT_LATEST), ("2023-03-01", watched.REMOVED)]
    assert spans(south) == [("2025-06-01", "2026-01-01")]
    assert marks(south) == [("2025-06-01", watched.TECHNICAL), ("2026-01-01", watched.DROPPED)]
    assert north.marks[0][2] == "North Reader, House Rules: “Late books”"
    later = watched.timeline(tables, "lost_books")
    assert [(line.label, marks(line)[0]) for line in later] == [
        ("South Library", ("2024-01-01", watched.ADDED)),
        ("North Library", ("2025-01-01", watched.ADDED)),
    ]


def test_the_timeline_of_a_company_has_a_line_a_document_with_all_marks(tables: queries.Tables) -> None:
    (line,) = watched.document_timeline(tables, "north", "late_books")
    assert line.label == "North Reader, House Rules (policies)"
    assert [kind for _, kind in marks(line)] == [watched.AT_LATEST, watched.REMOVED, watched.ADDED]
    table = watched.timeline_table(tables, "late_books", "north")
    assert list(table["Day"]) == days("2023-01-01", "2023-03-01", "2025-01-01")
    assert list(watched.timeline_table(tables, "late_books", None)["What"]) == [
        watched.MARKS[kind] for kind in (watched.AT_LATEST, watched.REMOVED, watched.TECHNICAL, watched.DROPPED)
    ]
    assert watched.document_timeline(tables, "north", "no_such_term") == []


@pytest.mark.parametrize("message", ["Refilter South House Rules", "Record new changes of South House Rules"])
def test_an_end_that_may_be_none_is_doubtful(archive: Archive, libraries: Path, message: str) -> None:
    is_technical = message.startswith("Refilter")
    text = "Late books cost a fee. " + "Be kind. " * 50
    archive.record("2026-06-01", "First record of South House Rules", South__House_Rules=text)
    later = text.replace("Late", "Old") if is_technical else "Error 403"
    archive.record("2026-07-01", message, South__House_Rules=later)
    tables = asked(libraries, archive)
    (_, line) = watched.document_timeline(tables, "south", "late_books")
    assert marks(line) == [("2026-06-01", watched.AT_LATEST), ("2026-07-01", watched.DOUBTFUL)]


def test_stretches_of_several_documents_are_joined(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "First record of North Terms", North__Terms="Late books.")
    archive.record("2026-07-01", "Record new changes of North House Rules", North__House_Rules=RULES)
    north, _ = watched.timeline(asked(libraries, archive), "late_books")
    assert spans(north) == [("2023-01-01", "2023-03-01"), ("2025-01-01", "2026-07-01")]


def first_naming(tables: queries.Tables, company: str, term: str) -> dict[str, Any]:
    rows = rows_of(watched.first_namings(tables))
    return next(row for row in rows if (row["company_id"], row["term_id"]) == (company, term))


def test_first_namings_come_in_the_order_of_days_with_what_became_of_them(tables: queries.Tables) -> None:
    rows = rows_of(watched.first_namings(tables))
    found = [(row["company_id"], row["term_id"], str(row["first_seen_on"]), row["is_named"]) for row in rows]
    assert found == [
        ("north", "late_books", "2023-01-01", True),
        ("south", "lost_books", "2024-01-01", False),
        ("north", "lost_books", "2025-01-01", True),
        ("south", "late_books", "2025-06-01", False),
    ]
    assert [row["gone_on"] for row in rows] == [None] * 4  # named still, or only no longer recorded
    assert rows[0]["first_url"].endswith("/North/House%20Rules.md") and rows[0]["company"] == "North Library"


def test_a_term_that_went_from_all_documents_has_the_day_of_the_last(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules=RULES)
    tables = asked(libraries, archive)
    row = first_naming(tables, "north", "late_books")
    assert (row["is_named"], row["gone_on"]) == (False, date(2026, 6, 1))
    finding = watched.timeline_finding(tables, "late_books", "north")
    assert finding.endswith(
        "since 1 January 2023 at the latest (North Reader, House Rules); not found since 1 June 2026"
    )
    assert "the archive no longer records them" in watched.timeline_finding(tables, "late_books", "south")


def test_the_matrix_has_a_row_a_watched_company_and_a_cell_a_term_found(tables: queries.Tables) -> None:
    matrix = watched.naming_matrix(tables)
    assert {company: set(cells) for company, cells in matrix.items()} == {
        "north": {"late_books", "lost_books"}, "south": {"late_books", "lost_books"}
    }  # fmt: skip
    assert watched.matrix_finding(tables) == ("Of 2 companies with archived rules, 1 name late books and 1 lost books")
    assert watched.policy_terms(tables) == {"late_books": "Late books", "lost_books": "Lost books"}
    assert watched.timeline_finding(tables, "lost_books", None) == (
        "Newest archived rules of 1 of 2 companies name lost books; first seen added by South Library, South, on "
        "1 January 2024"
    )


def test_companies_without_an_archived_document_are_named(archive: Archive, libraries: Path) -> None:
    watching(libraries)
    change(libraries, WATCHLIST_FILE, "  - company: south\n    service: South\n", "")
    write_history(archive.folder, libraries, silent)
    tables = queries.from_data(libraries)[0]
    assert watched.unwatched_companies(tables) == ["South Library"]
    assert watched.watched_companies(tables) == {"north": "North Library"}
    assert "South Library" in watched.unwatched_in_words(tables) and list(watched.naming_matrix(tables)) == ["north"]


# --- what changed -----------------------------------------------------------------------------------------------------


def test_changes_come_newest_first_without_first_records_and_ends_of_recording(tables: queries.Tables) -> None:
    rows = rows_of(watched.clause_changes(tables))
    assert [(str(row["on"]), row["company_id"], row["term_id"], row["change"]) for row in rows] == [
        ("2025-06-01", "south", "late_books", NAMED),
        ("2025-01-01", "north", "late_books", NAMED),
        ("2025-01-01", "north", "lost_books", NAMED),
        ("2024-01-01", "south", "lost_books", NAMED),
        ("2023-03-01", "north", "late_books", NOT_FOUND),
    ]
    assert rows[0]["kind"] == "technical" and all(row["url"] for row in rows)


def test_what_is_recent_is_counted_from_the_end_of_the_archive(archive: Archive, libraries: Path) -> None:
    assert watched.recent_window(asked(libraries, archive)) == (date(2026, 1, 31), date(2026, 5, 1))
    archive.record("2026-05-02", "Record new changes of North House Rules", North__House_Rules=RULES)
    archive.record("2026-05-03", "Refilter North House Rules", North__House_Rules=f"{RULES} ")
    archive.record("2026-05-04", "First record of South House Rules", South__House_Rules="Be kind.")
    archive.record("2026-07-31", "Record new changes of East Terms", East__Terms="Be kind.")
    write_history(archive.folder, libraries, silent)
    tables = queries.from_data(libraries)[0]
    assert watched.recent_window(tables) == (date(2026, 5, 2), date(2026, 7, 31))
    assert [(row["term_id"], row["change"]) for row in rows_of(watched.recent_changes(tables))] == [
        ("late_books", NOT_FOUND), ("lost_books", NOT_FOUND)
    ]  # fmt: skip
    (row,) = rows_of(watched.recent_documents(tables))
    assert (row["path"], row["change_count"], row["technical_count"]) == (RULES_PATH, 1, 1)
    assert watched.recent_finding(tables) == (
        "From 2 May 2026 to 31 July 2026, 0 clauses came and 2 were not found any more, in 1 document with new versions"
    )


def test_the_versions_of_a_document_say_what_each_began_and_ended(tables: queries.Tables) -> None:
    rows = rows_of(watched.document_versions(tables, "example/policies", RULES_PATH))
    assert [(row["position"], row["kind"], row["terms"], row["begun"], row["ended"]) for row in rows] == [
        (3, "change", ["Late books", "Lost books"], ["Late books", "Lost books"], []),
        (2, "change", [], [], ["Late books"]),
        (1, "first", ["Late books"], [], []),
    ]
    assert watched.followed_documents(tables, "north") == {
        "policies/North/House Rules": "North Reader, House Rules (policies, 3)"
    }
    row = watched.followed_document(tables, "north", "policies/North/House Rules")
    assert watched.document_finding(row) == (
        "North Reader, House Rules: 3 archived versions, from 1 January 2023 to 1 January 2025"
    )
    with pytest.raises(KeyError):
        watched.followed_document(tables, "south", "policies/North/House Rules")


def test_a_version_that_cannot_be_read_begins_and_ends_nothing(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules="Lost.")
    archive.blob(RULES_PATH).unlink()
    archive.record("2026-07-01", "Record new changes of North House Rules", North__House_Rules="Pay for late books.")
    watching(libraries)
    write_history(archive.folder, libraries, silent)
    tables = queries.from_data(libraries)[0]
    newest, unread, *_ = rows_of(watched.document_versions(tables, "example/policies", RULES_PATH))
    assert (unread["is_readable"], unread["terms"], unread["begun"], unread["ended"]) == (False, [], [], [])
    assert (newest["begun"], newest["ended"]) == ([], ["Lost books"])


def test_a_history_without_any_clause_is_told_as_such(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "quiet")
    archive.record("2025-01-01", "First record of North House Rules", North__House_Rules=RULES)
    tables = asked(libraries, archive)
    assert watched.has_history(tables) and watched.timeline(tables, "late_books") == []
    assert watched.first_namings(tables).empty and watched.naming_matrix(tables) == {"north": {}}
    assert watched.clause_changes(tables).empty and watched.recent_changes(tables).empty
    assert watched.timeline_finding(tables, "late_books", None) == (
        "No archived rule of 1 company was found to name late books"
    )
    assert watched.matrix_finding(tables) == "Of 1 company with archived rules, 0 name late books and 0 lost books"
    text = (libraries / LEXICON_FILE).read_text()
    change(libraries, LEXICON_FILE, text[text.index("  - id: lost_books") :], "")
    alone = queries.from_data(libraries)[0]
    assert watched.matrix_finding(alone) == "Of 1 company with archived rules, 0 name late books"
    assert watched.recent_finding(tables).endswith("no clause came or went, in 0 documents with new versions")
