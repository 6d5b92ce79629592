"""What the tables say in words: titles, reasons and arithmetic, made from the data."""

from typing import Any

import pandas as pd

from scorecard.numbers import one_decimal, two_decimals
from scorecard.publish import findings
from scorecard.queries.companies import commitment_scores, company, peer_comparison
from scorecard.queries.method import in_order
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level

_COUNTED = (Level.MET, Level.PARTIAL, Level.NOT_MET, Level.NO_EVIDENCE)


def ranking_finding(tables: Tables, rows: pd.DataFrame) -> str:
    """Return what some rows of `ranking`, at least one, show, for a title."""
    return findings.ranking_finding(rows, in_order(tables, "band"))


def bands_in_words(tables: Tables) -> str:
    """Return from which score on which band begins, in a sentence, or an empty text without bands."""
    bands = in_order(tables, "band")
    starts = [f"“{label}” from {start:g}" for label, start in zip(bands["label"], bands["from_score"], strict=True)]
    return f"Bands of the score: {', '.join(starts)}." if starts else ""


def asks_finding(figures: pd.DataFrame) -> str:
    """Return how many companies meet each ask, for a heading. Takes what `ask_figures` returns."""
    return findings.asks_finding(figures)


def spread_finding(figures: pd.DataFrame) -> str:
    """Return under which asks companies stand highest and lowest, for a heading. Takes what `ask_figures` returns."""
    return findings.spread_finding(figures)


def bounds_finding(rows: pd.DataFrame) -> str:
    """Return how far missing evidence could move the scores of some rows of `ranking`, for a heading."""
    return findings.bounds_finding(rows)


def company_finding(tables: Tables, company_id: str) -> str:
    """Return what a company's score is, for a title."""
    return findings.company_finding(company(tables, company_id))


@kept
def company_sentence(tables: Tables, company_id: str) -> str:
    """Return a company's result in one sentence that can stand alone, and where it is strong and weak."""
    comparison = peer_comparison(tables, company_id)
    return findings.company_sentence(company(tables, company_id), comparison[comparison["applicable_count"] > 0])


def profile_finding(comparison: pd.DataFrame) -> str:
    """Return where a company stands best and worst, for a heading. Takes what `peer_comparison` returns."""
    return findings.profile_finding(comparison)


def band_cap_reason(tables: Tables, company_id: str) -> str:
    """Return why a company's band is held down, or an empty text where it is not."""
    row = company(tables, company_id)
    titles = tables["commitment"].set_index("commitment_id")["title"]
    return findings.band_cap_reason(row, str(titles.get(row["weakest_commitment_id"], "")))


def arithmetic(tables: Tables, scores: dict[str, Any]) -> str:
    """Return how a commitment score comes about: ``(2 met × 1 + 1 partial × 0.5 + 1 not met × 0) ÷ 4 = 62.5``.

    Args:
        tables: all tables.
        scores: a row of `commitment_scores`.
    """
    if not scores["assessed_count"]:
        return f"None of {scores['applicable_count']} applicable indicators was assessed."
    values = tables["level"].set_index("level")["value"]
    counts = [(level, scores[f"{level.value}_count"]) for level in _COUNTED]
    terms = " + ".join(f"{number} {level.label} × {values[level.value]:g}" for level, number in counts if number)
    if scores["is_withheld"]:
        assessed, applicable = scores["assessed_count"], scores["applicable_count"]
        return f"Withheld: {assessed} of {applicable} applicable indicators were assessed ({terms})"
    return f"({terms}) ÷ {scores['assessed_count']} assessed × 100 = {one_decimal(scores['score'])}"


def _mean(tables: Tables, scores: dict[str, Any]) -> str:
    """Return a commitment's mean with two decimals; a thin one, which is not shown by itself, says so."""
    values = tables["level"].set_index("level")["value"]
    points = sum(values[level.value] * scores[f"{level.value}_count"] for level in _COUNTED)
    mean = two_decimals(100 * points / scores["assessed_count"])
    return f"{mean} (thin: {scores['title'].lower()})" if scores["is_withheld"] else mean


@kept
def worked_example(tables: Tables, company_id: str) -> dict[str, Any]:
    """Return a company's score with all its arithmetic.

    Returns:
        `company` (a row of `company` as a mapping), `commitments` (rows of `commitment_scores` that apply, each
        with its `arithmetic`), `overall` (the weighted mean written out) and `geometric` and `weakest` (0-100).
    """
    row = company(tables, company_id).to_dict()
    scores = commitment_scores(tables)
    applies = scores[(scores["company_id"] == company_id) & (scores["applicable_count"] > 0)]
    commitments = [part | {"arithmetic": arithmetic(tables, part)} for part in rows_of(applies)]
    scored = [part for part in commitments if part["assessed_count"]]
    terms = " + ".join(f"{part['weight']:g} × {_mean(tables, part)}" for part in scored)
    total = sum(float(part["weight"]) for part in scored)
    result = "withheld" if row["is_withheld"] else f"{one_decimal(row['score'])}"
    return {
        "company": row,
        "commitments": commitments,
        "overall": f"({terms}) ÷ {total:g} = {result}" if scored else "no commitment has a score",
        "geometric": row["score_geometric"],
        "weakest": row["score_weakest"],
    }
