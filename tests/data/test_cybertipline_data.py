"""The shipped counts of reports to the CyberTipline: what the importer makes of the data set, and what it says."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.cybertipline import import_cybertipline
from scorecard import settings
from scorecard.curation.provenance import provenance_path
from tests.conftest import shared_file

DATA = settings.ROOT / "data"
FILE = DATA / "reports" / "cybertipline.csv"


def shipped() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_what_the_importer_makes_of_the_data_set(tmp_path: Path) -> None:
    folder = shared_file("sources/ncmec")
    shutil.copy(DATA / "cybertipline.yaml", tmp_path)
    made = import_cybertipline(folder, tmp_path)
    assert made.path.read_bytes() == FILE.read_bytes()
    assert provenance_path(made.path).read_bytes() == provenance_path(FILE).read_bytes()


def test_every_figure_of_the_data_set_is_there_and_no_other() -> None:
    """Counted anew, without the importer: each number of reports under its name, its counter and its label."""
    content: dict[str, Any] = json.loads(shared_file("sources/ncmec/csam-reports-per-platform.json").read_text("utf-8"))
    theirs = []
    for platform, entry in content.items():
        columns = (entry or {}).get("columns", [])
        for line in entry["rows"] if "reports" in columns else ():
            label, cells = next((key, value) for key, value in line.items() if key != "redundant")
            cell = dict(zip(columns, cells, strict=True))
            name = {"Total": "All providers"}.get(cell.get("platform", platform), cell.get("platform", platform))
            if cell["reports"] is not None:
                theirs.append((name, "ncmec" if platform == "NCMEC" else "provider", label[:4], str(cell["reports"])))
    with shared_file("sources/ncmec/csam-reports-per-year.csv").open(encoding="utf-8") as file:
        theirs += [("All reports", "ncmec", row["year"], row["reports"]) for row in csv.DictReader(file)]
    ours = [
        (row["provider"], row["counted_by"], row["period_start"][:4], row["report_count"])
        for row in shipped()
        if row["report_count"]
    ]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize(
    ("provider", "start", "end", "counted_by", "count"),
    [
        ("Facebook", "2021-01-01", "2021-12-31", "ncmec", "22118952"),
        ("Meta", "2019-01-01", "2019-12-31", "ncmec", "15884511"),
        ("Google", "2023-01-01", "2023-06-30", "provider", "586832"),
        ("Telegram", "2022-01-01", "2022-12-31", "ncmec", ""),
        ("Reddit", "2022-01-01", "2022-06-30", "provider", "12349"),
        ("All providers", "2022-01-01", "2022-12-31", "ncmec", "31802525"),
        ("All reports", "1998-01-01", "1998-12-31", "ncmec", "4560"),
    ],
)
def test_figures_looked_up_by_hand(provider: str, start: str, end: str, counted_by: str, count: str) -> None:
    keys = ("provider", "period_start", "period_end", "counted_by", "report_count")
    assert (provider, start, end, counted_by, count) in [tuple(row[key] for key in keys) for row in shipped()]
