"""From records on published reports to rows of tables."""

from datetime import date
from typing import Any

from scorecard.curation.fields import Record
from scorecard.curation.reading import Dataset

Row = dict[str, Any]
_KEYS = ("service_id", "period_start", "period_end")
_EMPTY = ("surface", "category", "scope", "detail")  # parts of keys, which are empty and not missing


def report_tables(data: Dataset) -> dict[str, list[Row]]:
    """Return the rows of the tables on published reports, as far as they are curated or imported."""
    reports = data.reports
    return {
        "report_service": _services(data),
        "report": [_imported(row) for row in reports.reports.records],
        "report_figure": [
            row | {name: row[name] or "" for name in _EMPTY} | {"published": row["published"] or None}
            for row in map(_imported, reports.figures.records)
        ],
        "report_flag": [row | {"rule_id": row["rule"]} for row in map(_imported, reports.flags.records)],
        "report_remark": _remarks(data),
    }


def _services(data: Dataset) -> list[Row]:
    if data.reports.services is None:
        return []
    return [
        {
            "service_id": service.id,
            "name": service.name,
            "provider": service.provider,
            "company_id": service.company,
            "assessed_as": service.assessed_as,
            "kind": service.kind,
            "url": service.url,
            "position": position,
        }
        for position, service in enumerate(data.reports.services.record.services)
    ]


def _imported(record: Record) -> Row:
    row = {name: getattr(record, name) for name in type(record).model_fields}
    dates = {name: row[name].earliest for name in ("period_start", "period_end", "published_on") if row.get(name)}
    return row | dates


def _remarks(data: Dataset) -> list[Row]:
    """Return the remarks, counted within their report; one on a report that is not there was told by a check."""
    if data.reports.corrections is None:
        return []
    counts: dict[tuple[str, str], int] = {}
    rows = []
    for remark in data.reports.corrections.record.remarks:
        key = (remark.service, remark.period)
        counts[key] = counts.get(key, 0) + 1
        start, end = (date.fromisoformat(day) for day in remark.period.split("/"))
        values = (remark.service, start, end)
        rows.append(
            dict(zip(_KEYS, values, strict=True))
            | {"position": counts[key], "part": remark.part, "text": remark.text, "source": remark.source}
        )
    return rows
