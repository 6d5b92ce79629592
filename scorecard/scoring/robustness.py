"""How sure a rank is: every choice behind it drawn anew, many times, and the companies ranked in each draw.

What is varied, each source by itself or all together (after the uncertainty analysis of composite indicators of
Saisana, Saltelli & Tarantola 2005 and the OECD/JRC Handbook 2008, step 8):

- weights: Dirichlet around the published ones;
- indicators: resampled within each commitment, the same resample for all companies, or some left out;
- missing evidence: worth nothing, left out, or 0, 1/2 or 1 at random;
- levels: each may have been coded one step lower or higher, with a chance that hangs on its confidence;
- aggregation: arithmetic mean, geometric mean, weakest commitment.

Draws are made in blocks, two at a time. The same seed gives the same result, whatever the number of threads.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from scorecard.scoring.cell_model import CellModel, Grid, Whole, cell_model
from scorecard.scoring.draws import RandomBlock
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.points import Floats, key_at, keys_of, points_of
from scorecard.scoring.rank_counts import Keys, Ranks, Wins, rank_type, ranks_and_wins, ranks_of, row_counts
from scorecard.vocabulary import Aggregation, Confidence, Missing, Uncertainty

CELLS_A_BLOCK = 3 << 19  # companies times draws of a block: large, since threads hinder each other between operations
LEAST_DRAWS_A_BLOCK, MOST_DRAWS_A_BLOCK = 256, 98 * 512
THREADS = 2
DRAWS_A_CODING = 8  # draws that share one set of slips and fillings: drawing those is most of the work
MOST_PAIRED = 200  # companies of which every pair is counted

OptionT = TypeVar("OptionT")
Scopes = Mapping[str, NDArray[np.intp]]  # the places in the grid of the companies that are ranked with each other


@dataclass(frozen=True)
class RobustnessSettings:
    """What is varied, how far, and how often.

    Attributes:
        draws: how often.
        seed: the same seed gives the same draws.
        sources: what is varied; the rest stays as published.
        weight_concentration: how close weights stay to the published ones; see `RandomBlock.weights`.
        level_slip: chance 0-1 that a level of this confidence would move one step if coded again.
        missing: treatments of missing evidence, drawn with equal chance.
        aggregations: means, drawn with equal chance.
        left_out_count: indicators left out of each commitment; 0 resamples them instead.
    """

    draws: int
    seed: int
    sources: frozenset[Uncertainty] = frozenset(Uncertainty)
    weight_concentration: Fraction = Fraction(10)
    level_slip: tuple[tuple[Confidence, Fraction], ...] = ()
    missing: tuple[Missing, ...] = tuple(Missing)
    aggregations: tuple[Aggregation, ...] = tuple(Aggregation)
    left_out_count: int = 0

    @property
    def treatments(self) -> tuple[Missing, ...]:
        """The treatments of missing evidence that are drawn from; the published one where that is not varied."""
        return self.missing if Uncertainty.MISSING in self.sources else (Missing.ZERO,)

    @property
    def means(self) -> tuple[Aggregation, ...]:
        """The means that are drawn from; the published one where that is not varied."""
        return self.aggregations if Uncertainty.AGGREGATION in self.sources else (Aggregation.ARITHMETIC,)

    @property
    def slip(self) -> Mapping[Confidence, Fraction]:
        """The chance of a slip for each confidence; none where levels are not varied."""
        return dict(self.level_slip) if Uncertainty.LEVELS in self.sources else {}


class Draws(NamedTuple):
    """What came out of all draws.

    Attributes:
        ranks: for each scope the ranks of its companies, a row each, a column a draw; 1 is best, ties share it.
        wins: for each scope of at most `MOST_PAIRED` companies, in how many draws the one of a row is above that of a
            column.
        bands: in how many draws each company (row) is in each band (column, from the lowest).
    """

    ranks: dict[str, Ranks]
    wins: dict[str, Wins]
    bands: NDArray[np.int64]


class _Block(NamedTuple):
    """One block of draws: whole numbers that are ranked, and in how many draws each company is in each band."""

    keys: Keys
    bands: NDArray[np.int64]


def simulate(
    grid: Grid, method: ScoringMethod, scopes: Scopes, settings: RobustnessSettings, threads: int = THREADS
) -> Draws:
    """Rank the companies in every draw.

    Args:
        grid: the levels.
        method: weights and bands.
        scopes: who is ranked with whom.
        settings: what is varied, how far and how often.
        threads: how many blocks are made at a time; without influence on the result.
    """
    companies = len(grid.company_ids)
    size = min(MOST_DRAWS_A_BLOCK, max(CELLS_A_BLOCK // companies, LEAST_DRAWS_A_BLOCK))
    ranks = {name: np.empty((len(own), settings.draws), dtype=rank_type(len(own))) for name, own in scopes.items()}
    models = {missing: cell_model(grid, missing, settings.slip) for missing in settings.treatments}

    def run(start: int) -> tuple[dict[str, Wins], NDArray[np.int64]]:
        draws = slice(start, min(start + size, settings.draws))
        block = RandomBlock(settings.seed, start // size, draws.stop - start)
        keys, bands = _draw(block, grid, models, method, settings)
        wins = {}
        for name, places in scopes.items():
            if len(places) <= MOST_PAIRED:
                ranks[name][:, draws], wins[name] = ranks_and_wins(keys[places])
            else:
                ranks[name][:, draws] = ranks_of(keys[places])
        return wins, bands

    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(run, range(0, settings.draws, size)))
    wins = {name: np.sum([own[name] for own, _ in done], axis=0) for name in done[0][0]}
    return Draws(ranks, wins, np.sum([bands for _, bands in done], axis=0))


def _draw(
    block: RandomBlock,
    grid: Grid,
    models: Mapping[Missing, CellModel],
    method: ScoringMethod,
    settings: RobustnessSettings,
) -> _Block:
    """Make one block: its draws are shared out evenly among treatments of missing evidence and among means."""
    weights, times = weights_of(block, method, settings), times_of(block, grid, settings)
    keys = np.empty((len(grid.company_ids), block.draws), dtype=np.int32)
    bands = np.zeros((len(grid.company_ids), len(method.bands)), dtype=np.int64)
    for missing, draws in _shares(settings.treatments, 0, block.draws):
        own_times = None if times is None else times[:, draws]
        count = draws.stop - draws.start
        noise = partial(block.noise, len(grid.company_ids), -(-count // DRAWS_A_CODING))
        parts = points_of(grid, models[missing], own_times, noise, count)
        for mean, share in _shares(settings.means, draws.start, draws.stop):
            within = slice(share.start - draws.start, share.stop - draws.start)
            own = [part.columns(within) for part in parts]
            own_weights = weights[:, share]
            keys[:, share] = keys_of(own, own_weights, mean, grid.unit)
            if method.bands:
                weakest = keys_of(own, own_weights, Aggregation.WEAKEST, grid.unit)
                bands += _band_counts(keys[:, share], weakest, mean, method)
    return _Block(keys, bands)


def weights_of(block: RandomBlock, method: ScoringMethod, settings: RobustnessSettings) -> Floats:
    """Return the weights of the commitments, a row each, a column a draw."""
    published = list(method.weights.values())
    if Uncertainty.WEIGHTS in settings.sources:
        return block.weights(published, float(settings.weight_concentration))
    return np.repeat(np.array(published, dtype=np.float64)[:, None], block.draws, axis=1)


def times_of(block: RandomBlock, grid: Grid, settings: RobustnessSettings) -> Whole | None:
    """Return how often each indicator counts, a row each, a column a draw; None for once each."""
    if Uncertainty.INDICATORS not in settings.sources:
        return None
    sizes = [part.stop - part.start for part in grid.parts]
    if settings.left_out_count:
        return np.concatenate([block.leave_out(size, settings.left_out_count) for size in sizes])
    return np.concatenate([block.resample(size) for size in sizes])


def _shares(options: Sequence[OptionT], start: int, stop: int) -> list[tuple[OptionT, slice]]:
    """Share a range of draws out among options, as evenly as whole numbers allow."""
    ends = [start + (stop - start) * place // len(options) for place in range(len(options) + 1)]
    return [(option, slice(*pair)) for option, pair in zip(options, pairwise(ends), strict=True) if pair[0] < pair[1]]


def _band_counts(keys: Keys, weakest: Keys, mean: Aggregation, method: ScoringMethod) -> NDArray[np.int64]:
    """Return in how many draws each company is in each band, the cap by the weakest commitment included."""
    starts = sorted(float(band.from_score) / 100 for band in method.bands)
    reached = [np.full(len(keys), keys.shape[1])]
    for place in range(1, len(starts)):
        marks = keys >= key_at(starts[place], mean)
        if method.band_cap_above_weakest is not None:
            needed = max(place - method.band_cap_above_weakest, 0)
            marks &= weakest >= (key_at(starts[needed], Aggregation.WEAKEST) if needed else 0)
        reached.append(np.array(row_counts(marks)))
    reached.append(np.zeros(len(keys), dtype=np.int64))
    return -np.diff(np.stack(reached, axis=1), axis=1)
