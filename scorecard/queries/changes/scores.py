"""Which scores and ranks are others than before, on all indicators and on those that can be compared."""

from collections.abc import Callable

import pandas as pd

from scorecard.queries.changes.levels import level_changes
from scorecard.queries.changes.method import comparable_indicators, is_same_scoring
from scorecard.queries.companies import cells, ranking
from scorecard.queries.method import commitment_titles
from scorecard.queries.sandbox import method_of
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.scores import score
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Cause

_ORDER = list(Cause)
_PUBLISHED = ["score", "rank", "peer_rank", "rank_low", "rank_high", "peer_rank_low", "peer_rank_high", "band"]
_COMPARED = ["comparable_before", "comparable_after", "comparable_change"]
_COLUMNS = [
    *("company_id", "name", "peer_group"),
    *(f"{column}_{when}" for column in _PUBLISHED for when in ("before", "after")),
    *("change", *_COMPARED, "causes", "level_change_count", "is_changed", "is_moved"),
]


@kept
def score_changes(before: Tables, after: Tables) -> pd.DataFrame:
    """Return every company of either, the largest change of score first, new and dropped ones last.

    Columns: `company_id`, `name`, `peer_group`, then as published `score_before`, `score_after`, and likewise `rank`,
    `peer_rank`, `rank_low`, `rank_high`, `peer_rank_low`, `peer_rank_high`, `band`; `change` of the score;
    `comparable_before`, `comparable_after` and `comparable_change`: scores on the comparable indicators only, both by
    the method of the second, missing where one of them has none; `causes` (list of `Cause`) of the change of its own
    score, empty where that did not change; `level_change_count`; `is_changed` (whether its own score is another one, or
    there is one now, or none any more) and `is_moved` (whether its score, a rank or its group is).
    """
    old, new = (_published(tables) for tables in (before, after))
    rows = new.add_suffix("_after").join(old.add_suffix("_before"), how="outer")
    for column in ("name", "peer_group"):
        rows[column] = rows[f"{column}_after"].fillna(rows[f"{column}_before"])
    rows["change"] = rows["score_after"] - rows["score_before"]
    comparable = _comparable_scores(before, after)
    rows = rows.join(comparable)
    rows["comparable_change"] = rows["comparable_after"] - rows["comparable_before"]
    levels = level_changes(before, after)
    counts = levels["company_id"].value_counts()
    rows["is_changed"] = _differs(rows, "score")
    rows["is_moved"] = rows["is_changed"] | _differs(rows, "rank") | _differs(rows, "peer_rank")
    rows["is_moved"] |= _differs(rows, "peer_group")
    causes = _causes(before, after, levels)
    rows["causes"] = [causes(company) if changed else [] for company, changed in rows["is_changed"].items()]
    rows["level_change_count"] = counts.reindex(rows.index, fill_value=0).astype(int)
    rows["size"] = rows["change"].abs()
    order = ["is_changed", "size", "name"]
    rows = rows.reset_index().sort_values(order, ascending=[False, False, True], na_position="last", ignore_index=True)
    return rows[_COLUMNS]


def _published(tables: Tables) -> pd.DataFrame:
    return ranking(tables).set_index("company_id")[["name", "peer_group", *_PUBLISHED]]


def _comparable_scores(before: Tables, after: Tables) -> pd.DataFrame:
    """Return the scores of both on the comparable indicators, by company; those of both data sets only."""
    indicators = comparable_indicators(before, after)
    known = set(commitment_titles(after))
    both = set(before["company"]["company_id"]) & set(after["company"]["company_id"])
    method = method_of(after)
    found = {}
    for name, tables in (("comparable_before", before), ("comparable_after", after)):
        rows = cells(tables)
        own = rows[rows["indicator_id"].isin(indicators) & rows["company_id"].isin(both)]
        own = own[own["commitment_id"].isin(known)]
        if own.empty:
            found[name] = pd.Series(dtype=float)
            continue
        scored = score(own, tables["company"], method).companies
        found[name] = scored.set_index("company_id")["score"]
    return pd.DataFrame(found)


def _differs(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return where a value is another one than before; missing ones are alike."""
    old, new = rows[f"{column}_before"], rows[f"{column}_after"]
    return (old.isna() != new.isna()) | (old.notna() & new.notna() & (old != new).fillna(False).astype(bool))


def _causes(before: Tables, after: Tables, levels: pd.DataFrame) -> Callable[[object], list[Cause]]:
    """Return a function that says why a company's score is another one."""
    has_other_scoring = not is_same_scoring(before, after)
    both = set(before["company"]["company_id"]) & set(after["company"]["company_id"])
    comparable = set(comparable_indicators(before, after))
    elsewhere = {
        company_id
        for tables in (before, after)
        for company_id, indicator_id, level in tables["assessment"][["company_id", "indicator_id", "level"]].itertuples(
            index=False, name=None
        )
        if indicator_id not in comparable and level != Level.NOT_APPLICABLE
    }

    def causes(company_id: object) -> list[Cause]:
        if company_id not in both:
            return [Cause.COMPANY]
        own = levels[levels["company_id"] == company_id]
        found = {cause for listed in own["causes"] for cause in listed}
        if has_other_scoring or company_id in elsewhere:
            found.add(Cause.METHOD)
        return sorted(found, key=_ORDER.index)

    return causes
