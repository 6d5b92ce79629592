"""The shipped clause history and citations: what a fresh run makes of the archives, and what it says."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.policy_citations import Verified, verify_citations
from pipelines.policy_fetch import fetch_collections
from pipelines.policy_history import History, write_history
from pipelines.policy_watched import read_watchlist
from scorecard import queries, settings
from scorecard.curation.cited_clauses import cited_clauses
from scorecard.curation.reading import read_dataset
from scorecard.queries import watched
from scorecard.tabular import rows_of
from tests.conftest import shared_file

DATA = settings.ROOT / "data"
SHIPPED = DATA / "policy_history"
MADE = ["collections.csv", "documents.csv", "versions.csv", "clauses.csv", "citations.csv", "changes.atom"]


@dataclass(frozen=True)
class Fresh:
    """A copy of the data folder in which everything about archived policies was made anew."""

    data_dir: Path
    verified: Verified
    history: History


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Clone the collections from their bundles, index them, verify and follow: once for all tests."""
    source, folder = shared_file("archives"), tmp_path_factory.mktemp("policies")
    data_dir, archive = folder / "data", folder / "archive"
    shutil.copytree(DATA, data_dir, ignore=shutil.ignore_patterns(*MADE, "*.provenance.json"))
    for path in (DATA / "reports").glob("*.provenance.json"):
        shutil.copy(path, data_dir / "reports")
    for name in ("citations.csv", "citations.provenance.json"):  # verifying keeps what it cannot look at
        shutil.copy(SHIPPED / name, data_dir / "policy_history")
    fetch_collections(archive, read_watchlist(data_dir).collections, source, lambda step: None)
    verified = verify_citations(archive, data_dir, lambda step: None)
    return Fresh(data_dir, verified, write_history(archive, data_dir, lambda step: None))


def rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", MADE)
def test_the_shipped_files_are_what_a_fresh_run_makes(fresh: Fresh, name: str) -> None:
    made = fresh.data_dir / "policy_history"
    assert (made / name).read_bytes() == (SHIPPED / name).read_bytes()
    beside = f"{Path(name).stem}.provenance.json"
    assert (made / beside).read_bytes() == (SHIPPED / beside).read_bytes()


def test_every_clause_cited_from_the_five_collections_stood_in_its_version(fresh: Fresh) -> None:
    data, _ = read_dataset(DATA)
    assert data is not None
    watching = {collection.id for collection in read_watchlist(DATA).collections}
    cited = {clause for entry in data.companies for _, clause in cited_clauses(entry.record)}
    here = {clause for clause in cited if clause.collection in watching}
    checked = [row for row in fresh.verified.rows if row["status"] != "not_checked"]
    assert len(checked) == len(here) > 400 and len(watching) == 5
    assert not fresh.verified.has_failures
    assert {row["collection"] for row in checked} <= watching
    keys = ("company_id", "indicator_id", "source_id", "locator", "status")
    shipped = {tuple(row[key] for key in keys) for row in rows("citations.csv")}
    found = {tuple(str(row[key]) for key in keys) for row in fresh.verified.exceptions}
    assert found == {row for row in shipped if row[-1] not in ("still_there", "not_checked")}


def test_no_text_of_the_archives_is_missing(fresh: Fresh) -> None:
    assert [entry.missing for entry in fresh.history.indexed] == [0] * 5
    assert [entry.new_commits for entry in fresh.history.indexed] == [0] * 5  # verifying had indexed them


NAMED = [
    ("meta", "Facebook", "Community Guidelines", "pga", "2025-11-05", "change"),
    ("meta", "Instagram", "Community Guidelines", "pga", "2025-11-05", "change"),
    ("pinterest", "Pinterest", "Community Guidelines", "pga", "2025-08-13", "change"),
    ("snap", "Snapchat", "Community Guidelines", "vlopses-us", "2026-03-06", "change"),
    ("x_xai", "Grok", "Acceptable Use Policy", "genai-eu", "2026-07-08", "technical"),
]  # fmt: skip


@pytest.mark.parametrize(("company", "service", "document", "collection", "day", "kind"), NAMED)
def test_known_first_mentions_of_nudification_tools(
    tables: queries.Tables, company: str, service: str, document: str, collection: str, day: str, kind: str
) -> None:
    """Looked up by hand in the archives: the first version of each document that names such tools."""
    found = watched.spells_of(tables, "nudification_tools", company)
    own = [row for row in rows_of(found) if (row["service"], row["document"]) == (service, document)]
    own = [row for row in own if row["collection"] == f"OpenTermsArchive/{collection}-versions"]
    assert own, sorted(set(zip(found["service"], found["document"], found["collection"], strict=True)))
    assert (str(own[0]["first_seen_on"])[:10], own[0]["first_kind"]) == (day, kind)


def test_every_first_naming_is_the_earliest_spell_of_its_company(tables: queries.Tables) -> None:
    for row in rows_of(watched.first_namings(tables)):
        own = watched.spells_of(tables, row["term_id"], row["company_id"])
        assert row["first_seen_on"] == own["first_seen_on"].min()
        assert row["is_named"] == bool(own["removed_on"].isna().any())


def test_every_followed_company_is_scored_and_every_day_lies_within_the_archive(tables: queries.Tables) -> None:
    reach = watched.archive_reach(tables)
    assert str(reach)[:10] == max(row["head_on"] for row in rows("collections.csv"))
    for row in rows_of(tables["clause_spell"]):
        assert row["first_seen_on"] <= row["last_seen_on"] <= reach
        assert row["removed_on"] is None or row["last_seen_on"] <= row["removed_on"] <= reach
        assert row["absent_until_on"] is None or row["absent_until_on"] <= row["first_seen_on"]
