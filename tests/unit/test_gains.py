"""What meeting one indicator would add: as much as scoring the changed level anew says."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.queries.companies import cells
from scorecard.queries.improvement import improvements
from scorecard.scoring.gains import score_gains
from scorecard.vocabulary import Level
from tests.datasets import datasets
from tests.slow_scores import company_result


def slow_gain(company: dict[str, Any], method: dict[str, Any], indicator: str) -> float:
    """Return the gain by scoring the company twice, thresholds off."""
    free = method | {"rules": method["rules"] | {"coverage_threshold": 0}}
    others = [one for one in company["assessments"] if one["indicator"] != indicator]
    changed = company | {"assessments": [*others, {"indicator": indicator, "level": "met"}]}
    before, after = company_result(company, free)["score"], company_result(changed, free)["score"]
    return float(after - before)


def cells_of(company: dict[str, Any], method: dict[str, Any]) -> pd.DataFrame:
    given_levels = {one["indicator"]: one["level"] for one in company["assessments"]}
    rows = []
    for indicator in method["indicators"]:
        if set(indicator["roles"]) & set(company["roles"]):
            level = given_levels.get(indicator["id"], "not_assessed")
            value = method["levels"][level]["value"]
            rows.append((company["id"], indicator["id"], indicator["commitment"],
                         None if value is None else float(number_of(value)), level == "not_assessed"))  # fmt: skip
    columns = ["company_id", "indicator_id", "commitment_id", "value", "is_open"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "is_open": bool})


def number_of(written: Any) -> float:
    above, _, below = str(written).partition("/")
    return float(above) / float(below or 1)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets(), data=st.data())
def test_gains_are_what_scoring_anew_says(dataset: dict[str, Any], data: st.DataObject) -> None:
    method = dataset["method"]
    company = data.draw(st.sampled_from(dataset["companies"]))
    weights = {one["id"]: float(method["rules"].get("weights", {}).get(one["id"], 1)) for one in method["commitments"]}
    cells = cells_of(company, method)
    gains = score_gains(cells, weights, 1.0)
    if not cells["value"].notna().any():
        assert gains.empty
        return
    expected = {key: slow_gain(company, method, key) for key in cells["indicator_id"]}
    assert dict(zip(gains["indicator_id"], gains["gain"], strict=True)) == pytest.approx(
        {key: gain for key, gain in expected.items() if gain > 1e-12}
    )


def test_what_would_raise_a_real_score(tables: queries.Tables) -> None:
    for company in queries.ranking(tables).itertuples():
        rows = improvements(tables, str(company.company_id))
        card = queries.report_card(tables, str(company.company_id))
        unmet = card[~card["level"].isin([Level.MET, Level.NOT_APPLICABLE])]
        assert set(rows["indicator_id"]) == set(unmet["indicator_id"])
        assert rows["gain"].is_monotonic_decreasing or (rows["gain"].diff().dropna() < 1e-9).all()
        assert (rows["score_after"] <= 100 + 1e-9).all()
        everything = company.score + rows["gain"].sum()
        assert everything == pytest.approx(100)  # gains of single indicators add up to what is missing


def test_peers_that_meet_it_are_of_the_same_group_and_meet_it(tables: queries.Tables) -> None:
    rows = improvements(tables, "meta").set_index("indicator_id")
    groups = tables["company"].set_index("name")["peer_group_id"]
    levels = cells(tables).merge(tables["company"][["company_id", "name"]], on="company_id")
    for indicator, names in rows["peers"].items():
        met = set(levels[(levels["indicator_id"] == indicator) & (levels["level"] == "met")]["name"])
        assert set(names) == {name for name in met if groups[name] == groups["Meta"]}


def test_a_withheld_score_has_nothing_that_would_raise_it(libraries: Path) -> None:
    path = libraries / "companies" / "north.yaml"
    head = path.read_text().split("  - indicator: LEN2")[0]
    path.write_text(head)
    (libraries / "codings.csv").unlink()
    tables, _ = queries.from_data(libraries)
    assert queries.company(tables, "north")["is_withheld"]
    assert improvements(tables, "north").empty
