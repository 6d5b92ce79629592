"""Questions about the two coders: how far they agreed, and what became of the cells on which they did not."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from scorecard.numbers import listing, two_decimals
from scorecard.scoring import agreement as scoring
from scorecard.vocabulary import Level

# Krippendorff, Content Analysis (4th ed. 2018), ch. 12: rely on data from the one, draw tentative conclusions from the
# other up.
RELIABLE, TENTATIVE = 0.800, 0.667


class Agreement(NamedTuple):
    """How far the two coders agreed before adjudication.

    Attributes:
        by_commitment: one row a commitment with codings, in order: `commitment_id`, `title`, and the figures of
            `scoring.agreement`.
        overall: the same figures for all cells.
        confusion: cells by level of the first coder (rows) and of the second (columns).
        outcome: what became of the cells, see `_outcome`.
    """

    by_commitment: pd.DataFrame
    overall: Mapping[str, float]
    confusion: pd.DataFrame
    outcome: Mapping[str, int]


def agreement_of(tables: Mapping[str, pd.DataFrame]) -> Agreement:
    """Return the agreement of the two coders; without codings, empty frames and counts of 0."""
    commitments = tables["commitment"].sort_values("position")[["commitment_id", "title", "position"]]
    places = tables["indicator"][["indicator_id", "commitment_id"]].merge(commitments, on="commitment_id")
    codings = tables["coding"].merge(places, on="indicator_id").sort_values("position", kind="stable")
    levels = tables["level"].sort_values("position").set_index("level")["value"]
    worths = {str(level): float(value) for level, value in levels.dropna().items()}
    by_commitment = scoring.agreement_by(codings, "commitment_id", worths)
    return Agreement(
        commitments[["commitment_id", "title"]].merge(by_commitment, on="commitment_id"),
        scoring.agreement(codings, worths),
        scoring.confusion(codings, list(levels.index)),
        _outcome(codings),
    )


def agreement_finding(agreement: Agreement) -> str:
    """Return how far the coders agreed, for a heading."""
    figures = agreement.overall
    if not figures["cell_count"] and not figures["left_out_count"]:
        return "This data set has no levels of two coders"
    if not figures["cell_count"]:
        return "No cell has a level with a worth from both coders"
    same, cells = int(figures["same_level_count"]), int(figures["cell_count"])
    where = (
        "the one cell" if cells == 1 else f"all {cells:,} cells" if same == cells else f"{same:,} of {cells:,} cells"
    )
    verb = "did not give the same level in" if cells == 1 and not same else "gave the same level in"
    alpha = "" if pd.isna(figures["alpha"]) else f": alpha {two_decimals(figures['alpha'])}"
    return f"Two coders {verb} {where}{alpha}"


def alpha_reading(agreement: Agreement) -> str:
    """Return how the alphas of the commitments stand to the usual thresholds, in a sentence or two.

    A commitment without an alpha is named: all its values are the same, so that nothing could have differed.
    """
    rows = agreement.by_commitment
    alphas = list(zip(rows["title"].str.lower(), rows["alpha"], strict=True))
    groups = {
        f"at {RELIABLE:.3f} or above": [name for name, alpha in alphas if alpha >= RELIABLE],
        f"between {TENTATIVE:.3f} and {RELIABLE:.3f}": [
            name for name, alpha in alphas if TENTATIVE <= alpha < RELIABLE
        ],
        f"below {TENTATIVE:.3f}": [name for name, alpha in alphas if alpha < TENTATIVE],
    }
    parts = [f"{where} {_under(names, len(rows))}" for where, names in groups.items() if names]
    said = f"Here alpha is {'; '.join(parts)}." if parts else ""
    undefined = [name for name, alpha in alphas if pd.isna(alpha)]
    if not undefined:
        return said
    which = _under(undefined, len(rows))
    return f"{said} Alpha is undefined {which}: where no two values differ, nothing could have differed.".strip()


def same_worths(tables: Mapping[str, pd.DataFrame]) -> str:
    """Return which levels are worth the same: ``not met and no evidence``; empty where all worths differ."""
    levels = tables["level"].sort_values("position")
    groups: dict[float, list[str]] = {}
    for level, worth in zip(levels["level"], levels["value"], strict=True):
        if not pd.isna(worth):
            groups.setdefault(worth, []).append(Level(level).label)
    return "; ".join(listing(labels) for labels in groups.values() if len(labels) > 1)


def outcome_in_words(agreement: Agreement) -> list[str]:
    """Return what became of the cells on which the coders differed, and of those on which they agreed, in sentences."""
    counts = agreement.outcome
    agreed, differed = counts["agreed"], counts["differed"]
    sentences = []
    if differed:
        taken = {"the second coder's level": counts["second"], "the first coder's": counts["first"]}
        taken["a third level"] = counts["third"]
        parts = listing([f"{number} got {what}" for what, number in taken.items() if number])
        cells = "In one cell the coders differed" if differed == 1 else f"In {differed} cells the coders differed"
        sentences.append(f"{cells}: {parts}.")
    if counts["changed"]:
        stand = "stands" if counts["changed"] == 1 else "stand"
        removed = f"; {counts['removed']} of them not applicable" if counts["removed"] else ""
        sentences.append(
            f"Of the {agreed} on which they agreed, {counts['changed']} {stand} at another level today{removed}."
        )
    return sentences


def _outcome(codings: pd.DataFrame) -> dict[str, int]:
    """Count cells by what became of them.

    Returns:
        `agreed`, `differed`; of those that differed, settled as the `first`, the `second` or a `third` level; of those
        that agreed, `changed` all the same, and of these, not applicable today: `removed`.
    """
    first, second, final = codings["first"], codings["second"], codings["final"]
    differed = first != second
    changed = ~differed & (final != first)
    return {
        "agreed": int((~differed).sum()),
        "differed": int(differed.sum()),
        "first": int((differed & (final == first)).sum()),
        "second": int((differed & (final == second)).sum()),
        "third": int((differed & (final != first) & (final != second)).sum()),
        "changed": int(changed.sum()),
        "removed": int((changed & (final == Level.NOT_APPLICABLE.value)).sum()),
    }


def _under(names: list[str], total: int) -> str:
    if len(names) == total > 1:
        return "under every commitment"
    return f"under {listing(names)}"
