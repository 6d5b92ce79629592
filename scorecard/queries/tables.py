"""Getting all tables: once from the database, once straight from the data folder, the same either way."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TypeVar, TypeVarTuple, cast

import pandas as pd

from scorecard.build import build, check, database_rows, score_dataset
from scorecard.curation.rulebook import RULES
from scorecard.errors import DataProblemsError, Problem, Severity
from scorecard.results import robustness_of
from scorecard.storage.content import schema_hash
from scorecard.storage.read import frames_of, read_tables, stored_hashes

DerivedT = TypeVar("DerivedT")
Given = TypeVarTuple("Given")

MOST_KEPT = 1000  # most results have some 10 KB, few 100 KB; shared by all visitors
_NOTHING = object()


class Tables(dict[str, pd.DataFrame]):
    """All tables of one state of the data, by name. Shared by all visitors: never change them."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Keep the tables, with nothing derived from them yet."""
        super().__init__(tables)
        self._derived: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()
        self._lock = Lock()

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a number by which these very tables are told apart: what is kept can hang on two sets of them."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same object: equal content in another is no reason to compare it all."""
        return self is other

    def once(self, derive: Callable[["Tables", *Given], DerivedT], *given: *Given) -> DerivedT:
        """Return what a function derives from these tables and some ids, computed once and then kept.

        Results are shared by all visitors: never change them. The `MOST_KEPT` that were used last are kept.
        """
        key: tuple[Hashable, ...] = (derive, *given)
        derived = self._derived.get(key, _NOTHING)
        if derived is _NOTHING:
            derived = derive(self, *given)
        with self._lock:
            self._derived[key] = derived
            self._derived.move_to_end(key)
            while len(self._derived) > MOST_KEPT:
                self._derived.popitem(last=False)
        return cast("DerivedT", derived)


def kept(derive: Callable[[Tables, *Given], DerivedT]) -> Callable[[Tables, *Given], DerivedT]:
    """Make a function of the tables and some ids compute each result once, see `Tables.once`."""

    @wraps(derive)
    def derived(tables: Tables, *given: *Given) -> DerivedT:
        return tables.once(derive, *given)

    return derived


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


def from_data(data_dir: Path, *, with_influence: bool = True) -> tuple[Tables, list[Problem]]:
    """Return the tables of a data folder without any database, and the problems that do not touch the scores.

    Args:
        data_dir: folder of curated data.
        with_influence: whether what moves ranks is wanted; without it those tables are empty, and it is faster.

    Raises:
        DataProblemsError: the folder cannot be scored; carries all problems.
    """
    data, problems = check(data_dir)
    fatal = [problem for problem in problems if RULES[problem.rule].bars_scoring]
    if data is None or data.unread_companies or fatal:
        raise DataProblemsError([problem for problem in problems if problem.severity is Severity.ERROR])
    scored = score_dataset(data)
    rows = database_rows(data, scored, robustness_of(scored, with_influence=with_influence))
    return Tables(frames_of(rows)), [problem for problem in problems if problem.severity is not Severity.QUESTION]
