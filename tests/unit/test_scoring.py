"""The scoring rules, one test a rule, in numbers that can be checked by hand."""

from fractions import Fraction

import pandas as pd
import pytest

from scorecard.scoring.aggregation import Part, commitment_scores, geometric_mean, weighted_mean
from scorecard.scoring.cells import assessment_grid
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.ranking import ranks
from scorecard.scoring.scores import Scores, score
from scorecard.vocabulary import Level

SHORT = {
    "+": Level.MET,
    "~": Level.PARTIAL,
    "-": Level.NOT_MET,
    "0": Level.NO_EVIDENCE,
    "/": Level.NOT_APPLICABLE,
    "?": Level.NOT_ASSESSED,
}
VALUES = {
    Level.MET: Fraction(1),
    Level.PARTIAL: Fraction(1, 2),
    Level.NOT_MET: Fraction(0),
    Level.NO_EVIDENCE: Fraction(0),
    Level.NOT_APPLICABLE: None,
    Level.NOT_ASSESSED: None,
}


def method(commitments: int = 1, **changes: object) -> ScoringMethod:
    weights = {f"c{number}": Fraction(1) for number in range(commitments)}
    return ScoringMethod(**{"values": VALUES, "weights": weights, **changes})  # type: ignore[arg-type]


def scored(*companies: str, rules: ScoringMethod | None = None, groups: list[str] | None = None) -> Scores:
    """Score companies written as levels, commitments apart by a space: ``"+~ -"``."""
    cells = [
        {"company_id": f"k{k}", "commitment_id": f"c{c}", "indicator_id": f"c{c}i{i}", "level": SHORT[sign].value}
        for k, company in enumerate(companies)
        for c, signs in enumerate(company.split())
        for i, sign in enumerate(signs)
    ]
    frame = pd.DataFrame({"company_id": [f"k{k}" for k in range(len(companies))]})
    frame["peer_group_id"] = groups or ["all"] * len(companies)
    return score(pd.DataFrame(cells), frame, rules or method(len(companies[0].split())))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param("+", 100.0, id="met is worth 1"),
        pytest.param("~", 50.0, id="partial is worth a half"),
        pytest.param("-", 0.0, id="not met is worth 0"),
        pytest.param("+0", 50.0, id="no evidence counts as 0"),
        pytest.param("+/", 100.0, id="not applicable is left out"),
        pytest.param("++?", 100.0, id="not assessed is left out"),
        pytest.param("+??", None, id="thin coverage withholds the score"),
        pytest.param("++?", 100.0, id="coverage of exactly the threshold shows the score"),
        pytest.param("//", None, id="nothing applies: withheld, not zero"),
        pytest.param("??", None, id="nothing assessed: withheld, not zero"),
        pytest.param("++ --", 50.0, id="commitments weigh the same, whatever their number of indicators"),
        pytest.param("++++ -", 50.0, id="a commitment of one indicator weighs as much as one of four"),
        pytest.param("+ //", 100.0, id="a commitment in which nothing applies is left out"),
    ],
)
def test_score(levels: str, expected: float | None) -> None:
    result = scored(levels).companies["score"].iloc[0]
    assert result == pytest.approx(expected) if expected is not None else pd.isna(result)


@pytest.mark.parametrize(
    ("levels", "low", "high"),
    [
        pytest.param("+-", 50.0, 50.0, id="settled cells leave nothing open"),
        pytest.param("+0", 50.0, 100.0, id="no evidence could be met"),
        pytest.param("++?", 200 / 3, 100.0, id="not assessed could be either"),
        pytest.param("+ ??", 50.0, 100.0, id="a commitment that nobody looked at counts in the bounds"),
        pytest.param("+/ //", 100.0, 100.0, id="what does not apply is not open"),
    ],
)
def test_bounds(levels: str, low: float, high: float) -> None:
    row = scored(levels).companies.iloc[0]
    assert (row["score_low"], row["score_high"]) == (pytest.approx(low), pytest.approx(high))


def test_weights_are_relative_and_rescaled() -> None:
    weights = {"c0": Fraction(3), "c1": Fraction(1), "c2": Fraction(7)}
    assert scored("+ - /", rules=method(weights=weights)).companies["score"].iloc[0] == pytest.approx(75.0)


def test_ties_share_the_best_rank_and_the_next_rank_is_skipped() -> None:
    assert scored("+~", "~+", "++", "--").companies["rank"].tolist() == [2, 2, 1, 4]


def test_withheld_scores_have_no_rank_and_no_band() -> None:
    rules = method(bands=(ScoreBand("any", Fraction(0)),))
    row = scored("+??", "+++", rules=rules).companies.iloc[0]
    assert pd.isna(row["rank"]) and pd.isna(row["peer_rank"]) and pd.isna(row["band_id"])
    assert row["is_withheld"]


