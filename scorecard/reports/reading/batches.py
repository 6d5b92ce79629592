"""Rows of text into frames, some thousand at a time: only the columns that are read, so that long texts are let go."""

from collections.abc import Iterator
from operator import itemgetter

import numpy as np
import pandas as pd

from scorecard.reports import wordings
from scorecard.reports.cells import BLANKS
from scorecard.reports.reading.text import Row

KEYS = ("service", "period", "category", "description", "section", "indicator", "scope")
ROWS = 20_000  # rows read at once, at most
CHARACTERS = 8_000_000  # characters read at once, beyond which a batch ends


def raw(name: str) -> str:
    """Return the name of a column as it was published, character for character."""
    return f"{name} as published"


def frames(rows: Iterator[Row], places: dict[str, int], number: int) -> Iterator[pd.DataFrame]:
    """Yield the rows as frames of text.

    Args:
        rows: the rows under the heading.
        places: which columns are read, and where each stands, counted from 0. There are at least two.
        number: number of the first row.

    Yields:
        `KEYS` and the other columns, without blanks around; empty where the table has no such column or the row is too
        short; the other columns as published, too, under their `raw` name; `row`.
    """
    taken = _taken(rows, places)
    while batch := _batch(taken):
        columns = zip(*batch, strict=True)
        found = {name: pd.Series(texts, dtype="str") for name, texts in zip(places, columns, strict=True)}
        stripped = {name: texts.str.strip(BLANKS) for name, texts in found.items()}
        empty = pd.Series("", index=range(len(batch)), dtype="str")
        yield pd.DataFrame(
            {name: empty for name in KEYS}
            | stripped
            | {raw(name): texts for name, texts in found.items() if name not in KEYS}
            | {"row": np.arange(number, number + len(batch))}
        )
        number += len(batch)


def _taken(rows: Iterator[Row], places: dict[str, int]) -> Iterator[tuple[str, ...]]:
    take = itemgetter(*places.values())
    width = max(places.values()) + 1
    padding = [""] * width
    for row in rows:
        yield take(row if len(row) >= width else row + padding)


def _batch(taken: Iterator[tuple[str, ...]]) -> list[tuple[str, ...]]:
    batch, size = [], 0
    for cells in taken:
        batch.append(cells)
        size += sum(map(len, cells))
        if len(batch) == ROWS or size > CHARACTERS:
            break
    return batch


def without_template_text(descriptions: pd.Series) -> pd.Series:
    """Return descriptions without the template's own filler, which some leave in."""
    candidates = descriptions[descriptions.str.match("(?i)te")]
    return descriptions.mask(descriptions.isin([text for text in candidates.unique() if wordings.is_filler(text)]), "")
