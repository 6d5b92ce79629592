"""One version of an archived document, and what kind of change made it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scorecard.vocabulary import VersionKind

# How the archive's engine has begun its messages over the years; the older wording stands second.
_KINDS = (
    (re.compile(r"(First record of|Start tracking) "), VersionKind.FIRST),
    (re.compile(r"(Apply technical or declaration upgrade on|Refilter) "), VersionKind.TECHNICAL),
    (re.compile(r"(Record new changes of|Update) "), VersionKind.CHANGE),
)


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one commit of a collection left it.

    Attributes:
        path: of the document in the collection, ``Service/Document type.md``.
        commit: hexadecimal id of the commit.
        committed_at: seconds since 1970 in UTC: when the archive fetched the page that the text was taken from.
        kind: what made the version, by the commit's message.
        blob: id of the text; None where the commit removed the document.
        moved_to: path of the document with the very same text that the commit added, where it removed this one.
    """

    path: str
    commit: str
    committed_at: int
    kind: VersionKind
    blob: str | None
    moved_to: str | None = None

    @property
    def committed_on(self) -> date:
        """Return the day of the commit in UTC."""
        return day_of(self.committed_at)


def day_of(seconds: int) -> date:
    """Return the day in UTC of a time in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date()


def kind_of_message(message: str) -> VersionKind:
    """Return what made a version, by the message of its commit.

    The archive's engine says so itself: a first record, new changes of the document, or a technical upgrade, where a
    rule for fetching the document was changed and the text was taken anew. Anything else was done by hand.
    """
    return next((kind for begin, kind in _KINDS if begin.match(message)), VersionKind.OTHER)
