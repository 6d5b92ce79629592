"""Records of the call itself, of who endorses it, and of both coders' levels."""

from pydantic import Field

from scorecard.curation.fields import Address, Day, Flag, Line, Paragraph, Record, Slug, Text, Whole
from scorecard.vocabulary import EndorserKind, Level


class Ask(Record):
    """What the call asks of companies under one commitment, restated."""

    commitment: Text
    ask: Paragraph


class HelpLine(Record):
    """Where people who are affected find help or can report. `named_in_call` tells the call's own addresses."""

    id: Slug
    name: Line
    what: Paragraph
    url: Address
    audience: Line
    named_in_call: Flag


class Call(Record):
    """The call that companies are measured against, as in ``data/call.yaml``."""

    title: Text = Field(min_length=1, max_length=200)
    published: Day
    endorsements_stated: Whole = Field(ge=0)
    summary: Paragraph
    companies_addressed: Line
    effective: Line
    asks: tuple[Ask, ...] = Field(min_length=1)
    emergency: Paragraph
    help: tuple[HelpLine, ...] = Field(min_length=1)


class Endorser(Record):
    """One endorsement as the call lists it; `country` only where the list names it."""

    name: Line
    kind: EndorserKind
    country: Line | None
    affiliation: Line | None


class Coding(Record):
    """Both coders' levels of one cell, and the final one."""

    company_id: Text
    indicator_id: Text
    first: Level
    second: Level
    final: Level
    changed_because: Line | None
