"""All files of a static site, in a folder that appears whole or not at all."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from scorecard import queries, settings
from scorecard.errors import NoBrowserError, UsageError
from scorecard.export import presskit
from scorecard.publish.sitemap import sitemap
from scorecard.queries import watched
from scorecard.site.links import commitment_path, relative, settled, static_address
from scorecard.site.pages import Around, Section, StaticPage, pages
from scorecard.ui import html, navigation

Progress = Callable[[str], None]
MARKER = ".pledgewatch-site.json"  # says that a folder is a site of ours, which another may replace
_POLICY = "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# How old something is would go on being told when it is no longer true; the day stands beside it.
_AGE = re.compile(r'\s*<span class="pw-age[^"]*"><span aria-hidden="true">[^<]*</span>[^<]*</span>')
_VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_PREVIEWS = ("press/cards/{}-square.png", "press/charts/{}-slide.png")


class Site(NamedTuple):
    """What was written: how many pages and files, and what is missing of it and why."""

    page_count: int
    file_count: int
    missing: tuple[str, ...]


class Places(NamedTuple):
    """Where a site is made from and for.

    `releases` is the folder of releases; `out` the folder for the site; `address` where the site will be found and
    `app` where the app is, both without a slash at the end and empty where not known.
    """

    releases: Path
    out: Path
    address: str
    app: str


def write_site(release_id: str, places: Places, workers: int, progress: Progress) -> Site:
    """Write the site of a release.

    Args:
        release_id: which release.
        places: from where and for where.
        workers: charts that are drawn at the same time.
        progress: is told each step.

    Raises:
        UsageError: the folder holds something else than a site.
        ReleaseError: there is no such release, or it cannot be read.
        OSError: the folder cannot be written.
    """
    places = places._replace(out=places.out.resolve())
    _require_ours(places.out)
    tables = queries.open_release(places.releases, release_id)
    places.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{places.out.name}.", dir=places.out.parent) as temporary:
        folder = Path(temporary) / "site"
        shutil.copytree(places.releases / release_id, folder / "data")
        missing = list(_draw_charts(tables, folder / "press", places, workers, progress))
        progress("writing pages")
        written = [page.path for page in _write_pages(tables, folder, places)]
        missing += _write_rest(tables, folder, places, written)
        (folder / MARKER).write_text(json.dumps({"release": release_id}) + "\n", "utf-8")
        progress("publishing")
        count = sum(path.is_file() for path in folder.rglob("*"))
        _publish(folder, places.out, Path(temporary))
    return Site(len(written), count, tuple(missing))


def _require_ours(out: Path) -> None:
    if out.exists() and not (out / MARKER).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} holds something else than a site made by this command, so it is not replaced.")


def _draw_charts(
    tables: queries.Tables, press: Path, places: Places, workers: int, progress: Progress
) -> Iterator[str]:
    """Write the press kit of the site; yield what is missing of it."""
    if (places.out / "press").is_dir():
        shutil.copytree(places.out / "press", press)  # what is the same is not drawn again
    superseded = queries.superseded(tables, _around(tables, places.releases).newest)
    try:
        presskit.write_kit(tables, press, places.app, workers, progress, superseded)
    except NoBrowserError as error:
        shutil.rmtree(press, ignore_errors=True)
        yield f"charts and pictures for previews of links: {error}"


def _write_pages(tables: queries.Tables, folder: Path, places: Places) -> Iterator[StaticPage]:
    """Write every page, and yield it."""
    release, around = queries.release(tables), _around(tables, places.releases)
    note = _superseded(tables, around)
    with navigation.linking(static_address):
        drawn = [
            *pages(tables, release["released_on"], around),
            _data_page(tables, has_press=(folder / "press").is_dir()),
        ]
        entries = list(_entries(tables, drawn))
        for page in drawn:
            target = folder / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            text = html.render(
                "site_page",
                page=page,
                release=release.to_dict(),
                address=places.address,
                preview=_preview(page, folder),
                chart=_chart(page, folder),
                entries=entries,
                policy=_POLICY,
                note=note,
                has_help=any(entry["path"] == "help.html" for entry in entries),
            )
            target.write_text(settled(_AGE.sub("", str(text)), page.path, places.app), "utf-8")
            yield page


def _around(tables: queries.Tables, folder: Path) -> Around:
    known = [facts.release_id for facts in queries.frozen_releases(folder)]
    shown = queries.release(tables)["release_id"]
    earlier = known[known.index(shown) + 1 :]

    def opened(release_id: str) -> queries.Tables:
        return queries.open_release(folder, release_id)

    return Around(
        before=opened(earlier[0]) if earlier else None,
        newest=tables if known[0] == shown else opened(known[0]),
        opened=opened,
    )


def _superseded(tables: queries.Tables, around: Around) -> str:
    """Return what readers of an older release must know, in a sentence or two; empty for the newest."""
    shown, newest = (queries.release(one)["release_id"] for one in (tables, around.newest))
    if shown == newest:
        return ""
    said = f"This is release {shown}; when this copy was made, the newest was {newest}."
    return ". ".join(filter(None, [queries.superseded(tables, around.newest), said]))


def _data_page(tables: queries.Tables, has_press: bool) -> StaticPage:
    release_id = queries.release(tables)["release_id"]
    listed = [
        {"plural": table.plural, "meaning": table.meaning, "rows": len(tables[name])}
        for name, table in queries.table_definitions().items()
    ]
    body = html.render("site_data", tables=listed, whole=f"pledgewatch-{release_id}.json", press=has_press)
    lead = "Results and all that they rest on, as they were frozen. Nothing in it is ever rewritten."
    return StaticPage("data.html", f"The data of release {release_id}", lead, (Section("", "", body),))


def _entries(tables: queries.Tables, drawn: list[StaticPage]) -> Iterator[dict[str, str]]:
    """Yield the pages that every page links to, in their order."""
    asks = {commitment_path(one): title for one, title in queries.commitment_titles(tables).items()}
    names = {"index.html": "Ranking", **asks, "method.html": "Method", "corrections.html": "Corrections",
             "data.html": "Data", "call.html": "About the call", "help.html": "Get help"}  # fmt: skip
    there = {page.path for page in drawn}
    yield from ({"path": path, "name": name} for path, name in names.items() if path in there)


def _chart(page: StaticPage, folder: Path) -> dict[str, object] | None:
    """Return the chart of a page as the site has it; None where there is none."""
    for kind in ("charts", "cards"):
        path = f"press/{kind}/{page.picture}-column.svg"
        if page.picture and (folder / path).is_file():
            drawn = (folder / path).read_text("utf-8")
            found = _VIEW_BOX.search(drawn)
            width, height = (round(float(part)) for part in found.groups()) if found else (500, 400)
            source = relative(path, page.path)
            whole = f"press/html/{page.picture}.html"
            return {"path": whole, "from_page": source, "alt": _alt(drawn), "width": width, "height": height}
    return None


def _alt(drawn: str) -> str:
    """Return the text that stands for a drawn chart: what its own description says."""
    found = re.search(r"<desc[^>]*>(.*?)</desc>", drawn, re.S)
    return str(Markup(found[1]).unescape()) if found else ""  # noqa: S704 - taken out of markup, not put into it


def _preview(page: StaticPage, folder: Path) -> str:
    """Return the picture that previews of links show; empty where there is none."""
    for pattern in _PREVIEWS:
        path = pattern.format(page.picture or "ranking-scores")
        if (folder / path).is_file():
            return path
    return ""


def _write_rest(tables: queries.Tables, folder: Path, places: Places, written: list[str]) -> Iterator[str]:
    """Write style, icon, feeds, map; yield what is missing and why."""
    style = str(html.STYLE).removeprefix("<style>").removesuffix("</style>")
    own = (Path(__file__).parent / "site.css").read_text("utf-8")
    (folder / "style.css").write_text(f"{style}\n{own}", "utf-8")
    shutil.copyfile(settings.ROOT / "static" / "favicon.png", folder / "favicon.png")
    known = queries.frozen_releases(places.releases)
    released = {facts.release_id: facts.released_on for facts in known}
    page = f"{places.address}/corrections.html" if places.address else ""
    (folder / "corrections.atom").write_bytes(queries.corrections_feed(tables, released, page))
    release = queries.release(tables)
    clauses = watched.feed_file(settings.data_dir())
    if clauses and release["release_id"] == known[0].release_id:
        shutil.copyfile(clauses, folder / "changes.atom")
    robots = "User-agent: *\nAllow: /\n"
    if places.address:
        (folder / "sitemap.xml").write_bytes(sitemap(places.address, written, release["released_on"]))
        robots += f"Sitemap: {places.address}/sitemap.xml\n"
    else:
        yield "the site map and pictures in previews of links: give the site's address with --address"
    (folder / "robots.txt").write_text(robots, "utf-8")


def _publish(folder: Path, out: Path, aside: Path) -> None:
    folder.chmod(0o755)
    if out.exists():
        out.rename(aside / "before")
    folder.rename(out)
