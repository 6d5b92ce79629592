"""What a ranking carries and what it does not: sentences that are safe to print, and others with why they are not."""

from collections.abc import Sequence
from typing import NamedTuple

from scorecard.numbers import counted, listing
from scorecard.publish.captions import Claim, Place, claims, ordinal, percent_at_least, span

MOST_ABOVE = 4  # sentences on who ranks above whom
MOST_NAMED = 6  # companies that such a sentence puts above others
PROMISE = Claim(
    "A company with a low rank broke its promise.",
    False,
    "the companies have not signed the call; a low rank or score means “does not meet the ask”",
)


class Pair(NamedTuple):
    """Two companies by name, the one with the better published rank first, and whether the draws tell them apart.

    `higher` is the name of the one that is above the other in enough draws, or empty.
    """

    first: str
    second: str
    is_tied: bool
    higher: str


class RankingClaims(NamedTuple):
    """Sentences that are safe to print, and claims that the ranking does not carry, each with its reason."""

    carried: list[str]
    refused: list[Claim]


def ranking_claims(places: Sequence[Place], pairs: Sequence[Pair], threshold: float) -> RankingClaims:
    """Return what may be said of a ranking and what may not.

    Args:
        places: companies that are ranked together, best published rank first; all of them or some.
        pairs: each pair of them, in the same order; empty where no pairs are known.
        threshold: share 0-1 of the draws from which on two companies are told apart.
    """
    ranked = [place for place in places if place.total > 1]
    if not ranked:
        return RankingClaims([], [])
    carried = [*_carried(ranked), *_apart(pairs, threshold)]
    return RankingClaims(carried, [*_not_carried(ranked), *_order(pairs, threshold), PROMISE])


def _carried(places: Sequence[Place]) -> list[str]:
    """Return the strongest claim that each range carries; companies of which the same holds share a sentence."""
    names: dict[str, list[str]] = {}
    for place in places:
        for claim in claims(place):
            if claim.is_carried:
                names.setdefault(claim.text.removeprefix(f"{place.name} "), []).append(place.name)
                break
    return [_of_several(said, holds) for holds, said in names.items()]


def _of_several(names: Sequence[str], holds: str) -> str:
    """Return of one or several companies what is said of one: ``is in the upper half of 25 companies.``."""
    if len(names) == 1:
        return f"{names[0]} {holds}"
    return f"{listing(names)} are each {holds.removeprefix('is ')}"


def _apart(pairs: Sequence[Pair], threshold: float) -> list[str]:
    """Return who ranks above whom in enough draws: of those that most rank above, the most first.

    Of many that rank above one company only the first are named, which names nobody wrongly; companies below the same
    names share a sentence.
    """
    above: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.higher:
            lower = pair.second if pair.higher == pair.first else pair.first
            above.setdefault(lower, []).append(pair.higher)
    below: dict[tuple[str, ...], list[str]] = {}
    for lower, higher in sorted(above.items(), key=lambda item: -len(item[1])):
        below.setdefault(tuple(higher[:MOST_NAMED]), []).append(lower)
    share = percent_at_least(threshold)
    return [
        f"{listing(higher)} {'ranks' if len(higher) == 1 else 'each rank'} above {listing(lower)} in at least {share} "
        "of the draws."
        for higher, lower in list(below.items())[:MOST_ABOVE]
    ]


def _not_carried(places: Sequence[Place]) -> list[Claim]:
    """Return the claims that a reader of the table comes to first and that no range carries."""
    lowest = max(place.rank for place in places)
    ends = [place for place in places if place.rank == 1 or (place.rank == lowest and len(places) == place.total)]
    refused = [claim for claim in (claims(place)[0] for place in ends) if not claim.is_carried]
    widest = max(places, key=lambda place: place.high - place.low)
    if widest.low < widest.high:
        bare = f"{widest.name} ranks {ordinal(widest.rank)} of {widest.among}."
        refused.append(Claim(bare, False, f"its rank is {span(widest)}; print a rank with its range or not at all"))
    return refused


def _order(pairs: Sequence[Pair], threshold: float) -> list[Claim]:
    """Return that the order of the table is not the order of companies that cannot be told apart."""
    open_pairs = [pair for pair in pairs if not pair.higher and not pair.is_tied]
    if not open_pairs:
        return []
    first, rest = open_pairs[0], len(open_pairs) - 1
    reason = f"neither is above the other in {percent_at_least(threshold)} of the draws"
    more = f"; the same holds of {counted(rest, 'other pair')}" if rest else ""
    return [Claim(f"{first.first} ranks above {first.second}.", False, f"{reason}{more}")]
