"""What a data folder holds on published reports: by hand the services and repairs, by machine what was imported."""

from dataclasses import dataclass, field
from pathlib import Path

from scorecard.curation.files import Rows, Sourced, is_there, read_file, read_rows
from scorecard.curation.provenance import Made, read_made
from scorecard.curation.report_rows import ImportedFigure, ImportedFlag, ImportedReport
from scorecard.curation.reports import ReportCorrections, ReportServices
from scorecard.errors import Problem

SERVICES, CORRECTIONS = "report_services.yaml", "report_corrections.yaml"


@dataclass(frozen=True)
class ReportData:
    """Everything on published reports.

    Attributes:
        services: which services report; None where the folder does not have the file.
        corrections: repairs and remarks; None where the folder does not have the file.
        reports, figures, flags: what was imported.
        made: the imported files and what they were made of.
    """

    services: Sourced[ReportServices] | None = None
    corrections: Sourced[ReportCorrections] | None = None
    reports: Rows[ImportedReport] = field(default_factory=lambda: Rows("reports/dsa_reports.csv"))
    figures: Rows[ImportedFigure] = field(default_factory=lambda: Rows("reports/dsa_figures.csv"))
    flags: Rows[ImportedFlag] = field(default_factory=lambda: Rows("reports/dsa_flags.csv"))
    made: tuple[Made, ...] = ()


def read_report_data(data_dir: Path, problems: list[Problem]) -> ReportData:
    """Return what a data folder holds on published reports; what is wrong is added to the problems."""
    services, corrections = data_dir / SERVICES, data_dir / CORRECTIONS
    folder = data_dir / "reports"
    reports = read_rows(folder / "dsa_reports.csv", data_dir, ImportedReport, problems)
    figures = read_rows(folder / "dsa_figures.csv", data_dir, ImportedFigure, problems)
    flags = read_rows(folder / "dsa_flags.csv", data_dir, ImportedFlag, problems)
    made = (read_made(folder / Path(rows.file).name, rows.file) for rows in (reports, figures, flags))
    return ReportData(
        services=read_file(services, data_dir, ReportServices, problems) if is_there(services) else None,
        corrections=read_file(corrections, data_dir, ReportCorrections, problems) if is_there(corrections) else None,
        reports=reports,
        figures=figures,
        flags=flags,
        made=tuple(entry for entry in made if entry is not None),
    )
