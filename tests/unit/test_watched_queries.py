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
from scorecard.vocabulary import Beginning
from tests.archives import Archive
from tests.policies import KIND, LEXICON_FILE, RULES, WATCHLIST_FILE, change, silent, watching, with_history, years

Texts = dict[str | bytes, bytes | str | None]
RULES_PATH = "North/House Rules.md"
ADDED, FIRST, OPENED, REWORDED = "added", "first", "opened", "reworded"
CHANGED = "Record new changes of South House Rules"
UNSURE = "the page was read in another way or not whole: the rule may still be there"


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
    assert spans(north) == [("2023-01-01", "2023-03-01"), ("2025-05-01", "2026-05-01")]
    assert marks(north) == [("2023-01-01", FIRST), ("2023-03-01", watched.REMOVED)]
    assert spans(south) == [("2025-06-01", "2026-01-01")]
    assert marks(south) == [("2025-06-01", OPENED), ("2026-01-01", watched.DROPPED)]
    assert north.marks[0][2] == "North Reader, House Rules: “Late books”"
    later = watched.timeline(tables, "lost_books")
    assert [(line.label, marks(line)[0]) for line in later] == [
        ("South Library", ("2024-01-01", ADDED)),
        ("North Library", ("2025-05-01", ADDED)),
    ]


def test_the_timeline_of_a_company_has_a_line_a_document_with_all_marks(tables: queries.Tables) -> None:
    (line,) = watched.document_timeline(tables, "north", "late_books")
    assert line.label == "North Reader, House Rules (policies)"
    assert [kind for _, kind in marks(line)] == [FIRST, watched.REMOVED, ADDED]
    table = watched.timeline_table(tables, "late_books", "north")
    assert list(table["Day"]) == days("2023-01-01", "2023-03-01", "2025-05-01")
    assert list(watched.timeline_table(tables, "late_books", None)["What"]) == [
        watched.MARKS[kind] for kind in (FIRST, watched.REMOVED, OPENED, watched.DROPPED)
    ]
    assert watched.document_timeline(tables, "north", "no_such_term") == []


@pytest.mark.parametrize("message", ["Refilter South House Rules", "Record new changes of South House Rules"])
def test_an_end_that_may_be_none_is_doubtful(archive: Archive, libraries: Path, message: str) -> None:
    is_technical = message.startswith("Refilter")
    text = "Late books cost a fee. " + "Be kind. " * 50
    archive.record("2026-06-01", "First record of South House Rules", South__House_Rules=text)
    later = text.replace("Late books cost a fee", "Fees are due") if is_technical else "Error 403"
    archive.record("2026-07-01", message, South__House_Rules=later)
    tables = asked(libraries, archive)
    (_, line) = watched.document_timeline(tables, "south", "late_books")
    assert marks(line) == [("2026-06-01", FIRST), ("2026-07-01", watched.DOUBTFUL)]
    change_of = rows_of(watched.clause_changes(tables))[0]
    assert (change_of["change"], change_of["said"], change_of["is_unsure"]) == (NOT_FOUND, UNSURE, True)
    row = first_naming(tables, "south", "late_books")
    assert (row["is_named"], row["gone_on"], row["is_gone_unsure"]) == (False, date(2026, 7, 1), True)
    assert (
        watched.end_in_words(row) == "not found since 1 July 2026, when the page was read in another way or not whole"
    )
    assert watched.timeline_finding(tables, "late_books", "south").endswith(
        "since 1 June 2025 at the latest (South, Terms); not found since 1 July 2026, when the page was read in "
        "another way or not whole"
    )


def test_stretches_of_several_documents_are_joined(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "First record of North Terms", North__Terms="Late books.")
    archive.record("2026-07-01", "Record new changes of North House Rules", North__House_Rules=RULES + KIND)
    north, _ = watched.timeline(asked(libraries, archive), "late_books")
    assert spans(north) == [("2023-01-01", "2023-03-01"), ("2025-05-01", "2026-07-01")]


def first_naming(tables: queries.Tables, company: str, term: str) -> dict[str, Any]:
    rows = rows_of(watched.first_namings(tables))
    return next(row for row in rows if (row["company_id"], row["term_id"]) == (company, term))


