"""How sure a rank is, as tables: ranges, probabilities, who can be told apart from whom, and what moves ranks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scorecard.scoring.cell_model import Grid, grid_of
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.rank_counts import Ranks, Wins
from scorecard.scoring.robustness import RobustnessSettings, Scopes, simulate
from scorecard.scoring.sensitivity import correlation_ratio, left_out_ranks, rank_sensitivities
from scorecard.vocabulary import OVERALL, Uncertainty

LOW, MIDDLE, HIGH = Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)  # which of the ranks make up the range
FAR = 3  # places: a range that reaches so far from the published rank counts as moved
MOST_DRAWS_ALONE = 10_000  # when each source is varied by itself


class Certainty(NamedTuple):
    """What the draws say of ranks.

    `scope` is `overall` or the id of a peer group.

    Attributes:
        ranges: `scope`, `company_id`, `rank_low`, `rank_median`, `rank_high` (5th, 50th and 95th percentile, the
            smallest rank that at least so many draws do not exceed); `tie_band` (see `tie_bands`; missing for many).
        ranks: `scope`, `company_id`, `rank`, `probability` (0-1) of exactly that rank, above 0.
        bands: `company_id`, `band_id`, `probability` (0-1).
        pairs: `company_id`, `other_id`, `probability` (0-1) that the first is above the second, ties not counted, and
            `is_above` (whether it can be told apart as the higher one); none for many companies.
        left_out: see `sensitivity.left_out_ranks`.
    """

    ranges: pd.DataFrame
    ranks: pd.DataFrame
    bands: pd.DataFrame
    pairs: pd.DataFrame
    left_out: pd.DataFrame


class Influence(NamedTuple):
    """What moves ranks.

    Attributes:
        sensitivities: see `sensitivity.rank_sensitivities`.
        shifts: `source`, `mean_shift` (places by which an overall rank differs from the published one, mean over draws
            and companies) and `moved_count` (companies whose range reaches `FAR` places or more), each source by
            itself.
        importances: `commitment_id`, `weight_share` (0-1, stated), `importance` (0-1, the correlation ratio of the
            overall score given the commitment's; missing where it cannot be told).
    """

    sensitivities: pd.DataFrame
    shifts: pd.DataFrame
    importances: pd.DataFrame


def scopes_of(companies: pd.DataFrame) -> dict[str, NDArray[np.intp]]:
    """Return who is ranked with whom: all that have an overall rank, and each peer group's that have a score.

    Args:
        companies: `peer_group_id`, `rank`, `peer_rank` (missing without), in the order of the grid.
    """
    scopes = {OVERALL: np.flatnonzero(companies["rank"].notna())}
    has_score = companies["peer_rank"].notna()
    for group in companies["peer_group_id"].unique():
        scopes[str(group)] = np.flatnonzero(has_score & (companies["peer_group_id"] == group))
    return {scope: places for scope, places in scopes.items() if len(places)}


def certainty(
    cells: pd.DataFrame,
    companies: pd.DataFrame,
    method: ScoringMethod,
    settings: RobustnessSettings,
    tell_apart: Fraction,
) -> Certainty:
    """Rank the companies in every draw and say how sure their ranks are.

    Args:
        cells: see `cell_model.grid_of`.
        companies: `company_id`, `peer_group_id`, `rank`, `peer_rank` as published, missing without.
        method: weights, worths and bands.
        settings: what is varied.
        tell_apart: probability 0.5-1 from which on one company is said to be above another.
    """
    grid = grid_of(cells, method)
    companies = companies.set_index("company_id").loc[grid.company_ids]
    scopes = scopes_of(companies)
    draws = simulate(grid, method, scopes, settings)
    is_above = {name: _told_apart(wins, settings.draws, tell_apart) for name, wins in draws.wins.items()}
    counts = {name: rank_counts(ranks) for name, ranks in draws.ranks.items()}
    return Certainty(
        ranges=_ranges(grid, companies, scopes, counts, is_above),
        ranks=pd.DataFrame(_rank_probabilities(grid, scopes, counts)),
        bands=_band_probabilities(grid, method, draws.bands, settings.draws),
        pairs=_pairs(grid, scopes, draws.wins, is_above, settings.draws),
        left_out=left_out_ranks(grid, method, scopes),
    )


def influence(
    cells: pd.DataFrame,
    companies: pd.DataFrame,
    commitments: pd.DataFrame,
    method: ScoringMethod,
    settings: RobustnessSettings,
) -> Influence:
    """Say what moves ranks.

    Args:
        cells: see `cell_model.grid_of`.
        companies: `company_id`, `peer_group_id`, `rank`, `peer_rank`, `score` (0-100) as published, missing without.
        commitments: `company_id`, `commitment_id`, `score` (0-100, missing without).
        method: weights, worths and bands.
        settings: what is varied.
    """
    grid = grid_of(cells, method)
    companies = companies.set_index("company_id").loc[grid.company_ids]
    scopes = scopes_of(companies)
    return Influence(
        sensitivities=rank_sensitivities(grid, method, scopes, settings),
        shifts=_shifts(grid, method, companies, scopes, settings),
        importances=_importances(companies["score"], commitments, method),
    )


def percentile_ranks(counts: NDArray[np.int64], share: Fraction) -> NDArray[np.int64]:
    """Return for each row the smallest rank that at least a share of the draws does not exceed.

    Args:
        counts: how often each company (row) has each rank (column, from 0), see `rank_counts`.
        share: of the draws, 0-1.
    """
    reached = np.cumsum(counts, axis=1) * share.denominator >= share.numerator * counts.sum(axis=1, keepdims=True)
    places: NDArray[np.int64] = np.argmax(reached, axis=1)
    return places


def rank_percentiles(counts: NDArray[np.int64]) -> pd.DataFrame:
    """Return the range of each company: `rank_low`, `rank_median`, `rank_high`, a row each. Takes `rank_counts`."""
    shares = {"rank_low": LOW, "rank_median": MIDDLE, "rank_high": HIGH}
    return pd.DataFrame({name: percentile_ranks(counts, share) for name, share in shares.items()})


def rank_counts(ranks: Ranks) -> NDArray[np.int64]:
    """Return how often each company (row) has each rank (column, from 0, which nobody has)."""
    return np.stack([np.bincount(row, minlength=len(ranks) + 1) for row in ranks])


def tie_bands(published: NDArray[np.int64], is_above: NDArray[np.bool_]) -> list[int]:
    """Return the tie band of each company, from 1 for the best.

    Read from the top: a new band begins at the first rank all of whose companies can be told apart from all that stand
    first in the band above. Companies further down stay in a band whatever else they can be told apart from.

    Args:
        published: published rank of each company.
        is_above: whether the company of a row can be told apart as higher than that of a column.
    """
    bands: dict[int, int] = {}
    firsts, band = np.array([], dtype=np.intp), 0
    for rank in sorted(set(published.tolist())):
        members = np.flatnonzero(published == rank)
        if not band or is_above[np.ix_(firsts, members)].all():
            firsts, band = members, band + 1
        bands[rank] = band
    return [bands[rank] for rank in published.tolist()]


def _told_apart(wins: Wins, draws: int, share: Fraction) -> NDArray[np.bool_]:
    return wins * share.denominator >= share.numerator * draws


def _ranges(
    grid: Grid,
    companies: pd.DataFrame,
    scopes: Scopes,
    counts: Mapping[str, NDArray[np.int64]],
    is_above: Mapping[str, NDArray[np.bool_]],
) -> pd.DataFrame:
    frames = []
    for scope, places in scopes.items():
        published = companies["rank" if scope == OVERALL else "peer_rank"].iloc[places].to_numpy(dtype=int)
        own = rank_percentiles(counts[scope]).assign(
            scope=scope,
            company_id=[grid.company_ids[place] for place in places],
            tie_band=tie_bands(published, is_above[scope]) if scope in is_above else None,
        )
        frames.append(own)
    return pd.concat(frames, ignore_index=True)


def _rank_probabilities(
    grid: Grid, scopes: Scopes, counts: Mapping[str, NDArray[np.int64]]
) -> Iterator[dict[str, object]]:
    for scope, places in scopes.items():
        for row, rank in np.argwhere(counts[scope]):
            yield {
                "scope": scope,
                "company_id": grid.company_ids[places[row]],
                "rank": int(rank),
                "probability": int(counts[scope][row, rank]) / int(counts[scope][row].sum()),
            }


def _band_probabilities(grid: Grid, method: ScoringMethod, counts: NDArray[np.int64], draws: int) -> pd.DataFrame:
    bands = [band.band_id for band in sorted(method.bands, key=lambda band: band.from_score)]
    wide = pd.DataFrame(counts / draws, columns=bands).assign(company_id=grid.company_ids)
    return wide.melt(id_vars="company_id", var_name="band_id", value_name="probability")


def _pairs(
    grid: Grid, scopes: Scopes, wins: Mapping[str, Wins], is_above: Mapping[str, NDArray[np.bool_]], draws: int
) -> pd.DataFrame:
    """Return every pair of companies that are ranked with each other, once."""
    found = {}
    for scope, own in wins.items():
        names = [grid.company_ids[place] for place in scopes[scope]]
        for row, column in np.argwhere(~np.eye(len(names), dtype=bool)):
            found[names[row], names[column]] = (int(own[row, column]) / draws, bool(is_above[scope][row, column]))
    rows = [(*pair, *values) for pair, values in found.items()]
    return pd.DataFrame(rows, columns=["company_id", "other_id", "probability", "is_above"])


def _shifts(
    grid: Grid, method: ScoringMethod, companies: pd.DataFrame, scopes: Scopes, settings: RobustnessSettings
) -> pd.DataFrame:
    rows = []
    places = scopes.get(OVERALL, np.array([], dtype=np.intp))
    published = companies["rank"].iloc[places].to_numpy(dtype=int)
    sources = [source for source in Uncertainty if source in settings.sources and len(places)]
    for source in sources:
        alone = replace(settings, sources=frozenset({source}), draws=min(settings.draws, MOST_DRAWS_ALONE))
        ranks = simulate(grid, method, {OVERALL: places}, alone).ranks[OVERALL]
        ranges = rank_percentiles(rank_counts(ranks))
        shift = np.abs(ranks.astype(np.int64) - published[:, None])
        moved = np.maximum(published - ranges["rank_low"], ranges["rank_high"] - published) >= FAR
        rows.append(
            {"source": source.value, "mean_shift": round(float(shift.mean()), 3), "moved_count": int(moved.sum())}
        )
    return pd.DataFrame(rows, columns=["source", "mean_shift", "moved_count"])


def _importances(scores: pd.Series, commitments: pd.DataFrame, method: ScoringMethod) -> pd.DataFrame:
    total = sum(method.weights.values())
    rows = []
    for commitment_id, weight in method.weights.items():
        own = commitments[commitments["commitment_id"] == commitment_id].set_index("company_id")["score"].dropna()
        both = pd.DataFrame({"given": own, "outcome": scores}).dropna()
        ratio = correlation_ratio(both["given"].to_numpy(dtype=float), both["outcome"].to_numpy(dtype=float))
        rows.append(
            {"commitment_id": commitment_id, "weight_share": float(weight / total), "importance": round(ratio, 3)}
        )
    return pd.DataFrame(rows)
