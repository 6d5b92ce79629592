"""An archive or an index that is damaged: refused with its name and a remedy, and nothing half written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines import policy_reading
from pipelines.policy_archive import ArchiveError
from pipelines.policy_index import INDEX_FILE, index_watched, open_index
from pipelines.policy_watched import Watched
from scorecard.errors import DatabaseError
from tests.archives import COLLECTION, Archive
from tests.policies import silent, watched, years
from tests.policy_index import LATE, content, fresh, indexed


@pytest.fixture
def watch(tmp_path: Path) -> Watched:
    (tmp_path / "data").mkdir()
    return watched(tmp_path / "data")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return years(tmp_path / "archive")


def test_a_clone_that_cannot_be_read_leaves_what_was_indexed(archive: Archive, watch: Watched) -> None:
    indexed(archive, watch)
    before = content(archive)
    repository = archive.repository
    newest = repository[repository.references["refs/heads/main"].target]
    damage(archive, str(newest.parents[0].id))
    repository.references["refs/heads/main"].set_target(newest.parents[0].parents[0].id)
    archive.record("2026-06-02", "Record new changes of South Terms", South__Terms="Everything is new.")
    (archive.path / "objects" / str(newest.parents[0].parents[0].parents[0].id)[:2]).rename(archive.folder / "away")
    with pytest.raises(ArchiveError, match="Delete the folder"):
        indexed(archive, watch)
    assert content(archive) == before


def damage(archive: Archive, name: str, content: bytes | None = None) -> None:
    path = archive.path / "objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.unlink() if content is None else path.write_bytes(content)


def test_a_clone_that_is_not_whole_is_refused_with_its_name_and_a_remedy(archive: Archive, watch: Watched) -> None:
    repository = archive.repository
    newest = repository[repository.references["refs/heads/main"].target]
    for name in (newest.parents[0].id, newest.parents[0].parents[0].tree.id):
        path = archive.path / "objects" / str(name)[:2] / str(name)[2:]
        kept = path.read_bytes()
        for damaged in (None, b"no object"):
            damage(archive, str(name), damaged)
            with pytest.raises(ArchiveError, match=f"^{COLLECTION}: the clone cannot be read: .*Delete the folder and"):
                indexed(archive, watch)
            assert not any(rows for name, rows in content(archive).items() if name != "about")
            path.write_bytes(kept)
    indexed(archive, watch)
    assert content(archive) == fresh(archive, watch)


def test_a_collection_without_a_clone_and_a_shallow_one_are_refused(tmp_path: Path, watch: Watched) -> None:
    with pytest.raises(ArchiveError, match=rf"{COLLECTION}: there is no clone of it. Run: .* fetch --archive"):
        index_watched(tmp_path, watch, silent)
    archive = years(tmp_path / "archive")
    (archive.path / "shallow").write_text(f"{archive.repository.references['refs/heads/main'].target}\n")
    with pytest.raises(ArchiveError, match=f"{COLLECTION}: the clone is shallow"):
        indexed(archive, watch)


@pytest.mark.parametrize(
    "keep", [b"", b"no database at all", 0.2, 0.5, 0.9, "overwritten", "overwritten in part"], ids=repr
)
def test_a_damaged_index_is_refused_with_a_remedy_or_made_anew(
    archive: Archive, watch: Watched, keep: bytes | float | str
) -> None:
    whole = fresh(archive, watch)
    path = archive.folder / INDEX_FILE
    intact = path.read_bytes()
    if isinstance(keep, bytes):
        path.write_bytes(keep)
    elif isinstance(keep, float):
        path.write_bytes(intact[: int(len(intact) * keep)])
    elif keep.endswith("in part"):
        path.write_bytes(intact[:8192] + b"\xaa" * (len(intact) - 8192))
    else:
        path.write_bytes(intact[:4096] + b"\xaa" * (len(intact) - 4096))
    archive.record("2026-06-01", "Record new changes of North Secret", North__Secret=LATE)
    if keep == b"":
        assert indexed(archive, watch).new_commits == 9
        return
    with pytest.raises(DatabaseError, match=r"The index policy-index\.db cannot be used: .*Delete it; it is made anew"):
        indexed(archive, watch)
        with open_index(archive.folder, watch.matcher) as index:
            index.mentions()
    path.unlink()
    assert indexed(archive, watch).new_commits == 9 and len(content(archive)["version"]) == len(whole["version"]) + 1


@pytest.mark.parametrize("is_old", [True, False])
def test_an_index_of_another_form_is_made_anew_and_another_database_is_left_alone(
    archive: Archive, watch: Watched, is_old: bool
) -> None:
    whole = fresh(archive, watch)
    with closing(sqlite3.connect(archive.folder / INDEX_FILE)) as connection:
        alteration = (
            "UPDATE about SET value = '0' WHERE key = 'form'" if is_old else "ALTER TABLE about RENAME value TO x"
        )
        connection.execute(alteration)
        connection.commit()
    if is_old:
        assert indexed(archive, watch).new_commits == 8 and content(archive) == whole
    else:
        with pytest.raises(DatabaseError, match="Delete it"):
            indexed(archive, watch)


def test_more_processes_refuse_a_clone_in_the_same_words(
    archive: Archive, watch: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy_reading, "FEW", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    newest = archive.repository[archive.repository.references["refs/heads/main"].target]
    damage(archive, str(newest.parents[0].tree.id))
    with pytest.raises(ArchiveError, match=f"^{COLLECTION}: the clone cannot be read: .*Delete the folder and"):
        indexed(archive, watch)
