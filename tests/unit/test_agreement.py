"""Agreement of the two coders: the published figures, examples of the literature, and a slow second calculation."""

import math
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.queries.agreement import agreement_of
from scorecard.scoring.agreement import agreement, agreement_by, confusion, ordinal_alpha

WORTHS = {"met": 1.0, "partial": 0.5, "not_met": 0.0, "no_evidence": 0.0}
LEVELS = [*WORTHS, "not_applicable", "not_assessed"]

# The table "Agreement of the two coders before adjudication" that the research published.
PUBLISHED = {
    "safety_by_design": (121, 82, 90, 0.90),
    "detection": (136, 88, 91, 0.89),
    "ecosystem_bans": (124, 92, 92, 0.92),
    "payment_disruption": (109, 94, 94, 0.94),
    "transparency": (130, 93, 93, 0.95),
    "all": (620, 90, 92, 0.93),
}


def codings(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["first", "second"], dtype=object)


def coded(*pairs: tuple[str, str], final: str = "partial", commitments: int = 1) -> dict[str, pd.DataFrame]:
    """Return tables with one indicator a pair, spread over commitments."""
    ids = [f"I{number}" for number in range(len(pairs))]
    names = [f"c{number}" for number in range(commitments)]
    coding = codings(*pairs).assign(company_id="x", indicator_id=pd.Series(ids, dtype=object), final=final)
    belongs = [names[number % commitments] for number in range(len(ids))]
    worths = [WORTHS.get(level) for level in LEVELS]
    return {
        "commitment": pd.DataFrame({"commitment_id": names, "title": names, "position": range(commitments)}),
        "indicator": pd.DataFrame({"indicator_id": ids, "commitment_id": belongs}, dtype=object),
        "level": pd.DataFrame({"level": LEVELS, "value": worths, "position": range(6)}),
        "coding": coding,
    }


def slow_alpha(units: list[list[float | None]]) -> float:
    """Return ordinal alpha by the coincidence matrix, cell by cell, in fractions."""
    paired = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    values = sorted({value for unit in paired for value in unit})
    coincidences = dict.fromkeys(product(values, values), Fraction(0))
    for unit in paired:
        for one, left in enumerate(unit):
            for other, right in enumerate(unit):
                if one != other:
                    coincidences[left, right] += Fraction(1, len(unit) - 1)
    totals = {value: sum(coincidences[value, other] for other in values) for value in values}

    def distance(left: float, right: float) -> Fraction:
        low, high = sorted((left, right))
        between = sum((totals[value] for value in values if low <= value <= high), Fraction(0))
        return (between - (totals[left] + totals[right]) / 2) ** 2

    everything = sum(totals.values())
    observed = sum(coincidences[pair] * distance(*pair) for pair in coincidences if pair[0] != pair[1])
    expected = sum(totals[a] * totals[b] * distance(a, b) for a, b in coincidences if a != b)
    return math.nan if not expected else float(1 - (everything - 1) * observed / expected)


def test_the_published_figures_come_out(tables: queries.Tables) -> None:
    """All 620 cells count, those too that are not applicable today: the figures are about the coding."""
    found = queries.coder_agreement(tables)
    rows = {row["commitment_id"]: row for row in found.by_commitment.to_dict("records")} | {"all": found.overall}
    assert list(rows) == list(PUBLISHED)
    for name, (cells, same_level, same_value, alpha) in PUBLISHED.items():
        row = rows[name]
        assert (row["cell_count"], row["left_out_count"]) == (cells, 0)
        assert round(100 * row["same_level_share"]) == same_level, name
        assert round(100 * row["same_value_share"]) == same_value, name
        assert abs(row["alpha"] - alpha) < 0.005, name


def test_without_the_cells_that_no_longer_apply_the_published_counts_would_not_come_out(tables: queries.Tables) -> None:
    kept = queries.Tables(tables | {"coding": tables["coding"][tables["coding"]["final"] != "not_applicable"]})
    assert queries.coder_agreement(kept).overall["cell_count"] == 612


def test_what_became_of_the_disagreements_is_as_published(tables: queries.Tables) -> None:
    outcome = queries.coder_agreement(tables).outcome
    assert (outcome["differed"], outcome["second"], outcome["first"], outcome["third"]) == (65, 55, 10, 0)
    assert outcome["changed"] == 6 + 8 + 3 and outcome["removed"] == 8
    pairs = queries.coder_agreement(tables).confusion
    assert pairs.loc["not_met", "no_evidence"] + pairs.loc["no_evidence", "not_met"] == 15
    assert pairs.to_numpy().sum() == 620


