"""Reports as files to load, and what they show in a sentence."""

import pandas as pd

from scorecard.numbers import counted, listing
from scorecard.queries.published.details import COVERED_PARTS, coverage_matrix
from scorecard.queries.published.options import Option
from scorecard.queries.published.periods import in_period, period_of
from scorecard.queries.published.rows import MISSING, ZERO
from scorecard.queries.tables import Tables, kept
from scorecard.reports import categories
from scorecard.reports.flags import FlagSeverity
from scorecard.reports.template import REGULATION
from scorecard.vocabulary import FigureState, HowObtained


@kept
def figures_file(tables: Tables) -> pd.DataFrame:
    """Return every figure with its service, company, unit and source, as a file to load."""
    services = tables["report_service"][["service_id", "name", "provider", "company_id"]]
    reports = tables["report"][["service_id", "period_start", "period_end", "how", "source_url"]]
    rows = tables["report_figure"].merge(services.rename(columns={"name": "service"}), on="service_id")
    rows = rows.merge(reports, on=["service_id", "period_start", "period_end"])
    first = ["service_id", "service", "provider", "company_id"]
    return rows[first + [name for name in rows.columns if name not in first]]


def side_finding(rows: pd.DataFrame, category: str, option: Option) -> str:
    """Return what the services side by side show, for a title: how many give a figure, how many a zero."""
    services = rows.drop_duplicates("service_id")
    above = rows.loc[rows["state"] == FigureState.VALUE.value, "service_id"].nunique()
    zero = rows[(rows["state"] == ZERO)]["service_id"].nunique()
    name = f"“{categories.SHORT_NAMES[category]}”" if category != categories.TOTAL else "all categories together"
    about = f"a figure above 0 on {name}" if option.has_rows else "a figure above 0"
    said = f"{option.title}: {above} of {counted(len(services), 'service')} give {about}"
    if not zero:
        return said
    is_open = rows.loc[rows["state"] == MISSING, "how"].isin([HowObtained.COMPILED, HowObtained.SAMPLE]).any()
    return f"{said}, {'at least ' if is_open else ''}{zero} {'says' if zero == 1 else 'say'} 0"


def flags_finding(flags: pd.DataFrame) -> str:
    """Return how many flags there are, for a title."""
    if flags.empty:
        return "No flag fits this choice"
    contradictions = int((flags["severity"] == "contradiction").sum())
    services = flags["service_id"].nunique()
    said = f"{counted(len(flags), 'place')} in the reports of {counted(services, 'service')} that a reader should know"
    if not contradictions:
        return said
    where = "each" if contradictions == len(flags) else str(contradictions)
    return f"{said}; in {where} the figures cannot all be right"


def side_file(rows: pd.DataFrame, period_id: str, category: str, option: Option) -> pd.DataFrame:
    """Return services side by side as a file: what `rows.side_by_side` has, with the period, row and measure before."""
    period = period_of(period_id)
    frame = rows.drop(columns="label").assign(
        period_start=period.start,
        period_end=period.end,
        part=option.part,
        measure=option.measure,
        category=category if option.has_rows else "",
    )
    about = ["period_start", "period_end", "part", "measure", "category"]
    first = ["service_id", "service", "provider", "company_id", *about]
    return frame[first + [name for name in frame.columns if name not in first]]


def flag_severities() -> dict[str, str]:
    """Return what each severity of a flag means."""
    return {severity.value: severity.meaning for severity in FlagSeverity}


def findings_in_words(flags: pd.DataFrame) -> str:
    """Return how many findings a checked report has, for a heading."""
    if flags.empty:
        return "No finding: no rule is broken that could be judged"
    counts = flags["severity"].value_counts()
    parts = [counted(int(counts[severity]), severity) for severity in flag_severities() if severity in counts]
    return f"{counted(len(flags), 'finding')}: {', '.join(parts)}"


def ways_obtained() -> dict[str, str]:
    """Return how reports can have been obtained, by id."""
    return {how.value: how.label for how in HowObtained}


@kept
def coverage_finding(tables: Tables, period_id: str) -> str:
    """Return how many services fill a row on synthetic imagery with a figure, for a title."""
    rows = coverage_matrix(tables, period_id)
    given = rows[list(categories.SYNTHETIC)].map(lambda states: FigureState.VALUE.value in states).any(axis=1)
    return (
        f"{int(given.sum())} of {counted(len(rows), 'service')} give a figure above 0 on synthetic imagery, "
        f"{period_of(period_id).label}"
    )


@kept
def coverage_file(tables: Tables, period_id: str) -> pd.DataFrame:
    """Return who filled which row as a file: one row a service, category and part."""
    rows = coverage_matrix(tables, period_id).melt(
        ["service_id", "service", "how", "source_url"],
        list(categories.SUBJECT),
        var_name="category",
        value_name="state",
    )
    rows["part"] = [list(COVERED_PARTS)] * len(rows)
    return rows.explode(["state", "part"], ignore_index=True).assign(period=period_id)


@kept
def source_in_words(tables: Tables, period_id: str) -> str:
    """Return where the figures of a period come from, for the line below a chart."""
    period = period_of(period_id)
    counts = in_period(tables["report"], period)["how"].value_counts()
    ways = [f"{how.label} ({counted(int(counts[how.value]), 'service')})" for how in HowObtained if how.value in counts]
    return (
        f"Source: the services’ own reports under {REGULATION} for {period.label}, {listing(ways)}. Collection of the "
        "files: github.com/krMaynard/dsa-transparency-data. Each publisher’s address is in the table."
    )
