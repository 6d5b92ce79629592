"""Records of the events of the debate: laws, court cases, investigations, programmes, decisions of companies."""

from collections.abc import Iterator

from pydantic import Field

from scorecard.curation.documents import Place
from scorecard.curation.fields import Address, AnyDate, Country, Line, PartialDate, Record, Sentence, Slug
from scorecard.vocabulary import EventKind, EventSeen


class EventSource(Record):
    """The document that an event is retold from; `published` is None where it gives no date."""

    publisher: Line
    title: Line
    url: Address
    published: AnyDate | None


class Event(Record):
    """One event, in our own words.

    Attributes:
        companies: ids of the companies it concerns, as far as they are scored.
        jurisdiction: the country it belongs to, or EU; None where it belongs to none.
        seen: what was read of it.
    """

    id: Slug
    date: AnyDate
    kind: EventKind
    title: Line
    summary: Sentence
    companies: tuple[Slug, ...]
    jurisdiction: Country | None
    source: EventSource
    seen: EventSeen


class Events(Record):
    """All events, as in ``data/events.yaml``, oldest first."""

    events: tuple[Event, ...] = Field(min_length=1)

    def with_place(self) -> Iterator[tuple[Place, Event]]:
        """Yield each event with its place in the file."""
        for index, event in enumerate(self.events):
            yield ("events", index), event

    def dates_with_place(self) -> Iterator[tuple[Place, PartialDate]]:
        """Yield every date, of events and of their sources, with its place in the file."""
        for place, event in self.with_place():
            yield (*place, "date"), event.date
            if event.source.published is not None:
                yield (*place, "source", "published"), event.source.published
