"""What a flag is: a published figure that breaks the template's own rules or contradicts another figure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FlagSeverity(StrEnum):
    """How far a flag goes. None of them says that anybody did wrong."""

    CONTRADICTION = "contradiction"  # cannot be true as published
    DEVIATION = "deviation"  # not as the template asks
    QUESTION = "question"  # may be right, and a reader would ask

    @property
    def meaning(self) -> str:
        """Return what it means, for readers."""
        return {
            "contradiction": "the figures cannot all be right as published",
            "deviation": "not as the template's rules ask",
            "question": "possible, and worth a question",
        }[self.value]


class Clash(NamedTuple):
    """One of the cells that a flag is about: where it stands and what it says, as published; a row has no measure."""

    part: int
    surface: str
    category: str
    scope: str
    measure: str
    published: str
    file: str = ""
    row: int = 0
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ConformanceRule:
    """One rule.

    Attributes:
        id: what tables, files and the documentation call it.
        title: what is wrong where it is broken, a phrase.
        asks: what must hold, a sentence.
        clause: where the regulation asks for it: section of Annex II.
        severity: how far it goes.
        needs_whole: whether it can be judged only where a missing row means that there is none.
    """

    id: str
    title: str
    asks: str
    clause: str
    severity: FlagSeverity
    needs_whole: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """One place where a report breaks a rule.

    Attributes:
        rule: the rule.
        service: the service that reports.
        message: what clashes, in plain words, with the figures; a sentence without its full stop.
        cells: the cells, the one that is named first first.
    """

    rule: ConformanceRule
    service: str
    message: str
    cells: tuple[Clash, ...]
