"""Reading clones of archives: versions, texts, and everything that a clone can lack."""

import subprocess
from pathlib import Path

import pygit2
import pytest

from pipelines.policy_archive import ArchiveError, Clone, clone_path, open_clone
from pipelines.policy_fetch import fetch_collections
from scorecard.curation.policy import WatchedCollection
from scorecard.policy.versions import Version
from scorecard.vocabulary import VersionKind
from tests.archives import COLLECTION, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.record("2025-01-01", "First record of North House Rules", North__House_Rules="Be kind.")
    made.record("2025-02-01", "Record new changes of North House Rules", North__House_Rules="Be kinder.")
    made.record("2025-03-01", "Apply technical or declaration upgrade on South Terms", South__Terms="Pay.")
    return made


def opened(archive: Archive) -> Clone:
    return Clone(archive.collection, archive.path)


def versions(clone: Clone, after: str | None = None) -> list[Version]:
    return [version for commit in clone.commits(after) for version in clone.changes(commit)]


def test_each_version_has_its_document_day_kind_and_text(archive: Archive) -> None:
    clone = opened(archive)
    assert [
        (version.path, str(version.committed_on), version.kind, clone.text(version.blob or ""))
        for version in versions(clone)
    ] == [
        ("North/House Rules.md", "2025-01-01", VersionKind.FIRST, b"Be kind."),
        ("North/House Rules.md", "2025-02-01", VersionKind.CHANGE, b"Be kinder."),
        ("South/Terms.md", "2025-03-01", VersionKind.TECHNICAL, b"Pay."),
    ]
    assert str(clone.head.committed_on) == "2025-03-01" and len(clone.commits()) == 3


def test_only_what_came_after_a_commit_is_read(archive: Archive) -> None:
    clone = opened(archive)
    first, second, third = clone.commits()
    assert [version.commit for version in versions(clone, first)] == [second, third]
    assert versions(clone, third) == [] and len(clone.commits(second)) == 1
    assert clone.holds(first) and not clone.holds("0" * 40)


def test_a_document_at_a_commit(archive: Archive) -> None:
    clone = opened(archive)
    first = clone.commits()[0]
    assert clone.document(first, "North/House Rules.md") == b"Be kind."
    assert clone.document(first, "South/Terms.md") is None
    assert clone.document(first, "North") is None
    assert clone.document("0" * 40, "North/House Rules.md") is None
    assert clone.document("no commit", "North/House Rules.md") is None


def test_a_removed_document_says_where_the_same_text_went(archive: Archive) -> None:
    archive.commit("2025-04-01", "Rename", {"South/Terms.md": None, "Meridian/Terms.md": "Pay."})
    archive.record("2025-05-01", "Remove", North__House_Rules=None)
    gone = {version.path: (version.blob, version.moved_to) for version in versions(opened(archive)) if not version.blob}
    assert gone == {"South/Terms.md": (None, "Meridian/Terms.md"), "North/House Rules.md": (None, None)}


def test_a_merge_is_told_by_the_commits_that_it_merges(archive: Archive) -> None:
    repository = archive.repository
    head = repository.references["refs/heads/main"].target
    commit = repository[head]
    who = pygit2.Signature("Somebody", "somebody@example.org", 1_745_000_000, 0)
    beside = repository.create_commit(None, who, who, "Beside", commit.tree.id, [commit.parents[0].id])
    repository.create_commit("refs/heads/main", who, who, "Merge", commit.tree.id, [head, beside])
    paths = [version.path for version in versions(opened(archive))]
    assert sorted(paths) == ["North/House Rules.md", "North/House Rules.md", "South/Terms.md", "South/Terms.md"]


@pytest.mark.parametrize("path", [b'a "quoted", one.md', "Zürich/Règles d’usage — 2025.md".encode(), b"line\nbreak.md"])
def test_paths_may_have_odd_characters(archive: Archive, path: bytes) -> None:
    commit = archive.commit("2025-04-01", "Odd", {path: "text"})
    clone = opened(archive)
    assert versions(clone)[-1].path == path.decode()
    assert clone.document(commit, path.decode()) == b"text"


def test_a_path_that_is_no_utf8_is_written_out(archive: Archive) -> None:
    archive.commit("2025-04-01", "Odd", {b"caf\xe9/Terms.md": "text"})
    last = versions(opened(archive))[-1]
    assert last.path == "caf\\xe9/Terms.md" and last.blob is not None


def test_a_missing_or_damaged_text_is_none(archive: Archive) -> None:
    clone = opened(archive)
    missing, damaged = archive.blob("North/House Rules.md"), archive.blob("South/Terms.md")
    missing.unlink()
    damaged.chmod(0o644)
    damaged.write_bytes(b"no object")
    assert [clone.text(version.blob or "") for version in versions(clone)] == [b"Be kind.", None, None]


