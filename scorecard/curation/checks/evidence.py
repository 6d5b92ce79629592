"""Checks of single pieces of evidence: that each names its source, can be found again and links nowhere else."""

import re
from collections.abc import Iterable, Iterator

from scorecard.curation import rules
from scorecard.curation.checks.context import CompanyCheck, Context, Finding
from scorecard.curation.companies import Company, Source
from scorecard.vocabulary import SeenVia

# What a reader could follow: an address with its scheme or www., a bare host with or without a path (also one made
# harmless, as in example[.]com), four numbers of an IP address. Not: Node.js, report.pdf, section 2.b.ii.
_LINK = re.compile(
    r"(?:h(?:tt|xx)ps?://|www\.)[^\s<>\"')]+"
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b"
    r"|\b(?:[\w-]+(?:\.|\[\.\]))+(?!(?:js|py|md|html?|json|ya?ml|csv|pdf|txt|[ivx]{2,4})\b)[a-z]{2,18}\b"
    r"(?:/[^\s<>\"')]*)?",
    re.IGNORECASE,
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
    """Yield findings and sections with a link to anything but their source."""
    named = names_like_links(company, context)
    for place, _, item in company.evidence_with_place():
        source = company.source_by_id.get(item.source)
        allowed = named | _addresses([source] if source else [])
        for key, text in (("finding", item.finding), ("section", item.section)):
            for link in foreign_links(text or "", allowed):
                yield rules.FOREIGN_LINK, (*place, key), f"the text links to {link}"


def reasons_link_to_sources(company: Company, context: Context) -> Iterator[Finding]:
    """Yield rationales and search notes with a link to anything but a source of the same assessment."""
    named = names_like_links(company, context)
    for place, assessment in company.assessments_with_place():
        cited = (company.source_by_id.get(item.source) for item in assessment.evidence)
        allowed = named | _addresses([source for source in cited if source])
        for key, text in (("rationale", assessment.rationale), ("searched", assessment.searched)):
            for link in foreign_links(text or "", allowed):
                yield rules.FOREIGN_LINK, (*place, key), f"the text links to {link}"


def summary_links_nowhere(company: Company, context: Context) -> Iterator[Finding]:
    """Yield links in a company's summary."""
    for link in foreign_links(company.summary or "", names_like_links(company, context)):
        yield rules.FOREIGN_LINK, ("summary",), f"the text links to {link}"


def names_like_links(company: Company, context: Context) -> set[str]:
    """Return names that look like addresses and may stand in texts on a company: hosts, services, help lines."""
    addresses = [company.website or "", *(source.url for source in company.sources), *context.help_addresses]
    hosts = {_bare(address).split("/")[0] for address in addresses}
    return hosts | {_bare(name) for name in (company.name, *company.services)}


def _addresses(sources: Iterable[Source]) -> set[str]:
    sources = tuple(sources)
    copied = (source.copy_of.url for source in sources if source.copy_of and source.copy_of.url)
    return {_bare(address) for address in (*(source.url for source in sources), *copied)}


def foreign_links(text: str, allowed: set[str]) -> list[str]:
    """Return what a reader of a text could follow, but for the addresses and names that are allowed, written bare."""
    return [link for link in _LINK.findall(text) if _bare(link) not in allowed]


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/.,;:").casefold()


CHECKS: tuple[CompanyCheck, ...] = (
    source_is_known,
    locator_can_be_searched,
    one_way_to_find_it,
    finding_links_to_its_source,
    reasons_link_to_sources,
    summary_links_nowhere,
)
