"""Ranks under other draws than the published ones: other numbers of draws, or the reader's own settings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from scorecard.errors import UsageError
from scorecard.queries.companies import cells, ranking
from scorecard.queries.method import commitment_titles
from scorecard.queries.robustness import robustness_parameters
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.cell_model import Grid, grid_of
from scorecard.scoring.certainty import rank_counts, rank_percentiles, scopes_of
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.rank_counts import Ranks
from scorecard.scoring.robustness import RobustnessSettings, simulate
from scorecard.vocabulary import OVERALL, Aggregation, Confidence, Level, Missing, Uncertainty

SANDBOX_DRAWS = 10_000
_MOST_DENOMINATOR = 1_000_000  # worths and weights are simple fractions that the database keeps as numbers


@dataclass(frozen=True)
class Sandbox:
    """The reader's own settings: weights of the commitments in order, 0 or more, and what is varied around them.

    `concentration` says how close drawn weights stay to them, see `RandomBlock.weights`.
    """

    weights: tuple[int, ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...]
    aggregations: tuple[str, ...]
    left_out_count: int = 0
    concentration: int = 10


def ranges_of_draws(
    tables: Tables, draws: int | None = None, seed: int | None = None, sources: tuple[Uncertainty, ...] | None = None
) -> pd.DataFrame:
    """Return the ranges over other draws than the method's: one row a scope and company, best published rank first.

    Columns: `scope`, `company_id`, `name`, `rank` (published), `rank_low`, `rank_median`, `rank_high`.

    Args:
        tables: all tables.
        draws: how many; None for as many as the method has.
        seed: None for the method's.
        sources: what is varied; None for everything.

    Raises:
        UsageError: the method has no draws.
    """
    given = robustness_parameters(tables)
    if not given:
        raise UsageError("The method has no draws. Give it a section rules.robustness, as docs/method.md describes.")
    weights = tables["commitment"].sort_values("position")["weight"].tolist()
    method, grid, rows = _ready(tables, weights)
    own = replace(
        _settings(given),
        draws=draws or given["draws"],
        seed=given["seed"] if seed is None else seed,
        sources=frozenset(Uncertainty) if sources is None else frozenset(sources),
    )
    places = scopes_of(rows)
    found = simulate(grid, method, places, own)
    frames = [_ranges(rows.iloc[places[scope]], found.ranks[scope], scope) for scope in places]
    return pd.concat(frames, ignore_index=True)


def _ready(tables: Tables, weights: Sequence[float]) -> tuple[ScoringMethod, Grid, pd.DataFrame]:
    """Return the method with these weights, the grid of levels, and the rows of `ranking` in the grid's order."""
    method = method_with(tables, weights)
    grid = grid_of(cells(tables), method)
    return method, grid, ranking(tables).set_index("company_id").loc[grid.company_ids]


def _ranges(rows: pd.DataFrame, ranks: Ranks, scope: str) -> pd.DataFrame:
    frame = rank_percentiles(rank_counts(ranks)).assign(
        scope=scope,
        company_id=rows.index,
        name=rows["name"].to_numpy(),
        rank=rows["rank" if scope == OVERALL else "peer_rank"].to_numpy(),
    )
    frame = frame[["scope", "company_id", "name", "rank", "rank_low", "rank_median", "rank_high"]]
    return frame.sort_values(["rank", "name"], ignore_index=True)


@kept
def sandbox_ranges(tables: Tables, scope: str, settings: Sandbox) -> pd.DataFrame:
    """Return the ranges under the reader's own settings, best median first.

    Companies to which no commitment with a weight applies are left out.

    Columns: `company_id`, `name`, `published_rank`, `rank_low`, `rank_median`, `rank_high`.
    """
    method, grid, rows = _ready(tables, settings.weights)
    scored = _has_weight(tables, settings).reindex(grid.company_ids).to_numpy()
    places = scopes_of(rows).get(scope, np.array([], dtype=np.intp))
    places = places[scored[places]]
    if not len(places):
        return pd.DataFrame(columns=["company_id", "name", "published_rank", "rank_low", "rank_median", "rank_high"])
    ranks = simulate(grid, method, {scope: places}, _sandbox_settings(tables, settings)).ranks[scope]
    frame = _ranges(rows.iloc[places], ranks, scope).rename(columns={"rank": "published_rank"})
    return frame.sort_values(["rank_median", "published_rank", "name"], ignore_index=True)


def _has_weight(tables: Tables, settings: Sandbox) -> pd.Series:
    weighted = [one for one, weight in zip(commitment_titles(tables), settings.weights, strict=True) if weight]
    scores = tables["commitment_score"]
    own = scores[scores["commitment_id"].isin(weighted)].groupby("company_id")["assessed_count"].sum()
    return own.reindex(tables["company"]["company_id"], fill_value=0) > 0


def method_of(tables: Tables) -> ScoringMethod:
    """Return the method of the tables, thresholds included."""
    method = tables["methodology"].iloc[0]
    weights = tables["commitment"].sort_values("position")["weight"].tolist()
    return replace(
        method_with(tables, weights),
        coverage_threshold=_exact(method["coverage_threshold"]),
        overall_min_commitments=int(method["overall_min_commitments"]),
    )


def method_with(tables: Tables, weights: Sequence[float]) -> ScoringMethod:
    """Return the method of the tables with other weights."""
    levels = tables["level"]
    method = tables["methodology"].iloc[0]
    cap = method["band_cap_above_weakest"]
    return ScoringMethod(
        values={
            Level(level): None if pd.isna(value) else _exact(value)
            for level, value in zip(levels["level"], levels["value"], strict=True)
        },
        weights=dict(zip(commitment_titles(tables), map(_exact, weights), strict=True)),
        bands=tuple(
            ScoreBand(band, _exact(start))
            for band, start in zip(tables["band"]["band_id"], tables["band"]["from_score"], strict=True)
        ),
        band_cap_above_weakest=None if pd.isna(cap) else int(cap),
    )


def _exact(value: float) -> Fraction:
    return Fraction(value).limit_denominator(_MOST_DENOMINATOR)


def _settings(given: dict[str, Any]) -> RobustnessSettings:
    """Return the settings that the method gives."""
    return RobustnessSettings(
        draws=given["draws"],
        seed=given["seed"],
        weight_concentration=given["weight_concentration"],
        level_slip=tuple((Confidence(name), chance) for name, chance in given["level_slip"].items()),
        missing=tuple(map(Missing, given["missing"])),
        aggregations=tuple(map(Aggregation, given["aggregation"])),
    )


def _sandbox_settings(tables: Tables, settings: Sandbox) -> RobustnessSettings:
    return replace(
        _settings(robustness_parameters(tables)),
        draws=SANDBOX_DRAWS,
        sources=frozenset(map(Uncertainty, settings.sources)),
        missing=tuple(map(Missing, settings.missing)),
        aggregations=tuple(map(Aggregation, settings.aggregations)),
        left_out_count=settings.left_out_count,
        weight_concentration=Fraction(settings.concentration),
    )
