"""Verifying cited clauses: what becomes of each, with its days; what nobody could look at; whole or not at all."""

import csv
from pathlib import Path

import pytest

from pipelines.policy_archive import ArchiveError
from pipelines.policy_citations import Verified, verify_citations
from scorecard.curation.provenance import Provenance, sha256_of
from scorecard.errors import DatabaseError, DataProblemsError
from tests.archives import Archive
from tests.policies import CITED, LEXICON_FILE, RULES, WATCHLIST_FILE, change, silent, watching

FILE, BESIDE = Path("policy_history/citations.csv"), Path("policy_history/citations.provenance.json")
DAYS = ["2023-01-01", "2023-02-01", "2024-03-01", "2025-04-01", "2026-05-01"]
FREE, CLOSED = "Lending is free", "closed on Sundays"
OTHER = "Be kind. Pay for what you lose. Keep quiet in the reading room."
SECOND_SOURCE = """\
  - id: north-other
    kind: policy
    publisher: North Library
    title: Other rules
    url: https://north.example/other
    published: null
    archive: {collection: example/other, path: docs/rules.txt, commit: %s}
    seen_via: archive
    tier: primary
assessments:
"""
SECOND_ITEM = """\
        section: Page 1
      - source: north-other
        stance: supports
        finding: Books go to everybody.
        locator: to everybody
"""

Rows = dict[str, dict[str, str]]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def recorded(archive: Archive, *texts: str | None) -> list[str]:
    """Record versions of the cited document on the `DAYS`, None where it went, and return their commits."""
    return [
        archive.record(day, "Record new changes of North House Rules", North__House_Rules=text)
        for day, text in zip(DAYS, texts, strict=False)
    ]


def verified(archive: Archive, data_dir: Path, commit: str = CITED) -> Verified:
    return verify_citations(archive.folder, watching(data_dir, commit), silent)


def rows(data_dir: Path) -> Rows:
    with (data_dir / FILE).open(encoding="utf-8", newline="") as file:
        return {row["locator"]: row for row in csv.DictReader(file)}


def told(row: dict[str, str]) -> tuple[str, ...]:
    days = ("version_on", "last_with_on", "first_without_on", "newest_on", "checked_to")
    return (row["status"], *(row[key] for key in days))


def test_a_clause_that_stands_there_and_one_that_went(archive: Archive, libraries: Path) -> None:
    cited, second, third, newest = recorded(archive, RULES, f"{RULES} ", "Lending is free for all.", f"{FREE}!")
    done = verified(archive, libraries, cited)
    found = rows(libraries)
    assert told(found[FREE]) == ("still_there", DAYS[0], DAYS[3], "", DAYS[3], DAYS[3])
    assert told(found[CLOSED]) == ("gone", DAYS[0], DAYS[1], DAYS[2], DAYS[3], DAYS[3])
    keys = ("commit", "last_with_commit", "first_without_commit", "newest_commit")
    assert [found[CLOSED][key] for key in keys] == [cited, second, third, newest]
    assert found[CLOSED]["note"].startswith("The newest archived text has 38 %") and found[FREE]["note"] == ""
    assert {status.value: count for status, count in done.counts.items()} == {"still_there": 1, "gone": 1}
    assert [row["locator"] for row in done.exceptions] == [CLOSED] and not done.has_failures
    assert (done.not_given, done.kept, done.path) == ({}, 0, libraries / FILE)


def test_a_clause_in_other_words(archive: Archive, libraries: Path) -> None:
    cited, *_ = recorded(archive, RULES, f"Lending is always free.\n{OTHER}", OTHER, f"Lending is always free. {OTHER}")
    verified(archive, libraries, cited)
    assert told(rows(libraries)[FREE]) == ("reworded", DAYS[0], DAYS[0], DAYS[1], DAYS[3], DAYS[3])
    assert rows(libraries)[CLOSED]["status"] == "gone"


def test_a_document_that_the_archive_no_longer_records(archive: Archive, libraries: Path) -> None:
    cited, *_ = recorded(archive, RULES, f"{RULES} Welcome.", None)
    archive.record(DAYS[4], "First record of South Terms", South__Terms=OTHER)
    verified(archive, libraries, cited)
    assert told(rows(libraries)[FREE]) == ("untracked", DAYS[0], DAYS[1], DAYS[2], DAYS[1], DAYS[4])


def test_a_document_that_goes_on_at_another_path(archive: Archive, libraries: Path) -> None:
    (cited,) = recorded(archive, RULES)
    archive.commit("2024-01-01", "Rename", {"North/House Rules.md": None, "Northern/House Rules.md": RULES})
    archive.commit("2025-01-01", "Record new changes of Northern House Rules", {"Northern/House Rules.md": f"{FREE}!"})
    verified(archive, libraries, cited)
    assert told(rows(libraries)[FREE]) == ("still_there", DAYS[0], "2025-01-01", "", "2025-01-01", "2025-01-01")
    assert told(rows(libraries)[CLOSED])[:4] == ("gone", DAYS[0], "2024-01-01", "2025-01-01")


