"""The part of the command line that makes, shows and checks frozen releases."""

import sys
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from scorecard import console, queries, releases, settings, terminal
from scorecard.command_options import tables_from
from scorecard.errors import ReleaseError, UsageError
from scorecard.numbers import counted
from scorecard.publish.package.descriptor import ReleaseFacts
from scorecard.queries import changes
from scorecard.queries.releases import frozen_releases, newest_release, open_release
from scorecard.tabular import to_csv
from scorecard.vocabulary.release import WORKING_RELEASE, is_release_id, release_order

app = typer.Typer(
    help="Freeze results so that they stay; list, show, compare and check releases.", no_args_is_help=True
)

IdArgument = Annotated[str, typer.Argument(metavar="RELEASE", help="Id of the release, such as 2026.11.")]
MaybeIdArgument = Annotated[
    str | None, typer.Argument(metavar="RELEASE", help="Id of the release. Default: the newest, or all.")
]


@app.command()
def create(
    release: IdArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to make it in, to make one again. Default: the releases'."),
    ] = None,
) -> None:
    """Freeze the data folder as a release: results and inputs, as CSV, JSON and Parquet.

    Refused on a working tree with changes that are not committed, on data with errors, where the id is taken or not
    the next one, and where a level changed without a reason to be seen. From the same commit, the same bytes.
    """
    with console.progress() as progress:
        made = releases.freeze(
            settings.data_dir(), settings.releases_dir(), release, out or settings.releases_dir(), progress
        )
    console.say(f"Frozen: {counted(made.file_count, 'file')} in {made.folder}. Commit them; they are never rewritten.")
    print(made.facts.content_hash)


@app.command("list")
def list_releases() -> None:
    """Print all frozen releases, newest first."""
    facts = frozen_releases(settings.releases_dir())
    if not facts:
        console.say("No release has been frozen yet. See: python -m scorecard release create --help")
        return
    terminal.print_table(pd.DataFrame([_listed(one) for one in facts]))


@app.command()
def show(release: MaybeIdArgument = None) -> None:
    """Print what a release is: when and from what it was made, what it holds, what was corrected since."""
    chosen = _chosen(release)
    tables = open_release(settings.releases_dir(), chosen)
    facts = next(one for one in frozen_releases(settings.releases_dir()) if one.release_id == chosen)
    for name, value in facts._asdict().items():
        print(f"{name.replace('_', ' '):20} {value}")
    for name in ("company", "indicator", "assessment", "evidence", "source", "report", "citation_check"):
        print(f"{name.replace('_', ' '):20} {len(tables[name]):,}")
    for correction in _corrections_of(chosen):
        print(f"corrected in {correction['corrected_in']}: {correction['what']}")


@app.command()
def diff(
    before: Annotated[str | None, typer.Argument(metavar="A", help="The earlier one. Default: the newest.")] = None,
    after: Annotated[
        str, typer.Argument(metavar="B", help="The later one. Default: the data folder as it is.")
    ] = WORKING_RELEASE,
    csv: Annotated[bool, typer.Option("--csv", help="Write the changed levels as CSV.")] = False,
) -> None:
    """Print what changed between two releases, or from the newest to the data folder as it is, and why.

    Exit code 1 if a level changed without new evidence, a change of method or a correction.
    """
    first = _chosen(before)
    if after != WORKING_RELEASE and is_release_id(after) and release_order(first) >= release_order(after):
        raise UsageError(f"{after} does not come after {first}. Name the earlier release first.")
    old, new = tables_from(None, first), tables_from(None, after, with_influence=True)
    levels = changes.level_changes(old, new)
    if csv:
        sys.stdout.write(to_csv(levels))
    else:
        _print_changes(old, new, levels)
    silent = len(changes.unexplained_changes(old, new))
    if silent:
        console.say(
            f"{counted(silent, 'level')} changed on the same evidence, without a correction. Where we were wrong, say "
            "so in data/corrections.yaml; else cite what is new."
        )
        raise typer.Exit(1)


@app.command()
def verify(release: MaybeIdArgument = None) -> None:
    """Check a release, or all: checksums, copies against each other, the standard, and all scores computed anew.

    Exit code 1 if anything does not hold.
    """
    known = [facts.release_id for facts in frozen_releases(settings.releases_dir())]
    if release and release not in known:
        raise ReleaseError(f"There is no release {release!r}. There are: {', '.join(known) or 'none yet'}.")
    ids = [release] if release else known
    if not ids:
        console.say("No release has been frozen yet, so there is nothing to check.")
    failed = 0
    for release_id in ids:
        with console.progress(on_terminals_only=True) as progress:
            found = releases.verify(settings.releases_dir() / release_id, progress)
        for finding in found.findings:
            print(f"{release_id}: {finding}")
        failed += bool(found.findings)
        if found.findings:
            console.say(f"{release_id} does not hold: {counted(len(found.findings), 'finding')}.")
        else:
            console.say(f"{release_id} holds. Checked: {'; '.join(found.checked)}.")
    if failed:
        raise typer.Exit(1)


def _print_changes(old: queries.Tables, new: queries.Tables, levels: pd.DataFrame) -> None:
    print(changes.changes_finding(old, new) + ".")
    for change in changes.method_changes(old, new):
        print(f"method: {change.part}: {change.before} -> {change.after}")
    for label, said in changes.change_counts(old, new):
        print(f"{label}: {said}")
    for row in queries.rows_of(levels):
        print(changes.level_change_in_words(row))
    scores = changes.score_changes(old, new)
    for row in queries.rows_of(scores[scores["is_moved"]]):
        print(changes.score_change_in_words(row))


def _chosen(release_id: str | None) -> str:
    chosen = release_id or newest_release(settings.releases_dir())
    if chosen is None:
        raise ReleaseError("No release has been frozen yet, so there is nothing to compare with or to show.")
    return chosen


def _listed(facts: ReleaseFacts) -> dict[str, object]:
    return {
        "release": facts.release_id,
        "released_on": facts.released_on,
        "method": facts.methodology_version,
        "corrected": len(_corrections_of(facts.release_id)),
        "content": facts.content_hash[:10],
    }


def _corrections_of(release_id: str) -> list[dict[str, object]]:
    """Return the corrections, as the newest release has them, of what a release has wrong."""
    newest = newest_release(settings.releases_dir())
    return queries.corrections_of(open_release(settings.releases_dir(), newest), release_id) if newest else []
