"""What changed between releases: every change is found, with the cause that is to be seen, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from scorecard import queries
from scorecard.errors import DataProblemsError, ReleaseError
from scorecard.pictures import origin
from scorecard.publish.picture import Sheet
from scorecard.queries import changes
from scorecard.queries.releases import open_release
from scorecard.vocabulary.release import Cause
from tests.command import run
from tests.releases import commit_all, frozen, rewrite

NORTH, SOUTH, METHOD = "companies/north.yaml", "companies/south.yaml", "methodology/3.1.yaml"
OLD_EVIDENCE = "        finding: Lending is free for everybody."


@pytest.fixture
def before(libraries: Path) -> queries.Tables:
    """The tables of a release of the libraries as they are."""
    return open_release(frozen(libraries, "2026.11").folder.parent, "2026.11")


Changed = Callable[..., queries.Tables]


@pytest.fixture
def changed(libraries: Path, before: queries.Tables) -> Changed:
    """Return a function that changes files of the libraries and returns the working tables."""

    def after(*edits: tuple[str, str, str]) -> queries.Tables:
        for file, old, new in edits:
            rewrite(libraries / file, old, new)
        return queries.from_data(libraries)[0]

    return after


LOWER = (NORTH, "  - indicator: LEN1\n    level: met", "  - indicator: LEN1\n    level: partial")
CODED = ("codings.csv", "north,LEN1,met,partial,met,", "north,LEN1,met,partial,partial,the rules say so")
FINDING = (
    NORTH,
    "        first_seen: 2020-02",
    "        first_seen: 2020-02\n      - source: north-paper\n        stance: context\n        finding: For children.",
)
REWORDED = (NORTH, OLD_EVIDENCE, "        finding: Lending is free, for everybody.")


def lower(libraries: Path) -> None:
    """Make a level lower, in both places in which it stands."""
    for file, old, new in (LOWER, CODED):
        rewrite(libraries / file, old, new)


def levels(before: queries.Tables, after: queries.Tables) -> dict[tuple[str, str], tuple[str, str, list[Cause]]]:
    rows = queries.rows_of(changes.level_changes(before, after))
    return {(row["company_id"], row["indicator_id"]): (row["before"], row["after"], row["causes"]) for row in rows}


def test_nothing_changed_is_said_where_nothing_did(before: queries.Tables, changed: Changed) -> None:
    after = changed()
    assert levels(before, after) == {}
    assert changes.changes_finding(before, after) == "From release 2026.11 to the working data, nothing changed"
    assert changes.change_counts(before, after) == []
    assert changes.method_changes(before, after) == []
    scores = changes.score_changes(before, after)
    assert len(scores) == len(before["company"])
    assert scores["change"].dropna().eq(0).all()
    assert not scores["causes"].map(bool).any()
    assert changes.largest_moves(before, after) == []


def test_a_level_that_changed_with_its_evidence_is_new_evidence(before: queries.Tables, changed: Changed) -> None:
    after = changed(LOWER, FINDING)
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.NEW_EVIDENCE])}
    assert changes.unexplained_changes(before, after).empty
    row = changes.score_changes(before, after).iloc[0]
    assert row["company_id"] == "north" and row["change"] < 0
    assert row["causes"] == [Cause.NEW_EVIDENCE]
    assert row["change"] == pytest.approx(row["comparable_change"])
    [move] = changes.largest_moves(before, after)
    assert move.startswith("North Library: ") and move.endswith("Cause: new evidence.")
    assert "1 level and 1 score changed, most that of North Library, −" in changes.changes_finding(before, after)


def test_a_finding_in_other_words_is_no_new_evidence(before: queries.Tables, changed: Changed) -> None:
    after = changed(LOWER, REWORDED)
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.REASSESSED])}


def test_a_level_that_changed_by_itself_was_assessed_anew(before: queries.Tables, changed: Changed) -> None:
    after = changed(LOWER)
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.REASSESSED])}
    assert changes.unexplained_changes(before, after)["indicator_id"].tolist() == ["LEN1"]


CORRECTION = """\
corrections:
  - published_in: "2026.11"
    corrected_in: "2026.12"
    subject: level
    company: north
    indicator: LEN1
    what: Level of LEN1
    old: {old}
    new: partial
    why: We took a rule for children as one for everybody.
