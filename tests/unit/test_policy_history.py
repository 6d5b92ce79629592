"""The clause history: files as a build reads them, whole or not at all, the same again; and the feed of changes."""

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipelines.policy_archive import ArchiveError
from pipelines.policy_feed import MOST_ENTRIES
from pipelines.policy_history import History, write_history
from scorecard.build import check
from scorecard.curation.provenance import Provenance, provenance_path, sha256_of
from scorecard.errors import DataProblemsError
from scorecard.publish.atom import ATOM
from tests.archives import COLLECTION, Archive
from tests.policies import FOLDER, KIND, LEXICON_FILE, WATCHLIST_FILE, change, silent, watching, years

FILES = ["collections.csv", "documents.csv", "versions.csv", "clauses.csv"]
Texts = dict[str | bytes, bytes | str | None]
NS = {"atom": ATOM}
DOUBT = "The page was read in another way or not whole: the rule may still be there. "


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return years(tmp_path / "archive")


def written(archive: Archive, data_dir: Path) -> History:
    return write_history(archive.folder, watching(data_dir), silent)


def rows(data_dir: Path, name: str) -> list[dict[str, str]]:
    with (data_dir / FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content(data_dir: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data_dir / FOLDER).iterdir()}


def entries(data_dir: Path) -> list[dict[str, str]]:
    root = ElementTree.fromstring((data_dir / FOLDER / "changes.atom").read_bytes())
    return [
        {str(child.tag).partition("}")[2]: child.get("href") or child.text or "" for child in entry}
        for entry in root.findall("atom:entry", NS)
    ]


def test_the_files_say_how_far_the_archive_reaches_and_what_is_followed(archive: Archive, libraries: Path) -> None:
    done = written(archive, libraries)
    assert done.written == {"collections.csv": 1, "documents.csv": 2, "versions.csv": 6, "clauses.csv": 5}
    (head,) = rows(libraries, "collections.csv")
    assert (head["collection"], head["head_on"], head["commit_count"]) == (COLLECTION, "2026-05-01", "8")
    assert (head["unreadable_count"], head["not_utf8_count"]) == ("0", "0")
    columns = ["path", "company_id", "service", "document", "first_archived_on", "newest_on", "version_count",
               "is_tracked"]  # fmt: skip
    assert [[row[name] for name in columns] for row in rows(libraries, "documents.csv")] == [
        ["North/House Rules.md", "north", "North Reader", "House Rules", "2023-01-01", "2025-05-01", "3", "true"],
        ["South/Terms.md", "south", "South", "Terms", "2023-02-01", "2025-06-01", "3", "false"],
    ]
    assert [tuple(row.values())[2:3] + tuple(row.values())[4:] for row in rows(libraries, "versions.csv")] == [
        ("1", "2023-01-01", "first", "true", "late_books"),
        ("2", "2023-03-01", "change", "true", ""),
        ("3", "2025-05-01", "change", "true", "late_books lost_books"),
        ("1", "2023-02-01", "first", "true", ""),
        ("2", "2024-01-01", "change", "true", "lost_books"),
        ("3", "2025-06-01", "technical", "true", "late_books lost_books"),
    ]


