"""The address of a view: what was written is read back, and nothing that can be typed breaks it."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.ui.address import LONGEST_WORDS, Many, Number, One, Parameter, Shown, Words, query_of

OPTIONS = ("all", "alphabet", "x_xai", "SBD1", "tra4")
ONE, MANY, FEW = One(OPTIONS, "all"), Many(OPTIONS), Many(OPTIONS, ("x_xai", "tra4"), at_most=3)

STATES: list[tuple[Parameter[Any], st.SearchStrategy[Any]]] = [
    (ONE, st.sampled_from(OPTIONS)),
    (MANY, st.lists(st.sampled_from(OPTIONS), unique=True).map(tuple)),
    (FEW, st.lists(st.sampled_from(OPTIONS), unique=True, max_size=3).map(tuple)),
    (Words(), st.text(max_size=150).map(lambda text: Words().read([text]).value)),
    (Number(1, 40, 1), st.integers(1, 40)),
]


@given(st.data())
@pytest.mark.parametrize(("parameter", "states"), STATES, ids=["one", "many", "few", "words", "count"])
@pytest.mark.parametrize("whole", [True, False])
def test_state_to_address_to_state_is_the_identity(
    parameter: Parameter[Any], states: st.SearchStrategy[Any], whole: bool, data: st.DataObject
) -> None:
    value = data.draw(states)
    query = query_of([Shown("key", parameter, value)], whole=whole)
    given_back = parse_qs(query, keep_blank_values=True).get("key", [])
    understood = parameter.read(given_back) if given_back else None
    assert (understood.value if understood else parameter.usual) == value
    assert understood is None or understood.is_whole


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4))
@pytest.mark.parametrize(
    "parameter", [ONE, MANY, FEW, Words(), Number(1, 40, 1)], ids=["one", "many", "few", "words", "count"]
)
def test_anything_that_can_be_typed_gives_a_value(parameter: Parameter[Any], given: list[str]) -> None:
    value = parameter.read(given).value
    assert parameter.read(parameter.write(value)).value == value


@pytest.mark.parametrize(
    ("parameter", "typed", "value", "is_whole"),
    [
        (ONE, ["ALPHABET"], "alphabet", True),
        (ONE, ["sbd1"], "SBD1", True),
        (ONE, ["nobody"], "all", False),
        (ONE, [""], "all", False),
        (MANY, ["alphabet", "nobody"], ("alphabet",), False),
        (FEW, ["nobody"], ("x_xai", "tra4"), False),
        (FEW, [""], (), True),
        (FEW, ["all", "alphabet", "sbd1", "tra4"], ("all", "alphabet", "SBD1"), False),
        (Words(), ["two\nlines\x00"], "two lines", False),
        (Words(), ["x" * 500], "x" * LONGEST_WORDS, False),
        (Number(1, 3, 1), ["2"], 2, True),
        (Number(1, 3, 1), ["4"], 1, False),
        (Number(1, 3, 1), ["٢"], 1, False),
        (Number(1, 3, 1), ["9" * 5000], 1, False),
    ],
)
def test_what_was_typed_is_understood_or_refused(
    parameter: Parameter[Any], typed: list[str], value: Any, is_whole: bool
) -> None:
    understood = parameter.read(typed)
    assert (understood.value, understood.is_whole) == (value, is_whole)


def test_what_is_usual_stands_only_in_a_whole_link() -> None:
    view = [Shown("group", ONE, "all"), Shown("company", MANY, ("x_xai", "alphabet")), Shown("q", Words(), "")]
    assert query_of(view) == "company=x_xai&company=alphabet"
    assert query_of(view, whole=True) == "group=all&company=x_xai&company=alphabet"
