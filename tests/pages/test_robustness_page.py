"""The page Robustness: every state, what it says against the tables, and where ranges stand elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.ui import sandbox
from scorecard.ui.influence import SOURCES
from scorecard.vocabulary import Uncertainty
from tests.pages.conftest import Page

Open = Callable[..., Page]


def test_every_source_has_a_name() -> None:
    assert list(SOURCES) == list(Uncertainty)


def test_the_title_counts_ranks_that_could_be_far_off(open_page: Open, tables: queries.Tables) -> None:
    rows = queries.rank_ranges(tables, "overall")
    far = sum(
        max(row["rank"] - row["rank_low"], row["rank_high"] - row["rank"]) >= 3 for row in rows.to_dict("records")
    )
    html = open_page("robustness").html
    assert f"The rank of {far} of {len(rows)} companies could be 3 places off or more" in html
    assert "ranked 100,000 times" in html and "have not signed the call" in html


def test_few_companies_cannot_be_far_off_but_their_rank_can_be_open(open_page: Open) -> None:
    assert "The rank of 4 of 4 companies could be another one" in open_page("robustness", group="payments").html
    assert "None of 6 pairs of companies can be told apart" in open_page("robustness", group="payments").html


@pytest.mark.parametrize("scope", ["overall", "platforms", "payments", "infrastructure"])
def test_the_tables_say_what_the_charts_show(open_page: Open, tables: queries.Tables, scope: str) -> None:
    html = open_page("robustness", group=scope).html
    for row in queries.rank_ranges(tables, scope).to_dict("records"):
        cells = f'{row["name"]}</th>\n*<td class="pw-number">{row["rank"]}</td>'
        assert re.search(re.escape(cells).replace(re.escape("\n*"), r"\s*"), html), row["name"]
    assert queries.pairs_finding(tables, scope) in html
    assert "What moves ranks most" in html and "Stated weight and measured importance" in html
    assert "seed 20260210" in html


def test_bands_add_up_and_the_published_one_is_among_them(open_page: Open, tables: queries.Tables) -> None:
    shares = queries.band_probabilities(tables, "overall")
    assert shares.sum(axis="columns").to_numpy() == pytest.approx(1.0)
    bands = tables["score"].set_index("company_id")["band_id"]
    assert all(shares.loc[company_id, bands[company_id]] > 0 for company_id in shares.index)
    assert "Share of the draws in which a company is in a band" in open_page("robustness").html


def test_a_group_in_the_address_that_is_none_is_told(open_page: Open) -> None:
    page = open_page("robustness", group="<script>", settings="nonsense")
    assert [note.value for note in page.app.info] and "could be 3 places off" in page.html


def test_data_without_draws_say_so(open_dataset: Open, libraries: Path) -> None:
    page = open_dataset(libraries, "robustness")
    assert "How sure the ranks are is not known" in page.html and not page.app.exception
    assert "safe to print" not in open_dataset(libraries, "company").html


def test_the_sandbox_is_stamped_and_its_state_is_in_the_address(open_page: Open) -> None:
    page = open_page("robustness", settings="own")
    assert page.html.count(sandbox.STAMP) >= 2
    page.app.slider(key="w_detection").set_value(10).run()
    assert page.app.query_params["w_detection"] == "10" and not page.app.exception
    again = open_page("robustness", settings="own", w_detection="10")
    assert again.app.slider(key="w_detection").value == 10 and again.app.slider(key="w_transparency").value == 5


def test_the_sandbox_with_the_published_settings_gives_ranges_like_the_published(tables: queries.Tables) -> None:
    usual = queries.Sandbox((5,) * 5, tuple(SOURCES), tuple(sandbox.MISSING), tuple(sandbox.MEANS))
    own = queries.sandbox_ranges(tables, "overall", usual).set_index("company_id")
    published = queries.rank_ranges(tables, "overall").set_index("company_id")
    for name in ("rank_low", "rank_median", "rank_high"):
        assert (own[name] - published[name].reindex(own.index)).abs().max() <= 1
    nothing = queries.sandbox_ranges(tables, "overall", queries.Sandbox((5,) * 5, (), ("zero",), ("arithmetic",)))
    assert (nothing["rank_low"] == nothing["published_rank"]).all()
    assert (nothing["rank_high"] == nothing["published_rank"]).all()


def test_an_ask_without_weight_does_not_count(tables: queries.Tables) -> None:
    only = queries.Sandbox((0, 0, 0, 0, 7), (), ("zero",), ("arithmetic",))
    rows = queries.sandbox_ranges(tables, "overall", only)
    scores = queries.commitment_scores(tables)
    scores = scores[scores["commitment_id"] == "transparency"].set_index("company_id")["score"].loc[rows["company_id"]]
    assert rows["rank_median"].tolist() == scores.rank(ascending=False, method="min").astype(int).tolist()
    none_left = queries.Sandbox((7, 0, 0, 0, 0), (), ("zero",), ("arithmetic",))
    assert queries.sandbox_ranges(tables, "payments", none_left).empty


def test_without_any_weight_or_any_company_the_page_says_what_to_do(open_page: Open, tables: queries.Tables) -> None:
    weights = {f"w_{commitment_id}": "0" for commitment_id in queries.commitment_titles(tables)}
    assert "Give at least one ask a weight above 0" in open_page("robustness", settings="own", **weights).html
    some = weights | {"w_safety_by_design": "5"}
    page = open_page("robustness", settings="own", group="payments", **some)
    assert "No company of this group has a score under these weights" in page.html and not page.app.exception


def test_switches_can_all_be_off(open_page: Open) -> None:
    page = open_page("robustness", settings="own", vary="", missing="", mean="")
    assert not page.app.exception and "stays within its range" in page.html


def test_ranges_stand_beside_ranks_everywhere(open_page: Open, tables: queries.Tables) -> None:
    row = queries.company(tables, "meta")
    span, peer = f"{row['rank_low']}–{row['rank_high']}", f"{row['peer_rank_low']}–{row['peer_rank_high']}"
    assert f"range {span}" in open_page("company", company="meta").html
    assert f">{peer}</abbr>" in open_page("ranking").html
    compared = open_page("compare", company=["meta", "snap"]).html
    assert span in compared and peer in compared
    rows = queries.scores_by_company(tables).set_index("company_id").loc["meta"]
    assert [rows[name] for name in ("rank_low", "rank_high")] == [row["rank_low"], row["rank_high"]]
    same = queries.apart(tables, "meta", "platforms").same
    assert rows["not_told_apart"] == same
    assert f"cannot be told apart from {len(same)} of its group" in open_page("ranking").html


def test_sentences_that_are_safe_to_print_stand_on_the_report_card(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("company", company="pinterest").html
    for sentence in queries.safe_sentences(tables, "pinterest"):
        assert sentence in html
    for claim in queries.refused_claims(tables, "pinterest"):
        assert claim.reason in html and "Not carried by the data" in html


def test_compare_says_which_pairs_can_be_told_apart(open_page: Open, tables: queries.Tables) -> None:
    ids = ("meta", "telegram", "visa")  # Visa is ranked within its group only
    said = queries.pair_sentences(tables, ids)
    assert len(said) == 1 and said[0].startswith("Meta ranks above Telegram in ")
    assert said[0] in open_page("compare", company=list(ids)).html
    assert "Can their ranks be told apart?" not in open_page("compare", company=["meta", "visa"]).html
    assert "cannot be told apart" in open_page("compare", company=["meta", "snap"]).html
