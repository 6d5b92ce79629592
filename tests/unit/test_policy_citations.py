"""What becomes of a cited clause: still there, reworded, gone, not tracked, never there."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.policy.citations import Document, Outcome, has_close_passage, is_in_as_read, outcome
from scorecard.policy.versions import Version
from scorecard.vocabulary import CitationStatus, VersionKind

CLAUSE = "You may not offer tools that undress people in pictures, whoever they are."
LOCATOR = "tools that undress people"
OTHER = "Be kind to each other.\n\nPay your bills on time, every month, in full."


def terms(text: str) -> frozenset[str]:
    return frozenset({"tools"} if "undress" in text else set())


def checked(locator: str, *texts: str | None, unreadable: tuple[int, ...] = ()) -> Outcome:
    """Return what became of a locator that is cited from the first of some texts; None where the document went."""
    versions = [
        Version("North/Rules.md", f"{at:040x}", at * 86_400, VersionKind.CHANGE, None if text is None else f"b{at}")
        for at, text in enumerate(texts, start=1)
    ]
    content: Mapping[str, str | None] = {
        f"b{at}": None if at in unreadable else text for at, text in enumerate(texts, start=1)
    }
    cited = Document(versions[0], texts[0] or "")
    return outcome(locator, cited, versions, lambda version: content[version.blob or ""], terms)


def commits(found: Outcome) -> tuple[int | None, ...]:
    return tuple(
        int(version.commit, 16) if version else None
        for version in (found.cited, found.last_with, found.first_without, found.newest)
    )


def test_a_clause_of_the_newest_version_is_still_there() -> None:
    found = checked(LOCATOR, CLAUSE, f"{CLAUSE}\n{OTHER}")
    assert found.status is CitationStatus.STILL_THERE and commits(found) == (1, 2, None, 2)


@pytest.mark.parametrize(
    "newest",
    [
        "You may not offer tools  that\n  undress people in pictures.",
        "You may not offer **tools that _undress_ people** in pictures.",
        "- tools that undress\u00a0people",
    ],
)
def test_white_space_and_emphasis_are_no_rewording(newest: str) -> None:
    assert checked(LOCATOR, CLAUSE, newest).status is CitationStatus.STILL_THERE


def test_but_the_cited_version_must_have_it_literally() -> None:
    assert checked("tools that  undress", CLAUSE).status is CitationStatus.NEVER_THERE
    assert checked("Tools that undress people", CLAUSE).status is CitationStatus.NEVER_THERE


def test_a_clause_in_other_words_is_reworded_with_both_dates() -> None:
    newest = f"{OTHER}\nYou may not offer any tools which undress people in pictures, whoever they may be."
    found = checked(LOCATOR, CLAUSE, CLAUSE, OTHER, newest)
    assert found.status is CitationStatus.REWORDED and commits(found) == (1, 2, 3, 4)


def test_close_words_that_no_longer_name_the_term_are_gone() -> None:
    newest = "You may not offer tools that draw people in pictures, whoever they are."
    assert checked(LOCATOR, CLAUSE, newest).status is CitationStatus.GONE


def test_a_clause_without_anything_like_it_is_gone_and_a_much_shorter_text_is_told() -> None:
    whole = f"{CLAUSE}\n{OTHER * 5}"
    found = checked(LOCATOR, whole, OTHER * 5)
    assert found.status is CitationStatus.GONE and commits(found) == (1, 1, 2, 2) and found.note == ""
    assert "may not have been fetched whole" in checked(LOCATOR, whole, OTHER).note


def test_the_last_version_with_the_clause_counts_where_it_came_and_went() -> None:
    assert commits(checked(LOCATOR, CLAUSE, OTHER, CLAUSE, OTHER, OTHER)) == (1, 3, 4, 5)


def test_versions_that_cannot_be_read_tell_nothing() -> None:
    found = checked(LOCATOR, CLAUSE, CLAUSE, OTHER, OTHER, unreadable=(2, 3))
    assert found.status is CitationStatus.GONE and commits(found) == (1, 1, 4, 4)
    found = checked(LOCATOR, CLAUSE, OTHER, unreadable=(2,))
    assert found.status is CitationStatus.NOT_CHECKED and "cannot be read" in found.note


def test_a_document_that_went_is_not_tracked() -> None:
    found = checked(LOCATOR, CLAUSE, f"{CLAUSE} ", None)
    assert found.status is CitationStatus.UNTRACKED and commits(found) == (1, 2, 3, 2)


@given(st.text(max_size=60), st.text(max_size=300), st.text(max_size=300))
def test_any_text_gets_an_outcome(locator: str, before: str, after: str) -> None:
    found = checked(locator, f"{before}{locator}", after)
    assert found.status in (CitationStatus.STILL_THERE, CitationStatus.REWORDED, CitationStatus.GONE)
    if locator in after:
        assert found.status is CitationStatus.STILL_THERE


@given(st.text(min_size=1, max_size=80), st.text(max_size=80))
def test_what_stands_literally_is_also_found_as_read(locator: str, around: str) -> None:
    assert is_in_as_read(locator, f"{around} {locator} {around}")


def test_a_passage_is_close_to_itself_and_not_to_another() -> None:
    assert has_close_passage(LOCATOR, CLAUSE, f"{OTHER}\n{CLAUSE}", terms)
    assert not has_close_passage(LOCATOR, CLAUSE, OTHER, terms)
