"""Random draws of everything that a rank could have hung on, the same for one seed on every machine.

Draws come in blocks. Each block and each source of uncertainty has a generator of its own, seeded by the seed, the
block's number and the source, so that the number of threads changes nothing, and drawn weights and resamples stay the
same whatever else is varied. Slips and fillings of missing evidence share a generator.
Random numbers are 16-bit integers that only meet integer tables and thresholds: no result hangs on how a machine
rounds a logarithm.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from scorecard.vocabulary import Uncertainty

STEPS = 1 << 16  # how finely chances are told apart
WEIGHT_STEPS = 1 << 20  # the mean weight, as an integer

Bits = NDArray[np.uint16]
_ORDER = list(Uncertainty)


class RandomBlock:
    """The random numbers of one block of draws."""

    def __init__(self, seed: int, number: int, draws: int) -> None:
        """Name the block: its seed, its number, and how many draws it has."""
        self.draws = draws
        self._seed, self._number = seed, number
        self._generators: dict[Uncertainty, np.random.SFC64] = {}

    def bits(self, source: Uncertainty, *shape: int) -> Bits:
        """Return the next independent, uniform 16-bit numbers of a source."""
        if source not in self._generators:
            key = (self._number, _ORDER.index(source))
            self._generators[source] = np.random.SFC64(np.random.SeedSequence(self._seed, spawn_key=key))
        count = math.prod(shape)
        words = self._generators[source].random_raw(-(-count // 4))
        return words.astype("<u8", copy=False).view("<u2")[:count].reshape(shape)

    def noise(self, companies: int, draws: int, _row: int) -> Bits:
        """Return the next random numbers by which the levels of an indicator slip and missing ones are filled in."""
        return self.bits(Uncertainty.LEVELS, companies, draws)

    def weights(self, weights: Sequence[Fraction], concentration: float) -> NDArray[np.float64]:
        """Draw weights of the commitments: Dirichlet around the given ones.

        A Dirichlet vector is gamma variates over their sum; a weighted mean divides by that sum itself, so the
        variates are enough.

        Args:
            weights: the published weights, at least 0; a commitment without any has none in every draw.
            concentration: how close draws stay to them, times their share and the number of those above 0; 1 for equal
                weights is uniform over all possible weights.

        Returns:
            Whole numbers, one row a commitment, one column a draw.
        """
        total = sum(weights)
        positive = sum(weight > 0 for weight in weights)
        shapes = [float(concentration * weight / total * positive) for weight in weights]
        rows = self.bits(Uncertainty.WEIGHTS, len(weights), self.draws)
        drawn = np.empty(rows.shape)
        for shape, row, room in zip(shapes, rows, drawn, strict=True):
            _gamma_table(shape, WEIGHT_STEPS / concentration).take(row, mode="clip", out=room)
        return drawn

    def resample(self, indicators: int) -> NDArray[np.uint8]:
        """Draw as many indicators as there are, with replacement: how often each was drawn, one column a draw."""
        drawn = self.bits(Uncertainty.INDICATORS, indicators, self.draws).astype(np.uint32) * indicators >> 16
        counts = [np.add.reduce(drawn == number, axis=0, dtype=np.uint8) for number in range(indicators)]
        return np.stack(counts)

    def leave_out(self, indicators: int, left_out: int) -> NDArray[np.uint8]:
        """Leave some indicators out at random: 1 for each that stays, 0 for the others, one column a draw."""
        keys = self.bits(Uncertainty.INDICATORS, indicators, self.draws).astype(np.uint32) << 16
        keys |= np.arange(indicators, dtype=np.uint32)[:, None]  # no two are equal
        places = np.argsort(np.argsort(keys, axis=0), axis=0)
        return (places >= left_out).astype(np.uint8)


@lru_cache(maxsize=64)
def _gamma_table(shape: float, scale: float) -> NDArray[np.float64]:
    """Return quantiles of the gamma distribution times a scale as whole numbers: what each 16-bit number stands for."""
    if shape == 0:
        return np.zeros(STEPS)
    middles = (np.arange(STEPS) + 0.5) / STEPS
    table: NDArray[np.float64] = np.maximum(np.rint(gammaincinv(shape, middles) * scale), 1.0)
    return table
