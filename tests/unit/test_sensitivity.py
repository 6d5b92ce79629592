"""What moves ranks: known functions, and scoring anew without what is left out."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scorecard import queries
from scorecard.queries.companies import cells as shipped_cells
from scorecard.scoring.cell_model import grid_of
from scorecard.scoring.scores import score
from scorecard.scoring.sensitivity import (
    correlation_ratio,
    left_out_ranks,
    rank_sensitivities,
    sobol_indices,
    sobol_sample,
)
from scorecard.vocabulary import Uncertainty
from tests.draws import cells_of, everybody, method_of, settings_of, shipped_method


def test_nothing_left_out_gives_the_published_ranks(tables: queries.Tables) -> None:
    rows = tables["left_out_rank"]
    nothing = rows[rows["left_out"] == ""].set_index(["scope", "company_id"])["rank"]
    for row in tables["score"].merge(tables["company"], on="company_id").to_dict("records"):
        assert nothing[row["peer_group_id"], row["company_id"]] == row["peer_rank"]
        if row["is_ranked_overall"]:
            assert nothing["overall", row["company_id"]] == row["rank"]


def test_leaving_one_out_is_scoring_without_it(tables: queries.Tables) -> None:
    method, cells = shipped_method(tables), shipped_cells(tables)
    rows = tables["left_out_rank"].set_index(["scope", "left_out", "company_id"])["rank"]
    ranked = tables["score"].loc[tables["score"]["is_ranked_overall"], "company_id"].tolist()
    for left_out in ("transparency", "SBD1", "PAY4"):
        kept_cells = cells[(cells["commitment_id"] != left_out) & (cells["indicator_id"] != left_out)]
        without = replace(method, weights={key: value for key, value in method.weights.items() if key != left_out})
        groups = pd.DataFrame({"company_id": cells["company_id"].unique()}).assign(peer_group_id="all")
        exact = score(kept_cells, groups, without).companies.set_index("company_id")["exact"].loc[ranked]
        for company_id in ranked:
            assert rows["overall", left_out, company_id] == 1 + sum(other > exact[company_id] for other in exact)


def test_a_company_that_loses_its_only_ask_has_no_rank() -> None:
    cells = cells_of([["met", "not_applicable"], ["met", "partial"]], ["a", "b"])
    method = method_of(["a", "b"])
    ranks = left_out_ranks(grid_of(cells, method), method, everybody(cells)).set_index(["left_out", "company_id"])[
        "rank"
    ]
    assert pd.isna(ranks["a", "c00"]) and ranks["a", "c01"] == 1 and ranks["", "c00"] == 1


def test_sobol_indices_of_the_ishigami_function() -> None:
    """Ishigami and Homma (1990) with a = 7, b = 0.1, whose indices are known in closed form."""
    sample = sobol_sample(3, seed=1)
    x = (2 * sample - 1) * np.pi
    outcome = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sobol_indices(outcome, 3, seed=1)
    assert found["first_order"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert found["total"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_a_source_that_does_nothing_has_no_share_of_the_variance() -> None:
    commitments = ["a", "b"]
    cells = cells_of([["met", "not_met"], ["not_met", "met"], ["met", "met"]], commitments)
    method = method_of(commitments)
    varied = settings_of(Uncertainty.WEIGHTS, Uncertainty.MISSING)  # no evidence is missing
    found = rank_sensitivities(grid_of(cells, method), method, everybody(cells), varied)
    by_source = found.groupby("source")[["first_order", "total"]].mean()
    assert by_source.loc["weights"].to_numpy() == pytest.approx([1.0, 1.0], abs=0.06)
    assert by_source.loc["missing"].to_numpy() == pytest.approx([0.0, 0.0], abs=0.02)
    assert set(found["company_id"]) == {"c00", "c01"}  # the best never moves


def test_the_correlation_ratio_of_known_cases() -> None:
    x = np.linspace(-1, 1, 41)
    assert correlation_ratio(x, 3 * x + 1) == pytest.approx(1.0, abs=1e-6)
    assert correlation_ratio(x, x**2) > 0.95  # no linear correlation at all
    noise = np.random.default_rng(1).normal(size=400)
    assert correlation_ratio(np.linspace(0, 1, 400), noise) < 0.1
    assert np.isnan(correlation_ratio(x, np.ones(41))) and np.isnan(correlation_ratio(x[:4], x[:4]))
    assert 0 <= correlation_ratio(np.repeat([0.0, 1.0], 20), np.random.default_rng(2).normal(size=40)) <= 1
