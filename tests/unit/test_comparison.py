"""Comparisons agree with slow loops over the YAML files, and their sentences never contradict the numbers."""

import re
import statistics
import tempfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.charts import comparison as compare_charts
from scorecard.charts import theme
from scorecard.numbers import one_decimal
from scorecard.publish import comparisons
from scorecard.queries import Verdict
from scorecard.settings import ROOT
from tests.datasets import datasets, write_dataset
from tests.slow_scores import levels_under, worth
from tests.unit.test_ui import contrast, luminance

Levels = dict[str, dict[str, str]]


def slow_levels(data_dir: Path) -> tuple[Levels, dict[str, str], dict[str, Any]]:
    """Return each company's level by indicator, each company's peer group, and the methodology."""
    method = yaml.safe_load(next((data_dir / "methodology").glob("*.yaml")).read_text("utf-8"))
    levels: Levels = {}
    groups = {}
    for path in sorted((data_dir / "companies").glob("*.yaml")):
        company = yaml.safe_load(path.read_text("utf-8"))
        groups[company["id"]] = company["peer_group"]
        levels[company["id"]] = {}
        for commitment in method["commitments"]:
            ids = [one["id"] for one in method["indicators"] if one["commitment"] == commitment["id"]]
            found = levels_under(company, method, commitment["id"])
            levels[company["id"]].update(zip(ids, found, strict=True))
    return levels, groups, method


def slow_counts(levels: Levels, company_ids: tuple[str, ...]) -> dict[str, int]:
    counts = {"shared": 0, "compared": 0, "differing": 0, "partly": 0}
    for indicator in levels[company_ids[0]]:
        found = [levels[company][indicator] for company in company_ids]
        applying = [level for level in found if level != "not_applicable"]
        if len(applying) == len(found):
            counts["shared"] += 1
            if "not_assessed" not in found:
                counts["compared"] += 1
                counts["differing"] += any(level != found[0] for level in found)
        elif applying:
            counts["partly"] += 1
    return counts


def slow_stands(levels: Levels, groups: dict[str, str], method: dict[str, Any], company_id: str) -> dict[str, str]:
    stands = {}
    for indicator, own in levels[company_id].items():
        group = [levels[other][indicator] for other in groups if groups[other] == groups[company_id]]
        assessed = [level for level in group if level not in ("not_applicable", "not_assessed")]
        worths: list[Fraction] = [worth(level, method) for level in assessed]
        if own == "not_applicable":
            stands[indicator] = "applies_to_none"
        elif own == "not_assessed":
            stands[indicator] = "not_assessed"
        elif len(worths) == 1:
            stands[indicator] = "alone"
        else:
            gap = worth(own, method) - statistics.median(worths)
            stands[indicator] = "above" if gap > 0 else "below" if gap < 0 else "at_median"
    return stands


def assert_agrees(data_dir: Path, tables: queries.Tables, choices: Iterator[tuple[str, ...]]) -> None:
    levels, groups, method = slow_levels(data_dir)
    for company_ids in choices:
        comparison = queries.compare(tables, company_ids)
        found = {one.indicator_id: one for one in comparison.indicators}
        for place, company_id in enumerate(company_ids):
            assert {key: one.levels[place] for key, one in found.items()} == levels[company_id]
        if len(company_ids) == 1:
            assert {key: one.verdict for key, one in found.items()} == slow_stands(
                levels, groups, method, company_ids[0]
            )
            assert_group_levels(levels, groups, comparison)
        else:
            expected = slow_counts(levels, company_ids)
            assert sum(one.verdict.is_compared for one in found.values()) == expected["compared"]
            assert sum(one.verdict.is_difference for one in found.values()) == expected["differing"]
        assert_sentences(comparison, levels, company_ids)


def assert_group_levels(levels: Levels, groups: dict[str, str], comparison: queries.Comparison) -> None:
    peers = [one for one in groups if groups[one] == comparison.companies[0]["peer_group_id"]]
    assert comparison.companies[0]["group_count"] == len(peers)
    for one in comparison.indicators:
        found = [levels[peer][one.indicator_id] for peer in peers]
        assert {str(level): number for level, number in one.group.counts.items()} == {
            level: found.count(level) for level in found
        }


