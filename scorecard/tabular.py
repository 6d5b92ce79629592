"""Frames as CSV and JSON files that a spreadsheet or a script can open without surprises.

A leaf: imports nothing of ours.
"""

import json
import re
from typing import Any

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # apostrophes before it count, so that one more can be taken off again


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame as rows of plain Python values, None where one is missing."""
    columns = [[_plain(value) for value in frame[name]] for name in frame.columns]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def to_csv(frame: pd.DataFrame) -> str:
    """Return a frame as CSV: header, no index, missing as empty, lists as ``a; b``, no cell a formula.

    Spreadsheets run text that starts with ``= + - @`` as a formula; such text gets a leading apostrophe.
    """
    return frame.map(_cell).to_csv(index=False, lineterminator="\n")


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe stands before one that could be."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return the text that was `defused`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def to_json(frame: pd.DataFrame) -> str:
    """Return a frame as a JSON list of objects, missing as null, numbers as they are."""
    return json.dumps(rows_of(frame), ensure_ascii=False, indent=2, allow_nan=False, default=str)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    return defused(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return value
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value  # a NumPy scalar becomes Python's own
