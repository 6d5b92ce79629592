"""Answers of the API as HTTP: tags, compression, what may be kept how long, and problems in words."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from threading import Condition
from typing import NamedTuple, TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from cachetools import LRUCache, cached
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from scorecard import settings
from scorecard.errors import UsageError
from scorecard.queries import api
from scorecard.ui.encoding import COMPRESS, encoding_taken

ResultT = TypeVar("ResultT")

FOR_EVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"  # what a new release changes
NOT_KEPT = "no-cache"
PROBLEM = "application/problem+json"

_AT_ONCE = 2  # questions worked on at the same time: the pages of readers come first
_MOST_BYTES = 64 * 1024 * 1024  # of answers that are kept; all tables of a release take some 20 MB
_SMALLEST = 1000  # bytes that are worth compressing
_AS_IS = "identity"
_TEXTUAL = ("text/", "application/json", "application/yaml")
_limiter: RunVar[anyio.CapacityLimiter] = RunVar("pledgewatch_api")


class Body(NamedTuple):
    """What is sent: the bytes, how they are compressed, and the tag of just these bytes."""

    content: bytes
    encoding: str
    tag: str


async def in_thread(work: Callable[[], ResultT]) -> ResultT:
    """Return what a function returns that takes its time, without holding up the server; few run at once."""
    try:
        limiter = _limiter.get()
    except LookupError:  # one for each event loop
        limiter = anyio.CapacityLimiter(_AT_ONCE)
        _limiter.set(limiter)
    return await anyio.to_thread.run_sync(work, limiter=limiter)


async def respond(request: Request, answer: api.Answer, *, vary: str = "") -> Response:
    """Return an answer as a response: 304 where the client has it, compressed where it takes that.

    Args:
        request: the request.
        answer: what to answer with.
        vary: a request header, beside that of compression, that decides what the answer is.
    """
    headers = _headers(answer, vary)
    if tag := _tag_that_client_has(request, answer):
        return Response(status_code=304, headers={**headers, "ETag": tag})
    encoding = encoding_taken(request.headers) if answer.media_type.startswith(_TEXTUAL) else None
    body = await in_thread(partial(_body, answer, encoding or _AS_IS))
    if body.encoding != _AS_IS:
        headers["Content-Encoding"] = body.encoding
    response = Response(body.content, headers=headers, media_type=answer.media_type)
    response.headers["ETag"] = body.tag
    if request.method == "HEAD":
        response.body = b""  # the length stays that of the answer to GET
    return response


async def respond_with_file(request: Request, release: api.FrozenRelease, path: str) -> Response:
    """Return a file of a release, or the range of its bytes that is asked for. Raises as `FrozenRelease.content`."""
    answer = api.file_answer(release, path)
    if "range" not in request.headers or _tag_that_client_has(request, answer):
        response = await respond(request, answer)
        response.headers["Accept-Ranges"] = "bytes"
        return response
    await in_thread(answer.make)  # whether it is still as it was frozen
    headers = {**_headers(answer), "ETag": _tag(answer, _AS_IS)}
    return FileResponse(release.folder / path, headers=headers, media_type=answer.media_type)


def problem(
    status: int,
    detail: str,
    there_is: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return what is wrong as a response that programs read, by RFC 9457.

    Args:
        status: status of the response.
        detail: what is wrong and what to do, whole sentences.
        there_is: by kind, what would have been understood.
        headers: further headers.
    """
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    given = {"there_is": {kind: list(names) for kind, names in there_is.items()}} if there_is else {}
    return JSONResponse(
        said | given, status, headers={"Cache-Control": NOT_KEPT, **(headers or {})}, media_type=PROBLEM
    )


def redirect(path: str, request: Request, status: int = 307) -> Response:
    """Return a redirect to a path of this server with the query that was asked, not to be kept."""
    query = request.scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{path}?{query}" if query else path, status, headers={"Cache-Control": NOT_KEPT})


def address() -> str:
    """Return the address that links begin with; empty, so that they begin with a slash, where none is set or usable."""
    try:
        return settings.public_address()
    except UsageError:  # told in the log when the server started
        return ""


def preferred_form(accept: str) -> api.Form:
    """Return the form that a header ``Accept`` likes better, JSON where it does not care."""
    return api.Form.CSV if _liking(accept, "text/csv") > _liking(accept, "application/json") else api.Form.JSON


def _liking(accept: str, kind: str) -> float:
    """Return how a header ``Accept`` weighs a media type, by the range that fits it best; 0 where none does."""
    ranges = {part.partition(";")[0].strip().lower(): part for part in accept.split(",")}
    for fitting in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if fitting in ranges:
            weights = [one.strip()[2:] for one in ranges[fitting].split(";")[1:] if one.strip().startswith("q=")]
            return float(weights[0]) if weights and weights[0].replace(".", "", 1).isdecimal() else 1.0
    return 0.0


def _headers(answer: api.Answer, vary: str = "") -> dict[str, str]:
    links = [f'<{answer.licence}>; rel="license"', f'<{address()}{api.ROOT}/openapi.json>; rel="service-desc"']
    if answer.described_by:
        links.append(f'<{address()}{answer.described_by}>; rel="describedby"')
    headers = MutableHeaders({"Cache-Control": FOR_EVER if answer.is_lasting else SHORTLY, "Link": ", ".join(links)})
    headers.add_vary_header("Accept-Encoding")
    if vary:
        headers.add_vary_header(vary)
    if answer.file_name:
        headers["Content-Disposition"] = f'inline; filename="{answer.file_name}"'
    return dict(headers)


def _tag(answer: api.Answer, encoding: str) -> str:
    return f'"{answer.tag[:40]}"' if encoding == _AS_IS else f'"{answer.tag[:40]}-{encoding}"'


def _tag_that_client_has(request: Request, answer: api.Answer) -> str | None:
    """Return the tag of the answer that the client has already, however compressed; None where it has none."""
    given = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    tags = [_tag(answer, encoding) for encoding in (_AS_IS, *COMPRESS)]
    return next((tag for tag in tags if tag in given), tags[0] if "*" in given else None)


def _body(answer: api.Answer, encoding: str) -> Body:
    content = _content(answer, _AS_IS)
    if encoding == _AS_IS or len(content) < _SMALLEST:
        return Body(content, _AS_IS, _tag(answer, _AS_IS))
    return Body(_content(answer, encoding), encoding, _tag(answer, encoding))


@cached(
    LRUCache(maxsize=_MOST_BYTES, getsizeof=lambda content: len(content) + 1),
    key=lambda answer, encoding: (answer.tag, encoding),
    condition=Condition(),
)
def _content(answer: api.Answer, encoding: str) -> bytes:
    return answer.make() if encoding == _AS_IS else COMPRESS[encoding](_content(answer, _AS_IS))
