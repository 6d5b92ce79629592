"""How far coders agree who gave levels independently: shares, Krippendorff's alpha, and who said what.

Levels that are worth the same count alike, since a score cannot tell them apart. A cell for which a coder gave a level
without worth (not applicable, not assessed) is left out and counted.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd


def ordinal_alpha(values: pd.DataFrame) -> float:
    """Return Krippendorff's alpha for ordinal data: 1 is full agreement, 0 what chance gives.

    It is 1 - observed / expected disagreement over the coincidences of values within units; two values differ by the
    square of the number of codings between them. Source: K. Krippendorff, Content Analysis (4th ed. 2018), ch. 12, and
    "Computing Krippendorff's Alpha-Reliability" (2011), sections C and E.

    Args:
        values: one row a unit, one column a coder, numbers of which only the order counts; missing where a coder gave
            none.

    Returns:
        At most 1, below 0 where agreement is worse than chance; missing where alpha is undefined: no unit has two
        values, or all values are the same, so that nothing could have differed.
    """
    paired = values[values.notna().sum(axis="columns") > 1].to_numpy(dtype=float)
    known = np.unique(paired[~np.isnan(paired)])
    if len(known) < 2:
        return math.nan
    counts = (paired[:, :, None] == known).sum(axis=1)  # one row a unit, one column a value
    shares = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = shares.T @ counts - np.diag(shares.sum(axis=0))
    totals = coincidences.sum(axis=1)
    middles = totals.cumsum() - totals / 2  # where a value lies, counted in codings below it
    distances = np.subtract.outer(middles, middles) ** 2
    observed, expected = (coincidences * distances).sum(), totals @ distances @ totals
    return float(1 - (totals.sum() - 1) * observed / expected)


def agreement(codings: pd.DataFrame, worths: Mapping[str, float]) -> dict[str, float]:
    """Return how far the two coders of some cells agree.

    Args:
        codings: `first` and `second`, each a level, one row a cell.
        worths: worth of each level that has one.

    Returns:
        `cell_count` and `left_out_count`; `same_level_count` and `same_value_count`; `same_level_share` and
        `same_value_share` (0-1, missing without cells); `alpha` (see `ordinal_alpha`).
    """
    values = pd.DataFrame({coder: codings[coder].map(worths).astype(float) for coder in ("first", "second")})
    compared = values.dropna()
    same_level = int((codings["first"] == codings["second"])[compared.index].sum())
    same_value = int((compared["first"] == compared["second"]).sum())
    return {
        "cell_count": len(compared),
        "left_out_count": len(codings) - len(compared),
        "same_level_count": same_level,
        "same_value_count": same_value,
        "same_level_share": same_level / len(compared) if len(compared) else math.nan,
        "same_value_share": same_value / len(compared) if len(compared) else math.nan,
        "alpha": ordinal_alpha(compared),
    }


def agreement_by(codings: pd.DataFrame, column: str, worths: Mapping[str, float]) -> pd.DataFrame:
    """Return `agreement` for each value of a column of codings: that column, then one column a figure.

    Args:
        codings: `first`, `second` and the column.
        column: by what to group, in the order in which its values first appear.
        worths: worth of each level that has one.
    """
    rows = [{column: key, **agreement(part, worths)} for key, part in codings.groupby(column, sort=False)]
    return pd.DataFrame(rows, columns=[column, *agreement(codings.head(0), worths)])


def confusion(codings: pd.DataFrame, levels: Sequence[str]) -> pd.DataFrame:
    """Return how many cells got each pair of levels: a row for the first coder's, a column for the second's.

    Args:
        codings: `first` and `second`; every cell counts, those without worth too.
        levels: all levels, in order; those that neither coder gave are left away.
    """
    given = {*codings["first"], *codings["second"]}
    used = [level for level in levels if level in given]
    counts = pd.crosstab(codings["first"], codings["second"])
    return counts.reindex(index=used, columns=used, fill_value=0)
