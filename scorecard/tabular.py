"""Frames as CSV and JSON files that a spreadsheet or a script can open without surprises.

A leaf: imports nothing of ours.
"""

import json
from typing import Any

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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


def to_json(frame: pd.DataFrame) -> str:
    """Return a frame as a JSON list of objects, missing as null, numbers as they are."""
    return json.dumps(rows_of(frame), ensure_ascii=False, indent=2, allow_nan=False, default=str)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return value
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value  # a NumPy scalar becomes Python's own
