"""Tables of reports that providers sent to the CyberTipline of NCMEC, the US clearing house for child abuse."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import CountedBy


class CybertipProvider(Base):
    """The names under which reports to the CyberTipline are counted."""

    __tablename__ = "cybertip_provider"
    provider: Mapped[str] = column("Name, as in NCMEC's list or the provider's own report", key=True)
    company_id: Mapped[str | None] = column(
        "Company it belongs to; empty for one that is not scored", ForeignKey("company.company_id")
    )
    part_of: Mapped[str] = column("Name that its counts are drawn under, its own where it stands for itself")
    note: Mapped[str | None] = column("What a reader must know about the counts under this name")


class CybertipCount(Base):
    """How many reports a provider sent to the CyberTipline in a period, by who counted them.

    More reports can mean more abuse, more users or better detection.
    """

    __tablename__ = "cybertip_count"
    __table_args__ = (
        ForeignKeyConstraint(
            ["evidence_company_id", "indicator_id"], ["assessment.company_id", "assessment.indicator_id"]
        ),
    )
    provider: Mapped[str] = column("Name of the provider, see `cybertip_provider`, or of a total", key=True)
    period_start: Mapped[date] = column("First day of the period", key=True)
    period_end: Mapped[date] = column("Last day of the period", key=True)
    counted_by: Mapped[CountedBy] = column("Who counted", key=True)
    entry: Mapped[int] = column("Number of the entry, where a list has several under one name", unit="from 1", key=True)
    period_name: Mapped[str | None] = column("What the source calls the period, where that is not plain from the days")
    report_count: Mapped[int | None] = column(
        "Reports sent; empty: the list has no figure under this name, which is not zero", unit="reports"
    )
    is_total: Mapped[bool] = column("Whether it is a total over providers, not the count of one")
    is_redundant: Mapped[bool] = column("Whether the same reports are in another row of the provider")
    note: Mapped[str | None] = column("What a reader must know about this count")
    source_title: Mapped[str] = column("Source of the count")
    source_url: Mapped[str] = column("Address of the source")
    how_obtained: Mapped[str] = column("How the count came here")
    evidence_company_id: Mapped[str | None] = column("Company whose evidence states the count, where evidence does")
    indicator_id: Mapped[str | None] = column("Indicator of that evidence")
    source_id: Mapped[str | None] = column("Source of that evidence", ForeignKey("source.source_id"))
