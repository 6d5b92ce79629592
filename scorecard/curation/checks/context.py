"""What checks may know beside the company in hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scorecard.curation.companies import Company
from scorecard.curation.documents import Place
from scorecard.curation.methodology import Indicator, Methodology
from scorecard.curation.reading import Dataset
from scorecard.curation.rules import Rule
from scorecard.errors import Problem

FIRST_DAY = date(2000, 1, 1)  # no date of ours is earlier

Finding = tuple[Rule, Place, str]
CompanyCheck = Callable[[Company, "Context"], Iterator[Finding]]
DatasetCheck = Callable[["Context"], Iterator[Problem]]


@dataclass(frozen=True)
class Context:
    """The dataset around a company, and the day on which it is checked."""

    data: Dataset
    today: date

    @property
    def methodology(self) -> Methodology:
        """Return the methodology in force."""
        return self.data.methodology.record

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Return the methodology's indicators by their id."""
        return self.methodology.indicator_by_id

    @cached_property
    def help_addresses(self) -> tuple[str, ...]:
        """Return the addresses of the help lines."""
        return tuple(line.url for line in self.data.call.record.help) if self.data.call else ()