def test_clauses_of_the_first_record_added_technical_and_dropped_ones(archive: Archive, libraries: Path) -> None:
    written(archive, libraries)
    columns = ["path", "term_id", "spell", "words", "first_seen_on", "first_kind", "absent_until_on", "last_seen_on",
               "removed_on", "removed_kind"]  # fmt: skip
    assert [tuple(row[name] for name in columns) for row in rows(libraries, "clauses.csv")] == [
        ("North/House Rules.md", "late_books", "1", "Late books", "2023-01-01", "first", "", "2023-01-01",
         "2023-03-01", "change"),
        ("North/House Rules.md", "late_books", "2", "Late books", "2025-05-01", "change", "2023-03-01", "2025-05-01",
         "", ""),
        ("North/House Rules.md", "lost_books", "1", "lost books", "2025-05-01", "change", "2023-03-01", "2025-05-01",
         "", ""),
        ("South/Terms.md", "late_books", "1", "late books", "2025-06-01", "technical", "2024-01-01", "2025-06-01",
         "2026-01-01", "dropped"),
        ("South/Terms.md", "lost_books", "1", "lost books", "2024-01-01", "change", "2023-02-01", "2025-06-01",
         "2026-01-01", "dropped"),
    ]  # fmt: skip
    flags = [(row["has_shrunk"], row["has_grown"], row["is_reworded"]) for row in rows(libraries, "clauses.csv")]
    assert flags == [("false", "false", "false")] * 5


OFFER = "Apps that offer to lose books for people are banned."
OFFER_NAMED = "Apps that offer to lose books for people, lost books apps, are banned."


def test_a_clause_whose_text_grew_or_whose_passage_was_there_before_is_marked(
    archive: Archive, libraries: Path
) -> None:
    kind = f"Be kind.{KIND}"
    before: Texts = {"North/Terms.md": f"{kind} {OFFER}", "South/House Rules.md": kind}
    after: Texts = {"North/Terms.md": f"{kind} {OFFER_NAMED}", "South/House Rules.md": f"{kind}{KIND} {OFFER_NAMED}"}
    archive.commit("2026-06-01", "First record of all", before)
    archive.commit("2026-07-01", "Record new changes of all", after)
    written(archive, libraries)
    flags = {
        row["path"]: (row["has_grown"], row["is_reworded"])
        for row in rows(libraries, "clauses.csv")
        if row["first_seen_on"] == "2026-07-01"
    }
    assert flags == {"South/House Rules.md": ("true", "false"), "North/Terms.md": ("false", "true")}
    told = {entry["title"]: entry["summary"] for entry in entries(libraries)[:2]}
    opened = told.pop("South, House Rules: “Lost books” first seen in the version of 2026-07-01")
    (title, reworded) = told.popitem()
    assert title == "North Reader, Terms: “Lost books” in new words in the version of 2026-07-01"
    assert "can be older. Collection" in opened
    assert "Only the words are new: the version before had the passage in others. Collection" in reworded


def test_a_version_between_that_cannot_be_read_is_not_the_one_before(archive: Archive, libraries: Path) -> None:
    """Whether a passage is new is asked of the last version that can be read."""
    path, kind = "South/House Rules.md", f"Be kind.{KIND}"
    archive.commit("2026-06-01", "First record of all", {path: f"{kind} {OFFER}"})
    archive.commit("2026-06-15", "Record new changes of all", {path: kind})
    archive.blob(path).unlink()
    archive.commit("2026-07-01", "Record new changes of all", {path: f"{kind} {OFFER_NAMED}"})
    written(archive, libraries)
    (row,) = [row for row in rows(libraries, "clauses.csv") if row["path"] == path]
    assert (row["absent_until_on"], row["first_kind"], row["is_reworded"]) == ("2026-06-01", "change", "true")


def test_a_document_that_was_only_ever_written_by_hand_is_not_followed(archive: Archive, libraries: Path) -> None:
    archive.commit("2026-06-01", "Add an example", {"South/House Rules.md": "Late books."})
    archive.commit("2026-06-02", "Edit the example", {"South/House Rules.md": "Lost books."})
    assert written(archive, libraries).written["documents.csv"] == 2
    archive.commit("2026-06-03", "Refilter South House Rules", {"South/House Rules.md": "Lost books!"})
    assert written(archive, libraries).written["documents.csv"] == 3


def test_what_is_written_passes_every_check(archive: Archive, libraries: Path) -> None:
    written(archive, libraries)
    problems = [problem for problem in check(libraries)[1] if problem.rule != "unverified"]
    assert problems == []


