"""Pictures of the page Robustness: ranges of ranks, pairs, how often each rank, what moves ranks."""

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from scorecard import numbers, queries, words
from scorecard.charts.robustness import acceptability_figure, influence_figure, pairs_figure, ranges_figure
from scorecard.charts.theme import Scheme
from scorecard.pictures import origin
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Picture, Sheet

RANGES_READ = "Lines: the range in which a rank lies in at least nine of ten draws. Where ranges overlap, the order is "
RANGES_READ += "open to doubt."
SHARES_READ = "Shares of the draws in per cent; from 10 on as a number."
INFLUENCE_READ = (
    "Sobol’ indices: which share of the variance of a rank comes from a source by itself, and together with the "
    "others; means over the companies. The shares with others add up to more than all, since sources act together."
)
STAMP = "Your settings, not the published ranking."
SOURCES = {
    "weights": "Weights of the asks",
    "indicators": "Choice of indicators",
    "missing": "Missing evidence",
    "levels": "Levels as coded",
    "aggregation": "How asks make one score",
}
_RANGE_UNITS = {
    "rank": f"as published; {origin.RANK}",
    "published_rank": f"as published; {origin.RANK}",
    "is_shared": "whether another company has the same rank",
    "rank_low": "5th percentile of the rank over the draws",
    "rank_median": "median of the rank over the draws",
    "rank_high": "95th percentile of the rank over the draws",
    "tie_band": "from the top; a new one begins at the first rank that can be told apart from the first of the last",
}


@queries.kept
def ranges(tables: queries.Tables, scope: str) -> Picture:
    """Return the picture of the range of each rank among those ranked with each other."""
    rows = queries.rank_ranges(tables, scope)
    finding = ranges_finding(tables, scope)
    return _picture(
        tables,
        scope,
        ("rank-ranges", finding, RANGES_READ, f"Published rank, median and range of each company. {finding}."),
        rows,
        _RANGE_UNITS,
        _ranges_figure,
    )


@queries.kept
def ranges_finding(tables: queries.Tables, scope: str) -> str:
    """Return which company's rank is known worst, and which best."""
    rows = queries.rank_ranges(tables, scope)
    widths = rows["rank_high"] - rows["rank_low"]
    widest, narrowest = rows.iloc[int(widths.argmax())], rows.iloc[int(widths.argmin())]
    if widths.max() == widths.min():
        return f"Every range has {numbers.counted(int(widths.max()) + 1, 'rank')}"
    return (
        f"Widest range: {widest['name']}, {widest['rank_low']} to {widest['rank_high']}; "
        f"narrowest: {narrowest['name']}, {narrowest['rank_low']} to {narrowest['rank_high']}"
    )


@queries.kept
def pairs(tables: queries.Tables, scope: str) -> Picture:
    """Return the picture of which pairs of companies can be told apart; there must be pairs."""
    threshold = words.percent(_threshold(tables))
    reading = (
        f"Two companies are told apart when one is above the other in at least {threshold} of the draws: a dot. "
        "The stronger the colour, the more often the company of the row is above that of the column."
    )
    finding = queries.pairs_finding(tables, scope)
    wide = _pairs(tables, scope)
    names = queries.in_name_order(tables)
    data = wide.rename_axis("company_id").rename(columns=str).reset_index()
    units = {str(other): f"share of the draws in which the company of the row is above {names[str(other)]}, 0–1"
             for other in wide.columns}  # fmt: skip
    said = ("pairs", finding, reading, f"How often each company is above each other. {finding}.")
    return _picture(tables, scope, said, data, units, _pairs_figure)


@queries.kept
def acceptability(tables: queries.Tables, scope: str) -> Picture:
    """Return the picture of how often each company has each rank."""
    shares = queries.rank_probabilities(tables, scope)
    data = queries.rank_ranges(tables, scope)[["company_id", "name"]].join(
        shares.reset_index(drop=True).rename(columns=lambda rank: f"rank_{rank}")
    )
    units = {f"rank_{rank}": f"share of the draws with rank {rank}, 0–1" for rank in shares.columns}
    alt = "How often each company has each rank over the draws."
    said = ("rank-shares", "How often each company has each rank", SHARES_READ, alt)
    return _picture(tables, scope, said, data, units, _acceptability_figure)


