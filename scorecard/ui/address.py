"""What the address may say of a view: parameters as pure values, each with what it accepts.

An address holds ids, never labels, so that it survives new wording. Reading what was written gives the same value
back; reading anything else gives the usual value and says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from urllib.parse import urlencode

ValueT = TypeVar("ValueT")

LONGEST_WORDS = 100  # characters of a search


@dataclass(frozen=True)
class Understood(Generic[ValueT]):
    """A value from the address, and whether all that the address said was understood."""

    value: ValueT
    is_whole: bool = True


class Parameter(Protocol[ValueT]):
    """One parameter of the address. `usual` is its value where the address does not have it."""

    @property
    def usual(self) -> ValueT:
        """Return the value without a parameter."""

    def read(self, given: Sequence[str]) -> Understood[ValueT]:
        """Return the value that an address with these values of the parameter, at least one, asks for."""

    def write(self, value: ValueT) -> list[str]:
        """Return the values of the parameter that stand for a value."""


@dataclass(frozen=True)
class One:
    """One of some ids."""

    options: Collection[str]
    usual: str

    def read(self, given: Sequence[str]) -> Understood[str]:
        """Return the last id given, whatever its case; the usual one where it is none of the options."""
        found = _matching(given[-1], self.options)
        return Understood(self.usual, is_whole=False) if found is None else Understood(found)

    def write(self, value: str) -> list[str]:
        """Return the id."""
        return [value]


@dataclass(frozen=True)
class Many:
    """Some of some ids, in the order given, at most so many."""

    options: Collection[str]
    usual: tuple[str, ...] = ()
    at_most: int = 1000

    def read(self, given: Sequence[str]) -> Understood[tuple[str, ...]]:
        """Return the ids that are options; one empty value means none."""
        wanted = [value for value in given if value.strip()]
        found = dict.fromkeys(_matching(value, self.options) for value in wanted)
        known = tuple(option for option in found if option is not None)[: self.at_most]
        if wanted and not known:
            return Understood(self.usual, is_whole=False)
        return Understood(known, is_whole=len(known) == len(found))

    def write(self, value: tuple[str, ...]) -> list[str]:
        """Return the ids, or one empty value."""
        return list(value) or [""]


@dataclass(frozen=True)
class Words:
    """Free text for a search: one line, of at most `LONGEST_WORDS` characters."""

    usual: str = ""

    def read(self, given: Sequence[str]) -> Understood[str]:
        """Return the last text given, without what cannot be typed."""
        text = _typable(given[-1])
        return Understood(text, is_whole=text == given[-1].strip())

    def write(self, value: str) -> list[str]:
        """Return the text."""
        return [_typable(value)]


@dataclass(frozen=True)
class Number:
    """A whole number of a range, at least 0: the page of a list, or a weight."""

    lowest: int
    highest: int
    usual: int

    def read(self, given: Sequence[str]) -> Understood[int]:
        """Return the last number given, or the usual one where it is none or out of range."""
        text = given[-1].strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(self.highest))
        if is_number and self.lowest <= int(text) <= self.highest:
            return Understood(int(text))
        return Understood(self.usual, is_whole=False)

    def write(self, value: int) -> list[str]:
        """Return the number."""
        return [str(value)]


class Shown(NamedTuple):
    """One part of the view that is shown: a parameter's name, what it accepts, and its value."""

    key: str
    parameter: Parameter[Any]
    value: Any


def query_of(view: Sequence[Shown], *, whole: bool = False) -> str:
    """Return the query string that restores a view.

    Args:
        view: its parts.
        whole: whether what is usual stands in it too, so that the link survives a change of what is usual.
    """
    said = [(part.key, part.parameter.write(part.value)) for part in view if _is_said(part, whole)]
    return urlencode(said, doseq=True)


def _is_said(part: Shown, whole: bool) -> bool:
    is_usual = part.value == part.parameter.usual
    return not is_usual or (whole and bool(part.value))


def _matching(text: str, options: Collection[str]) -> str | None:
    """Return the option that a text means; addresses are typed by hand, not always in the right case."""
    wanted = text.strip()
    if wanted in options:
        return wanted
    return next((option for option in options if option.casefold() == wanted.casefold()), None)


def _typable(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())[:LONGEST_WORDS].strip()
