"""The corrections of releases: every planted fault is found in its line, and what is sound reaches the table."""

from datetime import date
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.build import check
from scorecard.curation.rules_on_corrections import CORRECTION_RULES
from tests.unit.test_checks import Fault, planted

FILE = "corrections.yaml"
CORRECTIONS = """\
corrections:
  - published_in: "2026.04"
    corrected_in: "2026.05"
    subject: level
    company: north
    indicator: LEN1
    what: Level of LEN1
    old: not_met
    new: met
    why: We had not read the second page.
  - published_in: "2026.04"
    corrected_in: "2026.06"
    subject: source
    company: south
    indicator: null
    what: Title of the leaflet
    old: Leaflets
    new: Leaflet
    why: A slip.
"""

FAULTS = [
    Fault("unknown-key", FILE, "    why: A slip.", "    why: A slip.\n    by: X", "by: X"),
    Fault("missing-key", FILE, "    why: A slip.\n", "", '- published_in: "2026.04"', nth=2),
    Fault("unknown-word", FILE, "subject: source", "subject: sauce", "sauce"),
    Fault("wrong-value", FILE, '"2026.06"', '"2026.6"', "2026.6"),
    Fault("quote-text", FILE, 'corrected_in: "2026.06"', "corrected_in: 2026.06", "2026.06"),
    Fault("correction-order", FILE, 'corrected_in: "2026.05"', 'corrected_in: "2026.04"', '"2026.04"', nth=2),
    Fault("correction-order", FILE, 'corrected_in: "2026.05"', 'corrected_in: "2026.07"', '"2026.06"'),
    Fault("correction-of-level", FILE, "company: north", "company: null", "company: null"),
    Fault("correction-of-level", FILE, "indicator: LEN1", "indicator: null", "indicator: null"),
    Fault("correction-of-level", FILE, "new: met", "new: fully", "new: fully"),
    Fault("correction-of-level", FILE, "new: Leaflet", "new: Leaflets", "new: Leaflets"),
    Fault("foreign-link", FILE, "We had not read", "See https://tool.example, we had not read", "tool.example"),
]


@pytest.fixture
def corrected(libraries: Path) -> Path:
    """The libraries with two corrections."""
    (libraries / FILE).write_text(CORRECTIONS)
    return libraries


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.new[:40]}")
def test_a_planted_fault_is_found_in_its_line(corrected: Path, fault: Fault) -> None:
    line = planted(corrected, fault)
    _, problems = check(corrected, date(2026, 7, 1))
    found = [(problem.rule, problem.line) for problem in problems if problem.file.endswith(FILE)]
    assert (fault.rule, line) in found, problems


def test_every_rule_has_a_fault() -> None:
    from_releases = {"correction-untrue", "correction-lost"}  # held by tests of releases
    assert set(CORRECTION_RULES) - from_releases <= {fault.rule for fault in FAULTS}


def test_sound_corrections_reach_the_table_newest_first(corrected: Path) -> None:
    tables, problems = queries.from_data(corrected)
    assert not [problem for problem in problems if problem.file.endswith(FILE)]
    rows = queries.corrections(tables)
    assert [(row["name"], row["title"], row["subject"]) for row in rows] == [
        ("South Library", "", "source"),
        ("North Library", "Lends without a fee", "level"),
    ]


def test_the_corrections_of_a_release_are_those_made_after_it(corrected: Path) -> None:
    tables, _ = queries.from_data(corrected)

    def said(release_id: str, company_id: str | None = None) -> list[str]:
        return [row["what"] for row in queries.corrections_of(tables, release_id, company_id)]

    assert said("2026.03") == []
    assert said("2026.04") == ["Title of the leaflet", "Level of LEN1"]
    assert said("2026.05") == ["Title of the leaflet"]
    assert said("2026.06") == []
    assert said("2026.04", "north") == ["Level of LEN1"]
