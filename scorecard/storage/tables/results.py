"""Tables of the results: what is computed from the assessments by the method."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import Uncertainty
from scorecard.vocabulary.release import Subject


class Release(Base):
    """The set of results in this database."""

    __tablename__ = "release"
    release_id: Mapped[str] = column("Release, or 'working' for results that are not frozen", key=True)
    is_frozen: Mapped[bool] = column("Whether it is a frozen release")
    methodology_version: Mapped[str] = column("Version of the method", ForeignKey("methodology.version"))
    coded_on: Mapped[date | None] = column("Latest reference date of a coding")
    released_on: Mapped[date | None] = column("Day of the commit that it was frozen from; empty for working data")
    commit: Mapped[str | None] = column("Commit that it was frozen from; empty for working data")
    content_hash: Mapped[str] = column("SHA-256 of the content of all tables: the same whether frozen or not")
    schema_hash: Mapped[str] = column("SHA-256 of the definitions of all tables")


class Correction(Base):
    """What of ours was wrong in a release, and is right in a later one. None is ever taken out."""

    __tablename__ = "correction"
    position: Mapped[int] = column("Order, oldest first", key=True, unit="from 1")
    published_in: Mapped[str] = column("First release that has it wrong")
    corrected_in: Mapped[str] = column("Release that has it right")
    subject: Mapped[Subject] = column("What it is about")
    company_id: Mapped[str | None] = column(
        "Company that it concerns, which may have been taken out since; empty where it is about the method"
    )
    indicator_id: Mapped[str | None] = column(
        "Indicator that it concerns, which may have been taken out since; empty where it is about none"
    )
    what: Mapped[str] = column("What was wrong")
    old: Mapped[str] = column("What the release says; for a level, the level")
    new: Mapped[str] = column("What is right; for a level, the level")
    why: Mapped[str] = column("How it came to be known, and what went wrong")


class CommitmentScore(Base):
    """The score of each company under each commitment, with the counts it comes from."""

    __tablename__ = "commitment_score"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    commitment_id: Mapped[str] = column("Commitment", ForeignKey("commitment.commitment_id"), key=True)
    score: Mapped[float | None] = column("Mean value of the assessed indicators; empty: withheld", unit="0-100")
    score_low: Mapped[float | None] = column("Score if every open cell were worth 0", unit="0-100")
    score_high: Mapped[float | None] = column("Score if every open cell were worth 1", unit="0-100")
    coverage: Mapped[float | None] = column("Assessed over applicable indicators", unit="share 0-1")
    is_withheld: Mapped[bool] = column("Whether coverage is below the threshold, or nothing applies")
    applicable_count: Mapped[int] = column("Indicators that apply", unit="count")
    assessed_count: Mapped[int] = column("Applicable indicators that were assessed", unit="count")
    met_count: Mapped[int] = column("Indicators met", unit="count")
    partial_count: Mapped[int] = column("Indicators met in part", unit="count")
    not_met_count: Mapped[int] = column("Indicators not met", unit="count")
    no_evidence_count: Mapped[int] = column("Indicators with nothing found", unit="count")


class Score(Base):
    """The overall score and ranks of each company."""

    __tablename__ = "score"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    score: Mapped[float | None] = column("Weighted mean of the commitment scores; empty: withheld", unit="0-100")
    score_low: Mapped[float | None] = column("Score if every open cell were worth 0", unit="0-100")
    score_high: Mapped[float | None] = column("Score if every open cell were worth 1", unit="0-100")
    score_geometric: Mapped[float | None] = column("Weighted geometric mean, a stricter reading", unit="0-100")
    score_weakest: Mapped[float | None] = column("Score of the weakest commitment", unit="0-100")
    weakest_commitment_id: Mapped[str | None] = column(
        "Commitment with the lowest score, the first of equals", ForeignKey("commitment.commitment_id")
    )
    coverage: Mapped[float | None] = column("Assessed over applicable indicators", unit="share 0-1")
    is_withheld: Mapped[bool] = column("Whether coverage is below the threshold, or nothing applies")
    is_ranked_overall: Mapped[bool] = column("Whether enough commitments apply for a rank among all companies")
    rank: Mapped[int | None] = column("Rank among all companies; ties share the best rank", unit="1 is best")
    peer_rank: Mapped[int | None] = column("Rank within the peer group; ties share the best rank", unit="1 is best")
    rank_geometric: Mapped[int | None] = column("Rank by the geometric mean, among all", unit="1 is best")
    rank_weakest: Mapped[int | None] = column("Rank by the weakest commitment, among all", unit="1 is best")
    band_id: Mapped[str | None] = column("Band of the score after the cap", ForeignKey("band.band_id"))
    uncapped_band_id: Mapped[str | None] = column("Band of the score before the cap", ForeignKey("band.band_id"))
    is_band_capped: Mapped[bool] = column("Whether the weakest commitment holds the band down")
    applicable_commitment_count: Mapped[int] = column("Commitments with an applicable indicator", unit="count")
    applicable_count: Mapped[int] = column("Indicators that apply", unit="count")
    assessed_count: Mapped[int] = column("Applicable indicators that were assessed", unit="count")


class RankRange(Base):
    """Between which ranks a company stands when what its rank hangs on is drawn anew; see the page Robustness."""

    __tablename__ = "rank_range"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    scope: Mapped[str] = column("Who is ranked together: 'overall' or a peer group", key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    rank_low: Mapped[int] = column("5th percentile of its rank over the draws", unit="1 is best")
    rank_median: Mapped[int] = column("Median of its rank over the draws", unit="1 is best")
    rank_high: Mapped[int] = column("95th percentile of its rank over the draws", unit="1 is best")
    tie_band: Mapped[int | None] = column(
        "Read from the top, a new band begins at the first rank told apart from the first of the last; empty for many",
        unit="1 is best",
    )


class RankProbability(Base):
    """How often a company has a rank over the draws. Ranks that it never has are left out."""

    __tablename__ = "rank_probability"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    scope: Mapped[str] = column("Who is ranked together: 'overall' or a peer group", key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    rank: Mapped[int] = column("Rank", unit="1 is best", key=True)
    probability: Mapped[float] = column("Share of the draws", unit="share 0-1")


class BandProbability(Base):
    """How often a company is in a band over the draws, the cap by its weakest commitment included."""

    __tablename__ = "band_probability"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    band_id: Mapped[str] = column("Band", ForeignKey("band.band_id"), key=True)
    probability: Mapped[float] = column("Share of the draws", unit="share 0-1")


class PairProbability(Base):
    """How often one company is above another over the draws. None are kept for very many companies."""

    __tablename__ = "pair_probability"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    other_id: Mapped[str] = column("The other company", ForeignKey("company.company_id"), key=True)
    probability: Mapped[float] = column("Share of the draws in which it is above the other", unit="share 0-1")
    is_above: Mapped[bool] = column("Whether that is enough to tell the two apart")


class LeftOutRank(Base):
    """The rank of a company with one commitment, one indicator or nothing left out."""

    __tablename__ = "left_out_rank"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    scope: Mapped[str] = column("Who is ranked together: 'overall' or a peer group", key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    left_out: Mapped[str] = column(
        "Id of a commitment or an indicator; empty text for nothing", key=True, may_be_blank=True
    )
    rank: Mapped[int | None] = column("Rank; empty for a company without a score then", unit="1 is best")


class RankSensitivity(Base):
    """Which share of the variance of a company's rank comes from which source of uncertainty (Sobol' indices)."""

    __tablename__ = "rank_sensitivity"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    scope: Mapped[str] = column("Who is ranked together: 'overall' or a peer group", key=True)
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    source: Mapped[Uncertainty] = column("Source of uncertainty", key=True)
    first_order: Mapped[float] = column("Share from the source by itself, an estimate", unit="share 0-1")
    total: Mapped[float] = column("Share from the source and all that it acts together with", unit="share 0-1")
    first_order_error: Mapped[float] = column("Half a 95 % confidence interval of the first", unit="share 0-1")
    total_error: Mapped[float] = column("Half a 95 % confidence interval of the second", unit="share 0-1")


class SourceShift(Base):
    """How far overall ranks move when one source of uncertainty alone is varied."""

    __tablename__ = "source_shift"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    source: Mapped[Uncertainty] = column("Source of uncertainty", key=True)
    mean_shift: Mapped[float] = column("Mean distance from the published rank", unit="places")
    moved_count: Mapped[int] = column("Companies whose range reaches three places or more", unit="count")


class CommitmentImportance(Base):
    """How much of the differences between overall scores goes with each commitment, beside its stated weight."""

    __tablename__ = "commitment_importance"
    release_id: Mapped[str] = column("Release", ForeignKey("release.release_id"), key=True)
    commitment_id: Mapped[str] = column("Commitment", ForeignKey("commitment.commitment_id"), key=True)
    weight_share: Mapped[float] = column("Stated weight over the sum of all", unit="share 0-1")
    importance: Mapped[float | None] = column(
        "Correlation ratio of the overall score given the commitment's; empty where it cannot be told", unit="0-1"
    )
