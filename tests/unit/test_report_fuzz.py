"""Damaged and hostile files: reading them gives reports or a refusal in words, nothing else, and changes nothing.

The same files in every run: all chance comes from one seed.
"""

import csv
import io
import json
import random
import shutil
import signal
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.dsa_reports import import_reports
from pipelines.report_paths import read_path
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.assembly import read_reports
from scorecard.reports.reading.limits import UPLOAD
from scorecard.reports.reading.packages import sheets_of
from scorecard.reports.template import PART
from scorecard.settings import ROOT
from tests.reports import workbook, zip_bytes

MINUTES_ALLOWED = 5
HALF = "2026-01-01/2026-06-30"
LONG_AGO = (2026, 1, 1, 0, 0, 0)
Mutation = Callable[[random.Random, bytes], bytes]


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


# What is damaged.


def table(number: int, rows: int = 4) -> list[list[str]]:
    part = PART[number]
    columns = [*part.keys, *((measure.id, measure.wording) for measure in part.measures if part.has_columns)]
    codes = ["TOTAL", "STATEMENT_CATEGORY_VIOLENCE", "KEYWORD_OTHER", "STATEMENT_CATEGORY_SELF_HARM"]
    fixed = {"service": "X", "period": HALF, "scope": "TOTAL", "indicator": part.measures[0].wording, "value": "1,234"}
    figures = {
        measure.id: text for measure, text in zip(part.measures, ["402,010", "5", "1.5", "N/A"] * 5, strict=False)
    }
    return [[wording for _, wording in columns]] + [
        [(fixed | figures | {"category": codes[place % 4], "description": 'a, "b"\nc'}).get(name, "")
         for name, _ in columns] for place in range(rows)]  # fmt: skip


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def compiled() -> bytes:
    names = {"services": ["X"], "categories": ["TOTAL", "KEYWORD_OTHER"], "sections": ["S"], "surfaces": ["All", "Ads"],
             "indicators": [PART[8].measures[0].wording], "scopes": ["TOTAL", "bg"]}  # fmt: skip
    figures: dict[str, Any] = {"t4": [[0, 0, *[5] * 10], [0, 1, *[None] * 10]], "t6": [[0, 0, *[1] * 16, 0]],
                               "t8": [[0, 0, 0, 0, 7, 0]], "t10": [[0, 0, 5]]}  # fmt: skip
    return json.dumps({"meta": {"period": HALF}} | names | figures).encode()


def list_of_cells() -> bytes:
    rows = [
        ["service", "company", "part", "category_code", "measure_column", "value_as_published", "period", "file_path"]
    ]
    rows += [["X", "X", "4", "KEYWORD_OTHER [a]", PART[4].measures[0].wording, cell, HALF, "x/4_notices.csv"]
             for cell in ("1,234", "5", "")]  # fmt: skip
    return as_csv(rows)


SOURCES: dict[str, bytes] = {
    "4_notices.csv": as_csv(table(4)),
    "8_automated_means.csv": as_csv(table(8)),
    "made.json": compiled(),
    "cells.csv": list_of_cells(),
    "made.zip": zip_bytes({"4_notices.csv": as_csv(table(4)), "1_summary.csv": b"Indicator,Value\na,b\n"}),
    "made.xlsx": workbook({"4_notices": table(4, 2)}),
}
DRAWS = {"4_notices.csv": 500, "8_automated_means.csv": 300, "made.json": 500, "cells.csv": 200, "made.zip": 300,
         "made.xlsx": 300}  # fmt: skip


def truncated(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def flipped(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 5, 50])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def with_signs(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 3, 10])):
        place = rng.randrange(len(changed))
        changed[place : place + rng.choice([0, 1, 4])] = rng.choice(
            [
                b'"',
                b"\n",
                b"\r",
                b",",
                b";",
                b"\0",
                b"\xff",
                b"9" * 400,
                b"{",
                b"[",
                b"null",
                b"-1",
                b"1e999",
                b"\xe2\x80",
            ]
        )
    return bytes(changed)


