"""Words of releases: how one is named, what a correction can be about, why a value changed."""

import re
from enum import StrEnum

# Year and month, then a number for a further one in the same month: 2026.11, 2026.11.1.
RELEASE_PATTERN = r"^[0-9]{4}\.(0[1-9]|1[0-2])(\.[1-9][0-9]{0,2})?$"
WORKING_RELEASE = "working"  # what results are called that are not frozen


def is_release_id(text: str) -> bool:
    """Return whether a text is the id of a release."""
    return re.fullmatch(RELEASE_PATTERN, text) is not None


def release_order(release_id: str) -> tuple[int, ...]:
    """Return what releases are ordered by: later ones are greater."""
    return tuple(int(part) for part in release_id.split("."))


class Subject(StrEnum):
    """What a correction is about."""

    LEVEL = "level"
    EVIDENCE = "evidence"
    SOURCE = "source"
    COMPANY = "company"
    REPORT = "report"
    METHOD = "method"

    @property
    def meaning(self) -> str:
        """What that is, in words."""
        return {
            Subject.LEVEL: "a level",
            Subject.EVIDENCE: "a finding, how it is quoted, or the reason or confidence of a level",
            Subject.SOURCE: "a source: its title, date, publisher or address",
            Subject.COMPANY: "what is said of a company: its name, roles, services or group",
            Subject.REPORT: "a figure of a transparency report, as we give it",
            Subject.METHOD: "an indicator, a rule or a weight",
        }[self]


class Cause(StrEnum):
    """Why a level or a score is another one than in the release before."""

    CORRECTION = "correction"
    COMPANY = "company"
    METHOD = "method"
    ROLE = "role"
    NEW_EVIDENCE = "new_evidence"
    SOURCE_CHANGED = "source_changed"
    REASSESSED = "reassessed"

    @property
    def label(self) -> str:
        """What it is called, in words."""
        return {
            Cause.CORRECTION: "correction",
            Cause.COMPANY: "company new or taken out",
            Cause.METHOD: "method",
            Cause.ROLE: "roles of the company",
            Cause.NEW_EVIDENCE: "new evidence",
            Cause.SOURCE_CHANGED: "source changed",
            Cause.REASSESSED: "assessed anew",
        }[self]

    @property
    def meaning(self) -> str:
        """What it means, a sentence without its full stop."""
        return {
            Cause.CORRECTION: "We were wrong, and said so on the page Corrections",
            Cause.COMPANY: "The company is new in the data, or no longer in it",
            Cause.METHOD: "The indicator, its rules, its weight or its place is another one",
            Cause.ROLE: "The company does something it did not do before, or no longer does it",
            Cause.NEW_EVIDENCE: "The level rests on findings that were added or taken out, or speak another way",
            Cause.SOURCE_CHANGED: "A clause that it rests on is no longer in its source as cited",
            Cause.REASSESSED: "The same findings were judged anew",
        }[self]
