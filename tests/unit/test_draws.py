"""Random numbers, and ranks of many draws: known distributions, the same on every machine, equal to SciPy's."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from scorecard import queries
from scorecard.scoring import robustness
from scorecard.scoring.draws import RandomBlock
from scorecard.scoring.rank_counts import ranks_and_wins, ranks_of, row_counts
from scorecard.vocabulary import Uncertainty
from tests.draws import ALL, settings_of, shipped_method


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
