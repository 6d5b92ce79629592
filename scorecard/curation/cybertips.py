"""Records of reports to NCMEC's CyberTipline: the providers, later counts from evidence, and the imported figures."""

from functools import cached_property

from pydantic import Field

from scorecard.curation.fields import Address, AnyDate, Code, Day, Flag, Line, Record, Sentence, Slug, Text, Whole
from scorecard.vocabulary import CountedBy

MOST_REPORTS = 2_000_000_000  # some sixty times all reports of a year; more does not fit a whole number of PostgreSQL


class Provider(Record):
    """A name under which reports are counted, and the company we score that it belongs to, if one.

    Attributes:
        name: as NCMEC's list or the provider's own report has it.
        company: id of the company; None where we do not score it.
        part_of: name of the provider that it is drawn together with; None where it stands for itself.
        own_counts_at: which of the addresses in the data set holds the provider's own counts, where it gives several.
        note: what a reader must know about the counts under this name.
    """

    name: Line
    company: Slug | None
    part_of: Line | None = None
    own_counts_at: Address | None = None
    note: Sentence | None = None

    @property
    def group(self) -> str:
        """Return the name under which its counts are drawn."""
        return self.part_of or self.name


class StatedIn(Record):
    """Where the evidence stands that states a count."""

    company: Slug
    indicator: Code
    source: Slug


class StatedCount(Record):
    """A number of reports that evidence of ours states literally, for a period that the imported figures lack.

    Attributes:
        start: first year, month or day of the period.
        end: last year, month or day of the period.
        period_name: what the source calls the period, where that is not plain from the days.
    """

    provider: Line
    start: AnyDate
    end: AnyDate
    period_name: Line | None = None
    counted_by: CountedBy
    count: Whole = Field(ge=0, le=MOST_REPORTS)
    evidence: StatedIn
    note: Sentence | None = None


class Cybertips(Record):
    """The hand-written part, as in ``data/cybertipline.yaml``."""

    providers: tuple[Provider, ...] = Field(min_length=1)
    counts: tuple[StatedCount, ...] = ()

    @cached_property
    def provider_by_name(self) -> dict[str, Provider]:
        """Return the providers by their name."""
        return {provider.name: provider for provider in self.providers}


class ImportedCount(Record):
    """One row of ``data/reports/cybertipline.csv``, written by ``pipelines.cybertipline``.

    Attributes:
        entry: counts the entries of one list under one name for one period, from 1.
        report_count: the reports; None where the list has no figure under this name.
        is_total: whether it is a total over providers; `provider` then says over which.
        is_redundant: whether its source also gives the same reports for another period, which is used instead.
    """

    provider: Line
    company_id: Text | None
    period_start: Day
    period_end: Day
    counted_by: CountedBy
    entry: Whole = Field(ge=1, le=1000)
    report_count: Whole | None = Field(ge=0, le=MOST_REPORTS)
    is_total: Flag
    is_redundant: Flag
    source_title: Line
    source_url: Address
    how_obtained: Line
