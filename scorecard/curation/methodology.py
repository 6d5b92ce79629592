"""Records of the methodology file: what is scored, for whom, how a level is earned and how scores are made."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from scorecard.curation.fields import Code, Day, Exact, Flag, Line, Paragraph, Record, Slug, Text, Whole
from scorecard.vocabulary import Aggregation, Confidence, Level, Missing, ReportQuestion, Tier


class LevelMeaning(Record):
    """What a level is worth, 0-1 or nothing, and what it says."""

    value: Exact | None
    meaning: Paragraph


class Band(Record):
    """A range of scores with a name; `from_score` is its lower bound, 0-100."""

    from_score: Exact = Field(alias="from")
    id: Slug
    label: Line


class Robustness(Record):
    """Parameters of the draws that say how sure a rank is.

    Attributes:
        draws: how many.
        seed: the same seed gives the same draws.
        weight_concentration: how close drawn weights stay to the published ones.
        level_slip: chance that a level with this confidence would move one step if coded again.
        missing: what an indicator counts for which nothing was found, drawn with equal chance.
        aggregation: how commitment scores become one, drawn with equal chance.
        tell_apart: probability from which on one company is said to be above another.
    """

    draws: Whole = Field(ge=100, le=1_000_000)
    seed: Whole = Field(ge=0)
    weight_concentration: Exact = Field(gt=0)
    level_slip: dict[Confidence, Annotated[Exact, Field(ge=0, le=1)]]
    missing: tuple[Missing, ...] = Field(default=tuple(Missing), min_length=1)
    aggregation: tuple[Aggregation, ...] = Field(default=tuple(Aggregation), min_length=1)
    tell_apart: Exact = Field(gt=Fraction(1, 2), le=1)


class Rules(Record):
    """How levels become scores, ranks and bands.

    Attributes:
        weights: relative weight of each commitment; none given means equal weights.
        coverage_threshold: share of applicable indicators, 0-1, that must be assessed for a score to be shown.
        overall_min_commitments: applicable commitments a company needs to be ranked among all companies.
        evidence_window_months: length of an indicator's window unless it gives its own.
        bands: named ranges of scores.
        band_cap_above_weakest: bands by which the overall band may exceed that of the weakest commitment;
            None for no cap.
        robustness: parameters of the robustness draws.
    """

    weights: dict[Text, Exact] = Field(default_factory=dict)
    coverage_threshold: Exact = Field(default=Fraction(2, 3), ge=0, le=1)
    overall_min_commitments: Whole = Field(default=1, ge=1)
    evidence_window_months: Whole = Field(default=24, ge=1, le=600)
    bands: tuple[Band, ...] = ()
    band_cap_above_weakest: Whole | None = Field(default=None, ge=0)
    robustness: Robustness | None = None


class Commitment(Record):
    """One ask of the call."""

    id: Slug
    code: Code | None = None
    title: Line
    pledge: Paragraph


class Window(Record):
    """How old evidence may be. `older_earns` is the best level that older evidence alone can carry."""

    months: Whole | None = Field(default=None, ge=1, le=600)
    older_earns: Literal["none", Level.PARTIAL]


class DecisionRules(Record):
    """What settles the cases that the rubric leaves open, per level; `scope` says what counts at all."""

    scope: Paragraph | None = None
    met: Paragraph | None = None
    partial: Paragraph | None = None
    not_met: Paragraph | None = None
    no_evidence: Paragraph | None = None


class Indicator(Record):
    """One question under a commitment, with its rubric. It applies to a company that has one of its roles."""

    id: Code
    commitment: Text
    roles: tuple[Text, ...] = Field(min_length=1)
    title: Line
    question: Paragraph
    met: Paragraph
    partial: Paragraph | None = None
    not_met: Paragraph | None = None
    window: Window | None = None
    partial_without_evidence: Flag = False
    decision_rules: DecisionRules | None = None
    asks_of_reports: ReportQuestion | None = None


class GeneralRule(Record):
    """One rule of coding that holds for every indicator."""

    title: Line
    rule: Paragraph


class CodingStep(Record):
    """One step by which the levels were settled: who did what, and what they could see."""

    title: Line
    text: Paragraph


class Limit(Record):
    """Something that the scores do not say."""

    title: Line
    text: Paragraph


class Methodology(Record):
    """One version of the method, as in ``data/methodology/<version>.yaml``."""

    version: Text = Field(pattern=r"^\d{1,4}(\.\d{1,4}){0,3}$")
    title: Line = "Methodology"
    reference_date: Day | None = None
    levels: dict[Level, LevelMeaning]
    confidence: dict[Confidence, Paragraph] = Field(default_factory=dict)
    tiers: dict[Tier, Paragraph] = Field(default_factory=dict)
    roles: dict[Slug, Paragraph] = Field(min_length=1)
    rules: Rules = Field(default_factory=Rules)
    peer_groups: dict[Slug, Line] = Field(min_length=1)
    commitments: tuple[Commitment, ...] = Field(min_length=1)
    general_rules: tuple[GeneralRule, ...] = ()
    coding_steps: tuple[CodingStep, ...] = ()
    limits: tuple[Limit, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """Return the indicators by their id."""
        return {indicator.id: indicator for indicator in self.indicators}

    def window_months(self, window: Window) -> int:
        """Return the length of an indicator's window in months."""
        return window.months or self.rules.evidence_window_months
