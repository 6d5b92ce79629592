"""The part of the command line that publishes: citations, the press kit, a static site."""

import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from scorecard import console, queries, settings
from scorecard.command_options import DataOption, ReleaseOption, tables_from
from scorecard.errors import ReleaseError
from scorecard.numbers import counted
from scorecard.queries.releases import newest_release

app = typer.Typer()


class CitationForm(StrEnum):
    """How a citation is written: in a style for people, for a reference manager, or as sentences."""

    APA = "apa"
    CHICAGO = "chicago"
    CHICAGO_NOTES = "chicago-notes"
    MLA = "mla"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    SENTENCE = "sentence"


@app.command()
def cite(
    company: Annotated[
        str | None, typer.Option("--company", metavar="ID", help="One report card. Default: the whole data set.")
    ] = None,
    style: Annotated[CitationForm, typer.Option("--style", help="In which form.")] = CitationForm.APA,
    data: DataOption = None,
    release: ReleaseOption = None,
) -> None:
    """Print how to cite the data, or one company's report card, or the sentences about it that are safe to print.

    By itself it cites the newest release; --release working cites the data folder as it is. PLEDGEWATCH_ADDRESS
    names the address at which readers find this copy; without it no form has an address.

    Examples: cite --style bibtex >> references.bib; cite --company meta --style sentence
    """
    address = settings.public_address()
    chosen = release or (None if data else newest_release(settings.releases_dir()))
    tables = tables_from(data, chosen, with_influence=True)  # all of the content: its hash is part of a citation
    if said := _superseded(tables, company):
        console.say(f"{said}. See: python -m scorecard release show {queries.release(tables)['release_id']}")
    citable = queries.cite_all(tables) if company is None else queries.cite_company(tables, company)
    query = urlencode(({"company": company} if company else {}) | {"release": queries.release(tables)["release_id"]})
    url = f"{address}/{'company' if company else ''}?{query}" if address else ""
    work = queries.cited_work(tables, citable, url, datetime.now(UTC).date())
    if not address:
        console.say("Without an address: set PLEDGEWATCH_ADDRESS to the one at which readers find this copy.")
    if style is CitationForm.SENTENCE:
        lines = [queries.attributed(sentence, work, citable.about_scores) for sentence in citable.sentences]
        print("\n".join(lines))
    else:
        form = getattr(queries.citations(work), style.name.lower())
        sys.stdout.write((form if isinstance(form, str) else form.text).rstrip("\r\n") + "\n")


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the press kit.")],
    workers: Annotated[int, typer.Option("--workers", min=1, max=8, help="Charts drawn at the same time.")] = 2,
    data: DataOption = None,
    release: ReleaseOption = None,
) -> None:
    """Write the press kit: every chart, a card for each company, all tables, captions, and what may be done with them.

    Needs a Chromium or Chrome. A run that was broken off goes on where it was: files that would be the same are kept.
    Links in the files need PLEDGEWATCH_ADDRESS, the address at which readers find this copy.
    """
    from scorecard.export import presskit  # here, since what draws charts takes a second to load

    tables = tables_from(data, release, with_influence=True)
    with console.progress(on_terminals_only=True) as progress:
        kit = presskit.write_kit(tables, out, settings.public_address(), workers, progress, _superseded(tables))
    for line in kit.left_out:
        console.say(f"Left out, since it could not be read: {line}.")
    console.say(f"{counted(kit.written, 'file')} written to {out}, {kit.kept} kept as they were.")


@app.command()
def site(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the site.")],
    release: Annotated[
        str | None, typer.Option("--release", metavar="RELEASE", help="Which release. Default: the newest.")
    ] = None,
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where the site will be found, for its map and previews.")
    ] = "",
    workers: Annotated[int, typer.Option("--workers", min=1, max=8, help="Charts drawn at the same time.")] = 2,
) -> None:
    """Write a release as a plain web site: no server and no script needed, so that it can be kept anywhere.

    Ranking, a page for each company, ask and indicator, the method, corrections, all data files, feeds, and the press
    kit. Links to pages that only the app has need PLEDGEWATCH_ADDRESS. Charts need a Chromium or Chrome.
    """
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it warns that no server runs, which is so
    from scorecard.site import building  # here, since it draws with parts of the app, which take a second to load

    chosen = release or newest_release(settings.releases_dir())
    if chosen is None:
        raise ReleaseError("No release has been frozen yet: a site shows a release, which stays as it is.")
    places = building.Places(settings.releases_dir(), out, settings.web_address(address), settings.public_address())
    with console.progress(on_terminals_only=True) as progress:
        made = building.write_site(chosen, places, workers, progress)
    for line in made.missing:
        console.say(f"Missing: {line}.".replace("..", "."))
    console.say(f"{counted(made.page_count, 'page')}, {counted(made.file_count, 'file')} written to {out}.")


def _superseded(tables: queries.Tables, company: str | None = None) -> str:
    newest = newest_release(settings.releases_dir())
    if newest is None:
        return ""
    return queries.superseded(tables, queries.open_release(settings.releases_dir(), newest), company)
