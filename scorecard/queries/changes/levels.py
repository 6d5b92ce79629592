"""Which levels are others than before, and why."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from scorecard.queries.changes.method import comparable_indicators
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus, Level
from scorecard.vocabulary.release import WORKING_RELEASE, Cause, Subject, release_order

Cell = tuple[str, str]
COLUMNS = ["company_id", "name", "indicator_id", "title", "before", "after", "causes", "why"]
_CHANGED = {CitationStatus.GONE, CitationStatus.REWORDED}
_ABOUT_CELLS = {Subject.LEVEL, Subject.EVIDENCE, Subject.SOURCE}


@kept
def level_changes(before: Tables, after: Tables) -> pd.DataFrame:
    """Return the cells whose level is another one, by company and indicator.

    Columns: `company_id`, `name`, `indicator_id`, `title`, `before` and `after` (levels; missing where the cell is not
    there, since the company or the indicator is not), `causes` (list of `Cause`, the weightiest first), `why` (what a
    correction says, else empty).
    """
    old, new = _levels(before), _levels(after)
    told = _corrections(before, after)
    reasons = _Reasons(before, after)
    names = _either(before, after, "company", "name")
    titles = _either(before, after, "indicator", "title")
    rows = [
        {
            "company_id": cell[0],
            "name": names[cell[0]],
            "indicator_id": cell[1],
            "title": titles[cell[1]],
            "before": old.get(cell),
            "after": new.get(cell),
            "causes": list(reasons.of(cell, old.get(cell), new.get(cell), is_corrected=cell in told)),
            "why": told.get(cell, ""),
        }
        for cell in dict.fromkeys([*new, *old])
        if old.get(cell) != new.get(cell)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["name", "indicator_id"], key=lambda texts: texts.str.casefold(), ignore_index=True)


def unexplained_changes(before: Tables, after: Tables) -> pd.DataFrame:
    """Return the `level_changes` for which nothing is to be seen but that the same evidence was judged anew."""
    rows = level_changes(before, after)
    return rows[[causes == [Cause.REASSESSED] for causes in rows["causes"]]].reset_index(drop=True)


class _Reasons:
    """What can explain that a level is another one, looked up once for all cells."""

    def __init__(self, before: Tables, after: Tables) -> None:
        self.comparable = set(comparable_indicators(before, after))
        self.evidence = _evidence(before), _evidence(after)
        self.roles = _roles(before), _roles(after)
        self.changed = _changed_clauses(before), _changed_clauses(after)

    def of(self, cell: Cell, old: Any, new: Any, *, is_corrected: bool) -> Iterator[Cause]:
        """Yield every cause that can be seen; that the same evidence was judged anew where none can."""
        found = list(self._seen(cell, {old, new}))
        yield from [Cause.CORRECTION] if is_corrected else []
        yield from found
        if not found and not is_corrected:
            yield Cause.REASSESSED

    def _seen(self, cell: Cell, levels: set[Any]) -> Iterator[Cause]:
        company_id, indicator_id = cell
        if indicator_id not in self.comparable:
            yield Cause.METHOD
        elif _applicability_changed(levels) and _differ(self.roles, company_id):
            yield Cause.ROLE
        if _differ(self.evidence, cell):
            yield Cause.NEW_EVIDENCE
        if self.changed[1].get(cell, set()) - self.changed[0].get(cell, set()):
            yield Cause.SOURCE_CHANGED


def _applicability_changed(levels: set[Any]) -> bool:
    return bool({None, Level.NOT_APPLICABLE.value} & levels)


def _differ(both: tuple[dict[Any, Any], dict[Any, Any]], key: Any) -> bool:
    return bool(both[0].get(key) != both[1].get(key))


def _levels(tables: Tables) -> dict[Cell, str]:
    rows = tables["assessment"]
    return dict(zip(zip(rows["company_id"], rows["indicator_id"], strict=True), rows["level"], strict=True))


def _evidence(tables: Tables) -> dict[Cell, set[tuple[Any, ...]]]:
    """Return what each cell rests on: which finding in which source, for or against."""
    found: dict[Cell, set[tuple[Any, ...]]] = {}
    for row in rows_of(tables["evidence"][["company_id", "indicator_id", "source_id", "stance", "finding"]]):
        cell = row["company_id"], row["indicator_id"]
        found.setdefault(cell, set()).add((row["source_id"], row["stance"], row["finding"]))
    return found


def _roles(tables: Tables) -> dict[str, set[str]]:
    return {str(key): set(part) for key, part in tables["company_role"].groupby("company_id")["role_id"]}


def _changed_clauses(tables: Tables) -> dict[Cell, set[tuple[str, str]]]:
    """Return the cited clauses of each cell that are no longer in their source as cited."""
    found: dict[Cell, set[tuple[str, str]]] = {}
    for row in rows_of(tables["citation_check"]):
        if CitationStatus(row["status"]) in _CHANGED:
            found.setdefault((row["company_id"], row["indicator_id"]), set()).add((row["source_id"], row["locator"]))
    return found


def _corrections(before: Tables, after: Tables) -> dict[Cell, str]:
    """Return why the corrected cells were wrong, of all corrections made since the first of the two."""
    [since] = before["release"]["release_id"]
    made = [
        row
        for row in rows_of(after["correction"])
        if row["company_id"] and row["indicator_id"] and Subject(row["subject"]) in _ABOUT_CELLS
        if since != WORKING_RELEASE and release_order(row["corrected_in"]) > release_order(since)
    ]
    return {(row["company_id"], row["indicator_id"]): row["why"] for row in made}


def _either(before: Tables, after: Tables, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by id, as the second has it, else as the first has it."""
    key = f"{table}_id"
    return {
        str(row[key]): str(row[column]) for tables in (before, after) for row in rows_of(tables[table][[key, column]])
    }
