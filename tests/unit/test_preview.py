"""What an address shows, in words: as the page itself says it, and nothing where the address narrows it otherwise."""

import pytest

from scorecard import queries
from scorecard.ui.navigation import PAGES
from scorecard.ui.preview import DESCRIPTION, preview


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("company", {"company": ["visa"]}),
        ("company", {"company": ["VISA"], "release": ["working"]}),
        ("commitment", {"indicator": ["PAY1"]}),
        ("commitment", {"commitment": ["payment_disruption"]}),
        ("compare", {"company": ["visa", "mastercard"]}),
        ("call", {}),
        ("get_help", {}),
        ("robustness", {"group": ["payments"]}),
    ],
)
def test_a_view_is_put_into_the_words_of_its_page(
    tables: queries.Tables, path: str, given: dict[str, list[str]]
) -> None:
    said = preview(tables, path, given)
    titles = {
        "company": queries.company_finding(tables, "visa"),
        "compare": queries.comparison_finding(queries.compare(tables, ("visa", "mastercard"))),
        "call": queries.call_finding(tables),
        "robustness": queries.robustness_finding(tables, "payments"),
        "get_help": "You are not alone: where to find help and report",
        "commitment": queries.indicator_finding(tables, "PAY1")
        if "indicator" in given
        else queries.commitment_finding(tables, "payment_disruption"),
    }
    assert said is not None and said.title == titles[path]


def test_the_ranking_of_a_group_speaks_of_the_group_alone(tables: queries.Tables) -> None:
    rows = queries.ranking(tables)
    said = preview(tables, "ranking", {"group": ["payments"], "sort": ["name"]})
    assert said is not None
    assert said.title == queries.ranking_finding(tables, rows[rows["peer_group_id"] == "payments"])
    for given in ({}, {"group": ["each"]}, {"group": ["nonsense"]}):
        said = preview(tables, "ranking", given)
        assert said is not None and said.title == queries.ranking_finding(tables, rows)


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("ranking", {"hq": ["US"]}),
        ("ranking", {"<script>": ["1"]}),
        ("company", {}),
        ("company", {"company": ["nobody"]}),
        ("commitment", {}),
        ("compare", {"company": ["nobody"]}),
        ("evidence", {"q": ["hash"]}),
        ("method", {}),
        ("robustness", {"settings": ["own"]}),
        ("nonsense", {}),
    ],
)
def test_where_the_finding_of_the_view_is_not_known_nothing_is_said(
    tables: queries.Tables, path: str, given: dict[str, list[str]]
) -> None:
    assert preview(tables, path, given) is None


def test_every_company_says_that_nobody_signed(tables: queries.Tables) -> None:
    for company_id, name in queries.in_name_order(tables).items():
        said = preview(tables, "company", {"company": [company_id]})
        assert said is not None and said.title.startswith(name) and "have not signed the call" in said.description


def test_a_dataset_without_a_call_has_no_help_to_announce(tables: queries.Tables) -> None:
    bare = queries.Tables({**tables, "call": tables["call"].iloc[:0]})
    assert preview(bare, "get_help", {}) is None and preview(bare, "call", {}) is None
    assert DESCRIPTION and all(preview(bare, entry.path, {"x": ["1"]}) is None for entry in PAGES)
