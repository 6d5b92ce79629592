"""What charts with a row for each thing share: the height of a row, the axis of scores, safe labels."""

from html import escape

ROW_HEIGHT = 26
SCORE_AXIS = {
    "range": [-2, 102],
    "tickvals": [0, 25, 50, 75, 100],
    "title": {"text": "score, 0–100", "standoff": 4},
    "side": "top",
}


def safe(text: str) -> str:
    """Return text that Plotly shows as it is: it would read ``<b>`` and the like as markup."""
    return escape(text, quote=False)
