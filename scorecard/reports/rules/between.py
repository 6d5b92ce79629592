"""Figures of different parts, scopes and versions against each other."""

from collections.abc import Iterator

from scorecard.numbers import counted
from scorecard.reports import categories, template
from scorecard.reports.flags import Clash, Flag
from scorecard.reports.rules import table_rules as rules
from scorecard.reports.rules.naming import amount, examples, row_name, title
from scorecard.reports.rules.tables import Check, Row, Table, Tables, rows_of
from scorecard.vocabulary import HowObtained

TOLERANCE = 0.005  # of the larger figure: parts are drawn up on different days
_MEASURES, _NOTICES = (
    ("automated_measure_count", "other_measure_count"),
    ("automated_notice_count", "other_notice_count"),
)
_ALL_NOTICES = "NAM Total"
_TOTAL_SCOPES = (template.TOTAL_NUMBER, template.OWN_INITIATIVE)

Found = list[tuple[Row, str]]


def automated_measures_agree(tables: Tables) -> Iterator[Flag]:
    """Yield surfaces on which part 8 has other automated measures than parts 5 and 6 together.

    Where part 8 has none on own initiative, its total is at least as much. Nothing is compared where parts 6 and 8 are
    not divided into the same surfaces.
    """
    eights, sixes = ({table.surface: table for table in tables.of(part)} for part in (8, 6))
    if set(eights) != set(sixes):
        return
    for surface, eight in eights.items():
        own = _figures([eight], template.OWN_INITIATIVE, _MEASURES[:1])
        here = own or _figures([eight], template.TOTAL_NUMBER, _MEASURES[:1])
        totals = [table.total for table in tables.of(5, 6) if table.surface == surface and table.total]
        there = [(row, "automated_count") for row in totals if row.value("automated_count") is not None]
        if here and there and _is_unlike(here, there, only_above=not own or _may_lack_parts(tables)):
            message = f"Parts 5 and 6 have {amount(_sum(there))} measures after automated detection, part 8 has "
            message += f"{amount(_sum(here))}{'' if own else ' in all'}"
            yield tables.flag(rules.AUTOMATED_UNLIKE_OWN_INITIATIVE, message, *_clashes([*here, *there]))


def notices_agree(tables: Tables) -> Iterator[Flag]:
    """Yield a report of which part 8 has other notices than part 4."""
    here = _figures(list(tables.of(8)), _ALL_NOTICES, _NOTICES)
    there = [
        (table.total, "notice_count") for table in tables.of(4) if table.total and table.total.value("notice_count")
    ]
    is_complete = tables.has_all_figures or len(here) == len(_NOTICES)
    if here and there and is_complete and _is_unlike(here, there):
        message = f"Part 4 has {amount(_sum(there))} notices, part 8 has {amount(_sum(here))}"
        yield tables.flag(rules.NOTICES_UNLIKE_AUTOMATED, message, *_clashes([*here, *there]))


def _figures(tables: list[Table], scope: str, measures: tuple[str, ...]) -> Found:
    """Return the figures of a scope; none where one stands twice in a table: which is meant cannot be told."""
    found: Found = []
    for table in tables:
        rows = [row for row in table.rows if row.scope == scope and not row.description]
        own = [(row, measure) for row in rows for measure in measures if row.value(measure) is not None]
        if len(own) > len({measure for _, measure in own}):
            return []
        found += own
    return found


def _is_unlike(here: Found, there: Found, only_above: bool = False) -> bool:
    first, second = _sum(here), _sum(there)
    return abs(first - second) > TOLERANCE * max(first, second) and (second > first or not only_above)


def _may_lack_parts(tables: Tables) -> bool:
    return tables.report.how is HowObtained.SAMPLE


def _sum(found: Found) -> float:
    return sum(row.amount(measure) for row, measure in found)


def _clashes(found: Found) -> list[Clash]:
    return [row.clash(measure) for row, measure in found]


def own_initiative_is_part_of_total(tables: Tables) -> Iterator[Flag]:
    """Yield surfaces on which part 8 has more measures on own initiative than in all."""
    for table in tables.of(8):
        for measure in _MEASURES:
            whole, own = (_figures([table], scope, (measure,)) for scope in _TOTAL_SCOPES)
            if whole and own and own[0][0].amount(measure) > whole[0][0].amount(measure):
                message = f"{amount(own[0][0].amount(measure))} on own initiative are more than all "
                message += f"{amount(whole[0][0].amount(measure))} under “{title(measure)}”"
                yield tables.flag(rules.OWN_ABOVE_TOTAL, message, own[0][0].clash(measure), whole[0][0].clash(measure))


def versions_are_the_same(tables: Tables) -> Iterator[Flag]:
    """Yield parts of which a corrected version stands beside an earlier one, with the totals that changed."""
    cells = tables.report.cells
    for (part, surface), own in cells.groupby(["part", "surface"]):
        versions = sorted(own["version"].unique())
        if len(versions) < 2:
            continue
        before, after = (_totals(rows_of(own[own["version"] == version])) for version in (versions[-2], versions[-1]))
        changed = [key for key in after if key in before and before[key][1] != after[key][1]]
        message = f"Version {versions[-1]} of part {part}{f' ({surface})' if surface else ''} stands beside version "
        message += f"{versions[-2]}; "
        if changed:
            said = [f"{key[1]}: {before[key][1]} to {after[key][1]}" for key in changed]
            message += f"{counted(len(changed), 'total')} changed: {examples(said)}"
        else:
            message += "no figure of its total rows changed" if after else "no total rows to compare"
        clashes = [found[key][0] for key in changed for found in (after, before)]
        yield tables.flag(rules.RESTATED, message, *(clashes or [Clash(int(str(part)), str(surface), "", "", "", "")]))


def _totals(rows: list[Row]) -> dict[tuple[str, str], tuple[Clash, str]]:
    """Return the cells of total rows and what they say, by scope and title."""
    found = {}
    for row in rows:
        if row.category == categories.TOTAL or (row.part >= 7 and row.scope in _TOTAL_SCOPES and not row.description):
            for measure, cell in row.cells.items():
                said = (
                    amount(cell.value)
                    if cell.value is not None
                    else "blank"
                    if row.is_blank(measure)
                    else cell.published
                )
                name = title(measure).lower() if row.category else f"{title(measure).lower()} ({row_name(row)})"
                found[(f"{row.section} {row.scope}", name)] = (row.clash(measure), said)
    return found


CHECKS: tuple[Check, ...] = (
    automated_measures_agree,
    notices_agree,
    own_initiative_is_part_of_total,
    versions_are_the_same,
)
