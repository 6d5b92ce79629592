"""Part of the page Transparency reports: how many reports providers sent to NCMEC's CyberTipline."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import queries, words
from scorecard.charts import cybertips as cybertip_charts
from scorecard.charts.theme import Scheme
from scorecard.queries import published
from scorecard.ui import blocks, controls, html
from scorecard.vocabulary import CountedBy

MOST_PROVIDERS = 12
CAVEAT = (
    "A count of reports does not measure abuse. More reports can mean more abuse, more users or better detection; "
    "fewer can mean that less is looked for or that less can be seen. So no score rests on how high a count is."
)
_SOURCE = (
    "Source: NCMEC’s lists by provider for 2019 to 2022 and providers’ own reports, compiled by "
    "apparebit/intransparent (Apache-2.0); other counts as stated in the evidence on each company. Unit: reports sent "
    "to the CyberTipline. NCMEC is the National Center for Missing & Exploited Children in the United States."
)
_BELOW = (
    "A panel a provider, all to one scale in which each step is a hundred times the one below. All names of a company "
    "are added up, and so are the parts of a year that make it whole; the table says which. Where a year has no mark, "
    "no count is known here."
)


def draw(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw the view: choice, finding, chart with its table, sources, download; a note where there are no counts."""
    if not published.has_cybertips(tables):
        controls.draw_address_note()
        with top:
            blocks.draw_title("No counts of reports to NCMEC’s CyberTipline were imported")
        return
    chosen = _choose_providers(tables)
    controls.draw_address_note()
    finding = published.cybertip_finding(tables, chosen) if chosen else "Reports to NCMEC’s CyberTipline"
    with top:
        blocks.draw_title(finding, _BELOW)
    blocks.draw_notes([CAVEAT])
    if not chosen:
        blocks.draw_notes(["Choose at least one provider to see its counts."])
        return
    _draw_chart(tables, chosen)
    _draw_comparison(tables, chosen)
    with st.expander("Published figures and their sources"):
        st.html(_sources(tables, chosen))
    _offer_file(tables, chosen)


def _choose_providers(tables: queries.Tables) -> tuple[str, ...]:
    rows = published.cybertip_providers(tables)
    labels = {
        provider_id: words.short(label) for provider_id, label in zip(rows["provider_id"], rows["label"], strict=True)
    }
    usual = published.usual_cybertip_providers(tables)
    hint = "Those we score with most years are chosen at first."
    chosen = controls.choose_many(
        "Providers", labels, "provider", usual, at_most=MOST_PROVIDERS, hint=hint, placeholder="Choose providers"
    )
    return tuple(chosen)


def _draw_chart(tables: queries.Tables, providers: tuple[str, ...]) -> None:
    alt = (
        "Reports to the CyberTipline by provider and year on a logarithmic scale, counted by NCMEC and by the provider "
        f"itself. {published.cybertip_finding(tables, providers)}. The table below has every figure."
    )
    blocks.draw_chart(_figure(tables, providers, blocks.scheme()), "cybertipline-chart", alt)
    st.html(_text(tables, providers))
    blocks.draw_twin(_twin(tables, providers))


@queries.kept
def _figure(tables: queries.Tables, providers: tuple[str, ...], scheme: Scheme) -> go.Figure:
    return cybertip_charts.counts_figure(published.cybertip_series(tables, providers), scheme)


@queries.kept
def _text(tables: queries.Tables, providers: tuple[str, ...]) -> html.Fragment:
    return html.render("cybertip_text", source=_SOURCE, notes=published.cybertip_notes(tables, providers))


@queries.kept
def _twin(tables: queries.Tables, providers: tuple[str, ...]) -> html.Fragment:
    return blocks.table(
        published.cybertip_table(tables, providers), "Reports to the CyberTipline, by provider and period"
    )


def _draw_comparison(tables: queries.Tables, providers: tuple[str, ...]) -> None:
    """Draw where NCMEC and the provider counted the same year."""
    differences = published.cybertip_differences(tables, providers)
    if not differences:
        return
    with st.expander(f"NCMEC’s counts beside the providers’ own ({len(differences)})"):
        st.html(html.render("cybertip_text", source="Whole calendar years that both counted.", notes=differences))


@queries.kept
def _sources(tables: queries.Tables, providers: tuple[str, ...]) -> html.Fragment:
    rows = [_shown(row) for row in queries.rows_of(published.cybertip_figures(tables, providers))]
    return html.render("cybertip_sources", rows=rows)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    number = row["report_count"]
    shown = {
        "provider": row["provider"] if row["entry"] == 1 else f"{row['provider']}, entry {row['entry']}",
        "counted_by": CountedBy(row["counted_by"]).label,
        "reports": "no figure" if number is None else f"{number:,}",
    }
    return row | shown


def _offer_file(tables: queries.Tables, providers: tuple[str, ...]) -> None:
    """Offer the published figures of the providers shown as a file, none added up."""
    st.download_button(
        "Download these figures as CSV (UTF-8)",
        lambda: published.cybertip_file(tables, providers),
        file_name=published.cybertip_file_name(tables, providers),
        mime="text/csv",
        key="download_cybertipline",
        on_click="ignore",
    )
