"""Getting all tables: once from the database, once straight from the data folder, the same either way."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pandas as pd

from scorecard.build import build, check, database_rows, score_dataset
from scorecard.curation.rules import RULES
from scorecard.errors import DataProblemsError, Problem, Severity
from scorecard.queries.peers import Peers, peers_of
from scorecard.queries.ranking import ranking_of
from scorecard.storage.content import schema_hash
from scorecard.storage.read import frames_of, read_tables, stored_hashes


class Tables(dict[str, pd.DataFrame]):
    """All tables of one state of the data, by name, and what is derived from them once. Shared: never change them."""

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """Return the ranking, see `ranking_of`."""
        return ranking_of(self)

    @cached_property
    def peers(self) -> Peers:
        """Return all companies beside their peer groups, see `peers_of`."""
        return peers_of(self, self.ranking)


def load(address: str) -> Tables:
    """Return all tables of a database. Raises `DatabaseError` where it cannot be read."""
    return Tables(read_tables(address))


def usable_content_hash(address: str) -> str | None:
    """Return the content hash of a database, or None where it must be built: there is none, or of another shape.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    hashes = stored_hashes(address)
    return hashes[0] if hashes and hashes[1] == schema_hash() else None


def build_from_data(data_dir: Path, address: str, progress: Callable[[str], None]) -> str:
    """Build the database and return its content hash. Raises `DataProblemsError` and `DatabaseError`."""
    return build(data_dir, address, progress).content_hash


def from_data(data_dir: Path) -> tuple[Tables, list[Problem]]:
    """Return the tables of a data folder without any database, and the problems that do not touch the scores.

    Raises:
        DataProblemsError: the folder cannot be scored; carries all problems.
    """
    data, problems = check(data_dir)
    fatal = [problem for problem in problems if RULES[problem.rule].bars_scoring]
    if data is None or data.unread_companies or fatal:
        raise DataProblemsError([problem for problem in problems if problem.severity is Severity.ERROR])
    return Tables(frames_of(database_rows(score_dataset(data)))), problems
