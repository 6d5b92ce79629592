"""Parts of the page Robustness: the published ranking."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries, words
from scorecard.pictures import robustness as pictures
from scorecard.pictures import sheets
from scorecard.ui import blocks, cited, claims, controls, downloads, html

PUBLISHED, OWN = "published", "own"
VIEWS = {PUBLISHED: "The published ranking", OWN: "Your own settings"}


def has_any(tables: queries.Tables) -> bool:
    """Return whether there are ranges at all."""
    return queries.has_robustness(tables)


def draw_none(top: DeltaGenerator) -> None:
    """Draw the page of data whose method has no draws."""
    with top:
        blocks.draw_title("How sure the ranks are is not known")
    blocks.draw_notes(
        ["The method of this data set says nothing of draws (rules.robustness), so no range was computed."]
    )


def choose_view() -> str:
    """Draw the choice between the published ranking and the reader's own settings."""
    return controls.choose_tab("Settings", VIEWS, "settings", PUBLISHED)


def choose_scope(tables: queries.Tables) -> str:
    """Draw the choice of who is ranked with whom and return it."""
    labels = {scope: words.short(label) for scope, label in queries.scopes(tables).items()}
    return controls.choose_tab("Rank within", labels, "group", next(iter(labels)))


def draw_title(top: DeltaGenerator, tables: queries.Tables, scope: str) -> None:
    """Draw the title: how far ranks could be off."""
    with top:
        blocks.draw_title(queries.robustness_finding(tables, scope), _basis(tables, scope))
    cited.offer(queries.cite_robustness(tables, scope))


@queries.kept
def _basis(tables: queries.Tables, scope: str) -> str:
    draws = queries.robustness_parameters(tables)["draws"]
    companies = numbers.counted(len(queries.rank_ranges(tables, scope)), "company", "companies")
    return (
        f"{companies}, ranked {draws:,} times, each time with other weights, indicators, treatments of missing "
        "evidence, levels and means, as far as they could have been chosen or coded otherwise. "
        f"{words.NOT_SIGNED_THE_CALL}"
    )


def draw_ranges(tables: queries.Tables, scope: str) -> None:
    """Draw the range of each rank, with the table that says the same."""
    below = (
        "Lines: the range in which a rank lies in at least nine of ten draws. Where ranges overlap, the order is open "
        "to doubt. Tie bands, in the table, are read from the top: a new one begins at the first rank that can be told "
        "apart from the first of the band above. Of companies that share a rank over the draws each counts at the best."
    )
    picture = pictures.ranges(tables, scope)
    blocks.draw_heading(picture.title, "ranges", below)
    blocks.draw_chart(tables, picture, "ranges-chart")
    blocks.draw_twin(_ranges_twin(tables, scope))


@queries.kept
def _ranges_twin(tables: queries.Tables, scope: str) -> html.Fragment:
    rows = queries.rank_ranges(tables, scope)
    twin = pd.DataFrame(
        {
            "Company": rows["name"],
            "Published rank": rows["rank"].astype(int),
            "Shared": ["yes" if is_shared else "no" for is_shared in rows["is_shared"]],
            "Median": rows["rank_median"],
            "5th percentile": rows["rank_low"],
            "95th percentile": rows["rank_high"],
        }
    )
    if rows["tie_band"].notna().all():
        twin["Tie band"] = rows["tie_band"].astype(int)
    return blocks.table(twin, "Ranks over the draws")


def draw_pairs(tables: queries.Tables, scope: str) -> None:
    """Draw which pairs of companies can be told apart."""
    if not queries.has_pairs(tables, scope):
        return
    picture = pictures.pairs(tables, scope)
    blocks.draw_heading(picture.title, "pairs", picture.reading)
    blocks.draw_chart(tables, picture, "pairs-chart", "The table below says who can be told apart from whom.")
    blocks.draw_twin(_pairs_twin(tables, scope))


@queries.kept
def _pairs_twin(tables: queries.Tables, scope: str) -> html.Fragment:
    rows = queries.rank_ranges(tables, scope)
    names = queries.in_name_order(tables)
    found = [queries.apart(tables, company_id, scope) or ([], [], []) for company_id in rows["company_id"]]
    said = [[", ".join(names[one] for one in side) or "nobody" for side in sides] for sides in found]
    twin = pd.DataFrame(said, columns=["Below", "Above", "Cannot be told apart from"])
    twin.insert(0, "Company", rows["name"])
    return blocks.table(twin, "Who can be told apart from whom")


def draw_claims(tables: queries.Tables, scope: str) -> None:
    """Draw what the ranks carry and what they do not."""
    claims.draw(tables, scope, tuple(queries.rank_ranges(tables, scope)["company_id"]))


def draw_acceptability(tables: queries.Tables, scope: str) -> None:
    """Draw how often each company has each rank."""
    picture = pictures.acceptability(tables, scope)
    blocks.draw_heading(picture.title, "acceptability", picture.reading)
    blocks.draw_chart(tables, picture, "acceptability-chart")
    blocks.draw_twin(_acceptability_twin(tables, scope))


@queries.kept
def _acceptability_twin(tables: queries.Tables, scope: str) -> html.Fragment:
    shares = queries.rank_probabilities(tables, scope)
    cells = (100 * shares).map(numbers.one_decimal)
    names = queries.rank_ranges(tables, scope)["name"].tolist()
    twin = pd.concat([pd.Series(names, index=cells.index, name="Company"), cells.rename(columns=str)], axis="columns")
    return blocks.table(twin, "Share of the draws in which a company has a rank, per cent")


def draw_bands(tables: queries.Tables, scope: str) -> None:
    """Draw how often each company is in each band."""
    if not queries.band_probabilities(tables, scope).empty:
        below = "Shares of the draws; the band that is published is held down by the weakest ask in every draw, too."
        blocks.draw_heading("How often each company is in each band", "bands", below)
        with st.expander("The table of bands"):
            st.html(_bands(tables, scope))
            downloads.draw_sheet_offer(tables, sheets.bands(tables, scope), "bands")


@queries.kept
def _bands(tables: queries.Tables, scope: str) -> html.Fragment:
    shares = queries.band_probabilities(tables, scope)
    labels, names = queries.band_labels(tables), queries.rank_ranges(tables, scope)["name"].tolist()
    columns = {labels[str(band)]: shares[band].map(words.percent).tolist() for band in shares}
    return blocks.table(
        pd.DataFrame({"Company": names} | columns), "Share of the draws in which a company is in a band"
    )
