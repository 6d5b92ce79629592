"""Numbers and lists as people read them, the same on screen, in sentences, files and the terminal.

A leaf: imports nothing of ours. Halves round up, as readers do who check the arithmetic by hand: 6.25 is 6.3.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

NONE = "–"


def one_decimal(value: float | None) -> str:
    """Return a number with one decimal, or a dash where there is none: ``64.2``."""
    return _rounded(value, Decimal("0.1"))


def two_decimals(value: float | None) -> str:
    """Return a number with two decimals, for terms of a sum that is shown with one."""
    return _rounded(value, Decimal("0.01"))


def whole(value: float | None) -> str:
    """Return a number without decimals, or a dash where there is none: ``64``."""
    return _rounded(value, Decimal(1))


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 problem``, ``3 problems``, ``1,470 findings``, ``2 companies``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listing(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _rounded(value: float | None, step: Decimal) -> str:
    if value is None or math.isnan(value):
        return NONE
    return str(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))
