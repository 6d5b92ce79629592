"""The EU's harmonised transparency-report template as a contract: each part and each of its columns, defined once.

Annex I to Commission Implementing Regulation (EU) 2024/2835 has the parts and their wording, Annex II says how to fill
them. The importer, the checks, the data dictionary and the documentation read this module.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

REGULATION = "Commission Implementing Regulation (EU) 2024/2835"


class Unit(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    FULL_TIME = "full-time equivalents"
    HOURS = "hours"
    SHARE = "share"
    TEXT = "text"
    DATE = "date"

    @property
    def range(self) -> str:
        """Return the values that the template allows, for people."""
        return {
            Unit.COUNT: "whole number, at least 0",
            Unit.FULL_TIME: "number, at least 0",
            Unit.HOURS: "hours, at least 0",
            Unit.SHARE: "0-1",
            Unit.TEXT: "text",
            Unit.DATE: "YYYY-MM-DD",
        }[self]


class ServiceKind(StrEnum):
    """What kind of service reports; from the first to the last, duties grow."""

    INTERMEDIARY = "intermediary service"
    HOSTING = "hosting service"
    PLATFORM = "online platform"
    VLOSE = "very large online search engine"
    VLOP = "very large online platform"


class Audience(StrEnum):
    """For whom a row is, in the template's own words."""

    ALL = "All"
    HOSTING = "Only for providers of hosting services, including online platforms"
    PLATFORMS = "Only for providers of online platforms"
    VLOPS = "Only for VLOPs"
    VERY_LARGE = "Only for VLOPs and VLOSEs"

    def includes(self, kind: ServiceKind) -> bool:
        """Return whether a kind of service has to fill the row."""
        return kind in _WHO_FILLS[self]


