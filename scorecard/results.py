"""From the rows of a dataset to its results: scores, and how sure ranks are. Opens no file and no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from scorecard.curation.methodology import Methodology
from scorecard.scoring.cells import assessment_grid, cell_values
from scorecard.scoring.certainty import Certainty, Influence, certainty, influence
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.robustness import RobustnessSettings
from scorecard.scoring.scores import Scores, score
from scorecard.storage.content import TABLES
from scorecard.tabular import rows_of

Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Scored:
    """The method and the companies of a dataset, the grid of its cells, and its scores."""

    methodology: Methodology
    companies: pd.DataFrame
    cells: pd.DataFrame
    scores: Scores


class Robustness(NamedTuple):
    """How sure the ranks are, and what moves them; None where the method has no draws, or nobody asked."""

    certainty: Certainty | None = None
    influence: Influence | None = None


def score_rows(rows: Rows, methodology: Methodology) -> Scored:
    """Score the rows of a dataset that passed its checks.

    Args:
        rows: rows of the tables company, company_role, indicator, indicator_role and assessment, by these names.
        methodology: the method.
    """
    cells = assessment_grid(
        _frame(rows, "company_role"),
        _frame(rows, "indicator_role"),
        _frame(rows, "indicator").sort_values("position", ignore_index=True),
        _frame(rows, "assessment").drop(columns="value"),
    )
    method = scoring_method(methodology)
    cells = cells.assign(value=cell_values(cells["level"], method))
    companies = _frame(rows, "company")
    return Scored(methodology, companies, cells, score(cells, companies, method))


def scoring_method(methodology: Methodology) -> ScoringMethod:
    """Return what the scoring needs of a methodology."""
    rules = methodology.rules
    weights = {commitment.id: rules.weights.get(commitment.id, Fraction(1)) for commitment in methodology.commitments}
    return ScoringMethod(
        values={level: entry.value for level, entry in methodology.levels.items()},
        weights=weights,
        coverage_threshold=rules.coverage_threshold,
        overall_min_commitments=rules.overall_min_commitments,
        bands=tuple(ScoreBand(band.id, band.from_score) for band in rules.bands),
        band_cap_above_weakest=rules.band_cap_above_weakest,
    )


def robustness_settings(methodology: Methodology) -> RobustnessSettings | None:
    """Return what the draws need of a methodology; None where it has none."""
    rules = methodology.rules.robustness
    if rules is None:
        return None
    return RobustnessSettings(
        draws=rules.draws,
        seed=rules.seed,
        weight_concentration=rules.weight_concentration,
        level_slip=tuple(rules.level_slip.items()),
        missing=rules.missing,
        aggregations=rules.aggregation,
    )


def robustness_of(scored: Scored, *, with_influence: bool = True) -> Robustness:
    """Return how sure the ranks of a scored dataset are.

    Args:
        scored: the dataset and its scores.
        with_influence: whether what moves ranks is wanted too, which takes longer than all the rest.
    """
    settings, rules = robustness_settings(scored.methodology), scored.methodology.rules.robustness
    if settings is None or rules is None or scored.scores.companies["peer_rank"].isna().all():
        return Robustness()
    method = scoring_method(scored.methodology)
    groups = scored.companies.set_index("company_id")["peer_group_id"]
    companies = scored.scores.companies.assign(peer_group_id=lambda rows: rows["company_id"].map(groups))
    sure = certainty(scored.cells, companies, method, settings, rules.tell_apart)
    if not with_influence:
        return Robustness(sure)
    return Robustness(sure, influence(scored.cells, companies, scored.scores.commitments, method, settings))


def result_rows(scored: Scored, robustness: Robustness, release_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that is computed, by its name: the complete grid of cells, and the results."""
    frames = {"commitment_score": scored.scores.commitments, "score": scored.scores.companies}
    frames |= _robustness_frames(robustness)
    rows = {name: _records(frame.assign(release_id=release_id), name) for name, frame in frames.items()}
    return {"assessment": _records(scored.cells, "assessment")} | rows


def _robustness_frames(robustness: Robustness) -> dict[str, pd.DataFrame]:
    """Return the tables of robustness by name, as far as there are any."""
    frames: dict[str, pd.DataFrame] = {}
    if sure := robustness.certainty:
        frames |= {"rank_range": sure.ranges, "rank_probability": sure.ranks, "band_probability": sure.bands}
        frames |= {"pair_probability": sure.pairs, "left_out_rank": sure.left_out}
    if moves := robustness.influence:
        frames |= {"rank_sensitivity": moves.sensitivities, "source_shift": moves.shifts}
        frames |= {"commitment_importance": moves.importances}
    return frames


def _frame(rows: Rows, name: str) -> pd.DataFrame:
    return pd.DataFrame(rows[name], columns=[column.name for column in TABLES[name].columns])


def _records(frame: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    """Return the columns of a table as rows."""
    return rows_of(frame[[column.name for column in TABLES[name].columns]])
