"""Own measures, parts 5 and 6: figures of one row against each other, and figures that come again."""

from collections.abc import Iterator
from itertools import combinations

from scorecard.numbers import listing
from scorecard.reports.flags import Flag
from scorecard.reports.rules import figure_rules as rules
from scorecard.reports.rules.naming import amount, apart, are, examples, others, row_name, telling_first, things, title
from scorecard.reports.rules.tables import OWN_INITIATIVE, Check, Row, Table, Tables
from scorecard.reports.template import PART, RESTRICTIONS, Unit

LARGE = 1_000  # from here on it is unlikely that two unlike counts are the same by chance
UNLIKE_ROWS = 3  # in so many categories the same figure must stand
_MEASURES, _AUTOMATED = "measure_count", "automated_count"


def automated_are_part_of_measures(tables: Tables) -> Iterator[Flag]:
    """Yield rows with more measures after automated detection than measures."""
    for table in tables.of(*OWN_INITIATIVE):
        above = [row for row in table.rows if row.value(_MEASURES) is not None and _is_above(row, _AUTOMATED)]
        for found in apart(above, _MEASURES):
            automated, measures = (found[0].amount(measure) for measure in (_AUTOMATED, _MEASURES))
            message = f"{things(_AUTOMATED, automated)} {are(automated)} more than all {things(_MEASURES, measures)} "
            message += f"({row_name(found[0])}){others(len(found) - 1)}"
            clashes = [row.clash(measure) for row in found for measure in (_AUTOMATED, _MEASURES)]
            yield tables.flag(rules.AUTOMATED_ABOVE_MEASURES, message, *clashes)


def _is_above(row: Row, measure: str) -> bool:
    return row.amount(measure) > row.amount(_MEASURES)


def restrictions_are_part_of_measures(tables: Tables) -> Iterator[Flag]:
    """Yield rows with more restrictions of one kind than measures."""
    for table in tables.of(*OWN_INITIATIVE):
        above = [row for row in table.rows if row.value(_MEASURES) is not None and _kinds_above(row)]
        for found in apart(above, _MEASURES):
            row, kinds = found[0], _kinds_above(found[0])
            named = listing([things(kind, row.amount(kind)) for kind in kinds])
            message = f"{named} {'is' if len(kinds) == 1 else 'are each'} more than all "
            message += f"{things(_MEASURES, row.amount(_MEASURES))} ({row_name(row)}){others(len(found) - 1)}"
            clashes = [entry.clash(kind) for entry in found for kind in (*_kinds_above(entry), _MEASURES)]
            yield tables.flag(rules.RESTRICTION_ABOVE_MEASURES, message, *clashes)


def _kinds_above(row: Row) -> list[str]:
    return [kind for kind in RESTRICTIONS if _is_above(row, kind)]


def restrictions_add_up(tables: Tables) -> Iterator[Flag]:
    """Yield rows whose kinds of restriction add up to more than the measures, none of them being more by itself."""
    for table in tables.of(*OWN_INITIATIVE):
        above = [row for row in table.rows if row.value(_MEASURES) is not None and not _kinds_above(row)]
        above = [row for row in above if _together(row) > row.amount(_MEASURES) and not _is_mixed(row)]
        for found in apart(above, _MEASURES):
            row = found[0]
            kinds = [kind for kind in RESTRICTIONS if row.amount(kind)]
            added = " + ".join(f"{amount(row.amount(kind))} ({title(kind).lower()})" for kind in kinds)
            message = f"{added} add up to {amount(_together(row))}, more than all "
            message += f"{things(_MEASURES, row.amount(_MEASURES))} ({row_name(row)}){others(len(found) - 1)}"
            clashes = [row.clash(_MEASURES), *(row.clash(kind) for kind in kinds)]
            clashes += [entry.clash(_MEASURES) for entry in found[1:]]
            yield tables.flag(rules.RESTRICTIONS_ABOVE_MEASURES, message, *clashes)


def _is_mixed(row: Row) -> bool:
    return row.is_mixed(_MEASURES, *RESTRICTIONS)


def _together(row: Row) -> float:
    return sum(row.amount(kind) for kind in RESTRICTIONS)


