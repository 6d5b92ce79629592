"""The commands on archives: what they say, exit codes, and that nothing is written where something is wrong."""

import subprocess
from pathlib import Path

import pytest

from tests.archives import COLLECTION, Archive
from tests.command import Ran, run_pipelines
from tests.policies import CITED, FOLDER, LEXICON_FILE, RULES, WATCHLIST_FILE, change, watching, years

COMMANDS = ["fetch", "index", "verify", "history"]
FAULTS = ["clone", "index", "watchlist", "lexicon", "expression"]
WRONG = [(command, fault) for command in COMMANDS[1:] for fault in FAULTS]
WRONG += [("index", "no clone"), ("history", "no clone")]  # without a clone `verify` says what it did not look at


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return years(tmp_path / "archive")


@pytest.fixture
def data_dir(libraries: Path, archive: Archive) -> Path:
    newest = archive.repository.references["refs/heads/main"].target
    return watching(libraries, [str(commit.id) for commit in archive.repository.walk(newest)][-1])


def run(capsys: pytest.CaptureFixture[str], command: str, archive: Path, data_dir: Path, *more: object) -> Ran:
    return run_pipelines(capsys, "archive", command, "--archive", archive, "--data", data_dir, *more)


def made(data_dir: Path) -> set[str]:
    return {path.name for path in (data_dir / FOLDER).iterdir()} - {"watchlist.yaml", "lexicon.yaml"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = run_pipelines(capsys, "archive", command, "--help")
    assert done.code == 0 and "--archive" in done.out and len(done.out) > 200
    assert command in run_pipelines(capsys, "archive", "--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_an_archive_folder_must_be_named(capsys: pytest.CaptureFixture[str], data_dir: Path, command: str) -> None:
    done = run_pipelines(capsys, "archive", command, "--data", data_dir)
    assert done.code == 2 and "--archive" in done.err and made(data_dir) == set()


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_a_folder_that_is_none_is_refused_with_what_to_do_first(
    capsys: pytest.CaptureFixture[str], data_dir: Path, tmp_path: Path, command: str
) -> None:
    done = run(capsys, command, tmp_path / "nowhere", data_dir)
    said = " ".join(done.err.replace("│", " ").split())
    assert done.code == 2 and "is not a folder" in said and "python -m pipelines archive fetch" in said
    assert made(data_dir) == set() and "Traceback" not in done.err
    assert run(capsys, command, tmp_path, tmp_path / "nowhere").code == 2


def test_fetching_from_a_folder_of_clones_or_bundles(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path, tmp_path: Path
) -> None:
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    bundle = ["git", "-C", str(archive.path), "bundle", "create", "--quiet", f"{bundles}/example+policies.bundle"]
    subprocess.run([*bundle, "--all"], check=True)
    for number, source in enumerate([archive.folder, bundles]):
        target = tmp_path / f"clones {number}"
        done = run(capsys, "fetch", target, data_dir, "--from", source)
        assert done.code == 0 and f"{COLLECTION}: cloned, to 2026-05-01." in done.err
        assert (
            f"{COLLECTION}: nothing new, to 2026-05-01." in run(capsys, "fetch", target, data_dir, "--from", source).err
        )
    archive.record("2026-06-01", "Record new changes of North Secret", North__Secret="Late books cost.")
    done = run(capsys, "fetch", tmp_path / "clones 0", data_dir, "--from", archive.folder)
    assert f"{COLLECTION}: brought up to date, to 2026-06-01." in done.err and done.out == ""


def test_a_wrong_source_is_refused(capsys: pytest.CaptureFixture[str], data_dir: Path, tmp_path: Path) -> None:
    done = run(capsys, "fetch", tmp_path / "clones", data_dir, "--from", tmp_path / "nowhere")
    assert done.code == 2 and "--from" in done.err and not (tmp_path / "clones").exists()
    (tmp_path / "empty").mkdir()
    done = run(capsys, "fetch", tmp_path / "clones", data_dir, "--from", tmp_path / "empty")
    assert done.code == 1 and f"{COLLECTION}: " in done.err and "Point --from at the folder that has it" in done.err
    (tmp_path / "empty" / "example+policies.bundle").write_bytes(b"no bundle")
    done = run(capsys, "fetch", tmp_path / "clones", data_dir, "--from", tmp_path / "empty")
    assert done.code == 1 and "Get the bundle anew" in done.err and "Traceback" not in done.err


def test_indexing_says_what_is_new_and_what_could_not_be_read(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path
) -> None:
    archive.commit("2026-06-01", "Odd", {"North/Odd.md": b"caf\xe9"})
    archive.blob("North/Secret.md").unlink()
    done = run(capsys, "index", archive.folder, data_dir)
    assert done.code == 0 and f"{COLLECTION}: 9 new commits, 7 new texts; 9 commits in all, to 2026-06-01." in done.err
    assert "1 text the clone does not have: skipped" in done.err and "1 text with bytes that are no UTF-8" in done.err
    assert "0 new commits, 0 new texts; 9 commits in all" in run(capsys, "index", archive.folder, data_dir).err
    assert made(data_dir) == set()


def test_verifying_tells_each_status_and_what_changed(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path
) -> None:
    done = run(capsys, "verify", archive.folder, data_dir)
    assert done.code == 0 and "Written: citations.csv, 2 clauses." in done.err and "  still there: 2" in done.err
    archive.record("2026-06-01", "Record new changes of North House Rules", North__House_Rules="Be kind.")
    done = run(capsys, "verify", archive.folder, data_dir)
    assert done.code == 0 and "  gone: 2" in done.err
    assert "  north LEN1, North/House Rules.md: gone. The newest archived text has" in done.err
    archive.path.rename(archive.folder / "away")
    done = run(capsys, "verify", archive.folder, data_dir)
    assert done.code == 0 and f"No clone of {COLLECTION}: 2 clauses not looked at." in done.err
    assert "2 clauses of them keep the result of an earlier run." in done.err


@pytest.mark.parametrize("fault", ["never there", "no such version in the archive"])
def test_a_clause_that_was_never_there_ends_with_a_failure(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path, fault: str
) -> None:
    if fault == "never there":
        change(data_dir, "companies/north.yaml", "locator: Lending is free", "locator: lending is free")
    else:
        text = (data_dir / "companies/north.yaml").read_text()
        change(data_dir, "companies/north.yaml", text.partition("commit: ")[2][:40], CITED)
    done = run(capsys, "verify", archive.folder, data_dir)
    assert done.code == 1 and f"  north LEN1, North/House Rules.md: {fault}." in done.err
    assert "citations.csv" in made(data_dir) and "Traceback" not in done.err


def test_the_history_says_what_it_wrote_and_what_comes_next(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path
) -> None:
    done = run(capsys, "history", archive.folder, data_dir)
    assert done.code == 0 and done.out == "" and "Written: clauses.csv, 5 rows." in done.err
    assert "8 new commits, 7 new texts" in done.err and "python -m scorecard check; make build" in done.err
    files = {f"{name}.csv" for name in ("collections", "documents", "versions", "clauses")} | {"changes.atom"}
    assert made(data_dir) == files | {f"{Path(name).stem}.provenance.json" for name in files}


@pytest.mark.parametrize(("command", "fault"), WRONG)
def test_whatever_is_wrong_is_said_in_words_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], archive: Archive, data_dir: Path, command: str, fault: str
) -> None:
    codes = {"index": 3}
    if fault == "no clone":
        archive.path.rename(archive.folder / "away")
    elif fault == "clone":
        (archive.path / "shallow").write_text(f"{archive.repository.references['refs/heads/main'].target}\n")
    elif fault == "index":
        (archive.folder / "policy-index.db").write_bytes(b"no database at all")
    elif fault == "watchlist":
        change(data_dir, WATCHLIST_FILE, "licence: ODC-By 1.0", "license: ODC-By 1.0")
    elif fault == "lexicon":
        (data_dir / LEXICON_FILE).unlink()
    else:
        change(data_dir, LEXICON_FILE, "find: late {book}", "find: late ({book}")
    done = run(capsys, command, archive.folder, data_dir)
    assert done.code == codes.get(fault, 1) and "Traceback" not in done.err and "at fault" not in done.err
    assert made(data_dir) == set() and done.out == "" and RULES not in done.err
    said = {"no clone": "archive fetch", "clone": "shallow", "index": "Delete it", "watchlist": "watchlist.yaml",
            "lexicon": "lexicon.yaml", "expression": "late"}[fault]  # fmt: skip
    assert said in done.err
