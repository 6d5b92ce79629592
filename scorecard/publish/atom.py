"""Atom feeds (RFC 4287): entries in, the file out. Text is escaped by the XML library."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"


class Entry(NamedTuple):
    """One entry: `key` makes its id, which stays the same for ever; `link` may be empty."""

    on: date
    title: str
    summary: str
    link: str
    key: str


class Feed(NamedTuple):
    """What a feed is: `key` makes its id, which never changes; `rights` may be empty."""

    key: str
    title: str
    subtitle: str
    updated: date
    rights: str = ""

    @property
    def id(self) -> uuid.UUID:
        """The id of the feed."""
        return uuid.uuid5(uuid.NAMESPACE_URL, self.key)


def feed_file(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return a feed as a file, entries in the order given. Equal feeds and entries give equal bytes."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(root, "id").text = feed.id.urn
    _add(root, "title").text = feed.title
    _add(root, "subtitle").text = feed.subtitle
    _add(root, "updated").text = _time(feed.updated)
    _add(_add(root, "author"), "name").text = "Pledgewatch"
    if feed.rights:
        _add(root, "rights").text = feed.rights
    for entry in entries:
        element = _add(root, "entry")
        _add(element, "id").text = uuid.uuid5(feed.id, entry.key).urn
        _add(element, "title").text = entry.title
        _add(element, "updated").text = _time(entry.on)
        _add(element, "summary").text = entry.summary
        if entry.link:
            _add(element, "link").attrib.update({"rel": "alternate", "href": entry.link})
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