def assert_sentences(comparison: queries.Comparison, levels: Levels, company_ids: tuple[str, ...]) -> None:
    title, note = queries.comparison_finding(comparison), queries.comparability(comparison)
    scores, agreement = title.rsplit("; ", 1)
    assert queries.gap_finding(comparison)
    for company in comparison.companies:
        if company["is_withheld"]:
            assert "withheld" in title and company["name"] in title
    if len(company_ids) > 1:
        counts = slow_counts(levels, company_ids)
        assert_scores_said(scores, [row for row in comparison.companies if not row["is_withheld"]])
        assert_agreement_said(agreement, counts)
        assert ("face different indicators" in note) == (counts["partly"] > 0)
        if counts["partly"]:
            assert f"{counts['partly']} to only some" in note


def assert_scores_said(text: str, shown: list[dict[str, Any]]) -> None:
    """Every number of the sentence is the one that it speaks of, worked out from the rows."""
    numbers = re.findall(r"(?<![\w.])\d+\.\d", text)
    if not shown:
        assert numbers == []
        return
    best = max(shown, key=lambda row: float(row["score"]))
    last = min(shown, key=lambda row: float(row["score"]))
    gap = best["score"] - last["score"]
    if len(shown) == 1 or one_decimal(best["score"]) == one_decimal(last["score"]):
        assert numbers == [one_decimal(best["score"])]
        assert ("when rounded" in text) == (gap > 0)
    elif len(shown) == 2:
        assert numbers == [one_decimal(best["score"]), max(one_decimal(gap), "0.1")]
        assert text.startswith(f"{best['name']} scores") and f"more than {last['name']}" in text
    else:
        assert numbers == [one_decimal(best["score"]), one_decimal(last["score"])]
        first, rest = text.split(" highest with ")
        for row in shown:
            assert (row["name"] in first) == (row["score"] == best["score"])
            assert (row["name"] in rest.split(" lowest with ")[0]) == (row["score"] == last["score"])


def assert_agreement_said(text: str, counts: dict[str, int]) -> None:
    compared, differing = counts["compared"], counts["differing"]
    if not compared:
        assert text.startswith("no shared indicator was assessed" if counts["shared"] else "no indicator applies")
        return
    said = [int(number) for number in re.findall(r"\d+", text.split(" indicator")[0])]
    if compared == 1 or differing in (0, compared):
        assert said == ([] if compared == 1 else [compared])
        assert ("differ" in text) == (differing > 0) and ("agree" in text) == (differing == 0)
    else:
        assert said == [differing, compared]
    assert ("assessed for" in text) == (compared < counts["shared"])


def test_the_shipped_data_agrees_with_slow_loops(tables: queries.Tables) -> None:
    ids = tables["company"]["company_id"].tolist()
    triples = list(combinations(ids, 3))[::37]
    fives = list(combinations(ids, 5))[::4001]
    choices = [(one,) for one in ids] + list(combinations(ids, 2)) + triples + fives
    assert len(choices) > 500
    assert_agrees(ROOT / "data", tables, iter(choices))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets(), chooser=st.randoms())
def test_random_data_agrees_with_slow_loops(dataset: dict[str, Any], chooser: Any) -> None:
    ids = [company["id"] for company in dataset["companies"]]
    chosen = chooser.sample(ids, min(len(ids), 5))
    choices = [(one,) for one in ids] + [tuple(chosen[:number]) for number in range(2, len(chosen) + 1)]
    with tempfile.TemporaryDirectory() as folder:
        data_dir = write_dataset(dataset, Path(folder) / "data")
        tables, _ = queries.from_data(data_dir)
        assert_agrees(data_dir, tables, iter(choices))
        assert 1 <= len(queries.usual_comparison(tables)) <= 2


def test_the_usual_comparison_is_the_two_best_of_the_largest_group(tables: queries.Tables) -> None:
    rows = queries.ranking(tables)
    largest = rows[rows["peer_group_id"] == "platforms"]
    assert len(largest) == rows["peer_group_id"].value_counts().max()
    assert queries.usual_comparison(tables) == ["aylo", "meta"]
    assert largest.head(2)["company_id"].tolist() == ["aylo", "meta"]


def test_the_group_of_a_company_is_summed_up_as_on_its_report_card(tables: queries.Tables) -> None:
    for company_id in tables["company"]["company_id"]:
        ours = queries.compare(tables, (company_id,)).commitments
        theirs = queries.rows_of(queries.peer_comparison(tables, company_id))
        keys = ["commitment_id", "score", "peer_low", "peer_high", "peer_median"]
        expected = [[row[key] for key in keys] for row in theirs if row["applicable_count"]]
        assert [[row[key] for key in keys] for row in ours] == expected


