"""Asking the server without a socket, with paths as raw as an attacker writes them."""

import asyncio
import json
import shutil
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from scorecard.ui import server
from tests.conftest import FIXTURES
from tests.releases import frozen, rewrite

OLD, NEW = "2026.11", "2026.12"
CORRECTION = """\
corrections:
  - published_in: "2026.11"
    corrected_in: "2026.12"
    subject: level
    company: north
    indicator: LEN1
    what: Level of LEN1
    old: met
    new: partial
    why: We took a rule for children as one for everybody.
"""


ResultT = TypeVar("ResultT")


def run_async(work: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Return what a coroutine returns, run in a thread of its own: Playwright keeps a loop running in the main one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


class Response(NamedTuple):
    """What the server answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


class Web:
    """The server with all that stands before the app; in the place of the app one that says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder  # of the releases
        app: Any = PlainTextResponse("the app")
        for one in reversed(server.middleware()):
            app = one.cls(app, *one.args, **one.kwargs)
        self._app = app

    def ask(self, address: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Response:
        """Return what an address is answered with."""
        return run_async(self._ask(address, method, headers or {}))

    def get(self, address: str, **headers: str) -> Response:
        """Return what GET is answered with; headers with `_` for `-`."""
        return self.ask(address, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def _ask(self, address: str, method: str, headers: Mapping[str, str]) -> Response:
        path, _, query = address.partition("?")
        sent: list[Any] = []
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "server": ("localhost", 8501),
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Response(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


@contextmanager
def two_releases(place: Path) -> Iterator[Web]:
    """Yield the server with two releases of the libraries, of which the later one corrects the other."""
    libraries = Path(shutil.copytree(FIXTURES / "libraries", place / "libraries"))
    frozen(libraries, OLD)
    lower, coded = "  - indicator: LEN1\n    level: {}", "north,LEN1,met,partial,{},"
    rewrite(libraries / "companies" / "north.yaml", lower.format("met"), lower.format("partial"))
    rewrite(libraries / "codings.csv", coded.format("met"), coded.format("partial") + "the rules say so")
    (libraries / "corrections.yaml").write_text(CORRECTION)
    folder = frozen(libraries, NEW).folder.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARD_RELEASES", str(folder))
        patch.delenv("PLEDGEWATCH_ADDRESS", raising=False)
        yield Web(folder)
