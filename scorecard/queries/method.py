"""Questions about the method, the call and the release."""

import re

import pandas as pd

from scorecard.queries.agreement import Agreement, agreement_of
from scorecard.queries.tables import Tables, kept

_INTERESTS = re.compile(
    r"\b(conflicts? of interest|competing interests?|fund(ed|ing|ers?)|sponsor(s|ed|ship)?)\b", re.I
)


@kept
def release(tables: Tables) -> pd.Series:
    """Return the one release of the tables: id, whether frozen, version of the method, date, hashes."""
    return tables["release"].iloc[0]


@kept
def in_order(tables: Tables, name: str) -> pd.DataFrame:
    """Return a table in its order of display."""
    return tables[name].sort_values("position", ignore_index=True)


@kept
def commitment_titles(tables: Tables) -> dict[str, str]:
    """Return the title of each commitment, in order."""
    commitments = in_order(tables, "commitment")
    return dict(zip(commitments["commitment_id"], commitments["title"], strict=True))


@kept
def commitment_of_indicators(tables: Tables) -> dict[str, str]:
    """Return the id of each indicator's commitment."""
    indicators = tables["indicator"]
    return dict(zip(indicators["indicator_id"], indicators["commitment_id"], strict=True))


@kept
def peer_group_labels(tables: Tables) -> dict[str, str]:
    """Return the name of each peer group, in order."""
    groups = in_order(tables, "peer_group")
    return dict(zip(groups["peer_group_id"], groups["label"], strict=True))


@kept
def band_labels(tables: Tables) -> dict[str, str]:
    """Return the name of each band, highest first."""
    bands = in_order(tables, "band")
    return dict(zip(bands["band_id"], bands["label"], strict=True))


@kept
def role_meanings(tables: Tables) -> dict[str, str]:
    """Return what a company with each role does, in order."""
    roles = in_order(tables, "role")
    return dict(zip(roles["role_id"], roles["meaning"], strict=True))


@kept
def applicability(tables: Tables) -> pd.DataFrame:
    """Return the table of indicators by roles: `indicator_id`, `title`, and one boolean column a role, in order."""
    marks = (
        tables["indicator_role"].assign(applies=True).pivot(index="indicator_id", columns="role_id", values="applies")
    )
    marks = marks.reindex(columns=in_order(tables, "role")["role_id"])
    rows = in_order(tables, "indicator")[["indicator_id", "title"]].merge(
        marks, left_on="indicator_id", right_index=True
    )
    return rows.assign(**{role: rows[role].eq(True) for role in marks.columns})


@kept
def interests_stated(tables: Tables) -> pd.DataFrame:
    """Return the limits (`title`, `text`) that speak of conflicts of interest or of funding; empty where none does."""
    limits = in_order(tables, "limit")
    texts = limits["title"].astype(str) + ". " + limits["text"].astype(str)
    return limits[texts.map(lambda text: bool(_INTERESTS.search(text))).astype(bool)].reset_index(drop=True)


@kept
def coder_agreement(tables: Tables) -> Agreement:
    """Return how far the two coders agreed before adjudication."""
    return agreement_of(tables)