def test_reasons_have_every_level_and_all_evidence(tables: queries.Tables) -> None:
    reasons = queries.reasons(tables, "x_xai", date(2026, 11, 28))
    assert len(reasons) == len(tables["indicator"])
    evidence = queries.evidence_of(tables, "x_xai")
    assert sum(len(one["evidence"]) for one in reasons.values()) == len(evidence) > 0
    for row in queries.rows_of(queries.report_card(tables, "x_xai")):
        assert reasons[row["indicator_id"]]["rationale"] == row["rationale"]


def scored(name: str, score: float | None) -> dict[str, Any]:
    return {"name": name, "score": score, "is_withheld": score is None}


@pytest.mark.parametrize(
    ("scores", "counts", "expected"),
    [
        ([64.2, 64.2], (25, 25, 9), "A and B both score 64.2; they differ on 9 of 25 shared indicators"),
        ([60.0, 72.0], (5, 5, 0), "B scores 72.0, 12.0 points more than A; they agree on all 5 shared indicators"),
        ([60.05, 60.14], (3, 3, 3), "A and B both score 60.1 when rounded; they differ on all 3 shared indicators"),
        (
            [60.14, 60.16],
            (1, 1, 1),
            "B scores 60.2, less than 0.1 points more than A; they differ on the one shared indicator",
        ),
        ([50.0, None], (0, 0, 0), "A scores 50.0; the score of B is withheld; no indicator applies to both"),
        (
            [None, None],
            (4, 0, 0),
            "The scores of A and B are withheld; no shared indicator was assessed for both",
        ),
        (
            [50.0, 70.0, 50.0],
            (6, 4, 1),
            "B scores highest with 70.0, A and C lowest with 50.0; "
            "they differ on 1 of 4 shared indicators that were assessed for all 3",
        ),
        (
            [70.0, 70.0, 50.0, None],
            (6, 1, 0),
            "A and B score highest with 70.0, C lowest with 50.0; the score of D is withheld; "
            "they agree on the one shared indicator that was assessed for all 4",
        ),
        ([0.0, 0.0, 0.0], (2, 2, 1), "A, B and C all score 0.0; they differ on 1 of 2 shared indicators"),
    ],
)
def test_the_finding_of_several_companies(
    scores: list[float | None], counts: tuple[int, int, int], expected: str
) -> None:
    rows = [scored(name, score) for name, score in zip("ABCDE", scores, strict=False)]
    assert comparisons.comparison_finding(rows, *counts) == expected


@pytest.mark.parametrize(
    ("changes", "counts", "expected"),
    [
        ({}, (8, 3, 26), "A scores 64.2, 10.0 points above the median of its peer group; above the group on 8 and "
                         "below on 3 of 26 indicators"),
        ({"score": 54.2}, (0, 0, 1), "A scores 54.2, the median of its peer group; at the group’s median on all of "
                                     "1 indicator"),
        ({"score": 44.2}, (0, 1, 5), "A scores 44.2, 10.0 points below the median of its peer group; above the group "
                                     "on none and below on 1 of 5 indicators"),
        ({"group_count": 1, "group_scored_count": 1}, (0, 0, 0), "A scores 64.2; it is the only company of its peer "
                                                                 "group"),
        ({"group_scored_count": 1}, (1, 0, 2), "A scores 64.2; no other score of its peer group is shown; above the "
                                               "group on 1 and below on none of 2 indicators"),
        ({"is_withheld": True, "score": None}, (0, 0, 0), "A: score withheld; no indicator can be compared"),
    ],
)  # fmt: skip
def test_the_finding_of_one_company_beside_its_group(
    changes: dict[str, Any], counts: tuple[int, int, int], expected: str
) -> None:
    company = scored("A", 64.2) | {"group_median": 54.2, "group_scored_count": 5, "group_count": 6} | changes
    assert comparisons.beside_group_finding(company, *counts) == expected


def under(commitment: str, **scores: float | None) -> list[dict[str, Any]]:
    return [
        {"commitment_id": commitment, "title": commitment, "name": name, "score": score, "peer_median": 50.0}
        for name, score in scores.items()
    ]


def test_the_finding_of_a_gap_names_who_stands_apart_and_ties() -> None:
    assert (
        comparisons.gap_finding(under("Bans", A=10.0, B=50.0) + under("Reports", A=0.0, B=20.0))
        == "Widest gap under bans: B is 40.0 points above A"
    )
    tie = under("Bans", A=25.0, B=200 / 3) + under("Reports", A=275 / 3, B=50.0)  # equal, but not in binary fractions
    assert comparisons.gap_finding(tie) == "Widest gaps under bans and reports: 41.7 points"
    assert comparisons.gap_finding(under("Bans", A=0.0, B=50.0, C=50.0)) == "Widest gap under bans: 50.0 points"
    assert comparisons.gap_finding(under("Bans", A=5.0, B=5.0)).startswith("No gap")
    assert comparisons.gap_finding(under("Bans", A=5.0, B=None)).startswith("No commitment has a score for two")


