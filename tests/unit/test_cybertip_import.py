"""Importing reports to the CyberTipline: every figure as the data set has it, anything odd refused with its place."""

import csv
import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.cybertipline import Imported, import_cybertipline
from pipelines.intransparent import NCMEC, parse_period, parse_platforms
from scorecard.curation.provenance import Provenance, sha256_of
from scorecard.errors import DataProblemsError
from scorecard.reports.problems import ReportError
from tests.cybertips import PROVIDERS, SOURCES, YEARS, data_set, write_folder

WRITTEN, BESIDE = Path("reports/cybertipline.csv"), Path("reports/cybertipline.provenance.json")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "cybertipline.yaml").write_text(PROVIDERS)
    return folder


def imported(data_dir: Path, content: Any = None, years: str = YEARS) -> Imported:
    return import_cybertipline(write_folder(data_dir.parent / "set", content, years), data_dir)


def rows(data_dir: Path) -> list[dict[str, str]]:
    with (data_dir / WRITTEN).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[key] for key in ("provider", "period_start", "period_end", "counted_by", "entry", "report_count"))


def test_every_figure_is_kept_and_none_is_added_up(data_dir: Path) -> None:
    imported(data_dir)
    assert [short(row) for row in rows(data_dir)] == [
        ("Elsewhere", "2021-01-01", "2021-12-31", "ncmec", "1", "3"),
        ("North Net", "2021-01-01", "2021-12-31", "ncmec", "1", "20"),
        ("North Net", "2022-01-01", "2022-12-31", "ncmec", "1", "100"),
        ("North Net", "2022-01-01", "2022-12-31", "ncmec", "2", "11"),
        ("North Video", "2021-01-01", "2021-12-31", "provider", "1", "20"),
        ("North Video", "2021-07-01", "2021-12-31", "provider", "1", "7"),
        ("North Video", "2022-01-01", "2022-06-30", "provider", "1", "50"),
        ("North Video", "2022-07-01", "2022-12-31", "provider", "1", "60"),
        ("South Net", "2021-01-01", "2021-12-31", "ncmec", "1", ""),
        ("South Net", "2022-01-01", "2022-12-31", "ncmec", "1", "0"),
        ("All providers", "2021-01-01", "2021-12-31", "ncmec", "1", "100"),
        ("All providers", "2022-01-01", "2022-12-31", "ncmec", "1", "200"),
        ("All reports", "2021-01-01", "2021-12-31", "ncmec", "1", "110"),
        ("All reports", "2022-01-01", "2022-12-31", "ncmec", "1", "220"),
    ]


def test_each_figure_says_whose_it_is_and_where_it_stands(data_dir: Path) -> None:
    imported(data_dir)
    found = rows(data_dir)
    assert {row["provider"]: row["company_id"] for row in found} == {
        "Elsewhere": "", "North Net": "north", "North Video": "north", "South Net": "south", "All providers": "",
        "All reports": "",
    }  # fmt: skip
    assert [row["is_redundant"] for row in found if row["provider"] == "North Video"] == ["false", "true"] + [
        "false"
    ] * 2
    assert [row["is_total"] for row in found] == ["false"] * 10 + ["true"] * 4
    urls = {(row["provider"], row["period_start"][:4]): row["source_url"] for row in found}
    assert urls["North Net", "2021"] == SOURCES[0] and urls["North Net", "2022"] == SOURCES[1]
    assert urls["North Video", "2022"] == "https://north.example/video"  # chosen by hand among two
    assert {row["how_obtained"] for row in found} == {"compiled by apparebit/intransparent, Apache-2.0"}


def test_the_provenance_says_what_was_read_and_written(data_dir: Path) -> None:
    result = imported(data_dir)
    said = Provenance.model_validate_json((data_dir / BESIDE).read_bytes())
    assert said.sha256 == result.sha256 == sha256_of((data_dir / WRITTEN).read_bytes())
    assert (said.author, said.version, said.licence) == ("A. Author", "1", "Apache-2.0")
    folder = data_dir.parent / "set"
    assert {one.file: one.sha256 for one in said.inputs} == {
        path.name: sha256_of(path.read_bytes()) for path in folder.iterdir()
    }
    assert result.row_count == len(rows(data_dir))


def test_importing_twice_writes_the_same_bytes_whatever_the_order_of_the_data_set(data_dir: Path) -> None:
    imported(data_dir)
    first = (data_dir / WRITTEN).read_bytes()
    turned = dict(reversed(data_set().items()))
    turned[NCMEC]["rows"].sort(key=lambda row: sorted(row)[0], reverse=True)
    imported(data_dir, turned)
    assert (data_dir / WRITTEN).read_bytes() == first
    assert {path.name for path in (data_dir / "reports").iterdir()} == {WRITTEN.name, BESIDE.name}


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    content = data_set()
    change(content)
    return content


