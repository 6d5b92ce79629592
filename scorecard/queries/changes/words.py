"""What changed, in sentences that can stand alone."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from scorecard.numbers import counted, listing, one_decimal
from scorecard.queries.changes.levels import level_changes
from scorecard.queries.changes.method import method_changes
from scorecard.queries.changes.scores import score_changes
from scorecard.queries.tables import Tables, kept
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import WORKING_RELEASE, Cause

MOST_MOVES = 5


@kept
def changes_finding(before: Tables, after: Tables) -> str:
    """Return what changed from one set of results to another, for a title."""
    span = f"From {_name(before)} to {_name(after)}"
    scores, levels = score_changes(before, after), level_changes(before, after)
    moved = scores[scores["is_changed"]]
    if before["release"]["content_hash"][0] == after["release"]["content_hash"][0]:
        return f"{span}, nothing changed"
    if moved.empty and levels.empty:
        others = int(scores["is_moved"].sum())
        return f"{span}, no level and no score changed" + (
            f", but {counted(others, 'rank or group')} did" if others else ""
        )
    largest = moved.dropna(subset=["change"])
    first = largest.iloc[0] if len(largest) else None
    said = f"{span}, {counted(len(levels), 'level')} and {counted(len(moved), 'score')} changed"
    return said if first is None else f"{said}, most that of {first['name']}, {signed(first['change'])} points"


@kept
def change_counts(before: Tables, after: Tables) -> list[tuple[str, str]]:
    """Return how much else is another than before, as label and number, without what is the same."""
    found = []
    for table, singular, plural, key in _COUNTED:
        old, new = (set(tables[table][key].itertuples(index=False, name=None)) for tables in (before, after))
        added, gone = len(new - old), len(old - new)
        parts = [f"{added:,} new"] * bool(added) + [f"{gone:,} no longer there"] * bool(gone)
        if parts:
            found.append((plural if plural else f"{singular}s", ", ".join(parts)))
    if changes := len(method_changes(before, after)):
        found.append(("Method", counted(changes, "change")))
    return found


def largest_moves(before: Tables, after: Tables, most: int = MOST_MOVES) -> list[str]:
    """Return a sentence on each of the companies whose score moved most, at most so many."""
    rows = score_changes(before, after)
    moved = rows[rows["is_changed"]].head(most)
    return [score_change_in_words(row) for row in moved.to_dict("records")]


def score_change_in_words(row: Mapping[Any, Any]) -> str:
    """Return what changed for a company, from a row of `score_changes`: score, rank with range, and why."""
    name = row["name"]
    if pd.isna(row["score_before"]) or pd.isna(row["score_after"]):
        old, new = (_or_none(row[f"score_{when}"]) for when in ("before", "after"))
        return f"{name}: score {old}, now {new}. {_because(row['causes'])}"
    said = f"{name}: {one_decimal(row['score_before'])} to {one_decimal(row['score_after'])} ({signed(row['change'])})"
    if pd.notna(row["peer_rank_before"]) and pd.notna(row["peer_rank_after"]):
        said += f", in its group {_rank(row, 'before')}, now {_rank(row, 'after')}"
    return f"{said}. {_because(row['causes'])}"


def level_change_in_words(row: Mapping[Any, Any]) -> str:
    """Return one change of a level, from a row of `level_changes`, with its causes."""
    old, new = (_level(row[when]) for when in ("before", "after"))
    return f"{row['name']}, {row['indicator_id']}: {old}, now {new}. {_because(row['causes'])}"


def signed(value: float) -> str:
    """Return a change with its sign and one decimal: ``+1.3``; one that rounds to nothing says that it is smaller."""
    if value == 0:
        return "0.0"
    if 0 < abs(value) < 0.05:
        return f"{'+' if value > 0 else '−'}<0.1"
    return f"{'+' if value > 0 else '−'}{one_decimal(abs(value))}"


def _because(causes: list[Cause]) -> str:
    return f"Cause: {listing([cause.label for cause in causes])}." if causes else "Its own score did not change."


def _rank(row: Mapping[Any, Any], when: str) -> str:
    rank, low, high = (row[f"{part}_{when}"] for part in ("peer_rank", "peer_rank_low", "peer_rank_high"))
    return f"rank {rank}" + (f" (range {low}–{high})" if pd.notna(low) else "")


def _level(level: Any) -> str:
    return "not there" if level is None or pd.isna(level) else Level(level).label


def _or_none(score: Any) -> str:
    return "none" if pd.isna(score) else one_decimal(score)


def _name(tables: Tables) -> str:
    release_id = str(tables["release"]["release_id"][0])
    return "the working data" if release_id == WORKING_RELEASE else f"release {release_id}"


_COUNTED: tuple[tuple[str, str, str, list[str]], ...] = (
    ("company", "Company", "Companies", ["company_id"]),
    ("indicator", "Indicator", "", ["indicator_id"]),
    ("evidence", "Finding", "", ["company_id", "indicator_id", "source_id", "finding"]),
    ("source", "Source", "", ["source_id", "url"]),
    ("report", "Transparency report", "", ["service_id", "period_start", "period_end"]),
    ("event", "Event", "", ["event_id"]),
)


def cause_counts(levels: pd.DataFrame) -> dict[Cause, int]:
    """Return how many of the `level_changes` have each cause, in the order of `Cause`, without those of none."""
    counts = Counter(cause for causes in levels["causes"] for cause in causes)
    return {cause: counts[cause] for cause in Cause if counts[cause]}
