"""From cells to what is ranked, for many draws at once: points under each commitment, then one whole number a company.

Scores become whole numbers before they are ranked: `STEPS` of the scale, far finer than any difference that counts,
and coarser than the rounding of sums, so that equal scores are equal whatever the order of their terms. Companies with
the same commitment scores go through the same operations and tie in every draw.

Arrays have a row a company and a column a draw. Operations write into room that is there already where that saves
time: asking for memory takes longer than most of the arithmetic.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorecard.scoring.cell_model import CellModel, Grid, Whole
from scorecard.scoring.draws import Bits
from scorecard.scoring.rank_counts import Keys
from scorecard.vocabulary import Aggregation

STEPS = 1 << 30  # of the scale 0-1
LOWEST_LOG = -24.0  # base-2 logarithm that stands for a geometric mean of 0; that of the lowest other mean is higher
LOG_STEPS = 1 << 26
CHUNK = 1024  # draws whose scores are computed at a time, so that their sums stay in the cache
EXACT_IN_FLOAT32 = 1 << 24  # whole numbers up to here are exact in it, and in any order of a sum
LARGEST_TABLE = 1 << 16
_NEVER = -1e30  # logarithm of 0: whatever its weight, the mean is below LOWEST_LOG
_TINY = 1e-300  # in place of a weight of 0, so that 0 points over it are 0

Floats = NDArray[np.float64]
Noise = Callable[[int], Bits]  # gives the random numbers of an indicator


class Points(NamedTuple):
    """Points under one commitment, and how many indicators they come from.

    One column stands for all draws where nothing varies.
    """

    points: Whole
    counts: Whole

    @property
    def is_fixed(self) -> bool:
        """Whether nothing varies."""
        return bool(self.points.shape[1] == self.counts.shape[1] == 1)

    def columns(self, part: slice | NDArray[np.intp]) -> "Points":
        """Return some of the draws."""
        return Points(*(array if array.shape[1] == 1 else array[:, part] for array in self))


def points_of(
    grid: Grid, model: CellModel, times: Whole | None, noise: Noise, draws: int, *, keeps_all: bool = True
) -> list[Points]:
    """Return the points under each commitment.

    Args:
        grid: the axes.
        model: what the cells may be worth.
        times: how often each indicator counts, a row an indicator, a column a draw; None for once.
        noise: random numbers; where it has fewer columns than there are draws, they serve several draws each.
        draws: how many.
        keeps_all: whether a company of whose indicators under a commitment none counts keeps them all; else the
            commitment is left out for it.
    """
    return [_points_under(part, grid, model, times, noise, draws, keeps_all) for part in grid.parts]


def keys_of(parts: Sequence[Points], weights: Floats, mean: Aggregation, unit: int) -> Keys:
    """Return the overall scores as whole numbers that compare as the scores do.

    Args:
        parts: points under each commitment.
        weights: weight of each commitment, a row each, a column a draw, at least 0. Weights are rescaled over the
            commitments that apply; a company under none has the lowest score.
        mean: how commitment scores become one. The weakest is that of the commitments that have any weight.
        unit: points of an indicator that is met.
    """
    if mean is Aggregation.WEAKEST:
        return _weakest_keys(parts, weights, unit)
    if mean is Aggregation.ARITHMETIC and all(part.is_fixed for part in parts):
        return _fixed_keys(parts, weights, unit)
    keys = np.empty((len(parts[0].points), weights.shape[1]), dtype=np.int32)
    for start in range(0, weights.shape[1], CHUNK):
        chunk = slice(start, start + CHUNK)
        _write_keys(keys[:, chunk], [part.columns(chunk) for part in parts], weights[:, chunk], mean, unit)
    return keys


def key_at(score: float, mean: Aggregation) -> int:
    """Return the whole number that stands for a score 0-1 under a mean."""
    if mean is not Aggregation.GEOMETRIC:
        return round(score * STEPS)
    return round((np.log2(score) - LOWEST_LOG) * LOG_STEPS) if score > 0 else 0


def _points_under(
    part: slice, grid: Grid, model: CellModel, times: Whole | None, noise: Noise, draws: int, keeps_all: bool
) -> Points:
    applies, rows = model.applies[part], range(part.start, part.stop)
    all_counts = applies.sum(axis=0, dtype=grid.whole)[:, None]
    if any(map(model.varies, rows)):
        all_points, drawn = _sums(model, rows, None if times is None else times[part], noise, draws)
    else:
        all_points = model.base[part].sum(axis=0, dtype=grid.whole)[:, None]
        drawn = all_points if times is None else _product(model.base[part], times[part], grid.whole)
    if times is None:
        return Points(all_points, all_counts)
    counts = _product(applies, times[part], grid.whole)
    if keeps_all:
        none = counts == 0
        np.copyto(drawn, all_points, where=none)
        np.copyto(counts, all_counts, where=none)
    return Points(drawn, counts)


def _sums(model: CellModel, rows: range, times: Whole | None, noise: Noise, draws: int) -> tuple[Whole, Whole]:
    """Return the points of indicators of which some vary: each once, and each as often as it counts.

    Draws stand in rounds: the first draw of each round has the first random numbers, and so on.
    """
    bits = {row: noise(row) for row in rows if model.varies(row)}
    companies, columns = next(iter(bits.values())).shape
    rounds = -(-draws // columns)
    once, worth = (np.zeros((companies, columns), dtype=model.base.dtype) for _ in range(2))
    drawn, room = (np.zeros((companies, rounds, columns), dtype=worth.dtype) for _ in range(2))
    if times is not None:
        times = np.pad(times, ((0, 0), (0, rounds * columns - draws))).reshape(len(times), rounds, columns)
    for place, row in enumerate(rows):
        _write_worths(worth, model, row, bits.get(row))
        once += worth
        if times is not None:
            drawn += np.multiply(worth[:, None, :], times[place], out=room)
    room[:] = once[:, None, :]
    all_points = room.reshape(companies, -1)[:, :draws]
    return all_points, all_points if times is None else drawn.reshape(companies, -1)[:, :draws]


def _write_worths(worth: Whole, model: CellModel, row: int, bits: Bits | None) -> None:
    """Write what the cells of an indicator are worth; without random numbers nothing varies."""
    worth[:] = model.base[row][:, None]
    if bits is None:
        return
    for compare, edge, step, change in (
        (np.greater, model.up_above, model.up, np.add),
        (np.less, model.down_below, model.down, np.subtract),
    ):
        moved = compare(bits, edge[row][:, None]).view(np.uint8)
        change(worth, moved if model.has_unit_steps else moved * step[row][:, None], out=worth)


def _product(cells: NDArray[np.generic], times: Whole, whole: type[np.unsignedinteger]) -> Whole:
    """Return the sum over indicators of cells times how often they count; whole numbers, exact in any order."""
    kind = np.float32 if np.iinfo(whole).max < EXACT_IN_FLOAT32 else np.float64
    product: Whole = (cells.T.astype(kind) @ times.astype(kind)).astype(whole)
    return product


def _fixed_keys(parts: Sequence[Points], weights: Floats, unit: int) -> Keys:
    """Return keys where only weights vary: products of whole numbers, exact in any order of their sums."""
    points, counts = (np.concatenate(arrays, axis=1).astype(np.int64) for arrays in zip(*parts, strict=True))
    common = math.lcm(*np.unique(counts[counts > 0]).tolist())
    scores = (points * (common // np.maximum(counts, 1))).astype(np.float64)
    applies = (counts > 0).astype(np.float64)
    keys = np.empty((len(scores), weights.shape[1]), dtype=np.int32)
    room = np.empty((2, len(scores), CHUNK))
    for start in range(0, weights.shape[1], CHUNK):
        own = weights[:, start : start + CHUNK]
        total, weight = room[:, :, : own.shape[1]]
        np.matmul(scores, own, out=total)
        np.matmul(applies, own, out=weight)
        _write_quotients(keys[:, start : start + CHUNK], total, weight, 1 / (unit * common))
    return keys


def _write_keys(keys: Keys, parts: Sequence[Points], weights: Floats, mean: Aggregation, unit: int) -> None:
    total, weight, room = np.zeros(keys.shape), _weights_of(parts, weights), np.empty(keys.shape)
    for part, share in zip(parts, weights, strict=True):
        total += np.multiply(_looked_up(part, mean, unit), share, out=room)
    if mean is Aggregation.ARITHMETIC:
        _write_quotients(keys, total, weight, 1.0)
    else:
        applies_nowhere = weight == 0
        np.maximum(weight, _TINY, out=weight)
        total /= weight
        total[applies_nowhere] = LOWEST_LOG
        np.maximum(total, LOWEST_LOG, out=total)
        total -= LOWEST_LOG
        total *= LOG_STEPS
        keys[:] = np.rint(total, out=total)


def _weights_of(parts: Sequence[Points], weights: Floats) -> Floats:
    """Return the sum of the weights of the commitments that apply to each company."""
    applies = [part.counts > 0 for part in parts]
    if all((own == own[:, :1]).all() for own in applies):
        product: Floats = np.concatenate([own[:, :1] for own in applies], axis=1).astype(np.float64) @ weights
        return product
    total: Floats = np.sum([own * share for own, share in zip(applies, weights, strict=True)], axis=0)
    return total


def _weakest_keys(parts: Sequence[Points], weights: Floats, unit: int) -> Keys:
    """Return the lowest commitment scores; 0 where no commitment applies."""
    lowest: Floats = np.full((len(parts[0].points), 1), np.inf)
    for part, share in zip(parts, weights, strict=True):
        if share.any():
            scores = _looked_up(part, Aggregation.WEAKEST, unit)
            lowest = np.minimum(lowest, scores, out=lowest if lowest.shape == scores.shape else None)
    lowest[np.isinf(lowest)] = 0.0
    lowest *= STEPS
    return np.rint(lowest, out=lowest).astype(np.int32)


def _write_quotients(keys: Keys, total: Floats, weight: Floats, scale: float) -> None:
    """Write quotients as whole numbers; times the scale they are between 0 and 1. Takes its other arguments as room."""
    np.maximum(weight, _TINY, out=weight)
    total /= weight
    total *= scale * STEPS
    keys[:] = np.rint(total, out=total)


def _looked_up(part: Points, mean: Aggregation, unit: int) -> Floats:
    """Return what stands for each commitment score: equal quotients give equal numbers, whatever they come from."""
    most, many = int(part.points.max(initial=0)), int(part.counts.max(initial=0))
    if (most + 1) * (many + 1) > LARGEST_TABLE:
        return _stand_ins(part.points, part.counts, mean, unit)
    table = _table(most, many, mean, unit)
    kind = np.result_type(part.points.dtype, np.min_scalar_type(table.size))
    places = np.multiply(part.points, kind.type(many + 1), dtype=kind) + part.counts
    found: Floats = table.take(places, mode="clip")
    return found


@lru_cache(maxsize=256)
def _table(points: int, counts: int, mean: Aggregation, unit: int) -> Floats:
    """Return what stands for a commitment score, by points and number of indicators, one after the other."""
    return _stand_ins(np.arange(points + 1)[:, None], np.arange(counts + 1)[None, :], mean, unit).ravel()


def _stand_ins(points: NDArray[np.integer], counts: NDArray[np.integer], mean: Aggregation, unit: int) -> Floats:
    """Return what stands for commitment scores.

    Scores 0-1 for the arithmetic mean; their base-2 logarithms for the geometric one; both 0 without an indicator.
    Scores 0-1 for the weakest; infinity without an indicator.
    """
    scores: Floats = points / (np.maximum(counts, 1) * float(unit))
    if mean is Aggregation.GEOMETRIC:
        with np.errstate(divide="ignore"):
            scores = np.maximum(np.log2(scores), _NEVER)
    found: Floats = np.where(counts > 0, scores, np.inf if mean is Aggregation.WEAKEST else 0.0)
    return found