def test_a_missing_tree_is_refused_in_words(archive: Archive) -> None:
    tree = str(archive.repository[archive.repository.references["refs/heads/main"].target].tree.id)
    (archive.path / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(ArchiveError, match=r"example/policies: the clone cannot be read: .*Delete the folder"):
        versions(opened(archive))


def test_a_shallow_clone_is_refused(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--bare", "--depth", "1", f"file://{archive.path}", str(target)], check=True
    )
    with pytest.raises(ArchiveError, match="the clone is shallow"):
        Clone(COLLECTION, target)


def test_what_is_no_clone_or_an_empty_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        Clone(COLLECTION, tmp_path / "nowhere")
    pygit2.init_repository(str(tmp_path / "empty"), bare=True)
    with pytest.raises(ArchiveError, match="holds no commit"):
        Clone(COLLECTION, tmp_path / "empty")


@pytest.mark.parametrize(
    "name", ["example/policies.git", "example/policies", "example+policies.git", "example+policies", "policies"]
)
def test_clones_are_found_under_the_names_that_people_give_them(archive: Archive, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "elsewhere"
    (folder / name).parent.mkdir(parents=True)
    archive.path.rename(folder / name)
    assert clone_path(folder, COLLECTION) == folder / name
    clone = open_clone(folder, COLLECTION)
    assert clone is not None and len(clone.commits()) == 3
    assert open_clone(tmp_path, COLLECTION) is None


def watched(home: str = "https://example.org/policies") -> list[WatchedCollection]:
    return [
        WatchedCollection(
            id=COLLECTION, name="Policies", home=home, licence="ODC-By 1.0", credit="Example contributors"
        )
    ]


def bundled(archive: Archive, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    bundle = folder / "example+policies.bundle"
    command = ["git", "-C", str(archive.path), "bundle", "create", "--quiet", str(bundle), "--all"]
    subprocess.run(command, check=True)
    return bundle


@pytest.mark.parametrize("is_bundle", [True, False])
def test_a_collection_is_fetched_and_brought_up_to_date(archive: Archive, tmp_path: Path, is_bundle: bool) -> None:
    source, target = (tmp_path / "bundles" if is_bundle else tmp_path), tmp_path / "clones"
    if is_bundle:
        bundled(archive, source)
    said: list[str] = []
    (new,) = fetch_collections(target, watched(), source, said.append)
    assert new.is_new and new.has_changed and str(new.head.committed_on) == "2025-03-01"
    (same,) = fetch_collections(target, watched(), source, said.append)
    assert not same.is_new and not same.has_changed and same.path == new.path == target / "example" / "policies.git"
    archive.record("2025-06-01", "Record new changes of South Terms", South__Terms="Pay more.")
    if is_bundle:
        bundled(archive, source)
    (newer,) = fetch_collections(target, watched(), source, said.append)
    assert newer.has_changed and str(newer.head.committed_on) == "2025-06-01"
    assert versions(Clone(COLLECTION, newer.path)) == versions(opened(archive)) and said


def test_a_damaged_bundle_is_refused_and_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    bundle = bundled(archive, tmp_path / "bundles")
    content = bundle.read_bytes()
    for damaged in (content[:-40], content[: len(content) // 2], b"", b"no bundle"):
        bundle.write_bytes(damaged)
        with pytest.raises(ArchiveError, match=r"example\+policies.bundle cannot be read"):
            fetch_collections(tmp_path / "clones", watched(), bundle.parent, lambda step: None)
        assert not list((tmp_path / "clones" / "example").iterdir())


def test_a_damaged_bundle_leaves_the_clone_that_is_there(archive: Archive, tmp_path: Path) -> None:
    bundle = bundled(archive, tmp_path / "bundles")
    fetch_collections(tmp_path / "clones", watched(), bundle.parent, lambda step: None)
    archive.record("2025-06-01", "Record new changes of South Terms", South__Terms="Pay more.")
    bundled(archive, bundle.parent)
    bundle.write_bytes(bundle.read_bytes()[:-40])
    with pytest.raises(ArchiveError):
        fetch_collections(tmp_path / "clones", watched(), bundle.parent, lambda step: None)
    clone = open_clone(tmp_path / "clones", COLLECTION)
    assert clone is not None and len(clone.commits()) == 3


def test_a_home_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    nowhere = f"{tmp_path.as_uri()}/nowhere"
    with pytest.raises(ArchiveError, match="cannot be fetched"):
        fetch_collections(tmp_path / "clones", [watched()[0].model_copy(update={"home": nowhere})], None, print)
    with pytest.raises(ArchiveError, match=r"has neither example\+policies.bundle nor a clone"):
        fetch_collections(tmp_path / "clones", watched(), tmp_path / "empty", print)


def test_a_clone_with_a_work_tree_is_left_to_its_owner(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "clones" / "policies"
    subprocess.run(["git", "clone", "--quiet", str(archive.path), str(target)], check=True)
    with pytest.raises(ArchiveError, match="has a work tree"):
        fetch_collections(target.parent, watched(), tmp_path, print)
