"""Questions about single reports: all rows of one service, who filled which row, flags, files to load."""

from typing import Any, NamedTuple

import pandas as pd

from scorecard.queries.published.periods import in_period, period_of, periods_of
from scorecard.queries.published.rows import MISSING, ZERO, state_in_words
from scorecard.queries.tables import Tables, kept
from scorecard.reports import categories
from scorecard.reports.flags import FlagSeverity
from scorecard.reports.model import Period
from scorecard.reports.template import OWN_INITIATIVE, PART, TOTAL_NUMBER
from scorecard.tabular import rows_of
from scorecard.vocabulary import FigureState, HowObtained

Cell = dict[str, Any]
COVERED_PARTS = (4, 5, 6)


class ReportBlock(NamedTuple):
    """One table of one service's report: a part, a surface, its rows on the subject.

    Attributes:
        period: label of the period.
        part: part of the template.
        title: what the part holds, and the surface, if there is one.
        columns: titles of the measures that any row has, with their unit.
        rows: label of the row and its cells: `state`, `value`, `high`, `unit`, `published`, `repair`, `said`.
        remarks: what readers must know.
    """

    period: str
    part: int
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    remarks: tuple[str, ...]


@kept
def reporting_services(tables: Tables) -> dict[str, str]:
    """Return the services with a report, by id, those of scored companies first."""
    services = tables["report_service"]
    own = services[services["service_id"].isin(tables["report"]["service_id"])]
    own = own.assign(is_context=own["company_id"].isna()).sort_values(["is_context", "name"])
    return dict(zip(own["service_id"], own["name"], strict=True))


@kept
def service_head(tables: Tables, service_id: str) -> dict[str, Any]:
    """Return the service, its company, its reports with how each was obtained, and how many flags they have."""
    services = tables["report_service"]
    row = rows_of(services[services["service_id"] == service_id])[0]
    names = tables["company"].set_index("company_id")["name"]
    reports = tables["report"][tables["report"]["service_id"] == service_id].sort_values("period_end", ascending=False)
    flags = tables["report_flag"][tables["report_flag"]["service_id"] == service_id]
    return row | {
        "company": names.get(row["company_id"]) if row["company_id"] else None,
        "flag_count": len(flags),
        "reports": [
            {
                "period": Period(entry["period_start"], entry["period_end"]).label,
                "how": HowObtained(entry["how"]).label,
                "missing_means": HowObtained(entry["how"]).missing_means,
                "read_from": entry["read_from"],
                "notes": entry["notes"] if pd.notna(entry["notes"]) else "",
            }
            for entry in rows_of(reports)
        ],
    }


@kept
def service_finding(tables: Tables, service_id: str) -> str:
    """Return how much of the subject the newest report of a service shows, for a title."""
    figures = tables["report_figure"]
    own = figures[(figures["service_id"] == service_id) & figures["is_newest"]]
    name = reporting_services(tables)[service_id]
    if own.empty:
        return f"{name} has no figure that is shown here"
    newest = max(periods_of(own))
    above = in_period(own, newest)
    filled = set(above.loc[(above["value"] > 0) & above["part"].isin(COVERED_PARTS), "category"])
    shown = [code for code in categories.SUBJECT_KEYWORDS if code in filled]
    synthetic = sum(code in categories.SYNTHETIC for code in shown)
    among = f", {synthetic} of them on synthetic imagery" if shown else ""
    return f"{name}, {newest.label}: figures above 0 on {len(shown)} of {len(categories.SUBJECT_KEYWORDS)} rows{among}"


@kept
def service_report(tables: Tables, service_id: str) -> list[ReportBlock]:
    """Return all figures of a service's reports, the newest period first, part by part."""
    figures = tables["report_figure"]
    own = figures[(figures["service_id"] == service_id) & figures["is_newest"]]
    remarks = tables["report_remark"][tables["report_remark"]["service_id"] == service_id]
    blocks = []
    for period in sorted(set(periods_of(own)), reverse=True):
        texts = in_period(remarks, period)
        for (part, surface), rows in in_period(own, period).groupby(["part", "surface"]):
            said = tuple(texts.loc[texts["part"] == part, "text"])
            blocks.append(_block(rows, int(str(part)), str(surface), period.label, said))
    return blocks


