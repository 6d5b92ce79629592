"""Listings: where the API begins, which releases there are, and what is in one."""

from pathlib import Path
from threading import Condition
from typing import Any, NamedTuple

from cachetools import LRUCache, cached

from scorecard.publish.citations import citations
from scorecard.publish.cited_work import CitedWork
from scorecard.publish.package.assembly import CHECKSUMS, DESCRIPTOR, METHODOLOGY, RANKING
from scorecard.publish.package.descriptor import LICENCES
from scorecard.publish.package.reading import Package, rows_as_of_today
from scorecard.queries.api.answers import file_path, licence_of
from scorecard.queries.api.frozen import FrozenRelease, open_frozen
from scorecard.queries.api.selecting import Form, NotFoundError
from scorecard.queries.corrections import corrections_of
from scorecard.queries.releases import frozen_releases
from scorecard.queries.tables import Tables
from scorecard.storage.definitions import definitions
from scorecard.storage.read import frames_of

ROOT = "/api/v1"
LATEST = "latest"  # what stands for the newest release in an address
_CORRECTED = ("company", "indicator", "correction")  # tables that say what was corrected


class Companies(NamedTuple):
    """The companies of a release: names by id, in the order of their names."""

    release_id: str
    names: dict[str, str]


def index(address: str) -> dict[str, Any]:
    """Return where the API begins. `address` is that of the server, empty for links that begin with a slash."""
    return {
        "name": "Pledgewatch API",
        "description": (
            "Frozen releases of Pledgewatch, read-only. Working data, which the pages may show before a release, is "
            "not in it. The companies have not signed the call: a low score means that a company does not meet the ask."
        ),
        "openapi": f"{address}{ROOT}/openapi.json",
        "releases": f"{address}{ROOT}/releases",
        "newest": f"{address}{ROOT}/releases/{LATEST}",
        "table": f"{address}{ROOT}/releases/{{release}}/{{table}}?format={{json|csv}}",
        "file": f"{address}/releases/{{release}}/{{path}}",
        "company_page": f"{address}/r/{{release}}/{{company}}",
        "licence": LICENCES[0],
    }


def release_list(folder: Path, address: str) -> dict[str, Any]:
    """Return all frozen releases, newest first; the list is empty where none has been frozen.

    Raises:
        ReleaseError: a release there cannot be read.
    """
    return {"releases": [_named(open_frozen(folder, one.release_id), address) for one in frozen_releases(folder)]}


def newest_id(folder: Path) -> str:
    """Return the id of the newest release.

    Raises:
        NotFoundError: none has been frozen.
        ReleaseError: a release there cannot be read.
    """
    newest = next((facts.release_id for facts in frozen_releases(folder)), None)
    if newest is None:
        raise NotFoundError("No release has been frozen yet.", {"releases": []})
    return newest


def description_of(folder: Path, release_id: str, address: str) -> dict[str, Any]:
    """Return what is in a release: facts, how to cite it, tables, corrections made since, and files.

    Raises:
        NotFoundError: there is no such release.
        ReleaseError: it, or the newest one, cannot be read.
    """
    release = open_frozen(folder, release_id)
    newest = newest_id(folder)
    return {
        **_named(release, address),
        "newest": newest,
        "cite": cite(release, address),
        "licence": LICENCES[0],
        "tables": [_table(release, name, address) for name in release.tables],
        "corrections": _corrections(open_frozen(folder, newest), release_id),
        "files": [
            {"path": path, "sha256": digest, "url": f"{address}{file_path(release, path)}"}
            for path, digest in [(CHECKSUMS, release.seal), *release.checksums.items()]
        ],
    }


def companies_of(folder: Path, release_id: str) -> Companies:
    """Return the companies of a release, `LATEST` for the newest. Raises as `description_of` does."""
    release = open_frozen(folder, newest_id(folder) if release_id == LATEST else release_id)
    rows = sorted(release.rows("companies"), key=lambda row: str(row["name"]).casefold())
    return Companies(release.facts.release_id, {row["company_id"]: row["name"] for row in rows})


def cite(release: FrozenRelease, address: str) -> dict[str, str]:
    """Return how to cite a release: in three styles for people, and in three forms for reference managers."""
    facts = release.facts
    work = CitedWork(
        title=release.title.removesuffix(f", release {facts.release_id}"),  # styles name the release by themselves
        release_id=facts.release_id,
        is_frozen=True,
        content_hash=facts.content_hash,
        methodology_version=facts.methodology_version,
        coded_on=facts.coded_on or facts.released_on,
        released_on=facts.released_on,
        url=f"{address}/?release={facts.release_id}" if address else "",
    )
    made = citations(work)
    styles = {"apa": made.apa.text, "chicago": made.chicago.text, "mla": made.mla.text}
    return styles | {"bibtex": made.bibtex, "ris": made.ris, "csl_json": made.csl_json}


def _named(release: FrozenRelease, address: str) -> dict[str, Any]:
    facts = release.facts
    files = f"{address}/releases/{facts.release_id}"
    return {
        "release": facts._asdict(),
        "title": release.title,
        "links": {
            "self": f"{address}{ROOT}/releases/{facts.release_id}",
            "scores": f"{address}{ROOT}/releases/{facts.release_id}/scores",
            "ranking_for_readers": f"{files}/{RANKING}",
            "method": f"{files}/{METHODOLOGY}",
            "data_package": f"{files}/{DESCRIPTOR}",
        },
    }


def _table(release: FrozenRelease, name: str, address: str) -> dict[str, Any]:
    url = f"{address}{ROOT}/releases/{release.facts.release_id}/{name}"
    definition = release.tables[name].definition
    return {
        "name": name,
        "description": definition.meaning,
        "rows": release.row_count(name),
        "licence": licence_of(definition)["name"],
        "links": {form.value: f"{url}?format={form}" for form in Form},
    }


@cached(
    LRUCache(maxsize=100),
    key=lambda newest, release_id: (newest.folder, newest.seal, release_id),
    condition=Condition(),
)
def _corrections(newest: FrozenRelease, release_id: str) -> list[dict[str, Any]]:
    """Return the corrections of what a release has wrong, as the newest one has them."""
    tables = {one.definition.name: one.definition for one in newest.tables.values()}
    wanted = {name: table for name, table in definitions().items() if name in _CORRECTED}
    rows = {name: list(newest.rows(tables[name].plural)) for name in wanted if name in tables}
    package = Package(newest.facts, tables, rows, b"", b"")
    return corrections_of(Tables(frames_of(rows_as_of_today(package, wanted))), release_id)
