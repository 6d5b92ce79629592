"""The press kit: every chart, a card for each company, every table, what to say of them, and what may be done."""

import signal
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from scorecard import queries, rendering, settings
from scorecard.charts.theme import Scheme
from scorecard.export import batch
from scorecard.export.contents import kit_cards, kit_pictures, kit_tables
from scorecard.export.drawing import Form, draw_composed
from scorecard.pictures import origin
from scorecard.publish import kit_texts
from scorecard.publish.compose import NotCarriedError, compose
from scorecard.publish.datafiles import MIMES, data_file
from scorecard.publish.picture import Picture, Sheet, Stamp
from scorecard.publish.presets import PRESETS
from scorecard.publish.typeface import files

# Size and kind of each chart's files, and of each card's.
CHART_FILES = (
    ("column", Form.PNG),
    ("column", Form.SVG),
    ("slide", Form.PNG),
    ("square", Form.PNG),
    ("print", Form.PDF),
)
CARD_FILES = (("square", Form.PNG), ("column", Form.SVG))


@cache
def _program() -> str:
    """Return a hash of what makes the files beside the data: our own code, and the libraries that draw."""
    folders = [settings.ROOT / "scorecard" / name for name in ("charts", "pictures", "publish", "export")]
    sources = [path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*.[ph][yt]*"))]
    libraries = ("plotly", "kaleido", "fonttools", "pypdf", "xlsxwriter")
    return batch.recipe_of(sources, [version(name) for name in libraries])


class Kit(NamedTuple):
    """What was written: files, files that were there already, and which charts some sizes cannot carry."""

    written: int
    kept: int
    left_out: list[str]


def write_kit(
    tables: queries.Tables,
    folder: Path,
    address: str,
    workers: int,
    progress: Callable[[str], None],
    superseded: str = "",
) -> Kit:
    """Write the press kit into a folder; what is there already and would be the same is kept.

    Args:
        tables: all tables.
        folder: where; other files in it are left alone.
        address: where readers find this copy, for the links; empty where that is not known.
        workers: drawings at the same time.
        progress: is told each step.
        superseded: in which releases the tables were corrected, see `queries.superseded`.

    Raises:
        NoBrowserError, RenderingError: charts cannot be drawn. What is written by then stays, and is not made again.
    """
    rendering.find_browser()
    if hasattr(signal, "SIGPIPE") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a browser that dies must not take us along
    renderer = rendering.Renderer(files, tabs=workers, most_waiting=4 * workers)
    left_out: list[str] = []
    try:
        progress("laying out")
        jobs = list(_jobs(tables, address, superseded, renderer, left_out))
        outcome = batch.run(jobs, folder, workers, progress)
    finally:
        renderer.close()
    return Kit(outcome.written, outcome.kept, left_out)


def _jobs(
    tables: queries.Tables, address: str, superseded: str, renderer: rendering.Renderer, left_out: list[str]
) -> Iterator[batch.Job]:
    pictures, cards, sheets = kit_pictures(tables), kit_cards(tables), kit_tables(tables)
    said: list[kit_texts.Said] = []
    for folder, shown, wanted in (("charts", pictures, CHART_FILES), ("cards", cards, CARD_FILES)):
        for picture in shown:
            stamp = origin.stamp(tables, picture.sheet, address, superseded=superseded)
            drawn = list(_drawn(picture, stamp, folder, wanted, renderer, left_out))
            yield from drawn
            said.append(kit_texts.Said(picture, stamp, [job.name for job in drawn]))
    for sheet in [*(picture.sheet for picture in pictures), *sheets]:
        yield from _data(sheet, origin.stamp(tables, sheet, address, superseded=superseded))
    whole = origin.stamp(tables, pictures[0].sheet, address, query="", superseded=superseded)
    texts = {
        "captions.md": kit_texts.captions(said, whole),
        "README.txt": kit_texts.read_me(whole, len(pictures), len(cards), sorted(left_out)),
    }
    for name, text in texts.items():
        yield batch.Job(name, batch.recipe_of(text), text.encode)


def _drawn(
    picture: Picture, stamp: Stamp, folder: str, wanted: tuple[tuple[str, Form], ...], renderer: rendering.Renderer,
    left_out: list[str],
) -> Iterator[batch.Job]:  # fmt: skip
    for preset_id, form in wanted:
        preset = PRESETS[preset_id]
        try:
            composed = compose(picture, preset, Scheme.LIGHT, picture.marked, stamp)
        except NotCarriedError:
            left_out.append(f"{picture.sheet.sheet_id}: {preset.label}")
            continue
        made_of = (composed.figure, picture.title, picture.alt, picture.sheet.source, stamp, preset.preset_id, form)
        recipe = batch.recipe_of(*made_of, _program())
        make = _once(partial(draw_composed, composed, picture, preset, form, stamp, renderer))
        yield batch.Job(f"{folder}/{picture.sheet.sheet_id}-{preset_id}.{form}", recipe, make)
        if form is Form.SVG:
            page = partial(_page, make, picture, stamp)
            yield batch.Job(f"html/{picture.sheet.sheet_id}.html", batch.recipe_of(recipe, "page"), page)


def _once(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that makes a file once, however many other files are made of it; safe between threads."""
    lock = threading.Lock()

    @cache
    def made() -> bytes:
        return make()

    def locked() -> bytes:
        with lock:
            return made()

    return locked


def _page(make: Callable[[], bytes], picture: Picture, stamp: Stamp) -> bytes:
    return kit_texts.page(make().decode(), picture, stamp).encode()


def _data(sheet: Sheet, stamp: Stamp) -> Iterator[batch.Job]:
    recipe = batch.recipe_of(sheet.title, sheet.source, dict(sheet.units), stamp, queries.rows_of(sheet.data))
    for form in MIMES:
        make = partial(data_file, sheet, form, stamp)
        yield batch.Job(f"data/{sheet.sheet_id}.{form}", batch.recipe_of(recipe, form, _program()), make)
