"""Part of the page Transparency reports: check a file of one's own. Nothing of it is stored."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.queries import published
from scorecard.ui import blocks, controls, html

_RESULT = "checked_upload"
PRIVACY = (
    "Nothing is stored: files are read in memory, formulas and macros are never run, and all is forgotten when your "
    "visit ends. The same from a terminal: python -m pipelines dsa-check PATH."
)
UNKNOWN = "unknown"


def draw(top: DeltaGenerator) -> None:
    """Draw the choice of files and of the kind of service, and what was found."""
    with top:
        blocks.draw_title(
            "Check a report under the EU template",
            "Send the CSV parts of one report, a zip of them, or an XLSX workbook. You get every place where figures "
            f"break the template’s rules or contradict each other. {PRIVACY}",
        )
    kinds = {UNKNOWN: "Not known"} | published.service_kinds()
    kind = controls.choose("Kind of service (decides which rows are due)", kinds, "kind", UNKNOWN)
    controls.draw_address_note()
    files = st.file_uploader(
        f"Files of one report, at most {published.upload_megabytes()} MB together",
        type=["csv", "tsv", "txt", "zip", "xlsx", "xlsm"],
        accept_multiple_files=True,
        max_upload_size=published.upload_megabytes(),
        key="report_files",
    )
    if not files:
        st.session_state.pop(_RESULT, None)
        return
    _draw_result(_checked(files, None if kind == UNKNOWN else kind))


def _checked(
    files: Sequence[st.runtime.uploaded_file_manager.UploadedFile], kind: str | None
) -> published.CheckedUpload:
    """Return the result of the check, of this very choice if it was made before: it lives in the visit only."""
    chosen = (kind, *(file.file_id for file in files))
    kept = st.session_state.get(_RESULT)
    if kept and kept[0] == chosen:
        return kept[1]  # type: ignore[no-any-return]
    with st.spinner("Reading the files and holding them against the rules; large workbooks take a while."):
        result = published.check_upload([(file.name, file.getvalue()) for file in files], kind)
    st.session_state[_RESULT] = (chosen, result)
    return result


def _draw_result(result: published.CheckedUpload) -> None:
    if result.refusal:
        st.error(controls.plain(result.refusal))
        return
    for service, period, cells in result.reports:
        st.success(controls.plain(f"Read: {service}, {period}, {numbers.counted(cells, 'cell')}."))
    blocks.draw_heading(published.findings_in_words(result.flags), "findings")
    st.html(html.render("report_findings", flags=queries.rows_of(result.flags), meanings=published.flag_severities()))
    if not result.flags.empty:
        blocks.draw_csv_offer("Download these findings as CSV (UTF-8)", result.flags, "findings.csv", "findings")
    if result.notes:
        with st.expander(f"What was done to read the files ({len(result.notes)})"):
            st.html(html.render("report_notes", notes=result.notes))