def test_the_provenance_says_of_what_each_file_was_made(archive: Archive, libraries: Path) -> None:
    done = written(archive, libraries)
    for name in [*FILES, "changes.atom"]:
        path = libraries / FOLDER / name
        made = Provenance.model_validate_json(provenance_path(path).read_bytes())
        assert (made.file, made.sha256) == (name, sha256_of(path.read_bytes()))
        assert made.version == "to 2026-05-01" and made.author == "Example contributors"
        assert made.how_obtained == f"read from local clones of: policies at {done.indexed[0].head.commit[:12]}"
        assert {one.file: one.sha256 for one in made.inputs} == {
            Path(file).name: sha256_of((libraries / file).read_bytes()) for file in (WATCHLIST_FILE, LEXICON_FILE)
        }


def test_a_second_run_writes_the_same_bytes_from_the_index_and_from_a_new_one(
    archive: Archive, libraries: Path
) -> None:
    written(archive, libraries)
    before = content(libraries)
    assert written(archive, libraries).indexed[0].new_texts == 0 and content(libraries) == before
    (archive.folder / "policy-index.db").unlink()
    assert written(archive, libraries).indexed[0].new_texts == 7 and content(libraries) == before
    assert {path for path in before if path.endswith(".writing")} == set()


@pytest.mark.parametrize("fault", ["no clone", "clone", "disk", "lexicon"])
def test_whatever_fails_leaves_every_file_as_it_was(
    archive: Archive, libraries: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(archive, libraries)
    before = {name: text for name, text in content(libraries).items() if not name.endswith(".yaml")}
    newest = archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules="Nothing.")
    synchronised: list[int] = []

    def full(handle: int) -> None:
        synchronised.append(handle)
        if len(synchronised) == 6:
            raise OSError("no space left on device")

    if fault == "disk":
        monkeypatch.setattr("os.fsync", full)
    elif fault == "no clone":
        archive.path.rename(archive.folder / "away")
    elif fault == "clone":
        tree = str(archive.repository[newest].tree.id)
        (archive.path / "objects" / tree[:2] / tree[2:]).unlink()
    else:
        change(libraries, LEXICON_FILE, "label: Late books", "lable: Late books")
    with pytest.raises((ArchiveError, OSError, DataProblemsError)):
        write_history(archive.folder, libraries, silent)
    assert {name: text for name, text in content(libraries).items() if not name.endswith(".yaml")} == before


def test_texts_that_the_clone_lacks_and_bytes_that_are_no_utf8_are_counted(archive: Archive, libraries: Path) -> None:
    archive.commit("2026-06-01", "Record new changes of North Terms", {"North/Terms.md": b"Late books \xff"})
    archive.blob("North/House Rules.md").unlink()
    written(archive, libraries)
    (head,) = rows(libraries, "collections.csv")
    assert (head["unreadable_count"], head["not_utf8_count"]) == ("1", "1")
    readable = {(row["path"], row["position"]): row["is_readable"] for row in rows(libraries, "versions.csv")}
    assert [key for key, said in readable.items() if said == "false"] == [("North/House Rules.md", "3")]
    (spell,) = [row for row in rows(libraries, "clauses.csv") if row["path"] == "North/House Rules.md"]
    assert spell["removed_on"] == "2023-03-01"
    assert check(libraries)[0] is not None and {one.rule for one in check(libraries)[1]} == {"unverified"}


