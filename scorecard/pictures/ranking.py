"""Pictures of the page Ranking: scores with their bounds, the spread under each ask, the map."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from scorecard import numbers, queries
from scorecard.charts.overview import heat_figure, strip_figure
from scorecard.charts.ranking import ranking_figure
from scorecard.charts.theme import Scheme
from scorecard.pictures import origin
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Picture, Sheet

ALL, EACH, NONE = "all", "each", "none"
SCORES_READ = (
    "Dots are scores. Lines are bounds: they run up to what the score would be if everything for which no evidence "
    "was found were met."
)
SPREAD_READ = "One dot a company; dots at nearly the same score stand over each other."
MAP_READ = "Scores 0 to 100: the stronger the colour, the higher. A dash: none applies, or the score is withheld."


@dataclass(frozen=True)
class View:
    """What the reader chose to see: ids, `ALL` or `NONE` where nothing was chosen."""

    group: str = ALL
    role: str = ALL
    headquarters: str = ALL
    band: str = ALL
    order: str = queries.DEFAULT_ORDER
    marked: str = NONE

    @property
    def is_grouped(self) -> bool:
        """Whether each peer group stands by itself."""
        return self.group == EACH

    @property
    def marked_id(self) -> str | None:
        """The company that stands out, or None."""
        return None if self.marked == NONE else self.marked

    @property
    def peer_group_id(self) -> str | None:
        """The one peer group that is shown, or None."""
        return None if self.group in (ALL, EACH) else self.group


@queries.kept
def companies(tables: queries.Tables, view: View) -> pd.DataFrame:
    """Return the companies of a view, in its order; where each peer group stands by itself, group by group."""
    rows = queries.select_companies(
        queries.ranking(tables),
        view.peer_group_id,
        None if view.role == ALL else view.role,
        None if view.headquarters == ALL else view.headquarters,
        None if view.band == ALL else view.band,
    )
    rows = queries.sort_companies(rows, view.order)
    return queries.group_by_group(tables, rows) if view.is_grouped else rows


@queries.kept
def spread_finding(tables: queries.Tables, view: View) -> str:
    """Return under which asks the companies of a view stand highest and lowest."""
    return queries.spread_finding(queries.ask_figures(tables, companies(tables, view)))


@queries.kept
def scores(tables: queries.Tables, view: View) -> Picture:
    """Return the picture of each company's score and bounds. At least one company must be left in the view."""
    rows = companies(tables, view)
    best = rows.sort_values("score", ascending=False, na_position="last").iloc[0]
    alt = (
        f"Scores of {numbers.counted(len(rows), 'company', 'companies')} with their bounds, from 0 to 100. "
        f"Highest: {best['name']}, {numbers.one_decimal(best['score'])}."
    )
    return _picture(tables, view, "scores", queries.bounds_finding(rows), SCORES_READ, alt)


@queries.kept
def spread(tables: queries.Tables, view: View) -> Picture:
    """Return the picture of where companies stand under each ask."""
    finding = spread_finding(tables, view)
    alt = f"Where each company stands under each ask, from 0 to 100. {finding}."
    return _picture(tables, view, "asks", finding, SPREAD_READ, alt)


@queries.kept
def heat_map(tables: queries.Tables, view: View) -> Picture:
    """Return the picture of companies by asks."""
    number = numbers.counted(len(companies(tables, view)), "company", "companies")
    finding = spread_finding(tables, view)
    return _picture(tables, view, "map", finding, MAP_READ, f"Scores of {number} under each ask. {finding}.")


def _picture(tables: queries.Tables, view: View, chart: str, title: str, reading: str, alt: str) -> Picture:
    rows = companies(tables, view)
    figure = {"scores": scores_figure, "asks": _spread_figure, "map": _map_figure}[chart]

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return figure(tables, replace(view, marked=marked or NONE), scheme)

    return Picture(
        sheet=Sheet(
            sheet_id=f"ranking-{chart}" + ("" if view.group == ALL else f"-{slug(view.group)}"),
            title=title,
            data=_data(tables, rows),
            units=_UNITS | origin.commitment_units(tables),
            source=origin.source(tables),
            path="",
            query=urlencode({"group": view.group, "chart": chart}),
        ),
        basis=_basis(tables, view),
        reading=reading,
        alt=alt,
        draw=draw,
        companies=dict(zip(rows["company_id"], rows["name"], strict=True)),
        marked=view.marked_id,
    )


def _basis(tables: queries.Tables, view: View) -> str:
    """Return which companies are shown, and when they were coded."""
    count = numbers.counted(len(companies(tables, view)), "company", "companies")
    group = queries.peer_group_labels(tables).get(view.peer_group_id or "")
    return f"{count}{f' of the group “{group}”' if group else ''}, {origin.as_of(tables)}"


_UNITS = {
    "peer_group": "name of the peer group",
    "score": origin.SCORE,
    "score_low": f"lower bound of the score; {origin.SCORE}",
    "score_high": f"upper bound of the score; {origin.SCORE}",
    "is_withheld": "whether the score is withheld, since too few indicators were assessed",
    "coverage": "share of the applicable indicators that were assessed, 0–1",
    "rank": f"among all companies that are ranked overall; {origin.RANK}",
    "rank_low": "5th percentile of that rank over random draws",
    "rank_high": "95th percentile of that rank over random draws",
    "peer_rank": f"within the peer group; {origin.RANK}",
    "peer_rank_low": "5th percentile of that rank over random draws",
    "peer_rank_high": "95th percentile of that rank over random draws",
    "band": "band of the score",
    "coded_on": "day on which the coding was finished",
}


def _data(tables: queries.Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["company_id", "name", *_UNITS, *queries.commitment_titles(tables)]].reset_index(drop=True)


@queries.kept
def scores_figure(tables: queries.Tables, view: View, scheme: Scheme) -> go.Figure:
    """Return the figure of scores and bounds."""
    return ranking_figure(companies(tables, view), scheme, view.is_grouped, view.marked_id)


@queries.kept
def _spread_figure(tables: queries.Tables, view: View, scheme: Scheme) -> go.Figure:
    rows = queries.commitment_scores(tables)
    shown = companies(tables, view)["company_id"]
    rows = rows[rows["company_id"].isin(shown)].dropna(subset=["score"])
    rows = rows.sort_values(["position", "name"], ignore_index=True)
    return strip_figure(rows, view.marked_id, scheme)


@queries.kept
def _map_figure(tables: queries.Tables, view: View, scheme: Scheme) -> go.Figure:
    commitments = queries.in_order(tables, "commitment")[["commitment_id", "title"]]
    return heat_figure(companies(tables, view), commitments, view.marked_id, scheme)
