"""Command line: check the data, build the database, print scores and report cards.

Exit codes: 0 done, 1 the data has problems, 2 the command was used wrongly, 3 the database cannot be used.
"""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from scorecard import documentation, queries, settings, terminal
from scorecard.build import build as build_database
from scorecard.build import check as check_data
from scorecard.errors import DataProblemsError, ScorecardError, Severity
from scorecard.publish.tabular import to_csv, to_json

app = typer.Typer(
    name="python -m scorecard",
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


# Left out of tables for people, which are wide enough; CSV and JSON have them.
BESIDE_THE_POINT = (
    "score_geometric",
    "score_weakest",
    "weakest_commitment",
    "band_capped",
    "evidence_count",
    "coded_on",
)


class Grain(StrEnum):
    """What one row of `scores` is."""

    COMPANY = "company"
    COMMITMENT = "commitment"
    INDICATOR = "indicator"


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder with methodology/ and companies/. Default: the shipped data."),
]


@app.command()
def check(data: DataOption = None) -> None:
    """Check the curated data and print every problem: file, line, place, what is wrong, the rule, what to do.

    Exit code 1 if there is an error. The rules are explained in docs/checks.md.
    """
    _, problems = check_data(_existing(data))
    terminal.print_problems(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    terminal.say(f"{errors} errors, {len(problems) - errors} warnings.")
    if errors:
        raise typer.Exit(DataProblemsError.exit_code)


@app.command()
def build(data: DataOption = None) -> None:
    """Check, score and write the database, whole or not at all.

    The database is the SQLite file build/pledgewatch.db, or the one that DATABASE_URL points at, such as
    postgresql://user:password@host/name. The content hash says what is in it: equal data, equal hash.
    """
    folder = _existing(data)
    with terminal.progress() as progress:
        report = build_database(folder, settings.database_url(), progress)
    for warning in report.warnings:
        terminal.say(str(warning))
    terminal.say(f"Built {report.company_count} companies, {report.row_count} rows in {report.seconds:.1f} s.")
    print(report.content_hash)


@app.command()
def scores(
    by: Annotated[Grain, typer.Option("--by", help="What one row is.")] = Grain.COMPANY,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    data: DataOption = None,
) -> None:
    """Print scores, computed from the data folder; the database is not used.

    Examples: scores --by commitment --format csv > scores.csv; scores --data other/folder --format json
    """
    tables = _tables(data)
    frame = {
        Grain.COMPANY: queries.scores_by_company,
        Grain.COMMITMENT: queries.scores_by_commitment,
        Grain.INDICATOR: queries.scores_by_indicator,
    }[by](tables)
    _write(frame, form)


@app.command()
def show(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="Id of the company, such as meta.")],
    data: DataOption = None,
) -> None:
    """Print one company's report card: every level with its reason, its evidence and its sources."""
    terminal.print_report_card(_tables(data), company)


@app.command()
def docs(
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a document is outdated.")
    ] = False,
) -> None:
    """Write data/README.md and docs/checks.md from the definitions in the code."""
    stale = documentation.outdated()
    for path in stale:
        terminal.say(f"{path.name} is {'outdated; run: make docs' if check_only else 'written'}.")
        if not check_only:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(documentation.documents()[path], encoding="utf-8")
    if check_only and stale:
        raise typer.Exit(1)


def _write(frame: pd.DataFrame, form: Format) -> None:
    if form is Format.TABLE:
        terminal.print_table(frame.drop(columns=[name for name in BESIDE_THE_POINT if name in frame]))
    else:
        write: Callable[[pd.DataFrame], str] = to_csv if form is Format.CSV else to_json
        sys.stdout.write(write(frame).rstrip("\n") + "\n")


def _tables(data: Path | None) -> queries.Tables:
    tables, problems = queries.from_data(_existing(data))
    if problems:
        terminal.say(f"The data has {len(problems)} problems that do not change scores. See: python -m scorecard check")
    return tables


def _existing(data: Path | None) -> Path:
    folder = data or settings.data_dir()
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder.", param_hint="--data")
    return folder


def main() -> None:
    """Run a command; what a user can mend is said in words, without a traceback."""
    try:
        app()
    except DataProblemsError as error:
        for problem in error.problems:
            terminal.say(str(problem))
        terminal.say(f"{len(error.problems)} problems in the data; nothing was written.")
        sys.exit(error.exit_code)
    except ScorecardError as error:
        terminal.say(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away, which is no error of ours
        sys.exit(0)


if __name__ == "__main__":
    main()