def test_first_namings_come_in_the_order_of_days_with_what_became_of_them(tables: queries.Tables) -> None:
    rows = rows_of(watched.first_namings(tables))
    found = [(row["company_id"], row["term_id"], str(row["first_seen_on"]), row["is_named"]) for row in rows]
    assert found == [
        ("north", "late_books", "2023-01-01", True),
        ("south", "lost_books", "2024-01-01", False),
        ("north", "lost_books", "2025-05-01", True),
        ("south", "late_books", "2025-06-01", False),
    ]
    assert [row["gone_on"] for row in rows] == [None] * 4  # named still, or only no longer recorded
    assert [row["is_gone_unsure"] for row in rows] == [None] * 4
    assert [row["begun"] for row in rows] == [FIRST, ADDED, ADDED, OPENED]
    assert [watched.end_in_words(row) for row in rows] == ["", "no newer version is archived"] * 2
    assert rows[0]["first_url"].endswith("/North/House%20Rules.md") and rows[0]["company"] == "North Library"


def test_a_term_that_went_from_all_documents_has_the_day_of_the_last(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules=RULES + KIND)
    tables = asked(libraries, archive)
    row = first_naming(tables, "north", "late_books")
    assert (row["is_named"], row["gone_on"], row["is_gone_unsure"]) == (False, date(2026, 6, 1), False)
    finding = watched.timeline_finding(tables, "late_books", "north")
    assert finding.endswith(
        "since 1 January 2023 at the latest (North Reader, House Rules); not found since 1 June 2026"
    )
    assert watched.timeline_finding(tables, "late_books", "south") == (
        "South Library: late books named in its rules since 1 June 2025 at the latest (South, Terms); no newer version "
        "is archived"
    )


def test_how_a_naming_ended_is_told_by_the_last_of_the_spells(archive: Archive, libraries: Path) -> None:
    """The rules dropped it with a change, the terms with a technical upgrade: the later one counts."""
    rules, terms = RULES + KIND, f"Be kind.{KIND}"
    archive.record("2026-05-02", "First record of North Terms", North__Terms=f"{terms} Late books.")
    archive.record("2026-05-20", "Record new changes of North House Rules", North__House_Rules=rules)
    archive.record("2026-06-01", "Refilter North Terms", North__Terms=terms)
    row = first_naming(asked(libraries, archive), "north", "late_books")
    assert (row["path"], row["gone_on"], row["is_gone_unsure"]) == (RULES_PATH, date(2026, 6, 1), True)
    assert (row["removed_on"], row["removed_kind"]) == (date(2023, 3, 1), "change")  # of the first spell


@pytest.mark.parametrize(("day", "is_fresh"), [("2026-05-01", True), ("2026-05-02", False)])
def test_a_document_without_a_new_version_for_a_year_says_nothing_of_today(
    archive: Archive, libraries: Path, day: str, is_fresh: bool
) -> None:
    archive.record(day, "First record of East Terms", East__Terms="Be kind.")
    tables = asked(libraries, archive)
    row = first_naming(tables, "north", "late_books")
    assert (row["is_named"], row["gone_on"], row["is_gone_unsure"]) == (is_fresh, None, None)
    assert watched.end_in_words(row) == ("" if is_fresh else "no newer version is archived")
    end = day if is_fresh else "2025-05-01"
    (line,) = watched.document_timeline(tables, "north", "late_books")
    assert spans(line) == spans(watched.timeline(tables, "late_books")[0])
    assert spans(line) == [("2023-01-01", "2023-03-01"), ("2025-05-01", end)]
    named = "1 name late books and 1 lost books" if is_fresh else "0 name late books and 0 lost books"
    assert watched.matrix_finding(tables) == f"Of 2 companies with archived rules, {named}"
    begin = f"Newest archived rules of {int(is_fresh)} of 2 companies name lost books; "
    assert watched.timeline_finding(tables, "lost_books", None).startswith(begin)


def test_a_fresh_document_keeps_a_term_named_beside_a_stale_one(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "First record of North Terms", North__Terms="Late books.")
    tables = asked(libraries, archive)
    assert first_naming(tables, "north", "late_books")["is_named"] is True
    assert first_naming(tables, "north", "lost_books")["is_named"] is False
    (north, _) = watched.timeline(tables, "late_books")
    assert spans(north)[1:] == [("2025-05-01", "2025-05-01"), ("2026-06-01", "2026-06-01")]


