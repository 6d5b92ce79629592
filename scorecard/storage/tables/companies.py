"""Tables of the companies: profiles, sources, assessments with their evidence, both coders' levels."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import Confidence, Level, SeenVia, SourceKind, Stance, Tier


class Company(Base):
    """The companies that are scored."""

    __tablename__ = "company"
    company_id: Mapped[str] = column("Company, a slug that is never reused", key=True)
    name: Mapped[str] = column("Common name")
    legal_name: Mapped[str | None] = column("Registered name")
    headquarters: Mapped[str | None] = column("Country of the headquarters, ISO 3166 alpha-2")
    peer_group_id: Mapped[str] = column("Peer group, by main business", ForeignKey("peer_group.peer_group_id"))
    website: Mapped[str | None] = column("Address of the company")
    summary: Mapped[str | None] = column("What the company does and why it is in scope")
    coded_on: Mapped[date] = column("Reference date of its coding")


class Reply(Base):
    """What companies that were asked about their coding answered; a company that is absent was not asked yet."""

    __tablename__ = "reply"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    asked_on: Mapped[date] = column("Day on which the company was asked")
    answered_on: Mapped[date | None] = column("Day of its answer")
    text: Mapped[str | None] = column("The answer, in the company's own words")


class CompanyRole(Base):
    """Which roles a company has."""

    __tablename__ = "company_role"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    role_id: Mapped[str] = column("Role", ForeignKey("role.role_id"), key=True)


class Service(Base):
    """Main services of a company that were assessed."""

    __tablename__ = "service"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    position: Mapped[int] = column("Order of display", key=True)
    name: Mapped[str] = column("Name of the service")


class Source(Base):
    """The published documents that evidence rests on."""

    __tablename__ = "source"
    source_id: Mapped[str] = column("Source", key=True)
    kind: Mapped[SourceKind] = column("Kind of document")
    publisher: Mapped[str] = column("Publisher")
    title: Mapped[str] = column("Title")
    url: Mapped[str] = column("Address")
    published: Mapped[str | None] = column("Date of publication: year, month or day; empty where none is given")
    seen_via: Mapped[SeenVia] = column("How it was read")
    tier: Mapped[Tier] = column("What was seen of it")
    copy_of_publisher: Mapped[str | None] = column("Publisher of the original, for a copy")
    copy_of_url: Mapped[str | None] = column("Address of the original, for a copy, where it is certain")


class ArchivedVersion(Base):
    """The version of a source in a public archive of policy texts."""

    __tablename__ = "archived_version"
    source_id: Mapped[str] = column("Source", ForeignKey("source.source_id"), key=True)
    collection: Mapped[str] = column("Collection: owner and name of the public git repository")
    path: Mapped[str] = column("Path of the document in the collection")
    commit: Mapped[str] = column("Commit that holds this version")


class Assessment(Base):
    """The level of each company at each indicator: every cell, those left out included."""

    __tablename__ = "assessment"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    indicator_id: Mapped[str] = column("Indicator", ForeignKey("indicator.indicator_id"), key=True)
    level: Mapped[Level] = column("Level")
    value: Mapped[float | None] = column("What the level is worth; empty: left out of the mean", unit="0-1")
    confidence: Mapped[Confidence | None] = column("How far the level can be relied on")
    rationale: Mapped[str | None] = column("Why this level and not the next")
    searched: Mapped[str | None] = column("What was searched, where nothing was found")


class Evidence(Base):
    """The findings that an assessment rests on."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "indicator_id"], ["assessment.company_id", "assessment.indicator_id"]),
    )
    company_id: Mapped[str] = column("Company", key=True)
    indicator_id: Mapped[str] = column("Indicator", key=True)
    position: Mapped[int] = column("Order within the assessment", key=True)
    source_id: Mapped[str] = column("Source", ForeignKey("source.source_id"))
    service: Mapped[str | None] = column("Service it concerns, if one")
    stance: Mapped[Stance] = column("Whether it supports, contradicts or explains")
    finding: Mapped[str] = column("The finding, in our own words")
    locator: Mapped[str | None] = column("Text that occurs literally in the archived version or data set")
    section: Mapped[str | None] = column("Section of the source")
    first_seen: Mapped[str | None] = column("First archived date of the wording, where known: year, month or day")


class Coding(Base):
    """Both coders' levels of each cell before adjudication, and the final one."""

    __tablename__ = "coding"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    indicator_id: Mapped[str] = column("Indicator", ForeignKey("indicator.indicator_id"), key=True)
    first: Mapped[Level] = column("First coder's level")
    second: Mapped[Level] = column("Second coder's level")
    final: Mapped[Level] = column("Final level")
    changed_because: Mapped[str | None] = column("Why the final level is not the first coder's")
