"""Command line: check the data, build the database, print scores and report cards.

Exit codes: 0 done, 1 the data has problems, 2 the command was used wrongly, 3 the database cannot be used,
4 a chart cannot be drawn, 70 the program itself is at fault, 74 the output cannot be written,
130 interrupted.
"""

import sys
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer

from scorecard import (
    console,
    documentation,
    publishing_commands,
    queries,
    release_commands,
    releases,
    settings,
    terminal,
)
from scorecard.build import build as build_database
from scorecard.build import check as check_data
from scorecard.command_options import DataOption, ReleaseOption, existing, tables_from
from scorecard.errors import DataProblemsError, Severity
from scorecard.numbers import counted, listing
from scorecard.tabular import to_csv, to_json
from scorecard.vocabulary import Uncertainty

app = typer.Typer(
    name="python -m scorecard",
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(release_commands.app, name="release")
app.add_typer(publishing_commands.app)


# Left out of tables of scores for people, which are wide enough; CSV and JSON have them.
BESIDE_THE_POINT = (
    "score_geometric",
    "score_weakest",
    "weakest_commitment",
    "band_capped",
    "evidence_count",
    "coded_on",
    "rank_low",
    "rank_high",
    "peer_rank_low",
    "peer_rank_high",
    "not_told_apart",
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


@app.command()
def check(data: DataOption = None) -> None:
    """Check the curated data and print every problem: file, line, place, what is wrong, the rule, what to do.

    Exit code 1 if there is an error. The rules are explained in docs/checks.md.
    """
    with console.progress(on_terminals_only=True) as progress:
        progress("reading and checking")
        checked, problems = check_data(existing(data))
        if checked is not None:
            problems += releases.correction_problems(checked, settings.releases_dir())
    terminal.print_problems(problems)
    if checked is None:
        console.say("Without a methodology that can be read, only the form of the files was checked.")
    elif checked.unread_companies:
        names = listing([f"{name}.yaml" for name in sorted(checked.unread_companies)])
        console.say(f"Only the form was checked of: {names}. Mend it, then check again.")
    counts = Counter(problem.severity for problem in problems)
    errors = counts[Severity.ERROR]
    kinds = [severity for severity in Severity if severity is not Severity.QUESTION or counts[severity]]
    console.say(f"{', '.join(counted(counts[severity], severity.value) for severity in kinds)}.")
    if errors:
        raise typer.Exit(DataProblemsError.exit_code)


@app.command()
def build(data: DataOption = None) -> None:
    """Check, score and write the database, whole or not at all.

    The database is the SQLite file build/pledgewatch.db, or the one that DATABASE_URL points at, such as
    postgresql://user:password@host/name. The content hash says what is in it: equal data, equal hash.
    """
    folder = existing(data)
    with console.progress() as progress:
        report = build_database(folder, settings.database_url(), progress)
    for warning in report.warnings:
        console.say(str(warning))
    console.say(f"Built {report.company_count} companies, {report.row_count} rows in {report.seconds:.1f} s.")
    print(report.content_hash)


@app.command()
def scores(
    by: Annotated[Grain, typer.Option("--by", help="What one row is.")] = Grain.COMPANY,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    data: DataOption = None,
    release: ReleaseOption = None,
) -> None:
    """Print scores, computed from the data folder; the database is not used.

    Examples: scores --by commitment --format csv > scores.csv; scores --data other/folder --format json
    """
    tables = tables_from(data, release)
    frame = {
        Grain.COMPANY: queries.scores_by_company,
        Grain.COMMITMENT: queries.scores_by_commitment,
        Grain.INDICATOR: queries.scores_by_indicator,
    }[by](tables)
    _write(frame.drop(columns=[name for name in BESIDE_THE_POINT if name in frame and form is Format.TABLE]), form)


@app.command()
def robustness(
    draws: Annotated[
        int | None, typer.Option("--draws", min=100, max=1_000_000, help="How many. Default: the method's.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Same seed, same result. Default: the method's.")
    ] = None,
    sources: Annotated[
        str | None,
        typer.Option("--sources", metavar="A,B", help=f"What is varied, of {', '.join(Uncertainty)}. Default: all."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    data: DataOption = None,
    release: ReleaseOption = None,
) -> None:
    """Print how sure each rank is: its median and range over random draws of what it hangs on.

    One row a scope and company: all companies, then each peer group. Ranges run from the 5th to the 95th percentile.

    Examples: robustness --sources weights; robustness --draws 10000 --seed 1 --format csv > ranges.csv
    """
    chosen = None if sources is None else _sources(sources)
    _write(queries.ranges_of_draws(tables_from(data, release), draws, seed, chosen), form)


def _sources(text: str) -> tuple[Uncertainty, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in list(Uncertainty)]
    if unknown:
        known = ", ".join(Uncertainty)
        raise typer.BadParameter(f"{', '.join(unknown)}: not among {known}.", param_hint="--sources")
    return tuple(Uncertainty(name) for name in names)


@app.command()
def show(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="Id of the company, such as meta.")],
    data: DataOption = None,
    release: ReleaseOption = None,
) -> None:
    """Print one company's report card: every level with its reason, its evidence and its sources."""
    terminal.print_report_card(tables_from(data, release), company)


@app.command()
def docs(
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a document is outdated.")
    ] = False,
) -> None:
    """Write data/README.md and three documents of docs/ from the definitions in the code."""
    stale = documentation.outdated()
    for path in stale:
        console.say(f"{path.name} is {'outdated; run: make docs' if check_only else 'written'}.")
        if not check_only:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(documentation.documents()[path], encoding="utf-8")
    if check_only and stale:
        raise typer.Exit(1)


def _write(frame: pd.DataFrame, form: Format) -> None:
    if form is Format.TABLE:
        terminal.print_table(frame)
    else:
        write: Callable[[pd.DataFrame], str] = to_csv if form is Format.CSV else to_json
        sys.stdout.write(write(frame).rstrip("\n") + "\n")


def main() -> None:
    """Run a command."""
    console.run(app)


if __name__ == "__main__":
    console.run_program(app)
