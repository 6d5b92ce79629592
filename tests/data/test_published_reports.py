"""The importer against what was published: cells copied from files, the compiled reports, the official templates."""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipelines.dsa_reports import Import, import_reports
from pipelines.report_paths import read_path
from scorecard.reports import categories, wordings
from scorecard.reports.model import Report
from scorecard.reports.problems import ReportError
from scorecard.reports.template import PART, audience
from scorecard.settings import ROOT
from tests.conftest import SHARED, shared_file

SOURCES = "sources/dsa"
COMPILED, NEWEST, SAMPLES = "vlop_2025H2.json", "published_2026H1.csv", "published_samples.csv"
WRITTEN = ("dsa_reports.csv", "dsa_figures.csv", "dsa_flags.csv")

UNREADABLE = "unreadable"
# What cells mean that are not plainly a number, a range, a percentage, nothing, or not applicable; why.
MEANINGS: dict[tuple[str, str], tuple[object, str]] = {
    ("Zalando", "289,42"): (289.42, "a comma before decimals"),
    ("Zalando", "505,73"): (505.73, "a comma before decimals"),
    ("Zalando", "370,95"): (370.95, "a comma before decimals"),
    ("Pornhub", "1.3hrs"): (1.3, "a unit in the cell"),
    ("Discord", "24 hours"): (24.0, "a unit in the cell"),
    ("Discord", "30.66 hr"): (30.66, "a unit in the cell"),
    ("Bumble", "04:06:00"): (4.1, "a clock time"),
    ("Bumble", "05:36:00"): (5.6, "a clock time"),
    ("Bumble", "6:1"): (UNREADABLE, "no time of the clock"),
    ("Bumble", "99.25"): (UNREADABLE, "a share of 0-100 or a slip: for a person to say"),
    ("Vinted", "99.17"): (UNREADABLE, "a share of 0-100 or a slip: for a person to say"),
    ("Vinted", "100"): (UNREADABLE, "a share of 0-100 or a slip: for a person to say"),
}


class Cell(NamedTuple):
    """A cell as published and where it stands."""

    service: str
    period: str
    part: int
    surface: str
    row: str
    detail: str
    measure: str
    published: str


def source(name: str) -> Path:
    return shared_file(f"{SOURCES}/{name}")


def copied(name: str) -> list[Cell]:
    """Return the cells of a list, read here without the importer's own reader of lists."""
    with source(name).open(encoding="utf-8", newline="") as file:
        return [_cell(row) for row in csv.DictReader(file)]


def _cell(row: dict[str, str]) -> Cell:
    part = int(row["part"])
    found = re.fullmatch(r"(.*?)\s*\[(.*)\]", row["category_code"], re.S)
    code, detail = (found[1], found[2]) if found else (row["category_code"], "")
    name = wordings.sheet_name(row["file_path"].rsplit("/", 1)[-1])
    wording = row["measure_column"]
    measure = wordings.measure_of(wording, 8) if part == 8 else str(wordings.column_of(wording, part))
    place = wordings.scope_of(code, 8) if part == 8 else wordings.code_of(code)
    return Cell(row["service"], row["period"], part, name.surface, place, detail, measure, row["value_as_published"])


def meaning(cell: Cell) -> object:
    """Return what a cell says: a number, a range, or why it is none."""
    listed = MEANINGS.get((cell.service, cell.published))
    if listed:
        return listed[0]
    text = cell.published.strip()
    if text.casefold() in ("", "n/a", "/", "-"):
        return "not_applicable" if text else "blank"
    if text.endswith("%"):
        return round(float(text.removesuffix("%")) / 100, 15)
    ends = [float(end) for end in text.replace(",", "").split(" - ")]
    return tuple(ends) if len(ends) == 2 else ends[0]


def found_meaning(cell: dict[str, Any]) -> object:
    if cell["state"] != "value":
        return str(cell["state"])
    return (cell["value"], cell["high"]) if cell["high"] == cell["high"] else cell["value"]


def place_of(cell: dict[str, Any]) -> tuple[object, ...]:
    return cell["part"], cell["surface"], cell["category"] or cell["scope"], cell["measure"]


def data_folder(folder: Path) -> Path:
    """Return a data folder without reports."""
    folder.mkdir(exist_ok=True)
    for name in ("report_services.yaml", "report_corrections.yaml"):
        shutil.copy(ROOT / "data" / name, folder / name)
    return folder


