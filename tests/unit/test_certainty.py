"""Ranges, tie bands and pairs: what the tables say agrees with itself."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from scorecard import queries
from scorecard.scoring import robustness
from scorecard.scoring.certainty import certainty, percentile_ranks, rank_counts, tie_bands
from scorecard.vocabulary import OVERALL
from tests.draws import ALL, cells_of, method_of, settings_of


def test_percentiles_are_the_smallest_rank_that_enough_draws_do_not_exceed() -> None:
    rows = [[1] * 5 + [2] * 90 + [4] * 5, [3] * 100, [1] * 4 + [5] * 96, [2] * 100, [4] * 100]
    counts = rank_counts(np.array(rows, dtype=np.uint8))
    assert percentile_ranks(counts, Fraction(5, 100)).tolist() == [1, 3, 5, 2, 4]
    assert percentile_ranks(counts, Fraction(1, 2)).tolist() == [2, 3, 5, 2, 4]
    assert percentile_ranks(counts, Fraction(95, 100)).tolist() == [2, 3, 5, 2, 4]


def test_tie_bands_begin_with_a_rank_that_is_told_apart_from_the_first() -> None:
    is_above = np.zeros((5, 5), dtype=bool)
    is_above[0, [2, 3, 4]] = True
    is_above[[2, 3], 4] = True
    assert tie_bands(np.array([1, 2, 3, 3, 5]), is_above) == [1, 1, 2, 2, 3]
    shared = np.zeros((3, 3), dtype=bool)
    shared[0, 2] = True  # of two that stand first only one is told apart from the third: no new band
    assert tie_bands(np.array([1, 1, 3]), shared) == [1, 1, 1]
    is_above[0, 3] = False  # of two that share a rank, one cannot be told apart: both stay
    assert tie_bands(np.array([1, 2, 3, 3, 5]), is_above) == [1, 1, 1, 1, 2]


def test_ranges_hardly_hang_on_the_seed(tables: queries.Tables) -> None:
    first, second = (
        queries.ranges_of_draws(tables, 20_000, seed).set_index(["scope", "company_id"]) for seed in (1, 2)
    )
    for name in ("rank_low", "rank_median", "rank_high"):
        assert (first[name] - second[name]).abs().max() <= 1


def test_certainty_agrees_with_itself(tables: queries.Tables) -> None:
    ranges, ranks = tables["rank_range"], tables["rank_probability"]
    assert (ranges["rank_low"] <= ranges["rank_median"]).all() and (ranges["rank_median"] <= ranges["rank_high"]).all()
    assert ranks.groupby(["scope", "company_id"])["probability"].sum().to_numpy() == pytest.approx(1.0)
    bands = tables["band_probability"].groupby("company_id")["probability"].sum()
    assert bands.to_numpy() == pytest.approx(1.0)
    for row in ranges.to_dict("records"):
        own = ranks[(ranks["scope"] == row["scope"]) & (ranks["company_id"] == row["company_id"])]
        below = own.loc[own["rank"] < row["rank_low"], "probability"].sum()
        reached = own.loc[own["rank"] <= row["rank_high"], "probability"].sum()
        assert below < 0.05 and reached >= 0.95 - 1e-12
    pairs = tables["pair_probability"].set_index(["company_id", "other_id"])
    for (one, other), pair in pairs.iterrows():
        back = pairs.loc[(other, one)]
        assert pair["probability"] + back["probability"] <= 1 + 1e-12 and not (pair["is_above"] and back["is_above"])
        assert pair["is_above"] == (pair["probability"] >= 0.9)


def test_many_companies_have_ranges_without_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "MOST_PAIRED", 3)
    cells = cells_of([["met"], ["partial"], ["not_met"], ["no_evidence"]], ["a"])
    groups = pd.DataFrame({"company_id": [f"c0{number}" for number in range(4)], "peer_group_id": "all"})
    companies = groups.assign(rank=[1, 2, 3, 3], peer_rank=[1, 2, 3, 3])
    found = certainty(cells, companies, method_of(["a"]), settings_of(*ALL), Fraction(9, 10))
    assert found.pairs.empty and found.ranges["tie_band"].isna().all() and len(found.ranges) == 8


def test_without_the_pairs_of_a_scope_nothing_is_said_of_them(tables: queries.Tables) -> None:
    """As with very many companies: pairs are known within the groups alone."""
    groups = tables["company"].set_index("company_id")["peer_group_id"]
    pairs, ranges = tables["pair_probability"], tables["rank_range"].copy()
    ranges.loc[ranges["scope"] == OVERALL, "tie_band"] = pd.NA
    within = pairs[pairs["company_id"].map(groups) == pairs["other_id"].map(groups)]
    few = queries.Tables({**tables, "pair_probability": within, "rank_range": ranges})
    assert queries.has_pairs(few, "platforms") and not queries.has_pairs(few, OVERALL)
    assert queries.apart(few, "meta", OVERALL) is None and queries.apart(few, "meta", "platforms") is not None
    assert len(queries.safe_sentences(few, "meta")) == 5
    assert queries.pair_sentences(few, ("meta", "alphabet")) == []
