"""Records of what is said by hand about published reports: which services report, and repairs of what we import."""

from typing import Literal

from pydantic import Field

from scorecard.curation.fields import Address, Line, Record, Sentence, Slug, Text, Whole

Kind = Literal[
    "intermediary service",
    "hosting service",
    "online platform",
    "very large online search engine",
    "very large online platform",
]


class ReportService(Record):
    """One service that publishes reports under the EU template.

    `company` is the company of ours that provides it, if one; `assessed_as` the service in that company's own list, for
    a service that is among those assessed. `names` are the spellings in reports beside `name`.
    """

    id: Slug
    name: Line
    provider: Line
    company: Text | None = None
    assessed_as: Line | None = None
    kind: Kind | None = None
    names: tuple[Line, ...] = ()
    url: Address


class ReportServices(Record):
    """All services, as in ``data/report_services.yaml``."""

    services: tuple[ReportService, ...] = Field(min_length=1)


class CorrectedCell(Record):
    """One cell: what we expect to find, and what stands in the published file.

    `row` is a category code, in part 8 a scope. `expected` is the cell as imported, empty for a blank one, and left out
    where no such cell is there. `right` is the cell as published, empty for a blank one.
    """

    row: Line
    measure: Text
    expected: Text | None = None
    right: Text


class ReportCorrection(Record):
    """Repairs of one part of one imported report."""

    service: Text
    period: Text = Field(pattern=r"^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$")
    part: Whole = Field(ge=3, le=10)
    surface: Text = ""
    reason: Sentence
    source: Line
    cells: tuple[CorrectedCell, ...] = Field(min_length=1)


class ReportRemark(Record):
    """What readers must know of the figures of one part, beside what the figures say."""

    service: Text
    period: Text = Field(pattern=r"^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$")
    part: Whole = Field(ge=3, le=10)
    text: Sentence
    source: Line


class ReportCorrections(Record):
    """All repairs and remarks, as in ``data/report_corrections.yaml``."""

    corrections: tuple[ReportCorrection, ...] = ()
    remarks: tuple[ReportRemark, ...] = ()