_WHO_FILLS = {
    Audience.ALL: frozenset(ServiceKind),
    Audience.HOSTING: frozenset({ServiceKind.HOSTING, ServiceKind.PLATFORM, ServiceKind.VLOP}),
    Audience.PLATFORMS: frozenset({ServiceKind.PLATFORM, ServiceKind.VLOP}),
    Audience.VLOPS: frozenset({ServiceKind.VLOP}),
    Audience.VERY_LARGE: frozenset({ServiceKind.VLOP, ServiceKind.VLOSE}),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of figure.

    Attributes:
        id: our name of the column.
        wording: the template's heading of its column, or the text of its rows.
        unit: what it is counted in.
        title: a short name for pages.
    """

    id: str
    wording: str
    unit: Unit
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the template.

    Attributes:
        number: 1 to 11.
        stem: the template's name of its sheet.
        title: what it holds.
        article: what of Regulation (EU) 2022/2065 asks for it.
        clause: the section of Annex II that says how it is filled.
        keys: our names of the columns that say what a row is about, with the template's wording.
        measures: its figures: columns in parts 3 to 6, kinds of rows in parts 7 to 10.
    """

    number: int
    stem: str
    title: str
    article: str
    clause: str
    keys: tuple[tuple[str, str], ...]
    measures: tuple[Measure, ...] = ()

    @property
    def has_columns(self) -> bool:
        """Whether figures stand in columns of their own, by category; else in one column, by indicator and scope."""
        return self.number in (3, 4, 5, 6)

    def measure(self, measure_id: str) -> Measure:
        """Return a measure by its id."""
        return next(measure for measure in self.measures if measure.id == measure_id)


_START = (("applicability", "Applicability"), ("service", "Service"), ("period", "Reporting period"))
_OTHER = ("description", 'Description of the sub-category "Other"')
_CATEGORY = ("category", "Category of illegal content")
_INDICATED = (("section", "Section"), ("indicator", "Indicator"), ("scope", "Scope"), ("value", "Value"))
_CONTEXT = ("context", "Contextual Information")


@cache
def _measures() -> dict[str, tuple[Measure, ...]]:
    """Return the measures of ``measures.csv`` by their group."""
    groups: dict[str, list[Measure]] = {}
    with files("scorecard.reports").joinpath("measures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            measure = Measure(row["id"], row["wording"], Unit[row["unit"].upper()], row["title"])
            groups.setdefault(row["group"], []).append(measure)
    return {group: tuple(measures) for group, measures in groups.items()}


_ORDERS, _NOTICES, _OWN_INITIATIVE, _COMPLAINTS, _AUTOMATED, _PEOPLE, _RECIPIENTS = _measures().values()
RESTRICTIONS = tuple(measure.id for measure in _OWN_INITIATIVE[2:])
MONETARY = ("payment_suspended_count", "payment_ended_count", "other_monetary_count")
ACCURACY = ("accuracy_share", "precision_share", "recall_share")

PARTS: tuple[Part, ...] = (
    Part(1, "1_summary", "Report identification", "", "II.1.1", (*_START[:2], *_INDICATED[1::2])),
    Part(2, "2_categories_names", "Names of categories", "", "II.1", ()),
    Part(3, "3_member_states_orders", "Orders of Member States", "15(1)(a)", "II.1.2",
         (*_START, _CATEGORY, _OTHER, ("scope", "Scope")), _ORDERS),
    Part(4, "4_notices", "Notices", "15(1)(b)", "II.1.3", (*_START, _CATEGORY, _OTHER), _NOTICES),
    Part(5, "5_own_initiative_illegal", "Own-initiative measures, on the basis of the law", "15(1)(c)", "II.1.4",
         (*_START, _CATEGORY, _OTHER), _OWN_INITIATIVE),
    Part(6, "6_own_initiative_TC", "Own-initiative measures, on the basis of the terms", "15(1)(c)", "II.1.4",
         (*_START, ("category", "Category of incompatibility with the provider's terms and conditions"), _OTHER),
         _OWN_INITIATIVE),
    Part(7, "7_appeals_and_recidivism", "Complaints, disputes and repeated misuse", "15(1)(d), 24(1)", "II.1.5",
         (*_START, *_INDICATED, _CONTEXT), _COMPLAINTS),
    Part(8, "8_automated_means", "Automated means", "15(1)(e), 42(2)(c)", "II.1.6",
         (*_START, *_INDICATED, _CONTEXT), _AUTOMATED),
    Part(9, "9_human_resources", "Human resources", "42(2)(a), 42(2)(b)", "II.1.7",
         (*_START, *_INDICATED, _CONTEXT), _PEOPLE),
    Part(10, "10_AMAR", "Average monthly active recipients", "42(3)", "II.1.8", (*_START, *_INDICATED), _RECIPIENTS),
    Part(11, "11_qualitative", "Qualitative template", "15(1)(c), 15(1)(e), 42(2)", "II.2",
         (*_START, *_INDICATED[1::2])),
)  # fmt: skip
PART = {part.number: part for part in PARTS}

MEDIAN_TIME = "Median time"
OUTCOMES_IMPLEMENTED = "Percentage of outcomes implemented"
TOTAL_NUMBER = "Total number"
OWN_INITIATIVE = "Own-initiative"


def unit_of(part: int, measure_id: str, scope: str = "") -> Unit:
    """Return the unit of a figure: in part 7 some scopes of a count are times and shares."""
    if part == 7:
        return {MEDIAN_TIME: Unit.HOURS, OUTCOMES_IMPLEMENTED: Unit.SHARE}.get(scope, Unit.COUNT)
    return PART[part].measure(measure_id).unit


def audience(part: int, scope: str = "") -> Audience:
    """Return for whom a row of a part is, by the first column of the template."""
    if part == 4:
        return Audience.HOSTING
    if part == 7:
        return Audience.PLATFORMS
    if part == 8:
        return {
            TOTAL_NUMBER: Audience.ALL,
            OWN_INITIATIVE: Audience.ALL,
            "NAM Total": Audience.HOSTING,
            "NAM Trusted Flagger": Audience.PLATFORMS,
        }.get(scope, Audience.VLOPS)
    return {9: Audience.VLOPS, 10: Audience.VERY_LARGE}.get(part, Audience.ALL)
