"""Notices, part 4: figures of one row against each other."""

from collections.abc import Iterator

from scorecard.numbers import listing
from scorecard.reports.flags import Flag
from scorecard.reports.rules import figure_rules as rules
from scorecard.reports.rules.naming import amount, apart, are, others, row_name, telling_first, things
from scorecard.reports.rules.tables import NOTICES, Check, Row, Tables

TRUSTED_AND_ALL = (
    ("trusted_notice_count", "notice_count"),
    ("trusted_item_count", "notice_item_count"),
    ("trusted_law_action_count", "law_action_count"),
    ("trusted_terms_action_count", "terms_action_count"),
)
ITEMS_AND_NOTICES = (("notice_item_count", "notice_count"), ("trusted_item_count", "trusted_notice_count"))
ACTIONS = ("law_action_count", "terms_action_count")
MANY, MORE = 100, 1.1  # so many actions, and so much more than items, are worth a question
_NOTICES, _ITEMS = "notice_count", "notice_item_count"


def trusted_are_part_of_all(tables: Tables) -> Iterator[Flag]:
    """Yield rows with more notices, items or actions of trusted flaggers than of everybody."""
    for table in tables.of(*NOTICES):
        above = [row for row in table.rows if _pairs_above(row)]
        for found in apart(above, TRUSTED_AND_ALL[0][0]):
            row = found[0]
            said = [
                f"{things(some, row.amount(some))} ({amount(row.amount(whole))} in all)"
                for some, whole in _pairs_above(row)
            ]
            clashes = [entry.clash(measure) for entry in found for pair in _pairs_above(entry) for measure in pair]
            verb = "is" if said[0].startswith("1 ") and len(said) == 1 else "are"
            message = f"{listing(said)} {verb} more than those of everybody ({row_name(row)}){others(len(found) - 1)}"
            yield tables.flag(rules.TRUSTED_ABOVE_ALL, message, *clashes)


def _pairs_above(row: Row) -> list[tuple[str, str]]:
    """Return pairs of measures, of trusted flaggers and of everybody, of which the first is more."""
    return [
        (some, whole)
        for some, whole in TRUSTED_AND_ALL
        if row.value(whole) is not None and row.amount(some) > row.amount(whole)
    ]


def notices_have_items(tables: Tables) -> Iterator[Flag]:
    """Yield tables with rows that have notices and no items in them."""
    for table in tables.of(*NOTICES):
        found = [row for row in table.rows if row.amount(_NOTICES) > 0 and _has_none(row, _ITEMS)]
        if found:
            found = telling_first(found, _NOTICES)
            said = "0" if found[0].value(_ITEMS) == 0 else "blank"
            message = f"{things(_NOTICES, found[0].amount(_NOTICES))} are given and the items in them are {said} "
            message += f"({row_name(found[0])}){others(len(found) - 1)}"
            clashes = [row.clash(measure) for row in found for measure in (_NOTICES, _ITEMS)]
            yield tables.flag(rules.NOTICES_WITHOUT_ITEMS, message, *clashes)


def _has_none(row: Row, measure: str) -> bool:
    return row.value(measure) == 0 or row.is_blank(measure)


def items_are_no_fewer(tables: Tables) -> Iterator[Flag]:
    """Yield tables with rows that have fewer items than notices."""
    for table in tables.of(*NOTICES):
        found = telling_first([row for row in table.rows if _pairs_fewer(row)], _NOTICES)
        if found:
            row = found[0]
            pairs = [(pair, row.amount(pair[0]), row.amount(pair[1])) for pair in _pairs_fewer(row)]
            said = [
                f"{things(pair[0], some)} {are(some)} fewer than {things(pair[1], whole)}"
                for pair, some, whole in pairs
            ]
            clashes = [entry.clash(measure) for entry in found for pair in _pairs_fewer(entry) for measure in pair]
            message = f"{listing(said)} ({row_name(row)}){others(len(found) - 1)}"
            yield tables.flag(rules.ITEMS_BELOW_NOTICES, message, *clashes)


def _pairs_fewer(row: Row) -> list[tuple[str, str]]:
    return [pair for pair in ITEMS_AND_NOTICES if 0 < row.amount(pair[0]) < row.amount(pair[1])]


def actions_are_on_items(tables: Tables) -> Iterator[Flag]:
    """Yield tables with rows that have clearly more actions than items."""
    for table in tables.of(*NOTICES):
        found = telling_first([row for row in table.rows if _has_many_actions(row)], _ITEMS)
        if found:
            row = found[0]
            filled = [measure for measure in ACTIONS if row.amount(measure)]
            actions = " and ".join(things(measure, row.amount(measure)) for measure in filled)
            together = f" are {amount(_actions(row))} together," if len(filled) > 1 else " are"
            message = f"{actions}{together} more than {things(_ITEMS, row.amount(_ITEMS))} ({row_name(row)})"
            clashes = [entry.clash(measure) for entry in found for measure in (*ACTIONS, _ITEMS)]
            yield tables.flag(rules.ACTIONS_ABOVE_ITEMS, f"{message}{others(len(found) - 1)}", *clashes)


def _actions(row: Row) -> float:
    return sum(row.amount(measure) for measure in ACTIONS)


def _has_many_actions(row: Row) -> bool:
    items = row.amount(_ITEMS)
    return items > 0 and _actions(row) >= MANY and _actions(row) > MORE * items


CHECKS: tuple[Check, ...] = (trusted_are_part_of_all, notices_have_items, items_are_no_fewer, actions_are_on_items)
