"""What the server adds to the app: compression, security headers, page metadata, and a warm start.

Pure ASGI middleware over Streamlit's own server; see `asgi.py`.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from streamlit.runtime.pages_manager import PagesManager

from scorecard import settings
from scorecard.errors import UsageError
from scorecard.export import drawing
from scorecard.queries import watched
from scorecard.ui import first_paint
from scorecard.ui.api import Published
from scorecard.ui.embed_code import VIEW
from scorecard.ui.encoding import COMPRESS, encoding_taken
from scorecard.ui.navigation import CORRECTIONS_FEED, FEED, PAGES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_log = logging.getLogger(__name__)

SECURITY_HEADERS = {
    # Streamlit's front end writes inline styles and scripts, and Plotly compiles functions; nothing comes from
    # any other host, and nothing is sent to one.
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "frame-ancestors 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the pages that sources stand on need not know where a reader came from
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# A chart may stand in anybody's page; the rest of the app only in its own.
EMBEDDED_HEADERS = SECURITY_HEADERS | {
    "Content-Security-Policy": SECURITY_HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'self'", "frame-ancestors *"
    )
}

_TITLE, _ROOT = b"<title>Streamlit</title>", b'<div id="root"></div>'  # in Streamlit's HTML page
_PAGE_PATHS = {"", *(entry.path for entry in PAGES)}
_ATOM = "application/atom+xml"
_NO_CORRECTIONS = "There is no feed: no release has been frozen yet."
_NO_FEED = "There is no feed: no archived policy was read."
_ABOUT_THE_FILE = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
# Streamlit looks for these below a page's path too.
_OWN_ADDRESSES = ("_stcore", "static", "media", "component", "app/")
_ASSETS = "/static/"
_COMPRESSIBLE = ("javascript", "css", "json", "wasm", "svg")
_MOST_ASSETS = 1000  # more than Streamlit ships in both encodings; a bound all the same


def middleware() -> list[Middleware]:
    """Return what is wrapped around the app, outermost first."""
    inner = (Feed, Published, PageMetadata, CompressedAssets)
    return [Middleware(SecurityHeaders), *(Middleware(one) for one in inner)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Prepare the process before its first visitor."""
    PagesManager.uses_pages_directory = False  # see `frame.enter`: here the first visitor need not find out
    if (contact := settings.contact()) and not contact.is_usable:
        _log.warning("PLEDGEWATCH_CONTACT is neither an e-mail address nor a web address, so it is not shown.")
    try:
        settings.public_address()
    except UsageError as error:
        _log.warning("%s Until then links of the API begin with a slash.", error)
    await anyio.to_thread.run_sync(first_paint.first_paint, "", "")  # loads the data and what draws it
    try:
        yield {}
    finally:
        await anyio.to_thread.run_sync(drawing.close)  # a server that is told to end does not run what waits for exit


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in (EMBEDDED_HEADERS if _is_embedded(scope) else SECURITY_HEADERS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _is_embedded(scope: MutableMapping[str, Any]) -> bool:
    given = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return given.get("embed", [""])[-1].lower() == "true" and VIEW in given


class Feed:
    """Serves the feeds: of clause changes from the data folder, where that has one, and of corrections."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["path"] not in (FEED, CORRECTIONS_FEED):
            await self.app(scope, receive, send)
            return
        if scope["path"] == FEED:
            file = watched.feed_file(settings.data_dir())
            answer: Response = FileResponse(file, media_type=_ATOM) if file else PlainTextResponse(_NO_FEED, 404)
        else:
            content = await anyio.to_thread.run_sync(first_paint.corrections_feed)
            answer = Response(content, media_type=_ATOM) if content else PlainTextResponse(_NO_CORRECTIONS, 404)
        await answer(scope, receive, send)


class PageMetadata:
    """Gives Streamlit's one HTML page what the address names: see `first_paint`."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not _asks_for_a_page(scope):
            wrapped = RedirectResponse(f"/{_page_above(scope)}") if _page_above(scope) else self.app
            await wrapped(scope, receive, send)
            return
        # The file must come whole and uncompressed, whatever the browser has or takes: it is changed here.
        headers = [(name, value) for name, value in scope["headers"] if name not in _ABOUT_THE_FILE]
        start, body = await _whole_response(self.app, {**scope, "headers": headers}, receive)
        if Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            query = scope["query_string"].decode("latin-1")
            first = await anyio.to_thread.run_sync(first_paint.first_paint, scope["path"], query)
            body = body.replace(_TITLE, first.head.encode(), 1).replace(_ROOT, first.body.encode() + _ROOT, 1)
            changed = MutableHeaders(raw=start["headers"])
            changed["content-length"] = str(len(body))
            for name in ("etag", "last-modified"):  # of the unchanged file
                if name in changed:
                    del changed[name]
        await send(start)
        await send({"type": "http.response.body", "body": body})


class CompressedAssets:
    """Compresses Streamlit's scripts and styles, each once: they never change while the server runs.

    Streamlit leaves this to a proxy in front of it, since it would compress anew for every visitor.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self._ready: dict[tuple[str, str], tuple[Message, bytes]] = {}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""
        encoding = _encoding_wanted(scope)
        if encoding is None:
            await self.app(scope, receive, send)
            return
        key = (scope["path"], encoding)
        if key not in self._ready:
            start, body = await _whole_response(self.app, scope, receive)
            headers = MutableHeaders(raw=start["headers"])
            if not _is_compressible(start, headers) or len(self._ready) >= _MOST_ASSETS:
                await _answer(send, start, body)
                return
            body = await anyio.to_thread.run_sync(COMPRESS[encoding], body)
            headers["content-encoding"] = encoding
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            self._ready[key] = (start, body)
        await _answer(send, *self._ready[key])


async def _whole_response(app: ASGIApp, scope: MutableMapping[str, Any], receive: Receive) -> tuple[Message, bytes]:
    """Return the start and the whole body of a response, headers as a list that can be changed."""
    start: Message = {}
    chunks: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message, headers=list(message["headers"]))
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))

    await app(scope, receive, collect)
    return start, b"".join(chunks)


async def _answer(send: Send, start: Message, body: bytes) -> None:
    await send({**start, "headers": list(start["headers"])})
    await send({"type": "http.response.body", "body": body})


def _asks_for_a_page(scope: MutableMapping[str, Any]) -> bool:
    """Return whether a request is for a page, or for an address that is none and gets the app all the same."""
    if scope["type"] != "http" or scope["method"] != "GET" or _page_above(scope):
        return False
    path = scope["path"].strip("/")
    return path in _PAGE_PATHS or not any(f"{part}/".startswith(_OWN_ADDRESSES) for part in path.split("/"))


def _page_above(scope: MutableMapping[str, Any]) -> str:
    """Return the page that an address such as ``/company/meta`` is below, where Streamlit would stay blank."""
    if scope["type"] != "http":
        return ""
    first, _, rest = scope["path"].strip("/").partition("/")
    is_below = first in _PAGE_PATHS and rest and not rest.startswith(_OWN_ADDRESSES)
    return first if is_below else ""


def _encoding_wanted(scope: MutableMapping[str, Any]) -> str | None:
    """Return how a request for an asset wants it compressed, the smallest way first; None for as it is."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_ASSETS):
        return None
    headers = Headers(raw=scope["headers"])
    if "range" in headers or "if-none-match" in headers:
        return None
    return encoding_taken(headers)


def _is_compressible(start: Message, headers: MutableHeaders) -> bool:
    kind = headers.get("content-type", "")
    return start["status"] == 200 and "content-encoding" not in headers and any(word in kind for word in _COMPRESSIBLE)
