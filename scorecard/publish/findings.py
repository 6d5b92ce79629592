"""Sentences that say what the data show, made from the data and from nothing else."""

import pandas as pd

from scorecard.numbers import listing, one_decimal


def ranking_finding(rows: pd.DataFrame, bands: pd.DataFrame) -> str:
    """Return what a set of companies shows, for a title.

    Args:
        rows: companies as `queries.ranking` returns them, at least one.
        bands: the table of bands in order, highest first; may be empty.
    """
    total, withheld = len(rows), int(rows["is_withheld"].sum())
    shown = rows[~rows["is_withheld"]]
    if shown.empty:
        return (
            f"The score of all {total} companies is withheld" if total > 1 else "The score of this company is withheld"
        )
    if bands.empty:
        companies = f"{total} companies" if total > 1 else "1 company"
        lowest, highest = one_decimal(shown["score"].min()), one_decimal(shown["score"].max())
        return f"{companies}: scores from {lowest} to {highest} of 100"
    labels = dict(zip(bands["band_id"], bands["label"], strict=True))
    counts = {band: int((shown["band_id"] == band).sum()) for band in labels}
    if total == 1:
        return f"{shown['name'].iloc[0]} {labels[shown['band_id'].iloc[0]]}"
    return _band_counts(labels, counts, total) + (f"; {withheld} withheld" if withheld else "")


def _band_counts(labels: dict[str, str], counts: dict[str, int], total: int) -> str:
    """Return how many companies reach the highest band, and where none does, how many the best one reached."""
    highest, best = next(iter(labels)), next(band for band in labels if counts[band])
    reached = f"{counts[best]} {_agree(labels[best], counts[best])}"
    if counts[best] == total:
        return f"All {total} companies {_agree(labels[best], total)}"
    if best == highest:
        return f"{counts[best]} of {total} companies {_agree(labels[best], counts[best])}"
    return f"None of {total} companies {labels[highest]}; {reached}"


def bounds_finding(rows: pd.DataFrame) -> str:
    """Return how far missing evidence could move scores.

    Args:
        rows: companies as `queries.ranking` returns them.
    """
    spans = (rows["score_high"] - rows["score_low"]).fillna(0.0)
    if spans.max() == 0:
        return "No evidence is missing: no score could move"
    widest = rows.assign(span=spans).sort_values("span", kind="stable").iloc[-1]
    low, high, span = (one_decimal(widest[key]) for key in ("score_low", "score_high", "span"))
    if len(rows) == 1:
        return f"Missing evidence could move the score by {span} points, from {low} to {high}"
    return f"Missing evidence could move scores by up to {span} points: {widest['name']}, from {low} to {high}"


def asks_finding(figures: pd.DataFrame) -> str:
    """Return how many companies meet each ask, for a heading.

    Args:
        figures: rows of `queries.ask_figures`.
    """
    asked = figures[figures["addressed_count"] > 0]
    full = asked[asked["full_count"] > 0]
    if asked.empty:
        return "No ask applies to these companies"
    if full.empty:
        return "No company meets any ask in full"
    said = [
        f"{number} of {total} {'meets' if number == 1 else 'meet'} {title.lower()} in full"
        for number, total, title in zip(full["full_count"], full["addressed_count"], full["title"], strict=True)
    ]
    others = "" if len(full) == len(asked) else "; no company meets any other ask in full"
    return listing(said) + others


def spread_finding(figures: pd.DataFrame) -> str:
    """Return under which asks companies stand highest and lowest in the middle, for a heading.

    Args:
        figures: rows of `queries.ask_figures`.
    """
    shown = figures.dropna(subset=["median"])
    if shown.empty:
        return "No company has a score under any ask"
    highest, lowest = shown["median"].max(), shown["median"].min()
    if highest == lowest:
        return f"The median score is {one_decimal(highest)} under every ask that has scores"
    top = listing(shown.loc[shown["median"] == highest, "title"].str.lower().tolist())
    bottom = listing(shown.loc[shown["median"] == lowest, "title"].str.lower().tolist())
    return f"Median score highest under {top} ({one_decimal(highest)}), lowest under {bottom} ({one_decimal(lowest)})"


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
    return f"{name} scores {one_decimal(company['score'])} of 100{band}"


def profile_finding(comparison: pd.DataFrame) -> str:
    """Return where a company stands best and worst.

    Args:
        comparison: rows as `queries.peer_comparison` returns them, only those that apply.
    """
    shown = comparison.dropna(subset=["score"])
    if shown.empty:
        return "No commitment has a score"
    highest, lowest = shown["score"].max(), shown["score"].min()
    if highest == lowest:
        which = "every commitment that applies" if len(shown) == len(comparison) else "every commitment that is shown"
        return f"{one_decimal(highest)} under {which}"
    at_top = listing(shown.loc[shown["score"] == highest, "title"].str.lower().tolist())
    at_bottom = listing(shown.loc[shown["score"] == lowest, "title"].str.lower().tolist())
    return f"Highest under {at_top}, lowest under {at_bottom}"


def company_sentence(company: pd.Series, comparison: pd.DataFrame) -> str:
    """Return a company's result in one sentence that can stand alone, and where it is strong and weak.

    Args:
        company: a row as `queries.company` returns it.
        comparison: rows as `queries.peer_comparison` returns them, only those that apply.
    """
    if company["is_withheld"]:
        return f"{company_finding(company)}."
    score, low, high = (one_decimal(company[key]) for key in ("score", "score_low", "score_high"))
    bounds = f" (bounds {low} to {high})" if low != high else ""
    shared = "shares rank" if company["is_peer_rank_shared"] else "ranks"
    place = f"{shared} {company['peer_rank']} of {company['scored_peer_count']} in the group “{company['peer_group']}”"
    return f"{company['name']} scores {score} of 100{bounds} and {place}. {profile_finding(comparison)}."


def band_cap_reason(company: pd.Series, weakest_title: str) -> str:
    """Return why a company's band is held down, or an empty text where it is not.

    Args:
        company: a row as `queries.company` returns it.
        weakest_title: title of its weakest commitment.
    """
    if company["is_withheld"] or not company["is_band_capped"]:
        return ""
    withheld = pd.isna(company["score_weakest"])
    at = "whose own score is withheld" if withheld else f"at {one_decimal(company['score_weakest'])}"
    return (
        f"By its score alone the company {_would(company['uncapped_band'])}. Its weakest commitment, "
        f"{weakest_title.lower()} {at}, holds the band down: "
        "a strong commitment does not make up for a missing one."
    )


def _agree(label: str, number: int) -> str:
    """Return a band's label with its verb for that many companies: ``meets most asks``, ``meet most asks``."""
    return label.replace("meets ", "meet ", 1) if number != 1 and label.startswith("meets ") else label


def _would(label: str) -> str:
    return (
        label.replace("meets ", "would meet ", 1) if label.startswith("meets ") else f"would be in the band “{label}”"
    )
