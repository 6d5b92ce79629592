"""Ranks over random draws: against slow second calculations, known answers, and what holds for every dataset."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from scorecard import queries
from scorecard.queries.companies import cells as shipped_cells
from scorecard.scoring import robustness
from scorecard.scoring.cell_model import cell_model, grid_of
from scorecard.scoring.draws import RandomBlock
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.points import keys_of, points_of
from scorecard.scoring.rank_counts import ranks_of
from scorecard.scoring.robustness import simulate
from scorecard.scoring.scores import score
from scorecard.vocabulary import OVERALL, Aggregation, Level, Missing, Uncertainty
from tests.draws import ALL, LEVELS, cells_of, datasets, everybody, method_of, settings_of, shipped_method
from tests.unit.test_scoring import VALUES


@given(datasets())
@settings(max_examples=60, deadline=None)
def test_with_nothing_varied_every_rank_is_the_exact_one(dataset: tuple[pd.DataFrame, ScoringMethod]) -> None:
    cells, method = dataset
    drawn = simulate(grid_of(cells, method), method, everybody(cells), settings_of(draws=3)).ranks[OVERALL]
    assert (drawn == exact_ranks(cells, method)[:, None]).all()


def exact_ranks(cells: pd.DataFrame, method: ScoringMethod) -> np.ndarray:
    groups = pd.DataFrame({"company_id": cells["company_id"].unique()}).assign(peer_group_id="all")
    exact = score(cells, groups, method).companies.set_index("company_id")["exact"].sort_index()
    scores = [Fraction(0) if value is None else value for value in exact]  # no score at all ranks lowest
    return np.array([1 + sum(other > own for other in scores) for own in scores])


@given(datasets(), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_companies_with_the_same_levels_share_a_rank_in_every_draw(
    dataset: tuple[pd.DataFrame, ScoringMethod], seed: int
) -> None:
    cells, method = dataset
    varied = settings_of(*(ALL - {Uncertainty.LEVELS}), seed=seed, missing=(Missing.ZERO, Missing.LEFT_OUT))
    ranks = simulate(grid_of(cells, method), method, everybody(cells), varied).ranks[OVERALL]
    assert (ranks[0] == ranks[-1]).all()


def test_keys_order_as_fractions_do() -> None:
    """A slow second calculation of every draw, in fractions, from the very same weights and resamples."""
    generator = np.random.default_rng(7)
    commitments = ["a"] * 4 + ["b"] * 3 + ["c"] * 2
    levels = generator.choice(LEVELS, size=(9, len(commitments)), p=[0.25, 0.3, 0.15, 0.15, 0.15]).tolist()
    cells, method = cells_of(levels, commitments), method_of(commitments, [3, 2, 1])
    grid, block = grid_of(cells, method), RandomBlock(5, 0, 200)
    weights = block.weights(list(method.weights.values()), 10.0)
    times = np.concatenate([block.resample(part.stop - part.start) for part in grid.parts])
    for missing in (Missing.ZERO, Missing.LEFT_OUT):
        parts = points_of(grid, cell_model(grid, missing, {}), times, block.noise, 200)  # type: ignore[arg-type]
        keys = keys_of(parts, weights, Aggregation.ARITHMETIC, grid.unit)
        for draw in range(200):
            slow = [slow_score(own, grid.parts, times[:, draw], weights[:, draw], missing) for own in levels]
            order = [1 + sum(other > own for other in slow) for own in slow]
            assert ranks_of(keys)[:, draw].tolist() == order


def slow_score(
    levels: Sequence[str], parts: Sequence[slice], times: np.ndarray, weights: np.ndarray, missing: Missing
) -> Fraction:
    total = shares = Fraction()
    for part, weight in zip(parts, weights, strict=True):
        own = [
            (VALUES[Level(level)], int(count))
            for level, count in zip(levels[part], times[part], strict=True)
            if VALUES[Level(level)] is not None and not (missing is Missing.LEFT_OUT and level == "no_evidence")
        ]
        if not any(count for _, count in own):
            own = [(value, 1) for value, _ in own]
        if own:
            number = sum(count for _, count in own)
            total += Fraction(weight) * sum(((value or 0) * count for value, count in own), Fraction()) / number
            shares += Fraction(weight)
    return total / shares if shares else Fraction()


@pytest.mark.parametrize("partial", [Fraction(1, 2), Fraction(1, 3), Fraction(2, 7), Fraction(123457, 1_000_003)])
def test_levels_may_be_worth_anything(partial: Fraction) -> None:
    """Every draw again in fractions, under worths that need large whole numbers."""
    commitments = ["a"] * 3 + ["b"] * 2
    levels = np.random.default_rng(3).choice(LEVELS, size=(7, len(commitments))).tolist()
    cells = cells_of(levels, commitments)
    method = replace(method_of(commitments, [2, 1]), values=VALUES | {Level.PARTIAL: partial})
    for mean in (Aggregation.ARITHMETIC, Aggregation.WEAKEST, Aggregation.GEOMETRIC):
        varied = settings_of(*ALL, draws=900, aggregations=(mean,))
        grid = grid_of(cells, method)
        drawn = simulate(grid, method, everybody(cells), replace(varied, sources=frozenset({Uncertainty.AGGREGATION})))
        scores = [slow_means(own, method, mean, commitments) for own in levels]
        order = [1 + sum(other > own + 1e-12 for other in scores) for own in scores]
        assert drawn.ranks[OVERALL][:, 0].tolist() == order, mean
        assert simulate(grid, method, everybody(cells), varied).ranks[OVERALL].max() <= len(levels)


def slow_means(levels: Sequence[str], method: ScoringMethod, mean: Aggregation, commitments: Sequence[str]) -> float:
    scores, weights = [], []
    for name, weight in method.weights.items():
        own = [method.values[Level(level)] for level, one in zip(levels, commitments, strict=True) if one == name]
        counted = [value for value in own if value is not None]
        if counted:
            scores.append(float(sum(counted, Fraction()) / len(counted)))
            weights.append(float(weight))
    if not scores:
        return 0.0
    if mean is Aggregation.WEAKEST:
        return min(scores)
    if mean is Aggregation.GEOMETRIC:
        return float(np.prod([score**weight for score, weight in zip(scores, weights, strict=True)])) ** (
            1 / sum(weights)
        )
    return float(np.average(scores, weights=weights))


def test_two_companies_under_two_commitments_have_a_known_order() -> None:
    """One is better under the first, the other under the second, by as much: the heavier weight decides, half the time.

    With weights in proportion 3 to 1 the share of the draws is that of a beta distribution.
    """
    commitments = ["a", "b"]
    cells = cells_of([["met", "not_met"], ["not_met", "met"]], commitments)
    for weights, concentration in (([1, 1], 10), ([3, 1], 2)):
        method = method_of(commitments, weights)
        varied = settings_of(Uncertainty.WEIGHTS, draws=60_000, weight_concentration=Fraction(concentration))
        wins = simulate(grid_of(cells, method), method, everybody(cells), varied).wins[OVERALL]
        shapes = [concentration * weight / sum(weights) * 2 for weight in weights]
        expected = 1 - beta.cdf(0.5, *shapes)
        assert wins[0, 1] / 60_000 == pytest.approx(expected, abs=0.008)


def test_slips_happen_as_often_as_their_confidence_says() -> None:
    """One indicator alone: the one that meets it is above, unless a slip made the two equal or turned them round."""
    cells, method = cells_of([["met"], ["partial"]], ["a"]), method_of(["a"])
    varied = settings_of(Uncertainty.LEVELS, draws=200_000)
    wins = simulate(grid_of(cells, method), method, everybody(cells), varied).wins[OVERALL]
    slip = 0.1
    stays_above = (1 - slip) * (1 - slip / 2) + slip * slip / 2  # met against partial or lower; partial against not met
    assert wins[0, 1] / 200_000 == pytest.approx(stays_above, abs=0.01)
    assert wins[1, 0] / 200_000 == pytest.approx(slip * slip / 2, abs=0.004)


def test_missing_evidence_is_filled_in_at_random() -> None:
    cells, method = cells_of([["no_evidence"], ["partial"]], ["a"]), method_of(["a"])
    varied = settings_of(Uncertainty.MISSING, draws=100_000, missing=(Missing.RANDOM,))
    wins = simulate(grid_of(cells, method), method, everybody(cells), varied).wins[OVERALL]
    assert wins[0, 1] / 100_000 == pytest.approx(1 / 3, abs=0.015)
    assert wins[1, 0] / 100_000 == pytest.approx(1 / 3, abs=0.015)


def test_means_compensate_fully_in_part_or_not_at_all() -> None:
    commitments = ["a", "a", "b", "b"]
    even, uneven = ["partial"] * 4, ["met", "met", "partial", "not_met"]  # 1/2 and 1/2; 1 and 1/4
    cells, method = cells_of([even, uneven], commitments), method_of(commitments)
    expected = {Aggregation.ARITHMETIC: [2, 1], Aggregation.GEOMETRIC: [1, 1], Aggregation.WEAKEST: [1, 2]}
    for mean, ranks in expected.items():
        fixed = settings_of(Uncertainty.AGGREGATION, draws=2, aggregations=(mean,))
        drawn = simulate(grid_of(cells, method), method, everybody(cells), fixed).ranks[OVERALL]
        assert drawn[:, 0].tolist() == ranks, mean


@pytest.mark.parametrize("mean", list(Aggregation))
def test_a_company_to_which_nothing_applies_is_lowest_under_every_mean(mean: Aggregation) -> None:
    cells, method = cells_of([["no_evidence"], ["met"], ["partial"]], ["a"]), method_of(["a"])
    varied = settings_of(
        Uncertainty.MISSING, Uncertainty.AGGREGATION, missing=(Missing.LEFT_OUT,), aggregations=(mean,), draws=5
    )
    assert simulate(grid_of(cells, method), method, everybody(cells), varied).ranks[OVERALL][:, 0].tolist() == [3, 1, 2]


def test_a_step_between_levels_of_one_worth_changes_nothing() -> None:
    cells = cells_of([["partial"], ["met"], ["not_met"]], ["a"])
    method = replace(method_of(["a"]), values=VALUES | {Level.PARTIAL: Fraction(0)})
    varied = settings_of(Uncertainty.LEVELS, draws=4_000)
    wins = simulate(grid_of(cells, method), method, everybody(cells), varied).wins[OVERALL]
    assert wins[0, 1] / 4_000 < 0.02 and wins[1, 0] / 4_000 > 0.8 and wins[2, 0] / 4_000 < 0.1


def test_bands_are_those_of_the_scores_with_nothing_varied(tables: queries.Tables) -> None:
    rows = tables["score"].merge(tables["company"][["company_id", "peer_group_id"]], on="company_id")
    cells = shipped_cells(tables)
    method = shipped_method(tables)
    grid = grid_of(cells, method)
    drawn = simulate(grid, method, {}, settings_of(draws=1)).bands
    bands = [band.band_id for band in sorted(method.bands, key=lambda band: band.from_score)]
    found = dict(zip(grid.company_ids, [bands[place] for place in drawn.argmax(axis=1)], strict=True))
    assert found == dict(zip(rows["company_id"], rows["band_id"], strict=True))
    assert (drawn.sum(axis=1) == 1).all()


def test_the_same_seed_gives_the_same_result_on_any_number_of_threads(
    tables: queries.Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness, "MOST_DRAWS_A_BLOCK", 512)
    method = shipped_method(tables)
    grid = grid_of(shipped_cells(tables), method)
    scopes = {OVERALL: np.arange(len(grid.company_ids))}
    runs = [simulate(grid, method, scopes, settings_of(*ALL, draws=3_000), threads=number) for number in (1, 2, 3)]
    other = simulate(grid, method, scopes, settings_of(*ALL, draws=3_000, seed=2))
    for run in runs[1:]:
        assert (run.ranks[OVERALL] == runs[0].ranks[OVERALL]).all() and (run.bands == runs[0].bands).all()
    assert (other.ranks[OVERALL] != runs[0].ranks[OVERALL]).any()
