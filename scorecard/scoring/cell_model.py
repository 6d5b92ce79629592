"""What each cell is worth, and what it could be worth instead: the grid of levels as small whole numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scorecard.scoring.draws import STEPS, Bits
from scorecard.scoring.method import ScoringMethod
from scorecard.vocabulary import Confidence, Level, Missing

SCALE = (Level.NOT_MET, Level.PARTIAL, Level.MET)  # from lowest to highest; a level slips by one step of it
_ONE_IN_THREE = Fraction(1, 3)

Whole = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class Grid:
    """Every company on every indicator, indicators by commitment.

    Attributes:
        company_ids, indicator_ids, commitment_ids: names of the axes.
        levels: level of each cell, one row an indicator, one column a company.
        confidences: confidence of each cell, empty where it has none.
        parts: the rows of each commitment.
        worths: worth of each level of `SCALE` and of a cell without evidence, as whole numbers.
        unit: what 1 is worth.
    """

    company_ids: list[str]
    indicator_ids: list[str]
    commitment_ids: list[str]
    levels: NDArray[np.str_]
    confidences: NDArray[np.str_]
    parts: list[slice]
    worths: Mapping[Level, int]
    unit: int

    @property
    def whole(self) -> type[np.unsignedinteger]:
        """The smallest type that holds the points of a commitment."""
        most = self.unit * max(part.stop - part.start for part in self.parts)
        return np.min_scalar_type(most).type


class CellModel(NamedTuple):
    """What each cell may be worth: `base`, one step `down` or one step `up`.

    All arrays have one row an indicator and one column a company. A 16-bit number below `down_below` means down, one
    above `up_above` means up. `largest_step` is the largest of all steps.
    """

    base: Whole
    applies: NDArray[np.bool_]
    down: Whole
    up: Whole
    down_below: Bits
    up_above: Bits
    largest_step: int

    @property
    def has_unit_steps(self) -> bool:
        """Return whether every step is one point, as it is for levels worth 0, 1/2 and 1."""
        return self.largest_step <= 1

    def varies(self, row: int) -> bool:
        """Return whether a cell of an indicator can be worth anything else than its base."""
        return bool(self.down_below[row].any() or (self.up_above[row] != STEPS - 1).any())


def grid_of(cells: pd.DataFrame, method: ScoringMethod) -> Grid:
    """Return the grid of all cells.

    Args:
        cells: `company_id`, `indicator_id`, `commitment_id`, `level`, `confidence` (may be missing), one row a cell,
            every company with every indicator.
        method: worths of levels, and the commitments in order.
    """
    order = {commitment_id: place for place, commitment_id in enumerate(method.weights)}
    indicators = cells[["indicator_id", "commitment_id"]].drop_duplicates()
    indicators = indicators.sort_values("commitment_id", key=lambda ids: ids.map(order), kind="stable")
    sizes = indicators["commitment_id"].value_counts()
    ends = np.cumsum([sizes.get(commitment_id, 0) for commitment_id in order]).tolist()
    rows = indicators["indicator_id"].tolist()
    levels = cells.pivot(index="indicator_id", columns="company_id", values="level").loc[rows]
    confidences = cells.pivot(index="indicator_id", columns="company_id", values="confidence").loc[rows]
    worths = {level: method.values[level] or Fraction() for level in (*SCALE, Level.NO_EVIDENCE)}
    unit = math.lcm(*(worth.denominator for worth in worths.values()))
    return Grid(
        company_ids=levels.columns.tolist(),
        indicator_ids=rows,
        commitment_ids=list(order),
        levels=levels.to_numpy(dtype=str),
        confidences=confidences.fillna("").to_numpy(dtype=str),
        parts=[slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)],
        worths={level: int(worth * unit) for level, worth in worths.items()},
        unit=unit,
    )


def cell_model(grid: Grid, missing: Missing, slip: Mapping[Confidence, Fraction]) -> CellModel:
    """Return what each cell may be worth.

    Args:
        grid: the levels.
        missing: what a cell without evidence counts.
        slip: chance 0-1 that a level of this confidence moves one step; empty for none. The lowest level can only
            rise, the highest only fall, one in between does either with half the chance. A cell without evidence
            has no level that could slip: `missing` is what varies it.
    """
    shape = grid.levels.shape
    base, down, up = (np.zeros(shape, dtype=grid.whole) for _ in range(3))
    falls, rises = np.zeros(shape), np.zeros(shape)
    chances = sum((grid.confidences == name) * float(chance) for name, chance in slip.items()) + np.zeros(shape)
    for place, level in enumerate(SCALE):
        here = grid.levels == level.value
        below, above = place > 0, place < len(SCALE) - 1
        base[here] = grid.worths[level]
        down[here] = grid.worths[level] - grid.worths[SCALE[place - 1]] if below else 0
        up[here] = grid.worths[SCALE[place + 1]] - grid.worths[level] if above else 0
        falls[here] = (chances * below / (below + above))[here]
        rises[here] = (chances * above / (below + above))[here]
    nothing = grid.levels == Level.NO_EVIDENCE.value
    base[nothing] = grid.worths[Level.NO_EVIDENCE]
    if missing is Missing.RANDOM:
        base[nothing] = grid.worths[Level.PARTIAL]
        down[nothing] = grid.worths[Level.PARTIAL] - grid.worths[Level.NOT_MET]
        up[nothing] = grid.worths[Level.MET] - grid.worths[Level.PARTIAL]
        falls[nothing] = rises[nothing] = float(_ONE_IN_THREE)
    assessed = np.isin(grid.levels, [level.value for level in Level if level.is_assessed])
    applies = assessed & ~nothing if missing is Missing.LEFT_OUT else assessed
    return CellModel(
        base=base * applies,
        applies=applies,
        down=down,
        up=up,
        down_below=_thresholds(falls * (down > 0)),  # a step between levels of one worth is none
        up_above=(STEPS - 1 - _thresholds(rises * (up > 0))).astype(np.uint16),
        largest_step=int(max(down.max(), up.max())),
    )


def _thresholds(chances: NDArray[np.float64]) -> Bits:
    """Return how many of all 16-bit numbers make up a chance; a sure event is short of that by one in 65,536."""
    return np.minimum(np.rint(chances * STEPS), STEPS - 1).astype(np.uint16)
