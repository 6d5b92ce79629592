"""Questions about how sure ranks are: ranges, who can be told apart, what moves them, the reader's own settings."""

from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from scorecard import numbers
from scorecard.publish import captions
from scorecard.publish.captions import Claim, Place
from scorecard.queries.companies import company, in_name_order, ranking
from scorecard.queries.method import commitment_titles, in_order, peer_group_labels
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.certainty import FAR
from scorecard.vocabulary import OVERALL


class Apart(NamedTuple):
    """Ids of companies by whether they can be told apart from one: above it, below it, or not at all."""

    above: list[str]
    below: list[str]
    same: list[str]


def has_robustness(tables: Tables) -> bool:
    """Return whether there are draws at all: a method need not have any."""
    return not tables["rank_range"].empty


@kept
def robustness_parameters(tables: Tables) -> dict[str, Any]:
    """Return the parameters of the draws as the method has them, shares and the like as fractions; empty for none."""
    given: dict[str, Any] | None = tables["methodology"].iloc[0]["robustness"]
    if not given:
        return {}
    exact = {key: Fraction(given[key]) for key in ("weight_concentration", "tell_apart")}
    return given | exact | {"level_slip": {name: Fraction(chance) for name, chance in given["level_slip"].items()}}


@kept
def scopes(tables: Tables) -> dict[str, str]:
    """Return who is ranked together and has ranges: `OVERALL`, then each peer group, with its label."""
    known = set(tables["rank_range"]["scope"])
    labels = {OVERALL: "All companies"} | peer_group_labels(tables)
    return {scope: label for scope, label in labels.items() if scope in known}


@kept
def rank_ranges(tables: Tables, scope: str) -> pd.DataFrame:
    """Return the ranges of those that are ranked together, best published rank first.

    Columns: `company_id`, `name`, `rank` (published), `is_shared`, `rank_low`, `rank_median`, `rank_high`, `tie_band`.
    """
    rank, shared = ("rank", "is_rank_shared") if scope == OVERALL else ("peer_rank", "is_peer_rank_shared")
    published = ranking(tables)[["company_id", "name", rank, shared]]
    published = published.rename(columns={rank: "rank", shared: "is_shared"})
    rows = tables["rank_range"][tables["rank_range"]["scope"] == scope].drop(columns=["release_id", "scope"])
    rows = published.merge(rows, on="company_id")
    return rows.sort_values(["rank", "name"], ignore_index=True)


@kept
def has_pairs(tables: Tables, scope: str) -> bool:
    """Return whether it is known of every pair of a scope how often one is above the other: not of very many."""
    return bool(rank_ranges(tables, scope)["tie_band"].notna().all())


@kept
def place(tables: Tables, company_id: str, scope: str) -> Place | None:
    """Return where a company stands in a scope; None where it has no range there."""
    rows = rank_ranges(tables, scope)
    own = rows[rows["company_id"] == company_id]
    if own.empty:
        return None
    row = own.iloc[0]
    group = "" if scope == OVERALL else f" of the group “{peer_group_labels(tables)[scope]}”"
    return Place(
        name=str(row["name"]),
        rank=int(row["rank"]),
        is_shared=bool(row["is_shared"]),
        low=int(row["rank_low"]),
        high=int(row["rank_high"]),
        total=len(rows),
        among=f"{len(rows)} companies{group}",
    )


@kept
def apart(tables: Tables, company_id: str, scope: str) -> Apart | None:
    """Return from whom a company can be told apart among those it is ranked with; None where no pairs are known."""
    rows = rank_ranges(tables, scope)
    pairs = pair_table(tables)
    if not has_pairs(tables, scope) or company_id not in set(rows["company_id"]):
        return None
    is_above = pairs["is_above"]
    found = Apart([], [], [])
    for other in rows["company_id"]:
        if other != company_id:
            is_lower, is_higher = is_above[other, company_id], is_above[company_id, other]
            side = found.above if is_lower else found.below if is_higher else found.same
            side.append(other)
    return found


@kept
def pair_table(tables: Tables) -> pd.DataFrame:
    """Return `probability` and `is_above` of each pair, by `company_id` and `other_id`."""
    return tables["pair_probability"].set_index(["company_id", "other_id"])[["probability", "is_above"]]


@kept
def rank_probabilities(tables: Tables, scope: str) -> pd.DataFrame:
    """Return how often each company has each rank: one row a company as in `rank_ranges`, one column a rank from 1."""
    own = tables["rank_probability"]
    own = own[own["scope"] == scope].pivot(index="company_id", columns="rank", values="probability")
    names = rank_ranges(tables, scope)["company_id"]
    return own.reindex(index=names, columns=range(1, len(names) + 1)).fillna(0.0)


@kept
def band_probabilities(tables: Tables, scope: str) -> pd.DataFrame:
    """Return how often each company is in each band: one row a company as in `rank_ranges`, bands highest first.

    Empty where the method has no bands.
    """
    own = tables["band_probability"].pivot(index="company_id", columns="band_id", values="probability")
    bands = [band for band in in_order(tables, "band")["band_id"] if band in own]
    return own.reindex(index=rank_ranges(tables, scope)["company_id"])[bands]


@kept
def source_influence(tables: Tables, scope: str) -> pd.DataFrame:
    """Return what each source of uncertainty does to ranks, the strongest first.

    Columns: `source`, `first_order` and `total` (mean over the companies of the scope, share of the variance of the
    rank), `mean_shift` (places) and `moved_count`: the last two overall, with the source varied by itself.
    """
    own = tables["rank_sensitivity"]
    means = own[own["scope"] == scope].groupby("source", as_index=False)[["first_order", "total"]].mean()
    rows = means.merge(tables["source_shift"].drop(columns="release_id"), on="source", how="outer")
    return rows.sort_values(["total", "source"], ascending=[False, True], ignore_index=True)


