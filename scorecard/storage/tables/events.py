"""Tables of the events of the debate, and of the companies that each concerns."""

import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import EventKind, EventSeen


class Event(Base):
    """What happened in the debate about nudification tools. No level rests on an event."""

    __tablename__ = "event"
    event_id: Mapped[str] = column("Event", key=True)
    date: Mapped[str] = column("Date: year, month or day, as far as it is known")
    earliest_on: Mapped[datetime.date] = column("First day that the date can mean")
    latest_on: Mapped[datetime.date] = column("Last day that the date can mean")
    kind: Mapped[EventKind] = column("Kind of event")
    title: Mapped[str] = column("What happened, in one line of our own words")
    summary: Mapped[str] = column("What else there is to know, in our own words")
    jurisdiction: Mapped[str | None] = column(
        "Country it belongs to, ISO 3166 alpha-2, or EU; empty where it belongs to none"
    )
    source_publisher: Mapped[str] = column("Publisher of the source")
    source_title: Mapped[str] = column("Title of the source")
    source_url: Mapped[str] = column("Address of the source")
    source_published: Mapped[str | None] = column(
        "Date of its publication: year, month or day; empty where none is given"
    )
    seen: Mapped[EventSeen] = column("Whether the text of those who acted was read, or what others report")


class EventCompany(Base):
    """Which of the scored companies an event concerns."""

    __tablename__ = "event_company"
    event_id: Mapped[str] = column("Event", ForeignKey("event.event_id"), key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
