"""How old an assessment is: since when it was coded, and how far the clauses that it cites were checked."""

from datetime import date
from typing import NamedTuple

from scorecard.numbers import counted
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus

_STEPS = ((90, "◔", "fresh"), (180, "◑", "ageing"), (365, "◕", "old"))  # up to how many days
_OLDEST = ("●", "very old")
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30.4375, 365.25


class Age(NamedTuple):
    """How old something is.

    Attributes:
        on: the day that it dates from.
        words: ``6 days ago``, ``3 months ago``, ``over 2 years ago``.
        sign: a circle that fills with age, in quarters: under 90 days, 180 days, a year, and more.
        step: the quarter in a word.
    """

    on: date
    words: str
    sign: str
    step: str


class Freshness(NamedTuple):
    """How fresh one assessment is.

    Attributes:
        coded: when its company was coded.
        newest_on: the newest archived version of a document whose clause it cites; None where none was checked.
        checked: how far the archive was read for it; None where no clause was checked.
        changed_count: cited clauses that are no longer as they were when it was coded.
    """

    coded: Age
    newest_on: date | None
    checked: Age | None
    changed_count: int


def age_of(on: date, today: date) -> Age:
    """Return how old something is on a day. A day to come counts as that very day."""
    days = max((today - on).days, 0)
    sign, step = next(((sign, step) for limit, sign, step in _STEPS if days < limit), _OLDEST)
    return Age(on, _ago(days), sign, step)


def _ago(days: int) -> str:
    if days == 0:
        return "today"
    if days < 2 * _DAYS_OF_MONTH:
        return f"{counted(days, 'day')} ago"
    if days < _DAYS_OF_YEAR:
        return f"{counted(int(days / _DAYS_OF_MONTH), 'month')} ago"
    return f"over {counted(int(days / _DAYS_OF_YEAR), 'year')} ago"


@kept
def coded_age(tables: Tables, company_id: str, today: date) -> Age:
    """Return how long ago a company was coded."""
    return age_of(tables["company"].set_index("company_id")["coded_on"][company_id], today)


@kept
def freshness(tables: Tables, company_id: str, today: date) -> dict[str, Freshness]:
    """Return how fresh each of a company's assessments is, by indicator."""
    coded = coded_age(tables, company_id, today)
    fresh = Freshness(coded, None, None, 0)
    found = dict.fromkeys(tables["indicator"]["indicator_id"], fresh)
    checks = tables["citation_check"]
    for row in rows_of(checks[checks["company_id"] == company_id]):
        known = found[row["indicator_id"]]
        checked = age_of(row["checked_to"], today) if row["checked_to"] else None
        found[row["indicator_id"]] = Freshness(
            coded,
            _latest(known.newest_on, row["newest_on"]),
            max(filter(None, [known.checked, checked]), default=None),
            known.changed_count + CitationStatus(row["status"]).has_changed,
        )
    return found


def _latest(one: date | None, other: date | None) -> date | None:
    return max(filter(None, [one, other]), default=None)
