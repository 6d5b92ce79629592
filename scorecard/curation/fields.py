"""Types of the fields in curated files: text that stays text, partial dates, exact numbers, addresses.

A validator that refuses a value raises with the rule it breaks as the error's type, so that the reader of a
file can report the rule without guessing (`scorecard.curation.reading`).
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from scorecard.curation import rules
from scorecard.curation.documents import PlainText

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,31}")
_NUMBER = re.compile(
    r"[+-]?[0-9]{1,12}(\.[0-9]{1,12}|/[1-9][0-9]{0,11})?"
)  # more digits than any of ours, none too many
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # Unicode's category Cc without the line feed
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


class Record(BaseModel):
    """A record of a curated file: unknown keys refused, never changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day, such as ``2026-08``.

    Attributes:
        text: as published, ISO 8601 with reduced precision.
    """

    text: str

    @property
    def earliest(self) -> date:
        """Return the first day that it can mean."""
        year, month, day = self._parts
        return date(year, month or 1, day or 1)

    @property
    def latest(self) -> date:
        """Return the last day that it can mean."""
        year, month, day = self._parts
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    @property
    def _parts(self) -> tuple[int, int, int]:
        year, month, day = ([int(part) for part in self.text.split("-")] + [0, 0])[:3]
        return year, month, day

    def __str__(self) -> str:
        """Return the date as published."""
        return self.text


def refusal(rule: rules.Rule, message: str) -> PydanticCustomError:
    """Return the error that a validator raises for a broken rule. Braces in `message` are kept as they are."""
    return PydanticCustomError(rule.id, "{message}", {"message": message})


def _text(value: Any) -> str:
    if isinstance(value, PlainText):
        raise refusal(rules.QUOTE_TEXT, f"unquoted {value!s} reads as {value.reads_as}")
    if not isinstance(value, str):
        raise refusal(rules.WRONG_VALUE, f"the value is {_kind(value)}, not text")
    text = value.strip()
    if found := _CONTROL.search(text):
        raise refusal(rules.CONTROL_CHARACTER, f"the text has the control character U+{ord(found.group()):04X}")
    if text and not any(unicodedata.category(character)[0] in "LNPS" for character in text):
        raise refusal(rules.TEXT_LENGTH, "the text has no visible character")
    return text


def _one_line(value: str) -> str:
    if "\n" in value:
        raise refusal(rules.CONTROL_CHARACTER, "the text has a line break")
    return value


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise refusal(rules.BAD_ID, f"{value!r} is not a slug")
    return value


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise refusal(rules.BAD_ID, f"{value!r} is not a code of letters and digits, such as DET2")
    return value


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refusal(rules.BAD_DATE, f"{_shown(value)} is not a date")
    parsed = PartialDate(str(value))
    try:
        _ = parsed.earliest, parsed.latest
    except ValueError:
        raise refusal(rules.BAD_DATE, f"{value} is not a day of the calendar") from None
    return parsed


def _whole_date(value: PartialDate) -> PartialDate:
    if len(value.text) != len("YYYY-MM-DD"):
        raise refusal(rules.BAD_DATE, f"{value} has no day")
    return value


def _exact(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise refusal(rules.WRONG_VALUE, f"{_shown(value)} is not a number such as 0.5, 12 or 2/3")
    return Fraction(value)


def _whole(value: Any) -> int:
    number = _exact(value) if not isinstance(value, int) else Fraction(value)
    if number.denominator != 1:
        raise refusal(rules.WRONG_VALUE, f"{value} is not a whole number")
    return int(number)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise refusal(rules.WRONG_VALUE, f"{_shown(value)} is neither true nor false")
    return bool(value == "true")


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_web = False
    if not is_web or re.search(r"[\s<>\"'`\\{}|^]", value):
        raise refusal(rules.BAD_ADDRESS, f"{value!r} is not an http or https address")
    return value


def _locator(value: str) -> str:
    if len(value) > LOCATOR_LIMIT:
        raise refusal(rules.LOCATOR_LENGTH, f"the locator has {len(value)} characters")
    return value


def _kind(value: Any) -> str:
    return {dict: "a mapping", list: "a list", type(None): "empty"}.get(type(value), f"a {type(value).__name__}")


def _shown(value: Any) -> str:
    return repr(str(value)) if isinstance(value, str) else _kind(value)


LOCATOR_LIMIT = 60

Text = Annotated[str, BeforeValidator(_text)]
Line = Annotated[Text, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
Sentence = Annotated[Text, Field(min_length=1, max_length=400)]
Paragraph = Annotated[Text, Field(min_length=1, max_length=1200)]
Statement = Annotated[Text, Field(min_length=1, max_length=4000)]  # somebody else's own words, not ours to shorten
Slug = Annotated[Text, AfterValidator(_slug)]
Code = Annotated[Text, AfterValidator(_code)]
Country = Annotated[Text, Field(pattern=r"^[A-Z]{2}$")]
Address = Annotated[Text, Field(max_length=500), AfterValidator(_address)]
Locator = Annotated[Text, Field(min_length=1), AfterValidator(_one_line), AfterValidator(_locator)]
AnyDate = Annotated[PartialDate, BeforeValidator(_date)]
Day = Annotated[PartialDate, BeforeValidator(_date), AfterValidator(_whole_date)]
Exact = Annotated[Fraction, BeforeValidator(_exact)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
