"""Sentences that say what the data show, made from the data and from nothing else."""

import pandas as pd


def ranking_finding(rows: pd.DataFrame, bands: pd.DataFrame) -> str:
    """Return what a set of companies shows, for a title.

    Args:
        rows: companies as `queries.ranking` returns them, at least one.
        bands: the table of bands in order, highest first; may be empty.
    """
    total = len(rows)
    companies = f"{total} companies" if total != 1 else "1 company"
    shown = rows[~rows["is_withheld"]]
    if shown.empty:
        return f"The score of all {companies} is withheld" if total > 1 else "The score of this company is withheld"
    if bands.empty:
        return f"{companies}: scores from {shown['score'].min():.1f} to {shown['score'].max():.1f} of 100"
    counts = shown["band_id"].value_counts()
    labels = dict(zip(bands["band_id"], bands["label"], strict=True))
    reached = [band for band in labels if counts.get(band, 0)]
    highest, best = next(iter(labels)), reached[0]
    if best == highest:
        return f"{counts[best]} of {companies} {_agree(labels[best], counts[best])}"
    none = f"None of {companies} {labels[highest]}" if total > 1 else f"The company is not one that {labels[highest]}"
    return f"{none}; {counts[best]} {_agree(labels[best], counts[best])}"


def company_finding(company: pd.Series) -> str:
    """Return what a company's score is, in one sentence.

    Args:
        company: a row as `queries.company` returns it.
    """
    name = company["name"]
    if company["is_withheld"]:
        assessed, applicable = company["assessed_count"], company["applicable_count"]
        return f"{name}: score withheld, {assessed} of {applicable} applicable indicators were assessed"
    band = f" and {company['band']}" if pd.notna(company["band"]) else ""
    return f"{name} scores {company['score']:.1f} of 100{band}"


def profile_finding(comparison: pd.DataFrame) -> str:
    """Return where a company stands best and worst.

    Args:
        comparison: rows as `queries.peer_comparison` returns them, only those that apply.
    """
    shown = comparison.dropna(subset=["score"])
    if shown.empty:
        return "No commitment has a score"
    ordered = shown.sort_values("score", ascending=False, kind="stable")
    best, worst = ordered.iloc[0], ordered.iloc[-1]
    if best["score"] == worst["score"]:
        return f"{best['score']:.1f} under every commitment that applies"
    return f"Strongest in {best['title'].lower()}, weakest in {worst['title'].lower()}"


def band_cap_reason(company: pd.Series, weakest_title: str) -> str:
    """Return why a company's band is held down, or an empty text where it is not.

    Args:
        company: a row as `queries.company` returns it.
        weakest_title: title of its weakest commitment.
    """
    if company["is_withheld"] or not company["is_band_capped"]:
        return ""
    return (
        f"By its score alone the company {_would(company['uncapped_band'])}. Its weakest commitment, "
        f"{weakest_title.lower()} at {company['score_weakest']:.1f}, holds the band down: a strong commitment does "
        "not buy off a missing one."
    )


def _agree(label: str, number: int) -> str:
    """Return a band's label with its verb for that many companies: ``meets most asks``, ``meet most asks``."""
    return label.replace("meets ", "meet ", 1) if number != 1 and label.startswith("meets ") else label


def _would(label: str) -> str:
    return (
        label.replace("meets ", "would meet ", 1) if label.startswith("meets ") else f"would be in the band “{label}”"
    )
