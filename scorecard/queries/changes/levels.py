"""Which levels are others than before, and why."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from scorecard.queries.changes.method import comparable_indicators
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus, Level
from scorecard.vocabulary.release import WORKING_RELEASE, Cause, Subject, release_order

Cell = tuple[str, str]
_Key = tuple[Subject, str | None, str | None, str, str]  # what a correction is about
COLUMNS = ["company_id", "name", "indicator_id", "title", "before", "after", "causes", "why"]
_CHANGED = {CitationStatus.GONE, CitationStatus.REWORDED}


@kept
def level_changes(before: Tables, after: Tables) -> pd.DataFrame:
    """Return the cells whose level is another one, of companies and indicators that are in both, by company.

    Columns: `company_id`, `name`, `indicator_id`, `title`, `before` and `after` (levels), `causes` (list of `Cause`,
    the weightiest first), `why` (what a correction says, else empty).
    """
    old, new = _levels(before), _levels(after)
    reasons = _Reasons(before, after)
    names = dict(zip(after["company"]["company_id"], after["company"]["name"], strict=True))
    titles = dict(zip(after["indicator"]["indicator_id"], after["indicator"]["title"], strict=True))
    rows = [
        {
            "company_id": cell[0],
            "name": names[cell[0]],
            "indicator_id": cell[1],
            "title": titles[cell[1]],
            "before": old[cell],
            "after": new[cell],
            "causes": list(reasons.of(cell, old[cell], new[cell])),
            "why": reasons.why(cell, old[cell], new[cell]),
        }
        for cell in new
        if cell in old and old[cell] != new[cell]
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["name", "indicator_id"], key=lambda texts: texts.str.casefold(), ignore_index=True)


def unexplained_changes(before: Tables, after: Tables) -> pd.DataFrame:
    """Return the `level_changes` for which nothing is to be seen but that the same evidence was judged anew."""
    rows = level_changes(before, after)
    return rows[rows["causes"].map(lambda causes: causes == [Cause.REASSESSED]).astype(bool)].reset_index(drop=True)


class _Reasons:
    """What can explain that a level is another one, looked up once for all cells."""

    def __init__(self, before: Tables, after: Tables) -> None:
        self.corrected = _corrections(before, after)
        self.comparable = set(comparable_indicators(before, after))
        self.evidence = _evidence(before), _evidence(after)
        self.roles = _roles(before), _roles(after)
        self.changed = _changed_clauses(before), _changed_clauses(after)

    def of(self, cell: Cell, old: str, new: str) -> Iterator[Cause]:
        """Yield every cause that can be seen; that the same findings were judged anew where none can."""
        seen = list(self._seen(cell, {old, new}))
        is_corrected = bool(self.why(cell, old, new))
        if is_corrected:
            yield Cause.CORRECTION
        yield from seen
        if not seen and not is_corrected:
            yield Cause.REASSESSED

    def why(self, cell: Cell, old: str, new: str) -> str:
        """Return why the level was wrong; empty where no correction says that it was.

        A correction of a level counts where it names both levels; one of the company or of the method, where roles or
        the indicator are other ones.
        """
        seen = set(self._seen(cell, {old, new}))
        asked: list[_Key] = [(Subject.LEVEL, *cell, old, new)]
        asked += [(Subject.COMPANY, cell[0], None, "", "")] if Cause.ROLE in seen else []
        asked += [(Subject.METHOD, None, None, "", "")] if Cause.METHOD in seen else []
        return next((self.corrected[key] for key in asked if key in self.corrected), "")

    def _seen(self, cell: Cell, levels: set[str]) -> Iterator[Cause]:
        company_id, indicator_id = cell
        if indicator_id not in self.comparable:
            yield Cause.METHOD
        elif Level.NOT_APPLICABLE.value in levels and _differ(self.roles, company_id):
            yield Cause.ROLE
        if _differ(self.evidence, cell):
            yield Cause.NEW_EVIDENCE
        if self.changed[1].get(cell, set()) - self.changed[0].get(cell, set()):
            yield Cause.SOURCE_CHANGED


def _differ(both: tuple[dict[Any, Any], dict[Any, Any]], key: Any) -> bool:
    return bool(both[0].get(key) != both[1].get(key))


def _levels(tables: Tables) -> dict[Cell, str]:
    rows = tables["assessment"]
    return dict(zip(zip(rows["company_id"], rows["indicator_id"], strict=True), rows["level"], strict=True))


def _evidence(tables: Tables) -> dict[Cell, Counter[tuple[Any, ...]]]:
    """Return what each cell rests on: how many findings in which source, for or against; however they are worded."""
    found: dict[Cell, Counter[tuple[Any, ...]]] = {}
    for row in rows_of(tables["evidence"][["company_id", "indicator_id", "source_id", "stance"]]):
        cell = row["company_id"], row["indicator_id"]
        found.setdefault(cell, Counter())[row["source_id"], row["stance"]] += 1
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


def _corrections(before: Tables, after: Tables) -> dict[_Key, str]:
    """Return why something was wrong, of all corrections of what the first has wrong and the second right."""
    since, until = (str(tables["release"]["release_id"][0]) for tables in (before, after))
    if since == WORKING_RELEASE:
        return {}
    made = [
        row
        for row in rows_of(after["correction"])
        if release_order(row["published_in"]) <= release_order(since) < release_order(row["corrected_in"])
        and (until == WORKING_RELEASE or release_order(row["corrected_in"]) <= release_order(until))
    ]
    return {_key_of(row): row["why"] for row in made}


def _key_of(row: dict[str, Any]) -> _Key:
    subject = Subject(row["subject"])
    if subject is Subject.LEVEL:
        return subject, row["company_id"], row["indicator_id"], row["old"], row["new"]
    return subject, row["company_id"] if subject is Subject.COMPANY else None, None, "", ""