def restrictions_are_complete(tables: Tables) -> Iterator[Flag]:
    """Yield tables with rows whose kinds of restriction add up to less than the measures.

    A kind that is blank in the whole table is one that the service does not use, as the template asks; where a kind in
    use is blank in a row, or was not read, nothing can be said of the row.
    """
    for table in tables.of(*OWN_INITIATIVE):
        kinds = [kind for kind in RESTRICTIONS if any(row.value(kind) is not None for row in table.rows)]
        below = [row for row in table.rows if _falls_short(row, kinds)]
        if below:
            below = telling_first(below, _MEASURES)
            message = f"All kinds of restriction add up to {amount(_together(below[0]))}, less than "
            message += f"{things(_MEASURES, below[0].amount(_MEASURES))} ({row_name(below[0])}){others(len(below) - 1)}"
            yield tables.flag(rules.RESTRICTIONS_BELOW_MEASURES, message, *(row.clash(_MEASURES) for row in below))


def _falls_short(row: Row, kinds: list[str]) -> bool:
    is_known = all(row.value(kind) is not None or (kind not in kinds and row.is_blank(kind)) for kind in RESTRICTIONS)
    return bool(kinds) and is_known and not _is_mixed(row) and _together(row) < row.amount(_MEASURES)


def restrictions_are_counted_once(tables: Tables) -> Iterator[Flag]:
    """Yield tables where one large figure stands under two kinds of restriction, both counted among the measures."""
    for table in tables.of(*OWN_INITIATIVE):
        found = [(row, pair) for row in table.rows if (pair := _repeated(row))]
        if not found:
            continue
        row, pair = min(found, key=lambda entry: (entry[0].is_total, -entry[0].amount(_MEASURES)))
        message = (
            f"{amount(row.amount(pair[0]))} stands both under “{title(pair[0])}” and “{title(pair[1])}”, and both "
        )
        message += (
            f"are counted among {things(_MEASURES, row.amount(_MEASURES))} ({row_name(row)}){others(len(found) - 1)}"
        )
        clashes = [entry.clash(measure) for entry, measures in found for measure in measures]
        yield tables.flag(rules.RESTRICTION_REPEATED, message, row.clash(_MEASURES), *clashes)


def _repeated(row: Row) -> tuple[str, str] | None:
    """Return two kinds of restriction with the same large figure in a row whose restrictions are just its measures."""
    large = [measure for measure in RESTRICTIONS if row.amount(measure) >= LARGE]
    if _together(row) != row.value(_MEASURES):
        return None
    return next((pair for pair in combinations(large, 2) if row.value(pair[0]) == row.value(pair[1])), None)


def figures_stand_once(tables: Tables) -> Iterator[Flag]:
    """Yield large figures that stand in one column of rows under several categories."""
    for table in tables.by_category():
        seen: dict[tuple[Row, ...], list[str]] = {}
        for rows, measure in _same(table):
            seen.setdefault(rows, []).append(measure)
        for rows, measures in seen.items():
            value = rows[0].amount(measures[0])
            message = f"{things(measures[0], value)} stand in each of {len(rows)} unlike rows: "
            message += examples(row_name(row) for row in rows)
            clashes = [row.clash(measure) for row in rows for measure in measures]
            yield tables.flag(rules.FIGURE_REPEATED, message, *clashes)


def _same(table: Table) -> Iterator[tuple[tuple[Row, ...], str]]:
    """Yield rows of a table with the same large count under several high-level categories, and its measure."""
    counts = [entry.id for entry in PART[table.part].measures if entry.unit is Unit.COUNT]
    for measure in counts:
        rows: dict[float, list[Row]] = {}
        for row in table.rows:
            if row.is_keyword and row.parent and row.amount(measure) >= LARGE:
                rows.setdefault(row.amount(measure), []).append(row)
        for same in rows.values():
            if len({row.parent for row in same}) >= UNLIKE_ROWS:
                yield tuple(same), measure


CHECKS: tuple[Check, ...] = (
    automated_are_part_of_measures,
    restrictions_are_part_of_measures,
    restrictions_add_up,
    restrictions_are_complete,
    restrictions_are_counted_once,
    figures_stand_once,
)
