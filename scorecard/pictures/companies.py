"""Pictures of companies: one in its peer group, its card for the press, and some side by side."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from scorecard import dates, numbers, queries
from scorecard.charts.comparison import overlay_figure
from scorecard.charts.ranking import profile_figure
from scorecard.charts.theme import Scheme
from scorecard.pictures import origin
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Picture, Sheet

PROFILE_READ = "Dots: this company. Lines: its peer group, up to its best."
_PROFILE_UNITS = {
    "title": "the ask",
    "score": origin.SCORE,
    "score_low": f"lower bound of the score; {origin.SCORE}",
    "score_high": f"upper bound of the score; {origin.SCORE}",
    "is_withheld": "whether the score is withheld, since too few indicators were assessed",
    "assessed_count": "indicators assessed",
    "applicable_count": "indicators that apply to the company",
    "peer_low": f"lowest score of the peer group; {origin.SCORE}",
    "peer_median": f"median score of the peer group; {origin.SCORE}",
    "peer_high": f"highest score of the peer group; {origin.SCORE}",
    "peer_count": "companies of the peer group with a score",
}


@queries.kept
def comparison_of(tables: queries.Tables, company_id: str) -> pd.DataFrame:
    """Return the commitments that apply to a company, beside its peer group."""
    rows = queries.peer_comparison(tables, company_id)
    return rows[rows["applicable_count"] > 0].reset_index(drop=True)


@queries.kept
def profile(tables: queries.Tables, company_id: str) -> Picture:
    """Return the picture of a company under each ask, over its peer group; at least one ask must apply."""
    rows = comparison_of(tables, company_id)
    company = queries.company(tables, company_id)
    said = rows["title"] + " " + rows["score"].map(numbers.one_decimal)

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _profile_figure(tables, company_id, scheme)

    return Picture(
        sheet=Sheet(
            sheet_id=f"profile-{slug(company_id)}",
            title=queries.profile_finding(rows),
            data=rows[["company_id", "name", "commitment_id", *_PROFILE_UNITS]],
            units=_PROFILE_UNITS,
            source=origin.source(tables),
            path="company",
            query=urlencode({"company": company_id}),
        ),
        basis=f"{company['name']}, coded on {dates.day(company['coded_on'])}",
        reading=f"{PROFILE_READ[:-1]} ({company['peer_group']}).",
        alt=f"Scores of {company['name']} under each commitment: {'; '.join(said)}.",
        draw=draw,
    )


@queries.kept
def card(tables: queries.Tables, company_id: str) -> Picture:
    """Return a company's card for the press: its profile under what can be said of it, with its rank's range."""
    picture = profile(tables, company_id)
    company = queries.company(tables, company_id)
    sheet = Sheet(
        f"card-{slug(company_id)}", queries.company_finding(tables, company_id), picture.sheet.data,
        _PROFILE_UNITS, origin.source(tables), "company", picture.sheet.query,
    )  # fmt: skip
    safe = next(iter(queries.safe_sentences(tables, company_id)), "")
    return Picture(
        sheet, f"Coded on {dates.day(company['coded_on'])}", " ".join(filter(None, [safe, PROFILE_READ])),
        f"{queries.company_sentence(tables, company_id)} {picture.alt}", picture.draw,
    )  # fmt: skip


@queries.kept
def _profile_figure(tables: queries.Tables, company_id: str, scheme: Scheme) -> go.Figure:
    return profile_figure(comparison_of(tables, company_id), scheme)


@queries.kept
def side_by_side(tables: queries.Tables, company_ids: tuple[str, ...], has_groups: bool) -> Picture:
    """Return the picture of some companies under each ask; at least one ask must apply to one of them."""
    comparison = queries.compare(tables, company_ids)
    rows = comparison.commitments

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _overlay_figure(tables, company_ids, scheme, has_groups)

    names = [str(company["name"]) for company in comparison.companies]
    units = {key: unit for key, unit in _PROFILE_UNITS.items() if key in rows[0]}
    return Picture(
        sheet=Sheet(
            sheet_id="comparison-" + "-".join(map(slug, company_ids)),
            title=queries.gap_finding(comparison),
            data=pd.DataFrame(rows)[["company_id", "name", "commitment_id", *units]],
            units=units,
            source=origin.source(tables),
            path="compare",
            query=urlencode({"company": company_ids}, doseq=True),
        ),
        basis=f"{numbers.listing(names)}, {origin.as_of(tables)}",
        reading=_how_to_read(rows, has_groups),
        alt=f"Scores under each commitment. {'; '.join(_said(rows))}.",
        draw=draw,
    )


def _how_to_read(rows: list[dict[str, Any]], has_groups: bool) -> str:
    said = "One mark a company: its score under each commitment."
    if has_groups:
        said += " Boxes and upright lines: range and median of the company’s own peer group."
    if any(row["score"] is None for row in rows):
        said += " No mark: no indicator applies, or the score is withheld; the table says which."
    return said


def _said(rows: list[dict[str, Any]]) -> list[str]:
    titles = {row["commitment_id"]: row["title"] for row in rows}
    return [
        f"{title}: " + ", ".join(f"{row['name']} {score_of(row)}" for row in rows if row["commitment_id"] == key)
        for key, title in titles.items()
    ]


def score_of(row: dict[str, Any]) -> str:
    """Return a commitment's score, or why there is none."""
    if not row["applicable_count"]:
        return "none applies"
    return "withheld" if row["is_withheld"] else numbers.one_decimal(row["score"])


@queries.kept
def _overlay_figure(
    tables: queries.Tables, company_ids: tuple[str, ...], scheme: Scheme, has_groups: bool
) -> go.Figure:
    return overlay_figure(queries.compare(tables, company_ids).commitments, scheme, has_groups)