def test_a_clause_that_was_never_there(archive: Archive, libraries: Path) -> None:
    recorded(archive, RULES, newest := "Lending is free. Closed on sundays.")
    cited = archive.record("2024-01-01", "First record of South Terms", South__Terms=newest)
    done = verified(archive, libraries, cited)
    found = rows(libraries)
    assert told(found[CLOSED]) == ("never_there", DAYS[1], "", "", "", "2024-01-01")
    assert found[FREE]["status"] == "still_there" and done.has_failures


@pytest.mark.parametrize("has_commit", [True, False])
def test_a_version_that_there_is_not(archive: Archive, libraries: Path, has_commit: bool) -> None:
    before = archive.record("2022-01-01", "First record of South Terms", South__Terms=OTHER)
    recorded(archive, RULES)
    done = verified(archive, libraries, before if has_commit else CITED)
    found = rows(libraries)[FREE]
    assert told(found) == ("no_version", "", "", "", "", DAYS[0]) and done.has_failures
    assert found["note"] == ("The commit has no such document." if has_commit else "The clone has no such commit.")


def test_a_commit_that_no_branch_has_any_more_is_no_version(archive: Archive, libraries: Path) -> None:
    recorded(archive, RULES, lost := f"{RULES} Lost.")
    newest = archive.repository[archive.repository.references["refs/heads/main"].target]
    archive.repository.references["refs/heads/main"].set_target(newest.parents[0].id)
    assert lost and verified(archive, libraries, str(newest.id)).has_failures
    assert rows(libraries)[FREE]["status"] == "no_version"


def test_texts_that_the_clone_lacks(archive: Archive, libraries: Path) -> None:
    cited, *_ = recorded(archive, RULES, f"{RULES} Welcome.")
    archive.blob("North/House Rules.md").unlink()
    verified(archive, libraries, cited)
    found = rows(libraries)[FREE]
    assert told(found)[:2] == ("not_checked", DAYS[0]) and "newest version cannot be read" in found["note"]
    name = str(archive.repository[cited].tree["North/House Rules.md"].id)
    (archive.path / "objects" / name[:2] / name[2:]).unlink()
    verify_citations(archive.folder, libraries, silent)
    assert "lacks the text of the cited version" in rows(libraries)[FREE]["note"]


def test_a_version_has_the_day_on_which_its_text_began(archive: Archive, libraries: Path) -> None:
    """The cited commit changed another document, and the text came back later: its day is not the later one."""
    recorded(archive, RULES)
    cited = archive.record("2023-01-15", "First record of South Terms", South__Terms=OTHER)
    recorded(archive, f"{RULES} ", OTHER, RULES, OTHER)
    verified(archive, libraries, cited)
    assert told(rows(libraries)[FREE])[:4] == ("gone", DAYS[0], DAYS[2], DAYS[3])


def test_bytes_that_are_no_utf8_and_a_locator_in_other_letters(archive: Archive, libraries: Path) -> None:
    change(libraries, "companies/north.yaml", "locator: Lending is free", "locator: Entgeltfrei für „alle“ – 規約")
    text = "caf\udce9 Entgeltfrei für „alle“ – 規約, closed on Sundays".encode("utf-8", "surrogateescape")
    cited = archive.record(DAYS[0], "First record of North House Rules", North__House_Rules=text)
    verified(archive, libraries, cited)
    assert {row["status"] for row in rows(libraries).values()} == {"still_there"}


def cites_another(data_dir: Path, commit: str) -> None:
    """Let the libraries also cite a repository that is not watched."""
    change(data_dir, "companies/north.yaml", "assessments:\n", SECOND_SOURCE % commit)
    change(data_dir, "companies/north.yaml", "        section: Page 1\n", SECOND_ITEM)


def test_a_repository_that_is_not_watched_is_verified_where_a_clone_is_given(archive: Archive, libraries: Path) -> None:
    other = Archive(archive.folder, "example/other")
    commit = other.commit("2024-01-01", "Write", {"docs/rules.txt": "Books go to everybody."})
    other.commit("2024-02-01", "Write on", {"docs/rules.txt": "Ask at the desk.", "more.txt": "More."})
    cites_another(libraries, commit)
    (cited,) = recorded(archive, RULES)
    done = verified(archive, libraries, cited)
    assert told(rows(libraries)["to everybody"]) == (
        "gone", "2024-01-01", "2024-01-01", "2024-02-01", "2024-02-01", "2024-02-01"
    )  # fmt: skip
    assert len(done.rows) == 3 and done.not_given == {}
    made = Provenance.model_validate_json((libraries / BESIDE).read_bytes())
    assert "other at" in made.how_obtained and "policies at" in made.how_obtained


