"""From the data folder to the database: read, check, score, write. The only way anything gets into it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from scorecard.crosscheck import computed_report_tables, question_problems
from scorecard.curation.checks import problems_in
from scorecard.curation.methodology import Methodology
from scorecard.curation.reading import Dataset, read_dataset
from scorecard.curation.tabulation import Tables, tables_of
from scorecard.errors import DataProblemsError, Problem, Severity
from scorecard.lexicon import lexicon_problems
from scorecard.scoring.cells import assessment_grid, cell_values
from scorecard.scoring.certainty import Certainty, Influence, certainty, influence
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.robustness import RobustnessSettings
from scorecard.scoring.scores import Scores, score
from scorecard.storage.content import TABLES, content_hash, schema_hash
from scorecard.storage.write import write_database
from scorecard.tabular import rows_of

WORKING_RELEASE = "working"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Scored:
    """A dataset with its grid of cells and its scores."""

    data: Dataset
    cells: pd.DataFrame
    scores: Scores


class Robustness(NamedTuple):
    """How sure the ranks are, and what moves them; None where the method has no draws, or nobody asked."""

    certainty: Certainty | None = None
    influence: Influence | None = None


@dataclass(frozen=True)
class BuildReport:
    """What a build made: hash, number of companies and of rows, seconds, and the warnings of the checks."""

    content_hash: str
    company_count: int
    row_count: int
    seconds: float
    warnings: tuple[Problem, ...]


def check(data_dir: Path, today: date | None = None) -> tuple[Dataset | None, list[Problem]]:
    """Read a data folder and run every check over what could be read.

    Returns:
        The dataset, None where there is no methodology; and all problems, ordered by file and line.
    """
    data, problems = read_dataset(data_dir)
    if data is not None:
        problems += problems_in(data, today or _today(data.methodology.record))
        problems += [*question_problems(data), *lexicon_problems(data.policy.lexicon)]
    return data, sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule, problem.place))


def _today(methodology: Methodology) -> date:
    """Return the day after which dates are in the future: by the clock, or the reference date where that is later.

    So a machine whose clock is behind builds the same data; a reference date that is wrong gets a warning.
    """
    reference = methodology.reference_date
    return max(date.today(), reference.earliest) if reference else date.today()


def score_dataset(data: Dataset) -> Scored:
    """Score a dataset that passed its checks."""
    tables = tables_of(data)
    cells = assessment_grid(
        _frame(tables, "company_role"),
        _frame(tables, "indicator_role"),
        _frame(tables, "indicator"),
        _frame(tables, "assessment").drop(columns="value"),
    )
    method = scoring_method(data.methodology.record)
    cells = cells.assign(value=cell_values(cells["level"], method))
    return Scored(data, cells, score(cells, _frame(tables, "company"), method))


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
    methodology = scored.data.methodology.record
    settings, rules = robustness_settings(methodology), methodology.rules.robustness
    if settings is None or rules is None or scored.scores.companies["peer_rank"].isna().all():
        return Robustness()
    method = scoring_method(methodology)
    groups = {entry.record.id: entry.record.peer_group for entry in scored.data.companies}
    companies = scored.scores.companies.assign(peer_group_id=lambda rows: rows["company_id"].map(groups))
    sure = certainty(scored.cells, companies, method, settings, rules.tell_apart)
    if not with_influence:
        return Robustness(sure)
    return Robustness(sure, influence(scored.cells, companies, scored.scores.commitments, method, settings))


def build(data_dir: Path, address: str, progress: Progress = lambda step: None) -> BuildReport:
    """Build the database whole, or leave what was there.

    Args:
        data_dir: folder of curated data.
        address: address of the database.
        progress: called with the name of each step before it starts.

    Raises:
        DataProblemsError: the data breaks rules; carries all problems.
        DatabaseError: the database cannot be written.
    """
    started = time.perf_counter()
    progress("reading and checking the data")
    data, problems = check(data_dir)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if data is None or errors:
        raise DataProblemsError(errors)
    progress("scoring")
    scored = score_dataset(data)
    progress("drawing ranks anew")
    rows = database_rows(scored, robustness_of(scored))
    write_database(address, rows, schema_hash(), progress)
    return BuildReport(
        content_hash=rows["release"][0]["content_hash"],
        company_count=len(rows["company"]),
        row_count=sum(len(entries) for entries in rows.values()),
        seconds=time.perf_counter() - started,
        warnings=tuple(problem for problem in problems if problem.severity is Severity.WARNING),
    )


def database_rows(scored: Scored, robustness: Robustness) -> Tables:
    """Return the rows of every table: the curated ones, the complete grid of cells, and the results."""
    rows = tables_of(scored.data) | computed_report_tables(scored.data)
    rows["assessment"] = _records(scored.cells, "assessment")
    stamp = {"release_id": WORKING_RELEASE}
    rows["commitment_score"] = _records(scored.scores.commitments.assign(**stamp), "commitment_score")
    rows["score"] = _records(scored.scores.companies.assign(**stamp), "score")
    rows |= {name: _records(frame.assign(**stamp), name) for name, frame in _robustness_frames(robustness).items()}
    rows["release"] = [
        {
            **stamp,
            "is_frozen": False,
            "methodology_version": scored.data.methodology.record.version,
            "coded_on": max((entry.record.coded_on.earliest for entry in scored.data.companies), default=None),
            "released_on": None,
            "commit": None,
            "content_hash": "",
            "schema_hash": schema_hash(),
        }
    ]
    rows["release"][0]["content_hash"] = content_hash(rows)
    return rows


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


def _frame(tables: Tables, name: str) -> pd.DataFrame:
    return pd.DataFrame(tables[name], columns=[column.name for column in TABLES[name].columns])


def _records(frame: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    """Return the columns of a table as rows."""
    return rows_of(frame[[column.name for column in TABLES[name].columns]])
