"""The API and the short links: addresses under ``/api``, ``/releases`` and ``/r``, served beside the app.

What is answered comes from `queries.api`; here stands which address asks for what.
"""

import logging
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scorecard import settings
from scorecard.errors import ReleaseError
from scorecard.queries import api
from scorecard.ui.api_responses import (
    address,
    in_thread,
    preferred_form,
    problem,
    redirect,
    respond,
    respond_with_file,
)
from scorecard.ui.short_links import company_link, link_without_company

_log = logging.getLogger(__name__)

_FIRST_PARTS = {"api", "releases", "r"}  # of the paths that are served here
_METHODS = "GET, HEAD, OPTIONS"
_FOR_EVERY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Content-Length",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": _METHODS,
}


class Published:
    """Answers what is asked of the API and of short links, and passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self._api = api_app()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        parts = scope["path"].split("/", 2) if scope["type"] == "http" else []
        if len(parts) < 2 or parts[0] or parts[1] not in _FIRST_PARTS:
            await self.app(scope, receive, send)
            return
        # With a slash at its end or without is the same address.
        await self._api({**scope, "path": scope["path"].rstrip("/")}, receive, send)


class ForEveryOrigin:
    """Lets pages of every origin read the answers, and answers when a browser asks whether they may."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_FOR_EVERY_ORIGIN | _PREFLIGHT)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_RAW]
            await send(message)

        await self.app(scope, receive, send_with_headers)


_RAW = [(name.lower().encode(), value.encode()) for name, value in _FOR_EVERY_ORIGIN.items()]


def api_app() -> Starlette:
    """Return the app that answers all addresses of the API, and short links."""
    root = api.ROOT
    routes = [
        Route("/api", _to(f"{root}/")),
        Route(root, _index),
        Route(f"{root}/openapi.json", _openapi),
        Route(f"{root}/releases", _releases),
        Route(f"{root}/releases/{{release}}", _release),
        Route(f"{root}/releases/{{release}}/{{table}}", _table),
        Route("/releases", _to(f"{root}/releases")),
        Route("/releases/{release}", _to(f"{root}/releases/{{release}}")),
        Route("/releases/{release}/{path:path}", _file),
        Route("/r/{release}/{company}", company_link),
        Route("/r/{company}", company_link),
        Route("/r", link_without_company),
        Route("/r/{rest:path}", link_without_company),
    ]
    handlers: dict[Any, Any] = {
        api.NotFoundError: lambda _, error: problem(404, str(error), error.there_is),
        api.NotUnderstoodError: lambda _, error: problem(400, str(error), error.there_is),
        HTTPException: _refuse,
        ReleaseError: _cannot_read,
        Exception: _fault,
    }
    app = Starlette(routes=routes, exception_handlers=handlers, middleware=[Middleware(ForEveryOrigin)])
    app.router.redirect_slashes = False
    return app


async def _index(request: Request) -> Response:
    return await respond(request, api.listing_answer(api.index(address())))


async def _openapi(request: Request) -> Response:
    return await respond(request, await in_thread(lambda: api.listing_answer(api.openapi(address()))))


async def _releases(request: Request) -> Response:
    listing = await in_thread(lambda: api.release_list(settings.releases_dir(), address()))
    return await respond(request, api.listing_answer(listing))


async def _release(request: Request) -> Response:
    release_id = request.path_params["release"]
    if release_id == api.LATEST:
        return await _to_newest(request)
    listing = await in_thread(lambda: api.description_of(settings.releases_dir(), release_id, address()))
    return await respond(request, api.listing_answer(listing))


async def _table(request: Request) -> Response:
    release_id, name = request.path_params["release"], request.path_params["table"]
    if release_id == api.LATEST:
        return await _to_newest(request)
    release = await in_thread(partial(api.open_frozen, settings.releases_dir(), release_id))
    parameters = request.query_params.multi_items()
    form = api.form_of(parameters, preferred_form(request.headers.get("accept", "")))
    selection = api.read_selection(release.table(name).definition, parameters)
    return await respond(request, api.table_answer(release, name, selection, form), vary="Accept")


async def _file(request: Request) -> Response:
    if request.path_params["release"] == api.LATEST:
        return await _to_newest(request)
    release = await in_thread(partial(api.open_frozen, settings.releases_dir(), request.path_params["release"]))
    return await respond_with_file(request, release, request.path_params["path"])


async def _to_newest(request: Request) -> Response:
    newest = await in_thread(lambda: api.newest_id(settings.releases_dir()))
    before, _, after = request.scope["path"].partition(f"/releases/{api.LATEST}")
    return redirect(f"{before}/releases/{newest}{quote(after)}", request)


def _to(path: str) -> Any:
    async def endpoint(request: Request) -> Response:
        return redirect(path.format_map({name: quote(value) for name, value in request.path_params.items()}), request)

    return endpoint


def _refuse(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = {
        404: f"There is no such address. The API begins at {address()}{api.ROOT}/.",
        405: f"The API is read-only: it answers {_METHODS}.",
    }
    allowed = {"Allow": _METHODS} if status == 405 else None
    return problem(status, said.get(status, "The request cannot be answered."), headers=allowed)


def _cannot_read(request: Request, error: Exception) -> Response:
    _log.error("The API cannot answer %s: %s", request.url.path, error)
    return problem(500, "The release cannot be read on this server. Whoever runs it finds the reason in its log.")


def _fault(request: Request, error: Exception) -> Response:
    return problem(500, "The program is at fault. Whoever runs this server finds the reason in its log.")