def test_binary_example_of_krippendorff() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), section A: two observers, ten units, alpha 0.095."""
    values = pd.DataFrame({"meg": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "owen": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]})
    assert round(ordinal_alpha(values), 3) == 0.095


def test_ordinal_example_of_krippendorff() -> None:
    """The same, sections C and E: four observers, twelve units, some values missing, ordinal alpha 0.815."""
    none = None
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
        [none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
    ]
    units = [list(unit) for unit in zip(*observers, strict=True)]
    assert round(ordinal_alpha(pd.DataFrame(units, dtype=float)), 3) == 0.815
    assert round(slow_alpha(units), 3) == 0.815


@hypothesis_settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from([None, 0.0, 0.3, 0.5, 1.0]), min_size=2, max_size=2), max_size=30))
def test_alpha_agrees_with_the_slow_calculation(units: list[list[float | None]]) -> None:
    fast = ordinal_alpha(pd.DataFrame(units, columns=["first", "second"], dtype=float))
    assert fast == pytest.approx(slow_alpha(units), abs=1e-9, nan_ok=True)


def test_only_the_order_of_worths_counts() -> None:
    values = pd.DataFrame({"first": [0, 1, 2, 2, 0], "second": [0, 2, 2, 1, 1]}, dtype=float)
    assert ordinal_alpha(values) == pytest.approx(ordinal_alpha(values.replace({1.0: 1.9})))


@pytest.mark.parametrize(
    ("pairs", "cells", "left_out", "same_level", "same_value"),
    [
        ([], 0, 0, math.nan, math.nan),
        ([("met", "met")], 1, 0, 1.0, 1.0),
        ([("met", "met")] * 5, 5, 0, 1.0, 1.0),
        ([("not_met", "no_evidence")] * 2, 2, 0, 0.0, 1.0),
        ([("not_applicable", "met"), ("not_assessed", "not_assessed")], 0, 2, math.nan, math.nan),
    ],
)
def test_where_alpha_is_undefined_it_is_missing(
    pairs: list[tuple[str, str]], cells: int, left_out: int, same_level: float, same_value: float
) -> None:
    found = agreement(codings(*pairs), WORTHS)
    assert (found["cell_count"], found["left_out_count"]) == (cells, left_out)
    assert found["same_level_share"] == pytest.approx(same_level, nan_ok=True)
    assert found["same_value_share"] == pytest.approx(same_value, nan_ok=True)
    assert math.isnan(found["alpha"])


def test_cells_without_worth_change_nothing_but_their_count() -> None:
    pairs = [("met", "partial"), ("partial", "partial"), ("not_met", "met")]
    more = [*pairs, ("not_applicable", "met"), ("partial", "not_assessed")]
    without, with_them = agreement(codings(*pairs), WORTHS), agreement(codings(*more), WORTHS)
    assert with_them == without | {"left_out_count": 2}


def test_groups_keep_their_order_and_figures() -> None:
    pairs = codings(("met", "met"), ("met", "partial"), ("not_met", "not_met")).assign(group=["z", "a", "z"])
    found = agreement_by(pairs, "group", WORTHS)
    assert found["group"].tolist() == ["z", "a"] and found["same_level_count"].tolist() == [2, 0]
    assert list(agreement_by(pairs.head(0), "group", WORTHS).columns) == list(found.columns)


def test_confusion_has_the_used_levels_in_order() -> None:
    table = confusion(codings(("no_evidence", "met"), ("not_applicable", "met"), ("met", "met")), LEVELS)
    assert table.index.tolist() == table.columns.tolist() == ["met", "no_evidence", "not_applicable"]
    assert table["met"].tolist() == [1, 1, 1] and table.to_numpy().sum() == 3


@pytest.mark.parametrize(
    ("pairs", "finding", "reading"),
    [
        ([], "This data set has no levels of two coders", ""),
        ([("met", "not_assessed")], "No cell has a level with a worth from both coders",
         "Alpha is undefined under c0: where no two values differ, nothing could have differed."),
        ([("met", "met")], "Two coders gave the same level in the one cell",
         "Alpha is undefined under c0: where no two values differ, nothing could have differed."),
        ([("met", "partial")], "Two coders did not give the same level in the one cell: alpha 0.00",
         "Here alpha is below 0.667 under c0."),
        ([("met", "met"), ("partial", "partial")], "Two coders gave the same level in all 2 cells: alpha 1.00",
         "Here alpha is at 0.800 or above under c0."),
    ],
)  # fmt: skip
def test_the_finding_fits_every_outcome(pairs: list[tuple[str, str]], finding: str, reading: str) -> None:
    found = agreement_of(coded(*pairs))
    assert queries.agreement_finding(found) == finding
    assert queries.alpha_reading(found) == reading


def test_commitments_are_told_apart_by_their_alpha() -> None:
    pairs = [("met", "met"), ("met", "partial"), ("partial", "partial"), ("partial", "met")] * 3
    reading = queries.alpha_reading(agreement_of(coded(*pairs, commitments=2)))
    assert reading == "Here alpha is at 0.800 or above under c0; below 0.667 under c1."


def test_the_reading_of_the_shipped_data(tables: queries.Tables) -> None:
    found = queries.coder_agreement(tables)
    assert queries.agreement_finding(found) == "Two coders gave the same level in 555 of 620 cells: alpha 0.93"
    assert queries.alpha_reading(found) == "Here alpha is at 0.800 or above under every commitment."
    assert queries.same_worths(tables) == "not met and no evidence"


def test_outcomes_in_words() -> None:
    assert queries.outcome_in_words(agreement_of(coded(("met", "met"), final="met"))) == []
    found = agreement_of(coded(("met", "partial"), ("met", "not_met"), ("met", "met")))
    assert queries.outcome_in_words(found) == [
        "In 2 cells the coders differed: 1 got the second coder's level and 1 got a third level.",
        "Of the 1 on which they agreed, 1 stands at another level today.",
    ]
