"""Drawing figures into files with a browser. A door: it runs another program. Knows nothing of our data."""

from scorecard.rendering.browser import find_browser, has_browser, how_to_get_one
from scorecard.rendering.renderer import Drawing, Renderer, shared

__all__ = ["Drawing", "Renderer", "find_browser", "has_browser", "how_to_get_one", "shared"]
