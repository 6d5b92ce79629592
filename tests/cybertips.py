"""A small data set of reports to NCMEC in the form of apparebit/intransparent, and a data folder that goes with it."""

import json
from pathlib import Path
from typing import Any

from pipelines.cybertipline import import_cybertipline

SOURCES = [f"https://ncmec.example/{year}-reports-by-esp.pdf" for year in (2021, 2022)]

PROVIDERS = """\
providers:
  - name: North Net
    company: north
  - name: North Video
    company: north
    part_of: North Net
    own_counts_at: https://north.example/video
  - name: South Net
    company: south
  - name: Elsewhere
    company: null
    note: Nobody knows where.
counts:
  - provider: South Net
    start: 2024-01
    end: 2024-06
    counted_by: provider
    count: 1234
    evidence: {company: north, indicator: LEN1, source: north-rules}
    note: Only a half.
"""


def data_set() -> dict[str, Any]:
    """Return what the data set holds: halves, a redundant row, a null, two entries of one name, a zero."""
    return {
        "@": {"author": "A. Author", "title": "Reports", "url": "https://set.example", "version": "1"},
        "Nobody": None,
        "North Net": {"brands": ["North Video"]},
        "North Video": {
            "sources": ["https://north.example/old", "https://north.example/video"],
            "columns": ["pieces", "reports"],
            "rows": [
                {"2022 H2": [1, 60]},
                {"2022 H1": [1, 50]},
                {"2021 H2": [1, None]},
                {"2021 H2": [1, 7], "redundant": True},
                {"2021": [None, 20]},
            ],
        },
        "NCMEC": {
            "sources": list(SOURCES),
            "columns": ["platform", "reports", "days"],
            "schema": {"platform": "string", "days": "float"},
            "rows": [
                {"2021": ["North Net", 20, 1.5]},
                {"2021": ["South Net", None, None]},
                {"2021": ["Elsewhere", 3, None]},
                {"2021": ["Total", 100, None]},
                {"2022": ["North Net", 100, None]},
                {"2022": ["North Net", 11, None]},
                {"2022": ["North Net", None, 2.5]},
                {"2022": ["South Net", 0, None]},
                {"2022": ["Total", 200, None]},
            ],
        },
    }


YEARS = "year,reports\n2022,220\n2021,110\n"


def write_folder(folder: Path, content: Any = None, years: str = YEARS) -> Path:
    """Write a data set and return its folder. Text is written as it is, anything else as JSON."""
    folder.mkdir(exist_ok=True)
    given = data_set() if content is None else content
    text = given if isinstance(given, str) else json.dumps(given)
    (folder / "csam-reports-per-platform.json").write_text(text, "utf-8")
    (folder / "csam-reports-per-year.csv").write_text(years, "utf-8")
    return folder


def with_counts(data_dir: Path, folder: Path) -> Path:
    """Add providers, imported counts and a count from evidence to the libraries, and return their folder."""
    north = data_dir / "companies" / "north.yaml"
    text = north.read_text("utf-8").replace(
        "Lending is free for everybody.", "It counted 1,234 reports in half a year."
    )
    north.write_text(text, "utf-8")
    (data_dir / "cybertipline.yaml").write_text(PROVIDERS, "utf-8")
    import_cybertipline(write_folder(folder), data_dir)
    return data_dir
