"""Rows in two columns: a chart of many rows cut into halves that stand side by side, as on a newspaper page.

Works on figures as plain dictionaries and lists (`plain_figure`) with one horizontal and one vertical axis, and a row
at each whole number.
"""

from typing import Any, NamedTuple

Figure = dict[str, Any]


class Halves(NamedTuple):
    """Where the rows are cut: rows of the left column, and of the longer of both."""

    first: int
    longest: int


def halves(labels: list[str]) -> Halves:
    """Return where rows are best cut: in the middle, moved a little where a heading (an empty label) is near."""
    middle = (len(labels) + 1) // 2
    near = [place for place in range(middle - 3, middle + 4) if 0 < place < len(labels) and not labels[place]]
    first = min(near, key=lambda place: abs(place - middle)) if near else middle
    return Halves(first, max(first, len(labels) - first))


def split(figure: Figure, cut: Halves, domains: tuple[list[float], list[float]]) -> None:
    """Change a figure so that its first rows stand in a column at the left, and the others at the right.

    Args:
        figure: a figure with rows at 0, 1, 2 and so on.
        cut: where.
        domains: from where to where the plot of each column reaches, as shares of the plot area.
    """
    layout = figure["layout"]
    above = -0.5 - layout["yaxis"]["range"][1]  # room above the first row
    layout["xaxis2"] = {**layout["xaxis"], "domain": domains[1], "anchor": "y2"}
    layout["yaxis2"] = {
        **layout["yaxis"],
        "anchor": "x2",
        "range": [cut.first + cut.longest - 0.5, cut.first - 0.5 - above],
    }
    layout["xaxis"] = {**layout["xaxis"], "domain": domains[0], "anchor": "y"}
    layout["yaxis"] = {**layout["yaxis"], "anchor": "x", "range": [cut.longest - 0.5, -0.5 - above]}
    for name, start, end in (("yaxis", 0, cut.first), ("yaxis2", cut.first, None)):
        for key in ("tickvals", "ticktext"):
            layout[name][key] = list(layout[name][key])[start:end]
    _share(layout, cut)
    figure["data"] = [part for trace in figure["data"] for part in _parts(trace, cut)]


def _parts(trace: Figure, cut: Halves) -> list[Figure]:
    """Return a trace for each column. What lies in the other column is left out, so that nobody reads it twice."""
    left = _only(trace, lambda row: row < cut.first - 0.5)
    right = {**_only(trace, lambda row: row >= cut.first - 0.5), "xaxis": "x2", "yaxis": "y2"}
    return [left, {**right, "showlegend": False}] if left["y"] else [right]


def _only(trace: Figure, is_own: Any) -> Figure:
    if trace.get("type") == "heatmap":
        rows = list(trace["y"]) if trace.get("y") is not None else list(range(len(trace["z"])))
        kept = [place for place, row in enumerate(rows) if is_own(row)]
        cut: Figure = {key: [list(trace[key])[place] for place in kept] for key in ("z", "customdata") if key in trace}
        return {**trace, **cut, "y": [rows[place] for place in kept]}
    rows = list(trace["y"])
    owners = [row if row is not None else _before(rows, place) for place, row in enumerate(rows)]
    kept = [place for place, row in enumerate(owners) if row is not None and is_own(row)]
    return _taken(trace, kept, len(rows))


def _before(rows: list[Any], place: int) -> Any:
    """Return the row to which a gap belongs: the one before it."""
    return next((row for row in reversed(rows[:place]) if row is not None), None)


def _taken(trace: Figure, kept: list[int], length: int) -> Figure:
    """Return a trace with the points at some places; whatever has a value for each point is cut alike."""

    def take(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: take(part) for key, part in value.items()}
        return [value[place] for place in kept] if isinstance(value, list) and len(value) == length else value

    return {key: take(value) for key, value in trace.items()}


def _share(layout: Figure, cut: Halves) -> None:
    """Give every annotation to its column, and every line across the plot to both."""
    layout["annotations"] = [_in_column(note, cut) for note in layout.get("annotations") or ()]
    shapes: list[Figure] = []
    for shape in layout.get("shapes") or ():
        if shape.get("yref") == "paper":
            shapes += [{**shape, "yref": f"{y} domain", "xref": x} for x, y in (("x", "y"), ("x2", "y2"))]
        else:
            x, y = ("x", "y") if shape["y0"] < cut.first - 0.5 else ("x2", "y2")
            shapes.append({**shape, "xref": f"{x} domain", "yref": y})
    layout["shapes"] = shapes


def _in_column(note: Figure, cut: Halves) -> Figure:
    number = "" if note["y"] < cut.first - 0.5 else "2"
    across = f"x{number} domain" if note.get("xref") == "paper" else f"x{number}"
    return {**note, "xref": across, "yref": f"y{number}"}
