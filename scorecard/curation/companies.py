"""Records of a company file: the profile, the sources, and each assessment with its evidence."""

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field

from scorecard.curation.documents import Place
from scorecard.curation.fields import (
    Address,
    AnyDate,
    Code,
    Country,
    Day,
    Line,
    Locator,
    Record,
    Sentence,
    Slug,
    Statement,
    Text,
)
from scorecard.vocabulary import Confidence, Level, SeenVia, SourceKind, Stance, Tier


class ArchivedVersion(Record):
    """A document at one commit of a public archive of policy texts."""

    collection: Text = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    path: Line
    commit: Text = Field(pattern=r"^[0-9a-f]{40}$")


class CopyOf(Record):
    """What a copy is a copy of; the address only where it is certain."""

    publisher: Line
    url: Address | None


class Source(Record):
    """One published document."""

    id: Slug
    kind: SourceKind
    publisher: Line
    title: Line
    url: Address
    published: AnyDate | None
    archive: ArchivedVersion | None = None
    seen_via: SeenVia
    tier: Tier
    copy_of: CopyOf | None = None


class Evidence(Record):
    """One finding in one source, in our own words."""

    source: Text
    service: Line | None = None
    stance: Stance
    finding: Sentence
    locator: Locator | None = None
    section: Line | None = None
    first_seen: AnyDate | None = None


class Assessment(Record):
    """The level of one company at one indicator, and what it rests on."""

    indicator: Code
    level: Level
    confidence: Confidence | None = None
    rationale: Sentence | None = None
    searched: Sentence | None = None
    evidence: tuple[Evidence, ...] = ()
    report_answer: Sentence | None = None  # why the level stands although imported reports raise a question

    @property
    def carrying(self) -> tuple[Evidence, ...]:
        """Return the items that can carry a level: those that support or contradict."""
        return tuple(item for item in self.evidence if item.stance is not Stance.CONTEXT)


class Reply(Record):
    """When a company was asked about its coding, and what it answered, in its own words."""

    asked_on: Day
    answered_on: Day | None = None
    text: Statement | None = None


class Company(Record):
    """One company, as in ``data/companies/<id>.yaml``."""

    id: Slug
    name: Line
    legal_name: Line | None = None
    headquarters: Country | None = None
    peer_group: Text
    website: Address | None = None
    roles: tuple[Text, ...] = Field(min_length=1)
    services: tuple[Line, ...] = ()
    summary: Sentence | None = None
    coded_on: Day
    reply: Reply | None = None
    sources: tuple[Source, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Return the sources by their id."""
        return {source.id: source for source in self.sources}

    def assessments_with_place(self) -> Iterator[tuple[Place, Assessment]]:
        """Yield each assessment with its place in the file."""
        for index, assessment in enumerate(self.assessments):
            yield ("assessments", index), assessment

    def evidence_with_place(self) -> Iterator[tuple[Place, Assessment, Evidence]]:
        """Yield each piece of evidence with its place in the file and its assessment."""
        for place, assessment in self.assessments_with_place():
            for index, item in enumerate(assessment.evidence):
                yield (*place, "evidence", index), assessment, item

    def sources_with_place(self) -> Iterator[tuple[Place, Source]]:
        """Yield each source with its place in the file."""
        for index, source in enumerate(self.sources):
            yield ("sources", index), source
