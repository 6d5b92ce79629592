"""Rows on the subject of the call: where they are empty or hold everything, something may stand elsewhere."""

from collections.abc import Iterator

from scorecard.numbers import listing
from scorecard.reports import categories
from scorecard.reports.categories import CHILD_ABUSE, DEEPFAKE, INTIMATE, SUBJECT_PARENTS
from scorecard.reports.flags import ConformanceRule, Flag
from scorecard.reports.rules import table_rules as rules
from scorecard.reports.rules.naming import category_name, row_name, things
from scorecard.reports.rules.sums import counts_of
from scorecard.reports.rules.tables import OWN_INITIATIVE, Check, Row, Table, Tables, total_of

UNDER_OTHER = 100  # so many are worth looking at
WHOLE = 1_000  # below, a row may well be the whole category, or have nothing of it

_UNDER = {
    SUBJECT_PARENTS[0]: (INTIMATE[0], DEEPFAKE[0]),
    SUBJECT_PARENTS[1]: (INTIMATE[1], DEEPFAKE[1]),
    SUBJECT_PARENTS[2]: CHILD_ABUSE,
}


def _is_empty(tables: Tables, table: Table, code: str) -> bool:
    """Return whether a row has no figure above 0; a row that is not there only where rows with figures all are."""
    row = table.named(code)
    main = counts_of(table.part)[0]
    if row is None:
        return tables.has_all_figures
    return row.value(main) == 0 or row.is_blank(main)


def _others(table: Table, parent: str) -> list[Row]:
    main = counts_of(table.part)[0]
    return [row for row in table.keywords.get(parent, ()) if row.is_other and row.amount(main) > 0]


def _is_sure(tables: Tables, table: Table, parent: str, others: list[Row]) -> bool:
    """Return whether “Other” rows belong to a category: in compiled lists only where it is large enough for them."""
    row = table.high_level.get(parent)
    main = counts_of(table.part)[0]
    return tables.is_whole or (row is not None and row.amount(main) >= total_of(others, main))


def subject_is_not_under_other(tables: Tables) -> Iterator[Flag]:
    """Yield categories in which rows on the subject are empty while “Other” has figures."""
    for table in tables.by_category():
        main = counts_of(table.part)[0]
        for parent, codes in _UNDER.items():
            empty = [code for code in codes if _is_empty(tables, table, code)]
            others = _others(table, parent)
            if empty and total_of(others, main) >= UNDER_OTHER and _is_sure(tables, table, parent, others):
                names = listing([f"“{category_name(code)}”" for code in empty])
                stands = f"{things(main, total_of(others, main))} stand under “Other” of {category_name(parent)}"
                message = f"Nothing is counted under {names}, while {stands}; it may be counted there"
                rows = [row for code in empty if (row := table.named(code)) is not None]
                yield tables.flag(rules.SUBJECT_UNDER_OTHER, message, *(row.clash(main) for row in (*others, *rows)))


def deepfakes_are_not_blank(tables: Tables) -> Iterator[Flag]:
    """Yield tables in which rows on deepfakes are blank while their category has figures."""
    for table in tables.by_category():
        main = counts_of(table.part)[0]
        found: list[tuple[Row, Row]] = []
        for code in categories.SYNTHETIC:
            row, parent = table.named(code), table.high_level.get(categories.parent_of(code))
            if row and parent and row.is_blank(main) and parent.amount(main) and not _others(table, parent.category):
                found.append((row, parent))
        if found:
            names = listing([f"“{row_name(row)}”" for row, _ in found])
            whole = listing(list(dict.fromkeys(f"{row_name(parent)} ({_main(parent)})" for _, parent in found)))
            message = f"{names} {'is' if len(found) == 1 else 'are'} blank, while there are figures under {whole}"
            yield tables.flag(rules.DEEPFAKE_BLANK, message, *(row.clash(main) for pair in found for row in pair))


def intimate_images_are_counted(tables: Tables) -> Iterator[Flag]:
    """Yield tables in which cyber violence is large and intimate images have no figure, nor has “Other”."""
    for table in tables.by_category():
        yield from _nothing_of_much(tables, table, INTIMATE[0], rules.INTIMATE_EMPTY)


def child_abuse_is_counted(tables: Tables) -> Iterator[Flag]:
    """Yield tables in which the protection of minors is large and child abuse has no figure, nor has “Other”.

    Own measures against it may stand in part 5 only, as it is illegal, or in part 6 only, as terms forbid it.
    """
    own = [table.named(CHILD_ABUSE[0]) for table in tables.of(*OWN_INITIATIVE)]
    is_counted = any(row.has_figures() for row in own if row)
    for table in tables.by_category():
        if not (is_counted and table.part in OWN_INITIATIVE):
            yield from _nothing_of_much(tables, table, CHILD_ABUSE[0], rules.CHILD_ABUSE_EMPTY)


def _nothing_of_much(tables: Tables, table: Table, code: str, rule: ConformanceRule) -> Iterator[Flag]:
    main = counts_of(table.part)[0]
    parent, row = table.high_level.get(categories.parent_of(code)), table.named(code)
    if parent is None or parent.amount(main) < WHOLE or not _is_empty(tables, table, code):
        return
    if not _others(table, parent.category):
        message = f"{_main(parent)} stand under {row_name(parent)}, none under “{category_name(code)}”"
        yield tables.flag(rule, message, *(entry.clash(main) for entry in (parent, row) if entry))


def child_abuse_is_not_all(tables: Tables) -> Iterator[Flag]:
    """Yield tables in which child sexual abuse material is the whole of the protection of minors."""
    for table in tables.by_category():
        main = counts_of(table.part)[0]
        row, parent = table.named(CHILD_ABUSE[0]), table.high_level.get(SUBJECT_PARENTS[2])
        if row and parent and row.amount(main) == parent.amount(main) >= WHOLE:
            message = f"All {_main(parent)} under {row_name(parent)} stand under “{row_name(row)}”"
            yield tables.flag(rules.CHILD_ABUSE_IS_ALL, message, row.clash(main), parent.clash(main))


def _main(row: Row) -> str:
    main = counts_of(row.part)[0]
    return things(main, row.amount(main))


CHECKS: tuple[Check, ...] = (
    subject_is_not_under_other,
    deepfakes_are_not_blank,
    intimate_images_are_counted,
    child_abuse_is_counted,
    child_abuse_is_not_all,
)
