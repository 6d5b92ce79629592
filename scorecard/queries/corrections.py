"""Questions about corrections: what of ours was wrong in which release, and what that did to scores and ranks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from scorecard.numbers import counted, listing, one_decimal
from scorecard.publish.atom import Entry, Feed, feed_file
from scorecard.queries.companies import cells, ranking
from scorecard.queries.sandbox import method_of
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.scores import score
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Subject, release_order

_FEED = "https://pledgewatch.example/#corrections"  # makes the id of the feed, which never changes
_SUBTITLE = "What of ours was wrong in a release of Pledgewatch, what is right, and why."


class Effect(NamedTuple):
    """What a correction alone does to the release that was wrong: score and rank in the group, before and after.

    A score that is withheld, and the rank of a company without a score, is None.
    """

    score_before: float | None
    score_after: float | None
    peer_rank_before: int | None
    peer_rank_after: int | None


@kept
def corrections(tables: Tables) -> list[dict[str, Any]]:
    """Return all corrections, newest first.

    Keys: the columns of `correction`; `name` of the company and `title` of the indicator, empty where it concerns
    none; `old_said` and `new_said`, levels in words.
    """
    names = tables["company"].set_index("company_id")["name"]
    titles = tables["indicator"].set_index("indicator_id")["title"]
    rows = tables["correction"].sort_values("position", ascending=False)
    return [
        row
        | {"name": names.get(row["company_id"], row["company_id"] or ""), "title": titles.get(row["indicator_id"], "")}
        | {"old_said": _said(row, "old"), "new_said": _said(row, "new")}
        for row in rows_of(rows)
    ]


def corrections_of(newest: Tables, release_id: str, company_id: str | None = None) -> list[dict[str, Any]]:
    """Return the corrections of what a release has wrong, newest first.

    Args:
        newest: tables that have all corrections made since.
        release_id: the release.
        company_id: only of this company and of the method; None for all.
    """
    at = release_order(release_id)
    return [
        row
        for row in corrections(newest)
        if release_order(row["published_in"]) <= at < release_order(row["corrected_in"])
        and (company_id is None or row["company_id"] in (None, company_id))
    ]


def corrections_finding(tables: Tables) -> str:
    """Return how much of ours was corrected, for a title."""
    rows = corrections(tables)
    if not rows:
        return "No published value has been corrected so far"
    changed = sum(row["subject"] == Subject.LEVEL for row in rows)
    levels = f", {counted(changed, 'level')} among them" if changed else ""
    return f"{counted(len(rows), 'correction')} so far{levels}; the latest in release {rows[0]['corrected_in']}"


def corrections_feed(tables: Tables, released: Mapping[str, date], address: str) -> bytes:
    """Return the corrections as an Atom feed, newest first.

    Args:
        tables: tables that have them.
        released: day of each release by its id.
        address: where the page of corrections is found; empty where it is not known.
    """
    rows = corrections(tables)
    entries = [
        Entry(
            on=released[row["corrected_in"]],
            title=correction_title(row),
            summary=f"Published in {row['published_in']}: {row['old_said']}. Right: {row['new_said']}. {row['why']}",
            link=address,
            key=f"correction {row['position']}",
        )
        for row in rows
        if row["corrected_in"] in released
    ]
    updated = max([entry.on for entry in entries], default=max(released.values(), default=date.min))
    return feed_file(Feed(_FEED, "Pledgewatch: corrections", _SUBTITLE, updated, "CC BY 4.0"), entries)


def correction_title(row: Mapping[str, Any]) -> str:
    """Return whose and what a correction is, in a line."""
    whose = ", ".join(filter(None, [row["name"] or "Method", row["indicator_id"]]))
    return f"{whose}: {row['what']}, corrected in {row['corrected_in']}"


def effect_in_words(effect: Effect | None, release_id: str) -> str:
    """Return what a correction alone does to the release that has it wrong, a sentence; for none, that it is none."""
    if effect is None or effect.score_before == effect.score_after:
        return "No score and no rank changes."
    old, new = (one_decimal(score) if score is not None else "withheld" for score in effect[:2])
    said = f"By itself it changes the score in {release_id} from {old} to {new}"
    if effect.peer_rank_before == effect.peer_rank_after:
        return f"{said}; the rank in the group stays {effect.peer_rank_after or 'none'}."
    before, after = (rank or "none" for rank in effect[2:])
    return f"{said}, and the rank in the group from {before} to {after}."


def superseded(tables: Tables, newest: Tables, company_id: str | None = None) -> str:
    """Return in which releases what is shown was corrected, as words to stand alone; empty where it was not.

    Args:
        tables: tables that are shown; working data are never superseded.
        newest: tables of the newest release, which has all corrections.
        company_id: only what concerns this company and the method; None for all.
    """
    shown = tables["release"].iloc[0]
    found = corrections_of(newest, str(shown["release_id"]), company_id) if shown["is_frozen"] else []
    made = sorted({row["corrected_in"] for row in found}, key=release_order)
    return f"Superseded: corrected in {listing(made)}" if made else ""


def effect_of(published: Tables, correction: dict[str, Any]) -> Effect | None:
    """Return what a correction of a level alone does to the release that has it wrong; None for any other.

    Args:
        published: tables of that release.
        correction: a row of `corrections`.
    """
    is_there = correction["company_id"] in set(published["company"]["company_id"])
    if correction["subject"] != Subject.LEVEL or not is_there:
        return None
    rows = cells(published)
    cell = (rows["company_id"] == correction["company_id"]) & (rows["indicator_id"] == correction["indicator_id"])
    corrected = rows.assign(level=rows["level"].mask(cell, correction["new"]))
    scored = score(corrected, published["company"], method_of(published)).companies.set_index("company_id")
    before = ranking(published).set_index("company_id").loc[correction["company_id"]]
    after = scored.loc[correction["company_id"]]
    return Effect(float(before["score"]), float(after["score"]), _rank(before["peer_rank"]), _rank(after["peer_rank"]))


def _said(row: Mapping[str, Any], which: str) -> str:
    text = str(row[which])
    return Level(text).label if row["subject"] == Subject.LEVEL and text in list(Level) else text


def _rank(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
