"""Checks of assessments: that each level fits the roles, and what it rests on."""

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from scorecard.curation import rules
from scorecard.curation.checks.context import CompanyCheck, Context, Finding
from scorecard.curation.companies import Assessment, Company, Source
from scorecard.vocabulary import Confidence, Level, Stance, Tier

_CARRYING_STANCE = {
    Level.MET: Stance.SUPPORTS,
    Level.PARTIAL: Stance.SUPPORTS,
    Level.NOT_MET: Stance.CONTRADICTS,
}


def indicator_is_known(company: Company, context: Context) -> Iterator[Finding]:
    """Yield assessments of indicators that the methodology does not have."""
    for place, assessment in company.assessments_with_place():
        if assessment.indicator not in context.indicators:
            message = f"the methodology has no indicator {assessment.indicator!r}"
            yield rules.UNKNOWN_INDICATOR, (*place, "indicator"), message


def indicator_stands_once(company: Company, context: Context) -> Iterator[Finding]:
    """Yield indicators that are assessed twice."""
    seen: set[str] = set()
    for place, assessment in company.assessments_with_place():
        if assessment.indicator in seen:
            yield rules.DUPLICATE_ID, (*place, "indicator"), f"{assessment.indicator} is assessed twice"
        seen.add(assessment.indicator)


def level_fits_roles(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels that contradict the table of roles and indicators, either way round."""
    for place, assessment in company.assessments_with_place():
        indicator = context.indicators.get(assessment.indicator)
        if indicator is None:
            continue
        shared = [role for role in company.roles if role in indicator.roles]
        if shared and not assessment.level.is_applicable:
            message = f"{indicator.id} applies to the company's role {shared[0]} but is {assessment.level}"
            yield rules.LEFT_OUT_BUT_APPLIES, (*place, "level"), message
        if not shared and assessment.level.is_applicable:
            message = f"{indicator.id} applies to {', '.join(indicator.roles)}, none of them a role of the company"
            yield rules.ASSESSED_BUT_LEFT_OUT, (*place, "level"), message


def level_has_evidence(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels without evidence of the stance that carries them."""
    for place, assessment in company.assessments_with_place():
        needed = _CARRYING_STANCE.get(assessment.level)
        indicator = context.indicators.get(assessment.indicator)
        if needed is None or any(item.stance is needed for item in assessment.evidence):
            continue
        if assessment.level is Level.PARTIAL and indicator is not None and indicator.partial_without_evidence:
            continue
        yield rules.LEVEL_NEEDS_EVIDENCE, (*place, "level"), f"{assessment.level} has no evidence that {needed}"


def level_has_reason(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels without a rationale."""
    for place, assessment in company.assessments_with_place():
        if assessment.level is not Level.NOT_ASSESSED and not assessment.rationale:
            yield rules.LEVEL_NEEDS_REASON, place, f"{assessment.level} has no rationale"


def level_has_confidence(company: Company, context: Context) -> Iterator[Finding]:
    """Yield assessed levels without confidence, and others with one."""
    for place, assessment in company.assessments_with_place():
        if assessment.level.is_assessed != (assessment.confidence is not None):
            has = "has no confidence" if assessment.level.is_assessed else "has a confidence"
            yield rules.LEVEL_NEEDS_CONFIDENCE, place, f"{assessment.level} {has}"


def no_evidence_says_what_was_searched(company: Company, context: Context) -> Iterator[Finding]:
    """Yield `no_evidence` levels that do not say what was gone through."""
    for place, assessment in company.assessments_with_place():
        if assessment.level is Level.NO_EVIDENCE and not assessment.searched:
            yield rules.NO_EVIDENCE_NEEDS_SEARCH, place, "no_evidence does not say what was searched"


def no_evidence_holds_context_only(company: Company, context: Context) -> Iterator[Finding]:
    """Yield items that support or contradict under a level that claims nothing was found."""
    for place, assessment, item in company.evidence_with_place():
        if assessment.level in _CARRYING_STANCE or item.stance is Stance.CONTEXT:
            continue
        yield rules.NO_EVIDENCE_HOLDS_CONTEXT, (*place, "stance"), f"the item {item.stance} under {assessment.level}"


def no_evidence_is_low(company: Company, context: Context) -> Iterator[Finding]:
    """Yield `no_evidence` levels that claim more than low confidence."""
    for place, assessment in company.assessments_with_place():
        if assessment.level is Level.NO_EVIDENCE and assessment.confidence not in (Confidence.LOW, None):
            message = f"no_evidence has {assessment.confidence} confidence"
            yield rules.NO_EVIDENCE_IS_LOW, (*place, "confidence"), message


def evidence_is_within_window(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels of indicators with a window that rest only on evidence from before it."""
    for place, assessment in company.assessments_with_place():
        indicator = context.indicators.get(assessment.indicator)
        if indicator is None or indicator.window is None or assessment.level not in _CARRYING_STANCE:
            continue
        if assessment.level in (indicator.window.older_earns, Level.NOT_MET) and indicator.window.older_earns != "none":
            continue
        start = company.coded_on.earliest - relativedelta(months=context.methodology.window_months(indicator.window))
        dates = [source.published for source in _carrying_sources(company, assessment)]
        if dates and all(published is not None and published.latest < start for published in dates):
            newest = max(dates, key=lambda published: published.latest if published else date.min)
            message = f"{assessment.level} rests on evidence up to {newest}, before the window that starts on {start}"
            yield rules.EVIDENCE_WINDOW, (*place, "level"), message


def confidence_rests_on_originals(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels above low confidence that rest only on copies and digests."""
    for place, assessment in company.assessments_with_place():
        tiers = {source.tier for source in _carrying_sources(company, assessment)}
        if assessment.confidence in (Confidence.LOW, None) or not tiers:
            continue
        if all(tier.is_second_hand for tier in tiers):
            message = f"{assessment.confidence} confidence rests only on {' and '.join(sorted(tiers))} sources"
            yield rules.CONFIDENCE_NEEDS_ORIGINAL, (*place, "confidence"), message


def high_confidence_rests_on_archive(company: Company, context: Context) -> Iterator[Finding]:
    """Yield levels of high confidence that no archived original carries."""
    for place, assessment in company.assessments_with_place():
        if assessment.confidence is not Confidence.HIGH:
            continue
        if not any(_is_archived_original(source) for source in _carrying_sources(company, assessment)):
            yield rules.HIGH_NEEDS_ARCHIVE, (*place, "confidence"), "no archived original carries the level"


def _carrying_sources(company: Company, assessment: Assessment) -> list[Source]:
    sources = (company.source_by_id.get(item.source) for item in assessment.carrying)
    return [source for source in sources if source is not None]


def _is_archived_original(source: Source) -> bool:
    return source.archive is not None and source.tier in (Tier.PRIMARY, Tier.RESEARCH)


CHECKS: tuple[CompanyCheck, ...] = (
    indicator_is_known,
    indicator_stands_once,
    level_fits_roles,
    level_has_evidence,
    level_has_reason,
    level_has_confidence,
    no_evidence_says_what_was_searched,
    no_evidence_holds_context_only,
    no_evidence_is_low,
    evidence_is_within_window,
    confidence_rests_on_originals,
    high_confidence_rests_on_archive,
)
