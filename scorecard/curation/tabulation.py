"""From records to rows: the tables of the database, as far as they are curated and not computed."""

from collections.abc import Iterator, Sequence
from typing import Any

from scorecard.curation.call import Call
from scorecard.curation.companies import Company, Source
from scorecard.curation.cybertip_rows import cybertip_tables
from scorecard.curation.event_rows import event_tables
from scorecard.curation.fields import Record
from scorecard.curation.methodology import Indicator, Methodology
from scorecard.curation.policy_tables import policy_tables
from scorecard.curation.reading import Dataset
from scorecard.curation.report_tables import report_tables

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def tables_of(data: Dataset) -> Tables:
    """Return the rows of every curated table, named and keyed as in `scorecard.storage.tables`.

    The assessments are those of the files; cells that nobody assessed are not among them, and `value` is
    missing.
    """
    companies = [entry.record for entry in data.companies]
    call = data.call.record if data.call else None
    return {
        **_method_tables(data.methodology.record, call),
        **_call_tables(call),
        **_company_tables(companies),
        "source": list(_sources(companies)),
        "archived_version": list(_archived_versions(companies)),
        "assessment": [row for company in companies for row in _assessments(company)],
        "evidence": [row for company in companies for row in _evidence(company)],
        "coding": [coding.model_dump() for coding in data.codings.records],
        "endorser": _listed(data.endorsers.records),
        **cybertip_tables(data),
        **report_tables(data),
        **event_tables(data),
        **policy_tables(data),
        "correction": list(_corrections(data)),
    }


def _corrections(data: Dataset) -> Iterator[Row]:
    for position, correction in enumerate(data.corrections.record.corrections if data.corrections else (), start=1):
        row = correction.model_dump()
        yield {"position": position, "company_id": row.pop("company"), "indicator_id": row.pop("indicator"), **row}


def _method_tables(method: Methodology, call: Call | None) -> Tables:
    return {
        "methodology": [_methodology(method)],
        "level": [
            {"level": level, "value": _float(entry.value), "meaning": entry.meaning, "position": position}
            for position, (level, entry) in enumerate(method.levels.items())
        ],
        "confidence": _named(method.confidence, "confidence", "meaning"),
        "tier": _named(method.tiers, "tier", "meaning"),
        "role": _named(method.roles, "role_id", "meaning"),
        "peer_group": _named(method.peer_groups, "peer_group_id", "label"),
        "band": list(_bands(method)),
        "commitment": list(_commitments(method, call)),
        "indicator": [_indicator(indicator, position, method) for position, indicator in enumerate(method.indicators)],
        "indicator_role": [
            {"indicator_id": indicator.id, "role_id": role}
            for indicator in method.indicators
            for role in indicator.roles
        ],
        "decision_rule": [row for indicator in method.indicators for row in _decision_rules(indicator)],
        "general_rule": _listed(method.general_rules),
        "coding_step": _listed(method.coding_steps),
        "limit": _listed(method.limits),
    }


def _bands(method: Methodology) -> Iterator[Row]:
    for position, band in enumerate(sorted(method.rules.bands, key=lambda band: -band.from_score)):
        yield {"band_id": band.id, "from_score": float(band.from_score), "label": band.label, "position": position}


def _commitments(method: Methodology, call: Call | None) -> Iterator[Row]:
    asks = {ask.commitment: ask.ask for ask in call.asks} if call else {}
    for position, commitment in enumerate(method.commitments):
        yield {
            "commitment_id": commitment.id,
            "code": commitment.code,
            "title": commitment.title,
            "pledge": commitment.pledge,
            "ask": asks.get(commitment.id),
            "weight": float(method.rules.weights.get(commitment.id, 1)),
            "position": position,
        }


def _methodology(method: Methodology) -> Row:
    rules = method.rules
    return {
        "version": method.version,
        "title": method.title,
        "reference_on": method.reference_date.earliest if method.reference_date else None,
        "coverage_threshold": float(rules.coverage_threshold),
        "overall_min_commitments": rules.overall_min_commitments,
        "evidence_window_months": rules.evidence_window_months,
        "band_cap_above_weakest": rules.band_cap_above_weakest,
        "robustness": rules.robustness.model_dump(mode="json") if rules.robustness else None,
    }