NORTH, LISTS = "North Video", NCMEC
REFUSED = [
    (lambda c: c[LISTS]["rows"].append({"2021": ["Stranger", 1, None]}), ["NCMEC, row 10", "Stranger", "providers"]),
    (lambda c: c[LISTS]["rows"].append({"2021": ["", 1, None]}), ["NCMEC, row 10", "no name"]),
    (lambda c: c[LISTS]["rows"].append({"2021": ["South Net", 78, None]}), ["row 4", "101 reports", "100"]),
    (lambda c: c[LISTS]["rows"].append({"2022": ["Total", 221, None]}), ["row 10", "all reports of the year, 220"]),
    (lambda c: c[LISTS]["rows"].append({"2022": ["Total", None, None]}), ["row 10", "no figure"]),
    (lambda c: c[LISTS]["rows"].append({"2022 H1": ["South Net", 1, None]}), ["row 10", "single address", "2022"]),
    (lambda c: c[LISTS]["rows"].append({"2023": ["South Net", 1, None]}), ["row 10", "single address", "2023"]),
    (lambda c: c[LISTS]["sources"].append(SOURCES[0]), ["single address", "2021"]),
    (lambda c: c[LISTS]["columns"].remove("platform"), ["NCMEC", "platform and reports"]),
    (lambda c: c.pop(LISTS), ["NCMEC", "no such entry"]),
    (lambda c: c.pop("@"), ["@", "no object"]),
    (lambda c: c["@"].pop("version"), ["@", "version"]),
    (lambda c: c[NORTH]["rows"].append({"2022": [1, 110]}), ["North Video", "same days", "redundant"]),
    (lambda c: c[NORTH]["rows"].append({"2022 Q1": [1, 9]}), ["North Video", "same days"]),
    (lambda c: c[NORTH]["rows"].append({"2022 H3": [1, 9]}), ["row 6", "period", "2022 H3"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1]}), ["row 6", "not 2 cells", "[1]"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, "9"]}), ["row 6", "column “reports”", '"9"']),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, 9.0]}), ["row 6", "whole number", "9.0"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, True]}), ["row 6", "whole number", "true"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, -1]}), ["row 6", "whole number", "-1"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, 10**12]}), ["row 6", "whole number"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, 9], "2024": [1, 9]}), ["row 6", "one period"]),
    (lambda c: c[NORTH]["rows"].append({"2023": [1, 9], "redundant": "yes"}), ["row 6", "one period"]),
    (lambda c: c[NORTH]["rows"].append([2023, 9]), ["row 6", "one period"]),
    (lambda c: c[NORTH].pop("rows"), ["North Video", "no rows"]),
    (lambda c: c[NORTH]["columns"].append("reports"), ["North Video", "different names"]),
    (lambda c: c[NORTH].update(sources="https://north.example"), ["North Video", "sources"]),
    (lambda c: c[NORTH].update(sources=["https://north.example/new"]), ["own_counts_at", "North Video"]),
    (lambda c: c["North Net"].update(brands=["South Net"]), ["South Net", "part_of"]),
    (lambda c: c.update({"South Net": []}), ["South Net", "no object"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), REFUSED, ids=[" ".join(said) for _, said in REFUSED])
def test_an_odd_data_set_is_refused_with_its_place_and_nothing_is_written(
    data_dir: Path, change: Callable[[dict[str, Any]], Any], said: list[str]
) -> None:
    with pytest.raises(ReportError) as refusal:
        imported(data_dir, changed(change))
    for words in ["csam-reports-per-platform.json", *said]:
        assert words in str(refusal.value)
    assert not (data_dir / "reports").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', '{"@": {}, "@": {}}', '{"@": NaN}', "[" * 100_000, "\ud800"])
