"""What can go wrong, as data: problems with a place and a remedy, and the few exceptions that carry them.

Exit codes of the command line: 0 done, 1 the data has problems, 2 the command was used wrongly,
3 the database cannot be used, 4 a chart cannot be drawn, 70 the program itself is at fault, 74 the output cannot be
written, 130 interrupted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# What a terminal would act upon, or show in another order than written: faulty data must not reach that far.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Severity(StrEnum):
    """An error stops a build; a warning is shown and does not; a question is for the curator to answer."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place of the curated data.

    Attributes:
        file: the file as the user knows it, relative to the data folder's parent where possible.
        line: line in that file, counted from 1.
        place: where in the record, for people: ``assessments[DET2].evidence[1].locator``.
        rule: id of the rule that is broken, as listed in ``docs/checks.md``.
        message: what is wrong, a sentence without its full stop.
        remedy: what to do about it.
        severity: whether it stops a build.
    """

    file: str
    line: int
    place: str
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the problem as one line, in the ``file:line:`` form that editors can follow."""
        place = f"{self.place}: " if self.place else ""
        mark = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        line = f"{self.file}:{self.line}: {mark}{place}{self.message} [{self.rule}]. {self.remedy}"
        return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), line)


class ScorecardError(Exception):
    """Anything that a user can do something about. Its text is a complete sentence or more."""

    exit_code = 1


class DataProblemsError(ScorecardError):
    """The curated data breaks rules; carries every problem that was found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems and say how many there are."""
        self.problems = tuple(problems)
        first = f" The first: {self.problems[0]}" if self.problems else ""
        super().__init__(f"{len(self.problems)} problems in the data.{first}")


class UsageError(ScorecardError):
    """The command or the page was asked for something that does not exist."""

    exit_code = 2


class ReleaseError(ScorecardError):
    """A release cannot be made, or one that was made cannot be read or does not hold."""


class DatabaseError(ScorecardError):
    """The database cannot be opened, read or written."""

    exit_code = 3


class RenderingError(ScorecardError):
    """A chart could not be drawn into a file."""

    exit_code = 4


class NoBrowserError(RenderingError):
    """There is no browser on this machine that could draw charts into files."""


class BusyError(RenderingError):
    """So many charts wait to be drawn that another one would wait too long."""