def nothing(step: str) -> None:
    del step


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """The compiled reports, imported with their repairs."""
    return import_reports([source(COMPILED)], data_folder(tmp_path_factory.mktemp("data")), "", nothing)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which everything was imported."""
    folder = data_folder(tmp_path_factory.mktemp("everything"))
    import_reports([source(name) for name in (COMPILED, NEWEST, SAMPLES)], folder, "", nothing)
    return folder


def by_place(reports: list[Report]) -> dict[tuple[str, str, tuple[object, ...]], list[dict[str, Any]]]:
    cells: dict[tuple[str, str, tuple[object, ...]], list[dict[str, Any]]] = {}
    for report in reports:
        period = f"{report.period.start}/{report.period.end}"
        for cell in report.cells.to_dict("records"):
            cells.setdefault((report.service, period, place_of(dict(cell))), []).append(dict(cell))
    return cells


def test_every_copied_cell_is_what_the_importer_yields(imported: Import) -> None:
    """Of services in the compilation, what its import yields; of others, what reading the cells yields."""
    compiled = by_place([entry.report for entry in imported.found])
    alone = by_place(list(read_path(source(SAMPLES), "", nothing).reports))
    known = {(service, period) for service, period, _ in compiled}
    counts: Counter[str] = Counter()
    for cell in copied(SAMPLES):
        kind = "compiled" if (cell.service, cell.period) in known else "alone"
        place = (cell.service, cell.period, (cell.part, cell.surface, cell.row, cell.measure))
        found = {"compiled": compiled, "alone": alone}[kind].get(place, [])
        assert meaning(cell) in [found_meaning(entry) for entry in found], cell
        counts[kind] += 1
    assert counts == {"compiled": 301, "alone": 121}


def test_every_odd_cell_is_listed_once_and_none_in_vain() -> None:
    published = {(cell.service, cell.published) for cell in copied(SAMPLES)}
    assert set(MEANINGS) <= published


def test_every_cell_of_the_newest_reports_is_yielded() -> None:
    wanted = copied(NEWEST)
    reports = read_path(source(NEWEST), "", nothing).reports
    found = Counter(
        (report.service, *place_of(dict(cell)), cell["description"], cell["published"], found_meaning(dict(cell)))
        for report in reports
        for cell in report.cells.to_dict("records")
    )
    assert found == Counter(
        (cell.service, cell.part, cell.surface, cell.row, cell.measure, cell.detail, cell.published, meaning(cell))
        for cell in wanted
    )
    assert found.total() == 2134


@pytest.mark.parametrize("name", WRITTEN)
def test_the_shipped_files_are_what_an_import_writes(name: str, everything: Path) -> None:
    assert (everything / "reports" / name).read_bytes() == (ROOT / "data" / "reports" / name).read_bytes()


def test_an_import_over_what_is_there_changes_nothing(everything: Path) -> None:
    before = {path.name: path.read_bytes() for path in (everything / "reports").iterdir()}
    import_reports([source(name) for name in (COMPILED, NEWEST, SAMPLES)], everything, "", nothing)
    assert {path.name: path.read_bytes() for path in (everything / "reports").iterdir()} == before


def test_a_repair_of_what_was_mended_fails_the_import(tmp_path: Path) -> None:
    content = json.loads(source(COMPILED).read_bytes())
    mended = [entry for entry in content["t6"] if 150504153 in entry]
    assert len(mended) == 1
    mended[0][mended[0].index(150504153)] = 402704488
    changed = tmp_path / COMPILED
    changed.write_text(json.dumps(content))
    folder = data_folder(tmp_path / "data")
    with pytest.raises(ReportError, match=r"data/report_corrections\.yaml.*Amazon.*“150504153” and finds “402704488”"):
        import_reports([changed], folder, "", nothing)
    assert not (folder / "reports").exists()


# The official templates.

TEMPLATES = sorted((SHARED / SOURCES / "templates").glob("Part_*.csv")) or [Path("Part_0_none.csv")]


def template(path: Path) -> Iterator[list[str]]:
    with source(f"templates/{path.name}").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def number_of(path: Path) -> int:
    return int(path.name.split("_")[1])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_name_of_every_part_says_which_it_is(path: Path) -> None:
    source(f"templates/{path.name}")
    assert wordings.sheet_name(path.name) == (number_of(path), "", 1, False)
    assert path.name == f"Part_{PART[number_of(path)].stem}.csv"


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if number_of(path) not in (0, 2)], ids=lambda path: path.name
)
def test_every_heading_of_the_template_is_the_right_column(path: Path) -> None:
    part = PART[number_of(path)]
    heading = next(template(path))
    figures = [measure.id for measure in part.measures] if part.has_columns else []
    keys = [name for name, _ in part.keys]
    assert [wordings.column_of(text, part.number) for text in heading] == keys + figures + ["context"] * len(figures)
    if part.has_columns:
        says = [text.strip() for text in heading[len(keys) : len(keys) + len(figures)]]
        assert says == [measure.wording for measure in part.measures]


@pytest.mark.parametrize("number", categories.PARTS_BY_CATEGORY)
def test_every_category_stands_in_the_parts_it_should(number: int) -> None:
    path = next((path for path in TEMPLATES if number_of(path) == number), TEMPLATES[0])
    heading, *rows = template(path)
    place = [wordings.column_of(text, number) for text in heading].index("category")
    own = [category.code for category in categories.categories() if category.stands_in(number)]
    said = [row[place].strip() for row in rows]
    assert [wordings.code_of(text) for text in said] == said
    assert said[: len(own)] == own
    # Part 3 has them once more, by Member State; there the template leaves one out.
    left_out = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
    assert said[len(own) :] == ([code for code in own if code != left_out] if number == 3 else [])


@pytest.mark.parametrize("number", [7, 8, 9, 10])
def test_every_indicator_and_scope_of_the_template_is_known(number: int) -> None:
    path = next((path for path in TEMPLATES if number_of(path) == number), TEMPLATES[0])
    heading, *rows = template(path)
    places = {wordings.column_of(text, number): place for place, text in enumerate(heading)}
    rows = [row for row in rows if not wordings.is_placeholder(row[places["scope"]])]
    indicators = list(dict.fromkeys(row[places["indicator"]].strip() for row in rows))
    ids = {measure.wording: measure.id for measure in PART[number].measures}
    assert {text: wordings.measure_of(text, number) for text in indicators} == ids
    for row in rows:
        scope = wordings.scope_of(row[places["scope"]], number)
        assert scope == row[places["scope"]].strip()
        if number != 7:
            assert audience(number, scope).value == row[places["applicability"]].strip(), scope


def test_the_list_of_categories_is_the_templates() -> None:
    path = next((path for path in TEMPLATES if number_of(path) == 2), TEMPLATES[0])
    _, *rows = template(path)
    said = [(row[0].strip().removeprefix("Category "), row[2].strip(), row[1].strip()) for row in rows]
    ours = [(entry.label or categories.TOTAL, entry.code, entry.description) for entry in categories.categories()]
    assert ours == said
