"""Tables of the results: what is computed from the assessments by the method."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column


class Release(Base):
    """The set of results in this database."""

    __tablename__ = "release"
    release_id: Mapped[str] = column("Release, or 'working' for results that are not frozen", key=True)
    is_frozen: Mapped[bool] = column("Whether it is a frozen release")
    methodology_version: Mapped[str] = column("Version of the method", ForeignKey("methodology.version"))
    coded_on: Mapped[date | None] = column("Latest reference date of a coding")
    content_hash: Mapped[str] = column("SHA-256 of the content of all other tables, in canonical form")
    schema_hash: Mapped[str] = column("SHA-256 of the definitions of all tables")


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
