"""A work in every form in which it may be cited."""

from functools import lru_cache
from typing import NamedTuple

from scorecard.publish.citation_files import bibtex, csl_json, ris
from scorecard.publish.citation_styles import Style, Styled, styled
from scorecard.publish.cited_work import CitedWork, csl_item

MOST_KEPT = 500  # each has some 4 KB, shared by all visitors


class Citations(NamedTuple):
    """A work in every form: three styles for people, with Chicago's in both systems, and three for programs."""

    apa: Styled
    chicago: Styled
    chicago_notes: Styled
    mla: Styled
    bibtex: str
    ris: str
    csl_json: str


@lru_cache(maxsize=MOST_KEPT)
def citations(work: CitedWork) -> Citations:
    """Return a work in every form in which it may be cited."""
    item = csl_item(work)
    return Citations(
        apa=styled(item, Style.APA),
        chicago=styled(item, Style.CHICAGO),
        chicago_notes=styled(item, Style.CHICAGO_NOTES),
        mla=styled(item, Style.MLA),
        bibtex=bibtex(work),
        ris=ris(work),
        csl_json=csl_json(work),
    )
