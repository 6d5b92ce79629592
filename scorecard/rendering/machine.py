"""One run of a browser with kaleido in it, from its start to its end. Used from one event loop only."""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

import kaleido
from choreographer.errors import BrowserFailedError

from scorecard.errors import RenderingError
from scorecard.rendering.browser import find_browser, with_fonts

RELOAD_EVERY = 25
STARTING_SECONDS = 40.0
_WATCH_EVERY = 0.1  # seconds
_KILO = 1024

logging.getLogger("choreographer").setLevel(logging.ERROR)  # that a browser was replaced is no news
logging.getLogger("kaleido").setLevel(logging.ERROR)


class MachineDiedError(Exception):
    """The browser ended, or hung and had to be ended; another one may do better."""


class _Kaleido(kaleido.Kaleido):  # type: ignore[misc]
    """Kaleido that loads its page anew after every `RELOAD_EVERY` drawings, not after each.

    The page has Plotly's five megabytes of script to read, which takes longer than most drawings. Kaleido's own
    method is private and its version pinned; were it gone, the page would be loaded anew each time, as ever.
    """

    _drawn = 0

    async def _return_kaleido_tab(self, tab: Any) -> None:
        self._drawn += 1
        if self._drawn % RELOAD_EVERY:
            await self.tabs_ready.put(tab)
        else:
            await super()._return_kaleido_tab(tab)


class Machine:
    """A running browser."""

    def __init__(self, browser: kaleido.Kaleido, folder: Path) -> None:
        """Take over a browser that runs. `folder` has its fonts and is deleted with it."""
        self._browser = browser
        self._folder = folder
        self.drawings = 0

    @classmethod
    async def start(cls, fonts: dict[str, bytes], tabs: int, seconds: float) -> "Machine":
        """Start a browser.

        Raises:
            NoBrowserError: there is none.
            RenderingError: it does not start.
        """
        path = find_browser()
        folder = Path(tempfile.mkdtemp(prefix="pledgewatch-browser-"))
        try:
            browser = _Kaleido(
                n=tabs,
                timeout=seconds,
                page_generator=kaleido.PageGenerator(mathjax=False),  # else it is fetched from another host
                path=path,
                browser_cls=with_fonts(folder, fonts),
            )
            await asyncio.wait_for(browser.open(), STARTING_SECONDS)
        except (BrowserFailedError, TimeoutError, OSError, RuntimeError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise RenderingError(
                f"The browser {path} does not start: {str(error).splitlines()[0] if str(error) else 'no answer'}. "
                "Try it by hand with --headless --no-sandbox --version, or let BROWSER_PATH name another one."
            ) from error
        return cls(browser, folder)

    @property
    def process_id(self) -> int:
        """Return the process that leads the browser's process group."""
        return int(self._browser.subprocess.pid)

    @property
    def is_alive(self) -> bool:
        """Return whether the browser runs."""
        return self._browser.subprocess.poll() is None

    async def draw(self, drawing: dict[str, Any], seconds: float) -> bytes:
        """Return one drawing as a file.

        Raises:
            MachineDiedError: the browser ended, or took longer than `seconds`.
            RenderingError: the figure cannot be drawn.
        """
        self.drawings += 1
        options = {"format": drawing["form"], **{key: drawing[key] for key in ("width", "height", "scale")}}
        work = asyncio.ensure_future(self._browser.calc_fig(drawing["figure"], options))
        watch = asyncio.ensure_future(self._death())
        done, _ = await asyncio.wait({work, watch}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        watch.cancel()
        if work not in done:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await asyncio.wait_for(work, 1)
            raise MachineDiedError("the browser ended." if done else f"the browser took over {seconds:g} seconds.")
        if work.cancelled():  # so ends whatever waits for a browser that dies
            raise MachineDiedError("the browser ended.")
        error = work.exception()
        if error is None:
            drawn: bytes = work.result()
            return drawn
        if not self.is_alive or not isinstance(error, kaleido.errors.KaleidoError):
            raise MachineDiedError(f"the browser failed ({type(error).__name__}).") from error
        raise RenderingError(f"The chart cannot be drawn: {error}.") from error

    async def _death(self) -> None:
        while self.is_alive:
            await asyncio.sleep(_WATCH_EVERY)

    def megabytes(self) -> float:
        """Return the memory of all processes of the browser, shared parts counted in each; 0 where it is not told."""
        pages = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.process_id:  # its session
                    pages += int((folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / _KILO**2 if pages else 0.0

    async def end(self) -> None:
        """End the browser, politely first, and delete what it left."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._browser.close(), 5)
        self.kill()

    def kill(self) -> None:
        """End whatever is left of the browser, and delete its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process_id, signal.SIGKILL)
        with contextlib.suppress(Exception):
            self._browser.subprocess.wait(5)
        shutil.rmtree(self._folder, ignore_errors=True)
