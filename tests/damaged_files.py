"""Files that are nearly reports: each source damaged at random, the same way in every run."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

from scorecard.reports.template import PART
from tests.report_files import workbook, zip_bytes

HALF = "2026-01-01/2026-06-30"
LONG_AGO = (2026, 1, 1, 0, 0, 0)
Mutation = Callable[[random.Random, bytes], bytes]


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
