"""Checks of a company's profile and of its sources: names, dates, tiers, archived versions."""

from collections.abc import Iterator

from scorecard.curation import rules
from scorecard.curation.checks.context import FIRST_DAY, CompanyCheck, Context, Finding
from scorecard.curation.companies import Company
from scorecard.curation.documents import Place
from scorecard.curation.fields import PartialDate
from scorecard.vocabulary import SeenVia, Stance, Tier


def roles_are_known(company: Company, context: Context) -> Iterator[Finding]:
    """Yield roles that the methodology does not have, and roles given twice."""
    for index, role in enumerate(company.roles):
        if role not in context.methodology.roles:
            yield rules.UNKNOWN_ROLE, ("roles", index), f"the methodology has no role {role!r}"
        if role in company.roles[:index]:
            yield rules.DUPLICATE_ID, ("roles", index), f"the role {role} stands twice"


def peer_group_is_known(company: Company, context: Context) -> Iterator[Finding]:
    """Yield a peer group that the methodology does not have."""
    if company.peer_group not in context.methodology.peer_groups:
        message = f"the methodology has no peer group {company.peer_group!r}"
        yield rules.UNKNOWN_PEER_GROUP, ("peer_group",), message


def source_ids_stand_once(company: Company, context: Context) -> Iterator[Finding]:
    """Yield source ids and services that stand twice."""
    seen: set[str] = set()
    for place, source in company.sources_with_place():
        if source.id in seen:
            yield rules.DUPLICATE_ID, (*place, "id"), f"the source {source.id} stands twice"
        seen.add(source.id)
    for index, service in enumerate(company.services):
        if service in company.services[:index]:
            yield rules.DUPLICATE_ID, ("services", index), f"the service {service!r} stands twice"


def sources_are_used(company: Company, context: Context) -> Iterator[Finding]:
    """Yield sources that no evidence uses."""
    used = {item.source for _, _, item in company.evidence_with_place()}
    for place, source in company.sources_with_place():
        if source.id not in used:
            yield rules.UNUSED_SOURCE, (*place, "id"), f"no evidence uses {source.id}"


def copies_name_their_original(company: Company, context: Context) -> Iterator[Finding]:
    """Yield sources whose tier and `copy_of` do not fit."""
    for place, source in company.sources_with_place():
        if source.tier is Tier.COPY and source.copy_of is None:
            yield rules.COPY_NEEDS_ORIGINAL, (*place, "tier"), "tier copy does not say what it is a copy of"
        if source.tier is not Tier.COPY and source.copy_of is not None:
            yield rules.COPY_NEEDS_ORIGINAL, (*place, "copy_of"), f"tier {source.tier} names an original"


def archive_claims_hold(company: Company, context: Context) -> Iterator[Finding]:
    """Yield sources that claim to be seen in the archive without naming the archived version."""
    for place, source in company.sources_with_place():
        if source.seen_via is SeenVia.ARCHIVE and source.archive is None:
            yield rules.ARCHIVE_CLAIM, (*place, "seen_via"), "the source is seen in the archive but names no version"


def dates_are_possible(company: Company, context: Context) -> Iterator[Finding]:
    """Yield dates before 2000 or in the future."""
    for place, given in _dates(company):
        if given.earliest < FIRST_DAY:
            yield rules.DATE_RANGE, place, f"{given} is before 2000"
        elif given.earliest > context.today:
            yield rules.DATE_RANGE, place, f"{given} is in the future"


def sources_precede_coding(company: Company, context: Context) -> Iterator[Finding]:
    """Yield evidence that carries a level although its source appeared after the company was coded."""
    for place, _, item in company.evidence_with_place():
        source = company.source_by_id.get(item.source)
        if source is None or source.published is None or item.stance is Stance.CONTEXT:
            continue
        if source.published.earliest > company.coded_on.latest:
            message = f"{source.id} was published on {source.published}, after the coding on {company.coded_on}"
            yield rules.PUBLISHED_AFTER_CODING, (*place, "source"), message


def reply_is_whole(company: Company, context: Context) -> Iterator[Finding]:
    """Yield a reply without its date or text, and one given before it was asked for."""
    reply = company.reply
    if reply is None:
        return
    if (reply.answered_on is None) != (reply.text is None):
        yield rules.REPLY_ORDER, ("reply",), "the reply has a date without a text, or a text without a date"
    elif reply.answered_on is not None and reply.answered_on.latest < reply.asked_on.earliest:
        message = f"answered on {reply.answered_on}, before it was asked on {reply.asked_on}"
        yield rules.REPLY_ORDER, ("reply", "answered_on"), message


def _dates(company: Company) -> Iterator[tuple[Place, PartialDate]]:
    yield ("coded_on",), company.coded_on
    if company.reply:
        yield ("reply", "asked_on"), company.reply.asked_on
        if company.reply.answered_on:
            yield ("reply", "answered_on"), company.reply.answered_on
    for place, source in company.sources_with_place():
        if source.published is not None:
            yield (*place, "published"), source.published
    for place, _, item in company.evidence_with_place():
        if item.first_seen is not None:
            yield (*place, "first_seen"), item.first_seen


CHECKS: tuple[CompanyCheck, ...] = (
    roles_are_known,
    peer_group_is_known,
    source_ids_stand_once,
    sources_are_used,
    copies_name_their_original,
    archive_claims_hold,
    dates_are_possible,
    sources_precede_coding,
    reply_is_whole,
)
