"""What tests share: the made-up dataset, the shipped one, and a PostgreSQL server of their own."""

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.terminal import TerminalReporter

from scorecard import queries, settings
from tests.postgres import UnavailableError, running_server

# Tests make their own data and releases; those that look at the shipped releases say so.
os.environ["SCORECARD_RELEASES"] = str(Path(tempfile.gettempdir()) / "pledgewatch-tests-have-no-releases")

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = settings.ROOT.parent / "shared"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say once for each reason how many tests were skipped for it."""
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"{number} {reason}".replace(" Skipped:", " skipped:", 1))


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A copy of the made-up dataset about libraries, free to be changed."""
    return Path(shutil.copytree(FIXTURES / "libraries", tmp_path / "libraries"))


@pytest.fixture(scope="session")
def tables() -> queries.Tables:
    """The tables of the shipped dataset, without a database. Never change them."""
    return queries.from_data(settings.ROOT / "data")[0]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, started for these tests."""
    try:
        # Not in pytest's own folder: every other run that starts closes that to the user the server runs as.
        with tempfile.TemporaryDirectory(prefix="postgres-") as folder, running_server(Path(folder)) as address:
            yield address
    except UnavailableError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def other_processes() -> Iterator[None]:
    """Let a test start other processes, see `importable_main`."""
    with importable_main():
        yield


@contextmanager
def importable_main() -> Iterator[None]:
    """Put an empty module in the place of ``__main__``, which other processes import.

    Streamlit's test harness leaves its script there, which cannot be imported.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    server: str = request.getfixturevalue("postgres_server")
    return fresh_database(server)


def fresh_database(server: str, options: str = "") -> str:
    """Create an empty database on a server and return its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        number = connection.execute("SELECT count(*) FROM pg_database").fetchone()
        assert number is not None
        name = f"test_{number[0]}"
        connection.execute(f'CREATE DATABASE "{name}" {options}')  # type: ignore[arg-type]
    return server.rsplit("/", 1)[0] + f"/{name}"


def shared_file(name: str) -> Path:
    """Return a file that stands beside the project where it is developed; skip the test where it does not."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("needs ../shared, which stands beside the project only where it is developed")
    return path
