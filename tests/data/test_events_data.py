"""The shipped events: the same as the research they were adopted from, and in agreement with the companies' files."""

from typing import Any

import pytest
import yaml

from scorecard import queries, settings, words
from tests.conftest import shared_file

DATA = settings.ROOT / "data"


def loaded(text: str) -> Any:
    """Read YAML as text only, so that nothing is converted on the way."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def shipped() -> dict[str, dict[str, Any]]:
    events = loaded((DATA / "events.yaml").read_text("utf-8"))["events"]
    return {event["id"]: event for event in events}


def test_every_fact_is_as_the_research_has_it() -> None:
    theirs = loaded(shared_file("research/events.yaml").read_text("utf-8"))
    ours = loaded((DATA / "events.yaml").read_text("utf-8"))
    assert list(ours) == ["events"]
    for our, their in zip(ours["events"], theirs, strict=True):
        assert our == their, their["id"]
        assert list(our) == list(their)


def test_every_event_is_in_the_tables_as_the_file_has_it(tables: queries.Tables) -> None:
    rows = tables["event"].astype(object).where(tables["event"].notna(), None).to_dict("records")
    concerned = tables["event_company"].groupby("event_id")["company_id"].agg(sorted).to_dict()
    assert len(rows) == len(shipped()) == 35
    for row in rows:
        event = shipped()[row["event_id"]]
        source = event["source"]
        for key in ("date", "kind", "title", "summary", "seen"):
            assert row[key] == event[key]
        assert row["jurisdiction"] == (None if event["jurisdiction"] == "null" else event["jurisdiction"])
        for key in ("publisher", "title", "url"):
            assert row[f"source_{key}"] == source[key]
        assert row["source_published"] == (None if source["published"] == "null" else source["published"])
        assert concerned.get(row["event_id"], []) == sorted(event["companies"])


@pytest.mark.parametrize(
    ("event_id", "date", "kind", "jurisdiction", "companies"),
    [
        ("stopncii-launch-2021", "2021-12", "programme", "GB", ["meta"]),
        ("us-take-it-down-act-2025", "2025-05-19", "law", "US", []),
        ("no-to-nudify-call-2026", "2026-02-10", "call", "null", []),
        ("amsterdam-court-grok-2026", "2026-03-26", "court", "NL", ["x_xai"]),
        ("eu-ai-act-nudification-ban-2026", "2026-06-29", "law", "EU", []),
    ],
)
def test_events_looked_up_by_hand(event_id: str, date: str, kind: str, jurisdiction: str, companies: list[str]) -> None:
    event = shipped()[event_id]
    assert [event[key] for key in ("date", "kind", "jurisdiction", "companies")] == [
        date,
        kind,
        jurisdiction,
        companies,
    ]


def test_every_jurisdiction_has_a_name(tables: queries.Tables) -> None:
    codes = set(tables["event"]["jurisdiction"].dropna())
    assert codes and all(words.country(code) != code for code in codes)


@pytest.mark.parametrize("company", ["pinterest", "snap"])
def test_rules_that_name_nudifiers_are_dated_as_in_the_evidence(company: str) -> None:
    (event,) = [one for one in shipped().values() if one["kind"] == "company" and one["companies"] == [company]]
    file = loaded((DATA / "companies" / f"{company}.yaml").read_text("utf-8"))
    (bans,) = [one for one in file["assessments"] if one["indicator"] == "ECO1"]
    seen = {item["first_seen"] for item in bans["evidence"] if "nudif" in item["locator"]}
    assert seen == {event["date"]}


def test_the_call_is_dated_as_the_call_itself() -> None:
    call = loaded((DATA / "call.yaml").read_text("utf-8"))
    assert shipped()["no-to-nudify-call-2026"]["date"] == call["published"]
