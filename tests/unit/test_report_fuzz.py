"""Damaged and hostile files: reading them gives reports or a refusal in words, nothing else, and changes nothing.

The same files in every run: all chance comes from one seed.
"""

import io
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.dsa_reports import import_reports
from pipelines.report_paths import read_path
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.assembly import read_reports
from scorecard.reports.reading.limits import UPLOAD
from scorecard.reports.reading.packages import sheets_of
from scorecard.settings import ROOT
from tests.damaged_files import DRAWS, MUTATIONS, SOURCES, noise
from tests.hostile_files import HOSTILE, READ

MINUTES_ALLOWED = 5


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[None]:
    """Fail what hangs."""

    def bite(number: int, frame: object) -> None:
        del number, frame
        raise AssertionError(f"still running after {MINUTES_ALLOWED} minutes")

    before = signal.signal(signal.SIGALRM, bite)
    signal.alarm(MINUTES_ALLOWED * 60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def outcome(path: Path) -> str:
    """Return how reading ends; anything but reports and a refusal in words fails the test."""
    try:
        reports = read_path(path, "X", lambda step: None).reports
    except ReportError as error:
        assert str(error).endswith("."), error
        return "refused"
    assert all(
        report.cells["state"].isin(["value", "blank", "not_applicable", "unreadable"]).all() for report in reports
    )
    return "read"


def test_there_are_two_thousand_files() -> None:
    assert sum(DRAWS.values()) >= 2_000


@pytest.mark.parametrize("name", SOURCES)
def test_damaged_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    rng = random.Random(name)
    endings = {outcome(write(tmp_path / name, SOURCES[name]))}
    assert endings == {"read"}
    for _ in range(DRAWS[name]):
        data = rng.choice(MUTATIONS)(rng, SOURCES[name])
        other = rng.choice([name] * 8 + list(SOURCES))
        endings.add(outcome(write(tmp_path / other, data)))
    assert endings == {"read", "refused"}


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, HOSTILE[name]())
    assert (outcome(path) == "read") == (name in READ)


@pytest.mark.parametrize("name", [name for name in HOSTILE if not name.endswith(".json")])
def test_hostile_files_that_strangers_send_are_read_or_refused(name: str) -> None:
    content = HOSTILE[name]()
    try:
        read_reports(sheets_of(name, lambda: io.BytesIO(content), UPLOAD, with_old=False), "X")
    except ReportError as error:
        assert str(error).endswith(".")


def test_folders_with_the_names_of_files_are_refused(tmp_path: Path) -> None:
    for name in ("4_notices.csv", "made.json", "made.zip", "made.xlsx"):
        (tmp_path / name).mkdir()
        assert outcome(tmp_path / name) == "refused"
    assert outcome(tmp_path) == "refused"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which reports can be imported, with reports in it."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("report_services.yaml", "report_corrections.yaml"):
        shutil.copy(ROOT / "data" / name, folder / name)
    (folder / "reports").mkdir()
    for path in (ROOT / "data" / "reports").glob("dsa_*"):
        shutil.copy(path, folder / "reports" / path.name)
    return folder


def test_what_is_refused_leaves_the_reports_as_they_were(data_dir: Path, tmp_path: Path) -> None:
    rng = random.Random(1)
    before = {path.name: path.read_bytes() for path in (data_dir / "reports").iterdir()}
    good = write(tmp_path / "good 4_notices.csv", SOURCES["4_notices.csv"].replace(b"2026", b"2027"))
    names = [name for name in HOSTILE if name not in READ and "many" not in name and "million" not in name]
    bad = {name: HOSTILE[name]() for name in names} | {
        f"{number} {name}": noise(rng, SOURCES[name]) for number, name in enumerate(SOURCES)
    }
    for name, content in bad.items():
        with pytest.raises(ReportError):
            import_reports([good, write(tmp_path / name, content)], data_dir, "X", lambda step: None)
        assert {path.name: path.read_bytes() for path in (data_dir / "reports").iterdir()} == before, name
