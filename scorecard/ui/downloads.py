"""The offers under charts and tables: files that are made when somebody clicks, without a run of the page."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import plotly.graph_objects as go
import streamlit as st

from scorecard import queries, rendering, settings
from scorecard.charts.theme import Scheme
from scorecard.errors import UsageError
from scorecard.export.drawing import Form, draw
from scorecard.pictures import origin
from scorecard.publish.compose import NotCarriedError, compose
from scorecard.publish.datafiles import MIMES, data_file
from scorecard.publish.picture import Picture, Sheet, Stamp
from scorecard.publish.presets import PRESETS, Preset
from scorecard.publish.typeface import wider
from scorecard.ui import controls, embed_code, html, releases

NONE = "none"
SCHEMES = {Scheme.LIGHT.value: "Light", Scheme.DARK.value: "Dark"}
ELSEWHERE = 1.13  # letters of fonts that a visitor's browser draws with may be so much wider than ours


def draw_picture_offer(tables: queries.Tables, picture: Picture, key: str, shown: Scheme) -> None:
    """Draw the offer to take a chart along: as a picture, as data, as text.

    Args:
        tables: all tables.
        picture: the chart.
        key: of the chart on its page.
        shown: colours in which the page shows it.
    """
    _draw_picture_offer(tables, picture, key, shown)


@st.fragment
def _draw_picture_offer(tables: queries.Tables, picture: Picture, key: str, shown: Scheme) -> None:
    """Draw the offer; a fragment, so that opening it runs nothing else, and its content is drawn once it is open."""
    offer = st.popover("Download this chart", key=f"offer-{key}", on_change="rerun")
    if not offer.open:
        return
    with offer:
        stamp = stamp_of(tables, picture.sheet)
        preset, scheme, marked = _choose(picture, key, shown)
        _draw_files(picture, preset, scheme, marked, stamp, key)
        st.html(html.render("offer_heading", text="The data behind it"))
        _draw_data_buttons(picture.sheet, stamp, key)
        if code := embed_code.snippet(tables, picture, marked, _address(picture.sheet)):
            st.html(html.render("embed_code", code=code))
        st.html(html.render("alt_text", text=f"{picture.title}. {picture.alt}"))


def draw_sheet_offer(tables: queries.Tables, sheet: Sheet, key: str) -> None:
    """Draw the offer to take a table along as CSV, XLSX or JSON."""
    stamp = stamp_of(tables, sheet)
    with st.container(horizontal=True, key=f"sheet-{key}"):
        for form, mime in MIMES.items():
            name = f"pledgewatch-{sheet.sheet_id}.{form}"
            _button(f"Table as {form.upper()}", partial(data_file, sheet, form, stamp), name, mime, key)


def draw_other_forms(tables: queries.Tables, sheet: Sheet, key: str) -> None:
    """Draw buttons for the kinds of data files beside CSV."""
    stamp = stamp_of(tables, sheet)
    for form in ("xlsx", "json"):
        name = f"pledgewatch-{sheet.sheet_id}.{form}"
        _button(f"as {form.upper()}", partial(data_file, sheet, form, stamp), name, MIMES[form], key)


def draw_workbook(tables: queries.Tables, sheet: Sheet, label: str, name: str) -> None:
    """Draw a button for a table as a workbook, under a label and a file name of its own."""
    make = partial(data_file, sheet, "xlsx", stamp_of(tables, sheet))
    st.download_button(
        label, make, name, MIMES["xlsx"], key=f"workbook-{sheet.sheet_id}", on_click="ignore", width="stretch"
    )


def stamp_of(tables: queries.Tables, sheet: Sheet) -> Stamp:
    """Return what a file says of its state, with the link to the view that is shown."""
    said = queries.superseded(tables, releases.newest_tables(tables))
    return origin.stamp(tables, sheet, _address(sheet), controls.query_of_view(with_release=False), said)


def _address(sheet: Sheet) -> str:
    """Return where readers find this copy: as whoever runs it says, else as the visitor's browser has it."""
    try:
        public = settings.public_address()
    except UsageError:
        public = ""
    if public:
        return public
    parts = urlsplit(st.context.url or "")
    return (
        f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix(sheet.path).rstrip('/')}"
        if parts.netloc
        else ""
    )