def test_the_matrix_has_a_row_a_watched_company_and_a_cell_a_term_found(tables: queries.Tables) -> None:
    matrix = watched.naming_matrix(tables)
    assert {company: set(cells) for company, cells in matrix.items()} == {
        "north": {"late_books", "lost_books"}, "south": {"late_books", "lost_books"}
    }  # fmt: skip
    assert watched.matrix_finding(tables) == ("Of 2 companies with archived rules, 1 name late books and 1 lost books")
    assert watched.policy_terms(tables) == {"late_books": "Late books", "lost_books": "Lost books"}
    assert watched.timeline_finding(tables, "lost_books", None) == (
        "Newest archived rules of 1 of 2 companies name lost books; earliest archived: South Library, since "
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


# --- how sure a beginning is ------------------------------------------------------------------------------------------

OFFER = "Apps that offer to lose books for people are banned."
OFFER_NAMED = "Apps that offer to lose books for people, lost books apps, are banned."
MORE = (
    "as we learn of them, together with all lost books tools, whoever made them, and however they may be named or sold"
)
SHORT = "Apps that lose books are banned"  # fewer words than tell a passage that stands within a longer one
KINDLY = f"Be kind.{KIND}"
REFILTERED = "Refilter South House Rules"
SAID = {
    ADDED: "words added: the version before had neither them nor a passage like theirs",
    REWORDED: "only the words are new: the version before had the passage in others",
    "grown": "the archived text grew by more than a quarter: the rule can be older",
    "technical": "technical upgrade: the archive changed how it reads the page; the rule can be older",
    "other": "edited by hand in the archive: the rule can be older",
}
BEGINNINGS = [
    (KINDLY, f"{KINDLY} {OFFER_NAMED}", CHANGED, ADDED, SAID[ADDED]),
    (f"{OFFER}{KIND}", f"{OFFER_NAMED}{KIND}", CHANGED, REWORDED, SAID[REWORDED]),
    (f"{OFFER}{KIND}", f"{OFFER_NAMED}{KIND}", REFILTERED, REWORDED, SAID[REWORDED]),
    (f"{OFFER}{KIND}", f"{OFFER[:-1]} {MORE}.{KIND}", CHANGED, REWORDED, SAID[REWORDED]),
    (f"{SHORT}.{KIND}", f"{SHORT} {MORE}.{KIND}", CHANGED, ADDED, SAID[ADDED]),
    (OFFER, f"{OFFER_NAMED}{KIND}", CHANGED, REWORDED, SAID[REWORDED]),
    ("Be kind.", f"{OFFER_NAMED}{KIND}", CHANGED, OPENED, SAID["grown"]),
    (KINDLY, f"{KINDLY} {OFFER_NAMED}", REFILTERED, OPENED, SAID["technical"]),
    (KINDLY, f"{KINDLY} {OFFER_NAMED}", "Merge pull request #7", OPENED, SAID["other"]),
]
WORDS = {
    ADDED: ("since 1 March 2026", "1 of them surely new"),
    REWORDED: ("in these words since 1 March 2026", "none of them surely new"),
    OPENED: ("since 1 March 2026 at the latest", "none of them surely new"),
}


@pytest.mark.parametrize(("before", "after", "message", "begun", "said"), BEGINNINGS)
def test_a_term_is_added_only_if_neither_the_reading_nor_a_close_passage_can_explain_it(
    tmp_path: Path, libraries: Path, before: str, after: str, message: str, begun: str, said: str
) -> None:
    archive = Archive(tmp_path / "one")
    archive.record("2026-01-01", "First record of South House Rules", South__House_Rules=before)
    archive.record("2026-03-01", message, South__House_Rules=after)
    tables = asked(libraries, archive)
    since, count = WORDS[begun]
    (line,) = watched.timeline(tables, "lost_books")
    assert marks(line) == [("2026-03-01", begun)] and list(watched.MARKS)[:4] == list(Beginning)
    row = first_naming(tables, "south", "lost_books")
    assert (row["begun"], row["first_kind"] == "first") == (begun, False)
    assert watched.timeline_finding(tables, "lost_books", "south") == (
        f"South Library: lost books named in its rules {since} (South, House Rules)"
    )
    assert watched.timeline_finding(tables, "lost_books", None).endswith(f"earliest archived: South Library, {since}")
    (changed,) = rows_of(watched.clause_changes(tables))
    assert (changed["change"], changed["is_unsure"], changed["said"]) == (NAMED, begun != ADDED, said)
    assert watched.recent_finding(tables) == (
        f"From 1 December 2025 to 1 March 2026: 1 clause first seen, {count}, 0 not found any more, in 1 document with "
        "new versions"
    )


def test_of_namings_of_one_day_the_surest_comes_first(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "one")
    kept, offered = f"{KINDLY} {OFFER}", f"{KINDLY} {OFFER_NAMED}"
    before: Texts = {"North/House Rules.md": "Be kind.", "North/Terms.md": kept, "South/House Rules.md": KINDLY}
    archive.commit("2026-01-01", "First record of all", before)
    after: Texts = dict.fromkeys([*before, "South/Terms.md"], offered)
    archive.commit("2026-03-01", "Record new changes of all", after)
    tables = asked(libraries, archive)
    found = [(row["path"], row["begun"]) for row in rows_of(watched.first_namings(tables))]
    assert found == [("South/House Rules.md", ADDED), ("North/Terms.md", REWORDED)]
    (_, row) = watched.timeline(tables, "lost_books")
    assert row.label == "North Library" and marks(row) == [("2026-03-01", REWORDED)]


def test_a_term_of_the_first_version_named_for_less_than_a_day_is_there_at_first(
    tmp_path: Path, libraries: Path
) -> None:
    archive, text = Archive(tmp_path / "one"), f"Be kind.{KIND}"
    archive.record("2026-01-01T08:00", "First record of South House Rules", South__House_Rules=f"{text} Late books.")
    archive.record("2026-01-01T09:00", CHANGED, South__House_Rules=text)
    archive.record("2026-03-01", CHANGED, South__House_Rules=f"{text} Late books.")
    tables = asked(libraries, archive)
    row = first_naming(tables, "south", "late_books")
    assert (row["begun"], row["first_seen_on"], row["absent_until_on"]) == (FIRST, date(2026, 3, 1), None)
    assert watched.clause_changes(tables).empty
    assert "since 1 March 2026 at the latest" in watched.timeline_finding(tables, "late_books", "south")


# --- what changed -----------------------------------------------------------------------------------------------------


def test_changes_come_newest_first_without_first_records_and_ends_of_recording(tables: queries.Tables) -> None:
    rows = rows_of(watched.clause_changes(tables))
    assert [(str(row["on"]), row["company_id"], row["term_id"], row["change"]) for row in rows] == [
        ("2025-06-01", "south", "late_books", NAMED),
        ("2025-05-01", "north", "late_books", NAMED),
        ("2025-05-01", "north", "lost_books", NAMED),
        ("2024-01-01", "south", "lost_books", NAMED),
        ("2023-03-01", "north", "late_books", NOT_FOUND),
    ]
    assert [row["is_unsure"] for row in rows] == [True, False, False, False, False]
    said = [SAID["technical"], *[SAID[ADDED]] * 3, "the words are in no part of the new text"]
    assert [row["said"] for row in rows] == said and all(row["url"] for row in rows)


def test_what_is_recent_is_counted_from_the_end_of_the_archive(archive: Archive, libraries: Path) -> None:
    assert watched.recent_window(asked(libraries, archive)) == (date(2026, 1, 31), date(2026, 5, 1))
    archive.record("2026-05-02", "Record new changes of North House Rules", North__House_Rules=RULES + KIND)
    archive.record("2026-05-03", "Refilter North House Rules", North__House_Rules=f"{RULES}{KIND} ")
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
        "From 2 May 2026 to 31 July 2026: 0 clauses first seen, none of them surely new, 2 not found any more, in "
        "1 document with new versions"
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
        "North Reader, House Rules: 3 archived versions, from 1 January 2023 to 1 May 2025"
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
