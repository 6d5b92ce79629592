"""One chart as one file."""

from enum import StrEnum

from scorecard import rendering
from scorecard.charts.theme import Scheme
from scorecard.publish.compose import Composed, compose
from scorecard.publish.finish import finish_pdf, finish_png, finish_svg
from scorecard.publish.picture import Picture, Stamp
from scorecard.publish.presets import Preset
from scorecard.publish.typeface import files


class Form(StrEnum):
    """What kind of file."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        """Return its media type."""
        return {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}[self.value]


def draw(
    picture: Picture,
    preset: Preset,
    scheme: Scheme,
    form: Form,
    stamp: Stamp,
    marked: str | None = None,
) -> bytes:
    """Return a chart as a file, drawn by the one browser of this process.

    Args:
        picture: the chart.
        preset: its size.
        scheme: in which colours.
        form: of the file.
        stamp: release and link.
        marked: id of the company that stands out, if any.

    Raises:
        NotCarriedError: the chart has too many rows for this preset.
        NoBrowserError, BusyError, RenderingError: it cannot be drawn.
    """
    composed = compose(picture, preset, scheme, marked, stamp)
    return draw_composed(composed, picture, preset, form, stamp, rendering.shared(files))


def close() -> None:
    """End the browser of this process, if there is one; the next drawing starts another."""
    rendering.shared(files).close()


def draw_composed(
    composed: Composed, picture: Picture, preset: Preset, form: Form, stamp: Stamp, renderer: rendering.Renderer
) -> bytes:
    """Return a chart that is laid out already as a file; see `draw`."""
    scale = {Form.PNG: preset.pixel_scale, Form.SVG: 1.0, Form.PDF: preset.paper_scale}[form]
    drawing = rendering.Drawing(composed.figure, form.value, composed.width, composed.height, scale)
    drawn = renderer.draw(drawing)
    if form is Form.PNG:
        return finish_png(drawn, picture, preset, stamp)
    return finish_svg(drawn, picture, stamp) if form is Form.SVG else finish_pdf(drawn, picture, stamp)
