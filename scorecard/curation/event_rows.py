"""From records to rows: the tables of events."""

from typing import Any

from scorecard.curation.events import Event
from scorecard.curation.reading import Dataset

Row = dict[str, Any]


def event_tables(data: Dataset) -> dict[str, list[Row]]:
    """Return the rows of the tables `event` and `event_company`; none where the folder has no events."""
    events = data.events.record.events if data.events else ()
    return {
        "event": [_event(event) for event in events],
        "event_company": [
            {"event_id": event.id, "company_id": company} for event in events for company in event.companies
        ],
    }


def _event(event: Event) -> Row:
    source = event.source
    return {
        "event_id": event.id,
        "date": event.date.text,
        "earliest_on": event.date.earliest,
        "latest_on": event.date.latest,
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary,
        "jurisdiction": event.jurisdiction,
        "source_publisher": source.publisher,
        "source_title": source.title,
        "source_url": source.url,
        "source_published": source.published.text if source.published else None,
        "seen": event.seen,
    }
