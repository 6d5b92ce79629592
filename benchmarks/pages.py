"""How fast pages answer: script runs, first content in a browser, bytes sent, and fifty visitors at once.

Starts the server as `make run` does, on the shipped data, and speaks its own protocol to it. Figures are medians and
95th percentiles of one run on one machine; compare them within a run.

Targets: warm script run under 30 ms; first content under 1.2 s; a first visit under 3 MB on the wire; a slider of the
sandbox answered within 300 ms; with 50 visitors who click once a second, p95 under 0.6 s, no error and flat memory.

    python benchmarks/pages.py [--visitors 50] [--minutes 1] [--without-browser]
"""

import argparse
import asyncio
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scorecard import settings
from scorecard.build import build
from scorecard.queries import published
from scorecard.ui.navigation import PAGES

WARM_RUNS, LAP, PAUSE = 60, 12, 0.05
RUN_MS, CONTENT_S, VISIT_MB, LOAD_P95_S, GROWTH_MB = 30.0, 1.2, 3.0, 0.6, 40.0
SLIDER_MS, SLIDES = 300.0, 16
WATCH = """() => {
  const app = document.querySelector("[data-test-script-state]");
  window.pressed = window.answered = 0;
  addEventListener("keydown", () => { window.pressed = performance.now(); }, { capture: true });
  new MutationObserver(() => {
    if (app.dataset.testScriptState === "notRunning") window.answered = performance.now();
  }).observe(app, { attributes: true });
}"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
COMPANIES = sorted(path.stem for path in (settings.ROOT / "data" / "companies").glob("*.yaml"))
ROWS = list(published.report_categories())
GROUPS = ("each", "all", "platforms", "ecosystems", "ai_developers", "payments")


class Run(NamedTuple):
    """One answer of the server: seconds, bytes sent, and whether the script ended without an error."""

    seconds: float
    size: int
    is_good: bool


class Visitor:
    """One session with the server, over the protocol that the browser speaks."""

    def __init__(self, connection: Any) -> None:
        """Keep the open connection."""
        self.connection = connection

    async def open(self, page: str, query: str = "") -> Run:
        """Ask for a page and wait until its script has ended."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.is_history_navigation = True
        started = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        size, is_good = 0, True
        while True:
            data = await self.connection.recv()
            size += len(data)
            answer = ForwardMsg.FromString(data)
            is_good &= not (answer.WhichOneof("type") == "delta" and answer.delta.new_element.HasField("exception"))
            if answer.WhichOneof("type") == "script_finished":
                is_good &= answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return Run(time.perf_counter() - started, size, is_good)


def connected(port: int) -> Any:
    """Return the connection of a new session, to be entered with `async with`."""
    address = f"ws://localhost:{port}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]


