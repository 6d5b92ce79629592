"""The events of the debate: every planted fault is found in its line, and what is sound reaches the tables."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.build import build, check
from scorecard.curation.checks.context import Context
from scorecard.curation.checks.events import events_stand_in_order
from scorecard.curation.documents import Document
from scorecard.curation.events import Events
from scorecard.curation.fields import PartialDate
from scorecard.curation.files import Sourced
from scorecard.curation.reading import Dataset
from scorecard.curation.tabulation import tables_of
from scorecard.errors import DataProblemsError, Problem
from scorecard.vocabulary import EventKind
from tests.conftest import FIXTURES
from tests.events import EVENTS, with_events
from tests.unit.test_checks import Fault, planted

TODAY = date(2026, 7, 1)
FILE = "events.yaml"

FAULTS = [
    # form of the file and of its values
    Fault("yaml-syntax", FILE, "companies: [north, south]", "companies: [north, south", "jurisdiction: null"),
    Fault("duplicate-key", FILE, "    kind: law", "    kind: law\n    kind: court", "kind: court"),
    Fault("no-alias", FILE, "id: lending-act\n    date: 2021-12", "id: &a lending-act\n    date: *a", "date: *a"),
    Fault("unknown-key", FILE, "    kind: law", "    kind: law\n    sort: law", "sort: law"),
    Fault("unknown-key", FILE, "      title: House rules", "      title: House rules\n      by: X", "by: X"),
    Fault("unknown-key", FILE, "events:\n", "remark: Some.\nevents:\n", "remark: Some."),
    Fault("missing-key", FILE, "    kind: law\n", "", "id: lending-act"),
    Fault("missing-key", FILE, "    companies: []\n", "", "id: lending-act"),
    Fault("missing-key", FILE, "    jurisdiction: null\n", "", "id: north-opens"),
    Fault("missing-key", FILE, "      published: null\n", "", "source:"),
    Fault("missing-key", FILE, "    seen: secondary\n", "", "id: lending-act"),
    Fault("unknown-word", FILE, "kind: law", "kind: gossip", "kind: gossip"),
    Fault("unknown-word", FILE, "seen: secondary", "seen: tertiary", "seen: tertiary"),
    Fault("wrong-value", FILE, "companies: [north, south]", "companies: north", "companies: north"),
    Fault("wrong-value", FILE, "jurisdiction: EU", "jurisdiction: Europe", "Europe"),
    Fault("wrong-value", FILE, "jurisdiction: EU", "jurisdiction: eu", "jurisdiction: eu"),
    Fault("quote-text", FILE, 'jurisdiction: "NO"', "jurisdiction: NO", "jurisdiction: NO"),
    Fault("quote-text", FILE, "title: House rules", "title: 2024", "title: 2024"),
    Fault("text-length", FILE, "It asks all libraries to lend.", "x" * 401, "xxx"),
    Fault("text-length", FILE, "title: A law lets everybody borrow", 'title: ""', 'title: ""'),
    Fault("control-character", FILE, "A law lets everybody borrow", '"A\\u0007law"', "u0007"),
    Fault("control-character", FILE, "A law lets everybody borrow", '"A\\nlaw"', "title:"),
    Fault("bad-id", FILE, "id: lending-act", "id: Lending Act", "Lending Act"),
    Fault("bad-id", FILE, "[north, south]", "[north, South]", "South"),
    Fault("bad-date", FILE, "date: 2021-12", "date: 2021-13", "2021-13"),
    Fault("bad-date", FILE, "published: 2025-01-02", "published: 2.1.2025", "2.1.2025"),
    Fault("bad-address", FILE, "https://paper.example/borrow", "javascript:alert(1)", "javascript"),
    # what the events say of companies, dates and each other
    Fault("duplicate-id", FILE, "id: north-opens", "id: lending-act", "id: lending-act", nth=2),
    Fault("duplicate-id", FILE, "[north, south]", "[north, north]", "[north, north]"),
    Fault("duplicate-id", FILE, "      - south", "      - south\n      - south", "- south", nth=2),
    Fault("unknown-company", FILE, "[north, south]", "[north, west]", "west"),
    Fault("unknown-company", FILE, "      - south", "      - south\n      - east", "- east"),
    Fault("date-range", FILE, "date: 2021-12", "date: 1999-12", "1999-12"),
    Fault("date-range", FILE, "date: 2025\n", "date: 2026-08\n", "2026-08"),
    Fault("date-range", FILE, "published: 2025-01-02", "published: 2026-07-02", "2026-07-02"),
    Fault("date-range", FILE, "published: 2024-05", "published: 1824-05", "1824-05"),
    Fault("event-order", FILE, "date: 2021-12", "date: 2025-12", "date: 2024-05-06"),
    Fault("event-order", FILE, "date: 2025\n", "date: 2023\n", "date: 2023"),
    Fault("foreign-link", FILE, "It asks all libraries", "See other.example/law, it asks libraries", "other.example"),
    Fault("foreign-link", FILE, "A law lets everybody borrow", "A law on north.example", "on north.example"),
    Fault("foreign-link", FILE, "They take it up together.", "See https://tool.example now.", "tool.example"),
]  # fmt: skip


@pytest.fixture
def eventful(libraries: Path) -> Path:
    """The libraries with events."""
    return with_events(libraries)


def problems_of(data_dir: Path) -> list[Problem]:
    return check(data_dir, TODAY)[1]


def test_the_events_of_the_libraries_are_clean(eventful: Path) -> None:
    assert problems_of(eventful) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.new[:40]}")
def test_a_planted_fault_is_found_in_its_line(eventful: Path, fault: Fault) -> None:
    line = planted(eventful, fault)
    problems = problems_of(eventful)
    assert {problem.file for problem in problems} == {f"libraries/{FILE}"}
    found = [problem for problem in problems if problem.rule == fault.rule]
    assert line in [problem.line for problem in found], problems
    assert all(problem.message and problem.remedy for problem in found)


def test_the_place_of_a_problem_names_event_and_field(eventful: Path) -> None:
    planted(eventful, next(fault for fault in FAULTS if "2.1.2025" in fault.new))
    (problem,) = problems_of(eventful)
    assert problem.place == "events[reading-year].source.published"
    assert str(problem).startswith(f"libraries/{FILE}:{problem.line}: events[reading-year].source.published: ")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "not-a-mapping"),
        ("- id: a\n", "not-a-mapping"),
        ("events: []\n", "text-length"),
        ("events: {}\n", "wrong-value"),
        ("events:\n", "wrong-value"),
        ("events: [a]\n", "wrong-value"),
        ("event: []\n", "missing-key"),
    ],
)
def test_a_file_without_a_list_of_events_is_refused(eventful: Path, text: str, rule: str) -> None:
    (eventful / FILE).write_text(text)
    found = problems_of(eventful)
    assert (rule, f"libraries/{FILE}", 1) in [(problem.rule, problem.file, problem.line) for problem in found], found


def test_a_link_that_leads_nowhere_is_said(libraries: Path) -> None:
    (libraries / FILE).symlink_to("nowhere")
    assert [problem.rule for problem in problems_of(libraries)] == ["unreadable-file"]


def test_events_of_a_company_that_cannot_be_read_are_not_blamed(eventful: Path) -> None:
    path = eventful / "companies" / "south.yaml"
    path.write_text(path.read_text().replace("coded_on: 2026-06-30", "coded_on: never"))
    assert {problem.file for problem in problems_of(eventful)} == {"libraries/companies/south.yaml"}


def test_an_event_of_an_unknown_company_stops_a_build(eventful: Path, tmp_path: Path) -> None:
    planted(eventful, next(fault for fault in FAULTS if fault.rule == "unknown-company"))
    with pytest.raises(DataProblemsError, match="unknown-company"):
        build(eventful, f"sqlite:///{tmp_path}/test.db")


def test_a_folder_without_events_is_clean_and_has_none(libraries: Path) -> None:
    data, problems = check(libraries, TODAY)
    assert problems == [] and data is not None and data.events is None
    assert tables_of(data)["event"] == tables_of(data)["event_company"] == []


def test_events_reach_the_database(eventful: Path, address: str) -> None:
    build(eventful, address)
    tables = queries.load(address)
    events = tables["event"].set_index("event_id")
    days = [(row.date, str(row.earliest_on)[:10], str(row.latest_on)[:10]) for row in events.itertuples()]
    assert sorted(days) == [
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2024-05-06", "2024-05-06", "2024-05-06"),
        ("2025", "2025-01-01", "2025-12-31"),
    ]
    law, opens = events.loc["lending-act"], events.loc["north-opens"]
    assert (law["kind"], law["seen"], law["jurisdiction"]) == ("law", "secondary", "NO")
    assert (law["title"], law["summary"]) == ("A law lets everybody borrow", "It asks all libraries to lend.")
    assert (law["source_publisher"], law["source_url"]) == ("The Paper", "https://paper.example/borrow")
    assert law["source_title"] == "Everybody may borrow (from paper.example)"
    assert events["source_published"].isna().to_dict()["lending-act"] and opens["source_published"] == "2024-05"
    assert events["jurisdiction"].isna().to_dict() == {"lending-act": False, "north-opens": True, "reading-year": False}
    concerned = tables["event_company"][["event_id", "company_id"]].itertuples(index=False, name=None)
    assert sorted(concerned) == [("north-opens", "north"), ("north-opens", "south"), ("reading-year", "south")]


def test_the_database_says_the_same_as_the_folder_and_the_order_does_not_matter(eventful: Path, tmp_path: Path) -> None:
    first = build(eventful, f"sqlite:///{tmp_path}/one.db").content_hash
    assert set(queries.from_data(eventful)[0]["event"]["event_id"]) == {"lending-act", "north-opens", "reading-year"}
    (eventful / FILE).write_text(EVENTS.replace("[north, south]", "[south, north]"))
    assert build(eventful, f"sqlite:///{tmp_path}/two.db").content_hash == first
    (eventful / FILE).write_text(EVENTS.replace("seven days", "all days"))
    assert build(eventful, f"sqlite:///{tmp_path}/three.db").content_hash != first


def test_every_kind_is_described_in_words() -> None:
    labels, meanings = {kind.label for kind in EventKind}, {kind.meaning for kind in EventKind}
    assert len(labels) == len(meanings) == len(EventKind) and all(labels | meanings)


DAYS = st.dates(date(2000, 1, 1), TODAY).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)
SOURCE = {"publisher": "P", "title": "T", "url": "https://p.example", "published": None}


@cache
def made_up() -> Dataset:
    """Return the libraries, read once: never changed."""
    data, problems = check(FIXTURES / "libraries", TODAY)
    assert data is not None and problems == []
    return data


def dated(dates: list[str]) -> Sourced[Events]:
    """Return one event a date, in this order."""
    rest: dict[str, Any] = {"kind": "law", "title": "T", "summary": "S", "companies": [], "jurisdiction": None}
    rest |= {"source": SOURCE, "seen": "primary"}
    written = {"events": [{"id": f"e{number}", "date": text, **rest} for number, text in enumerate(dates)]}
    return Sourced(Events.model_validate(written), Document(FILE, yaml.safe_dump(written)))


@given(dates=st.lists(DAYS, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_order_is_wrong_only_where_an_event_is_surely_earlier_than_one_above(dates: list[str]) -> None:
    context = Context(replace(made_up(), events=dated(dates)), TODAY)
    found = {problem.place for problem in events_stand_in_order(context)}
    days = [PartialDate(text) for text in dates]
    late = [number for number, day in enumerate(days) if any(above.earliest > day.latest for above in days[:number])]
    assert found == {f"events[e{number}].date" for number in late}


@given(dates=st.lists(DAYS, min_size=1, max_size=8))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_dates_reach_the_rows_as_written_with_the_days_they_can_mean(dates: list[str]) -> None:
    rows = tables_of(replace(made_up(), events=dated(dates)))["event"]
    assert [row["date"] for row in rows] == dates
    for row in rows:
        first, last = row["earliest_on"], row["latest_on"]
        assert first.isoformat().startswith(row["date"]) and last.isoformat().startswith(row["date"])
        assert (last - first).days in {4: (364, 365), 7: (27, 28, 29, 30), 10: (0,)}[len(row["date"])]


@given(st.data())
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_mangled_file_never_breaks_the_check(eventful: Path, data: st.DataObject) -> None:
    """Any mutation gives a dataset or problems with a file, a line and words; never an exception."""
    original = EVENTS.encode()
    start, length = data.draw(st.integers(0, len(original))), data.draw(st.integers(0, 200))
    inserted = data.draw(st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "ignore")))
    (eventful / FILE).write_bytes(original[:start] + inserted + original[start + length :])
    for problem in problems_of(eventful):
        assert problem.line >= 1 and problem.message and problem.remedy and problem.file == f"libraries/{FILE}"
