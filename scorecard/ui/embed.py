"""One chart by itself, to stand in somebody else's page: ``?embed=true&view=ranking-scores``, live or of a release."""

import streamlit as st

from scorecard import queries
from scorecard.publish.picture import Picture
from scorecard.ui import blocks, controls, html, releases
from scorecard.ui.embed_code import VIEW, catalogue


def wanted() -> str | None:
    """Return which chart an embedding page asks for; None where it is not one chart, or nobody embeds."""
    return str(st.query_params[VIEW]) if st.context.is_embedded and VIEW in st.query_params else None


def draw(tables: queries.Tables, view: str) -> None:
    """Draw one chart with its finding, its source and the link to where it comes from.

    Args:
        tables: all tables.
        view: id of the chart.
    """
    known = catalogue(tables)
    if controls.has_refused():
        blocks.draw_title("There is no such release")
        blocks.draw_notes(["A chart that asks for a release is not drawn from another one."])
        return
    if view not in known:
        blocks.draw_title("There is no such chart")
        blocks.draw_notes([f"The address asks for “{view}”. There are: {', '.join(known)}."])
        return
    picture = known[view]
    st.html(html.render("embedded", title=picture.title, below=f"{picture.basis}. {picture.reading}"))
    figure = picture.draw(blocks.scheme(), controls.asked_for("mark", picture.companies) or picture.marked)
    st.plotly_chart(figure, key="embedded-chart", theme=None, config=blocks.CHART_CONFIG, alt=picture.alt)
    release = queries.release(tables).to_dict()
    st.html(
        html.render(
            "embedded_source",
            source=picture.sheet.source,
            release=release,
            superseded=queries.superseded(tables, releases.newest_tables(tables)),
            href=_whole_page(picture),
        )
    )


def _whole_page(picture: Picture) -> str:
    """Return the address of the page that shows the chart, in the release that is shown."""
    parts = [picture.sheet.query, f"release={releases.shown()}"]
    return f"/{picture.sheet.path}?{'&'.join(filter(None, parts))}"
