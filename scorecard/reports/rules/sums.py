"""Sums over categories, parts 3 to 6: rows against their category, categories against the total.

Where only some rows are known, a sum can be too high, never too low. In compiled reports a category whose own row is
missing cannot be judged, and an “Other” row after a missing category was read as the category's before.
"""

from collections.abc import Iterator

from scorecard.numbers import counted
from scorecard.reports import categories
from scorecard.reports.flags import Flag
from scorecard.reports.rules import table_rules as rules
from scorecard.reports.rules.naming import (
    amount,
    apart,
    category_name,
    examples,
    others,
    row_name,
    telling_first,
    things,
    title,
)
from scorecard.reports.rules.tables import Check, Row, Table, Tables, total_of
from scorecard.reports.template import PART, Unit
from scorecard.vocabulary import HowObtained

MANY = 100  # from here on a category says enough for its rows to be asked for
FEW = 10  # below, a total says little that categories could add to
ITEMS = ("order_item_count", "notice_item_count", "trusted_item_count")  # an item in several notices may count once


def counts_of(part: int) -> list[str]:
    """Return the measures of a part that can be added up."""
    return [measure.id for measure in PART[part].measures if measure.unit is Unit.COUNT]


def keywords_add_up(tables: Tables) -> Iterator[Flag]:
    """Yield categories whose rows add up to something else."""
    for table in tables.by_category():
        unlike: dict[str, list[str]] = {}
        for code, row in table.high_level.items():
            measures = [measure for measure in counts_of(table.part) if _differs(tables, table, row, measure)]
            if measures and not _belongs_to_next(tables, table.keywords[code], row):
                unlike[code] = measures
        for found in apart([table.high_level[code] for code in unlike], counts_of(table.part)[0]):
            row, measures = found[0], unlike[found[0].category]
            together = total_of(table.keywords[row.category], measures[0])
            known = "The rows" if tables.has_all_figures else "The known rows"
            message = (
                f"{known} under {row_name(row)} have {things(measures[0], together)} together, the category itself "
            )
            message += f"has {amount(row.amount(measures[0]))}{_more(measures)}"
            message += others(len(found) - 1, "category", "categories")
            clashes = [entry.clash(measure) for entry in found for measure in unlike[entry.category]]
            clashes += [entry.clash(measures[0]) for entry in table.keywords[row.category] if entry.amount(measures[0])]
            yield tables.flag(rules.KEYWORDS_UNLIKE_CATEGORY, message, *clashes)


def _differs(tables: Tables, table: Table, row: Row, measure: str) -> bool:
    """Return whether the rows under a category or the total add up to something else, where that says something.

    A column that is blank in all of them is not broken down. A category that is 0 or blank has a rule of its own; so
    has a sum of items that is too high. A repaired figure may be of a later version than the rows.
    """
    rows = list(table.high_level.values()) if row.is_total else table.keywords.get(row.category, [])
    whole, together = row.value(measure), total_of(rows, measure)
    if row.is_repaired(measure) and not any(entry.is_repaired(measure) for entry in rows):
        return False
    if whole is None or not any(entry.value(measure) is not None for entry in rows):
        return False
    is_other_rule = whole == 0 and not row.is_total and measure == counts_of(row.part)[0]
    if is_other_rule or not any(entry.has_figures() for entry in rows):
        return False
    return (together > whole and measure not in ITEMS) or (tables.has_all_figures and together < whole)


def _more(measures: list[str]) -> str:
    said = examples(title(measure).lower() for measure in measures[1:])
    return f"; other columns that differ: {said}" if said else ""


def _belongs_to_next(tables: Tables, rows: list[Row], row: Row) -> bool:
    """Return whether a compiled category agrees without its last “Other” rows: they may be another category's."""
    if tables.report.how is not HowObtained.COMPILED:
        return False
    rest = sorted(rows, key=lambda entry: entry.number)
    while rest and rest[-1].category == categories.OTHER:
        rest.pop()
        if rest and all(total_of(rest, measure) == row.amount(measure) for measure in counts_of(row.part)):
            return True
    return False


def items_add_up(tables: Tables) -> Iterator[Flag]:
    """Yield tables whose rows have more items together than the row above them: an item may be in several notices."""
    for table in tables.by_category():
        whole = [*([table.total] if table.total else []), *table.high_level.values()]
        above = [(row, measure) for row in whole for measure in ITEMS if _has_more_items(tables, table, row, measure)]
        if above:
            row, measure = above[0]
            rows, itself = (
                ("All categories", "total row") if row.is_total else (f"The rows under {row_name(row)}", "category")
            )
            message = f"{rows} have {things(measure, _under(table, row, measure))} together, the {itself} itself has "
            message += f"{amount(row.amount(measure))}{others(len(above) - 1, 'sum', 'sums')}"
            clashes = [entry.clash(name) for entry, name in above]
            yield tables.flag(rules.ITEMS_COUNTED_ONCE, message, *clashes)


def _has_more_items(tables: Tables, table: Table, row: Row, measure: str) -> bool:
    is_above = row.amount(measure) > 0 and _under(table, row, measure) > row.amount(measure)
    return is_above and not _belongs_to_next(tables, table.keywords.get(row.category, []), row)


def _under(table: Table, row: Row, measure: str) -> float:
    return total_of(table.high_level.values() if row.is_total else table.keywords.get(row.category, ()), measure)


