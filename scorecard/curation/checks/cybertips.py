"""Checks of reports to NCMEC's CyberTipline: that each count has its provider, and stands in the evidence it names."""

import re
from collections.abc import Iterator

from scorecard.curation import rules
from scorecard.curation.checks.context import FIRST_DAY, Context, DatasetCheck
from scorecard.curation.cybertips import Cybertips, StatedCount
from scorecard.curation.documents import Document
from scorecard.curation.provenance import provenance_problems
from scorecard.errors import Problem

_ONE = ("a single report", "one report")  # how a count of 1 is written out


def providers_fit(context: Context) -> Iterator[Problem]:
    """Yield providers that stand twice, of unknown companies, or drawn with one that is not there or another's."""
    for record, document in _written(context):
        names = [provider.name for provider in record.providers]
        for index, provider in enumerate(record.providers):
            place = ("providers", index)
            if provider.name in names[:index]:
                yield document.problem(rules.DUPLICATE_ID, (*place, "name"), f"{provider.name} stands twice")
            if provider.company and provider.company not in _companies(context):
                message = f"there is no company {provider.company!r}"
                yield document.problem(rules.UNKNOWN_COMPANY, (*place, "company"), message)
            whole = record.provider_by_name.get(provider.group)
            if whole is None or whole.part_of or whole.company != provider.company:
                message = f"{provider.name} cannot be part of {provider.part_of}"
                yield document.problem(rules.PROVIDER_GROUP, (*place, "part_of"), message)


def counts_have_providers(context: Context) -> Iterator[Problem]:
    """Yield counts from evidence of providers that are not listed."""
    for record, document in _written(context):
        for index, count in enumerate(record.counts):
            if count.provider not in record.provider_by_name:
                message = f"{count.provider!r} is not among the providers"
                yield document.problem(rules.UNKNOWN_PROVIDER, ("counts", index, "provider"), message)


def counts_are_stated(context: Context) -> Iterator[Problem]:
    """Yield counts whose evidence is not there or does not state the number."""
    for record, document in _written(context):
        for index, count in enumerate(record.counts):
            place, found = ("counts", index, "evidence"), _texts(context, count)
            if found is None:
                continue  # its company cannot be read, which is said elsewhere
            if not found:
                where = f"{count.evidence.company}, {count.evidence.indicator}"
                message = f"{where} has no evidence from {count.evidence.source!r}"
                yield document.problem(rules.COUNT_NOT_STATED, place, message)
            elif not any(states(text, count.count) for text in found):
                message = f"neither finding nor rationale has the number {count.count:,}"
                yield document.problem(rules.COUNT_NOT_STATED, place, message)


def states(text: str, count: int) -> bool:
    """Return whether a text has a number literally: with its commas, or, for 1, as ``a single report``."""
    words = " ".join(text.split())
    if count == 1 and any(phrase in words for phrase in _ONE):
        return True
    # Not as a part of a longer number: neither 1,809 in 21,809 nor 13 in 13.5 or 13 %.
    return re.search(rf"(?<![\d.,]){count:,}(?![\d%]|[.,]\d|\s?(?:%|per cent|million))", words) is not None


def periods_are_possible(context: Context) -> Iterator[Problem]:
    """Yield counts whose period ends before it starts, began before 2000 or is not over."""
    for record, document in _written(context):
        for index, count in enumerate(record.counts):
            if count.start.earliest > count.end.latest:
                message = f"the period ends with {count.end} and starts with {count.start}"
                yield document.problem(rules.PERIOD_ORDER, ("counts", index, "end"), message)
            elif not FIRST_DAY <= count.start.earliest <= count.end.latest <= context.today:
                message = f"the period {count.start} to {count.end} begins before 2000 or is not over"
                yield document.problem(rules.DATE_RANGE, ("counts", index, "end"), message)
    rows = context.data.cybertip_rows
    for line, row in zip(rows.lines, rows.records, strict=True):
        if row.period_start > row.period_end:
            message = f"the period ends on {row.period_end} and starts on {row.period_start}"
            yield rules.PERIOD_ORDER.problem(rows.file, line, "period_end", message)


def counts_stand_once(context: Context) -> Iterator[Problem]:
    """Yield counts that stand twice: in the file of imported figures, in the hand-written one, or in both."""
    seen: dict[tuple[object, ...], str] = {}
    rows = context.data.cybertip_rows
    for line, row in zip(rows.lines, rows.records, strict=True):
        key = (row.provider, row.period_start.earliest, row.period_end.latest, row.counted_by)
        if (*key, row.entry) in seen:
            yield rules.DUPLICATE_ID.problem(rows.file, line, "provider", f"{row.provider} stands twice for a period")
        seen[*key, row.entry] = rows.file
        if row.report_count is not None:
            seen[key] = rows.file
    for record, document in _written(context):
        for index, count in enumerate(record.counts):
            key = (count.provider, count.start.earliest, count.end.latest, count.counted_by)
            if key in seen:
                message = f"{seen[key]} already has a count for {count.provider}, {count.start} to {count.end}"
                yield document.problem(rules.DUPLICATE_ID, ("counts", index, "provider"), message)
            seen.setdefault(key, document.file)


def imported_counts_fit(context: Context) -> Iterator[Problem]:
    """Yield imported counts whose provider is not listed, or belongs to another company than was written."""
    rows = context.data.cybertip_rows
    known = context.data.cybertips.record.provider_by_name if context.data.cybertips else {}
    for line, row in zip(rows.lines, rows.records, strict=True):
        provider = known.get(row.provider)
        if provider is None and not row.is_total:
            message = f"cybertipline.yaml has no provider {row.provider!r}, or cannot be read"
            yield rules.UNKNOWN_PROVIDER.problem(rows.file, line, "provider", message)
        elif (provider.company if provider else None) != row.company_id or (provider and row.is_total):
            message = f"{row.provider} does not belong to {row.company_id or 'no company'} in cybertipline.yaml"
            yield rules.UNKNOWN_PROVIDER.problem(rows.file, line, "company_id", message)


def imported_counts_are_as_made(context: Context) -> Iterator[Problem]:
    """Yield a file of imported counts that was changed since it was written."""
    if context.data.cybertips_made:
        yield from provenance_problems(context.data.cybertips_made)


def _written(context: Context) -> Iterator[tuple[Cybertips, Document]]:
    """Yield the hand-written file, if there is one."""
    if context.data.cybertips:
        yield context.data.cybertips.record, context.data.cybertips.document


def _companies(context: Context) -> frozenset[str]:
    return context.data.unread_companies | {entry.record.id for entry in context.data.companies}


def _texts(context: Context, count: StatedCount) -> list[str] | None:
    """Return the findings that a count rests on, and the rationale above them; None where the company is unread."""
    if count.evidence.company in context.data.unread_companies:
        return None
    texts: list[str] = []
    for entry in context.data.companies:
        for assessment in entry.record.assessments if entry.record.id == count.evidence.company else ():
            if assessment.indicator == count.evidence.indicator:
                found = [item.finding for item in assessment.evidence if item.source == count.evidence.source]
                texts += [*found, assessment.rationale or ""] if found else []
    return texts


CHECKS: tuple[DatasetCheck, ...] = (
    providers_fit,
    counts_have_providers,
    counts_are_stated,
    periods_are_possible,
    counts_stand_once,
    imported_counts_fit,
    imported_counts_are_as_made,
)