def test_the_finding_of_a_profile_beside_the_group() -> None:
    rows = under("Bans", A=60.0) + under("Reports", A=50.0) + under("Safety", A=None) + under("Money", A=0.0)
    said = comparisons.beside_group_profile(rows)
    assert said == "Above the group’s median under bans, below the group’s median under money"
    assert comparisons.beside_group_profile(under("Bans", A=50.0)).startswith("At the group’s median")
    assert comparisons.beside_group_profile(under("Bans", A=None)) == "No commitment has a score"


def test_what_limits_a_comparison_is_said_only_where_it_does() -> None:
    assert comparisons.comparability(2, ["One"], False, 5, 0) == ""
    same = comparisons.comparability(2, ["One", "Two"], False, 5, 0)
    assert same.endswith("different peer groups (“One” and “Two”), but the same indicators apply to both.")
    roles = comparisons.comparability(3, ["One"], True, 1, 4)
    assert "different roles, so they face different indicators: 1 applies to all, 4 to only some." in roles
    assert "Only the shared indicators compare like for like" in roles
    assert "none apply to both" in comparisons.comparability(2, ["One", "Two"], True, 0, 9)


def test_a_verdict_that_tells_companies_apart_compares_them() -> None:
    assert {verdict for verdict in Verdict if verdict.is_difference} == {"differs", "above", "below"}
    assert {verdict for verdict in Verdict if verdict.is_compared} == {
        "differs", "above", "below", "same", "at_median"
    }  # fmt: skip


# How colours look with red-green deficiencies (Machado, Oliveira and Fernandes 2009, severity 1, on linear light).
SEEN_AS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def lab(colour: str, seen_as: tuple[tuple[float, ...], ...]) -> list[float]:
    """Return a colour in CIELAB as somebody with a deficiency sees it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in seen_as]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1, 1.089)
    x, y, z = (
        (sum(a * b for a, b in zip(row, seen, strict=True)) / full) ** (1 / 3)
        for row, full in zip(rows, white, strict=True)
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize(("palette", "place"), [(theme.LIGHT, 1), (theme.DARK, 2)])
def test_the_marks_of_companies_are_told_apart(palette: theme.Palette, place: int) -> None:
    assert len(compare_charts.MARKS) == queries.MOST_COMPARED
    assert len({mark[0] for mark in compare_charts.MARKS}) == len(compare_charts.MARKS)
    colours = [mark[place] for mark in compare_charts.MARKS]
    assert all(contrast(colour, palette.page) >= 3 for colour in colours)
    for one, other in combinations(colours, 2):
        assert abs(luminance(one) ** (1 / 3) - luminance(other) ** (1 / 3)) > 0.05  # lightness, for greyscale
        for seen_as in SEEN_AS.values():
            distance = sum((a - b) ** 2 for a, b in zip(lab(one, seen_as), lab(other, seen_as), strict=True)) ** 0.5
            assert distance > 20, (one, other)


def test_the_figure_has_a_mark_a_company_and_the_group_once_where_it_is_the_same(tables: queries.Tables) -> None:
    within = queries.compare(
        tables,
        (
            "meta",
            "snap",
        ),
    )
    figure = compare_charts.overlay_figure(within.commitments, theme.Scheme.LIGHT, True)
    assert [trace.name for trace in figure.data] == [
        "range of the peer group", "median of the peer group", "Meta", "Snap"
    ]  # fmt: skip
    assert len(figure.data[0].x) == 5 * 6  # one box a commitment
    assert figure.data[2].marker.symbol != figure.data[3].marker.symbol
    assert not set(figure.data[2].y) & set(figure.data[3].y)  # equal scores do not cover each other
    across = queries.compare(
        tables,
        (
            "meta",
            "visa",
        ),
    )
    boxes = compare_charts.overlay_figure(across.commitments, theme.Scheme.DARK, True).data[0].x
    assert len(boxes) == (5 + 2) * 6  # one a company and commitment that applies
    assert len(compare_charts.overlay_figure(across.commitments, theme.Scheme.DARK, False).data) == 2
