"""Part of the page Transparency reports: how many reports providers sent to NCMEC's CyberTipline."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import queries, words
from scorecard.pictures import reports as pictures
from scorecard.queries import published
from scorecard.ui import blocks, controls, html
from scorecard.vocabulary import CountedBy

MOST_PROVIDERS = 12
CAVEAT = (
    "A count of reports does not measure abuse. More reports can mean more abuse, more users or better detection; "
    "fewer can mean that less is looked for or that less can be seen. So no score rests on how high a count is."
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
        cited_as = "Reports to NCMEC’s CyberTipline by provider" if chosen else ""
        blocks.draw_title(finding, pictures.CYBERTIP_READ, cited_as)
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
    blocks.draw_chart(tables, pictures.cybertips(tables, providers), "cybertipline-chart")
    st.html(_text(tables, providers))
    blocks.draw_twin(_twin(tables, providers))


@queries.kept
def _text(tables: queries.Tables, providers: tuple[str, ...]) -> html.Fragment:
    return html.render(
        "cybertip_text", source=pictures.CYBERTIP_SOURCE, notes=published.cybertip_notes(tables, providers)
    )


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
