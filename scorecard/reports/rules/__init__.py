"""The rules that a published report is held against: small generators, run over a whole report."""

from scorecard.reports.flags import ConformanceRule, Flag
from scorecard.reports.model import Report
from scorecard.reports.rules import (
    between,
    figure_rules,
    figures,
    measures,
    notices,
    periods,
    rows,
    shares,
    subject,
    sums,
    table_rules,
    times,
)
from scorecard.reports.rules.tables import category_place, tables_of

RULES: dict[str, ConformanceRule] = {
    rule.id: rule
    for module in (figure_rules, table_rules)
    for rule in vars(module).values()
    if isinstance(rule, ConformanceRule)
}
CHECKS = (
    *figures.CHECKS,
    *shares.CHECKS,
    *measures.CHECKS,
    *sums.CHECKS,
    *notices.CHECKS,
    *times.CHECKS,
    *rows.CHECKS,
    *periods.CHECKS,
    *subject.CHECKS,
    *between.CHECKS,
)
_ORDER = {rule_id: place for place, rule_id in enumerate(RULES)}

__all__ = ["CHECKS", "RULES", "flags_in"]


def flags_in(report: Report) -> list[Flag]:
    """Return every place where a report breaks a rule, by part, surface, category and rule.

    Rules that need the whole report are left out where it was not read from the publisher's own files.
    """
    tables = tables_of(report)
    flags = (flag for check in CHECKS for flag in check(tables))
    return sorted((flag for flag in flags if tables.is_whole or not flag.rule.needs_whole), key=_place)


def _place(flag: Flag) -> tuple[int, str, int, int, str]:
    first = flag.cells[0]
    return first.part, first.surface, category_place(first.category, first.parent), _ORDER[flag.rule.id], flag.message
