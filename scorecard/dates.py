"""Days as people read them, the same on screen, in sentences, files and the terminal.

A leaf: imports nothing of ours.
"""

from datetime import date
from typing import Any

import pandas as pd

MONTHS = "January February March April May June July August September October November December".split()
UNDATED = "undated"


def day(value: Any) -> str:
    """Return a day, or a partial date such as ``2026-08``, in words: ``14 August 2026``, ``August 2026``, ``2026``."""
    if value is None or (not isinstance(value, (str, date)) and pd.isna(value)):
        return UNDATED
    parts = str(value).split("-")
    if len(parts) == 1:
        return parts[0]
    month_and_year = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month_and_year if len(parts) == 2 else f"{int(parts[2])} {month_and_year}"


def short_day(value: Any) -> str:
    """Return a day with its month shortened: ``22 Nov 2026``."""
    words = day(value).split()
    return " ".join(word[:3] if word in MONTHS else word for word in words)
