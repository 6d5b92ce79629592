"""From the data folder to the database: read, check, score, write. The only way anything gets into it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scorecard.crosscheck import computed_report_tables, question_problems
from scorecard.curation.checks import problems_in
from scorecard.curation.methodology import Methodology
from scorecard.curation.reading import Dataset, read_dataset
from scorecard.curation.tabulation import Tables, tables_of
from scorecard.errors import DataProblemsError, Problem, Severity
from scorecard.lexicon import lexicon_problems
from scorecard.results import Robustness, Scored, result_rows, robustness_of, score_rows
from scorecard.storage.content import content_hash, schema_hash
from scorecard.storage.write import write_database
from scorecard.vocabulary.release import WORKING_RELEASE

Progress = Callable[[str], None]


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
    return score_rows(tables_of(data), data.methodology.record)


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
    rows = database_rows(data, scored, robustness_of(scored))
    write_database(address, rows, schema_hash(), progress)
    return BuildReport(
        content_hash=rows["release"][0]["content_hash"],
        company_count=len(rows["company"]),
        row_count=sum(len(entries) for entries in rows.values()),
        seconds=time.perf_counter() - started,
        warnings=tuple(problem for problem in problems if problem.severity is Severity.WARNING),
    )


def database_rows(data: Dataset, scored: Scored, robustness: Robustness) -> Tables:
    """Return the rows of every table: the curated ones, the complete grid of cells, and the results."""
    rows = tables_of(data) | computed_report_tables(data)
    rows |= result_rows(scored, robustness, WORKING_RELEASE)
    rows["release"] = [
        {
            "release_id": WORKING_RELEASE,
            "is_frozen": False,
            "methodology_version": data.methodology.record.version,
            "coded_on": max((entry.record.coded_on.earliest for entry in data.companies), default=None),
            "released_on": None,
            "commit": None,
            "content_hash": "",
            "schema_hash": schema_hash(),
        }
    ]
    rows["release"][0]["content_hash"] = content_hash(rows)
    return rows
