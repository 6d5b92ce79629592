"""What a view offers to be cited, and how a sentence of it names where it comes from."""

from typing import NamedTuple

from scorecard.dates import day
from scorecard.publish.cited_work import CitedWork, Kind


class Citable(NamedTuple):
    """What a view offers to be cited.

    `title` says what is cited; `sentences` are safe to print, the most useful first, each with its full stop;
    `about_scores` says whether they speak of scores or ranks.
    """

    title: str
    sentences: tuple[str, ...] = ()
    kind: Kind = Kind.DATASET
    about_scores: bool = True


def attributed(sentence: str, work: CitedWork, about_scores: bool = True) -> str:
    """Return a sentence with what must be printed along: whose, which state, and what a low score or rank means."""
    state = work.version[0].lower() + work.version[1:]
    dated = f", {day(work.issued_on)}" if work.issued_on else ""
    meaning = "; a low score or rank means “does not meet the ask”" if about_scores else ""
    return f"{sentence} ({work.author}, {state}{dated}{meaning}.)"
