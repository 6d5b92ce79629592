"""Ranks of many draws at once, and who is above whom, without a loop over draws.

Two ways with the same result: comparing every pair, which is fastest for few companies and counts the pairs in the
same pass; and sorting, which is fastest for many. Ties share the best rank, as in `ranking.ranks`.
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int32]  # what is ranked: one row a company, one column a draw, the highest is best
Ranks = NDArray[np.unsignedinteger]
Wins = NDArray[np.int64]  # in how many draws the company of a row is above that of a column

CELLS_A_SORT = 1 << 18  # companies times draws that are sorted at a time
MOST_COMPARED = 48  # companies up to which comparing is faster than sorting; see benchmarks/robustness.py


def rank_type(units: int) -> type[np.unsignedinteger]:
    """Return the smallest type that holds the ranks of that many companies."""
    return np.uint8 if units < 256 else np.uint16 if units < 65536 else np.uint32


def ranks_of(keys: Keys) -> Ranks:
    """Return the rank of each company in each draw, 1 for the highest key; equal keys share the best rank."""
    return ranks_and_wins(keys)[0] if len(keys) <= MOST_COMPARED else _by_sorting(keys)


def ranks_and_wins(keys: Keys) -> tuple[Ranks, Wins]:
    """Return the ranks, and in how many draws the company of a row is above that of a column.

    Takes a time that grows with the square of the number of companies.
    """
    units = len(keys)
    ranks = np.ones(keys.shape, dtype=rank_type(units))
    wins = np.zeros((units, units), dtype=np.int64)
    room = np.empty((2, *keys.shape), dtype=np.bool_)  # else each comparison asks for memory anew
    for unit in range(units - 1):
        others = keys[unit + 1 :]
        is_above = np.greater(keys[unit], others, out=room[0, unit + 1 :])
        is_below = np.greater(others, keys[unit], out=room[1, unit + 1 :])
        ranks[unit + 1 :] += is_above.view(np.uint8)
        ranks[unit] += np.add.reduce(is_below.view(np.uint8), axis=0, dtype=ranks.dtype)
        wins[unit, unit + 1 :] = row_counts(is_above)
        wins[unit + 1 :, unit] = row_counts(is_below)
    return ranks, wins


def row_counts(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many marks each row has. Eight marks are added at a time, as the bytes of one word, while they fit."""
    rows, draws = marks.shape
    if draws % 512 or draws > 255 * 512:
        return np.array([np.count_nonzero(row) for row in marks], dtype=np.int64)
    words = marks.view(np.uint64).reshape(rows, -1, 64)
    counts: NDArray[np.int64] = np.add.reduce(words, axis=1).view(np.uint8).sum(axis=1, dtype=np.int64)
    return counts


def _by_sorting(keys: Keys) -> Ranks:
    """Rank some draws at a time, so that what is sorted stays in the cache."""
    units, draws = keys.shape
    ranks = np.empty(keys.shape, dtype=rank_type(units))
    step = max(CELLS_A_SORT // units, 1)
    for start in range(0, draws, step):
        ranks[:, start : start + step] = _sorted_ranks(keys[:, start : start + step])
    return ranks


def _sorted_ranks(keys: Keys) -> Ranks:
    """Sort numbers that hold the key, highest first, and the company."""
    units, draws = keys.shape
    packed = ~keys.T.astype(np.int64) << 32
    packed |= np.arange(units, dtype=np.int64)
    packed.sort(axis=1)
    ordered = packed >> 32
    places = np.tile(np.arange(1, units + 1, dtype=rank_type(units)), (draws, 1))
    tied = ordered[:, 1:] == ordered[:, :-1]
    if tied.any():
        places[:, 1:][tied] = 0  # one that is tied with the one before takes its place
        np.maximum.accumulate(places, axis=1, out=places)
    packed &= 0xFFFFFFFF
    packed += np.arange(draws, dtype=np.int64)[:, None] * units
    ranks = np.empty(draws * units, dtype=places.dtype)
    ranks[packed.ravel()] = places.ravel()
    return ranks.reshape(draws, units).T
