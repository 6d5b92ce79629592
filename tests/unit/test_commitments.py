"""Asks and indicators: counts and key findings as a slow look through the tables gives them; sentences that hold."""

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.charts import levels as level_charts
from scorecard.charts import theme
from scorecard.charts.theme import Scheme
from scorecard.publish.commitment_findings import commitment_finding, indicator_finding, levels_finding
from scorecard.queries.commitments import level_counts, standings
from scorecard.vocabulary import Level
from tests.unit.test_ui import contrast

TIERS = ["primary", "research", "press", "copy", "digest"]


def test_counts_are_those_of_a_slow_look(tables: queries.Tables) -> None:
    rows = level_counts(tables).to_dict("records")
    assert [row["indicator_id"] for row in rows] == queries.in_order(tables, "indicator")["indicator_id"].tolist()
    for row in rows:
        cells = [one for one in tables["assessment"].to_dict("records") if one["indicator_id"] == row["indicator_id"]]
        for level in Level:
            assert row[f"{level.value}_count"] == sum(cell["level"] == level.value for cell in cells)
        assert row["applicable_count"] == sum(cell["level"] != "not_applicable" for cell in cells)


def test_every_company_stands_once_under_each_indicator(tables: queries.Tables) -> None:
    for indicator_id in tables["indicator"]["indicator_id"]:
        levels = standings(tables, indicator_id)
        names = [row["name"] for members in levels.values() for row in members]
        assert sorted(names) == sorted(tables["company"]["name"])
        assert list(levels) == [level for level in Level if level in levels]
        for members in levels.values():
            assert [row["name"] for row in members] == sorted((row["name"] for row in members), key=str.casefold)


def test_the_key_finding_carries_the_level_and_no_better_one_was_passed_over(tables: queries.Tables) -> None:
    sources = tables["source"].set_index("source_id").to_dict("index")
    archived = set(tables["archived_version"]["source_id"])
    evidence = tables["evidence"].to_dict("records")
    needed = {Level.MET: "supports", Level.PARTIAL: "supports", Level.NOT_MET: "contradicts"}

    windows = tables["indicator"].set_index("indicator_id")["window_months"]
    coded = tables["company"].set_index("company_id")["coded_on"]

    def worth(item: dict[str, Any]) -> tuple[bool, int, bool, str]:
        source = sources[item["source_id"]]
        published = source["published"] if isinstance(source["published"], str) else ""
        months, day = windows[item["indicator_id"]], coded[item["company_id"]]
        is_fresh = True
        if not pd.isna(months):
            ago = day.year * 12 + day.month - int(months)  # months before coding, then the day of the month
            start = f"{(ago - 1) // 12:04}-{(ago - 1) % 12 + 1:02}-{day.day:02}"
            is_fresh = published >= start[: len(published)] and published != ""
        return is_fresh, -TIERS.index(source["tier"]), item["source_id"] in archived, published

    for indicator_id in tables["indicator"]["indicator_id"]:
        for level, members in standings(tables, indicator_id).items():
            for row in members:
                own = [one for one in evidence if one["company_id"] == row["company_id"]]
                carrying = [
                    one for one in own if one["indicator_id"] == indicator_id and one["stance"] == needed.get(level)
                ]
                if not carrying:
                    assert row["finding"] is None
                    assert level not in (Level.MET, Level.NOT_MET)
                    continue
                assert row["finding"]["stance"] == needed[level]
                assert worth(row["finding"]) == max(map(worth, carrying))
                assert row["finding"]["tier_words"]


def test_coders_are_counted(tables: queries.Tables) -> None:
    total = same = 0
    for indicator_id in tables["indicator"]["indicator_id"]:
        coders = queries.coder_differences(tables, indicator_id)
        assert coders["coded_count"] - coders["same_count"] == len(coders["rows"])
        total, same = total + coders["coded_count"], same + coders["same_count"]
    assert (total, total - same) == (620, 65)


COUNTS = st.integers(0, 30)


@given(full=COUNTS, part=COUNTS, none=COUNTS, withheld=COUNTS)
def test_the_sentence_about_an_ask_never_contradicts_its_figures(
    full: int, part: int, none: int, withheld: int
) -> None:
    total = full + part + none + withheld
    ask = {"title": "Doors", "addressed_count": total, "full_count": full, "part_count": part, "none_count": none}
    said = commitment_finding(ask | {"withheld_count": withheld})
    if total and withheld < total:
        assert said.startswith(f"Doors: {full or 'none'} of {total} compan")
        for words, number in (("in part", part), ("not at all", none), ("withheld", withheld)):
            assert (f"{number} {words}" in said) == bool(number)
        assert ("meets it" in said) == (full <= 1)
    else:
        assert not re.search(r"\d", said)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=6))
def test_the_sentence_about_indicators_names_the_highest_and_lowest_share(pairs: list[tuple[int, int]]) -> None:
    rows = [
        {"title": f"Door {place}", "met_count": met, "applicable_count": met + other, "partial_count": 0}
        for place, (met, other) in enumerate(pairs)
    ]
    said = levels_finding(rows)
    asked = [row for row in rows if row["applicable_count"]]
    shares = {row["title"].lower(): row["met_count"] / row["applicable_count"] for row in asked}
    if not asked:
        assert said == "No indicator applies to any company"
    elif len(set(shares.values())) > 1:
        for part, end in zip(said.split("; least often: "), (max(shares.values()), min(shares.values())), strict=True):
            alike = {name for name, share in shares.items() if share == end}
            named = {name for name in shares if re.search(rf"\b{name}\b", part)}
            assert named == alike if len(alike) <= 3 else f"{len(alike)} indicators alike" in part


def test_the_sentence_about_an_indicator() -> None:
    row = {"title": "Doors", "applicable_count": 3, "met_count": 1, "partial_count": 2}
    assert indicator_finding(row) == "Doors: 1 of 3 companies meets it, 2 in part"
    assert indicator_finding(row | {"applicable_count": 0}) == "Doors: applies to no company"
    assert indicator_finding(row | {"met_count": 0, "partial_count": 0}) == "Doors: none of 3 companies meets it"


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_figure_counts_every_company_and_its_levels_stay_apart(tables: queries.Tables, scheme: Scheme) -> None:
    rows = queries.rows_of(level_counts(tables).head(6))
    figure = level_charts.levels_figure(rows, scheme)
    for place, row in enumerate(rows):
        assert sum(trace.x[place] for trace in figure.data) == row["applicable_count"]
    looks = theme.level_looks(scheme)
    for level, look in looks.items():
        assert contrast(look.ink, look.colour) >= 4.5, level
    assert len({(look.pattern, look.colour) for look in looks.values()}) == len(looks)
    assert all(looks[level].pattern for level in (Level.PARTIAL, Level.NOT_MET))
