"""Files made to hurt whoever reads them: bombs, loops, lies about their size."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.damaged_files import HALF, SOURCES, as_csv, compiled, table
from tests.report_files import workbook, zip_bytes

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
