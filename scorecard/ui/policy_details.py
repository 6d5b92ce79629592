"""Parts of the page Policy watch: what changed lately, one document with its versions, and cited clauses."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import queries
from scorecard.queries import watched
from scorecard.ui import blocks, controls, html, navigation, policy_watch

VERSIONS_A_PAGE, CLAUSES_A_PAGE = 50, 25


def draw_recent(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw what changed in the last 90 days of the archive, and the feed."""
    controls.draw_address_note()
    with top:
        blocks.draw_title(
            watched.recent_finding(tables), watched.DATES_MEAN, f"{policy_watch.CITED_AS}: what changed lately"
        )
    st.html(_recent(tables))
    policy_watch.draw_source(tables)
    policy_watch.draw_offer(tables, "Download all clause changes as CSV (UTF-8)", watched.clause_changes(tables),
                       "clause-changes.csv", "changes")  # fmt: skip


@queries.kept
def _recent(tables: queries.Tables) -> html.Fragment:
    documents = [
        row
        | {
            "href": navigation.href(
                "policy_watch", view=policy_watch.DOCUMENTS, company=row["company_id"], document=row["document_id"]
            )
        }
        for row in queries.rows_of(watched.recent_documents(tables))
    ]
    changes = queries.rows_of(watched.recent_changes(tables))
    return html.render("policy_changes", changes=changes, documents=documents, feed_href=navigation.FEED)


def draw_document(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw the versions of one document, newest first, with links to the archive."""
    companies = watched.watched_companies(tables)
    left, right = st.columns([3, 7])
    with left:
        company_id = controls.choose("Company", companies, "company", next(iter(companies)), ends=("document", "page"))
    documents = watched.followed_documents(tables, company_id)
    with right:
        wanted = controls.choose("Document", documents, "document", next(iter(documents)))
    row = watched.followed_document(tables, company_id, wanted)
    versions = watched.document_versions(tables, row["collection"], row["path"])
    pages = max(-(-len(versions) // VERSIONS_A_PAGE), 1)
    page = controls.choose_page("Page", pages, listed=(company_id, wanted))
    controls.draw_address_note()
    with top:
        named = f"{row['document']} of {row['company']}"
        blocks.draw_title(watched.document_finding(row), cited_as=f"{policy_watch.CITED_AS}: {named}")
    st.html(_versions(tables, company_id, wanted, page))
    policy_watch.draw_source(tables)
    about = {name: row[name] for name in ("company", "service", "document", "collection", "path")}
    file_name = f"versions-{wanted.replace('/', '-').replace(' ', '-')}.csv"
    policy_watch.draw_offer(
        tables, "Download these versions as CSV (UTF-8)", versions.assign(**about), file_name, "versions"
    )


@queries.kept
def _versions(tables: queries.Tables, company_id: str, wanted: str, page: int) -> html.Fragment:
    row = watched.followed_document(tables, company_id, wanted)
    versions = watched.document_versions(tables, row["collection"], row["path"])
    shown = versions.iloc[(page - 1) * VERSIONS_A_PAGE : page * VERSIONS_A_PAGE]
    return html.render("policy_versions", document=row, versions=queries.rows_of(shown))


def draw_citations(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw whether cited clauses stood in the cited versions, and what became of them."""
    left, right = st.columns(2)
    with left:
        companies = controls.choose_many("Companies", queries.in_name_order(tables), "company")
    with right:
        statuses = controls.choose_many("What became of them", watched.citation_statuses(tables), "status")
    rows = watched.find_citations(tables, tuple(companies), tuple(statuses))
    pages = max(-(-len(rows) // CLAUSES_A_PAGE), 1)
    page = controls.choose_page("Page", pages, listed=(tuple(companies), tuple(statuses)))
    controls.draw_address_note()
    with top:
        blocks.draw_title(
            watched.citations_finding(tables), watched.CITATIONS_MEAN, f"{policy_watch.CITED_AS}: cited clauses"
        )
    with st.expander("By public repository"):
        st.html(_by_collection(tables))
    shown = rows.iloc[(page - 1) * CLAUSES_A_PAGE : page * CLAUSES_A_PAGE]
    st.html(html.render("policy_clauses", clauses=_with_links(shown), total=len(rows)))
    if not rows.empty:
        policy_watch.draw_offer(tables, "Download these clauses as CSV (UTF-8)", rows, "cited-clauses.csv", "citations")


def _with_links(rows: pd.DataFrame) -> list[dict[str, object]]:
    return [
        row | {"href": f"{navigation.href('company', company=row['company_id'])}#{row['indicator_id']}"}
        for row in queries.rows_of(rows)
    ]


@queries.kept
def _by_collection(tables: queries.Tables) -> html.Fragment:
    return blocks.table(watched.citations_by_collection(tables), "Clauses that evidence cites, by public repository")
