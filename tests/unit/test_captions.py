"""Sentences about ranks: over random data none says more than the numbers carry."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.publish.captions import (
    WORDS,
    Place,
    apart_sentence,
    claims,
    ordinal,
    pair_sentence,
    rank_sentence,
    strongest_claim,
)
from scorecard.queries.robustness import place as place_of


@st.composite
def places(draw: st.DrawFn) -> Place:
    total = draw(st.integers(1, 40))
    low = draw(st.integers(1, total))
    high = draw(st.integers(low, total))
    rank = draw(st.integers(1, total))
    return Place("North", rank, draw(st.booleans()), low, high, total, f"{total} companies")


def holds(text: str, place: Place) -> bool:
    """Whether a claim is true of every rank that the company may have: read from its words alone."""
    ranks = range(min(place.low, place.rank), max(place.high, place.rank) + 1)
    numbers = {word: number for number, word in WORDS.items()}
    if " ranks first " in text:
        return set(ranks) == {1} and not place.is_shared
    if " ranks last " in text:
        return set(ranks) == {place.total}
    if named := re.search("among the (highest|lowest) (three|five|ten)", text):
        size = numbers[named[2]]
        return all(rank <= size if named[1] == "highest" else rank > place.total - size for rank in ranks)
    if " not in the lower half " in text:
        return all(2 * (rank - 1) < place.total for rank in ranks)
    if " not in the upper half " in text:
        return all(2 * rank > place.total for rank in ranks)
    if " upper half " in text and " lower half " not in text:
        return all(2 * rank <= place.total for rank in ranks)
    if " lower half " in text and " upper " not in text:
        return all(2 * (rank - 1) >= place.total for rank in ranks)
    return False


@given(places())
def test_a_claim_is_carried_exactly_where_it_is_true_of_the_whole_range(place: Place) -> None:
    for claim in claims(place):
        assert claim.is_carried == holds(claim.text, place), claim
        assert claim.is_carried != bool(claim.reason)


@given(places())
def test_the_strongest_claim_is_true_or_says_that_none_is(place: Place) -> None:
    said = strongest_claim(place)
    carried = [claim for claim in claims(place) if claim.is_carried]
    assert said in [claim.text for claim in carried] if carried else "may stand in the upper or in the lower" in said
    if not carried and place.total > 1:
        assert 2 * min(place.low, place.rank) <= place.total and 2 * (max(place.high, place.rank) - 1) >= place.total
    for claim in carried[1:]:  # what is left out is never stronger: it follows from what is said
        assert holds(claim.text, place)


@given(places())
def test_a_rank_never_stands_without_its_range(place: Place) -> None:
    said = rank_sentence(place)
    if place.total == 1:
        assert "only one" in said
        return
    assert f"of {place.among}" in said and str(place.rank) in said
    ranks = {min(place.low, place.rank), max(place.high, place.rank)}
    if len(ranks) > 1:
        assert f"anything from {min(ranks)} to {max(ranks)}" in said
    assert ("shares rank" in said) == place.is_shared


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95]))
def test_two_companies_are_put_in_order_only_where_the_draws_do(first: float, second: float, threshold: float) -> None:
    if first + second > 1:
        first, second = first / (first + second), second / (first + second)
    said = pair_sentence("North", "South", first, second, threshold)
    if first >= threshold:
        assert said.startswith("North ranks above South in ")
    elif second >= threshold:
        assert said.startswith("South ranks above North in ")
    else:
        assert "cannot be told apart" in said
    share = re.search(r"above (?:North|South) in (\d+)", said)
    assert share is None or int(share[1]) / 100 <= max(first, second) + 1e-9


def test_long_lists_are_counted() -> None:
    names = [f"Company {number}" for number in range(9)]
    said = apart_sentence("North", "11 companies", [], ["South"], names)
    expected = (
        "Of 11 companies, North cannot be told apart from Company 0, Company 1, Company 2 and 6 others and ranks "
    )
    expected += "above South."
    assert said == expected
    assert apart_sentence("North", "1 company", [], [], []) == "North is ranked with no other company."


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")]
)
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text


def test_every_sentence_on_a_real_company_agrees_with_the_tables(tables: queries.Tables) -> None:
    for company_id in queries.in_name_order(tables):
        for scope in queries.scopes(tables):
            place = place_of(tables, company_id, scope)
            apart = queries.apart(tables, company_id, scope)
            if place is None or apart is None:
                continue
            rows = queries.rank_ranges(tables, scope)
            assert len(apart.above) + len(apart.below) + len(apart.same) == len(rows) - 1 == place.total - 1
        said = queries.safe_sentences(tables, company_id)
        assert said and all(text.endswith(".") and "nan" not in text.casefold() for text in said)
        assert all(not claim.is_carried and claim.reason for claim in queries.refused_claims(tables, company_id))
