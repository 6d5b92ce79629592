"""Checks of the events of the debate: ids, companies, dates and their order, and that no text leads elsewhere."""

from collections.abc import Iterator
from datetime import date

from scorecard.curation import rules
from scorecard.curation.checks.context import FIRST_DAY, Context, DatasetCheck
from scorecard.curation.checks.evidence import foreign_links, names_like_links
from scorecard.curation.documents import Document
from scorecard.curation.events import Events
from scorecard.errors import Problem


def events_stand_once(context: Context) -> Iterator[Problem]:
    """Yield events whose id stands twice."""
    for record, document in _written(context):
        seen: set[str] = set()
        for place, event in record.with_place():
            if event.id in seen:
                yield document.problem(rules.DUPLICATE_ID, (*place, "id"), f"{event.id} stands twice")
            seen.add(event.id)


def companies_of_events_are_known(context: Context) -> Iterator[Problem]:
    """Yield companies of an event that have no file, or that the event names twice."""
    known = context.data.unread_companies | {entry.record.id for entry in context.data.companies}
    for record, document in _written(context):
        for place, event in record.with_place():
            for index, company in enumerate(event.companies):
                at = (*place, "companies", index)
                if company not in known:
                    yield document.problem(rules.UNKNOWN_COMPANY, at, f"there is no company {company!r}")
                if company in event.companies[:index]:
                    yield document.problem(rules.DUPLICATE_ID, at, f"{company} stands twice")


def dates_of_events_are_possible(context: Context) -> Iterator[Problem]:
    """Yield events, and sources of events, from before 2000 or from the future."""
    for record, document in _written(context):
        for place, given in record.dates_with_place():
            if given.earliest < FIRST_DAY:
                yield document.problem(rules.DATE_RANGE, place, f"{given} is before 2000")
            elif given.earliest > context.today:
                yield document.problem(rules.DATE_RANGE, place, f"{given} is in the future")


def events_stand_in_order(context: Context) -> Iterator[Problem]:
    """Yield events that stand below a later one, as far as their dates can tell: a slip in a year shows there."""
    for record, document in _written(context):
        reached = date.min
        for place, event in record.with_place():
            if event.date.latest < reached:
                message = f"{event.date} stands below an event that is not before {reached}"
                yield document.problem(rules.EVENT_ORDER, (*place, "date"), message)
            reached = max(reached, event.date.earliest)


def texts_of_events_link_nowhere(context: Context) -> Iterator[Problem]:
    """Yield links in the title or the summary of an event."""
    companies = {entry.record.id: entry.record for entry in context.data.companies}
    for record, document in _written(context):
        for place, event in record.with_place():
            concerned = [companies[company] for company in event.companies if company in companies]
            named = {name for company in concerned for name in names_like_links(company, context)}
            for key, text in (("title", event.title), ("summary", event.summary)):
                for link in foreign_links(text, named):
                    yield document.problem(rules.FOREIGN_LINK, (*place, key), f"the text links to {link}")


def _written(context: Context) -> Iterator[tuple[Events, Document]]:
    """Yield the file of events, if there is one."""
    if context.data.events:
        yield context.data.events.record, context.data.events.document


CHECKS: tuple[DatasetCheck, ...] = (
    events_stand_once,
    companies_of_events_are_known,
    dates_of_events_are_possible,
    events_stand_in_order,
    texts_of_events_link_nowhere,
)
