"""Sentences that say what companies side by side show, or one beside its peer group, and from nothing else."""

from collections.abc import Sequence
from typing import Any

from scorecard.numbers import listing, one_decimal

Row = dict[str, Any]


def comparison_finding(rows: Sequence[Row], shared: int, compared: int, differing: int) -> str:
    """Return what several companies show side by side, for a title. Differences are of unrounded scores.

    Args:
        rows: companies as rows of `queries.ranking`, at least two.
        shared: how many indicators apply to all of them.
        compared: how many of those were assessed for all of them.
        differing: on how many of those their levels are not all the same.
    """
    return f"{_scores_beside(rows)}; {_agreement(len(rows), shared, compared, differing)}"


def _scores_beside(rows: Sequence[Row]) -> str:
    """Return whose score is higher, or highest and lowest, and whose is withheld."""
    shown, withheld = [row for row in rows if not row["is_withheld"]], _names(rows, "is_withheld", True)
    hidden = f"the {_plural('score', len(withheld))} of {listing(withheld)} {_is(len(withheld))} withheld"
    if not shown:
        return hidden[0].upper() + hidden[1:]
    highest, lowest = max(row["score"] for row in shown), min(row["score"] for row in shown)
    printed = one_decimal(highest)
    best, last = _names(shown, "score", highest), _names(shown, "score", lowest)
    if len(shown) == 1:
        said = f"{best[0]} scores {printed}"
    elif printed == one_decimal(lowest):
        rounded = "" if highest == lowest else " when rounded"
        everybody = "both" if len(shown) == 2 else "all"
        said = f"{listing([row['name'] for row in shown])} {everybody} score {printed}{rounded}"
    elif len(shown) == 2:
        said = f"{best[0]} scores {printed}, {_points(highest - lowest)} more than {last[0]}"
    else:
        said = f"{listing(best)} {'scores' if len(best) == 1 else 'score'} highest with {printed}, "
        said += f"{listing(last)} lowest with {one_decimal(lowest)}"
    return f"{said}; {hidden}" if withheld else said


def _agreement(companies: int, shared: int, compared: int, differing: int) -> str:
    """Return on how many of the indicators that compare like for like the companies differ."""
    everybody = "both" if companies == 2 else f"all {companies}"
    if not shared:
        return f"no indicator applies to {everybody}"
    if not compared:
        return f"no shared indicator was assessed for {everybody}"
    scope = "" if compared == shared else f" that {'was' if compared == 1 else 'were'} assessed for {everybody}"
    if compared == 1:
        return f"they {'differ' if differing else 'agree'} on the one shared indicator{scope}"
    if differing in (0, compared):
        return f"they {'differ' if differing else 'agree'} on all {compared} shared indicators{scope}"
    return f"they differ on {differing} of {compared} shared indicators{scope}"


def beside_group_finding(company: Row, above: int, below: int, compared: int) -> str:
    """Return how a company stands beside its peer group, for a title.

    Args:
        company: a row of `Comparison.companies`.
        above: on how many indicators its level is worth more than the group's median.
        below: on how many less.
        compared: on how many there is a level to compare with.
    """
    name, scored = company["name"], company["group_scored_count"]
    if company["is_withheld"]:
        said = f"{name}: score withheld"
    elif company["group_count"] == 1:
        said = f"{name} scores {one_decimal(company['score'])}"
    elif scored == 1:
        said = f"{name} scores {one_decimal(company['score'])}; no other score of its peer group is shown"
    else:
        said = f"{name} scores {one_decimal(company['score'])}, {_from_median(company['score'], company)}"
    if company["group_count"] == 1:
        return f"{said}; it is the only company of its peer group"
    if not compared:
        return f"{said}; no indicator can be compared"
    of_all = f"{compared} {_plural('indicator', compared)}"
    if not above and not below:
        return f"{said}; at the group’s median on all of {of_all}"
    return f"{said}; above the group on {above or 'none'} and below on {below or 'none'} of {of_all}"


def _from_median(score: float, company: Row) -> str:
    gap = score - company["group_median"]
    if gap == 0:
        return "the median of its peer group"
    return f"{_points(abs(gap))} {'above' if gap > 0 else 'below'} the median of its peer group"


def beside_group_profile(commitments: Sequence[Row]) -> str:
    """Return under which commitments a company stands above and below the median of its peer group, for a heading.

    Args:
        commitments: `Comparison.commitments` of one company.
    """
    rows = [row for row in commitments if row["score"] is not None]
    if not rows:
        return "No commitment has a score"
    above = [row["title"].lower() for row in rows if row["score"] > row["peer_median"]]
    below = [row["title"].lower() for row in rows if row["score"] < row["peer_median"]]
    parts = [
        f"{side} the group’s median under {listing(names)}"
        for side, names in (("above", above), ("below", below))
        if names
    ]
    said = ", ".join(parts) or "at the group’s median under every commitment that has a score"
    return said[0].upper() + said[1:]


def gap_finding(commitments: Sequence[Row]) -> str:
    """Return under which commitment the scores of several companies lie furthest apart, for a heading.

    Args:
        commitments: `Comparison.commitments`.
    """
    rows = [row for row in commitments if row["score"] is not None]
    titles = {row["commitment_id"]: row["title"].lower() for row in rows}
    scores = {key: [row["score"] for row in rows if row["commitment_id"] == key] for key in titles}
    # rounded, so that gaps that are equal are equal in binary fractions too
    gaps = {key: round(max(found) - min(found), 9) for key, found in scores.items() if len(found) > 1}
    if not gaps:
        return "No commitment has a score for two of these companies"
    widest = max(gaps.values())
    if widest == 0:
        return "No gap under any commitment that has several scores"
    keys = [key for key, gap in gaps.items() if gap == widest]
    under = f"Widest {_plural('gap', len(keys))} under {listing([titles[key] for key in keys])}: "
    own = [row for row in rows if row["commitment_id"] == keys[0]]
    first, last = _names(own, "score", max(scores[keys[0]])), _names(own, "score", min(scores[keys[0]]))
    if len(keys) > 1 or len(first) > 1 or len(last) > 1:
        return f"{under}{_points(widest)}"
    return f"{under}{first[0]} is {_points(widest)} above {last[0]}"


def comparability(companies: int, groups: list[str], has_other_roles: bool, shared: int, partly: int) -> str:
    """Return what limits a comparison, or an empty text where nothing does.

    Args:
        companies: how many are compared.
        groups: the peer groups they belong to.
        has_other_roles: whether their roles are not all the same.
        shared: how many indicators apply to all of them.
        partly: how many apply to some of them only.
    """
    everybody = "both" if companies == 2 else "all"
    if len(groups) > 1:
        why = f"These companies belong to different peer groups ({listing([f'“{group}”' for group in groups])})"
    elif has_other_roles:
        why = "These companies have different roles"
    else:
        return ""
    if not partly:
        return f"{why}, but the same indicators apply to {everybody}."
    apply = "applies" if shared == 1 else "apply"
    ranks = " A rank in one group says nothing about another group." if len(groups) > 1 else ""
    return (
        f"{why}, so they face different indicators: {shared or 'none'} {apply} to {everybody}, {partly} to only some. "
        f"Only the shared indicators compare like for like; a score rests on all that apply to its company.{ranks}"
    )


def _names(rows: Sequence[Row], key: str, value: object) -> list[str]:
    return [row["name"] for row in rows if row[key] == value]


def _points(gap: float) -> str:
    """Return a gap of two scores that are not equal: ``12.0 points``."""
    printed = one_decimal(gap)
    return "less than 0.1 points" if printed == "0.0" else f"{printed} points"


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
