"""From records to rows: the tables of reports to the CyberTipline."""

from collections.abc import Iterator
from typing import Any

from scorecard.curation.companies import Source
from scorecard.curation.cybertips import Cybertips, ImportedCount
from scorecard.curation.reading import Dataset

Row = dict[str, Any]


def cybertip_tables(data: Dataset) -> dict[str, list[Row]]:
    """Return the rows of the tables `cybertip_provider` and `cybertip_count`."""
    written = data.cybertips.record if data.cybertips else None
    stated = _stated(written, data) if written else ()
    return {
        "cybertip_provider": [
            {
                "provider": provider.name,
                "company_id": provider.company,
                "part_of": provider.group,
                "note": provider.note,
            }
            for provider in (written.providers if written else ())
        ],
        "cybertip_count": [*(_imported(row) for row in data.cybertip_rows.records), *stated],
    }


def _imported(row: ImportedCount) -> Row:
    days = {"period_start": row.period_start.earliest, "period_end": row.period_end.latest}
    nowhere = dict.fromkeys(("period_name", "note", "evidence_company_id", "indicator_id", "source_id"))
    return row.model_dump(exclude={"company_id", "period_start", "period_end"}) | days | nowhere


def _stated(written: Cybertips, data: Dataset) -> Iterator[Row]:
    """Yield the counts that evidence states; one whose evidence is not there is left out, never shown without it."""
    companies = {entry.record.id: entry.record for entry in data.companies}
    for count in written.counts:
        company = companies.get(count.evidence.company)
        source: Source | None = company.source_by_id.get(count.evidence.source) if company else None
        if company is None or source is None:
            continue
        yield {
            "provider": count.provider,
            "period_start": count.start.earliest,
            "period_end": count.end.latest,
            "counted_by": count.counted_by,
            "entry": 1,
            "period_name": count.period_name,
            "report_count": count.count,
            "is_total": False,
            "is_redundant": False,
            "note": count.note,
            "source_title": f"{source.publisher}: {source.title}",
            "source_url": source.url,
            "how_obtained": f"stated in the evidence on {company.name}, {count.evidence.indicator}",
            "evidence_company_id": company.id,
            "indicator_id": count.evidence.indicator,
            "source_id": source.id,
        }
