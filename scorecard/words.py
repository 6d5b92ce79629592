"""Numbers, dates and names as people read them. Pure: no Streamlit."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from scorecard.numbers import NONE

NOT_SIGNED = (
    "The companies have not signed it: a low score says that the public record does not show the asks met, not that a "
    "promise was broken."
)
HELP_TITLE = "You are not alone: where to find help and report"
HELP_RIGHTS = "You have the right to be heard, to privacy, to protection, and to support without blame."
NOT_SIGNED_THE_CALL = NOT_SIGNED.replace("signed it", "signed the call")


def percent(share: Any) -> str:
    """Return a share 0-1 as per cent without decimals: ``83 %``. Only all is 100 %, only nothing 0 %."""
    if pd.isna(share):
        return NONE
    hundredths = round(float(share) * 100)
    if 0 < share < 1:
        hundredths = min(max(hundredths, 1), 99)
    return f"{hundredths}\u202f%"


def share(value: float) -> str:
    """Return a share 0-1 as a simple fraction where it is one, else as per cent: ``2/3``."""
    simple = Fraction(value).limit_denominator(12)
    return str(simple) if 0 < value < 1 and abs(value - simple) < 1e-9 else percent(value)


def name_of(identifier: str) -> str:
    """Return an id as a word: ``risk_assessment`` becomes ``risk assessment``."""
    return identifier.replace("_", " ")


def short(label: str) -> str:
    """Return a label without what it says in brackets at its end: ``Broad ecosystems (search, stores)``."""
    head, _, _ = label.partition(" (")
    return head or label


def rank(value: Any) -> str:
    """Return a rank, or a dash where there is none."""
    return NONE if pd.isna(value) else str(int(value))


def country(code: str) -> str:
    """Return the English name of a country (ISO 3166 alpha-2) as CLDR has it, or the code where that has none."""
    return _countries().get(code.upper(), code)


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # only now: it takes a while, and most pages name no country

    return dict(Locale("en").territories)
