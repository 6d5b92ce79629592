"""Lines of the timeline: how long a company's rules, or one document's, named a term; events of the debate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.namings import STALE_DAYS, archive_reach, begun_in_words, short_collection, spells
from scorecard.tabular import rows_of
from scorecard.vocabulary import Beginning, EventKind, VersionKind
from scorecard.vocabulary.timelines import DOUBTFUL, DROPPED, MARKS, REMOVED, Line

Row = dict[str, Any]


@kept
def timeline(tables: Tables, term_id: str) -> list[Line]:
    """Return one line a company whose followed documents ever named a term, the earliest first.

    Marks: the first version that names it, and the first version of each service after that; and where the last
    document that named it no longer did.
    """
    found = spells(tables)
    own = found[found["term_id"] == term_id]
    groups: dict[str, list[Row]] = {}
    for row in rows_of(own):
        groups.setdefault(row["company"], []).append(row)
    return [_line(company, rows, archive_reach(tables)) for company, rows in groups.items()]


@kept
def document_timeline(tables: Tables, company_id: str, term_id: str) -> list[Line]:
    """Return one line a followed document of a company that ever named a term, the earliest first, with all marks."""
    found = spells(tables)
    own = found[(found["company_id"] == company_id) & (found["term_id"] == term_id)]
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(own):
        groups.setdefault((row["collection"], row["path"]), []).append(row)
    lines = []
    for (collection, _), rows in groups.items():
        label = f"{rows[0]['service']}, {rows[0]['document']} ({short_collection(collection)})"
        reach = archive_reach(tables)
        marks = [mark for row in rows for mark in (_begin(row), _end(row)) if mark]
        lines.append(Line(label, _union(rows, reach), tuple(marks)))
    return lines


def _line(company: str, rows: list[Row], reach: date) -> Line:
    spans = _union(rows, reach)
    firsts: dict[str, Row] = {}
    for row in rows:
        firsts.setdefault(row["service"], row)
    marks = [_begin(row) for row in firsts.values()]
    last_days = {last for _, last in spans}
    marks += [end for row in rows if (end := _end(row)) and row["removed_on"] in last_days]
    return Line(company, spans, tuple(marks))


def _union(rows: Iterable[Row], reach: date) -> tuple[tuple[date, date], ...]:
    spans: list[tuple[date, date]] = []
    for first, last in sorted((row["first_seen_on"], _last_day(row, reach)) for row in rows):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return tuple(spans)


def _last_day(row: Row, reach: date) -> date:
    """Return up to when a spell is known to last: of a document without a new version for over a year up to that."""
    if row["removed_on"]:
        return row["removed_on"]  # type: ignore[no-any-return]
    is_stale = (reach - row["newest_on"]).days > STALE_DAYS
    return row["newest_on"] if is_stale else reach


def _begin(row: Row) -> tuple[date, str, str]:
    reason = f" ({begun_in_words(row)})" if row["begun"] == Beginning.OPENED else ""
    return row["first_seen_on"], row["begun"], f"{row['service']}, {row['document']}: “{row['words']}”{reason}"


def _end(row: Row) -> tuple[date, str, str] | None:
    if row["removed_on"] is None:
        return None
    kind = REMOVED
    if row["removed_kind"] == VersionKind.DROPPED.value:
        kind = DROPPED
    elif row["removed_kind"] != VersionKind.CHANGE.value or row["has_shrunk"]:
        kind = DOUBTFUL
    return row["removed_on"], kind, f"{row['service']}, {row['document']}"


@kept
def debate(tables: Tables, company_id: str | None = None) -> list[Row]:
    """Return the events of the debate, oldest first; with a company those that concern it, or no company alone.

    Keys: those of `event`; `number` (from 1 among all, by which charts name it), `day` (where it stands: the first that
    its date can mean), `kind_label`, `companies` (names) and `company_ids`.
    """
    names = tables["company"].set_index("company_id")["name"].to_dict()
    concerned = tables["event_company"].groupby("event_id")["company_id"].agg(list).to_dict()
    events = tables["event"].sort_values(["earliest_on", "event_id"])
    rows = [
        row
        | {
            "number": number,
            "day": row["earliest_on"],
            "kind_label": EventKind(row["kind"]).label,
            "company_ids": concerned.get(row["event_id"], []),
            "companies": [names[own] for own in concerned.get(row["event_id"], [])],
        }
        for number, row in enumerate(rows_of(events), start=1)
    ]
    return [row for row in rows if company_id is None or not row["company_ids"] or company_id in row["company_ids"]]


@kept
def timeline_table(tables: Tables, term_id: str, company_id: str | None) -> pd.DataFrame:
    """Return the lines of a timeline as a table: `Whose`, `Day`, `What`, `Where and which words`."""
    lines = document_timeline(tables, company_id, term_id) if company_id else timeline(tables, term_id)
    rows = [(line.label, on, MARKS[kind], words) for line in lines for on, kind, words in sorted(line.marks)]
    return pd.DataFrame(rows, columns=["Whose", "Day", "What", "Where and which words"])
