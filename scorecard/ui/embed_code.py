"""Which charts can stand alone in somebody else's page, and the lines of HTML that put one there."""

from urllib.parse import urlencode

from scorecard import queries
from scorecard.charts.theme import Scheme
from scorecard.export.contents import kit_cards, kit_pictures
from scorecard.publish.picture import Picture
from scorecard.ui import html

VIEW = "view"
ROOM = 200  # pixels beside the figure itself: title, source line, link
_USUAL_HEIGHT = 450


@queries.kept
def catalogue(tables: queries.Tables) -> dict[str, Picture]:
    """Return the charts that can stand alone by their ids: those of the press kit."""
    return {picture.sheet.sheet_id: picture for picture in [*kit_pictures(tables), *kit_cards(tables)]}


def snippet(tables: queries.Tables, picture: Picture, marked: str | None, address: str) -> str:
    """Return the lines of HTML that put a chart of this release into a page.

    Args:
        tables: all tables.
        picture: the chart as it is shown.
        marked: id of the company that stands out, if any.
        address: where readers find this copy, without a slash at its end; empty where that is not known.

    Returns:
        Empty text where the chart is none that can stand alone, such as one of a filtered view.
    """
    own = catalogue(tables).get(picture.sheet.sheet_id)
    if own is None or (own.title, own.alt) != (picture.title, picture.alt) or not address:
        return ""
    asked = {"embed": "true", VIEW: picture.sheet.sheet_id} | ({"mark": marked} if marked else {})
    source = f"{address}/?{urlencode(asked | {'release': queries.release(tables)['release_id']})}"
    height = int(picture.draw(Scheme.LIGHT, None).layout.height or _USUAL_HEIGHT) + ROOM
    return str(html.render("embed_snippet", source=source, title=picture.title, height=height)).strip()