@queries.kept
def influence(tables: queries.Tables, scope: str) -> Picture:
    """Return the picture of what moves ranks; it must have been computed."""
    rows = queries.source_influence(tables, scope)
    strongest = SOURCES[str(rows["source"].iloc[0])].lower()
    units = {
        "source": "what was varied",
        "first_order": "share of the variance of ranks by itself, 0–1",
        "total": "share of the variance of ranks with all that it acts together with, 0–1",
        "mean_shift": "places by which overall ranks move on average, varied by itself",
        "moved_count": "companies that could be 3 places off, varied by itself",
    }
    alt = f"Shares of the variance of ranks by source. Strongest: {strongest}."
    said = ("influence", f"What moves ranks most: {strongest}", INFLUENCE_READ, alt)
    return _picture(tables, scope, said, rows, units, _influence_figure)


@queries.kept
def sandbox(tables: queries.Tables, scope: str, settings: queries.Sandbox) -> Picture:
    """Return the picture of ranks under the reader's own settings; at least one company must have a rank."""
    rows = queries.sandbox_ranges(tables, scope, settings)
    reading = (
        f"{STAMP} Dots: the published rank. Lines: the range in which a rank lies in at least nine of ten draws under "
        "your settings; with nothing varied, the rank itself."
    )
    alt = f"{STAMP} Published rank, median and range of each company."
    sheet = Sheet(
        f"own-settings-{slug(scope)}", f"Ranks under the reader’s own settings. {STAMP}", rows,
        _RANGE_UNITS, origin.source(tables), "robustness",
    )  # fmt: skip

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return _sandbox_figure(tables, scope, settings, scheme)

    return Picture(sheet, origin.basis(tables, len(rows)), reading, alt, draw)


def _picture(
    tables: queries.Tables, scope: str, said: tuple[str, str, str, str], data: pd.DataFrame, units: dict[str, str],
    figure: Callable[[queries.Tables, str, Scheme], go.Figure],
) -> Picture:  # fmt: skip
    name, title, reading, alt = said
    ranked = len(queries.rank_ranges(tables, scope))
    label = "" if scope == next(iter(queries.scopes(tables))) else f" of the group “{queries.scopes(tables)[scope]}”"
    draws = queries.robustness_parameters(tables)["draws"]
    count = numbers.counted(ranked, "company", "companies")

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return figure(tables, scope, scheme)

    rows = queries.rank_ranges(tables, scope)
    has_rows = name in ("rank-ranges", "rank-shares")
    names = dict(zip(rows["company_id"], rows["name"], strict=True)) if has_rows else {}
    sheet = Sheet(
        f"{name}-{slug(scope)}", title, data, units, origin.source(tables), "robustness",
        urlencode({"group": scope}),
    )  # fmt: skip
    return Picture(sheet, f"{count}{label}, ranked {draws:,} times, {origin.as_of(tables)}", reading, alt, draw, names)


def _threshold(tables: queries.Tables) -> float:
    return float(queries.robustness_parameters(tables)["tell_apart"])


@queries.kept
def _pairs(tables: queries.Tables, scope: str) -> pd.DataFrame:
    ids = queries.rank_ranges(tables, scope)["company_id"].tolist()
    return queries.pair_table(tables)["probability"].unstack().reindex(index=ids, columns=ids)


@queries.kept
def _ranges_figure(tables: queries.Tables, scope: str, scheme: Scheme) -> go.Figure:
    return ranges_figure(queries.rank_ranges(tables, scope), "rank", scheme)


@queries.kept
def _pairs_figure(tables: queries.Tables, scope: str, scheme: Scheme) -> go.Figure:
    names = queries.rank_ranges(tables, scope)["name"].tolist()
    return pairs_figure(_pairs(tables, scope), names, _threshold(tables), scheme)


@queries.kept
def _acceptability_figure(tables: queries.Tables, scope: str, scheme: Scheme) -> go.Figure:
    names = queries.rank_ranges(tables, scope)["name"].tolist()
    return acceptability_figure(queries.rank_probabilities(tables, scope), names, scheme)


@queries.kept
def _influence_figure(tables: queries.Tables, scope: str, scheme: Scheme) -> go.Figure:
    return influence_figure(queries.source_influence(tables, scope), SOURCES, scheme)


@queries.kept
def _sandbox_figure(tables: queries.Tables, scope: str, settings: queries.Sandbox, scheme: Scheme) -> go.Figure:
    return ranges_figure(queries.sandbox_ranges(tables, scope, settings), "published_rank", scheme)
