"""Transparency reports of the made-up libraries: services, repairs, and what an import of a list of cells writes."""

from pathlib import Path

from pipelines.dsa_reports import Import, import_reports
from scorecard.reports.template import PART

SERVICES = """\
services:
  - id: reader
    name: North Reader
    provider: North
    company: north
    assessed_as: Reading room
    kind: very large online platform
    names: [Reader]
    url: https://north.example/reports
  - id: shelf
    name: South Shelf
    provider: South
    company: south
    url: https://south.example/reports
  - id: elsewhere
    name: Elsewhere
    provider: Somebody
    url: https://elsewhere.example/reports
"""
CORRECTIONS = """\
corrections: []
remarks:
  - service: reader
    period: "2026-01-01/2026-06-30"
    part: 6
    text: Counted anew.
    source: reader/6_own_initiative_TC.csv
"""
HALF, HALF_BEFORE = "2026-01-01/2026-06-30", "2025-07-01/2025-12-31"
DEEPFAKE, CHILD_ABUSE = "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE", "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL"

CELLS: list[tuple[str, int, str, str, str, str]] = [
    ("North Reader", 4, DEEPFAKE, "notice_count", "1,200", HALF),
    ("North Reader", 4, DEEPFAKE, "law_action_count", "300", HALF),
    ("North Reader", 4, DEEPFAKE, "terms_action_count", "300", HALF),
    ("North Reader", 4, DEEPFAKE, "action_hours", "12.5", HALF),
    ("North Reader", 4, DEEPFAKE, "notice_count", "400", HALF_BEFORE),
    ("North Reader", 6, CHILD_ABUSE, "measure_count", "80", HALF),
    ("North Reader", 6, CHILD_ABUSE, "automated_count", "90", HALF),
    ("North Reader", 6, CHILD_ABUSE, "measure_count", "40", HALF_BEFORE),
    ("North Reader", 8, "Total number", "accuracy_share", "98%", HALF),
    ("South Shelf", 4, DEEPFAKE, "notice_count", "0", HALF),
    ("South Shelf", 4, DEEPFAKE, "notice_count", "7", HALF_BEFORE),
    ("Elsewhere", 4, DEEPFAKE, "notice_count", "N/A", HALF),
    ("Elsewhere", 4, CHILD_ABUSE, "notice_count", "5", HALF),
]  # fmt: skip


def with_reports(data_dir: Path, cells: list[tuple[str, int, str, str, str, str]] | None = None) -> Path:
    """Add services to a copy of the libraries and import a list of cells into it; return the folder."""
    (data_dir / "report_services.yaml").write_text(SERVICES, encoding="utf-8")
    (data_dir / "report_corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")
    company = data_dir / "companies" / "north.yaml"
    text = company.read_text(encoding="utf-8")
    if "services:" not in text:
        company.write_text(text.replace("roles: ", "services: [Reading room]\nroles: ", 1), encoding="utf-8")
    imported(data_dir, cells or CELLS)
    return data_dir


def imported(data_dir: Path, cells: list[tuple[str, int, str, str, str, str]]) -> Import:
    """Import a list of cells into a data folder."""
    path = data_dir.parent / "cells.csv"
    path.write_text(list_of_cells(cells), encoding="utf-8")
    return import_reports([path], data_dir, "", lambda step: None)


def list_of_cells(cells: list[tuple[str, int, str, str, str, str]]) -> str:
    """Return cells in the form of a list with the commit of each file: every cell on the subject was copied."""
    lines = ["service,company,part,category_code,measure_column,value_as_published,period,file_path,commit"]
    for service, part, row, measure, published, period in cells:
        wording = PART[part].measure(measure).wording
        lines.append(f'{service},,{part},{row},"{wording}","{published}",{period},{service}/{PART[part].stem}.csv,abc')
    return "\n".join(lines) + "\n"
