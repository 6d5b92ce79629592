"""Rows: that they are the template's, each stands once and none is missing."""

import re
from collections.abc import Iterator

from scorecard.numbers import counted, listing
from scorecard.reports import categories, template
from scorecard.reports.flags import Clash, Flag
from scorecard.reports.rules import table_rules as rules
from scorecard.reports.rules.figures import unit_in
from scorecard.reports.rules.naming import amount, category_name, examples, others, row_name, title
from scorecard.reports.rules.tables import AUTOMATED, BY_CATEGORY, Check, Row, Table, Tables
from scorecard.reports.template import PART, Audience, Unit
from scorecard.vocabulary import HowObtained

WITH_FIGURES = range(3, 11)
NAMES = 2  # repeats the list of categories and says nothing of the service
LANGUAGES = frozenset("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
_FILLER = re.compile(r"(text to detail the|texte pour préciser|text zur)\b.*", re.I)


def codes_are_known(tables: Tables) -> Iterator[Flag]:
    """Yield tables with figures under codes that the template does not have."""
    known = {*categories.by_code(), categories.OTHER}
    for table in tables.of(*BY_CATEGORY):
        found = [row for row in table.rows if row.category not in known and row.has_figures()]
        codes = list(dict.fromkeys(row.category or "(no code)" for row in found))
        if found:
            message = (
                f"Figures stand under {counted(len(codes), 'code')} that the template does not have: {examples(codes)}"
            )
            yield tables.flag(rules.UNKNOWN_CATEGORY, message, *map(Row.clash, found))


def categories_stand_in_their_part(tables: Tables) -> Iterator[Flag]:
    """Yield tables with figures under categories that are for another part."""
    for table in tables.of(*BY_CATEGORY):
        found = [row for row in table.rows if row.has_figures() and _is_elsewhere(row)]
        if found:
            names = examples(category_name(row.category) for row in found)
            message = f"Part {table.part} has figures under {names}, which the template does not have in that part"
            yield tables.flag(rules.CATEGORY_IN_WRONG_PART, message, *map(Row.clash, found))


def _is_elsewhere(row: Row) -> bool:
    known = categories.by_code().get(row.category)
    return known is not None and not known.stands_in(row.part)


def others_are_described(tables: Tables) -> Iterator[Flag]:
    """Yield tables with figures under “Other” that nothing describes."""
    for table in tables.of(*BY_CATEGORY):
        rows = [row for row in table.rows if row.category == categories.OTHER and row.has_figures()]
        found = [row for row in rows if not row.description.strip() or _FILLER.fullmatch(row.description.strip())]
        if found:
            parents = examples(category_name(row.parent) for row in found)
            message = f"“Other” has figures and no description in {counted(len(found), 'row')}, under {parents}"
            yield tables.flag(rules.OTHER_WITHOUT_DESCRIPTION, message, *map(Row.clash, found))


def others_are_described_apart(tables: Tables) -> Iterator[Flag]:
    """Yield “Other” rows of one category with figures and the same description."""
    for table in tables.by_category():
        for parent, rows in table.keywords.items():
            same: dict[str, list[Row]] = {}
            for row in rows:
                text = " ".join(row.description.split())
                if row.category == categories.OTHER and row.has_figures() and text and not _FILLER.fullmatch(text):
                    same.setdefault(text.casefold(), []).append(row)
            for found in same.values():
                if len(found) > 1:
                    message = (
                        f"{len(found)} rows under {category_name(parent)} are called “{found[0].description.strip()}”"
                    )
                    yield tables.flag(rules.OTHER_DESCRIBED_ALIKE, message, *map(Row.clash, found))


def rows_stand_once(tables: Tables) -> Iterator[Flag]:
    """Yield tables in which one row comes again with other figures; for shares that is a question only."""
    for table in tables.tables:
        unlike = list(_repeated(tables, table))
        for rule, found in (
            (rules.ROW_REPEATED, [entry for entry in unlike if entry[1] is not Unit.SHARE]),
            (rules.SHARE_REPEATED, [entry for entry in unlike if entry[1] is Unit.SHARE]),
        ):
            if found:
                measure, _, rows = found[0]
                figures = examples(_figure(row, measure) for row in rows)
                message = f"“{title(measure)}” ({row_name(rows[0])}) is given {len(rows)} times: {figures}"
                message += others(len(found) - 1, "figure", "figures")
                clashes = [row.clash(name) for name, _, same in found for row in same]
                yield tables.flag(rule, message, *clashes)


def _figure(row: Row, measure: str) -> str:
    value = row.value(measure)
    return amount(value) if value is not None else row.cells[measure].published.strip() or "blank"


def _repeated(tables: Tables, table: Table) -> Iterator[tuple[str, Unit, list[Row]]]:
    """Yield measures of rows with the same key whose figures differ, with these rows."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        if _has_key(tables, row):
            key = (row.category, row.parent, row.description.strip().casefold(), row.section, row.scope)
            groups.setdefault(key, []).append(row)
    for rows in groups.values():
        for measure in dict.fromkeys(name for row in rows for name in row.cells):
            same = [row for row in rows if row.value(measure) is not None]
            if len({row.value(measure) for row in same}) > 1:
                yield measure, unit_in(same[0], measure), same


def _unit(row: Row) -> Unit:
    return unit_in(row, next(iter(row.cells)))


def _has_key(tables: Tables, row: Row) -> bool:
    """Return whether a row's key tells it apart: not where what is left out of the list may do so."""
    if row.part not in BY_CATEGORY:
        return tables.report.how is not HowObtained.COMPILED or _unit(row) is Unit.SHARE
    if row.category == categories.OTHER and not row.description:
        return False
    return not (row.is_keyword and tables.report.how is HowObtained.COMPILED)


def parts_are_there(tables: Tables) -> Iterator[Flag]:
    """Yield the parts that the report does not have, all in one flag: somebody may have given one part only."""
    report = tables.report
    there = {table.part for table in tables.tables} | {sheet.part for sheet in report.sheets}
    expected = [number for number in PART if number != NAMES] if report.sheets else WITH_FIGURES
    missing = [
        number
        for number in expected
        if number not in there and _applies(tables, template.audience(number, template.TOTAL_NUMBER))
    ]
    if missing:
        named = listing([f"{number} ({PART[number].title})" for number in missing])
        message = f"Part {named} is missing" if len(missing) == 1 else f"Parts {named} are missing"
        yield tables.flag(rules.PART_MISSING, message, *(Clash(number, "", "", "", "", "") for number in missing))


def _applies(tables: Tables, audience: Audience) -> bool:
    kind = tables.report.kind
    return audience is Audience.ALL or (kind is not None and audience.includes(kind))


def parts_have_figures(tables: Tables) -> Iterator[Flag]:
    """Yield parts in which every cell is blank."""
    for number in WITH_FIGURES:
        rows = [row for table in tables.of(number) for row in table.rows]
        cells = [cell for row in rows for cell in row.cells.values()]
        is_due = _applies(tables, template.audience(number, template.TOTAL_NUMBER)) or tables.report.kind is None
        if cells and is_due and all(row.is_blank(measure) for row in rows for measure in row.cells):
            message = f"All {amount(len(cells))} figures of part {number} ({PART[number].title}) are blank"
            yield tables.flag(rules.PART_BLANK, message, rows[0].clash())


def rows_are_there(tables: Tables) -> Iterator[Flag]:
    """Yield parts without rows that the template has for this kind of service."""
    for number in sorted({table.part for table in tables.of(*BY_CATEGORY, *AUTOMATED)}):
        rows = [row for table in tables.of(number) for row in table.rows]
        if not _applies(tables, template.audience(number, template.TOTAL_NUMBER)):
            continue
        missing = _missing_scopes(tables, rows) if number in AUTOMATED else _missing_categories(number, rows)
        if missing:
            message = f"Part {number} lacks {counted(len(missing), 'row')} of the template: {examples(missing)}"
            yield tables.flag(rules.ROW_MISSING, message, Clash(number, "", "", "", "", ""))


def _missing_categories(part: int, rows: list[Row]) -> list[str]:
    there = {(row.category, row.parent) for row in rows}
    due = [entry for entry in categories.categories() if entry.stands_in(part)]
    missing = [entry for entry in due if (entry.code, entry.parent) not in there]
    return [
        f"Other under {category_name(entry.parent)}" if entry.code == categories.OTHER else category_name(entry.code)
        for entry in missing
    ]


def _missing_scopes(tables: Tables, rows: list[Row]) -> list[str]:
    there = {(measure, row.scope) for row in rows for measure in row.cells}
    due = [
        (measure.id, scope)
        for scope, left_out in template_scopes()
        for measure in PART[8].measures
        if measure.id not in left_out and _applies(tables, template.audience(8, scope))
    ]
    missing = [f"{title(measure)} ({scope})" for measure, scope in due if (measure, scope) not in there]
    languages = LANGUAGES - {row.scope for row in rows}
    if languages and _applies(tables, Audience.VLOPS):
        missing += [f"language {code}" for code in sorted(languages)]
    return missing


def template_scopes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the scopes of part 8, without languages, with the measures that each does not have."""
    measures, notices = [[entry.id for entry in PART[8].measures[start : start + 2]] for start in (0, 2)]
    without_notices = ((template.TOTAL_NUMBER, tuple(notices)), (template.OWN_INITIATIVE, tuple(notices)))
    return *without_notices, ("NAM Total", tuple(measures)), ("NAM Trusted Flagger", tuple(measures))


CHECKS: tuple[Check, ...] = (
    codes_are_known,
    categories_stand_in_their_part,
    others_are_described,
    others_are_described_apart,
    rows_stand_once,
    parts_are_there,
    parts_have_figures,
    rows_are_there,
)