def test_without_a_clone_earlier_results_stay_and_the_rest_is_not_checked(archive: Archive, libraries: Path) -> None:
    other = Archive(archive.folder, "example/other")
    commit = other.commit("2024-01-01", "Write", {"docs/rules.txt": "Books go to everybody."})
    cites_another(libraries, commit)
    cited, *_ = recorded(archive, RULES)
    verified(archive, libraries, cited)
    before = rows(libraries)
    other.path.rename(archive.folder / "away")
    archive.record(DAYS[4], "Record new changes of North House Rules", North__House_Rules=OTHER)
    done = verify_citations(archive.folder, libraries, silent)
    assert (done.not_given, done.kept) == ({"example/other": 1}, 1)
    assert rows(libraries)["to everybody"] == before["to everybody"] and rows(libraries)[FREE]["status"] == "gone"
    change(libraries, "companies/north.yaml", "locator: to everybody", "locator: Books go to")
    done = verify_citations(archive.folder, libraries, silent)
    assert done.kept == 0 and set(rows(libraries)) == {FREE, CLOSED, "Books go to"}
    assert told(rows(libraries)["Books go to"]) == ("not_checked", "", "", "", "", "")
    assert not done.has_failures and "Books go to" not in [row["locator"] for row in done.exceptions]


def test_without_any_clone_nothing_is_checked(libraries: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    done = verify_citations(tmp_path / "archive", watching(libraries), silent)
    assert {row["status"] for row in rows(libraries).values()} == {"not_checked"}
    assert done.not_given == {"example/policies": 2}
    assert Provenance.model_validate_json((libraries / BESIDE).read_bytes()).version == "none"


def test_the_provenance_names_as_many_clones_as_there_is_room_for(archive: Archive, libraries: Path) -> None:
    (cited,) = recorded(archive, RULES)
    for number in range(30):
        collection = f"example/{number}-{'x' * 40}"
        other = Archive(archive.folder, collection)
        commit = other.commit("2024-01-01", "Write", {"docs/rules.txt": "Books go to everybody."})
        source = SECOND_SOURCE.replace("example/other", collection).replace("north-other", f"north-{number}")
        change(libraries, "companies/north.yaml", "assessments:\n", source % commit)
        item = SECOND_ITEM.replace("north-other", f"north-{number}")
        change(libraries, "companies/north.yaml", "        section: Page 1\n", item)
    done = verified(archive, libraries, cited)
    assert {row["status"] for row in done.rows} == {"still_there"} and len(done.rows) == 32
    said = Provenance.model_validate_json((libraries / BESIDE).read_bytes()).how_obtained
    assert said.endswith(", 22 more") and "0-xxx" in said and len(said) < 1200


def test_a_second_run_writes_the_same_bytes_and_says_of_what(archive: Archive, libraries: Path) -> None:
    (cited,) = recorded(archive, RULES)
    verified(archive, libraries, cited)
    before = {path: (libraries / path).read_bytes() for path in (FILE, BESIDE)}
    verify_citations(archive.folder, libraries, silent)
    assert {path: (libraries / path).read_bytes() for path in (FILE, BESIDE)} == before
    made = Provenance.model_validate_json(before[BESIDE])
    assert made.sha256 == sha256_of(before[FILE]) and made.how_obtained.endswith(f"policies at {cited[:12]}")
    assert {one.file: one.sha256 for one in made.inputs} == {
        Path(name).name: sha256_of((libraries / name).read_bytes()) for name in (WATCHLIST_FILE, LEXICON_FILE)
    }


@pytest.mark.parametrize("fault", ["clone", "data", "index", "watchlist", "disk"])
def test_whatever_fails_leaves_the_file_as_it_was(
    archive: Archive, libraries: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cited,) = recorded(archive, RULES)
    verified(archive, libraries, cited)
    before = {path: path.read_bytes() for path in (libraries / "policy_history").iterdir() if "citations" in path.name}
    newest = archive.record(DAYS[4], "Record new changes of North House Rules", North__House_Rules=OTHER)
    if fault == "clone":
        tree = str(archive.repository[newest].tree.id)
        (archive.path / "objects" / tree[:2] / tree[2:]).unlink()
    elif fault == "index":
        (archive.folder / "policy-index.db").write_bytes(b"no database at all")
    elif fault == "disk":
        monkeypatch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError("no space left on device")))
    else:
        file = WATCHLIST_FILE if fault == "watchlist" else "companies/north.yaml"
        change(libraries, file, "licence" if fault == "watchlist" else "peer_group", "[")
    with pytest.raises((ArchiveError, DataProblemsError, DatabaseError, OSError)):
        verify_citations(archive.folder, libraries, silent)
    folder = libraries / "policy_history"
    assert {path: path.read_bytes() for path in folder.iterdir() if "citations" in path.name} == before