@contextmanager
def server(folder: Path) -> Iterator[tuple[int, int]]:
    """Start the app with a fresh process and yield its port and its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/bench.db"}
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_until_healthy(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(port: int) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            with urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within 40 seconds")


def address_of(path: str, number: int) -> str:
    """Return a query string that differs from the one before, so that the page is drawn anew."""
    if path == "ranking":
        return f"group={GROUPS[number % len(GROUPS)]}"
    if path == "reports":
        return f"category={ROWS[number % len(ROWS)]}"
    key = "example" if path == "method" else "company"
    return f"{key}={COMPANIES[number % LAP]}"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share 0-1 of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def script_runs(port: int) -> list[str]:
    """Measure each page, first and warm, in one session after the other; return which targets were missed."""
    missed = []
    print(f"{'page':<14}{'first run':>12}{'warm median':>14}{'warm p95':>12}{'sent':>10}")
    for entry in PAGES:
        page = "" if entry.is_home else entry.path
        async with connected(port) as connection:
            visitor = Visitor(connection)
            first = await visitor.open(page, address_of(entry.path, 0))
            for number in range(1, LAP):  # everybody after the first visitor of a view finds its parts ready
                await visitor.open(page, address_of(entry.path, number))
            runs = []
            for number in range(WARM_RUNS):
                await asyncio.sleep(PAUSE)
                runs.append(await visitor.open(page, address_of(entry.path, number)))
        seconds = [run.seconds for run in runs]
        median, high = statistics.median(seconds) * 1000, percentile(seconds, 0.95) * 1000
        sent = statistics.median(run.size for run in runs) / 1024
        print(f"{entry.path:<14}{first.seconds * 1000:>9.0f} ms{median:>11.1f} ms{high:>9.1f} ms{sent:>7.0f} KB")
        if median > RUN_MS:
            missed.append(f"warm run of {entry.path}: {median:.1f} ms, target {RUN_MS:.0f}")
        if not all(run.is_good for run in [first, *runs]):
            missed.append(f"{entry.path} ended with an error")
    return missed


async def many_visitors(port: int, pid: int, visitors: int, minutes: float) -> list[str]:
    """Let visitors click once a second each; return which targets were missed."""
    end = time.monotonic() + 60 * minutes
    runs: list[Run] = []
    memory = [resident_mb(pid)]

    async def visit(seed: int) -> None:
        chance = random.Random(seed)
        await asyncio.sleep(chance.random())
        async with connected(port) as connection:
            visitor = Visitor(connection)
            while time.monotonic() < end:
                entry = chance.choice(PAGES)
                page = "" if entry.is_home else entry.path
                run = await visitor.open(page, address_of(entry.path, chance.randrange(100)))
                runs.append(run)
                await asyncio.sleep(max(0.0, 1 - run.seconds))

    async def watch() -> None:
        while time.monotonic() < end:
            await asyncio.sleep(5)
            memory.append(resident_mb(pid))

    await asyncio.gather(watch(), *(visit(seed) for seed in range(visitors)))
    seconds = [run.seconds for run in runs]
    median, high = statistics.median(seconds), percentile(seconds, 0.95)
    errors = sum(not run.is_good for run in runs)
    settled = memory[len(memory) // 4]  # the first quarter fills caches and opens the sessions
    growth = memory[-1] - settled
    print(f"\n{visitors} visitors, one click a second each, {minutes:g} min: {len(runs)} clicks, {errors} errors")
    print(f"median {median * 1000:.0f} ms, p95 {high * 1000:.0f} ms; memory {memory[0]:.0f} MB before, ", end="")
    print(f"{settled:.0f} MB after a quarter, {memory[-1]:.0f} MB at the end")
    missed = [f"p95 with {visitors} visitors: {high:.2f} s, target {LOAD_P95_S}"] if high > LOAD_P95_S else []
    missed += [f"{errors} errors under load"] if errors else []
    return missed + ([f"memory grew by {growth:.0f} MB under load"] if growth > GROWTH_MB else [])


def resident_mb(pid: int) -> float:
    """Return the memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def first_visits(port: int, program: str) -> list[str]:
    """Measure first and second visits of each page in a browser; return which targets were missed."""
    from playwright.sync_api import sync_playwright

    missed = []
    print(f"\n{'page':<14}{'first content':>15}{'title':>10}{'on the wire':>13}   second visit: {'title':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for entry in PAGES:
            context = browser.new_context()
            address = f"http://localhost:{port}/{'' if entry.is_home else entry.path}"
            content, title, size = one_visit(context, address)
            _, again, _ = one_visit(context, address)
            context.close()
            print(f"{entry.path:<14}{content:>13.2f} s{title:>8.2f} s{size:>10.2f} MB{again:>25.2f} s")
            if content > CONTENT_S:
                missed.append(f"first content of {entry.path}: {content:.2f} s, target {CONTENT_S}")
            if size > VISIT_MB:
                missed.append(f"first visit of {entry.path}: {size:.2f} MB, target {VISIT_MB:.0f}")
        browser.close()
    return missed


def one_visit(context: Any, address: str) -> tuple[float, float, float]:
    """Return seconds to the first content and to the page's title, and megabytes on the wire."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 0.75)
    )
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("h1.pw-title")
    title = time.perf_counter() - started
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(1500)
    content = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    page.close()
    return content, title, sum(sizes) / 1e6


def sandbox_answers(port: int, program: str) -> list[str]:
    """Measure how soon a slider of the sandbox has its answer in a browser; return which targets were missed."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        page.goto(f"http://localhost:{port}/robustness?settings=own")
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        page.wait_for_timeout(2000)
        page.evaluate(WATCH)
        for number in range(SLIDES):
            page.locator("input[type=range]").first.focus()  # each time: an answer may have drawn it anew
            page.keyboard.press("ArrowRight" if number // 4 % 2 else "ArrowLeft")
            page.wait_for_function("window.answered > window.pressed")
            found.append(float(page.evaluate("window.answered - window.pressed")))
            page.wait_for_timeout(400)
    median, high = statistics.median(found), percentile(found, 0.95)
    print(f"\nA slider of the sandbox: median {median:.0f} ms, p95 {high:.0f} ms until the page is drawn anew")
    return [f"a slider of the sandbox: {median:.0f} ms, target {SLIDER_MS:.0f}"] if median > SLIDER_MS else []


def main() -> None:
    """Measure, print, and exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--without-browser", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(settings.ROOT / "data", f"sqlite:///{folder}/bench.db")
        with server(folder) as (port, pid):
            missed = asyncio.run(script_runs(port))
            program = next(filter(None, map(shutil.which, BROWSERS)), None)
            if program and not wanted.without_browser:
                missed += first_visits(port, program) + sandbox_answers(port, program)
            elif not program:
                print("\nNo Chromium is installed: first visits and the sandbox were not measured.")
            missed += asyncio.run(many_visitors(port, pid, wanted.visitors, wanted.minutes))
    print("\n" + ("\n".join(f"Missed: {target}" for target in missed) or "Every target is met."))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
