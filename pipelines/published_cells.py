"""Lists of cells copied from published files, from their file."""

import csv
from pathlib import Path

import pandas as pd

from scorecard.reports import published_cells
from scorecard.reports.model import Report
from scorecard.reports.problems import ReportError
from scorecard.vocabulary import HowObtained

# A list that names the commit of each file holds every cell on the subject; a list without is a sample.
COMMIT = "commit"


def read_published_cells(path: Path) -> list[Report]:
    """Return the reports that a CSV list of cells is about.

    Raises:
        ReportError: the file is not CSV of this form.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReportError(path.name, "", f"the file is not CSV in UTF-8: {error}") from None
    frame = pd.DataFrame(rows).fillna("").astype(str)
    how = HowObtained.CELLS if COMMIT in frame else HowObtained.SAMPLE
    return published_cells.read_published_cells(frame, path.name, how)
