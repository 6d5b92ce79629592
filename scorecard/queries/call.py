"""Questions about the call: what it asks of companies, and who endorses it."""

import pandas as pd

from scorecard.numbers import counted, listing
from scorecard.queries.method import in_order
from scorecard.queries.tables import Tables, kept
from scorecard.vocabulary import EndorserKind


@kept
def asks_of_companies(tables: Tables) -> pd.DataFrame:
    """Return the asks of the call in order: `commitment_id`, `title`, `ask`; commitments without an ask left away."""
    return in_order(tables, "commitment").dropna(subset=["ask"])[["commitment_id", "title", "ask"]]


@kept
def endorser_counts(tables: Tables) -> pd.DataFrame:
    """Return how many endorsers of each kind are listed, most first: `kind`, `label` (plural as needed), `count`.

    Kinds of which none is listed are left away.
    """
    counts = tables["endorser"]["kind"].value_counts(sort=False)
    rows = [{"kind": kind.value, "count": int(counts.get(kind.value, 0))} for kind in EndorserKind]
    frame = pd.DataFrame([row for row in rows if row["count"]], columns=["kind", "count"])
    labels = [_noun(kind, number) for kind, number in zip(frame["kind"], frame["count"], strict=True)]
    return frame.assign(label=labels).sort_values("count", ascending=False, kind="stable", ignore_index=True)


def endorsers(tables: Tables, words: str = "", kind: str | None = None) -> pd.DataFrame:
    """Return who endorses the call, in the order of its list.

    Args:
        tables: all tables.
        words: each must occur in name, affiliation or country, whatever its case.
        kind: only this kind; None for all.

    Returns:
        `name`, `kind`, `kind_label`, `affiliation`, `country` (the last two missing where the list does not give them).
    """
    rows = in_order(tables, "endorser")
    chosen = pd.Series(True, index=rows.index)
    if sought := words.casefold().split():
        said = zip(rows["name"], rows["affiliation"].fillna(""), rows["country"].fillna(""), strict=True)
        fits = [all(word in " ".join(texts).casefold() for word in sought) for texts in said]
        chosen &= pd.Series(fits, index=rows.index, dtype=bool)
    if kind is not None:
        chosen &= rows["kind"] == kind
    rows = rows[chosen].reset_index(drop=True)
    return rows.assign(kind_label=[EndorserKind(value).label for value in rows["kind"]]).drop(columns="position")


@kept
def call_finding(tables: Tables) -> str:
    """Return who stands behind the call, for a title. There is a call."""
    counts, listed = endorser_counts(tables), len(tables["endorser"])
    if not listed:
        asks = len(asks_of_companies(tables))
        return f"The call asks companies for {counted(asks, 'thing')}; no endorsers are listed"
    if len(counts) == 1:
        return f"{listed} {counts['label'].iloc[0]} {'endorses' if listed == 1 else 'endorse'} the call"
    parts = [f"{number} {label}" for number, label in zip(counts["count"], counts["label"], strict=True)]
    return f"{listing(parts)} endorse the call"


def endorsements_in_words(stated: int, listed: int) -> str:
    """Return how the endorsements that a call states compare with the entries of its list, in a sentence."""
    says = f"The call states {counted(stated, 'endorsement')}"
    if not listed:
        return f"{says}; no list of them is recorded here."
    if stated == listed:
        return f"{says}, and its list has as many entries."
    apart = f"{_entries(abs(stated - listed))} {'fewer' if listed < stated else 'more'}"
    return f"{says}; its list has {_entries(listed)}, {apart}."


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _noun(kind: str, number: int) -> str:
    return EndorserKind(kind).label + ("" if number == 1 else "s")
