"""What is cited of a state of the data, and what a ranking carries."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pandas as pd

from scorecard import numbers
from scorecard.publish import captions
from scorecard.publish.citable import Citable
from scorecard.publish.cited_work import CitedWork
from scorecard.publish.ranking_claims import Pair, RankingClaims, ranking_claims
from scorecard.queries.companies import company, in_name_order, ranking
from scorecard.queries.method import peer_group_labels, release
from scorecard.queries.robustness import (
    apart,
    has_robustness,
    pair_sentences,
    pairs_finding,
    place,
    rank_ranges,
    robustness_finding,
    robustness_parameters,
    scopes,
)
from scorecard.queries.statements import company_finding, ranking_finding
from scorecard.queries.tables import Tables, kept
from scorecard.vocabulary import OVERALL

MOST_SENTENCES = 3  # of a ranking: the page has them all


def cited_work(tables: Tables, citable: Citable, url: str = "", accessed_on: date | None = None) -> CitedWork:
    """Return a view of these tables as a work.

    Args:
        tables: all tables.
        citable: what the view offers to be cited.
        url: its permanent address; empty where it has none.
        accessed_on: day of the visit.
    """
    own = release(tables)
    released_on = own.get("released_on")
    return CitedWork(
        title=citable.title,
        release_id=str(own["release_id"]),
        is_frozen=bool(own["is_frozen"]),
        content_hash=str(own["content_hash"]),
        methodology_version=str(own["methodology_version"]),
        coded_on=_day(own["coded_on"]),
        released_on=None if released_on is None or pd.isna(released_on) else _day(released_on),
        url=url,
        accessed_on=accessed_on,
        kind=citable.kind,
    )


@kept
def cite_all(tables: Tables) -> Citable:
    """Return the data set as a whole."""
    finding = ranking_finding(tables, ranking(tables))
    return Citable(_title(tables, _companies(tables), "meet"), (f"{finding}.",))


@kept
def cite_company(tables: Tables, company_id: str) -> Citable:
    """Return a company's report card, with its ranks: in its group, then among all, each with its range.

    Raises:
        UsageError: there is no such company.
    """
    row = company(tables, company_id)
    places = [place(tables, company_id, scope) for scope in (str(row["peer_group_id"]), OVERALL)]
    said = [captions.rank_sentence(own) for own in places if own is not None and own.total > 1]
    name = str(row["name"])
    return Citable(_title(tables, name, "meets"), tuple(said or [f"{company_finding(tables, company_id)}."]))


def cite_ranking(tables: Tables, scope: str | None, company_ids: Sequence[str], finding: str) -> Citable:
    """Return a ranking of some companies.

    Args:
        tables: all tables.
        scope: who is ranked together, `OVERALL` or a peer group; None where each group is ranked by itself.
        company_ids: who is shown.
        finding: what the page says of them.
    """
    group = peer_group_labels(tables).get(scope or "")
    who = f"companies of the group “{group}”" if group else _companies(tables)
    said = said_of_ranking(tables, scope, tuple(company_ids)).carried if scope in scopes(tables) and scope else []
    return Citable(_title(tables, who, "meet"), (f"{finding}.", *said[:MOST_SENTENCES]))


@kept
def cite_comparison(tables: Tables, company_ids: tuple[str, ...], finding: str) -> Citable:
    """Return companies side by side, with whether the ranks of each pair can be told apart."""
    names = [in_name_order(tables)[one] for one in company_ids]
    title = _title(tables, numbers.listing(names), "meets" if len(names) == 1 else "meet")
    return Citable(title, (f"{finding}.", *pair_sentences(tables, company_ids)))


@kept
def cite_robustness(tables: Tables, scope: str) -> Citable:
    """Return how sure the ranks of a scope are."""
    group = peer_group_labels(tables).get(scope)
    who = f"companies of the group “{group}”" if group else _companies(tables)
    said = said_of_ranking(tables, scope, tuple(rank_ranges(tables, scope)["company_id"])).carried
    pairs = [f"{pairs_finding(tables, scope)}."] if _pairs(tables, scope, ()) is not None else []
    return Citable(
        f"How sure the ranks of {who} are",
        (f"{robustness_finding(tables, scope)}.", *pairs, *said[:MOST_SENTENCES]),
    )


@kept
def said_of_ranking(tables: Tables, scope: str, company_ids: tuple[str, ...]) -> RankingClaims:
    """Return what may be said of the ranks of some companies within a scope, and what may not, with the reason."""
    rows = rank_ranges(tables, scope)
    shown = [one for one in rows["company_id"] if one in company_ids]
    places = [own for own in (place(tables, one, scope) for one in shown) if own is not None]
    threshold = float(robustness_parameters(tables).get("tell_apart", 1))
    return ranking_claims(places, _pairs(tables, scope, tuple(shown)) or [], threshold)


def scopes_shown(tables: Tables, scope: str | None) -> list[str]:
    """Return of which scopes a ranking is shown: one, or each peer group for None; none without draws."""
    if not has_robustness(tables):
        return []
    return [one for one in scopes(tables) if one == scope or (scope is None and one != OVERALL)]


def _pairs(tables: Tables, scope: str, company_ids: tuple[str, ...]) -> list[Pair] | None:
    """Return each pair of some companies; None where no pairs are known of the scope."""
    rows = rank_ranges(tables, scope).set_index("company_id")
    sides = {one: apart(tables, one, scope) for one in rows.index}
    if None in sides.values():
        return None
    names, ranks, found = in_name_order(tables), rows["rank"], []
    for one, other in combinations(company_ids, 2):
        own = sides[one]
        is_higher, is_lower = own is not None and other in own.below, own is not None and other in own.above
        higher = names[one] if is_higher else names[other] if is_lower else ""
        found.append(Pair(names[one], names[other], bool(ranks[one] == ranks[other]), higher))
    return found


def _title(tables: Tables, who: str, verb: str) -> str:
    call = "" if tables["call"].empty else f" of the call “{_short(str(tables['call'].iloc[0]['title']))}”"
    return f"How far {who} {verb} the asks{call}"


def _short(title: str) -> str:
    """Return what a call is known as: what follows the colon in its title."""
    return title.rpartition(": ")[2]


def _companies(tables: Tables) -> str:
    return "companies" if tables["call"].empty else "technology companies"


def _day(value: object) -> date:
    return value if type(value) is date else pd.Timestamp(str(value)).date()
