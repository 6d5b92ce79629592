"""All evidence in one frame, with what the explorer of evidence derives from it once: text, filters, orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scorecard.queries.sources import TIERS, archive_url, publisher_ids, tier_in_words
from scorecard.queries.watched.citations import with_clauses
from scorecard.queries.wording import searchable, terms
from scorecard.tabular import rows_of
from scorecard.vocabulary import Confidence, Lane, SourceKind, Stance, Tier

Places = npt.NDArray[np.integer[Any]]

UNDATED = "undated"
NOT_STATED = "none"
ORDERS = {"newest": "Newest source first", "company": "Company", "indicator": "Indicator"}

# Where words are searched for.
_SEARCHED = "finding rationale source_title publisher service locator section company indicator_id indicator".split()


@dataclass(frozen=True)
class Facet:
    """One filter.

    Attributes:
        name: what is filtered.
        labels: its ids with their labels, in order.
        codes: for each row the place of its id among these.
    """

    name: str
    labels: dict[str, str]
    codes: Places

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many findings each id has."""
        counts = np.bincount(self.codes, minlength=len(self.labels))
        return dict(zip(self.labels, counts.tolist(), strict=True))

    def has(self, ids: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return for each row whether it has one of some ids."""
        return np.isin(self.codes, [place for place, option in enumerate(self.labels) if option in ids])


@dataclass(frozen=True)
class Explorer:
    """All evidence.

    Attributes:
        rows: one finding each, by company (name), indicator and position, numbered from 0 on. Columns: those of
            `evidence`; `company` (its name), `indicator` (its title), `commitment_id` and `commitment` (its title);
            `level`, `confidence` and `rationale` of the assessment; of the source `kind`, `lane`, `publisher`,
            `publisher_id`, `source_title`, `url`, `published`, `year` (text, or `undated`), `seen_via`, `tier`,
            `tier_words`, `copy_of_publisher`, `copy_of_url`; `archived` (`yes` or `no`), and, where it is,
            `collection`, `commit` and `archive_url`; `clause_status`, `clause_checked_to` and `clause_said`, see
            `with_clauses`.
        texts: what words are searched for in, one text a finding, see `wording.searchable`.
        facets: the filters, by id.
        orders: for each of `ORDERS` the places of all rows in that order.
    """

    rows: pd.DataFrame
    texts: list[str]
    facets: dict[str, Facet]
    orders: dict[str, Places]

    def places(self, words: str, chosen: Mapping[str, Sequence[str]], order: str) -> Places:
        """Return the places in `rows` of the findings that have all words and, for each facet, one of its ids."""
        fits = np.ones(len(self.rows), dtype=bool)
        for term in terms(words):
            # A fifth of the time that pandas' own search in its column of text takes.
            fits &= np.fromiter((term in text for text in self.texts), dtype=bool, count=len(self.texts))
        for facet, ids in chosen.items():
            if ids:
                fits &= self.facets[facet].has(ids)
        in_order = self.orders[order]
        return in_order[fits[in_order]]


def explorer_of(tables: Mapping[str, pd.DataFrame]) -> Explorer:
    """Return all evidence of the tables."""
    rows = _joined(tables)
    searched = zip(*(rows[name] for name in _SEARCHED), strict=True)
    texts = [searchable(part for part in parts if isinstance(part, str)) for parts in searched]
    facets = {
        name: Facet(label, labels, _codes(rows[column], labels))
        for name, (label, column, labels) in _facets(tables, rows).items()
    }
    return Explorer(rows, texts, facets, _orders(rows))


def _joined(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    companies = tables["company"][["company_id", "name"]].rename(columns={"name": "company"})
    indicators = tables["indicator"][["indicator_id", "commitment_id", "title", "position"]]
    indicators = indicators.rename(columns={"title": "indicator", "position": "indicator_position"})
    commitments = tables["commitment"][["commitment_id", "title"]].rename(columns={"title": "commitment"})
    reasons = tables["assessment"][["company_id", "indicator_id", "level", "confidence", "rationale"]]
    rows = (
        with_clauses(tables, tables["evidence"])
        .merge(companies, on="company_id")
        .merge(indicators, on="indicator_id")
        .merge(commitments, on="commitment_id")
        .merge(reasons, on=["company_id", "indicator_id"])
        .merge(_sources(tables), on="source_id")
    )
    rows = rows.assign(
        archived=np.where(rows["archive_url"].isna(), "no", "yes"),
        confidence=rows["confidence"].fillna(NOT_STATED),
        company_key=rows["company"].str.casefold(),
    )
    return rows.sort_values(["company_key", "company_id", "indicator_position", "position"], ignore_index=True)


def _sources(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    sources = tables["source"].rename(columns={"title": "source_title"})
    ids = publisher_ids(sources["publisher"].unique())
    tier_words = [tier_in_words(source) for source in rows_of(sources)]
    sources = sources.assign(
        publisher_id=sources["publisher"].map(ids),
        lane=sources["kind"].map({kind.value: kind.lane.value for kind in SourceKind}),
        year=sources["published"].str[:4].fillna(UNDATED),
        tier_words=pd.Series(tier_words, index=sources.index, dtype="str"),
    )
    archived = tables["archived_version"]
    keys = zip(archived["collection"], archived["path"], archived["commit"], strict=True)
    urls = pd.Series([archive_url(*key) for key in keys], index=archived.index, dtype="str")
    return sources.merge(archived.drop(columns="path").assign(archive_url=urls), on="source_id", how="left")


def _orders(rows: pd.DataFrame) -> dict[str, Places]:
    newest = rows[["published"]].sort_values("published", ascending=False, na_position="last", kind="stable")
    indicator = rows[["indicator_position"]].sort_values("indicator_position", kind="stable")
    orders = {"newest": newest, "company": rows, "indicator": indicator}
    return {name: orders[name].index.to_numpy(dtype=np.intp) for name in ORDERS}


def _facets(tables: Mapping[str, pd.DataFrame], rows: pd.DataFrame) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Return of each facet its name, column and labels by id. Closed lists are whole, so that addresses last."""
    companies = tables["company"].sort_values("name", key=lambda names: names.str.casefold())
    commitments = tables["commitment"].sort_values("position")
    indicators = tables["indicator"].sort_values("position")
    publishers = rows.drop_duplicates("publisher_id").sort_values("publisher", key=lambda names: names.str.casefold())
    years = [*sorted(set(rows["year"]) - {UNDATED}, reverse=True), UNDATED]
    confidence = _words(Confidence) | ({NOT_STATED: "Not stated"} if NOT_STATED in set(rows["confidence"]) else {})
    named = indicators["indicator_id"] + " " + indicators["title"]
    return {
        "company": ("Company", "company_id", _pairs(companies["company_id"], companies["name"])),
        "commitment": ("Commitment", "commitment_id", _pairs(commitments["commitment_id"], commitments["title"])),
        "stance": ("Stance", "stance", _words(Stance)),
        "lane": ("Who speaks", "lane", {lane.value: lane.label for lane in Lane}),
        "indicator": ("Indicator", "indicator_id", _pairs(indicators["indicator_id"], named)),
        "kind": ("Kind of source", "kind", {kind.value: kind.label.capitalize() for kind in SourceKind}),
        "tier": ("What was seen of the source", "tier", {tier.value: TIERS[tier] for tier in Tier}),
        "publisher": ("Publisher", "publisher_id", _pairs(publishers["publisher_id"], publishers["publisher"])),
        "year": ("Year of the source", "year", {year: year.capitalize() for year in years}),
        "archived": ("Archived version", "archived", {"yes": "With one", "no": "Without"}),
        "confidence": ("Confidence of the level", "confidence", confidence),
    }


def _words(vocabulary: type[StrEnum]) -> dict[str, str]:
    return {word.value: word.value.capitalize() for word in vocabulary}


def _pairs(ids: pd.Series, labels: pd.Series) -> dict[str, str]:
    return dict(zip(ids, labels, strict=True))


def _codes(column: pd.Series, labels: Mapping[str, str]) -> Places:
    return column.map({option: place for place, option in enumerate(labels)}).to_numpy(dtype=np.intp)
