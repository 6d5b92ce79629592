"""Frames as CSV and JSON files that a spreadsheet or a script can open without surprises."""

import json
import math
from typing import Any

import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> str:
    """Return a frame as CSV: header, no index, missing as empty, lists as ``a; b``, no cell a formula.

    Spreadsheets run text that starts with ``= + - @`` as a formula; such text gets a leading apostrophe.
    """
    return frame.map(_cell).to_csv(index=False, lineterminator="\n")


def to_json(frame: pd.DataFrame) -> str:
    """Return a frame as a JSON list of objects, missing as null, numbers as they are."""
    rows = [{key: _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):  # a NumPy scalar
        return value.item()
    return value if isinstance(value, (str, bool, int, float)) else str(value)
