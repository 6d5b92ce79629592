"""Text that fits: wrapped into lines of a width, shortened where it must be. All measures in pixels."""

from typing import NamedTuple

from scorecard.publish.typeface import width

LINE = 1.3  # height of a line, of the font size; Plotly sets lines so
_MORE = "…"


class Fitted(NamedTuple):
    """Lines of text at a font size; `height` is what they take."""

    lines: list[str]
    size: float

    @property
    def height(self) -> float:
        """Return how high the lines are together."""
        return len(self.lines) * self.size * LINE


def wrap(text: str, size: float, room: float, is_bold: bool = False) -> list[str]:
    """Return a text in lines no wider than `room`; a word wider than that is broken, as addresses are."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if width(candidate, size, is_bold) <= room:
            line = candidate
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, size, room, is_bold)
        lines += whole
    return [*lines, line] if line else lines


def fit(text: str, sizes: tuple[float, ...], room: float, most_lines: int, is_bold: bool = False) -> Fitted:
    """Return a text wrapped at the first of some sizes at which it needs no more than so many lines.

    At the last size what is left over is cut off, with an ellipsis.
    """
    for size in sizes:
        lines = wrap(text, size, room, is_bold)
        if len(lines) <= most_lines:
            return Fitted(lines, size)
    kept, rest = lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])
    return Fitted([*kept, shorten(rest, size, room, is_bold)], size)


def shorten(text: str, size: float, room: float, is_bold: bool = False) -> str:
    """Return a text cut to a width, with an ellipsis where something was cut off."""
    if width(text, size, is_bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + _MORE, size, is_bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _MORE


def _broken(word: str, size: float, room: float, is_bold: bool) -> list[str]:
    parts: list[str] = []
    while width(word, size, is_bold) > room and len(word) > 1:
        fits = next((count for count in range(len(word) - 1, 1, -1) if width(word[:count], size, is_bold) <= room), 1)
        better = max(word.rfind(mark, fits // 2, fits) for mark in "/?&") + 1
        fits = better or fits
        parts.append(word[:fits])
        word = word[fits:]
    return [*parts, word]
