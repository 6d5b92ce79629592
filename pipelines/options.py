"""Options that several import commands share."""

from pathlib import Path
from typing import Annotated

import typer

from scorecard import settings

DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Data folder to write into. Default: the shipped data.")
]


def data_folder(data: Path | None) -> Path:
    """Return the data folder that was asked for, or the usual one. Raises `typer.BadParameter` if it is no folder."""
    return existing(data or settings.data_dir(), "--data")


def existing(folder: Path, option: str, remedy: str = "") -> Path:
    """Return a folder that an option names. Raises `typer.BadParameter` if it is no folder."""
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder.{' ' if remedy else ''}{remedy}", param_hint=option)
    return folder
