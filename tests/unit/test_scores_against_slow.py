"""`scores` agrees with a calculation written the slow, obvious way, on real and on random data."""

import json
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.settings import ROOT
from tests.command import run
from tests.datasets import datasets, write_dataset
from tests.slow_scores import slow_scores


def scores_of(capsys: pytest.CaptureFixture[str], data_dir: Path, *more: str) -> list[dict[str, Any]]:
    done = run(capsys, "scores", "--format", "json", "--data", data_dir, *more)
    assert done.code == 0, done.err
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


def assert_agree(fast: list[dict[str, Any]], slow: list[dict[str, Any]]) -> None:
    fast = sorted(fast, key=lambda row: str(row["company_id"]))
    assert [row["company_id"] for row in fast] == [row["company_id"] for row in slow]
    for ours, theirs in zip(fast, slow, strict=True):
        for key, expected in theirs.items():
            if key == "applicable":
                continue
            got = ours[key]
            if isinstance(expected, Fraction):
                assert got == pytest.approx(float(expected), abs=1e-9), (theirs["company_id"], key)
            else:
                assert got == expected, (theirs["company_id"], key)


def test_the_shipped_data(capsys: pytest.CaptureFixture[str]) -> None:
    fast = scores_of(capsys, ROOT / "data")
    assert len(fast) == 29
    assert_agree(fast, slow_scores(ROOT / "data"))


def test_the_made_up_data(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    assert_agree(scores_of(capsys, libraries), slow_scores(libraries))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets(), order=st.randoms())
def test_random_data(capsys: pytest.CaptureFixture[str], dataset: dict[str, Any], order: Any) -> None:
    """The calculation agrees, scores lie within their bounds, and a company's twin ties with it in everything."""
    dataset = with_twin(dataset, order)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = write_dataset(dataset, Path(folder) / "data")
        rows = scores_of(capsys, data_dir)
        assert_agree(rows, slow_scores(data_dir))
    assert_within_bounds(rows)
    by_id = {row["company_id"]: row for row in rows}
    for key in ("score", "rank", "peer_rank", "score_low", "score_high", "score_geometric", "band"):
        assert by_id["twin"][key] == by_id["company0"][key]


def with_twin(dataset: dict[str, Any], order: Any) -> dict[str, Any]:
    """Add a company with the levels of the first, its assessments in another order."""
    twin = dict(dataset["companies"][0], id="twin", name="Twin")
    twin["assessments"] = list(twin["assessments"])
    order.shuffle(twin["assessments"])
    return {"method": dataset["method"], "companies": [*dataset["companies"], twin]}


def assert_within_bounds(rows: list[dict[str, Any]]) -> None:
    for row in (row for row in rows if row["score"] is not None):
        assert row["score_low"] - 1e-9 <= row["score"] <= row["score_high"] + 1e-9
        assert 0 <= row["score_geometric"] <= row["score"] + 1e-9 <= 100 + 2e-9
        if row["score_weakest"] is not None:  # of a commitment whose own score is withheld it is not shown
            assert 0 <= row["score_weakest"] <= row["score_geometric"] + 1e-9


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets())
def test_by_indicator_has_every_cell_once(capsys: pytest.CaptureFixture[str], dataset: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = scores_of(capsys, write_dataset(dataset, Path(folder) / "data"), "--by", "indicator")
    cells = [(row["company_id"], row["indicator_id"]) for row in rows]
    assert len(cells) == len(set(cells)) == len(dataset["companies"]) * len(dataset["method"]["indicators"])
    for row in rows:
        assert (row["value"] is None) == (row["level"] in ("not_applicable", "not_assessed"))