def test_ranks_within_a_peer_group_leave_the_others_out() -> None:
    companies = scored("--", "++", "~~", groups=["a", "b", "a"]).companies
    assert companies["peer_rank"].tolist() == [2, 1, 1]
    assert companies["rank"].tolist() == [3, 1, 2]


def test_too_few_applicable_commitments_are_ranked_within_the_group_only() -> None:
    companies = scored("+ +", "+ /", rules=method(2, overall_min_commitments=2)).companies
    assert companies["rank"].tolist() == [1, pd.NA]
    assert companies["peer_rank"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("levels", "cap", "band", "uncapped"),
    [
        pytest.param("++ ++", 0, "most", "most", id="no weak commitment, no cap"),
        pytest.param("++ -+", 0, "many", "most", id="75 with one at 50 is held down to its band"),
        pytest.param("++ -+", 1, "most", "most", id="one band above the weakest is allowed"),
        pytest.param("++ --", 1, "some", "many", id="a missing commitment is not bought off"),
        pytest.param("++ --", None, "many", "many", id="without a cap the score decides"),
    ],
)
def test_band(levels: str, cap: int | None, band: str, uncapped: str) -> None:
    names = ("few", 0), ("some", 25), ("many", 50), ("most", 75)
    bands = tuple(ScoreBand(name, Fraction(start)) for name, start in names)
    row = scored(levels, rules=method(2, bands=bands, band_cap_above_weakest=cap)).companies.iloc[0]
    assert (row["band_id"], row["uncapped_band_id"]) == (band, uncapped)
    assert row["is_band_capped"] == (band != uncapped)


def test_thirds_and_sixths_tie_exactly() -> None:
    """In floating point (1/3 + 1/3 + 1/3) / 3 and 1/3 differ; here they share a rank."""
    thirds = scored("+-- +-- +-- ///", "+-- +--+-- /// ///").companies
    assert thirds["rank"].tolist() == [1, 1]


def test_a_first_and_a_last_place_of_a_rank_come_from_unrounded_scores() -> None:
    close = pd.Series([Fraction(6124, 100), Fraction(6116, 100), None])
    assert ranks(close, pd.Series([True, True, True])).tolist() == [1, 2, pd.NA]


def test_the_weakest_commitment_is_named_the_first_of_equals() -> None:
    row = scored("++ -- +- --").companies.iloc[0]
    assert (row["weakest_commitment_id"], row["score_weakest"]) == ("c1", 0.0)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([50, 50], 50.0), ([0, 100], 0.0), ([25, 100], 50.0), ([100], 100.0), ([20, 40, 80], 40.0)],
)
def test_geometric_mean(scores: list[int], expected: float) -> None:
    assert geometric_mean(Part(Fraction(1), Fraction(value)) for value in scores) == pytest.approx(expected)


def test_means_of_nothing_are_missing() -> None:
    assert weighted_mean([]) is None
    assert geometric_mean([]) != geometric_mean([])


def test_worths_with_long_denominators_do_not_wrap() -> None:
    odd = {Level.PARTIAL: Fraction(333333333, 10**9), Level.NOT_MET: Fraction(1, 999999937)}
    rules = method(values=VALUES | odd)
    row = scored("~" * 20 + "-" * 20, rules=rules).companies.iloc[0]
    exact = 100 * (odd[Level.PARTIAL] + odd[Level.NOT_MET]) / 2
    assert row["exact"] == exact and row["score"] == float(exact)


def test_counts_under_a_commitment_add_up() -> None:
    rows = scored("+~-0/? ++").commitments
    counted = rows[["met_count", "partial_count", "not_met_count", "no_evidence_count"]].sum(axis="columns")
    assert counted.tolist() == rows["assessed_count"].tolist() == [4, 2]
    assert rows["applicable_count"].tolist() == [5, 2]


def test_the_grid_has_every_cell_and_fills_what_nobody_assessed_by_role() -> None:
    grid = assessment_grid(
        company_roles=pd.DataFrame({"company_id": ["a", "b"], "role_id": ["bake", "mill"]}),
        indicator_roles=pd.DataFrame({"indicator_id": ["I1", "I2", "I2"], "role_id": ["bake", "bake", "mill"]}),
        indicators=pd.DataFrame({"indicator_id": ["I1", "I2"], "commitment_id": ["c", "c"]}),
        assessments=pd.DataFrame({"company_id": ["a"], "indicator_id": ["I1"], "level": ["met"]}),
    )
    assert grid[["company_id", "indicator_id", "level"]].to_numpy().tolist() == [
        ["a", "I1", "met"],
        ["a", "I2", "not_assessed"],
        ["b", "I1", "not_applicable"],
        ["b", "I2", "not_assessed"],
    ]


def test_inputs_are_left_unchanged() -> None:
    cells = pd.DataFrame({"company_id": ["a"], "commitment_id": ["c0"], "indicator_id": ["i"], "level": ["met"]})
    before = cells.copy()
    commitment_scores(cells, method())
    pd.testing.assert_frame_equal(cells, before)
