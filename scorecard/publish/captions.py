"""Sentences about ranks that are safe to print: made from the data, and refused where the data do not carry them.

A rank without its range says more than anybody knows. So every sentence on a rank gives the range, a superlative stands
only where the whole range does, and two companies are put in order only where the draws tell them apart.
"""

from collections.abc import Sequence
from typing import NamedTuple

from scorecard.numbers import counted, listing

ROUND_NUMBERS = (3, 5, 10)  # of "among the highest five"
WORDS = {3: "three", 5: "five", 10: "ten"}
NAMED = 3  # companies that a sentence names before it counts the rest
# What lies between the 5th and the 95th percentile, at least.
VARIED = "when weights, indicators, missing evidence, levels and averaging are varied at random"
CASES = "in at least 90\u202f% of cases"


class Place(NamedTuple):
    """Where a company stands among those it is ranked with.

    `rank` is the published one; `low` and `high` are the 5th and 95th percentile over the draws; `among` says with
    whom: ``25 companies``; `total` is how many.
    """

    name: str
    rank: int
    is_shared: bool
    low: int
    high: int
    total: int
    among: str


class Claim(NamedTuple):
    """A statement that somebody may want to print, and whether the data carry it."""

    text: str
    is_carried: bool
    reason: str = ""


def rank_sentence(place: Place) -> str:
    """Return the published rank with its range, as a sentence that can stand alone."""
    verb = "shares rank" if place.is_shared else "ranks"
    number = f"{place.rank}" if place.is_shared else ordinal(place.rank)
    said = f"{place.name} {verb} {number} of {place.among}"
    if place.total == 1:
        return f"{place.name} is the only one of its group that is ranked."
    if place.low == place.high == place.rank:
        return f"{said}; {VARIED}, its rank is {place.rank} {CASES}."
    return f"{said}; {VARIED}, its rank is {span(place)} {CASES}."


def strongest_claim(place: Place) -> str:
    """Return the most that can be said of a company's place without its exact rank, as a sentence."""
    carried = [claim.text for claim in claims(place) if claim.is_carried]
    if carried:
        return carried[0]
    return f"{place.name} may stand in the upper or in the lower half of {place.among}."


def claims(place: Place) -> list[Claim]:
    """Return what one may want to say of a company's place, strongest first, each with whether the data carry it."""
    if place.total < 2:
        return []
    return (
        [*_of_the_top(place), *_of_the_bottom(place)]
        if place.rank * 2 <= place.total + 1
        else [
            *_of_the_bottom(place),
            *_of_the_top(place),
        ]
    )


def pair_sentence(first: str, second: str, first_above: float, second_above: float, threshold: float) -> str:
    """Return what can be said of the order of two companies.

    Args:
        first: name of one company.
        second: name of the other.
        first_above: share 0-1 of the draws in which the first is above the second; draws may also tie.
        second_above: share 0-1 of the draws in which the second is above the first.
        threshold: share from which on two companies are told apart.
    """
    for higher, lower, share in ((first, second, first_above), (second, first, second_above)):
        if share >= threshold:
            return f"{higher} ranks above {lower} in {percent_at_least(share)} of the draws."
    share_needed = percent_at_least(threshold)
    return f"{first} and {second} cannot be told apart: neither is above the other in {share_needed} of the draws."


def apart_sentence(name: str, among: str, above: Sequence[str], below: Sequence[str], same: Sequence[str]) -> str:
    """Return from whom a company can be told apart, and from whom not.

    Args:
        name: the company.
        among: with whom it is ranked, such as ``25 companies``.
        above: companies that are above it in enough draws.
        below: companies that it is above in enough draws.
        same: companies from which it cannot be told apart.
    """
    if not (above or below or same):
        return f"{name} is ranked with no other company."
    parts = []
    if same:
        parts.append(f"cannot be told apart from {_names(same)}")
    if above:
        parts.append(f"ranks below {_names(above)}")
    if below:
        parts.append(f"ranks above {_names(below)}")
    return f"Of {among}, {name} {listing(parts)}."


def ordinal(number: int) -> str:
    """Return a number as an ordinal: ``1st``, ``12th``, ``23rd``."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _of_the_top(place: Place) -> list[Claim]:
    first = Claim(
        f"{place.name} ranks first of {place.among}.",
        place.low == place.high == place.rank == 1 and not place.is_shared,
    )
    sizes = [size for size in ROUND_NUMBERS if size * 2 <= place.total]
    named = [
        Claim(f"{place.name} is among the highest {WORDS[size]} of {place.among}.", max(place.high, place.rank) <= size)
        for size in sizes
    ]
    highest = max(place.high, place.rank)
    is_upper = highest * 2 <= place.total
    half = Claim(f"{place.name} is in the upper half of {place.among}.", is_upper)
    other = Claim(f"{place.name} is not in the lower half of {place.among}.", not _is_in_lower_half(highest, place))
    return [_with_reason(claim, place) for claim in [first, *named, half, other]]


def _of_the_bottom(place: Place) -> list[Claim]:
    lowest = min(place.low, place.rank)
    last = Claim(f"{place.name} ranks last of {place.among}.", lowest == place.total)
    sizes = [size for size in ROUND_NUMBERS if size * 2 <= place.total]
    named = [
        Claim(f"{place.name} is among the lowest {WORDS[size]} of {place.among}.", lowest > place.total - size)
        for size in sizes
    ]
    half = Claim(f"{place.name} is in the lower half of {place.among}.", _is_in_lower_half(lowest, place))
    other = Claim(f"{place.name} is not in the upper half of {place.among}.", lowest * 2 > place.total)
    return [_with_reason(claim, place) for claim in [last, *named, half, other]]


def _is_in_lower_half(rank: int, place: Place) -> bool:
    return (rank - 1) * 2 >= place.total


def _with_reason(claim: Claim, place: Place) -> Claim:
    if claim.is_carried:
        return claim
    shares = " and shared" if place.is_shared and place.low == place.high == place.rank else ""
    return claim._replace(reason=f"its rank is {span(place)}{shares}")


def span(place: Place) -> str:
    """Return between which ranks a company stands, the published one included, for a sentence."""
    low, high = min(place.low, place.rank), max(place.high, place.rank)
    return f"anything from {low} to {high}" if low < high else f"{low}"


def _names(names: Sequence[str]) -> str:
    if len(names) <= NAMED + 1:
        return listing(names)
    rest = counted(len(names) - NAMED, "other")
    return f"{', '.join(names[:NAMED])} and {rest}"


def percent_at_least(share: float) -> str:
    """Return a share in per cent, rounded down, so that no share is said to be larger than it is."""
    return f"{int(share * 100 + 1e-9)}\u202f%"
