"""One warm browser that draws figures into files for everybody: started when first needed, watched, replaced.

Drawing runs on a thread of its own with its own event loop, so that any number of threads may ask. A browser that dies
is noticed, replaced, and the drawing tried once more; one that takes too long is ended. After some hundred drawings, or
when it needs too much memory, it is replaced between two drawings.
"""

import asyncio
import atexit
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedTooLong
from functools import cache
from typing import Any, NamedTuple, TypeVar

from scorecard.errors import BusyError, RenderingError
from scorecard.rendering.machine import Machine, MachineDiedError

ResultT = TypeVar("ResultT")

MOST_WAITING = 24
SECONDS = 30.0  # for one drawing; a browser that starts meanwhile gets as much again
MOST_DRAWINGS = 300  # of one browser
MOST_MEGABYTES = 900  # of one browser, with all its processes
LOOK_EVERY = 20  # drawings between two looks at the memory


class Drawing(NamedTuple):
    """What is to be drawn: a figure as plain Plotly JSON, ``png``, ``svg`` or ``pdf``, and its size.

    `scale` is how many pixels of a PNG, or CSS pixels of a PDF page, a unit of the canvas is.
    """

    figure: dict[str, Any]
    form: str
    width: float
    height: float
    scale: float


class Renderer:
    """Draws figures. One is enough for a server: see `shared`."""

    def __init__(
        self,
        fonts: Callable[[], dict[str, bytes]],
        *,
        tabs: int = 1,
        most_waiting: int = MOST_WAITING,
        seconds: float = SECONDS,
        most_drawings: int = MOST_DRAWINGS,
        most_megabytes: int = MOST_MEGABYTES,
    ) -> None:
        """Get ready; no browser is started before the first drawing.

        Args:
            fonts: returns TrueType files by name, which the browser draws with; asked for once, at the first start.
            tabs: drawings at the same time.
            most_waiting: drawings that may be asked for at a time, running ones included.
            seconds: after which a drawing is given up.
            most_drawings: of one browser, before it is replaced.
            most_megabytes: memory of one browser, above which it is replaced.
        """
        self._fonts = fonts
        self._tabs = tabs
        self._seconds = seconds
        self._most_drawings = most_drawings
        self._most_megabytes = most_megabytes
        self._places = threading.BoundedSemaphore(most_waiting)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._machine: Machine | None = None
        self._own: asyncio.Semaphore | None = None
        self._starting: asyncio.Lock | None = None
        self._running = 0
        self.starts = 0

    def draw(self, drawing: Drawing) -> bytes:
        """Return the file. May be called from any thread.

        Raises:
            NoBrowserError: there is no browser.
            BusyError: too many drawings wait already.
            RenderingError: it took too long, twice in a row the browser died, or the figure cannot be drawn.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many charts are being drawn just now. Try again in a few seconds.")
        try:
            return self._on_loop(self._drawn(drawing), 4 * self._seconds + 60)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the browser and the thread. Another drawing starts both anew."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        try:
            asyncio.run_coroutine_threadsafe(self._drop(), loop).result(10)
        except WaitedTooLong:
            if self._machine is not None:
                self._machine.kill()
        loop.call_soon_threadsafe(loop.stop)

    @property
    def process_id(self) -> int | None:
        """Return the process of the running browser, which leads a process group, or None."""
        machine = self._machine
        return machine.process_id if machine is not None else None

    def _on_loop(self, work: Coroutine[Any, Any, ResultT], seconds: float) -> ResultT:
        future: Future[ResultT] = asyncio.run_coroutine_threadsafe(work, self._started_loop())
        try:
            return future.result(seconds)
        except WaitedTooLong:
            future.cancel()
            raise RenderingError("Drawing the chart took too long. Try again; if it lasts, restart the app.") from None

    def _started_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._machine, self._own, self._starting = None, asyncio.Semaphore(self._tabs), asyncio.Lock()
                threading.Thread(target=_run, args=(self._loop,), name="charts", daemon=True).start()
            return self._loop

    async def _drawn(self, drawing: Drawing) -> bytes:
        if self._own is None:
            raise RenderingError("The renderer is closed.")
        async with self._own:
            for is_last in (False, True):
                machine = await self._ready()
                self._running += 1
                try:
                    return await machine.draw(drawing._asdict(), self._seconds)
                except MachineDiedError as error:
                    await self._drop(machine)
                    if is_last:
                        raise RenderingError(f"The chart could not be drawn: {error} Try again.") from error
                finally:
                    self._running -= 1
        raise RenderingError("The chart could not be drawn.")

    async def _ready(self) -> Machine:
        """Return a running browser, a new one where the old one died or has worked enough."""
        if self._starting is None:
            raise RenderingError("The renderer is closed.")
        async with self._starting:
            if self._machine is not None and (not self._machine.is_alive or self._is_worn(self._machine)):
                await self._drop()
            if self._machine is None:
                self._machine = await Machine.start(self._fonts(), self._tabs, self._seconds)
                self.starts += 1
            return self._machine

    def _is_worn(self, machine: Machine) -> bool:
        """Return whether a browser should be replaced; never while another drawing runs on it."""
        if self._running:
            return False
        if machine.drawings >= self._most_drawings:
            return True
        is_time = machine.drawings > 0 and machine.drawings % LOOK_EVERY == 0
        return is_time and machine.megabytes() > self._most_megabytes

    async def _drop(self, machine: Machine | None = None) -> None:
        """End the browser; with `machine` only if it is still that one, since another drawing may have replaced it."""
        if self._machine is not None and machine in (None, self._machine):
            ended, self._machine = self._machine, None
            await ended.end()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


@cache
def shared(fonts: Callable[[], dict[str, bytes]]) -> Renderer:
    """Return the one renderer of this process, which is ended with it."""
    renderer = Renderer(fonts)
    atexit.register(renderer.close)
    return renderer
