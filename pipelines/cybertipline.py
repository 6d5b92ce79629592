"""Reports to NCMEC's CyberTipline by provider: from the data set of apparebit/intransparent to one tidy file.

Every figure stays as the data set has it: half-years are not added up, several entries of one name are kept apart, and
a list without a figure under a name stays without one.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.intransparent import (
    NCMEC,
    TOTAL,
    DataSet,
    Figure,
    Period,
    parse_period,
    parse_platforms,
    parse_years,
)
from scorecard.curation.cybertips import Cybertips, ImportedCount
from scorecard.curation.files import read_record
from scorecard.curation.provenance import provenance_path, sha256_of
from scorecard.reports.problems import ReportError
from scorecard.storage.folders import write_whole
from scorecard.vocabulary import CountedBy

PLATFORMS, YEARS = "csam-reports-per-platform.json", "csam-reports-per-year.csv"
WRITTEN = Path("reports") / "cybertipline.csv"  # within the data folder
BY_HAND = "cybertipline.yaml"
LICENCE = "Apache-2.0"
HOW_OBTAINED = f"compiled by apparebit/intransparent, {LICENCE}"
ALL_PROVIDERS, ALL_REPORTS = "All providers", "All reports"  # of NCMEC's lists; of its yearly totals

_COLUMNS = tuple(ImportedCount.model_fields)
Row = dict[str, str]


class _Input(NamedTuple):
    """A file of the data set."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Imported:
    """What an import wrote: the file, its number of rows and its checksum."""

    path: Path
    row_count: int
    sha256: str


def import_cybertipline(folder: Path, data_dir: Path, progress: Callable[[str], None] = lambda step: None) -> Imported:
    """Write ``reports/cybertipline.csv`` of a data folder with its provenance, or leave both as they were.

    Args:
        folder: folder with the two files of the data set.
        data_dir: folder of curated data; its ``cybertipline.yaml`` says to which company a provider belongs.
        progress: called with the name of each step before it starts.

    Raises:
        ReportError: the data set cannot be read, contradicts itself, or names a provider that is not in the YAML file.
        DataProblemsError: the YAML file is missing or has problems.
    """
    progress("reading the data set")
    inputs = [_read(folder, PLATFORMS), _read(folder, YEARS)]
    data_set = parse_platforms(inputs[0].content, PLATFORMS)
    years = parse_years(inputs[1].content, YEARS)
    providers = read_record(data_dir / BY_HAND, data_dir, Cybertips)
    progress("checking")
    _refuse_contradictions(data_set, years)
    rows = sorted(_rows(data_set, years, providers), key=_order)
    content = _csv(rows)
    progress("writing")
    path = data_dir / WRITTEN
    write_whole({path: content, provenance_path(path): _provenance(content, data_set, inputs)})
    return Imported(path, len(rows), sha256_of(content))


def _read(folder: Path, name: str) -> _Input:
    try:
        return _Input(name, (folder / name).read_bytes())
    except OSError as error:
        remedy = "Point the import at the folder that holds the data set."
        raise ReportError(name, "", f"the file cannot be read: {error.strerror}", remedy=remedy) from None


def _refuse_contradictions(data_set: DataSet, years: dict[int, int]) -> None:
    """Raise if the providers of a year have more reports than its total, or that has more than all reports."""
    figures = data_set.figures.get(NCMEC, ())
    remedy = "One of the two is wrong: look it up in NCMEC's list and ask the author of the data set to mend it."
    sums: Counter[Period] = Counter()
    for one in figures:
        if one.provider != TOTAL and not one.is_redundant:
            sums[one.period] += one.reports or 0
    for total in (one for one in figures if one.provider == TOTAL):
        everything = years.get(total.period.start.year)
        if total.reports is None:
            raise ReportError(PLATFORMS, total.place, "the total has no figure", column="reports", remedy=remedy)
        if sums[total.period] > total.reports:
            message = f"the providers have {sums[total.period]:,} reports, more than their total"
            raise ReportError(
                PLATFORMS, total.place, message, column="reports", cell=f"{total.reports:,}", remedy=remedy
            )
        if everything is not None and total.reports > everything:
            message = f"the total is more than all reports of the year, {everything:,}"
            raise ReportError(
                PLATFORMS, total.place, message, column="reports", cell=f"{total.reports:,}", remedy=remedy
            )


