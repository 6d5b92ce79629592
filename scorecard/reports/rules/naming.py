"""How messages name figures and rows, in words that need no template at hand."""

from collections.abc import Iterable, Sequence

from scorecard.numbers import counted, listing
from scorecard.reports import categories
from scorecard.reports.rules.tables import Row
from scorecard.reports.template import PART

LONGEST_NAME = 64
EXAMPLES = 3  # how many of many a message names

# What is counted, one and many.
_NOUNS = {
    "order_count": ("order to act", "orders to act"),
    "order_item_count": ("item in orders", "items in orders"),
    "information_order_count": ("order for information", "orders for information"),
    "notice_count": ("notice", "notices"),
    "trusted_notice_count": ("notice from trusted flaggers", "notices from trusted flaggers"),
    "notice_item_count": ("item in notices", "items in notices"),
    "trusted_item_count": ("item in trusted flaggers' notices", "items in trusted flaggers' notices"),
    "law_action_count": ("action by law", "actions by law"),
    "trusted_law_action_count": (
        "action by law on trusted flaggers' notices",
        "actions by law on trusted flaggers' notices",
    ),
    "terms_action_count": ("action by the terms", "actions by the terms"),
    "trusted_terms_action_count": (
        "action by the terms on trusted flaggers' notices",
        "actions by the terms on trusted flaggers' notices",
    ),
    "measure_count": ("measure", "measures"),
    "automated_count": ("measure after automated detection", "measures after automated detection"),
}


def amount(value: float) -> str:
    """Return a number with thousands commas, and decimals only where it has some: ``1,234.5``."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")


def things(measure: str, value: float) -> str:
    """Return a count with what it counts: ``8,485,293 measures``; without a noun of its own, by the measure's title."""
    if measure in _NOUNS:
        singular, plural = _NOUNS[measure]
        return f"{amount(value)} {singular if value == 1 else plural}"
    return f"{amount(value)} under “{title(measure)}”"


def are(value: float) -> str:
    """Return the verb that goes with a count."""
    return "is" if value == 1 else "are"


def title(measure: str) -> str:
    """Return the title of a measure; the published words of one that is not the template's."""
    return next((known.title for part in PART.values() for known in part.measures if known.id == measure), measure)


def category_name(code: str) -> str:
    """Return a category's short name, its wording, or its code where it is not the template's."""
    if code in categories.SHORT_NAMES:
        return categories.SHORT_NAMES[code]
    known = categories.by_code().get(code)
    return _short(known.description) if known else code


def row_name(row: Row) -> str:
    """Return how a row of any part is called."""
    if row.category == categories.OTHER:
        said = f"Other (“{_short(row.description)}”)" if row.description else "Other"
        return f"{said} under {category_name(row.parent)}" if row.parent else said
    if row.category:
        return category_name(row.category)
    return row.scope


def others(count: int, noun: str = "row", plural: str = "rows") -> str:
    """Return the end of a message that stands for several rows; empty where there is only one."""
    return f"; likewise in {counted(count, f'other {noun}', f'other {plural}')}" if count else ""


def examples(names: Iterable[str]) -> str:
    """Return some of several names as a list in a sentence, and how many more there are."""
    unique = list(dict.fromkeys(names))
    if len(unique) <= EXAMPLES + 1:
        return listing(unique)
    return f"{', '.join(unique[:EXAMPLES])} and {len(unique) - EXAMPLES} more"


def telling_first(rows: Iterable[Row], measure: str) -> list[Row]:
    """Return rows with that of all categories first, then those on the subject, then the largest of a measure first."""
    return sorted(rows, key=lambda row: (not row.is_total, not is_on_subject(row), -row.amount(measure)))


def apart(rows: Sequence[Row], measure: str) -> list[list[Row]]:
    """Return rows as flags have them: each row that is published by itself alone, the others together."""
    alone = [[row] for row in rows if is_on_subject(row)]
    rest = [row for row in rows if not is_on_subject(row)]
    return [*alone, telling_first(rest, measure)] if rest else alone


def is_on_subject(row: Row) -> bool:
    """Return whether a row is one of those that pages show."""
    return row.category in categories.SUBJECT


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_NAME else f"{plain[:LONGEST_NAME].rstrip()} …"
