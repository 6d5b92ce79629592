"""How sure ranks are: against slow second calculations, known answers, and what must hold for every dataset."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, rankdata

from scorecard import queries
from scorecard.queries.companies import cells as shipped_cells
from scorecard.queries.sandbox import method_with
from scorecard.scoring import robustness
from scorecard.scoring.cell_model import cell_model, grid_of
from scorecard.scoring.certainty import OVERALL, certainty, percentile_ranks, rank_counts, tie_bands
from scorecard.scoring.draws import RandomBlock
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.points import keys_of, points_of
from scorecard.scoring.rank_counts import ranks_and_wins, ranks_of, row_counts
from scorecard.scoring.robustness import RobustnessSettings, simulate
from scorecard.scoring.scores import score
from scorecard.scoring.sensitivity import (
    correlation_ratio,
    left_out_ranks,
    rank_sensitivities,
    sobol_indices,
    sobol_sample,
)
from scorecard.vocabulary import Aggregation, Confidence, Level, Missing, Uncertainty
from tests.unit.test_scoring import VALUES

LEVELS = ["met", "partial", "not_met", "no_evidence", "not_applicable"]
SLIP = tuple((confidence, Fraction(1, 10)) for confidence in Confidence)
ALL = frozenset(Uncertainty)


def cells_of(levels: Sequence[Sequence[str]], commitments: Sequence[str]) -> pd.DataFrame:
    """Return the cells of companies c0, c1 … with their levels on indicators i0, i1 … of commitments."""
    rows = [
        {
            "company_id": f"c{company:02}",
            "indicator_id": f"i{number:02}",
            "commitment_id": commitment,
            "level": level,
            "confidence": "medium" if level in ("met", "partial", "not_met") else None,
        }
        for company, own in enumerate(levels)
        for number, (commitment, level) in enumerate(zip(commitments, own, strict=True))
    ]
    return pd.DataFrame(rows)


def method_of(commitments: Sequence[str], weights: Sequence[int] | None = None) -> ScoringMethod:
    names = list(dict.fromkeys(commitments))
    given_weights = weights or [1] * len(names)
    return ScoringMethod(
        values=VALUES,
        weights={name: Fraction(weight) for name, weight in zip(names, given_weights, strict=True)},
        coverage_threshold=Fraction(0),
        bands=(ScoreBand("high", Fraction(50)), ScoreBand("low", Fraction(0))),
        band_cap_above_weakest=1,
    )


@st.composite
def datasets(draw: st.DrawFn) -> tuple[pd.DataFrame, ScoringMethod]:
    commitments = [f"k{number}" for number in range(draw(st.integers(1, 4))) for _ in range(draw(st.integers(1, 4)))]
    companies = draw(st.integers(2, 7))
    rows = st.lists(st.sampled_from(LEVELS), min_size=len(commitments), max_size=len(commitments))
    levels = draw(st.lists(rows, min_size=companies, max_size=companies))
    levels.append(levels[0])  # so that there always is a tie
    weights = draw(st.lists(st.integers(1, 9), min_size=len(set(commitments)), max_size=len(set(commitments))))
    return cells_of(levels, commitments), method_of(commitments, weights)


def everybody(cells: pd.DataFrame) -> dict[str, np.ndarray]:
    return {OVERALL: np.arange(cells["company_id"].nunique())}


def settings_of(*sources: Uncertainty, draws: int = 600, seed: int = 1, **others: object) -> RobustnessSettings:
    return replace(RobustnessSettings(draws, seed, frozenset(sources), level_slip=SLIP), **others)  # type: ignore[arg-type]


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


@given(st.integers(1, 60), st.integers(1, 700), st.integers(1, 12), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_ranks_are_those_of_scipy(units: int, draws: int, distinct: int, seed: int) -> None:
    keys = np.random.default_rng(seed).integers(0, distinct, (units, draws)).astype(np.int32)
    expected = rankdata(-keys, method="min", axis=0)
    ranks, wins = ranks_and_wins(keys)
    assert (ranks == expected).all() and (ranks_of(keys) == expected).all()
    assert (wins == (keys[:, None, :] > keys[None, :, :]).sum(axis=2)).all()


def test_many_companies_are_ranked_as_few() -> None:
    keys = np.random.default_rng(1).integers(0, 200, (300, 40)).astype(np.int32)
    assert (ranks_of(keys) == rankdata(-keys, method="min", axis=0)).all()
    assert (ranks_and_wins(keys)[0] == ranks_of(keys)).all()


@pytest.mark.parametrize("draws", [1, 511, 512, 1024, 512 * 255, 512 * 256])
def test_marks_are_counted_whatever_their_number(draws: int) -> None:
    marks = np.random.default_rng(draws).random((3, draws)) < 0.7
    marks[0] = True
    assert row_counts(marks).tolist() == marks.sum(axis=1).tolist()


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


def shipped_method(tables: queries.Tables) -> ScoringMethod:
    weights = tables["commitment"].sort_values("position")["weight"].tolist()
    return method_with(tables, weights)


@pytest.mark.parametrize("count", [1, 2])
def test_left_out_indicators_are_that_many(count: int) -> None:
    times = RandomBlock(1, 0, 5_000).leave_out(5, count)
    assert (times.sum(axis=0) == 5 - count).all()
    assert times.mean(axis=1) == pytest.approx(np.full(5, 1 - count / 5), abs=0.03)


def test_weights_of_0_do_not_change_how_close_the_others_stay() -> None:
    some = RandomBlock(3, 0, 20_000).weights([Fraction(1), Fraction(1)], 4.0)
    more = RandomBlock(3, 0, 20_000).weights([Fraction(1), Fraction(1), Fraction(0)], 4.0)
    spread = [(drawn[0] / drawn.sum(axis=0)).std() for drawn in (some, more)]
    assert spread[0] == pytest.approx(spread[1], rel=0.03)


def test_resamples_have_as_many_indicators_as_there_are() -> None:
    times = RandomBlock(1, 0, 5_000).resample(6)
    assert (times.sum(axis=0) == 6).all() and times.mean(axis=1) == pytest.approx(np.ones(6), abs=0.05)


def test_weights_are_dirichlet_around_the_published_ones() -> None:
    drawn = RandomBlock(3, 0, 60_000).weights([Fraction(1), Fraction(3), Fraction(0)], 5.0)
    shares = drawn / drawn.sum(axis=0)
    assert shares.mean(axis=1) == pytest.approx([0.25, 0.75, 0.0], abs=0.003)
    total = 5.0 * 2  # of the two that have any weight
    assert shares[0].var() == pytest.approx(0.25 * 0.75 / (total + 1), rel=0.03)
    assert (drawn == np.rint(drawn)).all()


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


def test_the_random_numbers_are_the_same_on_every_machine() -> None:
    """Values of the stream, so that another machine or another version of a library is noticed."""
    block = RandomBlock(20260210, 3, 4)
    assert block.bits(Uncertainty.LEVELS, 2, 3).tolist() == EXPECTED_BITS
    assert RandomBlock(20260210, 0, 4).weights([Fraction(1)] * 2, 10.0).astype(int).tolist() == EXPECTED_WEIGHTS


EXPECTED_BITS = [[44731, 58884, 53000], [64832, 15111, 60968]]
EXPECTED_WEIGHTS = [[1046549, 1131312, 1571998, 464661], [798545, 1203699, 679905, 847843]]


def test_switching_a_source_off_leaves_the_draws_of_the_others(tables: queries.Tables) -> None:
    method = shipped_method(tables)
    weights = [
        robustness.weights_of(RandomBlock(1, 0, 50), method, settings_of(*sources))
        for sources in ([Uncertainty.WEIGHTS], ALL)
    ]
    assert (weights[0] == weights[1]).all()


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


def test_nothing_left_out_gives_the_published_ranks(tables: queries.Tables) -> None:
    rows = tables["left_out_rank"]
    nothing = rows[rows["left_out"] == ""].set_index(["scope", "company_id"])["rank"]
    for row in tables["score"].merge(tables["company"], on="company_id").to_dict("records"):
        assert nothing[row["peer_group_id"], row["company_id"]] == row["peer_rank"]
        if row["is_ranked_overall"]:
            assert nothing["overall", row["company_id"]] == row["rank"]


def test_leaving_one_out_is_scoring_without_it(tables: queries.Tables) -> None:
    method, cells = shipped_method(tables), shipped_cells(tables)
    rows = tables["left_out_rank"].set_index(["scope", "left_out", "company_id"])["rank"]
    ranked = tables["score"].loc[tables["score"]["is_ranked_overall"], "company_id"].tolist()
    for left_out in ("transparency", "SBD1", "PAY4"):
        kept_cells = cells[(cells["commitment_id"] != left_out) & (cells["indicator_id"] != left_out)]
        without = replace(method, weights={key: value for key, value in method.weights.items() if key != left_out})
        groups = pd.DataFrame({"company_id": cells["company_id"].unique()}).assign(peer_group_id="all")
        exact = score(kept_cells, groups, without).companies.set_index("company_id")["exact"].loc[ranked]
        for company_id in ranked:
            assert rows["overall", left_out, company_id] == 1 + sum(other > exact[company_id] for other in exact)


def test_a_company_that_loses_its_only_ask_has_no_rank() -> None:
    cells = cells_of([["met", "not_applicable"], ["met", "partial"]], ["a", "b"])
    method = method_of(["a", "b"])
    ranks = left_out_ranks(grid_of(cells, method), method, everybody(cells)).set_index(["left_out", "company_id"])[
        "rank"
    ]
    assert pd.isna(ranks["a", "c00"]) and ranks["a", "c01"] == 1 and ranks["", "c00"] == 1


def test_sobol_indices_of_the_ishigami_function() -> None:
    """Ishigami and Homma (1990) with a = 7, b = 0.1, whose indices are known in closed form."""
    sample = sobol_sample(3, seed=1)
    x = (2 * sample - 1) * np.pi
    outcome = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sobol_indices(outcome, 3, seed=1)
    assert found["first_order"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert found["total"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_a_source_that_does_nothing_has_no_share_of_the_variance() -> None:
    commitments = ["a", "b"]
    cells = cells_of([["met", "not_met"], ["not_met", "met"], ["met", "met"]], commitments)
    method = method_of(commitments)
    varied = settings_of(Uncertainty.WEIGHTS, Uncertainty.MISSING)  # no evidence is missing
    found = rank_sensitivities(grid_of(cells, method), method, everybody(cells), varied)
    by_source = found.groupby("source")[["first_order", "total"]].mean()
    assert by_source.loc["weights"].to_numpy() == pytest.approx([1.0, 1.0], abs=0.06)
    assert by_source.loc["missing"].to_numpy() == pytest.approx([0.0, 0.0], abs=0.02)
    assert set(found["company_id"]) == {"c00", "c01"}  # the best never moves


def test_the_correlation_ratio_of_known_cases() -> None:
    x = np.linspace(-1, 1, 41)
    assert correlation_ratio(x, 3 * x + 1) == pytest.approx(1.0, abs=1e-6)
    assert correlation_ratio(x, x**2) > 0.95  # no linear correlation at all
    noise = np.random.default_rng(1).normal(size=400)
    assert correlation_ratio(np.linspace(0, 1, 400), noise) < 0.1
    assert np.isnan(correlation_ratio(x, np.ones(41))) and np.isnan(correlation_ratio(x[:4], x[:4]))
    assert 0 <= correlation_ratio(np.repeat([0.0, 1.0], 20), np.random.default_rng(2).normal(size=40)) <= 1


def test_many_companies_have_ranges_without_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "MOST_PAIRED", 3)
    cells = cells_of([["met"], ["partial"], ["not_met"], ["no_evidence"]], ["a"])
    groups = pd.DataFrame({"company_id": [f"c0{number}" for number in range(4)], "peer_group_id": "all"})
    companies = groups.assign(rank=[1, 2, 3, 3], peer_rank=[1, 2, 3, 3])
    found = certainty(cells, companies, method_of(["a"]), settings_of(*ALL), Fraction(9, 10))
    assert found.pairs.empty and found.ranges["tie_band"].isna().all() and len(found.ranges) == 8
