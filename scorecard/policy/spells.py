"""When an archived document named a term: from versions and what they name to spells with a beginning and an end.

A spell begins with the first version that names the term and ends with the first that no longer does. Dates are those
of the archive's commits, the days on which it fetched the page: a clause can be older than the version that first has
it, never younger.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from scorecard.policy.versions import day_of
from scorecard.tabular import rows_of
from scorecard.vocabulary import VersionKind

BRIEF_DAYS = 30  # an absence no longer than this, after which the term is back, is an interruption and no removal
GROWN_TO = 1.25  # a text that became longer than this share with a term may have been read more wholly than before
SHRUNK_TO = 0.5  # a text that lost more than this share of its length with a term may not have been fetched whole

SPELL_COLUMNS = [
    "collection", "path", "term_id", "spell", "words", "first_seen_on", "first_commit", "first_kind",
    "absent_until_on", "last_seen_on", "last_commit", "removed_on", "removed_commit", "removed_kind", "has_shrunk",
    "interruption_count", "has_grown", "first_blob", "before_blob",
]  # fmt: skip
_DAY = 86_400


@dataclass(slots=True)
class _Spell:
    """A run of versions that name a term, by their places among the document's versions."""

    first: int
    last: int
    removed: int | None = None
    interruptions: int = field(default=0)


def spells(versions: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return when each document named each term.

    Args:
        versions: one row a version: `collection`, `path`, `commit`, `committed_at` (seconds since 1970), `kind`,
            `blob` (missing where the document was removed), `state` (``missing``: the text is not there to be read) and
            `size` (bytes); the versions of a document side by side, oldest first.
        mentions: one row a text and term: `blob`, `term_id`, `words`.

    Returns:
        One row a document, term and spell (from 1): `words` that were found first; `first_seen_on`, `first_commit` and
        `first_kind` of the version that begins it, where ``first`` says that the term was there when the archive began
        to record the document, or began again; `absent_until_on`, the day of the last version without it before,
        missing for ``first``; `last_seen_on` and `last_commit` of the last version that has it; `removed_on`,
        `removed_commit` and `removed_kind` of the version that ends it, missing where the newest version has it, and
        ``dropped`` where the archive ceased to record the document; `has_shrunk`, whether the text then lost more than
        half of its length, so that it may not have been fetched whole; `interruption_count`, how often it was absent
        for at most 30 days within the spell; `has_grown`, whether the text then became longer by more than a quarter,
        so that the term may stand in a part that was not read before; `first_blob` and `before_blob`, the texts of the
        version that begins it and of the one before, the latter missing for ``first``. A presence of less than a day is
        no spell.
    """
    found = zip(mentions["blob"], mentions["term_id"], mentions["words"], strict=True)
    words = {(blob, term_id): said for blob, term_id, said in found}
    terms: dict[str, set[str]] = {}
    for blob, term_id in words:
        terms.setdefault(blob, set()).add(term_id)
    rows = [
        row
        for _, document in versions[versions["state"] != "missing"].groupby(["collection", "path"], sort=True)
        for row in _document_rows(document, terms, words)
    ]
    return pd.DataFrame(rows, columns=SPELL_COLUMNS)


def _document_rows(
    document: pd.DataFrame, terms: dict[str, set[str]], words: dict[tuple[str, str], str]
) -> Iterator[dict[str, object]]:
    rows = rows_of(document)
    named = [terms.get(row["blob"], set()) for row in rows]
    for term_id in sorted(set().union(*named)):
        runs = _runs([term_id in names for names in named], [int(row["committed_at"]) for row in rows])
        for number, spell in enumerate(runs, start=1):
            was_there = number == 1 and term_id in named[0]
            yield _row(rows, spell, was_there) | {
                "term_id": term_id,
                "spell": number,
                "words": words[rows[spell.first]["blob"], term_id],
            }


def _runs(present: list[bool], seconds: list[int]) -> list[_Spell]:
    """Return the spells of one term in one document, brief absences folded into them."""
    found: list[_Spell] = []
    for at, is_present in enumerate(present):
        last = found[-1] if found else None
        if is_present and last is not None and last.removed is None:
            last.last = at
        elif is_present and last is not None and seconds[at] - seconds[last.removed or 0] <= BRIEF_DAYS * _DAY:
            last.last, last.removed = at, None
            last.interruptions += 1
        elif is_present:
            found.append(_Spell(at, at))
        elif last is not None and last.removed is None:
            last.removed = at
    return [spell for spell in found if not _is_fleeting(spell, seconds)]


def _is_fleeting(spell: _Spell, seconds: list[int]) -> bool:
    """Return whether a spell lasted less than a day: the archive then fetched another page or variant, not a rule."""
    return spell.removed is not None and seconds[spell.removed] - seconds[spell.first] < _DAY


def _row(rows: list[dict[str, object]], spell: _Spell, was_there: bool) -> dict[str, object]:
    """Return a spell as a row; `was_there` says whether the first version of all named the term, however briefly."""
    first, last = rows[spell.first], rows[spell.last]
    removed = None if spell.removed is None else rows[spell.removed]
    is_first = was_there or spell.first == 0 or _is_dropped(rows[spell.first - 1])
    before = None if is_first else rows[spell.first - 1]
    return {
        "collection": first["collection"],
        "path": first["path"],
        "first_seen_on": _day(first),
        "first_commit": first["commit"],
        "first_kind": VersionKind.FIRST.value if is_first else _later_kind(first),
        "absent_until_on": _day(before) if before else None,
        "last_seen_on": _day(last),
        "last_commit": last["commit"],
        "removed_on": _day(removed) if removed else None,
        "removed_commit": removed["commit"] if removed else None,
        "removed_kind": _later_kind(removed) if removed else None,
        "has_shrunk": _has_shrunk(rows, spell.removed),
        "interruption_count": spell.interruptions,
        "has_grown": before is not None and _size(first) > GROWN_TO * _size(before),
        "first_blob": first["blob"],
        "before_blob": before["blob"] if before else None,
    }


def _has_shrunk(rows: list[dict[str, object]], removed: int | None) -> bool:
    if removed is None or _is_dropped(rows[removed]):
        return False
    return _size(rows[removed]) < SHRUNK_TO * _size(rows[removed - 1])


def _is_dropped(row: dict[str, object]) -> bool:
    """Return whether a row stands for the end of a document in the archive: it was dropped, or goes on elsewhere."""
    return not isinstance(row["blob"], str)


def _later_kind(row: dict[str, object]) -> str:
    """Return the kind of a version that is not the document's first, whatever its message says.

    A second "first record" with no end before it was made by hand.
    """
    if _is_dropped(row):
        return VersionKind.DROPPED.value
    kind = str(row["kind"])
    return VersionKind.OTHER.value if kind == VersionKind.FIRST else kind


def _day(row: dict[str, object]) -> object:
    return day_of(int(str(row["committed_at"])))


def _size(row: dict[str, object]) -> float:
    size = row["size"]
    return 0.0 if size is None or size != size else float(str(size))
