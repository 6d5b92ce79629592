"""Part of the page Company: its services' transparency reports, and where they disagree with its levels."""

import streamlit as st

from scorecard import queries
from scorecard.queries import published
from scorecard.ui import blocks, html, navigation


def draw(tables: queries.Tables, company_id: str) -> None:
    """Draw which services report, and the questions that the reports raise; nothing where none was imported."""
    if not published.company_reports(tables, company_id):
        return
    blocks.draw_heading(
        "What its transparency reports say",
        "reports",
        "Reports under the EU template, imported as published. They never change a level by themselves.",
    )
    st.html(reports(tables, company_id))


@queries.kept
def reports(tables: queries.Tables, company_id: str) -> html.Fragment:
    """Return what a company's reports are and what they raise, as HTML."""
    return html.render(
        "company_reports",
        services=[
            service | {"href": navigation.href("reports", view="service", service=service["service_id"])}
            for service in published.company_reports(tables, company_id)
        ],
        questions=[
            question | {"href": navigation.href("commitment", indicator=question["indicator_id"])}
            for question in published.open_questions(tables, company_id)
        ],
    )