def _choose(picture: Picture, key: str, shown: Scheme) -> tuple[Preset, Scheme, str | None]:
    """Draw the choices of size, colours and company."""
    preset = PRESETS[
        st.selectbox("Size", list(PRESETS), format_func=lambda name: PRESETS[name].label, key=f"preset-{key}")
    ]
    scheme = shown
    if not preset.is_print:
        chosen = st.segmented_control(
            "Colours", list(SCHEMES), format_func=SCHEMES.__getitem__, default=shown.value, required=True,
            key=f"colours-{key}",
        )  # fmt: skip
        scheme = Scheme(str(chosen))
    if not picture.companies:
        return preset, scheme, picture.marked
    names = {NONE: "No company"} | dict(sorted(picture.companies.items(), key=lambda one: one[1].casefold()))
    usual = list(names).index(picture.marked) if picture.marked in names else 0
    marked = st.selectbox("Highlight", list(names), usual, format_func=names.__getitem__, key=f"marked-{key}")
    return preset, scheme, None if marked == NONE else marked


def _draw_files(picture: Picture, preset: Preset, scheme: Scheme, marked: str | None, stamp: Stamp, key: str) -> None:
    """Draw a button for each kind of file, or say why there is none."""
    try:
        compose(picture, preset, scheme, marked, stamp)
    except NotCarriedError as error:
        st.html(html.render("offer_note", text=str(error)))
        return
    name = file_name(picture.sheet.sheet_id, preset, scheme)
    if not rendering.has_browser():
        _draw_by_visitor(picture, preset, scheme, marked, stamp, name, key)
        return
    with st.container(horizontal=True, key=f"files-{key}"):
        for form in Form:
            _button(
                form.name, partial(draw, picture, preset, scheme, form, stamp, marked), f"{name}.{form}", form.mime, key
            )


def file_name(sheet_id: str, preset: Preset, scheme: Scheme) -> str:
    """Return the name of a chart's file without its ending."""
    colours = "" if preset.is_print else f"-{scheme}"
    return f"pledgewatch-{sheet_id}-{preset.preset_id}{colours}"


def _draw_by_visitor(
    picture: Picture, preset: Preset, scheme: Scheme, marked: str | None, stamp: Stamp, name: str, key: str
) -> None:
    """Draw the file itself, with a button by which the visitor's own browser saves it: the server has none."""
    text = (
        "This server has no browser that could draw files, so yours does: choose PNG or SVG, then press the camera "
        f"above the picture. There is no PDF. For whoever runs this copy: {rendering.how_to_get_one()}"
    )
    st.html(html.render("offer_note", text=text))
    form = st.segmented_control("Format", ["PNG", "SVG"], default="PNG", required=True, key=f"form-{key}")
    with wider(ELSEWHERE):
        composed = compose(picture, preset, scheme, marked, stamp)
    image = {
        "format": str(form).lower(), "filename": name, "width": composed.width, "height": composed.height,
        "scale": preset.pixel_scale if form == "PNG" else 1,
    }  # fmt: skip
    config = {
        "displayModeBar": True, "displaylogo": False, "staticPlot": False, "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": image, "typesetMath": False,
    }  # fmt: skip
    figure = go.Figure(composed.figure)
    st.plotly_chart(
        figure, width=round(composed.width), height=round(composed.height), theme=None, config=config, key=f"own-{key}",
        alt=picture.alt,
    )  # fmt: skip


def _draw_data_buttons(sheet: Sheet, stamp: Stamp, key: str) -> None:
    with st.container(horizontal=True, key=f"data-{key}"):
        for form, mime in MIMES.items():
            _button(
                form.upper(), partial(data_file, sheet, form, stamp), f"pledgewatch-{sheet.sheet_id}.{form}", mime, key
            )


def _button(label: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(label, make, name, mime, key=f"file-{key}-{label}", on_click="ignore")
