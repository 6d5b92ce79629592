"""The database is built whole or not at all, the same from the same data, on SQLite and on PostgreSQL."""

import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from filelock import FileLock
from pandas.testing import assert_frame_equal
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from scorecard import queries, settings
from scorecard.build import build
from scorecard.errors import DatabaseError, DataProblemsError
from scorecard.storage import write
from scorecard.storage.content import TABLES, content_hash
from scorecard.storage.engine import open_to_read, open_to_write, parse_url
from scorecard.storage.read import stored_hashes

# Runs a build that kills itself as its Nth step starts; without N it runs to its end.
KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from scorecard.build import build
steps = 0
def count(step):
    global steps
    steps += 1
    if steps == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
build(Path(sys.argv[1]), sys.argv[2], count)
print(steps)
"""


def run_build(data_dir: Path, address: str, kill_at: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED_BUILD, str(data_dir), address, str(kill_at)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=settings.ROOT, timeout=120)


def recomputed_hash(address: str) -> str:
    """Compute the content hash anew from what the database holds, in one transaction."""
    with open_to_read(address).connect() as connection, connection.begin():
        rows = {
            name: [dict(row) for row in connection.execute(select(table)).mappings()] for name, table in TABLES.items()
        }
    return content_hash(rows)


def rename_north(data_dir: Path) -> None:
    path = data_dir / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("name: North Library", "name: Northern Library", 1))


def test_a_build_stores_what_the_data_folder_says(libraries: Path, address: str) -> None:
    report = build(libraries, address)
    stored, computed = queries.load(address), queries.from_data(libraries)[0]
    assert set(stored) == set(TABLES)
    for name, frame in stored.items():
        assert_frame_equal(frame, computed[name])
    assert report.content_hash == recomputed_hash(address) == queries.usable_content_hash(address)
    assert report.company_count == 2


def test_equal_data_gives_equal_content_on_either_kind(
    libraries: Path, tmp_path: Path, postgres_server: str, request: pytest.FixtureRequest
) -> None:
    from tests.conftest import fresh_database

    first = build(libraries, f"sqlite:///{tmp_path}/one.db").content_hash
    again = build(libraries, f"sqlite:///{tmp_path}/two.db").content_hash
    elsewhere = build(libraries, fresh_database(postgres_server)).content_hash
    assert first == again == elsewhere


def test_the_order_of_files_and_entries_does_not_matter_for_the_content(libraries: Path, tmp_path: Path) -> None:
    before = build(libraries, f"sqlite:///{tmp_path}/one.db").content_hash
    path = libraries / "companies" / "north.yaml"
    head, last = path.read_text().split("  - indicator: OPE1")
    start, middle = head.split("assessments:\n")
    path.write_text(f"{start}assessments:\n  - indicator: OPE1{last}{middle}")
    assert build(libraries, f"sqlite:///{tmp_path}/two.db").content_hash == before


def test_changed_data_gives_other_content(libraries: Path, address: str) -> None:
    before = build(libraries, address).content_hash
    rename_north(libraries)
    after = build(libraries, address).content_hash
    assert before != after == recomputed_hash(address)
    assert "Northern Library" in set(queries.load(address)["company"]["name"])


def test_bad_data_leaves_what_was_there(libraries: Path, address: str) -> None:
    before = build(libraries, address).content_hash
    path = libraries / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("level: met", "level: splendid", 1))
    with pytest.raises(DataProblemsError) as caught:
        build(libraries, address)
    assert [problem.rule for problem in caught.value.problems] == ["unknown-word"]
    assert recomputed_hash(address) == before


@pytest.mark.parametrize("share", [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.9, 1.0])
def test_a_killed_build_leaves_the_old_database(libraries: Path, address: str, share: float) -> None:
    before = build(libraries, address).content_hash
    rename_north(libraries)
    steps: list[str] = []
    scratch = f"sqlite:///{libraries.parent}/scratch.db"
    build(libraries, scratch, steps.append)
    kill_at = max(1, round(share * len(steps) - (2 if "postgresql" in address else 0)))
    assert run_build(libraries, address, kill_at).returncode == -signal.SIGKILL
    assert recomputed_hash(address) == before
    after = build(libraries, address)
    assert recomputed_hash(address) == after.content_hash != before
    leftovers = [path.name for path in libraries.parent.glob("test.db*") if "building" in path.name]
    assert leftovers == []


def test_two_builds_at_once_do_not_corrupt(libraries: Path, address: str) -> None:
    expected = build(libraries, address).content_hash
    command = [sys.executable, "-c", KILLED_BUILD, str(libraries), address, "0"]
    builds = [subprocess.Popen(command, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for running in builds:
        assert running.wait(timeout=120) == 0
        if running.stdout:
            running.stdout.close()
    assert recomputed_hash(address) == expected


def test_readers_never_see_half(libraries: Path, address: str) -> None:
    hashes = [build(libraries, address).content_hash]
    seen: set[tuple[str, bool]] = set()
    failures: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                tables = queries.load(address)
                stored = str(tables["release"]["content_hash"].iloc[0])
                seen.add((stored, len(tables["company"]) == 2 and len(tables["assessment"]) == 8))
            except Exception as error:  # noqa: BLE001  # whatever it is, the main thread asserts there was none
                failures.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    path = libraries / "companies" / "south.yaml"
    for number in range(6):
        path.write_text(path.read_text().replace("name: South", f"name: South {number}", 1))
        hashes.append(build(libraries, address).content_hash)
    done.set()
    reader.join()
    assert failures == []
    assert seen and all(whole for _, whole in seen)
    assert {stored for stored, _ in seen} <= set(hashes)


def test_foreign_keys_are_enforced(libraries: Path, address: str) -> None:
    build(libraries, address)
    row = {"company_id": "nobody", "role_id": "lender"}
    engine = open_to_write(parse_url(address))
    with pytest.raises(SQLAlchemyError), engine.begin() as connection:
        connection.execute(TABLES["company_role"].insert(), [row])


def test_readers_cannot_write(libraries: Path, address: str) -> None:
    build(libraries, address)
    with pytest.raises(SQLAlchemyError), open_to_read(address).begin() as connection:
        connection.execute(TABLES["evidence"].delete())


def test_levels_are_stored_as_they_are_spelt(libraries: Path, address: str) -> None:
    build(libraries, address)
    with open_to_read(address).connect() as connection:
        prefix = "" if address.startswith("sqlite") else "pledgewatch."
        rows = connection.exec_driver_sql(f"SELECT DISTINCT level FROM {prefix}assessment").scalars()
        assert set(rows) == {"met", "partial", "not_met", "no_evidence", "not_applicable"}


def test_postgresql_tables_of_others_are_left_alone(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server)
    engine = open_to_write(parse_url(address))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE company (name text); INSERT INTO company VALUES ('somebody else')")
    build(libraries, address)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM public.company").scalar() == "somebody else"


def test_a_postgresql_schema_of_others_is_left_alone(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server)
    engine = open_to_write(parse_url(address))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA pledgewatch; CREATE TABLE pledgewatch.diary (entry text)")
    with pytest.raises(DatabaseError, match="not made by a build"):
        build(libraries, address)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pledgewatch.diary").scalar() == 0


def test_a_view_of_others_on_our_tables_is_not_dropped(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server)
    before = build(libraries, address).content_hash
    engine = open_to_write(parse_url(address))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW names AS SELECT name FROM pledgewatch.company")
    assert build(libraries, address).content_hash == before
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pledgewatch.release SET schema_hash = 'of an older version'")
    with pytest.raises(DatabaseError, match="view names depends on"):
        build(libraries, address)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM names").scalar() == 2


def test_a_table_that_somebody_dropped_is_made_anew(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server)
    before = build(libraries, address).content_hash
    with open_to_write(parse_url(address)).begin() as connection:
        connection.exec_driver_sql("DROP TABLE pledgewatch.evidence")
    assert build(libraries, address).content_hash == before == recomputed_hash(address)


def test_a_database_without_unicode_is_refused(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server, "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with pytest.raises(DatabaseError, match="LATIN1"):
        build(libraries, address)


def test_a_build_does_not_wait_for_another_for_ever(
    libraries: Path, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(write, "LONGEST_WAIT", 1)
    build(libraries, address)
    with ExitStack() as held:
        if address.startswith("sqlite"):
            held.enter_context(FileLock(f"{tmp_path}/test.db.lock"))
        else:
            connection = held.enter_context(open_to_write(parse_url(address)).begin())
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({write._LOCK_KEY})")
        with pytest.raises(DatabaseError, match="lock"):
            build(libraries, address)


def test_tables_of_another_definition_are_made_anew(libraries: Path, postgres_server: str) -> None:
    from tests.conftest import fresh_database

    address = fresh_database(postgres_server)
    build(libraries, address)
    engine = open_to_write(parse_url(address))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pledgewatch.release SET schema_hash = 'of an older version'")
        connection.exec_driver_sql("ALTER TABLE pledgewatch.company DROP COLUMN summary")
    assert queries.usable_content_hash(address) is None
    assert build(libraries, address).content_hash == recomputed_hash(address)


def test_a_file_that_was_not_built_here_is_left_alone(libraries: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"not a database at all" * 100)
    assert stored_hashes(f"sqlite:///{path}") is None
    with pytest.raises(DatabaseError, match="not made by a build"):
        build(libraries, f"sqlite:///{path}")
    assert path.read_bytes() == b"not a database at all" * 100
    assert [one.name for one in tmp_path.glob("notes*")] == ["notes.txt"]


def test_a_sqlite_database_of_others_is_left_alone(libraries: Path, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE release (name TEXT)")
    with pytest.raises(DatabaseError, match="not made by a build"):
        build(libraries, f"sqlite:///{tmp_path}/other.db")


def test_an_empty_file_is_filled(libraries: Path, tmp_path: Path) -> None:
    (tmp_path / "test.db").touch()
    assert build(libraries, f"sqlite:///{tmp_path}/test.db").content_hash == recomputed_hash(
        f"sqlite:///{tmp_path}/test.db"
    )


def test_a_link_to_a_database_stays_a_link(libraries: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "real" / "target.db")
    build(libraries, f"sqlite:///{tmp_path}/link.db")
    assert (tmp_path / "link.db").is_symlink() and (tmp_path / "real" / "target.db").is_file()
    assert queries.usable_content_hash(f"sqlite:///{tmp_path}/link.db")


def test_a_database_that_is_not_there_is_none_yet(tmp_path: Path) -> None:
    assert queries.usable_content_hash(f"sqlite:///{tmp_path}/none.db") is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mysql://someone:secret@host/name", "not supported"),
        ("sqlite://", "in-memory"),
        ("nonsense", "cannot be read as a database address"),
        ("postgresql://someone:secret@host:port/name", "cannot be read as a database address"),
        ("sqlite:///with\0nul.db", "NUL"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(libraries: Path, given: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said) as caught:
        build(libraries, given)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_away_is_explained_without_the_password(libraries: Path) -> None:
    address = "postgresql://someone:secret@127.0.0.1:1/name?connect_timeout=2"
    with pytest.raises(DatabaseError, match="cannot be written") as caught:
        build(libraries, address)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_explained(libraries: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(DatabaseError, match="cannot be written"):
        build(libraries, f"sqlite:///{blocked}/sub/test.db")


def test_a_path_with_odd_characters_works(libraries: Path, tmp_path: Path) -> None:
    folder = tmp_path / "odd #?% name"
    folder.mkdir()
    address = f"sqlite:///{folder}/a b.db".replace("?", "%3F")
    build(libraries, address)
    assert queries.usable_content_hash(address)


def test_the_database_can_be_read_by_others(libraries: Path, tmp_path: Path) -> None:
    build(libraries, f"sqlite:///{tmp_path}/test.db")
    assert (tmp_path / "test.db").stat().st_mode & 0o044 == 0o044
