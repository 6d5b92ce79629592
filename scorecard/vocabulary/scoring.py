"""Words of the scorecard: levels, confidence, stances, kinds and tiers of sources, sources of uncertainty."""

from enum import StrEnum


class Level(StrEnum):
    """How far a company meets one indicator."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"

    @property
    def label(self) -> str:
        """Return the level as people read it: ``not met``."""
        return self.value.replace("_", " ")

    @property
    def is_applicable(self) -> bool:
        """Whether the cell counts among the company's applicable indicators."""
        return self is not Level.NOT_APPLICABLE

    @property
    def is_assessed(self) -> bool:
        """Whether somebody looked: only these cells enter a mean."""
        return self not in (Level.NOT_APPLICABLE, Level.NOT_ASSESSED)

    @property
    def is_open(self) -> bool:
        """Whether evidence found later could still make it anything: what the bounds of a score vary."""
        return self in (Level.NO_EVIDENCE, Level.NOT_ASSESSED)


class Confidence(StrEnum):
    """How far a level can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Stance(StrEnum):
    """What a piece of evidence says about the indicator's question."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Tier(StrEnum):
    """What was seen of a source, from the original to a summary of unknown standing."""

    PRIMARY = "primary"
    RESEARCH = "research"
    PRESS = "press"
    COPY = "copy"
    DIGEST = "digest"

    @property
    def is_second_hand(self) -> bool:
        """Whether only a republication or a summary was seen, never the original."""
        return self in (Tier.COPY, Tier.DIGEST)


class Lane(StrEnum):
    """Who speaks in a source. Lanes stand side by side and are never netted into each other."""

    SAID = "said"
    DID = "did"
    FOUND = "found"

    @property
    def label(self) -> str:
        """Return the lane as a heading."""
        return {"said": "Said", "did": "Did", "found": "Independently found"}[self.value]

    @property
    def meaning(self) -> str:
        """Return what stands in the lane."""
        return {
            "said": "the company's own rules and statements",
            "did": "filings, reports, published counts and programmes joined",
            "found": "regulators, courts, researchers and the press",
        }[self.value]


class SourceKind(StrEnum):
    """What sort of document a source is."""

    POLICY = "policy"
    TRANSPARENCY_REPORT = "transparency_report"
    RISK_ASSESSMENT = "risk_assessment"
    COMPANY_STATEMENT = "company_statement"
    MODEL_CARD = "model_card"
    INVESTIGATION = "investigation"
    REGULATOR = "regulator"
    COURT = "court"
    NEWS = "news"
    PROGRAMME_LIST = "programme_list"
    DATASET = "dataset"

    @property
    def label(self) -> str:
        """Return the kind as people read it: ``transparency report``."""
        return self.value.replace("_", " ")

    @property
    def lane(self) -> Lane:
        """Return who speaks in sources of this kind."""
        return _LANES[self]


_LANES = {
    SourceKind.POLICY: Lane.SAID,
    SourceKind.COMPANY_STATEMENT: Lane.SAID,
    SourceKind.MODEL_CARD: Lane.SAID,
    SourceKind.TRANSPARENCY_REPORT: Lane.DID,
    SourceKind.RISK_ASSESSMENT: Lane.DID,
    SourceKind.PROGRAMME_LIST: Lane.DID,
    SourceKind.DATASET: Lane.DID,
    SourceKind.INVESTIGATION: Lane.FOUND,
    SourceKind.REGULATOR: Lane.FOUND,
    SourceKind.COURT: Lane.FOUND,
    SourceKind.NEWS: Lane.FOUND,
}


class SeenVia(StrEnum):
    """How the source was read."""

    ARCHIVE = "archive"
    SEARCH_EXTRACT = "search_extract"
    DATASET = "dataset"


class EndorserKind(StrEnum):
    """Who endorses the call."""

    PUBLIC_INSTITUTION = "public_institution"
    CIVIL_SOCIETY = "civil_society"
    INDIVIDUAL = "individual"

    @property
    def label(self) -> str:
        """Return the kind as people read it; its plural takes an s: ``public institution``."""
        return {"civil_society": "civil society organisation"}.get(self.value, self.value.replace("_", " "))


# What a choice in an address can mean beside an id; so no id may be one of these.
OVERALL = "overall"  # scope of ranks among all companies; the others are peer groups
CHOICES = frozenset({"all", "each", "none", "withheld", OVERALL})

# Columns of a table of companies and their scores. Each commitment adds one named by its id, which must differ.
RESULT_COLUMNS = frozenset(
    """
    company_id name legal_name headquarters peer_group peer_group_id website summary coded_on roles services
    release_id score score_low score_high score_geometric score_weakest weakest_commitment weakest_commitment_id
    rank peer_rank is_rank_shared is_peer_rank_shared rank_geometric rank_weakest is_ranked_overall
    coverage withheld is_withheld no_evidence_count ranked_count
    band band_id uncapped_band uncapped_band_id is_band_capped band_capped
    applicable_commitment_count applicable_count assessed_count evidence evidence_count no_evidence
    source_count scored_peer_count
    """.split()
)


class Uncertainty(StrEnum):
    """What a rank could have hung on: everything that was chosen or judged, and could have been otherwise."""

    WEIGHTS = "weights"
    INDICATORS = "indicators"
    MISSING = "missing"
    LEVELS = "levels"
    AGGREGATION = "aggregation"


class Missing(StrEnum):
    """What an indicator counts for which nothing was found: nothing, not at all, or anything."""

    ZERO = "zero"
    LEFT_OUT = "left_out"
    RANDOM = "random"


class Aggregation(StrEnum):
    """How commitment scores become one: compensating fully, in part, or not at all."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    WEAKEST = "weakest"
