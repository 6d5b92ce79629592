"""Commands on public archives of policies: get them, index them, verify cited clauses, follow clauses over time."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.options import DataOption, data_folder, existing
from pipelines.policy_archive import Head
from pipelines.policy_citations import verify_citations
from pipelines.policy_fetch import fetch_collections
from pipelines.policy_history import write_history
from pipelines.policy_index import Indexed, index_watched
from pipelines.policy_watched import read_watched, read_watchlist
from scorecard import console
from scorecard.numbers import counted

app = typer.Typer(
    help="Public archives of policies: get them, index them, verify cited clauses, follow clauses over time.",
    no_args_is_help=True,
)

ArchiveOption = Annotated[Path, typer.Option("--archive", metavar="DIR", help="Folder of the clones and their index.")]
SourceOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="DIR", help="Folder of git bundles or clones to take instead of the public homes."),
]


@app.command()
def fetch(archive: ArchiveOption, source: SourceOption = None, data: DataOption = None) -> None:
    """Clone the watched collections, or bring clones up to date. About 90 MB.

    Example: archive fetch --archive ~/policies
    """
    if source is not None:
        existing(source, "--from")
    with console.progress() as progress:
        done = fetch_collections(archive, read_watchlist(data_folder(data)).collections, source, progress)
    for entry in done:
        what = "cloned" if entry.is_new else "brought up to date" if entry.has_changed else "nothing new"
        console.say(f"{entry.collection}: {what}, {_reach(entry.head)}.")


@app.command()
def index(archive: ArchiveOption, data: DataOption = None) -> None:
    """Read which terms each version names into an index beside the clones; later runs read only what is new.

    `verify` and `history` do this first by themselves.
    """
    with console.progress() as progress:
        done = index_watched(_archive(archive), read_watched(data_folder(data)), progress)
    for entry in done:
        _say_indexed(entry)


@app.command()
def verify(archive: ArchiveOption, data: DataOption = None) -> None:
    """Hold every cited clause against its archived version and the newest one, into policy_history/citations.csv.

    Clauses of collections without a clone keep their earlier result, or are "not checked". Exit code 1 if a clause
    was never in the version that is cited.
    """
    with console.progress() as progress:
        done = verify_citations(_archive(archive), data_folder(data), progress)
    console.say(f"Written: {done.path.name}, {counted(len(done.rows), 'clause')}.")
    for status, count in done.counts.items():
        console.say(f"  {status.label}: {count}")
    for row in done.exceptions:
        console.say(
            f"  {row['company_id']} {row['indicator_id']}, {row['path']}: {row['status'].label}. {row['note'] or ''}"
        )
    for collection, count in done.not_given.items():
        console.say(f"No clone of {collection}: {counted(count, 'clause')} not looked at.")
    if done.kept:
        console.say(f"{counted(done.kept, 'clause')} of them keep the result of an earlier run.")
    if done.has_failures:
        raise typer.Exit(1)


@app.command()
def history(archive: ArchiveOption, data: DataOption = None) -> None:
    """Follow every term through the watched documents, into policy_history/, whole or not at all, with an Atom feed."""
    with console.progress() as progress:
        done = write_history(_archive(archive), data_folder(data), progress)
    for entry in done.indexed:
        _say_indexed(entry)
    for name, count in done.written.items():
        console.say(f"Written: {name}, {counted(count, 'row')}.")
    console.say("Now check and build: python -m scorecard check; make build")


def _say_indexed(entry: Indexed) -> None:
    news = f"{counted(entry.new_commits, 'new commit')}, {counted(entry.new_texts, 'new text')}"
    console.say(f"{entry.collection}: {news}; {counted(entry.commit_count, 'commit')} in all, {_reach(entry.head)}.")
    if entry.missing:
        console.say(f"  {counted(entry.missing, 'text')} the clone does not have: skipped. Fetch it anew to read them.")
    if entry.not_utf8:
        console.say(f"  {counted(entry.not_utf8, 'text')} with bytes that are no UTF-8: read all the same.")


def _reach(head: Head) -> str:
    return f"to {head.committed_on}"


def _archive(folder: Path) -> Path:
    return existing(folder, "--archive", "Get the collections first: python -m pipelines archive fetch")
