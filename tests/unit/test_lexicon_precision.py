"""How precise the lexicon is: the documented figures are those of the judged sample, which is still found."""

import csv
from collections import Counter
from functools import cache
from math import sqrt

import pytest

from scorecard import settings
from tests.unit.test_lexicon import IDS, shipped, shipped_matcher

SAMPLE = settings.ROOT / "data" / "policy_history" / "precision.csv"
DOCUMENT = settings.ROOT / "docs" / "policy-lexicon.md"


@cache
def judged() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wilson(right: int, count: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson (1927)."""
    share, whole = right / count, 1 + z * z / count
    middle = (share + z * z / (2 * count)) / whole
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / whole
    return middle - half, middle + half


def test_wilsons_interval() -> None:
    assert [round(end, 4) for end in wilson(9, 10)] == [0.5958, 0.9821]  # as in published tables
    assert [round(end, 4) for end in wilson(10, 10)] == [0.7225, 1.0]


@pytest.mark.parametrize("term_id", [*IDS, "all"])
def test_the_documented_figures_are_those_of_the_sample(term_id: str) -> None:
    verdicts = Counter(row["verdict"] for row in judged() if term_id in (row["term_id"], "all"))
    right, count = verdicts["right"], verdicts.total()
    low, high = (round(100 * end) for end in wilson(right, count))
    cell = f"`{term_id}`" if term_id in IDS else term_id
    line = next(line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith(f"| {cell} |"))
    assert line.endswith(f"| {count} | {right} | {round(100 * right / count)} % | {low}–{high} % |")


def test_the_sample_is_well_formed() -> None:
    assert {row["term_id"] for row in judged()} == set(IDS)
    assert {row["verdict"] for row in judged()} == {"right", "wrong"}
    assert all((row["verdict"] == "wrong") == bool(row["why"]) for row in judged())
    keys = [(row["term_id"], row["path"].split("/")[0], row["words"].lower()) for row in judged()]
    assert len(keys) == len(set(keys))


def test_the_wordings_are_still_found() -> None:
    for row in judged():
        if not row["words"].endswith("…"):  # those that were cut are looked for in the archive
            assert row["term_id"] in shipped_matcher().named(f"{row['words']}."), row["words"]


def test_the_document_explains_every_term() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert all(f"| {term.label} |" in text for term in shipped().record.terms)
