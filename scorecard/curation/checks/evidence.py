"""Checks of single pieces of evidence: that each names its source, can be found again and links nowhere else."""

import re
from collections.abc import Iterable, Iterator

from scorecard.curation import rules
from scorecard.curation.checks.context import CompanyCheck, Context, Finding
from scorecard.curation.companies import Company, Source
from scorecard.vocabulary import SeenVia

# A link is an address with its scheme, one that starts with www., or a host followed by a path.
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/[^\s<>\"')\]]*", re.IGNORECASE
)


def source_is_known(company: Company, context: Context) -> Iterator[Finding]:
    """Yield evidence that names a source which its file does not have."""
    for place, _, item in company.evidence_with_place():
        if item.source not in company.source_by_id:
            yield rules.UNKNOWN_SOURCE, (*place, "source"), f"the file has no source {item.source!r}"


def locator_can_be_searched(company: Company, context: Context) -> Iterator[Finding]:
    """Yield locators in sources of which no searchable text is kept."""
    for place, _, item in company.evidence_with_place():
        source = company.source_by_id.get(item.source)
        if item.locator is None or source is None or source.archive or source.seen_via is SeenVia.DATASET:
            continue
        yield rules.LOCATOR_NEEDS_TEXT, (*place, "locator"), f"{source.id} has no archived version to search"


def one_way_to_find_it(company: Company, context: Context) -> Iterator[Finding]:
    """Yield evidence with both a locator and a section."""
    for place, _, item in company.evidence_with_place():
        if item.locator is not None and item.section is not None:
            yield rules.ONE_LOCATOR, (*place, "section"), "the evidence has a locator and a section"


def finding_links_to_its_source(company: Company, context: Context) -> Iterator[Finding]:
    """Yield findings with a link to anything but their source."""
    for place, _, item in company.evidence_with_place():
        source = company.source_by_id.get(item.source)
        for link in _foreign_links(item.finding, [source] if source else []):
            yield rules.FOREIGN_LINK, (*place, "finding"), f"the finding links to {link}"


def reasons_link_to_sources(company: Company, context: Context) -> Iterator[Finding]:
    """Yield rationales and search notes with a link to anything but a source of the same assessment."""
    for place, assessment in company.assessments_with_place():
        sources = [
            company.source_by_id[item.source] for item in assessment.evidence if item.source in company.source_by_id
        ]
        for key, text in (("rationale", assessment.rationale), ("searched", assessment.searched)):
            for link in _foreign_links(text or "", sources):
                yield rules.FOREIGN_LINK, (*place, key), f"the text links to {link}"


def _foreign_links(text: str, sources: Iterable[Source]) -> list[str]:
    own = {_bare(source.url) for source in sources}
    own |= {_bare(source.copy_of.url) for source in sources if source.copy_of and source.copy_of.url}
    return [link for link in _LINK.findall(text) if _bare(link) not in own]


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/.,;:").casefold()


CHECKS: tuple[CompanyCheck, ...] = (
    source_is_known,
    locator_can_be_searched,
    one_way_to_find_it,
    finding_links_to_its_source,
    reasons_link_to_sources,
)
