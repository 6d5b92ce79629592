"""What can be chosen on the page of transparency reports: rows of the template, and measures."""

from functools import cache
from typing import NamedTuple

from scorecard.reports import categories
from scorecard.reports.derived import (
    ACCURACY_CAVEAT,
    DERIVED,
    DERIVED_BY_ID,
    HOURS_CAVEAT,
    NEVER_A_SCORE,
    RATIO_CAVEAT,
    title_of,
)
from scorecard.reports.template import PART, Unit, unit_of

AUTOMATION = 8  # a part without categories
_BASIS = {3: "Orders", 4: "Notices", 5: "Own measures by law", 6: "Own measures by terms", AUTOMATION: "Automation"}


class Option(NamedTuple):
    """One measure that can be chosen: of one part of the template."""

    part: int
    measure: str

    @property
    def id(self) -> str:
        """Return what an address says for it, such as ``6-measure_count``."""
        return f"{self.part}-{self.measure}"

    @property
    def label(self) -> str:
        """Return it as people read it: ``Notices: Median time to act on a notice``."""
        return f"{_BASIS[self.part]}: {self.title}"

    @property
    def title(self) -> str:
        """Return the measure alone: ``Median time to act on a notice``."""
        return title_of(self.measure, self.part)

    @property
    def has_rows(self) -> bool:
        """Whether it is given for each category, and not once for the whole service."""
        return self.part != AUTOMATION

    @property
    def is_derived(self) -> bool:
        """Whether it is computed here and not published."""
        return self.measure in DERIVED_BY_ID

    @property
    def unit(self) -> str:
        """Return what it is counted in."""
        derived = DERIVED_BY_ID.get(self.measure)
        return derived.unit if derived else unit_of(self.part, self.measure).value

    @property
    def caveat(self) -> str:
        """Return what figures of this kind must not be taken for."""
        if self.part == AUTOMATION and self.unit == Unit.SHARE:
            return ACCURACY_CAVEAT
        return {Unit.COUNT.value: NEVER_A_SCORE, Unit.HOURS.value: HOURS_CAVEAT}.get(self.unit, RATIO_CAVEAT)

    @property
    def about(self) -> str:
        """Return how a derived measure is computed and what it must not be taken for; of others where they stand."""
        if derived := DERIVED_BY_ID.get(self.measure):
            return f"{derived.definition} {derived.caveat}"
        part = PART[self.part]
        return f"Part {self.part} of the template, “{part.measure(self.measure).wording}”."


@cache
def report_categories() -> dict[str, str]:
    """Return the categories that are shown, by code, in the template's order."""
    return {code: categories.SHORT_NAMES[code] for code in categories.SUBJECT}


@cache
def report_options() -> dict[str, Option]:
    """Return the measures that can be chosen, by id: by part, derived ones first."""
    options = []
    for part in (4, 6, 5, AUTOMATION, 3):
        options += [Option(part, measure.id) for measure in DERIVED if part in measure.parts]
        options += [Option(part, measure.id) for measure in PART[part].measures]
    return {option.id: option for option in options}


def usual_category() -> str:
    """Return the row that is shown first: deepfakes without consent."""
    return categories.DEEPFAKE[0]


def usual_option() -> str:
    """Return the measure that is shown first: notices received."""
    return Option(4, "notice_count").id
