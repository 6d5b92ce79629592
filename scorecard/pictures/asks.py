"""Pictures of asks, of the evidence, and of who endorses the call."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from scorecard import dates, numbers, queries
from scorecard.charts.counts import endorsers_figure
from scorecard.charts.evidence import by_year_figure
from scorecard.charts.levels import levels_figure
from scorecard.charts.theme import Scheme
from scorecard.pictures import origin
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Picture, Sheet
from scorecard.vocabulary import Lane, Level

ALL = "all"
LEVELS_READ = "Numbers of companies; those to which an indicator does not apply are left out."


@queries.kept
def levels(tables: queries.Tables, commitment_id: str, indicator_id: str) -> Picture:
    """Return the picture of how many companies stand at each level of an ask's indicators, or of one of them.

    Args:
        tables: all tables.
        commitment_id: the ask.
        indicator_id: one of its indicators, or `ALL`.
    """
    rows = counted_levels(tables, commitment_id, indicator_id)
    is_whole = indicator_id == ALL
    finding = (
        queries.levels_finding(tables, commitment_id) if is_whole else queries.indicator_finding(tables, indicator_id)
    )
    said = [f"{row['indicator_id']}: " + levels_in_words(row) for row in queries.rows_of(rows)]
    units = {
        "title": "the indicator",
        "question": "what the indicator asks",
        "applicable_count": "companies to which it applies",
    }
    units |= {f"{level.value}_count": f"companies at the level “{level.label}”" for level in Level}

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _levels_figure(tables, commitment_id, indicator_id, scheme)

    query = {"commitment": commitment_id} if is_whole else {"indicator": indicator_id}
    name = slug(commitment_id if is_whole else indicator_id)
    sheet = Sheet(
        f"levels-{name}", finding, rows[["indicator_id", "commitment_id", *units]].reset_index(drop=True),
        units, origin.source(tables), "commitment", urlencode(query),
    )  # fmt: skip
    title = queries.commitment_titles(tables)[commitment_id]
    basis = f"{title}: {numbers.counted(len(rows), 'indicator')}, {len(tables['company'])} companies, "
    return Picture(sheet, basis + origin.as_of(tables), LEVELS_READ, f"Companies by level. {'; '.join(said)}.", draw)


@queries.kept
def counted_levels(tables: queries.Tables, commitment_id: str, indicator_id: str) -> pd.DataFrame:
    """Return the rows of `queries.level_counts` of an ask, or of one of its indicators."""
    rows = queries.level_counts(tables)
    if indicator_id != ALL:
        return rows[rows["indicator_id"] == indicator_id]
    return rows[rows["commitment_id"] == commitment_id]


def levels_in_words(row: dict[str, Any]) -> str:
    """Return how many companies stand at each level, from a row of `queries.level_counts`."""
    counts = [(level.label, row[f"{level.value}_count"]) for level in Level if level.is_applicable]
    return ", ".join(f"{count} {label}" for label, count in counts if count) or "applies to no company"


@queries.kept
def _levels_figure(tables: queries.Tables, commitment_id: str, indicator_id: str, scheme: Scheme) -> go.Figure:
    return levels_figure(queries.rows_of(counted_levels(tables, commitment_id, indicator_id)), scheme)


@queries.kept
def evidence_years(tables: queries.Tables, choice: queries.EvidenceChoice) -> Picture:
    """Return the picture of findings by year of their source and by who speaks; at least one finding must fit."""
    years = years_of(tables, choice)
    busiest = [_busiest(years, lane) for lane in Lane if years[lane.value].any()]
    kinds = numbers.counted(len(Lane), "kind")
    count = int(years[[lane.value for lane in Lane]].to_numpy().sum())
    units = {"year": "year of the source"} | {lane.value: f"findings; {lane.meaning}" for lane in Lane}

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _years_figure(tables, choice, scheme)

    sheet = Sheet(
        "evidence-by-year", "Evidence by who says it, and when", years, units, origin.source(tables), "evidence"
    )
    return Picture(
        sheet,
        f"{numbers.counted(count, 'finding')} by year of their source, {origin.as_of(tables)}",
        f"{'. '.join(f'{lane.label}: {lane.meaning}' for lane in Lane)}.",
        f"Findings by year of their source, a row of bars for each of {kinds} of speaker. {'; '.join(busiest)}.",
        draw,
    )


@queries.kept
def years_of(tables: queries.Tables, choice: queries.EvidenceChoice) -> pd.DataFrame:
    """Return the findings that fit a choice by year of their source and by who speaks."""
    places = queries.find_evidence(tables, choice, next(iter(queries.EVIDENCE_ORDERS)))
    return queries.evidence_by_year(tables, places)


def _busiest(years: pd.DataFrame, lane: Lane) -> str:
    most = years.iloc[int(years[lane.value].argmax())]
    return f"{lane.label}: {years[lane.value].sum():,}, most of them {most['year']} ({most[lane.value]:,})"


@queries.kept
def _years_figure(tables: queries.Tables, choice: queries.EvidenceChoice, scheme: Scheme) -> go.Figure:
    return by_year_figure(years_of(tables, choice), scheme)


@queries.kept
def endorsers(tables: queries.Tables) -> Picture:
    """Return the picture of how many endorsers of each kind the call has; at least one must be listed."""
    counts = queries.endorser_counts(tables)
    call = tables["call"].iloc[0]
    said = "; ".join(f"{number} {label}" for number, label in zip(counts["count"], counts["label"], strict=True))

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _endorsers_figure(tables, scheme)

    stated = int(call["endorsements_stated"])
    sheet = Sheet(
        "endorsers", f"Who endorses the call: {said}", counts,
        {"label": "kind of endorser", "count": "listed endorsers"},
        f"Source: the call “{call['title']}”, its list of endorsers; counted by Pledgewatch.", "call",
    )  # fmt: skip
    return Picture(
        sheet, f"“{call['title']}”, published {dates.day(call['published_on'])}",
        queries.endorsements_in_words(stated, len(tables["endorser"])), f"Listed endorsers by kind: {said}.", draw,
    )  # fmt: skip


@queries.kept
def _endorsers_figure(tables: queries.Tables, scheme: Scheme) -> go.Figure:
    return endorsers_figure(queries.endorser_counts(tables), scheme)