def _indicator(indicator: Indicator, position: int, method: Methodology) -> Row:
    window = indicator.window
    return {
        "indicator_id": indicator.id,
        "commitment_id": indicator.commitment,
        "title": indicator.title,
        "question": indicator.question,
        "met": indicator.met,
        "partial": indicator.partial,
        "not_met": indicator.not_met,
        "window_months": method.window_months(window) if window else None,
        "older_earns": window.older_earns if window else None,
        "position": position,
    }


def _decision_rules(indicator: Indicator) -> Iterator[Row]:
    if indicator.decision_rules is None:
        return
    for position, (concerns, rule) in enumerate(indicator.decision_rules.model_dump(exclude_none=True).items()):
        yield {"indicator_id": indicator.id, "concerns": concerns, "rule": rule, "position": position}


def _call_tables(call: Call | None) -> Tables:
    if call is None:
        return {"call": [], "help_line": []}
    row = call.model_dump(
        include={"title", "endorsements_stated", "summary", "companies_addressed", "effective", "emergency"}
    )
    return {
        "call": [{**row, "published_on": call.published.earliest}],
        "help_line": [
            {"help_line_id": line.id, "position": position, **line.model_dump(exclude={"id"})}
            for position, line in enumerate(call.help)
        ],
    }


def _company_tables(companies: list[Company]) -> Tables:
    return {
        "company": [
            {
                "company_id": company.id,
                "name": company.name,
                "legal_name": company.legal_name,
                "headquarters": company.headquarters,
                "peer_group_id": company.peer_group,
                "website": company.website,
                "summary": company.summary,
                "coded_on": company.coded_on.earliest,
            }
            for company in companies
        ],
        "company_role": [
            {"company_id": company.id, "role_id": role} for company in companies for role in company.roles
        ],
        "reply": [
            {
                "company_id": company.id,
                "asked_on": company.reply.asked_on.earliest,
                "answered_on": company.reply.answered_on.earliest if company.reply.answered_on else None,
                "text": company.reply.text,
            }
            for company in companies
            if company.reply
        ],
        "service": [
            {"company_id": company.id, "position": position, "name": name}
            for company in companies
            for position, name in enumerate(company.services)
        ],
    }


def _sources(companies: list[Company]) -> Iterator[Row]:
    for source in _distinct_sources(companies):
        yield {
            "source_id": source.id,
            "kind": source.kind,
            "publisher": source.publisher,
            "title": source.title,
            "url": source.url,
            "published": source.published.text if source.published else None,
            "seen_via": source.seen_via,
            "tier": source.tier,
            "copy_of_publisher": source.copy_of.publisher if source.copy_of else None,
            "copy_of_url": source.copy_of.url if source.copy_of else None,
        }


def _archived_versions(companies: list[Company]) -> Iterator[Row]:
    for source in _distinct_sources(companies):
        if source.archive:
            yield {"source_id": source.id, **source.archive.model_dump()}


def _distinct_sources(companies: list[Company]) -> list[Source]:
    """Return each source once: two files may share one, and then agree on it."""
    return list({source.id: source for company in companies for source in company.sources}.values())


def _assessments(company: Company) -> Iterator[Row]:
    for assessment in company.assessments:
        yield {
            "company_id": company.id,
            "indicator_id": assessment.indicator,
            "level": assessment.level,
            "value": None,
            "confidence": assessment.confidence,
            "rationale": assessment.rationale,
            "searched": assessment.searched,
        }


def _evidence(company: Company) -> Iterator[Row]:
    for assessment in company.assessments:
        for position, item in enumerate(assessment.evidence, start=1):
            yield {
                "company_id": company.id,
                "indicator_id": assessment.indicator,
                "position": position,
                "source_id": item.source,
                "service": item.service,
                "stance": item.stance,
                "finding": item.finding,
                "locator": item.locator,
                "section": item.section,
                "first_seen": item.first_seen.text if item.first_seen else None,
            }


def _named(entries: dict[Any, str], key: str, value: str) -> list[Row]:
    return [{key: name, value: text, "position": position} for position, (name, text) in enumerate(entries.items())]


def _listed(records: Sequence[Record]) -> list[Row]:
    return [{"position": position, **record.model_dump()} for position, record in enumerate(records)]


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
