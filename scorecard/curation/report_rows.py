"""Rows of the machine-written files about published reports, as an import writes and a build reads them."""

from pydantic import Field

from scorecard.curation.fields import Address, Day, Flag, Line, Record, Slug, Text, Whole
from scorecard.vocabulary import FigureState, HowObtained

Words = Text  # may be long, and may be empty


class ImportedReport(Record):
    """One service's report for one period, and where it was read from."""

    service_id: Slug
    company_id: Text | None
    period_start: Day
    period_end: Day
    how: HowObtained
    published_on: Day | None
    source_url: Address
    read_from: Words
    sha256: Text = Field(pattern=r"^[0-9a-f]{64}$")
    cell_count: Whole
    notes: Words | None


class ImportedFigure(Record):
    """One figure of a report."""

    service_id: Slug
    company_id: Text | None
    period_start: Day
    period_end: Day
    part: Whole
    surface: Line | None
    version: Whole
    category: Line | None
    scope: Line | None
    detail: Words | None
    measure: Text
    position: Whole
    value: float | None
    value_high: float | None
    unit: Line
    state: FigureState
    published: Words | None
    is_newest: Flag
    repair: Words | None
    source_url: Address
    how: HowObtained


class ImportedFlag(Record):
    """One place where a report breaks a rule of the template or contradicts itself."""

    service_id: Slug
    company_id: Text | None
    period_start: Day
    period_end: Day
    position: Whole
    rule: Text
    severity: Text
    message: Words
    part: Whole
    surface: Line | None
    category: Line | None
    scope: Line | None
    measure: Line | None
    published: Words | None
    figures: Words | None
