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


def shape(
    rows: float, row: float, least: float, *, splits: bool = False, is_packed: bool = False, labels: bool = True
) -> dict[str, float | bool]:
    """Return what a figure says of its own form in its `meta`, for those who lay it out on another canvas.

    Args:
        rows: how many rows there are.
        row: usual height of a row in pixels.
        least: height of a row in pixels below which nobody can read it.
        splits: whether the rows may stand in two columns.
        is_packed: whether marks stack up within rows, so that they must shrink with them.
        labels: whether each row has its label beside it, so that labels must shrink with rows.
    """
    return {"rows": rows, "row": row, "least": least, "splits": splits, "is_packed": is_packed, "labels": labels}
