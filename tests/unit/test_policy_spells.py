"""When a document named a term: beginnings, ends, brief absences, and what made the version."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.policy.spells import BRIEF_DAYS, SPELL_COLUMNS, spells
from scorecard.policy.versions import kind_of_message
from scorecard.vocabulary import VersionKind

START = date(2025, 1, 1)
_DAY = 86_400
EPOCH = int((START - date(1970, 1, 1)).total_seconds())


def history(*steps: tuple[int, str, bool], size: int = 1000) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return versions of one document, each with the day after the start, its kind, and whether it names the term."""
    versions = pd.DataFrame(
        [
            {
                "collection": "example/policies",
                "path": "North/Rules.md",
                "commit": f"{at:040x}",
                "committed_at": EPOCH + day * _DAY,
                "kind": kind,
                "blob": f"b{at}",
                "state": "read",
                "size": size,
            }
            for at, (day, kind, _) in enumerate(steps)
        ]
    )
    named = [{"blob": f"b{at}", "term_id": "tools", "words": f"words {at}"} for at, step in enumerate(steps) if step[2]]
    return versions, pd.DataFrame(named, columns=["blob", "term_id", "words"])


def told(*steps: tuple[int, str, bool]) -> list[tuple[object, ...]]:
    rows = spells(*history(*steps))
    columns = ["spell", "first_seen_on", "first_kind", "absent_until_on", "last_seen_on", "removed_on", "removed_kind",
               "interruption_count"]  # fmt: skip
    return [tuple(None if value != value else value for value in row) for row in rows[columns].to_numpy().tolist()]


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_a_term_that_is_added_has_the_day_and_the_day_before_which_it_was_not_there() -> None:
    assert told((0, "first", False), (100, "change", False), (200, "change", True), (300, "change", True)) == [
        (1, day(200), "change", day(100), day(300), None, None, 0)
    ]


def test_a_term_of_the_first_archived_version_can_be_older() -> None:
    assert told((0, "first", True)) == [(1, day(0), "first", None, day(0), None, None, 0)]


def test_the_first_archived_version_is_told_by_its_place_not_by_its_message() -> None:
    assert told((0, "change", True))[0][2] == "first"
    assert told((0, "first", False), (50, "first", True))[0][2] == "other"


def test_a_technical_upgrade_is_no_change_of_policy() -> None:
    assert told((0, "first", False), (90, "technical", True), (180, "technical", False)) == [
        (1, day(90), "technical", day(0), day(90), day(180), "technical", 0)
    ]


def test_removed_and_added_again_are_two_spells() -> None:
    assert told((0, "first", True), (100, "change", False), (200, "change", True)) == [
        (1, day(0), "first", None, day(0), day(100), "change", 0),
        (2, day(200), "change", day(100), day(200), None, None, 0),
    ]


def test_a_brief_absence_is_an_interruption() -> None:
    steps = [(0, "first", True), (100, "change", False), (100 + BRIEF_DAYS, "change", True), (400, "change", True)]
    assert told(*steps) == [(1, day(0), "first", None, day(400), None, None, 1)]
    steps[2] = (101 + BRIEF_DAYS, "change", True)
    assert len(told(*steps)) == 2


def test_a_presence_of_less_than_a_day_is_no_spell() -> None:
    assert told((0, "first", True), (0, "change", False)) == []
    steps = [(0, "first", True), (1, "change", False)]
    assert len(told(*steps)) == 1


def test_an_absence_that_lasts_to_the_newest_version_is_a_removal_however_short() -> None:
    assert told((0, "first", True), (1, "change", False)) == [(1, day(0), "first", None, day(0), day(1), "change", 0)]


def test_a_text_that_cannot_be_read_tells_nothing() -> None:
    versions, mentions = history((0, "first", True), (100, "change", False), (200, "change", True))
    versions.loc[1, "state"] = "missing"
    rows = spells(versions, mentions)
    assert len(rows) == 1 and rows["removed_on"].isna().all() and rows["interruption_count"].tolist() == [0]


def test_a_document_that_the_archive_dropped_ends_its_spell() -> None:
    versions, mentions = history((0, "first", True), (100, "other", False))
    versions.loc[1, ["blob", "state", "size"]] = None
    rows = spells(versions, mentions)
    assert rows["removed_kind"].tolist() == ["dropped"] and rows["has_shrunk"].tolist() == [False]


def test_a_document_that_the_archive_took_up_again_begins_anew() -> None:
    """Nobody knows since when the term is there: it can be older than the version."""
    versions, mentions = history((0, "first", False), (100, "other", False), (200, "first", True))
    versions.loc[1, ["blob", "state", "size"]] = None
    rows = spells(versions, mentions)
    assert rows["first_kind"].tolist() == ["first"] and rows["absent_until_on"].isna().all()