def _block(rows: pd.DataFrame, part: int, surface: str, period: str, remarks: tuple[str, ...]) -> ReportBlock:
    order = [measure.id for measure in PART[part].measures if measure.id in set(rows["measure"])]
    units = dict(zip(rows["measure"], rows["unit"], strict=True))
    lines: dict[str, dict[str, Cell]] = {}
    for row in rows_of(rows):
        label = categories.SHORT_NAMES.get(row["category"], "") or _SCOPES.get(row["scope"], row["scope"])
        label = " · ".join(filter(None, [label, row["detail"]]))
        key = f"{label} ({row['position']})" if row["position"] > 1 else label
        lines.setdefault(key, {})[row["measure"]] = _cell(row)
    ranks = {name: place for place, name in enumerate(categories.SHORT_NAMES.values())}
    return ReportBlock(
        period=period,
        part=part,
        title=f"{PART[part].title}{f': {surface}' if surface else ''}",
        columns=tuple((PART[part].measure(name).title, units[name]) for name in order),
        rows=tuple(
            (label, tuple(cells.get(name, {"state": MISSING}) for name in order))
            for label, cells in sorted(lines.items(), key=lambda entry: ranks.get(entry[0], len(ranks)))
        ),
        remarks=remarks,
    )


_SCOPES = {
    TOTAL_NUMBER: "In total",
    OWN_INITIATIVE: "On the provider's own initiative",
    "NAM Total": "After notices",
    "NAM Trusted Flagger": "After trusted flaggers' notices",
    categories.TOTAL: "All Member States",
}


def _cell(row: dict[str, Any]) -> Cell:
    state = ZERO if row["state"] == FigureState.VALUE.value and row["value"] == 0 else row["state"]
    return {
        "state": state,
        "value": row["value"],
        "high": row["value_high"] if pd.notna(row["value_high"]) else None,
        "unit": row["unit"],
        "published": row["published"] if pd.notna(row["published"]) else "",
        "repair": row["repair"] if pd.notna(row["repair"]) else "",
        "said": state_in_words(state, HowObtained.FILES.value),
    }


@kept
def coverage_matrix(tables: Tables, period_id: str) -> pd.DataFrame:
    """Return who filled which row in a period: one row a service, one column a category of the subject.

    Columns: `service_id`, `service`, `how`, `source_url`, and for each category code a list of the best state in each
    of parts 4, 5 and 6: ``value``, ``zero``, ``blank``, ``not_applicable``, ``unreadable`` or ``missing``.
    """
    period = period_of(period_id)
    own = in_period(tables["report"], period)
    names = tables["report_service"].set_index("service_id")
    figures = in_period(tables["report_figure"], period)
    figures = figures[figures["is_newest"]]
    state = figures["state"].mask((figures["state"] == FigureState.VALUE.value) & (figures["value"] == 0), ZERO)
    rank = state.map({name: rank for rank, name in enumerate(_STATES)})
    best: dict[Any, int] = rank.groupby([figures["service_id"], figures["part"], figures["category"]]).min().to_dict()
    rows = []
    for entry in rows_of(own.merge(names["position"], on="service_id").sort_values("position")):
        service = entry["service_id"]
        cells = {
            code: [_STATES[best.get((service, part, code), len(_STATES) - 1)] for part in COVERED_PARTS]
            for code in categories.SUBJECT
        }
        head = {"service_id": service, "service": names.loc[service, "name"]}
        rows.append(head | {"how": entry["how"], "source_url": entry["source_url"]} | cells)
    return pd.DataFrame(rows, columns=["service_id", "service", "how", "source_url", *categories.SUBJECT])


