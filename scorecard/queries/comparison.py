"""Questions about a few companies side by side, or one beside its peer group."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from scorecard.publish import comparisons
from scorecard.queries.companies import evidence_of, peer_comparison, ranking
from scorecard.queries.method import peer_group_labels
from scorecard.queries.peers import GroupLevels, Peers, peers_of
from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.freshness import freshness
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level

MOST_COMPARED = 5


class Verdict(StrEnum):
    """What an indicator's levels say about some companies, or about one beside its peer group."""

    DIFFERS = "differs"
    SAME = "same"
    NOT_SHARED = "not_shared"
    NOT_ASSESSED = "not_assessed"
    APPLIES_TO_NONE = "applies_to_none"
    ABOVE = "above"
    BELOW = "below"
    AT_MEDIAN = "at_median"
    ALONE = "alone"

    @property
    def is_difference(self) -> bool:
        """Whether the companies are told apart by the indicator."""
        return self in (Verdict.DIFFERS, Verdict.ABOVE, Verdict.BELOW)

    @property
    def is_compared(self) -> bool:
        """Whether there is a level on both sides."""
        return self.is_difference or self in (Verdict.SAME, Verdict.AT_MEDIAN)


class ComparedIndicator(NamedTuple):
    """One indicator over the companies of a comparison.

    `levels` has one level a company, in the order chosen; `group` has those of the first company's peer group.
    """

    indicator_id: str
    commitment_id: str
    title: str
    question: str
    levels: list[Level]
    verdict: Verdict
    group: GroupLevels

    @property
    def applies_count(self) -> int:
        """To how many of the companies the indicator applies."""
        return sum(level.is_applicable for level in self.levels)


class Comparison(NamedTuple):
    """Some companies, at least one, in the order chosen; one stands beside its peer group.

    `companies`: the rows of `Peers.companies`.
    `commitments`: the rows of `peer_comparison`, commitment by commitment in order; those under which nothing
    applies to any of the companies are left out.
    `indicators`: all indicators, in order.
    """

    companies: list[dict[str, Any]]
    commitments: list[dict[str, Any]]
    indicators: list[ComparedIndicator]

    @property
    def is_with_group(self) -> bool:
        """Whether it is one company beside its peer group."""
        return len(self.companies) == 1

    @property
    def is_within_one_group(self) -> bool:
        """Whether all companies belong to the same peer group."""
        return len({company["peer_group_id"] for company in self.companies}) == 1


@kept
def usual_comparison(tables: Tables) -> list[str]:
    """Return the ids of the two best-ranked companies of the largest peer group, the first of equally large ones."""
    rows = ranking(tables)
    sizes = rows["peer_group_id"].value_counts()
    largest = max(peer_group_labels(tables), key=lambda group: int(sizes.get(group, 0)))
    return rows.loc[rows["peer_group_id"] == largest, "company_id"].head(2).tolist()


@kept
def compare(tables: Tables, company_ids: tuple[str, ...]) -> Comparison:
    """Return some companies, at least one and each known, side by side; one is compared with its peer group."""
    peers = _peers(tables)
    companies = [peers.companies[company_id] for company_id in company_ids]
    by_commitment = zip(*(rows_of(peer_comparison(tables, company_id)) for company_id in company_ids), strict=True)
    applying = [rows for rows in by_commitment if any(row["applicable_count"] for row in rows)]
    commitments = [row for rows in applying for row in rows]
    return Comparison(companies, commitments, _indicators(peers, companies))


@kept
def _peers(tables: Tables) -> Peers:
    return peers_of(tables, ranking(tables))


@kept
def reasons(tables: Tables, company_id: str, today: date) -> dict[str, dict[str, Any]]:
    """Return why a company has its levels, by indicator.

    Keys: `rationale`, `searched`, `confidence`, `evidence` (a list of rows of `evidence_of`), `freshness`.
    """
    fresh = freshness(tables, company_id, today)
    found: dict[str, dict[str, Any]] = {
        row["indicator_id"]: row | {"evidence": [], "freshness": fresh[row["indicator_id"]]}
        for row in rows_of(tables["assessment"][tables["assessment"]["company_id"] == company_id])
    }
    for row in rows_of(evidence_of(tables, company_id)):
        found[row["indicator_id"]]["evidence"].append(row)
    return found


def comparison_finding(comparison: Comparison) -> str:
    """Return what a comparison shows, for a title."""
    verdicts = [one.verdict for one in comparison.indicators]
    compared = sum(verdict.is_compared for verdict in verdicts)
    if comparison.is_with_group:
        above, below = verdicts.count(Verdict.ABOVE), verdicts.count(Verdict.BELOW)
        return comparisons.beside_group_finding(comparison.companies[0], above, below, compared)
    shared = compared + verdicts.count(Verdict.NOT_ASSESSED)
    return comparisons.comparison_finding(comparison.companies, shared, compared, verdicts.count(Verdict.DIFFERS))


def comparability(comparison: Comparison) -> str:
    """Return what limits a comparison of several companies, or an empty text where nothing does."""
    if comparison.is_with_group:
        return ""
    applies = [one.applies_count for one in comparison.indicators]
    shared = applies.count(len(comparison.companies))
    partly = len(applies) - applies.count(0) - shared
    groups = list(dict.fromkeys(company["peer_group"] for company in comparison.companies))
    has_other_roles = len({tuple(company["roles"]) for company in comparison.companies}) > 1
    return comparisons.comparability(len(comparison.companies), groups, has_other_roles, shared, partly)


def gap_finding(comparison: Comparison) -> str:
    """Return where the companies of a comparison stand furthest apart, for a heading."""
    if comparison.is_with_group:
        return comparisons.beside_group_profile(comparison.commitments)
    return comparisons.gap_finding(comparison.commitments)


def _indicators(peers: Peers, companies: list[dict[str, Any]]) -> list[ComparedIndicator]:
    cells = [peers.levels[company["company_id"]] for company in companies]
    groups = peers.groups[companies[0]["peer_group_id"]]
    found = []
    for indicator_id, commitment_id, title, question in peers.indicators:
        own, group = [company[indicator_id] for company in cells], groups[indicator_id]
        levels = [level for level, _ in own]
        verdict = _verdict(levels) if len(own) > 1 else _stands(*own[0], group)
        found.append(ComparedIndicator(indicator_id, commitment_id, title, question, levels, verdict, group))
    return found


def _verdict(levels: list[Level]) -> Verdict:
    applies = sum(level.is_applicable for level in levels)
    if not applies:
        return Verdict.APPLIES_TO_NONE
    if applies < len(levels):
        return Verdict.NOT_SHARED
    if not all(level.is_assessed for level in levels):
        return Verdict.NOT_ASSESSED
    return Verdict.SAME if len(set(levels)) == 1 else Verdict.DIFFERS


def _stands(level: Level, worth: float, group: GroupLevels) -> Verdict:
    """Return how a company's level stands to the median of its group, by what levels are worth."""
    if not level.is_applicable:
        return Verdict.APPLIES_TO_NONE
    if not level.is_assessed:
        return Verdict.NOT_ASSESSED
    if group.assessed_count == 1:
        return Verdict.ALONE
    if worth == group.median:
        return Verdict.AT_MEDIAN
    return Verdict.ABOVE if worth > group.median else Verdict.BELOW
