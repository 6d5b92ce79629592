"""What commands have in common: options that say which data to read, and the tables that they lead to."""

from pathlib import Path
from typing import Annotated

import typer

from scorecard import console, queries, settings
from scorecard.numbers import counted
from scorecard.vocabulary.release import WORKING_RELEASE

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder with methodology/ and companies/. Default: the shipped data."),
]
ReleaseOption = Annotated[
    str | None,
    typer.Option("--release", metavar="RELEASE", help="A frozen release, such as 2026.11, instead of the data folder."),
]


def tables_from(data: Path | None, release: str | None = None, *, with_influence: bool = False) -> queries.Tables:
    """Return the tables of a release, or those of a data folder, computed without any database.

    Args:
        data: the folder; None for the shipped one.
        release: id of a release; None or ``working`` for the folder.
        with_influence: whether what moves ranks, and with it the hash of the content, is wanted of a folder.

    Raises:
        typer.BadParameter: both are given, or the folder is none.
        ReleaseError: there is no such release, or it cannot be read.
        DataProblemsError: the folder cannot be scored.
    """
    if release is not None and release != WORKING_RELEASE:
        if data is not None:
            raise typer.BadParameter("give either --data or --release: a release has its own data.")
        return queries.open_release(settings.releases_dir(), release)
    with console.progress(on_terminals_only=True) as progress:
        progress("reading, checking and scoring")
        tables, problems = queries.from_data(existing(data), with_influence=with_influence)
    if problems:
        number = counted(len(problems), "problem")
        console.say(f"{number} in the data: the levels may not hold. See: python -m scorecard check")
    return tables


def existing(data: Path | None) -> Path:
    """Return a data folder, the shipped one for None. Raises `typer.BadParameter` where there is none."""
    folder = data or settings.data_dir()
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder.", param_hint="--data")
    return folder
