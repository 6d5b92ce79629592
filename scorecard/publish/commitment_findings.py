"""Sentences about one ask and one indicator, made from their figures and from nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from scorecard.numbers import counted, listing


def commitment_finding(ask: Mapping[str, Any]) -> str:
    """Return how many companies meet an ask.

    Args:
        ask: `title` and the counts of `queries.ask_figures`.
    """
    title, total = str(ask["title"]), ask["addressed_count"]
    if not total:
        return f"{title}: no company is asked"
    if ask["withheld_count"] == total:
        return f"{title}: every score is withheld"
    full = ask["full_count"]
    of = f"{full or 'none'} of {counted(total, 'company', 'companies')} {'meets' if full <= 1 else 'meet'} it in full"
    rest = [
        f"{ask['part_count']} in part" if ask["part_count"] else "",
        f"{ask['none_count']} not at all" if ask["none_count"] else "",
        f"{ask['withheld_count']} withheld" if ask["withheld_count"] else "",
    ]
    said = [part for part in rest if part]
    return f"{title}: {of}" + (f", {listing(said)}" if said else "")


def indicator_finding(indicator: Mapping[str, Any]) -> str:
    """Return how many companies meet an indicator.

    Args:
        indicator: `title`, `applicable_count` and one count a level, as `queries.level_counts` has them.
    """
    title, total = str(indicator["title"]), indicator["applicable_count"]
    if not total:
        return f"{title}: applies to no company"
    met = indicator["met_count"]
    of = f"{met or 'none'} of {counted(total, 'company', 'companies')} {'meets' if met <= 1 else 'meet'} it"
    return f"{title}: {of}" + (f", {indicator['partial_count']} in part" if indicator["partial_count"] else "")


def levels_finding(indicators: Sequence[Mapping[str, Any]]) -> str:
    """Return which indicators most and fewest companies meet, by the share of those to which they apply.

    Args:
        indicators: rows of `queries.level_counts`.
    """
    asked = [row for row in indicators if row["applicable_count"]]
    if not asked:
        return "No indicator applies to any company"
    shares = [row["met_count"] / row["applicable_count"] for row in asked]
    if max(shares) == min(shares):
        same = "no company" if not max(shares) else "an equal share of companies"
        return f"Each indicator is met by {same}"
    most, fewest = (
        [row for row, share in zip(asked, shares, strict=True) if share == end] for end in (max(shares), min(shares))
    )
    return f"Met most often: {_alike(most)}; least often: {_alike(fewest)}"


def _alike(rows: Sequence[Mapping[str, Any]]) -> str:
    """Name indicators with their counts; of more than three only say how many are alike."""
    if len(rows) > 3:
        return f"{len(rows)} indicators alike"
    return listing([f"{_name(row)} ({row['met_count']} of {row['applicable_count']})" for row in rows])


def _name(row: Mapping[str, Any]) -> str:
    title = str(row["title"])
    return f"{title[0].lower()}{title[1:]}" if title[1:2].islower() else title
