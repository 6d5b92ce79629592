"""Checks of corrections: they stand in order, say whose level, and no text leads elsewhere.

Whether what they are about is there is checked against the releases, see `scorecard.releases`.
"""

from collections.abc import Iterator

from scorecard.curation import rules, rules_on_corrections
from scorecard.curation.checks.context import Context, DatasetCheck
from scorecard.curation.checks.evidence import foreign_links, names_like_links
from scorecard.curation.corrections import Corrections
from scorecard.curation.documents import Document
from scorecard.errors import Problem
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Subject, release_order


def corrections_stand_in_order(context: Context) -> Iterator[Problem]:
    """Yield corrections made in a release that is not later, and those that stand below a later one."""
    for record, document in _written(context):
        reached: tuple[int, ...] = ()
        for place, one in record.with_place():
            made = release_order(one.corrected_in)
            if made <= release_order(one.published_in):
                message = f"{one.corrected_in} does not come after {one.published_in}"
                yield document.problem(rules_on_corrections.CORRECTION_ORDER, (*place, "corrected_in"), message)
            if made < reached:
                message = f"{one.corrected_in} stands below a later release"
                yield document.problem(rules_on_corrections.CORRECTION_ORDER, (*place, "corrected_in"), message)
            reached = max(reached, made)


def corrections_of_levels_are_whole(context: Context) -> Iterator[Problem]:
    """Yield corrections of a level that do not say whose, or that change nothing."""
    rule, levels = rules_on_corrections.CORRECTION_OF_LEVEL, {level.value for level in Level}
    for record, document in _written(context):
        for place, one in record.with_place():
            if one.old == one.new:
                yield document.problem(rule, (*place, "new"), f"{one.new!r} is what stood there before")
            if one.subject is not Subject.LEVEL:
                continue
            for key in ("company", "indicator"):
                if getattr(one, key) is None:
                    yield document.problem(rule, (*place, key), f"it does not say which {key}")
            for key in ("old", "new"):
                if getattr(one, key) not in levels:
                    yield document.problem(rule, (*place, key), f"{getattr(one, key)!r} is no level")


def texts_of_corrections_link_nowhere(context: Context) -> Iterator[Problem]:
    """Yield links in the texts of a correction."""
    companies = {entry.record.id: entry.record for entry in context.data.companies}
    for record, document in _written(context):
        for place, one in record.with_place():
            named = names_like_links(companies[one.company], context) if one.company in companies else ()
            for key in ("what", "old", "new", "why"):
                for link in foreign_links(getattr(one, key), set(named)):
                    yield document.problem(rules.FOREIGN_LINK, (*place, key), f"the text links to {link}")


def _written(context: Context) -> Iterator[tuple[Corrections, Document]]:
    """Yield the file of corrections, if there is one."""
    if context.data.corrections:
        yield context.data.corrections.record, context.data.corrections.document


CHECKS: tuple[DatasetCheck, ...] = (
    corrections_stand_in_order,
    corrections_of_levels_are_whole,
    texts_of_corrections_link_nowhere,
)
