"""Pictures of what companies report themselves, and of what their archived rules say."""

from urllib.parse import urlencode

import plotly.graph_objects as go

from scorecard import numbers, queries
from scorecard.charts.cybertips import counts_figure
from scorecard.charts.policy import timeline_figure
from scorecard.charts.reports import side_by_side_figure
from scorecard.charts.theme import Scheme
from scorecard.dates import short_day
from scorecard.pictures import report_words
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Picture, Sheet
from scorecard.queries import published, watched

CYBERTIP_SOURCE = (
    "Source: NCMEC’s lists by provider for 2019 to 2022 and providers’ own reports, compiled by "
    "apparebit/intransparent (Apache-2.0); other counts as stated in the evidence on each company. Unit: reports sent "
    "to the CyberTipline. NCMEC is the National Center for Missing & Exploited Children in the United States."
)
CYBERTIP_READ = (
    "A panel a provider, all to one scale in which each step is a hundred times the one below. All names of a company "
    "are added up, and so are the parts of a year that make it whole; the table says which. Where a year has no mark, "
    "no count is known here."
)
_DATES_READ = "Dates are those on which the archive fetched a page: a rule can be older."
_REPORT_UNITS = {
    "period_start": "first day of the period",
    "period_end": "last day of the period",
    "part": "part of the EU’s template",
    "measure": "measure of the template",
    "category": "row of the template",
    "unit": "unit of `value`, `value_high` and `previous`",
    "state": "what the cell holds",
    "published": "the cell as published",
}


@queries.kept
def side_by_side(tables: queries.Tables, period: str, category: str, option_id: str) -> Picture:
    """Return the picture of what services report on one row of the EU's template."""
    rows = published.side_by_side(tables, period, category, option_id)
    option = published.report_options()[option_id]
    finding = published.side_finding(rows, category, option)

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _side_figure(tables, period, category, option_id, scheme)

    about = {"measure": option_id, "period": period} | ({"category": category} if option.has_rows else {})
    sheet = Sheet(
        f"reports-{slug(option_id)}", finding, published.side_file(rows, period, category, option),
        _REPORT_UNITS | {key: f"{option.unit}" for key in ("value", "value_high", "previous")},
        published.source_in_words(tables, period), "reports", urlencode(about),
    )  # fmt: skip
    return Picture(
        sheet, published.report_periods(tables)[period], f"{option.label}. {option.caveat}",
        f"{option.label}, by service. {finding}.", draw,
    )  # fmt: skip


@queries.kept
def _side_figure(tables: queries.Tables, period: str, category: str, option_id: str, scheme: Scheme) -> go.Figure:
    rows = published.side_by_side(tables, period, category, option_id)
    unit = published.report_options()[option_id].unit
    hover = [report_words.hover(row) for row in queries.rows_of(rows)]
    return side_by_side_figure(rows.assign(hover=hover), unit, scheme)


@queries.kept
def cybertips(tables: queries.Tables, providers: tuple[str, ...]) -> Picture:
    """Return the picture of reports to the CyberTipline by some providers, at least one."""
    series = published.cybertip_series(tables, providers)
    finding = published.cybertip_finding(tables, providers)

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _cybertip_figure(tables, providers, scheme)

    units = {
        "counted_by": "who counted",
        "period": "the period in words",
        "is_year": "whether it is a calendar year",
        "report_count": "reports sent to the CyberTipline; missing where a list has no figure",
        "parts": "what was added up",
    }
    sheet = Sheet("cybertipline", finding, series, units, CYBERTIP_SOURCE, "reports",
                  urlencode({"view": "ncmec", "provider": providers}, doseq=True))  # fmt: skip
    years = [day.year for day in series["period_start"]]
    basis = f"Reports to the CyberTipline, {numbers.counted(len(providers), 'provider')}, {min(years)} to {max(years)}"
    alt = (
        "Reports to the CyberTipline by provider and year on a logarithmic scale, counted by NCMEC and by the provider "
        f"itself. {finding}."
    )
    return Picture(sheet, basis, CYBERTIP_READ, alt, draw)


@queries.kept
def _cybertip_figure(tables: queries.Tables, providers: tuple[str, ...], scheme: Scheme) -> go.Figure:
    return counts_figure(published.cybertip_series(tables, providers), scheme)


@queries.kept
def timeline(tables: queries.Tables, term_id: str, company_id: str | None) -> Picture:
    """Return the picture of since when archived rules name a term: of all companies, or of one by document."""
    finding = watched.timeline_finding(tables, term_id, company_id)
    terms = watched.policy_terms(tables)
    lines = _lines(tables, term_id, company_id)

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _timeline_figure(tables, term_id, company_id, scheme)

    units = {
        "first_seen_on": "first archived version that names the term",
        "last_seen_on": "last archived version that names it",
        "removed_on": "first version in which it is not found any more",
        "words": "the words that were found",
        "interruption_count": "times it was missing in between",
    }
    about = {"term": term_id} | ({"company": company_id} if company_id else {})
    sheet = Sheet(
        "-".join(map(slug, filter(None, ["policy", term_id, company_id]))), finding,
        watched.spells_of(tables, term_id, company_id), units, watched.archive_in_words(tables), "policy_watch",
        urlencode(about),
    )  # fmt: skip
    whose = "document" if company_id else "company"
    labels = {line.label for line in lines}
    names = {one: name for one, name in watched.watched_companies(tables).items() if name in labels}
    count = numbers.counted(len(lines), whose, "companies" if whose == "company" else "")
    basis = f"{terms[term_id]}: {count}, archive read to {short_day(watched.archive_reach(tables))}"
    return Picture(sheet, basis, _DATES_READ, f"Timeline. {finding}. Above it, events of the debate.", draw, names)


def _lines(tables: queries.Tables, term_id: str, company_id: str | None) -> list[watched.Line]:
    return watched.document_timeline(tables, company_id, term_id) if company_id else watched.timeline(tables, term_id)


@queries.kept
def _timeline_figure(tables: queries.Tables, term_id: str, company_id: str | None, scheme: Scheme) -> go.Figure:
    lines = _lines(tables, term_id, company_id)
    events = watched.debate(tables, company_id)
    return timeline_figure(lines, events, watched.archive_reach(tables), scheme, company_id is not None)