def test_an_archive_without_followed_documents_gives_files_without_rows(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2025-01-01", "First record of East Terms", East__Terms="Late books.")
    assert written(archive, libraries).written == dict(zip(FILES, [1, 0, 0, 0], strict=True))
    assert entries(libraries) == [] and {one.rule for one in check(libraries)[1]} == {"unverified"}


def test_a_collection_without_followed_documents_beside_one_with_some(archive: Archive, libraries: Path) -> None:
    other = Archive(archive.folder, "example/other")
    other.record("2025-01-01", "First record of East Terms", East__Terms="Late books.")
    watching(libraries)
    first = (libraries / WATCHLIST_FILE).read_text().partition("documents:")[0].partition("collections:\n")[2]
    change(libraries, WATCHLIST_FILE, "documents:\n", f"{first.replace('policies', 'other')}documents:\n")
    done = write_history(archive.folder, libraries, silent)
    assert done.written["collections.csv"] == 2 and done.written["versions.csv"] == 6


def test_a_document_that_only_a_merge_brought_and_that_was_removed_is_left_out(
    archive: Archive, libraries: Path
) -> None:
    """What a merge itself wrote is in none of the commits that it merges: only the removal is seen."""
    head = archive.repository.references["refs/heads/main"].target
    commit: Any = archive.repository[head]
    archive.record("2026-06-01", "Hidden", North__Terms="Late books.")
    brought: Any = archive.repository[archive.repository.references["refs/heads/main"].target]
    who = commit.author
    archive.repository.references["refs/heads/main"].set_target(head)
    beside = archive.repository.create_commit(None, who, who, "Beside", commit.tree.id, [commit.parents[0].id])
    archive.repository.create_commit("refs/heads/main", who, who, "Merge", brought.tree.id, [head, beside])
    archive.record("2026-06-02", "Remove", North__Terms=None)
    assert written(archive, libraries).written["documents.csv"] == 2


# --- the feed ---------------------------------------------------------------------------------------------------------


def test_the_feed_tells_what_came_and_went_but_not_what_was_there_at_first(archive: Archive, libraries: Path) -> None:
    written(archive, libraries)
    assert [(entry["updated"][:10], entry["title"]) for entry in entries(libraries)] == [
        ("2025-06-01", "South, Terms: “Late books” first seen in the version of 2025-06-01"),
        ("2025-05-01", "North Reader, House Rules: “Lost books” first named in the version of 2025-05-01"),
        ("2025-05-01", "North Reader, House Rules: “Late books” named again in the version of 2025-05-01"),
        ("2024-01-01", "South, Terms: “Lost books” first named in the version of 2024-01-01"),
        ("2023-03-01", "North Reader, House Rules: “Late books” not found any more in the version of 2023-03-01"),
    ]
    technical, added, *_, removed = entries(libraries)
    assert "Technical upgrade: the archive changed how it reads the page" in technical["summary"]
    assert "can be older" in technical["summary"]
    assert added["summary"] == (
        "First words found: “lost books”. Words added: the version before had neither them nor a passage like theirs. "
        f"Collection {COLLECTION}."
    )
    assert removed["summary"] == f"Collection {COLLECTION}."
    assert technical["link"].startswith(f"https://github.com/{COLLECTION}/blob/")
    assert technical["link"].endswith("/South/Terms.md")


def test_the_feed_has_no_entry_for_the_end_of_a_recording(archive: Archive, libraries: Path) -> None:
    """South ceased to record its terms on 1 January 2026, and with them two clauses; now North its house rules, too."""
    archive.record("2026-06-01", "Remove North House Rules", North__House_Rules=None)
    written(archive, libraries)
    dropped = [row["removed_on"] for row in rows(libraries, "clauses.csv") if row["removed_kind"] == "dropped"]
    assert sorted(dropped) == ["2026-01-01"] * 2 + ["2026-06-01"] * 2
    assert max(entry["updated"][:10] for entry in entries(libraries)) == "2025-06-01"


def test_an_end_by_a_technical_upgrade_is_told_with_a_doubt(archive: Archive, libraries: Path) -> None:
    archive.record("2026-06-01", "Refilter North House Rules", North__House_Rules=f"Be kind.{KIND}")
    written(archive, libraries)
    newest = entries(libraries)[:2]
    assert {entry["updated"][:10] for entry in newest} == {"2026-06-01"}
    assert all("not found any more" in entry["title"] and DOUBT in entry["summary"] for entry in newest)


def test_the_feed_is_well_formed_whatever_services_and_texts_have_in_them(archive: Archive, libraries: Path) -> None:
    watching(libraries)
    name = "<script>alert('&amp;')</script> ]]>"
    change(libraries, WATCHLIST_FILE, "service: South", f'service: "{name}"\n    folders: [South]')
    change(libraries, LEXICON_FILE, "label: Late books", 'label: "Late <b>& \\"new\\"</b> books"')
    change(libraries, LEXICON_FILE, "find: late {book}", "find: late ... {book}\n        anchor: late")
    text = "Late \x00\x08\x1b[31m <i>\ufffe</i> & \ud7ff\u202e books".encode()
    archive.record("2026-06-01", "First record of South House Rules", South__House_Rules="Be kind.")
    archive.record("2026-07-01", "Record new changes of South House Rules", South__House_Rules=text)
    write_history(archive.folder, libraries, silent)
    raw = (libraries / FOLDER / "changes.atom").read_bytes()
    newest = entries(libraries)[0]
    assert b"<script" not in raw and newest["title"].startswith(f"{name}, House Rules: “Late <b>& ")
    assert "“Late [31m & \ud7ff books”" in newest["summary"]
    assert {one.rule for one in check(libraries)[1]} <= {"unverified"}


def test_entries_keep_their_ids_as_the_archive_grows(archive: Archive, libraries: Path) -> None:
    written(archive, libraries)
    before = {entry["id"]: entry for entry in entries(libraries)}
    assert len(before) == 5 and all(key.startswith("urn:uuid:") for key in before)
    archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules="Nothing at all.")
    written(archive, libraries)
    after = {entry["id"]: entry for entry in entries(libraries)}
    assert len(after) == 7 and {key: after[key] for key in before} == before
    root = ElementTree.fromstring((libraries / FOLDER / "changes.atom").read_bytes())
    assert root.findtext("atom:updated", None, NS) == "2026-06-01T00:00:00Z"
    assert root.findtext("atom:id", None, NS) not in after
    for name in ("id", "title", "updated", "author/atom:name"):
        assert root.findtext(f"atom:{name}", None, NS)
    assert all(entry.keys() == {"id", "title", "updated", "summary", "link"} for entry in after.values())


