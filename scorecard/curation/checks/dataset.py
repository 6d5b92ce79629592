"""Checks across files: ids shared by companies, the call's asks, both coders' levels."""

from collections.abc import Iterator
from pathlib import PurePath

from scorecard.curation import rules
from scorecard.curation.checks.context import FIRST_DAY, Context, DatasetCheck
from scorecard.curation.companies import Source
from scorecard.curation.reading import Dataset
from scorecard.errors import Problem
from scorecard.vocabulary import CHOICES, Level


def files_are_named_for_companies(context: Context) -> Iterator[Problem]:
    """Yield files that are not named for the company they hold."""
    for entry in context.data.companies:
        file = PurePath(entry.document.file)
        if file.stem != entry.record.id:
            message = f"the file {file.name} holds the company {entry.record.id}"
            yield entry.document.problem(rules.FILE_NAME, ("id",), message)


def company_ids_stand_once(context: Context) -> Iterator[Problem]:
    """Yield companies whose id another file already has."""
    seen: dict[str, str] = {}
    for entry in context.data.companies:
        company_id, document = entry.record.id, entry.document
        if company_id in seen:
            yield document.problem(rules.DUPLICATE_ID, ("id",), f"{seen[company_id]} already holds {company_id}")
        seen.setdefault(company_id, document.file)


def company_ids_are_no_choices(context: Context) -> Iterator[Problem]:
    """Yield companies whose id an address would take for a choice, such as all."""
    for entry in context.data.companies:
        if entry.record.id in CHOICES:
            message = f"{entry.record.id} stands for a choice in an address"
            yield entry.document.problem(rules.RESERVED_ID, ("id",), message)


def shared_sources_agree(context: Context) -> Iterator[Problem]:
    """Yield sources whose id stands for a different document in another file."""
    seen: dict[str, tuple[Source, str]] = {}
    for entry in context.data.companies:
        for place, source in entry.record.sources_with_place():
            first, file = seen.setdefault(source.id, (source, entry.document.file))
            if first != source and file != entry.document.file:
                keys = [key for key in Source.model_fields if getattr(first, key) != getattr(source, key)]
                message = f"{source.id} differs in {', '.join(keys)} from the source of that id in {file}"
                yield entry.document.problem(rules.SOURCE_CONFLICT, (*place, "id"), message)


def asks_are_commitments(context: Context) -> Iterator[Problem]:
    """Yield asks of the call that are no commitment of the methodology."""
    if context.data.call is None:
        return
    known = {commitment.id for commitment in context.methodology.commitments}
    for index, ask in enumerate(context.data.call.record.asks):
        if ask.commitment not in known:
            message = f"the methodology has no commitment {ask.commitment!r}"
            place = ("asks", index, "commitment")
            yield context.data.call.document.problem(rules.UNKNOWN_COMMITMENT, place, message)


def call_stands_once(context: Context) -> Iterator[Problem]:
    """Yield asks for a commitment that has one already, help lines that stand twice, and an impossible date."""
    if context.data.call is None:
        return
    call, document = context.data.call.record, context.data.call.document
    for key, names in (("asks", [ask.commitment for ask in call.asks]), ("help", [line.id for line in call.help])):
        for index, name in enumerate(names):
            if name in names[:index]:
                yield document.problem(rules.DUPLICATE_ID, (key, index), f"{name} stands twice")
    if not FIRST_DAY <= call.published.earliest <= context.today:
        message = f"{call.published} is before 2000 or in the future"
        yield document.problem(rules.DATE_RANGE, ("published",), message)


def endorsers_stand_once(context: Context) -> Iterator[Problem]:
    """Yield endorsers that are listed twice."""
    rows = context.data.endorsers
    seen: set[str] = set()
    for line, endorser in zip(rows.lines, rows.records, strict=True):
        if endorser.name in seen:
            yield rules.DUPLICATE_ID.problem(rows.file, line, "name", f"{endorser.name} stands twice")
        seen.add(endorser.name)


def codings_fit(context: Context) -> Iterator[Problem]:
    """Yield codings of unknown cells, cells coded twice, and final levels unlike the company's file."""
    levels = _levels(context.data)
    companies = {entry.record.id for entry in context.data.companies}
    rows = context.data.codings
    seen: set[tuple[str, str]] = set()
    for line, coding in zip(rows.lines, rows.records, strict=True):
        cell = (coding.company_id, coding.indicator_id)
        name = " ".join(cell)
        if coding.company_id in context.data.unread_companies:
            continue
        if coding.company_id not in companies:
            yield rules.UNKNOWN_COMPANY.problem(rows.file, line, "company_id", f"there is no company {cell[0]!r}")
        elif coding.indicator_id not in context.indicators:
            message = f"the methodology has no indicator {cell[1]!r}"
            yield rules.UNKNOWN_INDICATOR.problem(rows.file, line, "indicator_id", message)
        elif cell in seen:
            yield rules.DUPLICATE_ID.problem(rows.file, line, "", f"{name} is coded twice")
        elif levels.get(cell, Level.NOT_ASSESSED) is not coding.final:
            message = f"{name} is {coding.final} here and {levels.get(cell, Level.NOT_ASSESSED)} in the company's file"
            yield rules.CODING_DISAGREES.problem(rows.file, line, "final", message)
        seen.add(cell)


def _levels(data: Dataset) -> dict[tuple[str, str], Level]:
    return {
        (entry.record.id, assessment.indicator): assessment.level
        for entry in data.companies
        for assessment in entry.record.assessments
    }


CHECKS: tuple[DatasetCheck, ...] = (
    files_are_named_for_companies,
    company_ids_stand_once,
    company_ids_are_no_choices,
    shared_sources_agree,
    asks_are_commitments,
    call_stands_once,
    endorsers_stand_once,
    codings_fit,
)
