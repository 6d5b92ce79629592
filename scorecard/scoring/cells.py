"""The complete grid of companies and indicators: which cells apply, which were assessed, what each is worth."""

import pandas as pd

from scorecard.scoring.method import ScoringMethod
from scorecard.vocabulary import Level


def assessment_grid(
    company_roles: pd.DataFrame, indicator_roles: pd.DataFrame, indicators: pd.DataFrame, assessments: pd.DataFrame
) -> pd.DataFrame:
    """Return one row for every company and indicator.

    A cell has the level it was assessed with. A cell that nobody assessed is `not_assessed` where one of the
    company's roles is one of the indicator's, and `not_applicable` where none is.

    Args:
        company_roles: `company_id`, `role_id`.
        indicator_roles: `indicator_id`, `role_id`.
        indicators: `indicator_id`, `commitment_id`; the order of indicators is kept.
        assessments: `company_id`, `indicator_id`, `level` and any further columns; at most one row a cell.

    Returns:
        `company_id`, `indicator_id`, `commitment_id`, `level` and the further columns of `assessments`,
        ordered by company, then as `indicators`.
    """
    companies = company_roles[["company_id"]].drop_duplicates().sort_values("company_id")
    cells = companies.merge(indicators[["indicator_id", "commitment_id"]], how="cross")
    applies = company_roles.merge(indicator_roles, on="role_id")[["company_id", "indicator_id"]].drop_duplicates()
    cells = cells.merge(applies.assign(applies=True), how="left", on=["company_id", "indicator_id"])
    cells = cells.merge(assessments, how="left", on=["company_id", "indicator_id"], validate="one_to_one")
    missing = pd.Series(Level.NOT_APPLICABLE.value, index=cells.index).mask(
        cells["applies"].eq(True), Level.NOT_ASSESSED.value
    )
    return cells.assign(level=cells["level"].fillna(missing).astype(str)).drop(columns="applies")


def cell_values(levels: pd.Series, method: ScoringMethod) -> pd.Series:
    """Return what each level is worth, 0-1; missing where the level is left out of every mean."""
    values = {level.value: None if value is None else float(value) for level, value in method.values.items()}
    return levels.map(values).astype(float)
