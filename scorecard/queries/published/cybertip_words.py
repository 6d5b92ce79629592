"""What counts of reports to the CyberTipline say, in sentences that are safe to print.

A count says how much was reported, never how much abuse there is: sentences say who counted what, and no more.
"""

import pandas as pd

from scorecard.numbers import counted, one_decimal
from scorecard.queries.published.cybertips import cybertip_figures, cybertip_series
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import CountedBy

_MILLION = 1_000_000


@kept
def cybertip_finding(tables: Tables, providers: tuple[str, ...]) -> str:
    """Return what the counts of some providers say, for a title: NCMEC's of the latest year, else another's."""
    rows = cybertip_series(tables, providers).dropna(subset=["report_count"])
    by_ncmec = rows[(rows["counted_by"] == CountedBy.NCMEC.value) & rows["is_year"]]
    if rows.empty:
        return "No number of reports is known for the providers chosen"
    if by_ncmec.empty:
        latest = rows_of(rows[rows["period_end"] == rows["period_end"].max()])[0]
        return _of_others(latest)
    year = by_ncmec["period"].max()
    found = by_ncmec[by_ncmec["period"] == year].sort_values("report_count", ascending=False, kind="stable")
    most, fewest = rows_of(found)[0], rows_of(found)[-1]
    said = f"For {year}, NCMEC counted {_reports(most['report_count'])} from {most['label']}"
    if len(found) == 1:
        return said
    rest = f"{_amount(fewest['report_count'])} from {fewest['label']}"
    if len(found) == 2:
        return f"{said} and {rest}"
    return f"{said} and {rest}, the most and the fewest of the {len(found)} shown that have a count"


@kept
def cybertip_differences(tables: Tables, providers: tuple[str, ...]) -> list[str]:
    """Return a sentence for each year for which both NCMEC and the provider counted, by provider and year."""
    rows = cybertip_series(tables, providers).dropna(subset=["report_count"])
    rows = rows[rows["is_year"]]
    own = {(row["provider_id"], row["period"]): row for row in rows_of(rows) if row["counted_by"] == CountedBy.PROVIDER}
    said = []
    for row in rows_of(rows[rows["counted_by"] == CountedBy.NCMEC.value]):
        other = own.get((row["provider_id"], row["period"]))
        if other:
            said.append(_difference(row["label"], row["period"], row["report_count"], other["report_count"]))
    return said


@kept
def cybertip_notes(tables: Tables, providers: tuple[str, ...]) -> list[str]:
    """Return what a reader must know about the counts of some providers."""
    known = tables["cybertip_provider"]
    figures = cybertip_figures(tables, providers)
    names = set(figures["provider"]) | set(figures["drawn_with"])
    notes = known[known["provider"].isin(names)].dropna(subset=["note"])
    of_names = [f"{name}: {note}" for name, note in zip(notes["provider"], notes["note"], strict=True)]
    noted = figures.dropna(subset=["note"])
    told = zip(noted["provider"], noted["period"], noted["note"], strict=True)
    return of_names + [f"{name}, {period}: {note}" for name, period, note in told]


@kept
def cybertip_table(tables: Tables, providers: tuple[str, ...]) -> pd.DataFrame:
    """Return the counts as a table to be read: provider, period, who counted, reports, what was added up."""
    rows = cybertip_series(tables, providers)
    return pd.DataFrame(
        {
            "Provider": rows["label"],
            "Period": rows["period"],
            "Counted by": [CountedBy(value).label for value in rows["counted_by"]],
            "Reports": ["no figure" if pd.isna(value) else f"{value:,}" for value in rows["report_count"]],
            "Published figures it is the sum of, or names it stands under": rows["parts"],
        }
    )


def _difference(label: str, year: str, by_ncmec: int, by_itself: int) -> str:
    if by_ncmec == by_itself:
        return f"{label}, {year}: NCMEC and the provider both counted {_reports(by_ncmec, exact=True)}."
    apart = abs(by_ncmec - by_itself)
    which = "fewer" if by_itself < by_ncmec else "more"
    said = f"NCMEC counted {_reports(by_ncmec, exact=True)}, the provider {by_itself:,}"
    return f"{label}, {year}: {said}, which is {apart:,} {which}."


def _of_others(row: dict[str, object]) -> str:
    number, period, label = _reports(int(str(row["report_count"]))), row["period"], row["label"]
    if row["counted_by"] == CountedBy.PROVIDER:
        return f"{label} itself counted {number} to NCMEC for {period}"
    if row["counted_by"] == CountedBy.NCMEC:
        return f"NCMEC counted {number} from {label} for {period}"
    return f"{number[0].upper()}{number[1:]} to NCMEC are stated for {label}, {period}; who counted is not said"


def _reports(number: int, *, exact: bool = False) -> str:
    if exact or number < _MILLION:
        return counted(number, "report")
    return f"{_amount(number)} reports"


def _amount(number: int) -> str:
    """Return a number as a title has it: ``13.8 million``, ``65,810``."""
    return f"{one_decimal(number / _MILLION)} million" if number >= _MILLION else f"{number:,}"
