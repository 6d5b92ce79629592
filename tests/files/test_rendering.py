"""The renderer: one warm browser, replaced when it dies, bounded, and a clear word where there is none."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from scorecard import rendering
from scorecard.errors import BusyError, NoBrowserError, RenderingError
from scorecard.rendering.renderer import Drawing, Renderer

FIGURE = {"data": [{"type": "scatter", "x": [1, 2], "y": [2, 1]}], "layout": {"title": {"text": "Title"}}}
DRAWING = Drawing(FIGURE, "svg", 300, 200, 1.0)


def no_fonts() -> dict[str, bytes]:
    return {}


def test_the_browser_is_warm_and_replaced_when_it_is_killed(renderer: Renderer) -> None:
    assert b"<svg" in renderer.draw(DRAWING)
    first, starts = renderer.process_id, renderer.starts
    assert renderer.draw(DRAWING) and renderer.process_id == first
    assert first is not None
    os.killpg(first, signal.SIGKILL)
    assert b"<svg" in renderer.draw(DRAWING)
    assert renderer.process_id != first and renderer.starts == starts + 1


def test_a_browser_that_is_killed_while_it_draws_is_replaced(renderer: Renderer) -> None:
    renderer.draw(DRAWING)
    first = renderer.process_id
    assert first is not None
    many = {"data": [{"type": "scatter", "y": list(range(60_000)), "mode": "markers"}], "layout": {}}
    killer = threading.Timer(0.4, os.killpg, (first, signal.SIGKILL))
    killer.start()
    assert renderer.draw(Drawing(many, "png", 900, 900, 2.0)).startswith(b"\x89PNG")
    killer.join()
    renderer.draw(DRAWING)
    assert renderer.process_id != first


def test_several_threads_get_their_own_files(renderer: Renderer) -> None:
    got: dict[int, bytes] = {}

    def draw(number: int) -> None:
        figure = {"data": [], "layout": {"annotations": [{"text": f"number {number}", "showarrow": False}]}}
        got[number] = renderer.draw(Drawing(figure, "svg", 200, 100, 1.0))

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"number {number}".encode() in got[number] for number in range(6))


def test_no_more_may_wait_than_there_is_room(renderer: Renderer) -> None:
    small = Renderer(no_fonts, most_waiting=1)
    refused = []

    def draw() -> None:
        try:
            small.draw(DRAWING)
        except BusyError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2 and "Try again" in refused[0]
    assert small.draw(DRAWING)  # the place is free again
    small.close()


def test_a_browser_is_replaced_after_so_many_drawings(renderer: Renderer) -> None:
    worn = Renderer(no_fonts, most_drawings=2)
    for _ in range(5):
        worn.draw(DRAWING)
    assert worn.starts == 3
    worn.close()
    assert worn.draw(DRAWING)  # what was closed starts anew
    worn.close()


def test_its_memory_is_seen(renderer: Renderer) -> None:
    renderer.draw(DRAWING)
    machine = renderer._machine
    assert machine is not None and machine.megabytes() > 20


def test_closing_leaves_no_process_and_no_folder(renderer: Renderer) -> None:
    own = Renderer(no_fonts)
    own.draw(DRAWING)
    group, folder = own.process_id, own._machine and own._machine._folder
    assert group is not None and folder is not None and folder.is_dir()
    own.close()
    assert not folder.exists()
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the browser still runs")


def test_what_takes_too_long_is_given_up(renderer: Renderer) -> None:
    impatient = Renderer(no_fonts, seconds=0.001)
    with pytest.raises(RenderingError, match="could not be drawn"):
        impatient.draw(DRAWING)
    impatient.close()


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    lost = Renderer(no_fonts)
    with pytest.raises(NoBrowserError, match=r"BROWSER_PATH names no program.*apt-get install chromium-headless-shell"):
        lost.draw(DRAWING)
    lost.close()
    assert not rendering.has_browser()


def test_where_nothing_is_installed_it_is_said_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("scorecard.rendering.browser.PLACES", (str(tmp_path),))
    with pytest.raises(NoBrowserError, match="There is no browser"):
        rendering.find_browser()
    shell = tmp_path / "chromium-headless-shell"
    shell.write_text("#!/bin/sh\n")
    shell.chmod(0o755)
    assert rendering.find_browser() == shell


def test_a_browser_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    renderer = Renderer(no_fonts)
    with pytest.raises(RenderingError, match="does not start"):
        renderer.draw(DRAWING)
    renderer.close()
