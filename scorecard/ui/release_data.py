"""Parts of the page Data: the release that is shown, as files."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from scorecard import numbers, queries, settings
from scorecard.definitions import ColumnDefinition, TableDefinition
from scorecard.tabular import to_csv
from scorecard.ui import blocks, cache, cited, controls, html, navigation, releases

ROWS_SHOWN = 8
LONGEST_SHOWN = 120  # characters of a cell in the preview
USUAL_TABLE = "scores"


def draw_title(tables: queries.Tables) -> None:
    """Draw the page's title: which release this is, and how much is in it."""
    release = queries.release(tables).to_dict()
    rows = sum(len(tables[name]) for name in queries.table_definitions())
    what = f"Release {release['release_id']}" if release["is_frozen"] else "The working data"
    number = numbers.counted(len(queries.table_definitions()), "table")
    below = (
        "Results and all that they rest on. Nothing in it is ever rewritten; later fixes are listed as corrections."
        if release["is_frozen"]
        else "Not frozen: figures can change. To cite or to link, take a release."
    )
    title = f"{what}: {number} with {rows:,} rows, to download, load and check"
    blocks.draw_title(title, below)
    cited.offer(queries.cite_all(tables))


def draw_release(tables: queries.Tables) -> None:
    """Draw what the release was made of, and the offer of all its files."""
    release = queries.release(tables).to_dict()
    st.html(html.render("release_facts", release=release, corrections=navigation.href("corrections")))
    if release["is_frozen"]:
        release_id = str(release["release_id"])
        _offer(
            "Download the whole release (zip: CSV, JSON, Parquet, data dictionary, checksums)",
            lambda: queries.release_archive(settings.releases_dir(), release_id),
            f"pledgewatch-{release_id}.zip",
            "application/zip",
        )


def draw_table(tables: queries.Tables) -> None:
    """Draw the choice of a table with its columns, its first rows and its files."""
    blocks.draw_heading("One table", "table")
    defined = {table.plural: table for table in queries.table_definitions().values()}
    labels = {
        name: f"{name.replace('_', ' ')} ({numbers.counted(len(tables[table.name]), 'row')})"
        for name, table in sorted(defined.items())
    }
    chosen = defined[controls.choose("Table", labels, "table", USUAL_TABLE)]
    controls.draw_address_note()
    st.html(html.render("paragraph", text=chosen.meaning))
    _draw_offers(tables, chosen)
    st.html(_preview(tables, chosen.name))
    with st.expander("What each column means"):
        st.html(_columns(chosen))


def draw_use(tables: queries.Tables) -> None:
    """Draw how to load, check and compare releases."""
    blocks.draw_heading("Load it in one line, check it, compare it", "use")
    release = queries.release(tables).to_dict()
    st.html(html.render("release_use", release=release, changes=navigation.href("changes")))


def draw_releases() -> None:
    """Draw the list of all frozen releases."""
    known = cache.releases(settings.releases_dir())
    heading = f"{numbers.counted(len(known), 'release')} so far" if known else "No release so far"
    blocks.draw_heading(heading, "releases")
    newest = known[0].release_id if known else ""
    rows = [
        facts._asdict()
        | {"href": navigation.href("data", release=facts.release_id), "is_newest": facts.release_id == newest}
        for facts in known
    ]
    st.html(html.render("release_list", releases=rows))


def _draw_offers(tables: queries.Tables, table: TableDefinition) -> None:
    """Draw the offer of a table's files: as frozen, or made from the working data."""
    release_id, folder = releases.shown(), settings.releases_dir()
    name = f"pledgewatch-{release_id}-{table.plural}"
    if release_id == releases.WORKING:
        _offer("CSV", lambda: to_csv(tables[table.name]).encode(), f"{name}.csv", "text/csv")
        return
    left, right, _ = st.columns([1, 1, 3])
    with left:
        _offer(
            "CSV",
            lambda: queries.release_file(folder, release_id, f"csv/{table.plural}.csv"),
            f"{name}.csv",
            "text/csv",
        )
    with right:
        path = f"parquet/{table.plural}.parquet"
        kind = "application/vnd.apache.parquet"
        _offer("Parquet", lambda: queries.release_file(folder, release_id, path), f"{name}.parquet", kind)


def _offer(label: str, make: Callable[[], bytes], file_name: str, kind: str) -> None:
    """Draw a button that makes a file once it is pressed."""
    st.download_button(label, make, file_name=file_name, mime=kind, key=f"download_{file_name}", on_click="ignore")


@queries.kept
def _preview(tables: queries.Tables, name: str) -> html.Fragment:
    frame = tables[name].head(ROWS_SHOWN)
    shown = pd.DataFrame({column: [_cell(value) for value in frame[column]] for column in frame.columns})
    return blocks.table(shown, f"The first {numbers.counted(len(frame), 'row')} of {len(tables[name]):,}")


def _columns(table: TableDefinition) -> html.Fragment:
    rows = [[column.name, _kind(column), column.unit, column.meaning] for column in table.columns]
    frame = pd.DataFrame(rows, columns=["Column", "Type", "Unit", "Meaning"])
    return blocks.table(frame, f"Columns of {table.plural}")


def _kind(column: ColumnDefinition) -> str:
    said = "one of " + ", ".join(column.words) if column.words else column.kind.value
    return said + ("; key" if column.is_key else "") + ("; may be missing" if column.is_optional else "")


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # only NaN is not itself
        return numbers.NONE
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
