"""Questions about corrections: what of ours was wrong in which release, and what that did to scores and ranks."""

from typing import Any, NamedTuple

import pandas as pd

from scorecard.queries.companies import cells, ranking
from scorecard.queries.sandbox import method_of
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.scores import score
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Subject, release_order


class Effect(NamedTuple):
    """What a correction alone does to the release that was wrong: score and rank in the group, before and after."""

    score_before: float
    score_after: float
    peer_rank_before: int | None
    peer_rank_after: int | None


@kept
def corrections(tables: Tables) -> list[dict[str, Any]]:
    """Return all corrections, newest first: the columns of `correction`, `name` of the company, `title`."""
    names = tables["company"].set_index("company_id")["name"]
    titles = tables["indicator"].set_index("indicator_id")["title"]
    rows = tables["correction"].sort_values("position", ascending=False)
    return [
        row | {"name": names.get(row["company_id"], ""), "title": titles.get(row["indicator_id"], "")}
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


def effect_of(published: Tables, correction: dict[str, Any]) -> Effect | None:
    """Return what a correction of a level alone does to the release that has it wrong; None for any other.

    Args:
        published: tables of that release.
        correction: a row of `corrections`.
    """
    if correction["subject"] != Subject.LEVEL or correction["new"] not in list(Level):
        return None
    rows = cells(published)
    cell = (rows["company_id"] == correction["company_id"]) & (rows["indicator_id"] == correction["indicator_id"])
    corrected = rows.assign(level=rows["level"].mask(cell, correction["new"]))
    scored = score(corrected, published["company"], method_of(published)).companies.set_index("company_id")
    before = ranking(published).set_index("company_id").loc[correction["company_id"]]
    after = scored.loc[correction["company_id"]]
    return Effect(float(before["score"]), float(after["score"]), _rank(before["peer_rank"]), _rank(after["peer_rank"]))


def _rank(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
