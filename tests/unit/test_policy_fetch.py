"""Fetching collections: what a run that broke off leaves, and what cannot be fetched."""

import subprocess
from pathlib import Path

import pygit2
import pytest

from pipelines import policy_fetch
from pipelines.policy_archive import ArchiveError, open_clone
from pipelines.policy_fetch import Fetched, fetch_collections
from scorecard.curation.policy import WatchedCollection
from tests.archives import COLLECTION, Archive
from tests.policies import silent

WATCHED = WatchedCollection(
    id=COLLECTION, name="Policies", home="https://example.org/policies", licence="ODC-By 1.0", credit="Contributors"
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "source")
    made.record("2025-01-01", "First record of North House Rules", North__House_Rules="Be kind.")
    return made


def bundled(archive: Archive) -> Path:
    bundle = archive.folder / "example+policies.bundle"
    subprocess.run(["git", "-C", str(archive.path), "bundle", "create", "--quiet", str(bundle), "--all"], check=True)
    return bundle


def fetched(archive: Archive, target: Path) -> Fetched:
    (done,) = fetch_collections(target, [WATCHED], archive.folder, silent)
    return done


@pytest.mark.parametrize("is_bundle", [True, False])
def test_what_was_fetched_is_kept_in_packs(archive: Archive, tmp_path: Path, is_bundle: bool) -> None:
    """A loose object that is cut off makes libgit2 wait for ever; a pack that is cut off is refused."""
    for day in ("2025-02-01", "2025-03-01"):
        archive.record(day, "Record new changes of North House Rules", North__House_Rules=day)
        if is_bundle:
            bundled(archive)
        path = fetched(archive, tmp_path / "clones").path
        assert [folder.name for folder in (path / "objects").iterdir() if len(folder.name) == 2] == []
    for pack in path.glob("objects/pack/*.pack"):
        pack.chmod(0o644)
        pack.write_bytes(pack.read_bytes()[:40])
    with pytest.raises(ArchiveError, match="cannot be read"):
        open_clone(tmp_path / "clones", COLLECTION)


class BrokenOffError(Exception):
    """Somebody ended the run."""


@pytest.mark.parametrize("is_first", [True, False])
def test_a_fetch_that_breaks_off_leaves_what_was_there(
    archive: Archive, tmp_path: Path, is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "clones"
    if not is_first:
        fetched(archive, target)
    archive.record("2025-02-01", "Record new changes of North House Rules", North__House_Rules="Be kinder.")

    def break_off(*_given: object) -> None:
        raise BrokenOffError

    with monkeypatch.context() as patch, pytest.raises(BrokenOffError):
        patch.setattr(policy_fetch, "_fetch", break_off)
        fetched(archive, target)
    before = open_clone(target, COLLECTION)
    assert [path.name for path in (target / "example").iterdir()] == ([] if is_first else ["policies.git"])
    assert (before is None) is is_first and (before is None or len(before.commits()) == 1)
    done = fetched(archive, target)
    assert done.is_new is is_first and done.has_changed and str(done.head.committed_on) == "2025-02-01"


def test_what_a_killed_run_left_is_no_clone_and_is_cleared_away(archive: Archive, tmp_path: Path) -> None:
    left = tmp_path / "clones" / "example" / ".policies.git.fetching"
    pygit2.init_repository(str(left), bare=True)
    (left / "objects" / "pack" / "tmp_pack_half").write_bytes(b"half")
    assert open_clone(tmp_path / "clones", COLLECTION) is None
    done = fetched(archive, tmp_path / "clones")
    assert done.is_new and not left.exists() and not list(done.path.rglob("tmp_pack_half"))


def test_a_history_that_was_written_anew_is_taken_over(archive: Archive, tmp_path: Path) -> None:
    fetched(archive, tmp_path / "clones")
    archive.repository.references.delete("refs/heads/main")
    commit = archive.record("2025-05-01", "First record of North House Rules", North__House_Rules="Everything new.")
    done = fetched(archive, tmp_path / "clones")
    clone = open_clone(tmp_path / "clones", COLLECTION)
    assert done.has_changed and clone is not None and clone.commits() == [commit]


def test_a_collection_whose_main_branch_has_another_name(archive: Archive, tmp_path: Path) -> None:
    archive.repository.branches.local["main"].rename("trunk")
    archive.repository.set_head("refs/heads/trunk")
    assert str(fetched(archive, tmp_path / "clones").head.committed_on) == "2025-01-01"


def test_those_before_a_collection_that_cannot_be_fetched_stay(archive: Archive, tmp_path: Path) -> None:
    missing = WATCHED.model_copy(update={"id": "example/missing"})
    with pytest.raises(ArchiveError, match=r"^example/missing: .*neither example\+missing.bundle nor a clone. Point"):
        fetch_collections(tmp_path / "clones", [WATCHED, missing], archive.folder, silent)
    assert open_clone(tmp_path / "clones", COLLECTION) is not None


def test_an_empty_source_has_no_branch(tmp_path: Path) -> None:
    pygit2.init_repository(str(tmp_path / "source" / "example" / "policies.git"), bare=True)
    with pytest.raises(ArchiveError, match="there is no branch in it"):
        fetch_collections(tmp_path / "clones", [WATCHED], tmp_path / "source", silent)
    assert not list((tmp_path / "clones" / "example").iterdir())


def test_a_bundle_without_the_program_git_is_refused_with_a_remedy(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled(archive)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArchiveError, match="only be read by the program git, which is not here"):
        fetched(archive, tmp_path / "clones")
