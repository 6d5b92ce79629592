"""What a score would gain if one indicator were met: the arithmetic behind "what would raise this score".

One indicator at a time, everything else as it is. Follows from the weighted mean of means in `aggregation`; the
tests check it against scoring the changed levels anew.
"""

from collections.abc import Mapping

import pandas as pd

_COLUMNS = ["company_id", "indicator_id", "gain"]


def score_gains(cells: pd.DataFrame, weights: Mapping[str, float], met: float) -> pd.DataFrame:
    """Return by how many points the overall score of a company rises if an indicator rises to met.

    Args:
        cells: `company_id`, `indicator_id`, `commitment_id`, `value` (0-1, missing where the cell is left out),
            `is_open` (bool: applies and was not assessed yet), one row a cell. Cells that do not apply are absent.
        weights: weight of each commitment, above 0.
        met: worth of an indicator that is met, 0-1.

    Returns:
        `company_id`, `indicator_id`, `gain` (points of 100, above 0), for cells that can rise, in their order.
        Companies of which nothing was assessed have none: they have no score that could rise.
    """
    if cells.empty:
        return pd.DataFrame(columns=_COLUMNS)
    parts = cells.groupby(["company_id", "commitment_id"], sort=False)["value"].agg(points="sum", assessed="count")
    parts["weight"] = parts.index.get_level_values("commitment_id").map(dict(weights)).astype(float)
    scored = parts[parts["assessed"] > 0]
    weighted = scored["weight"] * scored["points"] / scored["assessed"]
    totals = pd.DataFrame({"sum": weighted, "weight_scored": scored["weight"]}).groupby("company_id", sort=False).sum()
    rows = cells.join(parts, on=["company_id", "commitment_id"]).join(totals, on="company_id")
    rows = rows[rows["is_open"] | (rows["value"] < met)].dropna(subset=["sum"])
    rows = rows.assign(gain=100 * (_sum_after(rows, met) / _weight_after(rows) - rows["sum"] / rows["weight_scored"]))
    return rows.loc[rows["gain"] > 0, _COLUMNS].reset_index(drop=True)


def _sum_after(rows: pd.DataFrame, met: float) -> pd.Series:
    """Return the weighted sum of commitment means (0-1 each) once the row's cell is met."""
    before = rows["weight"] * (rows["points"] / rows["assessed"].where(rows["assessed"] > 0)).fillna(0.0)
    after = (rows["points"] - rows["value"].fillna(0.0) + met) / (rows["assessed"] + rows["is_open"])
    return rows["sum"] - before + rows["weight"] * after


def _weight_after(rows: pd.DataFrame) -> pd.Series:
    """Return the weights of all commitments that then have a mean: one more where the cell is the first of its own."""
    return rows["weight_scored"] + rows["weight"].where(rows["assessed"] == 0, 0.0)