def rearranged(rng: random.Random, data: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return rng.choice(
        [data[:start] + data[end:], data[:end] + data[start:], data[start:end], data[end:] + data[:start]]
    )


def recoded(rng: random.Random, data: bytes) -> bytes:
    text = data.decode("latin-1")
    return text.encode(rng.choice(["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp500"]))


def noise(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.choice([0, 2, 4, 8, 30])] + rng.randbytes(rng.randrange(300))


def within(rng: random.Random, data: bytes) -> bytes:
    """Damage one file of an archive or workbook, or one value of a JSON document; else anything."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        name = rng.choice(list(files))
        return zip_bytes(files | {name: rng.choice(MUTATIONS[:-3])(rng, files[name])})
    if data.startswith(b"{"):
        return json.dumps(damaged(rng, json.loads(data))).encode()
    return rng.choice(MUTATIONS[:-3])(rng, data)


def damaged(rng: random.Random, value: Any) -> Any:
    """Return a value with another one somewhere in it."""
    if not value or not isinstance(value, list | dict) or rng.random() < 0.15:
        return rng.choice([None, -1, 10**400, 1.5, float("nan"), True, "x", "", [], {}, [[]], [0, 0], HALF])
    place = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
    changed = value.copy()
    changed[place] = damaged(rng, value[place])
    return changed


MUTATIONS: tuple[Mutation, ...] = (
    truncated,
    flipped,
    with_signs,
    with_signs,
    rearranged,
    recoded,
    noise,
    within,
    within,
    within,
)


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


# What is made to do harm.

SHEET = "xl/worksheets/sheet1.xml"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text.replace(chr(34), "&quot;")}</t></is></c>'


def book_with(sheet: str, more: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook of which the only sheet is some XML."""
    with zipfile.ZipFile(io.BytesIO(workbook({"4_notices": table(4)}))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zip_bytes(files | {SHEET: sheet.encode()} | (more or {}))


def sheet_of(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def heading_row() -> str:
    letters = "ABCDEFGHIJ"
    cells = "".join(cell(f"{letters[place]}1", text) for place, text in enumerate(table(4)[0][:8]))
    return f'<row r="1">{cells}</row>'


DATA = cell("C22", HALF) + cell("D22", "TOTAL") + cell("F22", "5")


def to_the_last_column(rows: int) -> str:
    return "".join(f'<row r="{number}"><c r="XFD{number}"/></row>' for number in range(2, rows + 2))


ODS = "application/vnd.oasis.opendocument.spreadsheet"


def repeated_ods(rows: int) -> bytes:
    """Return an ODS workbook with few bytes and many cells."""
    uri = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{uri}:{name}:1.0"' for name in ("office", "table", "text"))
    much = 'table:number-columns-repeated="16384"'
    cells = f'<table:table-cell office:value-type="string" {much}><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    sheet = f'<office:spreadsheet><table:table table:name="4">{row}</table:table></office:spreadsheet>'
    body = f"<office:body>{sheet}</office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return zip_bytes({"mimetype": ODS.encode(), "META-INF/manifest.xml": b"<x/>", "content.xml": content.encode()})


def lying_zip(claimed: int, real: bytes) -> bytes:
    """Return an archive of which a file says that it is of another size."""
    data = bytearray(zip_bytes({"4_notices.csv": real}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, local + 22, claimed)
    struct.pack_into("<I", data, central + 24, claimed)
    return bytes(data)


def locked_zip() -> bytes:
    data = bytearray(SOURCES["made.zip"])
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign)
        data[place + offset] |= 1
    return bytes(data)


def zip_of_method(method: int) -> bytes:
    data = bytearray(SOURCES["made.zip"])
    for sign, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(sign) + offset, method)
    return bytes(data)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a million columns 4_notices.csv": lambda: b",".join([b"x"] * 10**6) + b"\n",
    "a million empty columns 4_notices.csv": lambda: SOURCES["4_notices.csv"] + b"," * 10**6 + b"\n",
    "a million short rows 4_notices.csv": lambda: SOURCES["4_notices.csv"] + b"X\n" * 10**6,
    "many rows of other 6_own_initiative_TC.csv": lambda: as_csv(table(6, 3)) + b",,,KEYWORD_OTHER,a,5\n" * 200_000,
    "many rows of a value 8_automated_means.csv": lambda: as_csv(table(8)) + b",,,,x,bg,5\n" * 200_000,
    "a long line 4_notices.csv": lambda: b"x" * 3_000_000,
    "an open quotation mark 4_notices.csv": lambda: SOURCES["4_notices.csv"] + b'"' + b"x,\n" * 10**6,
    "line ends 4_notices.csv": lambda: b"\n\r" * 10**6,
    "nested.zip": lambda: zip_bytes({"a.zip": zip_bytes({"b.zip": SOURCES["made.zip"]})}),
    "bomb.zip": lambda: zip_bytes({f"{n} 4_notices.csv": b"\0" * 50_000_000 for n in range(2)}),
    "more than it says.zip": lambda: lying_zip(100, SOURCES["4_notices.csv"]),
    "less than it says.zip": lambda: lying_zip(2**32 - 2, SOURCES["4_notices.csv"]),
    "locked.zip": locked_zip,
    "many.zip": lambda: zip_bytes({f"{n}.csv": b"" for n in range(1000)}),
    "beside.zip": lambda: zip_bytes({"../../4_notices.csv": SOURCES["4_notices.csv"], "/etc/8.csv": b"x"}),
    **{f"method {n}.zip": lambda n=n: zip_of_method(n) for n in (1, 9, 12, 14, 93, 99)},  # type: ignore[misc]
    "formulas.xlsx": lambda: workbook(
        {"4_notices": [*table(4, 1), ["", "X", HALF, "KEYWORD_OTHER", "", "=1/0", "=A1"]]}
    ),
    "far.xlsx": lambda: book_with(sheet_of(f'{heading_row()}<row r="1048576">{cell("XFD1048576", "5")}</row>')),
    "beyond.xlsx": lambda: book_with(sheet_of(heading_row() + '<row r="2000000000"/>')),
    "wide.xlsx": lambda: book_with(sheet_of(heading_row() + to_the_last_column(5000))),
    "formatted.xlsx": lambda: book_with(sheet_of(f'{heading_row()}{to_the_last_column(20)}<row r="22">{DATA}</row>')),
    "says more.xlsx": lambda: book_with(
        sheet_of("").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    ),
    "broken.xlsx": lambda: book_with(sheet_of("<row>")),
    "entities.xlsx": lambda: book_with(
        sheet_of("<row><c><v>&j;</v></c></row>").replace("<worksheet", f"{ENTITIES}]><worksheet")
    ),
    "outside.xlsx": lambda: book_with(sheet_of("<row><c><v>&x;</v></c></row>").replace(
        "<worksheet", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet')),
    "deep.xlsx": lambda: book_with(sheet_of("<x>" * 100_000)),
    "no sheets.xlsx": lambda: zip_bytes({"xl/workbook.xml": b"<workbook/>"}),
    "no numbers.xlsx": lambda: book_with(sheet_of('<row r="x"><c r="1A"><v>x</v></c></row>')),
    "deep.json": lambda: b"[" * 200_000,
    "infinite.json": lambda: compiled().replace(b"5", b"Infinity"),
    "not a number.json": lambda: compiled().replace(b"[0, 0, 0, 0, 7", b"[0, 0, 0, 0, NaN"),
    "huge.json": lambda: compiled().replace(b"5,", b"1" + b"0" * 400 + b",", 1),
    "before the first.json": lambda: compiled().replace(b"[0, 0, 5]", b"[0, -1, 5]"),
    "no period.json": lambda: compiled().replace(b'{"period": "' + HALF.encode() + b'"}', b"{}"),
    "odd rows.json": lambda: compiled().replace(b'"t10": [', b'"t9": 7, "t10": ['),
    "old.xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "nothing.ods": lambda: zip_bytes({"content.xml": b"<x/>", "mimetype": ODS.encode()}),
    "repeated.ods": lambda: repeated_ods(10**6),
    "nothing 4_notices.csv": lambda: b"",
}  # fmt: skip
READ = {"a million empty columns 4_notices.csv", "a million short rows 4_notices.csv",
        "many rows of other 6_own_initiative_TC.csv", "many rows of a value 8_automated_means.csv",
        "less than it says.zip", "formulas.xlsx", "formatted.xlsx"}  # fmt: skip


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