"""


def test_a_corrected_level_has_its_correction_as_cause(
    libraries: Path, before: queries.Tables, changed: Changed
) -> None:
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old="met"))
    after = changed(LOWER)
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.CORRECTION])}
    [row] = queries.rows_of(changes.level_changes(before, after))
    assert row["why"].startswith("We took a rule")
    assert changes.level_change_in_words(row) == "North Library, LEN1: met, now partial. Cause: correction."


def test_another_indicator_is_a_change_of_method_and_not_comparable(before: queries.Tables, changed: Changed) -> None:
    after = changed(LOWER, (METHOD, "met: Never a fee.", "met: Never a fee, for nobody."))
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.METHOD])}
    assert "LEN1" not in changes.comparable_indicators(before, after)
    row = changes.score_changes(before, after).set_index("company_id").loc["north"]
    assert row["change"] < 0
    assert row["comparable_change"] == pytest.approx(0)
    [change] = changes.method_changes(before, after)
    assert change == ("Indicator LEN1, met", "Never a fee.", "Never a fee, for nobody.")


def test_an_indicator_under_another_ask_is_a_change_of_method(before: queries.Tables, changed: Changed) -> None:
    after = changed((METHOD, "  - id: LEN2\n    commitment: lending", "  - id: LEN2\n    commitment: opening"))
    assert levels(before, after) == {}
    row = changes.score_changes(before, after).set_index("company_id").loc["north"]
    assert row["is_changed"] and row["causes"] == [Cause.METHOD]


def test_bands_are_part_of_the_method(before: queries.Tables, changed: Changed) -> None:
    after = changed((METHOD, "{from: 60, id: good", "{from: 55, id: good"))
    assert [change.part for change in changes.method_changes(before, after)] == ["Band good"]


def test_a_correction_counts_only_for_what_the_first_of_the_two_has_wrong(
    libraries: Path, before: queries.Tables, changed: Changed
) -> None:
    text = (
        CORRECTION.format(old="met")
        .replace('"2026.11"', '"2026.12"')
        .replace('"2026.12"\n    subject', '"2027.01"\n    subject')
    )
    (libraries / "corrections.yaml").write_text(text)
    after = changed(LOWER, FINDING)
    assert levels(before, after) == {("north", "LEN1"): ("met", "partial", [Cause.NEW_EVIDENCE])}


def test_a_correction_of_other_levels_explains_nothing(
    libraries: Path, before: queries.Tables, changed: Changed
) -> None:
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old="not_met"))
    assert levels(before, changed(LOWER)) == {("north", "LEN1"): ("met", "partial", [Cause.REASSESSED])}


def test_corrections_are_never_taken_out_or_added_to_a_frozen_release(libraries: Path, before: queries.Tables) -> None:
    lower(libraries)
    path = libraries / "corrections.yaml"
    path.write_text(CORRECTION.format(old="met"))
    frozen(libraries, "2026.12")
    written = path.read_text()
    for text, rule in (
        ("corrections: []\n", "correction-lost"),
        (written.replace("as one for everybody", "as another"), "correction-lost"),
        (written + written.split("\n", 1)[1].replace("LEN1", "OPE1"), "correction-untrue"),
    ):
        path.write_text(text)
        with pytest.raises(DataProblemsError) as refused:
            frozen(libraries, "2027.01")
        assert rule in {problem.rule for problem in refused.value.problems}


def test_an_effect_on_a_withheld_score_is_told_in_words() -> None:
    from scorecard.queries.corrections import Effect, effect_in_words

    assert effect_in_words(Effect(None, None, None, None), "2026.11") == "No score and no rank changes."
    said = effect_in_words(Effect(37.5, None, 1, None), "2026.11")
    assert said.endswith("from 37.5 to withheld, and the rank in the group from 1 to none.")


def test_other_weights_are_a_change_of_method_without_any_level(before: queries.Tables, changed: Changed) -> None:
    after = changed((METHOD, "lending: 2", "lending: 7"))
    assert levels(before, after) == {}
    assert [tuple(change) for change in changes.method_changes(before, after)] == [("Weight of lending", "2", "7")]
    scores = changes.score_changes(before, after)
    moved = scores[scores["change"].fillna(0).ne(0)]
    assert len(moved) and all(causes == [Cause.METHOD] for causes in moved["causes"])
    assert moved["comparable_change"].abs().max() == pytest.approx(0)  # both by the method of the second


def test_another_role_is_told_where_an_indicator_begins_to_apply(before: queries.Tables, changed: Changed) -> None:
    after = changed((SOUTH, "roles: [cafe]", "roles: [cafe, archive]"))
    assert levels(before, after)["south", "KEE1"] == ("not_applicable", "not_assessed", [Cause.ROLE])


def test_a_new_company_has_no_score_before(libraries: Path, before: queries.Tables, changed: Changed) -> None:
    text = (libraries / NORTH).read_text().replace("id: north\n", "id: west\n").replace("North Library", "West Library")
    (libraries / "companies" / "west.yaml").write_text(text)
    after = changed()
    row = changes.score_changes(before, after).set_index("company_id").loc["west"]
    assert pd.isna(row["score_before"]) and row["score_after"] >= 0
    assert row["causes"] == [Cause.COMPANY]
    said = changes.score_change_in_words(row.to_dict())
    assert said.startswith("West Library: score none, now ") and said.endswith("Cause: company new or taken out.")
    assert levels(before, after) == {}
    assert ("Companies", "1 new") in changes.change_counts(before, after)
    back = changes.score_changes(after, before).set_index("company_id").loc["west"]
    assert pd.isna(back["score_after"])


def test_a_change_that_rounds_to_nothing_does_not_look_like_none() -> None:
    from scorecard.queries.changes.words import signed

    assert [signed(value) for value in (0.04, -0.04, 0.05, -1.25, 0.0)] == ["+<0.1", "−<0.1", "+0.1", "−1.3", "0.0"]


def test_a_release_with_a_silent_change_is_refused(libraries: Path, before: queries.Tables) -> None:
    lower(libraries)
    with pytest.raises(ReleaseError, match=r"on the same evidence: North Library LEN1 \(met, now partial\)"):
        frozen(libraries, "2026.12")
    assert not (libraries / "releases" / "2026.12").exists()


def test_a_corrected_release_keeps_the_old_one_and_says_what_it_did(libraries: Path, before: queries.Tables) -> None:
    lower(libraries)
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old="met"))
    folder = frozen(libraries, "2026.12").folder.parent
    newest = open_release(folder, "2026.12")
    [correction] = queries.corrections_of(newest, "2026.11")
    assert (correction["name"], correction["old"], correction["new"]) == ("North Library", "met", "partial")
    assert queries.corrections_of(newest, "2026.12") == []
    assert queries.corrections_of(newest, "2026.11", "south") == []
    assert queries.superseded(before, newest) == "Superseded: corrected in 2026.12"
    assert queries.superseded(before, newest, "south") == queries.superseded(newest, newest) == ""
    sheet = Sheet("scores", "Scores", before["score"], {}, "Source.", "")
    stamp = origin.stamp(before, sheet, "", superseded=queries.superseded(before, newest))
    assert stamp.release == "Release 2026.11. Superseded: corrected in 2026.12"
    effect = queries.effect_of(before, correction)
    scores = [tables["score"].set_index("company_id").loc["north"] for tables in (before, newest)]
    assert effect == (scores[0]["score"], scores[1]["score"], scores[0]["peer_rank"], scores[1]["peer_rank"])
    assert scores[0]["score"] > scores[1]["score"]


@pytest.mark.parametrize(
    ("old", "edit", "said"),
    [
        ("not_met", True, "in release 2026.11 the level is met, not not_met"),
        ("met", False, "the level in the data is met, not partial"),
    ],
)
def test_a_correction_that_is_untrue_is_refused(
    libraries: Path, before: queries.Tables, old: str, edit: bool, said: str
) -> None:
    if edit:
        lower(libraries)
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old=old))
    with pytest.raises(DataProblemsError) as refused:
        frozen(libraries, "2026.12")
    [problem] = refused.value.problems
    assert problem.rule == "correction-untrue" and said in problem.message
    assert problem.file.endswith("corrections.yaml") and problem.line > 1


@pytest.mark.parametrize(("field", "value"), [("published_in", "2026.10"), ("corrected_in", "2027.01")])
def test_a_correction_in_another_release_is_refused(
    libraries: Path, before: queries.Tables, field: str, value: str
) -> None:
    lower(libraries)
    text = CORRECTION.format(old="met")
    there = {"published_in": '"2026.11"', "corrected_in": '"2026.12"'}[field]
    (libraries / "corrections.yaml").write_text(text.replace(there, f'"{value}"'))
    with pytest.raises(DataProblemsError) as refused:
        frozen(libraries, "2026.12")
    assert value in refused.value.problems[0].message


def test_diff_prints_causes_and_ends_with_1_on_a_silent_change(
    libraries: Path, before: queries.Tables, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCORECARD_DATA", str(libraries))
    monkeypatch.setenv("SCORECARD_RELEASES", str(libraries / "releases"))
    lower(libraries)
    ran = run(capsys, "release", "diff")
    assert ran.code == 1
    assert "North Library, LEN1: met, now partial. Cause: assessed anew." in ran.out
    assert "1 level changed on the same evidence" in ran.err
    rewrite(libraries / NORTH, *FINDING[1:])
    commit_all(libraries)
    ran = run(capsys, "release", "diff", "--csv")
    assert ran.code == 0
    assert "north,North Library,LEN1," in ran.out and "new_evidence" in ran.out
