"""Checks of published reports: that services are known and whose they say, and imports are as they were written."""

from collections.abc import Iterator, Sequence
from typing import Any

from scorecard.curation import rules, rules_on_reports
from scorecard.curation.checks.context import Context, DatasetCheck
from scorecard.curation.documents import Document
from scorecard.curation.files import Rows
from scorecard.curation.provenance import provenance_problems
from scorecard.curation.report_rows import ImportedFigure, ImportedFlag, ImportedReport
from scorecard.curation.reports import ReportCorrection, ReportRemark, ReportService, ReportServices
from scorecard.errors import Problem

ReportKey = tuple[str, str, str]


def services_are_told_apart(context: Context) -> Iterator[Problem]:
    """Yield services whose id, name or spelling another one has."""
    for record, document in _services(context):
        seen: dict[str, str] = {}
        for index, service in enumerate(record.services):
            for name in dict.fromkeys(text.casefold() for text in (service.id, service.name, *service.names)):
                if name in seen and seen[name] != service.id:
                    message = f"{name!r} is {seen[name]}"
                    yield document.problem(rules_on_reports.SERVICE_NAME, ("services", index), message)
                seen.setdefault(name, service.id)


def services_have_their_company(context: Context) -> Iterator[Problem]:
    """Yield services of unknown companies, and such as are none of those their company was assessed for."""
    companies = {entry.record.id: entry.record for entry in context.data.companies}
    for record, document in _services(context):
        for index, service in enumerate(record.services):
            company = companies.get(service.company or "")
            if service.company in context.data.unread_companies:
                continue
            if service.company and company is None:
                message = f"there is no company {service.company!r}"
                yield document.problem(rules.UNKNOWN_COMPANY, ("services", index, "company"), message)
            elif service.assessed_as and (company is None or service.assessed_as not in company.services):
                message = f"{service.company or 'no company'} has no service {service.assessed_as!r}"
                yield document.problem(rules_on_reports.ASSESSED_AS, ("services", index, "assessed_as"), message)


def repairs_and_remarks_fit(context: Context) -> Iterator[Problem]:
    """Yield repairs and remarks on services that are not listed, or on reports that were not imported."""
    if context.data.reports.corrections is None:
        return
    record, document = context.data.reports.corrections.record, context.data.reports.corrections.document
    known, imported = _known(context), {_key(row) for row in context.data.reports.reports.records}
    written: tuple[tuple[str, Sequence[ReportCorrection | ReportRemark]], ...] = (
        ("corrections", record.corrections),
        ("remarks", record.remarks),
    )
    for name, entries in written:
        for index, entry in enumerate(entries):
            start, end = entry.period.split("/")
            if entry.service not in known:
                message = f"report_services.yaml has no service {entry.service!r}"
                yield document.problem(rules_on_reports.UNKNOWN_SERVICE, (name, index, "service"), message)
            elif (entry.service, start, end) not in imported:
                message = f"no report of {entry.service} for {entry.period} was imported"
                yield document.problem(rules_on_reports.OUTDATED_IMPORT, (name, index, "period"), message)


def imports_fit(context: Context) -> Iterator[Problem]:
    """Yield imported rows of services that are not listed, of another company or address, or of no report."""
    known, data = _known(context), context.data.reports
    imported = {_key(row) for row in data.reports.records}
    files: tuple[Rows[Any], ...] = (data.reports, data.figures, data.flags)
    for rows in files:
        for line, row in zip(rows.lines, rows.records, strict=True):
            if message := _misfit(row, known.get(row.service_id), imported):
                rule = rules_on_reports.OUTDATED_IMPORT if row.service_id in known else rules_on_reports.UNKNOWN_SERVICE
                yield rule.problem(rows.file, line, "service_id", message)


def imports_are_as_made(context: Context) -> Iterator[Problem]:
    """Yield imported files that were changed since they were written."""
    for made in context.data.reports.made:
        yield from provenance_problems(made)


Imported = ImportedReport | ImportedFigure | ImportedFlag


def _misfit(row: Imported, service: ReportService | None, imported: set[ReportKey]) -> str:
    """Return what does not fit about an imported row; empty if nothing."""
    if service is None:
        return f"report_services.yaml has no service {row.service_id!r}, or cannot be read"
    if row.company_id != service.company:
        return f"{row.service_id} belongs to {service.company or 'no company'}, not {row.company_id or 'none'}"
    if not isinstance(row, ImportedFlag) and row.source_url != service.url:
        return f"{row.service_id} has another address in report_services.yaml"
    return "" if _key(row) in imported else f"there is no report of {row.service_id} for its period"


def _key(row: Imported) -> ReportKey:
    return row.service_id, str(row.period_start), str(row.period_end)


def _services(context: Context) -> Iterator[tuple[ReportServices, Document]]:
    if context.data.reports.services:
        yield context.data.reports.services.record, context.data.reports.services.document


def _known(context: Context) -> dict[str, ReportService]:
    return {service.id: service for record, _ in _services(context) for service in record.services}


CHECKS: tuple[DatasetCheck, ...] = (
    services_are_told_apart,
    services_have_their_company,
    repairs_and_remarks_fit,
    imports_fit,
    imports_are_as_made,
)