def keywords_are_filled(tables: Tables) -> Iterator[Flag]:
    """Yield tables with categories that have figures while none of their rows has."""
    for table in tables.by_category():
        if not tables.has_all_figures:
            continue
        empty = [
            row
            for code, row in table.high_level.items()
            if row.has_figures() and _has_keywords(code) and not any(map(Row.has_figures, table.keywords.get(code, ())))
        ]
        if any(row.amount(counts_of(table.part)[0]) >= MANY for row in empty):
            first = telling_first(empty, counts_of(table.part)[0])
            message = (
                f"{counted(len(empty), 'category has', 'categories have')} figures while no row under it has one: "
            )
            message += examples(f"{row_name(row)} ({_main(row)})" for row in first)
            yield tables.flag(rules.KEYWORDS_EMPTY, message, *(row.clash(counts_of(row.part)[0]) for row in first))


def _has_keywords(code: str) -> bool:
    return any(entry.parent == code for entry in categories.categories())


def _main(row: Row) -> str:
    measure = next(measure for measure in counts_of(row.part) if row.amount(measure))
    return things(measure, row.amount(measure))


def categories_are_filled(tables: Tables) -> Iterator[Flag]:
    """Yield categories that are 0, and tables with categories that are blank, while rows under them have figures."""
    for table in tables.by_category():
        main = counts_of(table.part)[0]
        blank: dict[str, list[Row]] = {}
        for code, rows in table.keywords.items():
            row, filled = table.high_level.get(code), [entry for entry in rows if entry.amount(main)]
            if row is None:
                filled = [entry for entry in filled if tables.has_all_figures and _is_its_own(entry)]
            if filled and row and row.value(main) == 0:
                said = examples(f"{row_name(entry)} ({amount(entry.amount(main))})" for entry in filled)
                message = f"{row_name(row)} has 0 {_noun(main)}, while rows under it have some: {said}"
                clashes = [entry.clash(main) for entry in (row, *filled)]
                yield tables.flag(rules.CATEGORY_ZERO, message, *clashes)
            elif filled and (row is None or row.is_blank(main)):
                blank[code] = filled
        if blank:
            yield _blank_categories(tables, table, blank)


def _is_its_own(row: Row) -> bool:
    """Return whether a row is surely of its category: the template has it there, and in this part."""
    known = categories.by_code().get(row.category)
    return known is not None and known.stands_in(row.part)


def _blank_categories(tables: Tables, table: Table, blank: dict[str, list[Row]]) -> Flag:
    main = counts_of(table.part)[0]
    codes = sorted(blank, key=lambda code: (code not in categories.SUBJECT, -total_of(blank[code], main)))
    said = examples(
        f"{category_name(code)} ({things(main, total_of(blank[code], main))} in its rows)" for code in codes
    )
    verb = counted(len(codes), "category has", "categories have")
    rows = [row for code in codes for row in (*filter(None, [table.high_level.get(code)]), *blank[code])]
    message = f"{verb} no figure while rows under them have: {said}"
    return tables.flag(rules.CATEGORY_BLANK, message, *(row.clash(main) for row in rows))


def _noun(measure: str) -> str:
    return things(measure, 0).removeprefix("0 ")


def categories_add_up(tables: Tables) -> Iterator[Flag]:
    """Yield tables whose categories add up to something else than the total."""
    for table in tables.by_category():
        total = table.total
        unlike = [measure for measure in counts_of(table.part) if total and _differs(tables, table, total, measure)]
        if total and unlike:
            first = unlike[0]
            known = "All categories" if tables.has_all_figures else "The known categories"
            message = f"{known} have {things(first, _under(table, total, first))} together, the total row has "
            message += f"{amount(total.amount(first))}{_more(unlike)}"
            yield tables.flag(rules.TOTAL_UNLIKE_CATEGORIES, message, *(total.clash(measure) for measure in unlike))


def totals_are_broken_down(tables: Tables) -> Iterator[Flag]:
    """Yield tables with columns that have a figure in the total row and in no other."""
    for table in tables.by_category():
        rows = [row for row in table.rows if not row.is_total]
        total = table.total
        if total is None or not tables.has_all_figures or not any(map(Row.has_figures, rows)):
            continue
        alone = [measure for measure in counts_of(table.part) if total.amount(measure) and not total_of(rows, measure)]
        alone = [measure for measure in alone if all(row.value(measure) is None for row in rows)]
        if any(total.amount(measure) >= FEW for measure in alone):
            message = (
                f"Only the total row has {examples(things(measure, total.amount(measure)) for measure in alone)}; "
            )
            message += f"{'that column is' if len(alone) == 1 else 'those columns are'} blank in all categories"
            yield tables.flag(rules.TOTAL_ALONE, message, *(total.clash(measure) for measure in alone))


def total_is_filled(tables: Tables) -> Iterator[Flag]:
    """Yield tables whose total is blank while other rows have figures."""
    for table in tables.by_category():
        total = table.total
        blank = [measure for measure in counts_of(table.part) if _is_blank(tables, table, measure)]
        if not blank or (total is None and not tables.has_all_figures):
            continue
        first = blank[0]
        row = telling_first([row for row in table.rows if not row.is_total and row.amount(first)], first)[0]
        message = f"The total of {_noun(first)} is blank, while {row_name(row)} has {amount(row.amount(first))}"
        if len(blank) > 1:
            message += f"; other columns where it is blank: {examples(title(measure).lower() for measure in blank[1:])}"
        clashes = [total.clash(measure) for measure in blank] if total else []
        yield tables.flag(rules.TOTAL_BLANK, message, *clashes, row.clash(first))


def _is_blank(tables: Tables, table: Table, measure: str) -> bool:
    total = table.total
    is_blank = total.is_blank(measure) if total else tables.has_all_figures
    return is_blank and any(row.amount(measure) > 0 for row in table.rows)


CHECKS: tuple[Check, ...] = (
    keywords_add_up,
    items_add_up,
    keywords_are_filled,
    categories_are_filled,
    categories_add_up,
    totals_are_broken_down,
    total_is_filled,
)