_STATES = (FigureState.VALUE.value, ZERO, FigureState.UNREADABLE.value, FigureState.NOT_APPLICABLE.value,
           FigureState.BLANK.value, MISSING)  # fmt: skip


@kept
def report_flags(
    tables: Tables, service_ids: tuple[str, ...], rule_ids: tuple[str, ...], severities: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return flags of some services, rules and severities, all where none is named: the subject and the gravest first.

    Columns: `service_id`, `service`, `period`, `severity`, `rule_id`, `title`, `asks`, `clause`, `message`, `part`,
    `surface`, `place` (the row in words), `figures`, `on_subject`, `source_url`.
    """
    rows = tables["report_flag"].merge(tables["report_rule"], on="rule_id", suffixes=("", "_of_rule"))
    services = tables["report_service"].rename(columns={"name": "service", "position": "service_position"})
    rows = rows.merge(services[["service_id", "service", "service_position", "url"]], on="service_id")
    if service_ids:
        rows = rows[rows["service_id"].isin(service_ids)]
    if rule_ids:
        rows = rows[rows["rule_id"].isin(rule_ids)]
    if severities:
        rows = rows[rows["severity"].isin(severities)]
    rows = rows.assign(
        period=[period.heading for period in periods_of(rows)],
        place=[_place(row) for row in rows_of(rows)],
        on_subject=rows["category"].isin(categories.SUBJECT[1:]),
        gravity=rows["severity"].map({severity.value: rank for rank, severity in enumerate(FlagSeverity)}),
        source_url=rows["url"],
    )
    columns = [
        "service_id", "service", "period", "severity", "rule_id", "title", "asks", "clause", "message", "part",
        "surface", "place", "figures", "on_subject", "source_url",
    ]  # fmt: skip
    order = ["on_subject", "gravity", "service_position", "period_end", "position"]
    return rows.sort_values(order, ascending=[False, True, True, False, True])[columns].reset_index(drop=True)


def _place(row: dict[str, Any]) -> str:
    code = row["category"] if pd.notna(row["category"]) else ""
    name = categories.SHORT_NAMES.get(code, code) or (row["scope"] if pd.notna(row["scope"]) else "")
    surface = row["surface"] if pd.notna(row["surface"]) else ""
    return ", ".join(filter(None, [f"part {row['part']}", surface, name]))


@kept
def report_rules(tables: Tables) -> dict[str, str]:
    """Return the rules that any report breaks, by id, with how many flags each has."""
    counts = tables["report_flag"]["rule_id"].value_counts()
    rules = tables["report_rule"].sort_values("position")
    return {
        str(rule): f"{title} ({counts[rule]})"
        for rule, title in zip(rules["rule_id"], rules["title"], strict=True)
        if rule in counts
    }


@kept
def company_reports(tables: Tables, company_id: str) -> list[dict[str, Any]]:
    """Return a company's services that report: `service_id`, `service`, `periods` (labels), `flag_count`."""
    services = tables["report_service"]
    own = services[services["company_id"] == company_id].sort_values("position")
    found = []
    for service_id, name in zip(own["service_id"], own["name"], strict=True):
        reports = tables["report"][tables["report"]["service_id"] == service_id].sort_values("period_end")
        flags = int((tables["report_flag"]["service_id"] == service_id).sum())
        labels = [period.label for period in periods_of(reports)]
        if labels:
            found.append({"service_id": service_id, "service": name, "periods": labels, "flag_count": flags})
    return found


@kept
def open_questions(tables: Tables, company_id: str) -> list[dict[str, Any]]:
    """Return where imported reports and a company's levels disagree: `indicator_id`, `title`, `message`, `answer`."""
    rows = tables["report_question"]
    rows = rows[rows["company_id"] == company_id].merge(
        tables["indicator"][["indicator_id", "title"]], on="indicator_id"
    )
    return [
        {"indicator_id": row["indicator_id"], "title": row["title"], "message": row["message"],
         "answer": row["answer"] if pd.notna(row["answer"]) else ""}
        for row in rows_of(rows)
    ]  # fmt: skip
