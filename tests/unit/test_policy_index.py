"""The index of an archive: whole, brought up to date by what is new, the same however often a run was interrupted."""

from pathlib import Path
from typing import Any

import pygit2
import pytest

from pipelines import policy_reading
from pipelines.policy_index import index_watched, open_index
from pipelines.policy_watched import Watched, read_watched
from tests.archives import COLLECTION, Archive
from tests.policies import LEXICON_FILE, change, silent, watched, watching, years
from tests.policy_index import LATE, content, forget, fresh, indexed


@pytest.fixture
def watch(tmp_path: Path) -> Watched:
    (tmp_path / "data").mkdir()
    return watched(tmp_path / "data")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return years(tmp_path / "archive")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write after each commit and each text, as a large archive does after some hundreds."""
    monkeypatch.setattr(policy_reading, "COMMITS_AT_ONCE", 1)
    monkeypatch.setattr(policy_reading, "TEXTS_AT_ONCE", 1)


def test_every_version_and_everything_that_it_names_is_indexed(archive: Archive, watch: Watched) -> None:
    done = indexed(archive, watch)
    assert (done.collection, done.commit_count, done.new_commits, done.new_texts) == (COLLECTION, 8, 8, 7)
    assert (done.missing, done.not_utf8, done.was_rewritten, str(done.head.committed_on)) == (0, 0, False, "2026-05-01")
    with open_index(archive.folder, watch.matcher) as index:
        paths = index.paths(COLLECTION)
        versions = index.versions(COLLECTION, paths)
        named = index.mentions().groupby("blob")["term_id"].agg(sorted).to_dict()
    assert paths == ["North/House Rules.md", "North/Secret.md", "South/Terms.md"]
    assert [(path, kind, named.get(blob, [])) for path, kind, blob in
            versions[["path", "kind", "blob"]].itertuples(index=False)] == [
        ("North/House Rules.md", "first", ["late_books"]),
        ("North/House Rules.md", "change", []),
        ("North/House Rules.md", "change", ["late_books", "lost_books"]),
        ("North/Secret.md", "first", ["late_books"]),
        ("South/Terms.md", "first", []),
        ("South/Terms.md", "change", ["lost_books"]),
        ("South/Terms.md", "technical", ["late_books", "lost_books"]),
        ("South/Terms.md", "other", []),
    ]  # fmt: skip
    assert versions["state"].tolist()[:-1] == ["read"] * 7 and versions["blob"].isna().tolist() == [False] * 7 + [True]


def test_a_later_run_reads_only_what_is_new(archive: Archive, watch: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(archive, watch)
    before = content(archive)
    with monkeypatch.context() as patch:
        patch.setattr(policy_reading, "_clone", lambda place: pytest.fail("the archive was read again"))
        patch.setattr(policy_reading._clone, "cache_clear", lambda: None, raising=False)
        again = indexed(archive, watch)
    assert (again.new_commits, again.new_texts, again.commit_count) == (0, 0, 8) and content(archive) == before
    archive.record("2026-06-01", "Record new changes of North Secret", North__Secret=LATE)
    archive.record("2026-06-02", "First record of South House Rules", South__House_Rules=LATE)
    newer = indexed(archive, watch)
    assert (newer.new_commits, newer.new_texts, newer.commit_count, newer.was_rewritten) == (2, 1, 10, False)
    assert content(archive) == fresh(archive, watch)


class BrokenOffError(Exception):
    """Somebody ended the run."""


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("steps", range(0, 15, 2))
def test_an_interrupted_run_goes_on_where_it_was(archive: Archive, watch: Watched, steps: int) -> None:
    whole = fresh(archive, watch)
    forget(archive)
    told: list[str] = []

    def interrupt(step: str) -> None:
        told.append(step)
        if len(told) > steps:
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        index_watched(archive.folder, watch, interrupt)
    done = indexed(archive, watch)
    assert done.new_commits + done.new_texts == 15 - steps - 1 and content(archive) == whole


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("steps", range(5))
def test_a_run_that_breaks_off_beside_the_main_line_counts_no_commit_twice(
    archive: Archive, watch: Watched, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = archive.repository
    head = repository.references["refs/heads/main"].target
    who = pygit2.Signature("Somebody", "somebody@example.org", 1_780_000_000, 0)
    parent = repository[head].parents[0]
    beside = repository.create_commit(None, who, who, "Beside", repository[head].tree.id, [parent.id])
    repository.create_commit("refs/heads/main", who, who, "Merge", repository[head].tree.id, [head, beside])
    archive.record("2026-07-01", "Record new changes of North Secret", North__Secret=LATE)
    whole = fresh(archive, watch)
    forget(archive)
    read, left = policy_reading._changes, 6 + steps

    def interrupt(*work: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise BrokenOffError
        return read(*work)

    with monkeypatch.context() as patch, pytest.raises(BrokenOffError):
        patch.setattr(policy_reading, "_changes", interrupt)
        index_watched(archive.folder, watch, silent)
    assert indexed(archive, watch).commit_count == 11
    resumed = content(archive)
    assert resumed["collection"] == whole["collection"]
    assert [row[:3] for row in resumed["version"]] == [row[:3] for row in whole["version"]]


def test_a_history_that_was_written_anew_is_told_and_read_again(archive: Archive, watch: Watched) -> None:
    indexed(archive, watch)
    repository = archive.repository
    newest = repository[repository.references["refs/heads/main"].target]
    repository.references["refs/heads/main"].set_target(newest.parents[0].parents[0].id)
    archive.record("2026-06-02", "Record new changes of South Terms", South__Terms="Everything is new.")
    told: list[str] = []
    (done,) = index_watched(archive.folder, watch, told.append)
    assert done.was_rewritten and done.commit_count == done.new_commits == 7 and done.new_texts == 1
    assert any("written anew" in step for step in told)
    assert content(archive) == fresh(archive, watch)


def test_another_lexicon_reads_the_texts_anew_but_not_the_commits(
    archive: Archive, watch: Watched, tmp_path: Path
) -> None:
    indexed(archive, watch)
    change(tmp_path / "data", LEXICON_FILE, "find: late {book}", "find: kind")
    other = read_watched(tmp_path / "data")
    done = indexed(archive, other)
    assert (done.new_commits, done.new_texts) == (0, 7)
    assert content(archive) == fresh(archive, other)
    with open_index(archive.folder, other.matcher) as index:
        assert set(index.mentions()["words"]) == {"kind", "lost books"}


def test_texts_that_the_clone_lacks_are_counted_and_read_once_it_has_them(archive: Archive, watch: Watched) -> None:
    whole = fresh(archive, watch)
    forget(archive)
    missing = archive.blob("North/House Rules.md")
    kept = missing.read_bytes()
    missing.unlink()
    done = indexed(archive, watch)
    assert (done.missing, done.new_texts, done.commit_count) == (1, 6, 8)
    assert indexed(archive, watch).missing == 1 and content(archive) != whole
    missing.write_bytes(kept)
    done = indexed(archive, watch)
    assert (done.missing, done.new_texts) == (0, 1) and content(archive) == whole


def test_texts_that_are_no_utf8_are_counted_and_still_searched(archive: Archive, watch: Watched) -> None:
    archive.commit("2026-06-01", "Odd", {"South/Odd.md": b"caf\xe9\n\nThe late books \xff\xfe cost."})
    done = indexed(archive, watch)
    assert done.not_utf8 == 1 and done.missing == 0
    with open_index(archive.folder, watch.matcher) as index:
        (version,) = index.versions(COLLECTION, ["South/Odd.md"]).to_dict("records")
        mentions = index.mentions()
    assert version["state"] == "not_utf8" and version["size"] == 29
    assert mentions[mentions["blob"] == version["blob"]]["words"].tolist() == ["late books"]


ODD = {
    b'It\'s "quoted", one.md': 'It\'s "quoted", one.md',
    b"back\\slash 'and; DROP TABLE version.md": "back\\slash 'and; DROP TABLE version.md",
    "Zürich/Règles d’usage 規約.md".encode(): "Zürich/Règles d’usage 規約.md",
    b"line\nbreak\ttab.md": "line\nbreak\ttab.md",
    b"caf\xe9/\xff.md": "caf\\xe9/\\xff.md",
    b"%s {0} \x01.md": "%s {0} \x01.md",
}


def test_documents_with_odd_paths_are_indexed(archive: Archive, watch: Watched) -> None:
    archive.commit("2026-06-01", "Odd", dict.fromkeys(ODD, LATE))
    assert indexed(archive, watch).commit_count == 9
    with open_index(archive.folder, watch.matcher) as index:
        assert set(ODD.values()) < set(index.paths(COLLECTION))
        versions = index.versions(COLLECTION, ODD.values())
        assert set(versions["path"]) == set(ODD.values()) and set(versions["state"]) == {"read"}


@pytest.mark.usefixtures("small_batches")
def test_more_processes_find_the_same(archive: Archive, watch: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = fresh(archive, watch)
    monkeypatch.setattr(policy_reading, "FEW", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert fresh(archive, watch) == alone


def test_a_data_folder_is_only_read(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    before = {path: path.read_bytes() for path in watching(folder).rglob("*") if path.is_file()}
    indexed(archive, read_watched(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