@kept
def commitment_importances(tables: Tables) -> pd.DataFrame:
    """Return the stated weight and the measured importance of each commitment, in order.

    Columns: `commitment_id`, `title`, `weight_share` and `importance` (0-1, missing where it cannot be told).
    """
    titles = in_order(tables, "commitment")[["commitment_id", "title"]]
    return titles.merge(tables["commitment_importance"].drop(columns="release_id"), on="commitment_id")


@kept
def left_out_moves(tables: Tables, scope: str) -> pd.DataFrame:
    """Return how ranks change with one commitment or indicator left out, the largest change first.

    Columns: `left_out`, `title`, `is_commitment`, `moved_count` (companies whose rank changes), `mean_shift` (places),
    and of the company that moves most `name`, `rank_before`, `rank_after`.
    """
    rows = tables["left_out_rank"]
    rows = rows[rows["scope"] == scope].dropna(subset=["rank"])
    before = rows[rows["left_out"] == ""].set_index("company_id")["rank"]
    names = ranking(tables).set_index("company_id")["name"]
    titles = commitment_titles(tables) | dict(
        zip(tables["indicator"]["indicator_id"], tables["indicator"]["title"], strict=True)
    )
    moved = rows[rows["left_out"] != ""].assign(rank_before=lambda part: part["company_id"].map(before))
    moved = moved.assign(shift=(moved["rank"] - moved["rank_before"]).abs(), name=moved["company_id"].map(names))
    found = []
    for left_out, part in moved.groupby("left_out"):
        most = part.sort_values(["shift", "rank_before"], ascending=[False, True]).iloc[0]
        found.append(
            {
                "left_out": left_out,
                "title": titles[str(left_out)],
                "is_commitment": left_out in commitment_titles(tables),
                "moved_count": int((part["shift"] > 0).sum()),
                "mean_shift": float(part["shift"].mean()),
                "name": most["name"],
                "rank_before": int(most["rank_before"]),
                "rank_after": int(most["rank"]),
            }
        )
    columns = ["left_out", "title", "is_commitment", "moved_count", "mean_shift", "name", "rank_before", "rank_after"]
    frame = pd.DataFrame(found, columns=columns)
    return frame.sort_values(["mean_shift", "left_out"], ascending=[False, True], ignore_index=True)


@kept
def robustness_finding(tables: Tables, scope: str) -> str:
    """Return how sure the ranks of a scope are, for a title."""
    rows = rank_ranges(tables, scope)
    total = len(rows)
    if total == 1:
        return f"{rows['name'].iloc[0]} is the only company that is ranked here"
    if total <= FAR + 1:  # too few to be far off
        opened = int(((rows["rank_low"] != rows["rank"]) | (rows["rank_high"] != rows["rank"])).sum())
        if not opened:
            return f"Each of {total} companies has its published rank in at least 90\u202f% of the draws"
        return f"The rank of {opened} of {total} companies could be another one"
    far = far_count(rows)
    if not far:
        return f"No range of {total} companies reaches {FAR} places or more from the published rank"
    return f"The rank of {far} of {total} companies could be {FAR} places off or more"


def far_count(rows: pd.DataFrame) -> int:
    """Return how many ranges reach `FAR` places or more from the published rank. Takes rows of `rank_ranges`."""
    reach = np.maximum(rows["rank"] - rows["rank_low"], rows["rank_high"] - rows["rank"])
    return int((reach >= FAR).sum())


@kept
def pairs_finding(tables: Tables, scope: str) -> str:
    """Return how many pairs can be told apart, for a heading."""
    ids = rank_ranges(tables, scope)["company_id"].tolist()
    pairs = pair_table(tables)["is_above"]
    apart_count = sum(bool(pairs[one, other]) for one in ids for other in ids if one != other)
    total = len(ids) * (len(ids) - 1) // 2
    return f"{apart_count or 'None'} of {numbers.counted(total, 'pair')} of companies can be told apart"


@kept
def safe_sentences(tables: Tables, company_id: str) -> list[str]:
    """Return what can safely be printed about a company's rank: within its group, then among all."""
    row, names = company(tables, company_id), in_name_order(tables)
    found: list[str] = []
    for scope in (str(row["peer_group_id"]), OVERALL):
        own, others = place(tables, company_id, scope), apart(tables, company_id, scope)
        if own is None or own.total < 2:
            continue
        found += [captions.rank_sentence(own), captions.strongest_claim(own)]
        if others is not None:
            found.append(
                captions.apart_sentence(own.name, own.among, *([names[one] for one in side] for side in others))
            )
    return found


@kept
def pair_sentences(tables: Tables, company_ids: tuple[str, ...]) -> list[str]:
    """Return what can be said of the order of each pair of companies that are ranked together."""
    pairs, names = pair_table(tables)["probability"], ranking(tables).set_index("company_id")["name"]
    threshold = float(robustness_parameters(tables).get("tell_apart", 1))
    return [
        captions.pair_sentence(names[one], names[other], pairs[one, other], pairs[other, one], threshold)
        for one, other in combinations(company_ids, 2)
        if (one, other) in pairs.index
    ]


@kept
def refused_claims(tables: Tables, company_id: str) -> list[Claim]:
    """Return the strongest statements on a company's place that its ranges do not carry."""
    scope = str(company(tables, company_id)["peer_group_id"])
    places = [own for own in (place(tables, company_id, scope), place(tables, company_id, OVERALL)) if own]
    return [claim for own in places for claim in captions.claims(own)[:1] if not claim.is_carried]
