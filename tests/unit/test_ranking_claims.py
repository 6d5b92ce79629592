"""What a ranking carries and what it does not: nothing safe that some draw in ten speaks against."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.publish.captions import Place
from scorecard.publish.cited_work import CitedWork
from scorecard.publish.ranking_claims import PROMISE, Pair, RankingClaims, ranking_claims
from scorecard.vocabulary import OVERALL


def place(name: str, rank: int, low: int, high: int, total: int = 12) -> Place:
    return Place(name, rank, False, low, high, total, f"{total} companies")


def test_companies_of_which_the_same_holds_share_a_sentence() -> None:
    said = ranking_claims([place("A", 1, 1, 3), place("B", 2, 1, 3), place("C", 3, 2, 6)], [], 0.9)
    assert said.carried == [
        "A and B are each among the highest three of 12 companies.",
        "C is in the upper half of 12 companies.",
    ]


def test_claims_that_no_range_carries_come_with_their_reason() -> None:
    said = ranking_claims([place("A", 1, 1, 9), place("B", 2, 1, 12)], [], 0.9)
    assert [(claim.text, claim.reason) for claim in said.refused] == [
        ("A ranks first of 12 companies.", "its rank is anything from 1 to 9"),
        (
            "B ranks 2nd of 12 companies.",
            "its rank is anything from 1 to 12; print a rank with its range or not at all",
        ),
        (PROMISE.text, PROMISE.reason),
    ]


def test_last_is_refused_only_where_the_last_is_shown() -> None:
    two = [place("A", 1, 1, 2, 2), place("B", 2, 1, 2, 2)]
    assert any("B ranks last" in claim.text for claim in ranking_claims(two, [], 0.9).refused)
    some = [place("A", 1, 1, 2, 3), place("B", 2, 1, 3, 3)]
    assert not any("last" in claim.text for claim in ranking_claims(some, [], 0.9).refused)


def test_order_is_safe_to_say_only_of_pairs_that_are_told_apart() -> None:
    pairs = [Pair("A", "B", False, ""), Pair("A", "C", False, "A"), Pair("B", "C", True, "")]
    said = ranking_claims([place("A", 1, 1, 9), place("B", 2, 1, 9), place("C", 2, 1, 9)], pairs, 0.9)
    assert "A ranks above C in at least 90\u202f% of the draws." in said.carried
    assert any(claim.text == "A ranks above B." for claim in said.refused)
    assert not any("C" in claim.text and "above" in claim.text for claim in said.refused)


def test_those_below_the_same_companies_share_a_sentence() -> None:
    pairs = [Pair("A", "C", False, "A"), Pair("A", "D", False, "A"), Pair("B", "C", False, "B")]
    pairs += [Pair("B", "D", False, "B"), Pair("C", "D", False, "C")]
    said = ranking_claims([place("A", 1, 1, 9)], pairs, 0.9).carried
    assert "A and B each rank above C in at least 90\u202f% of the draws." in said
    assert "A, B and C each rank above D in at least 90\u202f% of the draws." in said


def test_one_company_alone_has_nothing_to_say() -> None:
    assert ranking_claims([place("A", 1, 1, 1, 1)], [], 0.9) == RankingClaims([], [])


@given(data=st.data(), total=st.integers(2, 30))
def test_no_carried_sentence_goes_beyond_a_range(data: st.DataObject, total: int) -> None:
    places = []
    for number in range(total):
        low, rank, high = sorted(data.draw(st.lists(st.integers(1, total), min_size=3, max_size=3)))
        places.append(Place(f"Company {number:02}", rank, False, low, high, total, f"{total} companies"))
    for sentence in ranking_claims(places, [], 0.9).carried:
        named = [one for one in places if one.name in sentence]
        assert named
        for one in named:
            assert _holds(sentence, one), (sentence, one)


def _holds(sentence: str, one: Place) -> bool:
    """Tell by counting whether a sentence holds at every rank of a range."""
    ranks, total = range(one.low, one.high + 1), one.total
    for size, word in {3: "three", 5: "five", 10: "ten"}.items():
        if f"highest {word}" in sentence:
            return all(rank <= size for rank in ranks)
        if f"lowest {word}" in sentence:
            return all(rank > total - size for rank in ranks)
    tests = {
        "first": lambda rank: rank == 1,
        "last": lambda rank: rank == total,
        "not in the lower half": lambda rank: (rank - 1) * 2 < total,
        "not in the upper half": lambda rank: rank * 2 > total,
        "in the upper half": lambda rank: rank * 2 <= total,
        "in the lower half": lambda rank: (rank - 1) * 2 >= total,
    }
    found = next(test for words, test in tests.items() if words in sentence)
    return all(found(rank) for rank in ranks)


@pytest.mark.parametrize("scope", [OVERALL, "platforms", "payments"])
def test_pairs_that_are_said_to_be_apart_are_so_in_the_tables(tables: queries.Tables, scope: str) -> None:
    rows = queries.rank_ranges(tables, scope)
    said = queries.said_of_ranking(tables, scope, tuple(rows["company_id"]))
    above, names = queries.pair_table(tables)["is_above"], dict(zip(rows["company_id"], rows["name"], strict=True))
    sentences = [sentence for sentence in said.carried if " above " in sentence]
    for sentence in sentences:
        higher, lower = sentence.split(" above ")
        for one in (key for key, name in names.items() if name in higher):
            for other in (key for key, name in names.items() if name in lower):
                assert above[one, other], sentence
    assert bool(sentences) == any(above[one, other] for one in names for other in names if one != other)


def test_a_ranking_of_some_says_nothing_of_others(tables: queries.Tables) -> None:
    said = queries.said_of_ranking(tables, OVERALL, ("meta", "telegram"))
    others = set(queries.in_name_order(tables).values()) - {"Meta", "Telegram"}
    for text in [*said.carried, *(claim.text for claim in said.refused)]:
        assert not any(other in text for other in others)


def test_a_company_is_cited_with_each_rank_and_its_range(tables: queries.Tables) -> None:
    for company_id, name in queries.in_name_order(tables).items():
        citable = queries.cite_company(tables, company_id)
        assert name in citable.title and citable.sentences
        for sentence in citable.sentences:
            assert "rank" not in sentence or "its rank is" in sentence


def test_a_sentence_names_its_source_and_what_a_low_rank_means() -> None:
    work = CitedWork("t", "2026.11", True, "abc", "2026.1", date(2026, 11, 22), date(2026, 11, 29))
    assert queries.attributed("It is so.", work) == (
        "It is so. (Pledgewatch, release 2026.11, 29 November 2026; a low score or rank means “does not meet the ask”.)"
    )
    working = replace(work, is_frozen=False, content_hash="0123456789abcdef")
    assert queries.attributed("It is so.", working, False) == (
        "It is so. (Pledgewatch, working data coded up to 22 November 2026, content 0123456789.)"
    )


def test_a_frozen_release_is_cited_with_its_day(tables: queries.Tables) -> None:
    frozen = tables["release"].assign(
        release_id="2026.11", is_frozen=True, released_on=pd.Series([date(2026, 11, 29)], dtype=object)
    )
    changed = queries.Tables(tables | {"release": frozen})
    work = queries.cited_work(changed, queries.cite_company(changed, "meta"))
    assert (work.version, work.issued_on) == ("Release 2026.11", date(2026, 11, 29))
    undated = queries.Tables(tables | {"release": frozen.assign(released_on=None)})
    assert queries.cited_work(undated, queries.cite_all(undated)).issued_on is None