def test_what_is_no_json_object_is_refused(data_dir: Path, text: str) -> None:
    folder = write_folder(data_dir.parent / "set", text.encode("utf-8", "replace").decode())
    with pytest.raises(ReportError, match="csam-reports-per-platform"):
        import_cybertipline(folder, data_dir)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("", "row 1"),
        ("year;reports\n", "row 1"),
        ("year,reports\n2021\n", "row 2"),
        ("year,reports\n2021,1e6\n", "row 2, column “reports”"),
        ("year,reports\n2021,\n", "row 2, column “reports”"),
        ("year,reports\n2021,-5\n", "row 2, column “reports”"),
        ("year,reports\n2022,220\n2022,220\n", "row 3, column “year”"),
        ("year,reports\n22,220\n", "row 2, column “year”"),
        ('year,reports\n"2021,5\n', "not CSV"),
    ],
)
def test_odd_yearly_totals_are_refused_with_their_row(data_dir: Path, years: str, said: str) -> None:
    with pytest.raises(ReportError, match="csam-reports-per-year") as refusal:
        imported(data_dir, years=years)
    assert said in str(refusal.value)


def test_a_missing_file_is_said(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        import_cybertipline(tmp_path / "nowhere", data_dir)
    (data_dir / "cybertipline.yaml").unlink()
    with pytest.raises(DataProblemsError, match=r"cybertipline\.yaml"):
        imported(data_dir)


def test_a_refusal_leaves_what_was_there(data_dir: Path) -> None:
    imported(data_dir)
    before = {path: path.read_bytes() for path in (data_dir / "reports").iterdir()}
    with pytest.raises(ReportError):
        imported(data_dir, changed(lambda content: content.pop(NCMEC)))
    assert {path: path.read_bytes() for path in (data_dir / "reports").iterdir()} == before


def test_a_disk_that_fails_in_the_middle_leaves_what_was_there(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(data_dir)
    before = {path: path.read_bytes() for path in (data_dir / "reports").iterdir()}
    written = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 2:
            raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        imported(data_dir, years=YEARS.replace("220", "230"))
    assert {path: path.read_bytes() for path in (data_dir / "reports").iterdir()} == before


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022 H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022 H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2024 Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023 Q4", date(2023, 10, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_has_its_days(label: str, start: date, end: date) -> None:
    assert parse_period(label) == (start, end)


@pytest.mark.parametrize("label", ["22", "2022H1", "2022 h1", "2022 Q5", "2022 H0", " 2022", "2022\n", "１９９９", ""])
def test_what_is_no_period_is_none(label: str) -> None:
    assert parse_period(label) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=8,
)
CELLS = st.lists(JSON, max_size=4)
ODD_ROWS = st.lists(
    st.dictionaries(st.sampled_from(["2021", "2022", "2022 H1", "2022 Q3", "redundant", "x"]), CELLS | JSON, max_size=3)
    | JSON,
    max_size=5,
)
ODD_TABLES = st.fixed_dictionaries(
    {},
    optional={
        "columns": st.lists(st.sampled_from(["platform", "reports", "pieces"]), max_size=3) | JSON,
        "rows": ODD_ROWS | JSON,
        "sources": st.lists(st.text(max_size=8), max_size=2) | JSON,
        "brands": JSON,
    },
)


@given(st.dictionaries(st.sampled_from(["NCMEC", "North Video", "Other"]), ODD_TABLES | JSON, max_size=3))
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=300)
def test_any_table_is_read_or_refused_in_words(content: dict[str, Any]) -> None:
    whole = {"@": data_set()["@"], **content}
    try:
        read = parse_platforms(json.dumps(whole).encode(), "file.json")
    except ReportError as refusal:
        assert str(refusal).startswith("file.json")
        return
    for platform, figures in read.figures.items():
        counted = [one for one in figures if one.reports is not None]
        assert all(one.reports is not None and one.reports >= 0 for one in counted)
        if platform != NCMEC:
            days = sorted(one.period for one in counted if not one.is_redundant)
            assert all(before.end < after.start for before, after in pairwise(days))


COUNTS = st.lists(st.none() | st.integers(0, 10**6), min_size=2, max_size=2)


@given(halves=COUNTS, listed=st.lists(st.none() | st.integers(0, 10**6), max_size=4))
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50)
def test_the_file_has_exactly_the_figures_of_the_data_set(
    data_dir: Path, halves: list[int | None], listed: list[int | None]
) -> None:
    content = data_set()
    content["North Video"]["rows"] = [{f"2022 H{half}": [1, count]} for half, count in enumerate(halves, start=1)]
    content[NCMEC]["rows"] = [{"2022": ["South Net", count, None]} for count in listed]
    imported(data_dir, content)
    found = rows(data_dir)
    own = sorted(row["report_count"] for row in found if row["counted_by"] == "provider")
    assert own == sorted(str(count) for count in halves if count is not None)
    by_ncmec = [row["report_count"] for row in found if row["provider"] == "South Net"]
    told = [str(count) for count in listed if count is not None]
    assert by_ncmec == (told or ([""] if listed else []))