def _rows(data_set: DataSet, years: dict[int, int], providers: Cybertips) -> Iterator[Row]:
    """Yield every row of the file: NCMEC's counts, the providers' own, and the totals."""
    for whole, parts in data_set.brands.items():
        _refuse_other_groups(whole, parts, providers)
    for platform, figures in data_set.figures.items():
        is_ncmec = platform == NCMEC
        entries: Counter[tuple[str, Period]] = Counter()
        for one in _worth_keeping(figures) if is_ncmec else (one for one in figures if one.reports is not None):
            entries[one.provider, one.period] += 1
            title, url = _source_of_list(one, data_set) if is_ncmec else _own_source(one, data_set, providers)
            counted_by = CountedBy.NCMEC if is_ncmec else CountedBy.PROVIDER
            yield _row(one, entries[one.provider, one.period], counted_by, title, url, providers)
    for year, count in years.items():
        period = parse_period(str(year))
        if period is None:
            raise ReportError(YEARS, "", "the year is none", cell=str(year))
        total = Figure(ALL_REPORTS, period, count, is_redundant=False, place=YEARS)
        title = f"{data_set.about['title']}: reports per year"
        yield _row(total, 1, CountedBy.NCMEC, title, data_set.about["url"], providers)


def _worth_keeping(figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """Yield the figures of NCMEC's lists; of a provider without any in a list, one empty figure."""
    has_figure = {(one.provider, one.period) for one in figures if one.reports is not None}
    told: set[tuple[str, Period]] = set()
    for one in figures:
        key = (one.provider, one.period)
        if one.reports is not None:
            yield one
        elif key not in has_figure and key not in told:
            told.add(key)
            yield one


def _row(one: Figure, entry: int, counted_by: CountedBy, title: str, url: str, providers: Cybertips) -> Row:
    is_total = one.provider in (TOTAL, ALL_REPORTS)
    known = providers.provider_by_name.get(one.provider)
    if known is None and not is_total:
        remedy = f"Add it to `providers` of {BY_HAND}, with its company or null."
        raise ReportError(
            PLATFORMS, one.place, "the provider is not known", column="platform", cell=one.provider, remedy=remedy
        )
    return {
        "provider": ALL_PROVIDERS if one.provider == TOTAL else one.provider,
        "company_id": (known.company or "") if known else "",
        "period_start": one.period.start.isoformat(),
        "period_end": one.period.end.isoformat(),
        "counted_by": counted_by.value,
        "entry": str(entry),
        "report_count": "" if one.reports is None else str(one.reports),
        "is_total": str(is_total).lower(),
        "is_redundant": str(one.is_redundant).lower(),
        "source_title": title,
        "source_url": url,
        "how_obtained": HOW_OBTAINED,
    }


def _source_of_list(one: Figure, data_set: DataSet) -> tuple[str, str]:
    """Return title and address of the list of NCMEC's that a figure stands in: one list a year."""
    year = one.period.start.year
    found = [url for url in data_set.sources[NCMEC] if url.rsplit("/", 1)[-1].startswith(f"{year}-reports-by-esp")]
    if len(found) != 1 or one.period != parse_period(str(year)):
        message = "no single address is that of the list for this year"
        remedy = "Add the address of NCMEC's list to the sources of the data set."
        raise ReportError(PLATFORMS, one.place, message, cell=str(year), remedy=remedy)
    return f"NCMEC: reports by electronic service provider, {year}", found[0]


def _own_source(one: Figure, data_set: DataSet, providers: Cybertips) -> tuple[str, str]:
    """Return title and address of what a provider publishes: the only address given, or the one chosen by hand."""
    given = data_set.sources[one.provider]
    known = providers.provider_by_name.get(one.provider)
    chosen = (known.own_counts_at if known else None) or (given[0] if len(given) == 1 else None)
    if chosen not in given:
        message = f"the data set gives {len(given)} addresses and {BY_HAND} none of them"
        remedy = f"Write one of them as `own_counts_at` of the provider in {BY_HAND}."
        raise ReportError(PLATFORMS, one.place, message, cell=one.provider, remedy=remedy)
    return f"{one.provider}: transparency report", str(chosen)


def _refuse_other_groups(whole: str, parts: tuple[str, ...], providers: Cybertips) -> None:
    for part in parts:
        known = providers.provider_by_name.get(part)
        if known is not None and known.part_of != whole:
            message = f"the data set has {part} as a brand of {whole}, {BY_HAND} has not"
            raise ReportError(PLATFORMS, whole, message, cell=part, remedy=f"Set its `part_of` in {BY_HAND}.")


def _order(row: Row) -> tuple[object, ...]:
    period = (row["period_start"], row["period_end"])
    return row["is_total"], row["provider"].casefold(), row["provider"], *period, row["counted_by"], int(row["entry"])


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _provenance(content: bytes, data_set: DataSet, inputs: list[_Input]) -> bytes:
    said = {
        "file": WRITTEN.name,
        "sha256": sha256_of(content),
        "made_by": "pipelines/cybertipline.py",
        **data_set.about,
        "licence": LICENCE,
        "how_obtained": HOW_OBTAINED,
        "inputs": [{"file": one.name, "sha256": sha256_of(one.content)} for one in inputs],
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
