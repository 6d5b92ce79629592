"""What is cited: one view of one state of the data, as a record that every citation form is made from."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from scorecard.dates import day

AUTHOR = "Pledgewatch"
_LONGEST_KEY = 60


class Kind(StrEnum):
    """What sort of thing is cited."""

    DATASET = "dataset"
    PAGE = "page"

    @property
    def csl_type(self) -> str:
        """Its type in CSL, on which styles decide how it is set."""
        return "dataset" if self is Kind.DATASET else "webpage"

    @property
    def label(self) -> str:
        """What it is called in a citation: APA puts ``[Data set]`` after the title."""
        return "Data set" if self is Kind.DATASET else "Web page"


@dataclass(frozen=True)
class CitedWork:
    """One view of one state of the data.

    Attributes:
        title: what is cited; kept on one line, without characters that cannot be printed.
        release_id: id of the release, such as ``2026.11``.
        is_frozen: whether the release stays as it is; else the work is cited as working data.
        content_hash: hash of the content, which tells two states of working data apart.
        methodology_version: version of the method.
        coded_on: day up to which evidence was coded.
        released_on: day of the release; None for working data, which is undated.
        url: permanent address of the view; empty where it has none.
        accessed_on: day of the visit, which styles give for what is undated.
        kind: what sort of thing it is.
    """

    title: str
    release_id: str
    is_frozen: bool
    content_hash: str
    methodology_version: str
    coded_on: date
    released_on: date | None = None
    url: str = ""
    accessed_on: date | None = None
    kind: Kind = Kind.DATASET

    @property
    def author(self) -> str:
        """The corporate author."""
        return AUTHOR

    @property
    def issued_on(self) -> date | None:
        """The day of the release; None for working data, which no style may date."""
        return self.released_on if self.is_frozen else None

    @property
    def version(self) -> str:
        """Which state it is, in words: ``Release 2026.11``."""
        if self.is_frozen:
            return f"Release {self.release_id}"
        return f"Working data coded up to {day(self.coded_on)}, content {self.content_hash[:10]}"

    @property
    def note(self) -> str:
        """What no style has a place for, as a sentence."""
        return f"Method {self.methodology_version}, coded up to {day(self.coded_on)}, content {self.content_hash}."

    @property
    def key(self) -> str:
        """A short id of plain letters: ``pledgewatch-2026.11-how-far-meta-meets-the-asks``."""
        plain = unicodedata.normalize("NFKD", f"{AUTHOR} {self.release_id} {self.title}".casefold())
        words = re.findall(r"[a-z0-9.]+", plain.encode("ascii", "ignore").decode())
        whole = "-".join(words)
        if len(whole) > _LONGEST_KEY:
            whole = whole[: _LONGEST_KEY + 1].rpartition("-")[0]
        return whole.strip("-.")


def one_line(text: str) -> str:
    """Return a text on one line, without characters that cannot be printed, single spaces between its words."""
    return " ".join("".join(sign for sign in text if sign.isspace() or _is_printable(sign)).split())


def csl_item(work: CitedWork) -> dict[str, Any]:
    """Return a work as an item of CSL-JSON.

    The release is its ``number`` and what it is its ``medium``: so every style names both, in our words. As ``version``
    styles would write "Version" before it.
    """
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.kind.csl_type,
        "title": one_line(work.title),
        "author": [{"literal": work.author}],
        "number": work.version,
        "note": work.note,
        "language": "en",
    }
    if work.kind is Kind.DATASET:
        item["medium"] = work.kind.label
    if work.issued_on:
        item["issued"] = _date_parts(work.issued_on)
    if work.url:
        item["URL"] = work.url
        if work.accessed_on:
            item["accessed"] = _date_parts(work.accessed_on)
    return item


def _date_parts(value: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[value.year, value.month, value.day]]}


def _is_printable(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C"
