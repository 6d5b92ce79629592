"""Tables of the method and of the call."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import Confidence, EndorserKind, Level, Tier


class Methodology(Base):
    """The version of the method that the scores follow. One row."""

    __tablename__ = "methodology"
    version: Mapped[str] = column("Version of the method", key=True)
    title: Mapped[str] = column("Title of the method")
    reference_on: Mapped[date | None] = column("Day from which periods such as 'the last 24 months' count back")
    coverage_threshold: Mapped[float] = column("Coverage below which a score is withheld", unit="share 0-1")
    overall_min_commitments: Mapped[int] = column("Applicable commitments needed for an overall rank")
    evidence_window_months: Mapped[int] = column("Default length of an indicator's window", unit="months")
    band_cap_above_weakest: Mapped[int | None] = column(
        "Bands by which the band may exceed that of the weakest commitment; empty for no cap", unit="bands"
    )
    robustness: Mapped[dict[str, Any] | None] = column("Parameters of the robustness draws")


class LevelMeaning(Base):
    """How far an indicator can be met, and what each level is worth."""

    __tablename__ = "level"
    level: Mapped[Level] = column("Level", key=True)
    value: Mapped[float | None] = column("What the level is worth; empty: left out of every mean", unit="0-1")
    meaning: Mapped[str] = column("What the level says")
    position: Mapped[int] = column("Order of display")


class ConfidenceMeaning(Base):
    """How far a level can be relied on."""

    __tablename__ = "confidence"
    confidence: Mapped[Confidence] = column("Confidence", key=True)
    meaning: Mapped[str] = column("What it says")
    position: Mapped[int] = column("Order of display")


class TierMeaning(Base):
    """What can have been seen of a source."""

    __tablename__ = "tier"
    tier: Mapped[Tier] = column("Tier", key=True)
    meaning: Mapped[str] = column("What it says")
    position: Mapped[int] = column("Order of display")


class Role(Base):
    """What a company can do that makes an indicator apply."""

    __tablename__ = "role"
    role_id: Mapped[str] = column("Role", key=True)
    meaning: Mapped[str] = column("What a company with this role does")
    position: Mapped[int] = column("Order of display")


class PeerGroup(Base):
    """Companies with the same main business, ranked among themselves."""

    __tablename__ = "peer_group"
    peer_group_id: Mapped[str] = column("Peer group", key=True)
    label: Mapped[str] = column("Its name")
    position: Mapped[int] = column("Order of display")


class Band(Base):
    """Named ranges of the overall score."""

    __tablename__ = "band"
    band_id: Mapped[str] = column("Band", key=True)
    from_score: Mapped[float] = column("Lowest score of the band", unit="0-100")
    label: Mapped[str] = column("What a company in this band does")
    position: Mapped[int] = column("Order, from the highest band")


class Commitment(Base):
    """The asks of the call. The companies have not signed them."""

    __tablename__ = "commitment"
    commitment_id: Mapped[str] = column("Commitment", key=True)
    code: Mapped[str | None] = column("Short code, the start of its indicators' ids")
    title: Mapped[str] = column("Title")
    pledge: Mapped[str] = column("The state of affairs that the ask wants")
    ask: Mapped[str | None] = column("The ask of the call, restated")
    weight: Mapped[float] = column("Relative weight; rescaled over the commitments that apply", unit="above 0")
    position: Mapped[int] = column("Order of display")


class Indicator(Base):
    """The questions under each commitment, with their rubric."""

    __tablename__ = "indicator"
    indicator_id: Mapped[str] = column("Indicator", key=True)
    commitment_id: Mapped[str] = column("Commitment it belongs to", ForeignKey("commitment.commitment_id"))
    title: Mapped[str] = column("Title")
    question: Mapped[str] = column("The question")
    met: Mapped[str] = column("What earns met")
    partial: Mapped[str | None] = column("What earns partial")
    not_met: Mapped[str | None] = column("What earns not_met, where the general rule needs a word more")
    window_months: Mapped[int | None] = column("How old evidence may be; empty: no limit", unit="months")
    older_earns: Mapped[str | None] = column("Best level that older evidence alone can carry: none or partial")
    position: Mapped[int] = column("Order of display")


class IndicatorRole(Base):
    """Which roles an indicator applies to."""

    __tablename__ = "indicator_role"
    indicator_id: Mapped[str] = column("Indicator", ForeignKey("indicator.indicator_id"), key=True)
    role_id: Mapped[str] = column("Role", ForeignKey("role.role_id"), key=True)


class DecisionRule(Base):
    """What settles, per indicator, the cases that the rubric leaves open."""

    __tablename__ = "decision_rule"
    indicator_id: Mapped[str] = column("Indicator", ForeignKey("indicator.indicator_id"), key=True)
    concerns: Mapped[str] = column("Level that the rule decides, or scope: what counts at all", key=True)
    rule: Mapped[str] = column("The rule")
    position: Mapped[int] = column("Order of display")


class GeneralRule(Base):
    """Rules of coding that hold for every indicator."""

    __tablename__ = "general_rule"
    position: Mapped[int] = column("Order of display", key=True)
    title: Mapped[str] = column("What the rule is about")
    rule: Mapped[str] = column("The rule")


class CodingStep(Base):
    """The steps by which the levels were settled, in order."""

    __tablename__ = "coding_step"
    position: Mapped[int] = column("Order of the steps", key=True)
    title: Mapped[str] = column("The step in a phrase")
    text: Mapped[str] = column("Who did what, and what they could see")


class Limit(Base):
    """What the scores do not say."""

    __tablename__ = "limit"
    position: Mapped[int] = column("Order of display", key=True)
    title: Mapped[str] = column("The limit in a phrase")
    text: Mapped[str] = column("The limit")


class Call(Base):
    """The call that the companies are measured against. One row, or none."""

    __tablename__ = "call"
    title: Mapped[str] = column("Title of the call", key=True)
    published_on: Mapped[date] = column("Day of publication")
    endorsements_stated: Mapped[int] = column("Endorsements that the call itself states", unit="count")
    summary: Mapped[str] = column("What it asks of whom, in our words")
    companies_addressed: Mapped[str] = column("Whom its asks to companies address")
    effective: Mapped[str] = column("From when the asks hold")
    emergency: Mapped[str] = column("What to do in immediate danger")


class HelpLine(Base):
    """Where people who are affected find help or can report."""

    __tablename__ = "help_line"
    help_line_id: Mapped[str] = column("Help line", key=True)
    name: Mapped[str] = column("Name")
    what: Mapped[str] = column("What it does")
    url: Mapped[str] = column("Address")
    audience: Mapped[str] = column("Whom it is for")
    named_in_call: Mapped[bool] = column("Whether the call itself names the address")
    position: Mapped[int] = column("Order of display")


class Endorser(Base):
    """Who endorses the call, as its list names them."""

    __tablename__ = "endorser"
    position: Mapped[int] = column("Place in the list of the call, from 0", key=True)
    name: Mapped[str] = column("Name")
    kind: Mapped[EndorserKind] = column("Kind")
    country: Mapped[str | None] = column("Country, only where the list names it")
    affiliation: Mapped[str | None] = column("Office or body of an individual")
