"""Figures of reports as people read them. Pure: no Streamlit."""

from typing import Any

import pandas as pd

from scorecard.numbers import NONE, one_decimal, two_decimals

SYMBOLS = {"value": "●", "zero": "0", "blank": "–", "not_applicable": "n/a", "unreadable": "?", "missing": "·"}
MEANINGS = {
    "value": "a figure above 0",
    "zero": "0",
    "blank": "blank",
    "not_applicable": "not applicable",
    "unreadable": "unreadable",
    "missing": "no figure: see how the report was obtained",
}
_HUNDRED = 100


def figure(value: Any, unit: str, high: Any = None) -> str:
    """Return a figure with as many decimals as its unit needs: ``1,234``, ``12.5 h``, ``98.2 %``."""
    if value is None or pd.isna(value):
        return NONE
    if high is not None and not pd.isna(high):
        return f"{figure(value, unit)} to {figure(high, unit)}"
    number = float(value)
    if unit == "share":
        return f"{_shortest(_HUNDRED * number)} %"
    if unit == "hours":
        return f"{_shortest(number)} h"
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"


def _shortest(number: float) -> str:
    if number and abs(number) < 1:
        return two_decimals(number)
    return f"{number:,.0f}" if number.is_integer() else one_decimal(number)


def hover(row: dict[str, Any]) -> str:
    """Return what a mark of the chart says."""
    said = figure(row["value"], row["unit"], row["value_high"]) if row["state"] in ("value", "zero") else row["said"]
    change = f" ({row['change']} since the half-year before)" if row["change"] else ""
    return f"{row['label']}: {said}{change}"


def row(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the table beside the chart."""
    is_figure = entry["state"] in ("value", "zero")
    return {
        "label": entry["label"],
        "provider": entry["provider"],
        "is_scored": pd.notna(entry["company_id"]),
        "figure": figure(entry["value"], entry["unit"], entry["value_high"]) if is_figure else entry["said"],
        "is_figure": is_figure,
        "previous": figure(entry["previous"], entry["unit"]) if pd.notna(entry["previous"]) else "",
        "change": entry["change"],
        "is_repaired": bool(entry["is_repaired"]),
        "is_corrected": bool(entry["is_corrected"]),
        "url": entry["source_url"],
    }