@pytest.mark.parametrize(("size", "has_shrunk"), [(499, True), (500, False), (2000, False)])
def test_a_removal_with_half_of_the_text_is_doubtful(size: int, has_shrunk: bool) -> None:
    versions, mentions = history((0, "first", True), (100, "change", False))
    versions.loc[1, "size"] = size
    assert spells(versions, mentions)["has_shrunk"].tolist() == [has_shrunk]


@pytest.mark.parametrize(("size", "has_grown"), [(1251, True), (1250, False), (400, False)])
def test_a_beginning_with_a_quarter_more_of_text_can_be_older(size: int, has_grown: bool) -> None:
    versions, mentions = history((0, "first", False), (100, "change", True))
    versions.loc[1, "size"] = size
    assert spells(versions, mentions)["has_grown"].tolist() == [has_grown]


def test_a_beginning_has_its_text_and_the_one_before_unless_it_is_of_a_first_version() -> None:
    versions, mentions = history((0, "first", True), (100, "change", False), (200, "change", True))
    versions.loc[0, "size"] = 9
    rows = spells(versions, mentions)
    assert rows["first_blob"].tolist() == ["b0", "b2"]
    assert [None if blob != blob else blob for blob in rows["before_blob"]] == [None, "b1"]
    assert rows["has_grown"].tolist() == [False, False]


def test_a_term_that_the_first_version_named_however_briefly_can_be_older() -> None:
    versions, mentions = history((0, "first", True), (0, "change", False), (100, "change", True), size=1000)
    versions.loc[2, "size"] = 5000
    (row,) = spells(versions, mentions).to_dict("records")
    assert (row["spell"], row["first_seen_on"], row["first_kind"]) == (1, day(100), "first")
    assert (row["absent_until_on"], row["before_blob"], row["has_grown"]) == (None, None, False)


def test_what_the_first_version_named_says_nothing_of_later_spells_and_other_terms() -> None:
    steps = [(0, "first", True), (0, "change", False), (100, "change", True), (150, "change", False)]
    assert [row[2] for row in told(*steps, (300, "change", True))] == ["first", "change"]
    versions, mentions = history(*steps[:3])
    other = mentions[mentions["blob"] == "b2"].assign(term_id="payments")
    rows = spells(versions, pd.concat([mentions, other]))
    assert dict(zip(rows["term_id"], rows["first_kind"], strict=True)) == {"payments": "change", "tools": "first"}


def test_documents_and_terms_are_kept_apart_and_the_words_are_those_found_first() -> None:
    versions, mentions = history((0, "first", True), (100, "change", True))
    other = versions.assign(path="South/Rules.md")
    more = pd.concat([mentions, mentions.assign(term_id="payments")])
    rows = spells(pd.concat([other, versions]), more)
    assert rows[["path", "term_id", "words"]].to_numpy().tolist() == [
        ["North/Rules.md", "payments", "words 0"],
        ["North/Rules.md", "tools", "words 0"],
        ["South/Rules.md", "payments", "words 0"],
        ["South/Rules.md", "tools", "words 0"],
    ]


def test_without_mentions_there_are_no_spells_but_their_columns() -> None:
    rows = spells(*history((0, "first", False)))
    assert rows.empty and list(rows.columns) == SPELL_COLUMNS


days_and_presence = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=30)


@given(days_and_presence)
def test_spells_cover_exactly_the_versions_that_name_the_term_but_for_brief_absences(
    gaps: list[tuple[int, bool]],
) -> None:
    days, at = [], 0
    for gap, _ in gaps:
        at += gap
        days.append(at)
    steps = [(number, "change", named) for number, (_, named) in zip(days, gaps, strict=True)]
    versions, mentions = history(*steps)
    rows = spells(versions, mentions).to_dict("records")
    place = {commit: number for number, commit in enumerate(versions["commit"])}
    covered = [range(place[row["first_commit"]], place[row["last_commit"]] + 1) for row in rows]
    for number, (_, _, named) in enumerate(steps):
        within = [span for span in covered if number in span]
        assert len(within) == 1 if named else len(within) <= 1
        assert named or not within or number not in (within[0].start, within[0].stop - 1)
    for row, later in pairwise(rows):
        assert (later["first_seen_on"] - row["removed_on"]).days > BRIEF_DAYS
    assert [row["removed_on"] is None for row in rows][:-1] == [False] * max(len(rows) - 1, 0)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("First record of Snapchat Community Guidelines", "first"),
        ("Start tracking Facebook Terms of Service", "first"),
        ("Record new changes of Grok Acceptable Use Policy\n\nThis version …", "change"),
        ("Update Facebook Ads Terms of Service", "change"),
        ("Refilter TikTok Privacy Policy", "technical"),
        ("Apply technical or declaration upgrade on Grok Acceptable Use Policy", "technical"),
        ("Merge pull request #7", "other"),
        ("Adapt template automatically", "other"),
        ("Apply a patch", "other"),
        ("", "other"),
    ],
)
def test_a_commits_message_says_what_made_the_version(message: str, kind: str) -> None:
    assert kind_of_message(message) is VersionKind(kind)
