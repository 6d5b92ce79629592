"""Questions about reports to NCMEC's CyberTipline: who has counts, the series of each provider, the file of all.

A provider here is what is drawn together: all names of one company, or one name of a company that is not scored. What
was added up for it is always told in `parts`.
"""

from typing import Any

import pandas as pd

from scorecard.queries.evidence import LICENCE
from scorecard.queries.method import release
from scorecard.queries.published.cybertip_sums import period_words, summed
from scorecard.queries.sources import publisher_ids, tier_in_words
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of, to_csv
from scorecard.vocabulary import CountedBy

COMPILED_LICENCE = "Apache-2.0"  # of the imported figures, see data/reports/cybertipline.provenance.json
USUAL_PROVIDERS = 8
_PUBLISHED = """
    provider company_id company drawn_with period_start period_end period counted_by entry report_count unit
    is_redundant source_title source_url seen_as how_obtained indicator_id note licence
""".split()


def has_cybertips(tables: Tables) -> bool:
    """Return whether any provider has a count."""
    return bool(_counts(tables)["report_count"].notna().any())


@kept
def cybertip_providers(tables: Tables) -> pd.DataFrame:
    """Return the providers, by name: `provider_id`, `label`, `company_id` (may be missing), `year_count`.

    `year_count` is the number of calendar years for which a whole count is known, whoever counted; 0 also for a
    provider that NCMEC's lists have no figure for.
    """
    rows = _counts(tables)
    found = rows.drop_duplicates("provider_id").sort_values("label", key=lambda names: names.str.casefold())
    series = cybertip_series(tables, tuple(found["provider_id"]))
    years = series[series["is_year"]].dropna(subset=["report_count"]).groupby("provider_id")["period"].nunique()
    counted = [int(years.get(provider_id, 0)) for provider_id in found["provider_id"]]
    return found[["provider_id", "label", "company_id"]].assign(year_count=counted).reset_index(drop=True)


@kept
def usual_cybertip_providers(tables: Tables) -> tuple[str, ...]:
    """Return the providers to begin with: those of companies we score with most years, by name."""
    rows = cybertip_providers(tables)
    scored = rows.dropna(subset=["company_id"]).sort_values("year_count", ascending=False, kind="stable")
    chosen = set(scored["provider_id"].head(USUAL_PROVIDERS))
    return tuple(provider_id for provider_id in rows["provider_id"] if provider_id in chosen)


@kept
def cybertip_series(tables: Tables, providers: tuple[str, ...]) -> pd.DataFrame:
    """Return the counts of some providers, in their order, by who counted and by period.

    Counts under several names of one provider are added up, and so are the parts of a calendar year where they make it
    whole; what a source itself repeats is left out.

    Returns:
        `provider_id`, `label`, `counted_by`, `period_start`, `period_end`, `period` (in words), `is_year` (a calendar
        year), `report_count` (missing: NCMEC's list of that year has no figure for the provider), `parts` (the
        published figures, where there are several or they stand under another name).
    """
    rows = _counts(tables)
    found: list[dict[str, Any]] = []
    for provider_id in providers:
        own = rows[(rows["provider_id"] == provider_id) & ~rows["is_redundant"]]
        for counted_by in CountedBy:
            figures = own[own["counted_by"] == counted_by.value]
            head = {"provider_id": provider_id, "counted_by": counted_by.value}
            found += [head | {"label": figures["label"].iloc[0]} | row for row in summed(figures)]
    columns = ["provider_id", "label", "counted_by", "period_start", "period_end", "period", "is_year", "report_count"]
    frame = pd.DataFrame(found, columns=[*columns, "parts"])
    return frame.astype({"report_count": "Int64", "is_year": "bool"})


@kept
def cybertip_figures(tables: Tables, providers: tuple[str, ...]) -> pd.DataFrame:
    """Return the published figures of some providers, none added up, each with its source; for the table and the file.

    Columns:
        `provider` (as published), `company_id` and `company` (missing for one that is not scored), `drawn_with`,
        `period_start`, `period_end`, `period` (in words), `counted_by`, `entry` (where a list has several under one
        name), `report_count` (missing: the list has no figure under the name), `unit`, `is_redundant`,
        `source_title`, `source_url`, `seen_as` (what was seen of the source, for counts from evidence),
        `how_obtained`, `indicator_id` (of that evidence), `note`, `licence`.
    """
    rows = _counts(tables)
    order = ["label", "provider", "period_start", "period_end", "counted_by", "entry"]
    rows = rows[rows["provider_id"].isin(providers)].sort_values(order, ignore_index=True)
    seen = {source["source_id"]: tier_in_words(source) for source in rows_of(tables["source"])}
    periods = zip(rows["period_start"], rows["period_end"], rows["period_name"], strict=True)
    return rows.assign(
        company=rows["label"].where(rows["company_id"].notna()),
        drawn_with=rows["part_of"],
        period=pd.Series([period_words(*cells) for cells in periods], index=rows.index, dtype="str"),
        unit="reports",
        seen_as=rows["source_id"].map(seen),
        licence=rows["source_id"].isna().map({True: COMPILED_LICENCE, False: LICENCE}),
    )[_PUBLISHED]


def cybertip_file(tables: Tables, providers: tuple[str, ...]) -> bytes:
    """Return `cybertip_figures` as CSV, with a byte order mark for spreadsheets."""
    return to_csv(cybertip_figures(tables, providers)).encode("utf-8-sig")


def cybertip_file_name(tables: Tables, providers: tuple[str, ...]) -> str:
    """Return a name for that file: ``pledgewatch-cybertipline-61-figures-2026.11.csv``."""
    given = release(tables)
    state = given["release_id"] if given["is_frozen"] else f"{given['release_id']}-{given['content_hash'][:10]}"
    return f"pledgewatch-cybertipline-{len(cybertip_figures(tables, providers))}-figures-{state}.csv"


@kept
def _counts(tables: Tables) -> pd.DataFrame:
    """Return the counts of providers, totals left out, with `provider_id`, `label`, `company_id` and `part_of`."""
    known = tables["cybertip_provider"].rename(columns={"note": "provider_note"})
    names = tables["company"].set_index("company_id")["name"]
    rows = tables["cybertip_count"]
    rows = rows[~rows["is_total"]].merge(known, on="provider")
    others = publisher_ids(rows["part_of"][rows["company_id"].isna()].unique())
    ids = rows["company_id"].where(rows["company_id"].notna(), rows["part_of"].map(others))
    labels = rows["company_id"].map(names).where(rows["company_id"].notna(), rows["part_of"])
    return rows.assign(provider_id=ids, label=labels)
