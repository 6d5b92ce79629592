"""What a drawn file gets before it leaves: titles and descriptions, fonts, metadata that say where it comes from."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import canonicalize

from scorecard.publish.picture import LICENCE, LICENCE_URL, Picture, Stamp
from scorecard.publish.presets import MILLIMETRES_AN_INCH, Preset
from scorecard.publish.surround import NAME, stamp_line
from scorecard.publish.typeface import embedded

_OPENING = re.compile(rb"<svg\b[^>]*>")
_UID = re.compile(rb"(?<=defs-)[0-9a-f]{6}(?=\")|(?<=clip)[0-9a-f]{6}|(?<=legend)[0-9a-f]{6}|(?<=topdefs-)[0-9a-f]{6}")
_TEXT = re.compile(rb">([^<]+)<")
# In every file, so that most files share one cut of the font, which takes half a second to make.
_USUAL = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–—‘’“”…·×≥≠●◐○▶▲▼◆■□◇áàäãåçéèêíïñóöôøüúß")
_PNG_START = 8
_MILLIMETRES_A_METRE = 1000


def finish_svg(drawn: bytes, picture: Picture, stamp: Stamp) -> bytes:
    """Return an SVG that says what it shows to those who do not see it, and carries its typeface.

    The browser names parts at random; here they get names that stay, so that equal charts are equal files.
    """
    text = canonicalize(_named_for_good(drawn).decode()).encode()  # attributes come in any order
    letters = {letter for part in _TEXT.findall(text) for letter in part.decode() if letter.isprintable()}
    style = f"<style>{embedded(_USUAL | letters)}</style>"
    said = escape(picture.alt, quote=False)
    about = (
        f'<title id="t">{escape(picture.title, quote=False)}</title><desc id="d">{said} '
        f"{escape(picture.sheet.source, quote=False)} {escape(stamp_line(stamp), quote=False)}</desc>"
    )
    opening = _OPENING.search(text)
    if opening is None:
        return text
    start = opening.group()[:-1] + b' role="img" aria-labelledby="t d" lang="en">'
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + start + about.encode() + style.encode() + text[opening.end() :]


def _named_for_good(drawn: bytes) -> bytes:
    names = dict.fromkeys(_UID.findall(drawn))
    for number, name in enumerate(names):
        drawn = drawn.replace(name, b"p%05d" % number)
    return drawn


def finish_png(drawn: bytes, picture: Picture, preset: Preset, stamp: Stamp) -> bytes:
    """Return a PNG that says its resolution, title, description, source and licence."""
    dots = round(preset.dots_an_inch / MILLIMETRES_AN_INCH * _MILLIMETRES_A_METRE)
    said = {
        "Title": picture.title,
        "Description": picture.alt,
        "Source": f"{picture.sheet.source} {stamp_line(stamp)}",
        "Copyright": f"{NAME}, {LICENCE}, {LICENCE_URL}",
    }
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    chunks += [_chunk(b"iTXt", key.encode() + b"\0\0\0en\0\0" + text.encode()) for key, text in said.items()]
    parts = list(_chunks(drawn))
    kept = [raw for kind, raw in parts[1:] if kind not in (b"pHYs", b"tEXt", b"iTXt", b"tIME")]
    return b"".join([drawn[:_PNG_START], parts[0][1], *chunks, *kept])


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the bytes of each part of a PNG."""
    place = _PNG_START
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place : place + length + 12]
        place += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def finish_pdf(drawn: bytes, picture: Picture, stamp: Stamp) -> bytes:
    """Return a PDF that says its title, subject, source and licence, without the time at which it was made."""
    from pypdf import PdfWriter  # only now: most visits make no PDF
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=io.BytesIO(drawn))
    writer.metadata = {
        "/Title": picture.title,
        "/Author": NAME,
        "/Subject": f"{picture.sheet.source} {stamp_line(stamp)}",
        "/Keywords": f"{LICENCE} {LICENCE_URL}",
        "/Producer": NAME,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
