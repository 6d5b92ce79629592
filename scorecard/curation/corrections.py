"""Records of corrections: what of ours was wrong in a release, what is right, and why."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from scorecard.curation.documents import Place
from scorecard.curation.fields import Code, Paragraph, Record, Sentence, Slug, Text
from scorecard.vocabulary.release import RELEASE_PATTERN, Subject

ReleaseId = Annotated[Text, Field(pattern=RELEASE_PATTERN)]


class Correction(Record):
    """One correction, in our own words.

    Attributes:
        published_in: the first release that has it wrong.
        corrected_in: the release that has it right.
        subject: what it is about.
        company: the company that it concerns, None where it is about the method.
        indicator: the indicator, None where it is about none.
        what: what was wrong, in a few words.
        old: what the release says; for a level, the level.
        new: what is right; for a level, the level.
        why: how we came to know, and what went wrong.
    """

    published_in: ReleaseId
    corrected_in: ReleaseId
    subject: Subject
    company: Slug | None
    indicator: Code | None
    what: Sentence
    old: Sentence
    new: Sentence
    why: Paragraph


class Corrections(Record):
    """All corrections, as in ``data/corrections.yaml``, oldest first."""

    corrections: tuple[Correction, ...]

    def with_place(self) -> Iterator[tuple[Place, Correction]]:
        """Yield each correction with its place in the file."""
        for index, correction in enumerate(self.corrections):
            yield ("corrections", index), correction
