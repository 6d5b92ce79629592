"""Sizes of exported charts: what each is for, how large its canvas is, and how that becomes pixels and paper.

A canvas is measured in units in which the text beside a row is some 13 units high, as on the page. So a preset with few
units has large text: a square for a phone has 600 units, a slide 960, both 1,080 pixels high.
"""

from dataclasses import dataclass

MILLIMETRES_AN_INCH = 25.4
CSS_PIXELS_AN_INCH = 96


@dataclass(frozen=True)
class Preset:
    """One size.

    Attributes:
        preset_id: what addresses and file names say.
        label: what people read.
        width: of the canvas, in units.
        height: of the canvas, in units; None where it grows with its rows.
        pixels: width of the PNG.
        millimetres: width of the PDF.
        title_size: in units.
        is_print: black on white, with a QR code.
        can_split: whether rows may stand in two columns.
    """

    preset_id: str
    label: str
    width: int
    height: float | None
    pixels: int
    millimetres: float
    title_size: float = 20
    is_print: bool = False
    can_split: bool = True

    @property
    def pixel_scale(self) -> float:
        """Return how many pixels of the PNG a unit is."""
        return self.pixels / self.width

    @property
    def paper_scale(self) -> float:
        """Return how many CSS pixels of the PDF, of which 96 are an inch, a unit is."""
        return self.millimetres / MILLIMETRES_AN_INCH * CSS_PIXELS_AN_INCH / self.width

    @property
    def dots_an_inch(self) -> float:
        """Return the resolution of the PNG at the width of the PDF."""
        return self.pixels / (self.millimetres / MILLIMETRES_AN_INCH)


PRESETS = {
    preset.preset_id: preset
    for preset in (
        Preset("column", "Report column, 85 mm wide", 500, None, 1000, 85, title_size=19, can_split=False),
        Preset("slide", "Slide 16:9, 1920 × 1080", 960, 540, 1920, 338.7, title_size=22),
        Preset("square", "Square, 1080 × 1080", 600, 600, 1080, 190, title_size=20),
        Preset("portrait", "Portrait, 1080 × 1350", 600, 750, 1080, 190, title_size=21),
        Preset("print", "Print, black and white, A4 landscape", 842, 595.3, 3508, 297, title_size=20, is_print=True),
    )
}