def test_a_text_that_became_much_shorter_is_told_with_a_doubt_and_a_link_is_quoted(
    archive: Archive, libraries: Path
) -> None:
    watching(libraries)
    change(libraries, WATCHLIST_FILE, "  - Terms\n", "  - Terms\n  - 'Règles #1?'\n")
    archive.commit("2026-06-01", "First record of all", {"South/Règles #1?.md": "Be kind."})
    archive.commit(
        "2026-07-01", "Record new changes of all", {"South/Règles #1?.md": "Late books. " + "Be kind. " * 99}
    )
    archive.commit("2026-08-01", "Record new changes of all", {"South/Règles #1?.md": "Error 403"})
    write_history(archive.folder, libraries, silent)
    newest, before, *_ = entries(libraries)
    assert newest["summary"].startswith(DOUBT) and DOUBT not in before["summary"]
    assert newest["link"].endswith("/South/R%C3%A8gles%20%231%3F.md")


def test_the_feed_has_the_newest_changes_only(tmp_path: Path, libraries: Path) -> None:
    archive = Archive(tmp_path / "archive")
    for number in range(MOST_ENTRIES + 6):
        day = f"{1900 + number // 2}-{6 * (number % 2) + 1:02}-01"
        text = "Late books." if number % 2 else "Nothing."
        archive.record(f"{int(day[:4]) + 80}{day[4:]}", "Record new changes of all", North__Terms=text)
    written(archive, libraries)
    found = entries(libraries)
    assert len(found) == MOST_ENTRIES and found[0]["updated"] > found[-1]["updated"] > "1981"
