"""Releases: made whole from what is committed, never rewritten, and every change of one is found."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from scorecard import queries
from scorecard.errors import DataProblemsError, ReleaseError, UsageError
from scorecard.publish.package.assembly import checksums
from scorecard.publish.package.reading import checksum_findings
from scorecard.queries.releases import frozen_releases, newest_release, open_release, release_file
from scorecard.releases import Release, freeze, load, verify
from scorecard.storage.folders import read_folder
from tests.command import run
from tests.releases import commit_all, frozen, rewrite

ID = "2026.11"


def quiet(step: str) -> None:
    """Take a step without a word."""


@pytest.fixture
def release(libraries: Path) -> Path:
    """The folder of a release of the libraries."""
    return frozen(libraries, ID).folder


def findings(folder: Path) -> list[str]:
    return list(verify(folder, quiet).findings)


def test_a_release_holds_and_says_what_it_was_made_of(libraries: Path, release: Path) -> None:
    found = verify(release, quiet)
    assert found.findings == ()
    assert any("against a new computation" in part for part in found.checked)
    described = json.loads((release / "datapackage.json").read_bytes())
    assert described["release"]["commit"] == queries.rows_of(open_release(release.parent, ID)["release"])[0]["commit"]
    assert described["release"]["released_on"] == "2026-05-28"  # the commit's day, not today
    inputs = pd.read_csv(release / "inputs.csv")["file"].tolist()
    assert "companies/north.yaml" in inputs and "methodology/3.1.yaml" in inputs
    assert not [path for path in inputs if path.startswith("releases")]


def test_the_same_commit_gives_the_same_bytes(libraries: Path, release: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(libraries, clone, ignore=shutil.ignore_patterns("releases"))
    again = freeze(clone, clone / "releases", ID, tmp_path / "elsewhere", quiet).folder
    files = sorted(path.relative_to(release) for path in release.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert not [path for path in files if (release / path).read_bytes() != (again / path).read_bytes()]


def test_a_release_shows_what_the_working_data_showed(libraries: Path, release: Path) -> None:
    working, _ = queries.from_data(libraries)
    opened = open_release(release.parent, ID)
    for name, frame in working.items():
        if name != "release":
            same = opened[name].drop(columns="release_id", errors="ignore")
            pd.testing.assert_frame_equal(same, frame.drop(columns="release_id", errors="ignore"))
    [now], [then] = working["release"]["content_hash"], opened["release"]["content_hash"]
    assert now == then


def test_any_flipped_byte_is_found(release: Path) -> None:
    chance = random.Random(2026)
    files = [path for path in sorted(release.rglob("*")) if path.is_file() and path.stat().st_size]
    for path in files:
        whole = path.read_bytes()
        place = chance.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        said = list(checksum_findings(read_folder(release))) if path.name != "SHA256SUMS" else findings(release)
        assert said, f"{path.name}, byte {place}"
        path.write_bytes(whole)
    assert findings(release) == []


def test_a_file_that_is_gone_or_not_listed_is_found(release: Path) -> None:
    (release / "csv" / "scores.csv").rename(release / "csv" / "score.csv")
    said = "\n".join(findings(release))
    assert "csv/scores.csv: the file is missing" in said
    assert "csv/score.csv: SHA256SUMS does not have this file" in said


def forge(release: Path, path: str, old: str, new: str) -> None:
    """Change a file and mend the checksums, as somebody would who does not want it to be seen."""
    rewrite(release / path, old, new)
    seal(release)


def seal(release: Path) -> None:
    """Write the checksums of a release anew."""
    files = read_folder(release)
    files.pop("SHA256SUMS")
    (release / "SHA256SUMS").write_bytes(checksums(files))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("csv/assessments.csv", "north,LEN1,met,1.0", "north,LEN1,not_met,0.0", "csv/scores.csv: north: score is"),
        ("csv/scores.csv", "2026.11,south,", "2026.11,south,9", "csv/scores.csv: south: score is 9"),
        ("csv/companies.csv", "North Library,North", "West Library,North", "another content"),
        ("csv/evidence.csv", "north-rules,Reading room", "no-rules,Reading room", "foreign key"),
        ("csv/assessments.csv", "north,LEN1,met,1.0", "north,LEN1,met,", "assessments.csv"),
        ("methodology.yaml", "lending: 2", "lending: 3", "scores.csv"),
        ("methodology.yaml", "lending: 2", "lending: none", "methodology.yaml"),
        ("ranking.csv", "North Library", "West Library", "ranking.csv: it does not say what the tables do"),
        ("datapackage.json", '"version": "2026.11"', '"version": 7', "datapackage.json"),
    ],
)  # fmt: skip
def test_a_forged_release_is_found_although_its_checksums_hold(
    release: Path, path: str, old: str, new: str, said: str
) -> None:
    forge(release, path, old, new)
    found = "\n".join(findings(release))
    assert said.casefold() in found.casefold()
    assert "SHA-256" not in found


def test_what_is_no_release_is_refused(release: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="there are no files"):
        verify(tmp_path / "nothing", quiet)
    (release / "datapackage.json").write_text("[]")
    assert "datapackage.json: it is no JSON object" in "\n".join(findings(release))
    with pytest.raises(ReleaseError, match=r"The release in 2026\.11 cannot be read"):
        open_release(release.parent, ID)


def test_a_release_that_was_changed_is_not_shown(release: Path) -> None:
    forged = release / "csv" / "scores.csv"
    text = forged.read_text("utf-8")
    forged.write_text(text.replace("south", "north"), "utf-8")
    with pytest.raises(ReleaseError, match=r"csv/scores\.csv: it is not the file that was frozen"):
        open_release(release.parent, ID)
    with pytest.raises(ReleaseError, match="not the file that was frozen"):
        release_file(release.parent, ID, "csv/scores.csv")
    with pytest.raises(ReleaseError, match=r"has no file '\.\./2026\.11/ranking\.csv'"):
        release_file(release.parent, ID, "../2026.11/ranking.csv")


def test_a_dirty_tree_is_refused_by_the_name_of_its_files(libraries: Path) -> None:
    commit_all(libraries)
    (libraries / "companies" / "west.yaml").write_text("id: west\n")
    with pytest.raises(ReleaseError, match=r"not committed: companies/west\.yaml"):
        freeze(libraries, libraries / "releases", ID, libraries / "releases", quiet)
    assert not (libraries / "releases").exists()


def test_what_git_does_not_look_at_is_refused(libraries: Path) -> None:
    commit_all(libraries)
    (libraries / ".git" / "info" / "exclude").write_text("west.yaml\n.DS_Store\n")
    (libraries / "companies" / ".DS_Store").write_text("of the desktop")
    (libraries / "companies" / "west.yaml").write_text("id: west\n")
    with pytest.raises(ReleaseError, match=r"does not have these files as they are: companies/west\.yaml"):
        freeze(libraries, libraries / "releases", ID, libraries / "releases", quiet)
    (libraries / "companies" / "west.yaml").unlink()
    folder = freeze(libraries, libraries / "releases", ID, libraries / "releases", quiet).folder
    inputs = (folder / "inputs.csv").read_text()
    assert "DS_Store" not in inputs and ".git" not in inputs


def test_a_change_after_the_commit_is_found_although_all_else_holds(libraries: Path, release: Path) -> None:
    commit_all(libraries, "Freeze")
    assert findings(release) == []
    forge(release, "README.md", "# Pledgewatch, release 2026.11", "# Pledgewatch, release 2026.11, mended")
    assert findings(release) == ["2026.11: its files are not those that are committed"]
    commit_all(libraries, "Mend")
    [found] = findings(release)
    assert "changed it after it was frozen" in found


def test_a_killed_run_leaves_nothing_in_the_way(libraries: Path) -> None:
    commit_all(libraries)
    (libraries / "releases" / ".2026.11.abc.writing").mkdir(parents=True)
    (libraries / "releases" / ".2026.11.abc.writing" / "half.csv").write_text("a\n")
    (libraries / ".gitignore").write_text(".*.writing/\n")
    frozen(libraries, ID)
    assert [path.name for path in (libraries / "releases").iterdir()] == [ID]


def test_a_release_on_its_way_here_is_none_yet(libraries: Path, release: Path) -> None:
    (release.parent / "2026.12" / "csv").mkdir(parents=True)
    assert [one.release_id for one in frozen_releases(release.parent)] == [ID]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda one: one["resources"].append(dict(one["resources"][0], name="final")),
            "a path that is none of a release",
        ),
        (lambda one: one["resources"].append(one["resources"][0]), "times"),
        (lambda one: one["resources"][0].update(path="http://127.0.0.1:9/x.csv"), "a path that is none of a release"),
        (lambda one: one["resources"][0].update(path="../../x.csv"), "a path that is none of a release"),
        (lambda one: one.update(profile="http://127.0.0.1:9/p.json"), "another standard"),
        (lambda one: one.update(resources=[]), "the table score is not there"),
        (lambda one: one["release"].update(content_hash=None), "2026.11"),
    ],
)
def test_a_forged_description_is_found(release: Path, change: Callable[[dict], object], said: str) -> None:
    described = json.loads((release / "datapackage.json").read_bytes())
    change(described)
    (release / "datapackage.json").write_text(json.dumps(described))
    seal(release)
    assert said in "\n".join(findings(release))


def test_a_folder_without_history_is_refused(libraries: Path) -> None:
    with pytest.raises(ReleaseError, match="in no git repository"):
        freeze(libraries, libraries / "releases", ID, libraries / "releases", quiet)


def test_data_that_breaks_a_rule_is_refused_and_nothing_is_written(libraries: Path) -> None:
    rewrite(libraries / "companies" / "north.yaml", "    tier: press", "    tier: gossip")
    with pytest.raises(DataProblemsError, match="gossip"):
        frozen(libraries, ID)
    assert not list(libraries.glob("releases/*"))


@pytest.mark.parametrize(
    "release_id", ["", "2026", "2026.13", "2026.1", "2026.11.0", "../2026.11", "working", "２０２６.11"]
)
def test_what_is_no_id_is_refused(libraries: Path, release_id: str) -> None:
    with pytest.raises(UsageError, match="is no id of a release"):
        frozen(libraries, release_id)


def test_a_release_is_never_rewritten_and_ids_only_go_up(libraries: Path, release: Path) -> None:
    before = {path: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="never rewritten"):
        frozen(libraries, ID)
    with pytest.raises(UsageError, match=r"does not come after 2026\.11"):
        frozen(libraries, "2026.10")
    assert {path: path.read_bytes() for path in release.rglob("*") if path.is_file()} == before
    frozen(libraries, "2026.11.1")
    frozen(libraries, "2027.02")
    assert [one.release_id for one in frozen_releases(release.parent)] == ["2027.02", "2026.11.1", "2026.11"]
    assert newest_release(release.parent) == "2027.02"


def test_a_write_that_fails_leaves_nothing(libraries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, written = Path.open, []

    def full_disk(path: Path, *arguments: object, **options: object) -> object:
        if path.suffix == ".parquet":
            written.append(path)
            if len(written) > 3:
                raise OSError(28, "No space left on device")
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    commit_all(libraries)
    monkeypatch.setattr(Path, "open", full_disk)
    with pytest.raises(ReleaseError, match="No space left"):
        freeze(libraries, libraries / "releases", ID, libraries / "releases", quiet)
    assert list((libraries / "releases").iterdir()) == []


def test_an_older_release_opens_with_the_columns_of_today(release: Path) -> None:
    """A release that was made before a column, or a table, was there."""
    described = json.loads((release / "datapackage.json").read_bytes())
    described["resources"] = [one for one in described["resources"] if one["name"] != "events"]
    for resource in described["resources"]:
        if resource["name"] == "companies":
            resource["schema"]["fields"] = [one for one in resource["schema"]["fields"] if one["name"] != "website"]
    (release / "datapackage.json").write_text(json.dumps(described))
    companies = pd.read_csv(release / "csv" / "companies.csv", dtype=str, keep_default_na=False)
    companies.drop(columns="website").to_csv(release / "csv" / "companies.csv", index=False)
    seal(release)
    opened = open_release(release.parent, ID)
    assert opened["company"]["website"].isna().all()
    assert opened["company"]["name"].tolist() == ["North Library", "South Library"]
    assert opened["event"].empty


def test_a_release_without_a_needed_column_says_which(release: Path) -> None:
    described = json.loads((release / "datapackage.json").read_bytes())
    for resource in described["resources"]:
        if resource["name"] == "companies":
            resource["schema"]["fields"] = [one for one in resource["schema"]["fields"] if one["name"] != "coded_on"]
    (release / "datapackage.json").write_text(json.dumps(described))
    companies = pd.read_csv(release / "csv" / "companies.csv", dtype=str, keep_default_na=False)
    companies.drop(columns="coded_on").to_csv(release / "csv" / "companies.csv", index=False)
    seal(release)
    with pytest.raises(ReleaseError, match="company has no coded_on"):
        open_release(release.parent, ID)


def test_load_gives_frames_by_the_names_of_the_files(release: Path) -> None:
    loaded = load(ID, release.parent)
    assert (loaded.id, str(loaded.released_on), loaded.methodology_version) == (ID, "2026-05-28", "3.1")
    for name in loaded.table_names:
        own = pd.read_csv(release / "csv" / f"{name}.csv")
        assert list(own.columns) == list(loaded.table(name).columns)
        assert len(own) == len(loaded.table(name))
    properties = [name for name, kind in vars(Release).items() if isinstance(kind, property) and name != "table_names"]
    for name in set(properties) - {"ranking"}:
        pd.testing.assert_frame_equal(getattr(loaded, name), loaded.table(name))
    assert loaded.ranking["name"].tolist() == queries.ranking(open_release(release.parent, ID))["name"].tolist()
    with pytest.raises(UsageError, match=r"There is no table 'score'\. There are: "):
        loaded.table("score")


def test_a_loaded_frame_can_be_changed_without_changing_the_release(release: Path) -> None:
    loaded = load(folder=release.parent)
    mine = loaded.scores
    mine["score"] = 0.0
    assert loaded.scores["score"].max() > 0


def test_load_says_which_releases_there_are(release: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"There is no release '2026.12'. There are: 2026\.11\."):
        load("2026.12", release.parent)
    with pytest.raises(ReleaseError, match="No release has been frozen yet"):
        load(folder=tmp_path)


@pytest.fixture
def command(
    libraries: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs ``python -m scorecard release`` on the libraries."""
    monkeypatch.setenv("SCORECARD_DATA", str(libraries))
    monkeypatch.setenv("SCORECARD_RELEASES", str(libraries / "releases"))
    return lambda *arguments: tuple(run(capsys, "release", *arguments))  # type: ignore[return-value]


def test_the_command_line_makes_lists_shows_and_checks(
    libraries: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    assert command("list")[:2] == (0, "")
    assert "None has been frozen" in command("show", ID)[2] or command("show", ID)[0] == 1
    commit_all(libraries)
    code, out, err = command("create", ID)
    assert code == 0 and len(out.strip()) == 64 and "never rewritten" in err
    assert ID in command("list")[1]
    shown = command("show")[1]
    assert "2026-05-28" in shown and out.strip() in shown
    code, _, err = command("verify")
    assert code == 0 and "2026.11 holds" in err
    code, out, _ = command("diff")
    assert code == 0 and "nothing changed" in out
    (libraries / "releases" / ID / "ranking.csv").write_text("nothing\n")
    code, out, err = command("verify", ID)
    assert code == 1 and "ranking.csv" in out and "does not hold" in err
    code, _, err = command("create", "2026-11")
    assert code == 2 and "is no id of a release" in err
