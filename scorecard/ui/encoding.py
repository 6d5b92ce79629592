"""How the server compresses what it sends, the smallest way first."""

import gzip
from collections.abc import Callable
from functools import partial

import brotli
from starlette.datastructures import Headers

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=7),  # half a second for the largest; a seventh smaller than gzip at its best
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}


def encoding_taken(headers: Headers) -> str | None:
    """Return the first of `COMPRESS` that a request takes; None for none. One with a weight is passed over."""
    taken = {part.strip() for part in headers.get("accept-encoding", "").split(",")}
    return next((encoding for encoding in COMPRESS if encoding in taken), None)
