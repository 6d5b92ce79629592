"""Import what others publish into the data folder, check reports, and read public archives of policies.

Exit codes: 0 done, 1 the input is refused or breaks rules, 2 the command was used wrongly, 70 the program itself is at
fault, 74 the output cannot be written, 130 interrupted.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines import archive_commands
from pipelines.cybertipline import import_cybertipline
from pipelines.dsa_check import check_path, print_findings
from pipelines.dsa_reports import import_reports
from pipelines.options import DataOption, data_folder
from scorecard import console
from scorecard.numbers import counted
from scorecard.reports.template import ServiceKind

app = typer.Typer(
    name="python -m pipelines",
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    CSV = "csv"


class Kind(StrEnum):
    """Short names of kinds of services."""

    INTERMEDIARY = "intermediary"
    HOSTING = "hosting"
    PLATFORM = "platform"
    VLOSE = "vlose"
    VLOP = "vlop"

    @property
    def kind(self) -> ServiceKind:
        """Return the kind."""
        return ServiceKind[self.name]


app.add_typer(archive_commands.app, name="archive")

ServiceOption = Annotated[
    str, typer.Option("--service", metavar="NAME", help="Name of the service, where the report does not say it.")
]
REPORT_HELP = "Folder of CSV parts, a zip of them, a workbook (XLSX, XLS, ODS), or one part."
PATHS_HELP = f"{REPORT_HELP[:-1]}; or a compiled JSON, or a list of cells."
FOLDER_HELP = "Folder ncmec/ of the data set apparebit/intransparent."


@app.command()
def dsa(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=PATHS_HELP)],
    service: ServiceOption = "",
    data: DataOption = None,
    also_lesser: Annotated[
        bool, typer.Option("--also-lesser", help="Take the place even of reports that were obtained in a better way.")
    ] = False,
) -> None:
    """Import transparency reports under the EU template into data/reports, whole or not at all.

    Says for each file what was done to read it. A report of the same service and period is replaced. The services are
    those of data/report_services.yaml; repairs stand in data/report_corrections.yaml.

    Examples: dsa reports/x-2026-h1/ --service X; dsa report.zip; dsa compiled.json cells.csv
    """
    with console.progress() as progress:
        done = import_reports(paths, data_folder(data), service, progress, also_lesser=also_lesser)
    for entry, flags in zip(done.found, done.flags, strict=True):
        console.say(f"{entry.service.name}, {entry.report.period.label}: {counted(len(entry.report.cells), 'cell')}, "
                    f"{counted(len(flags), 'flag')}.")  # fmt: skip
        for sheet in entry.report.sheets:
            for note in sheet.notes:
                console.say(f"  {sheet.file}: {note}.")
    for reason in done.left_out:
        console.say(f"Left out: {reason}.")
    for loss in done.lost:
        console.say(f"Mind: {loss}.")
    for path, count in done.written.items():
        console.say(f"Written: {path.name}, {counted(count, 'row')}.")
    console.say(
        "Now check and build: python -m scorecard check; make build" if done.written else "Nothing was written."
    )


@app.command("dsa-check")
def dsa_check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=REPORT_HELP)],
    service: ServiceOption = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="Kind of service: decides which rows are due.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write the findings.")] = Format.TEXT,
) -> None:
    """Check a report under the EU template: where its figures break the template's rules or contradict each other.

    Nothing is written. Exit code 1 if there is anything but questions.
    """
    with console.progress(on_terminals_only=True) as progress:
        checked = check_path(path, service, kind.kind if kind else None, progress)
    if print_findings(checked, as_csv=form is Format.CSV):
        raise typer.Exit(1)


@app.command()
def cybertipline(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=FOLDER_HELP)],
    data: DataOption = None,
) -> None:
    """Import reports to NCMEC's CyberTipline by provider into data/reports/cybertipline.csv, whole or not at all."""
    with console.progress() as progress:
        done = import_cybertipline(folder, data_folder(data), progress)
    console.say(f"Written: {done.path.name}, {counted(done.row_count, 'row')}.")


def main() -> None:
    """Run a command."""
    console.run(app)


if __name__ == "__main__":
    console.run_program(app)
