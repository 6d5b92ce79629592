"""Words of the policy watch: events of the debate, versions of archived documents, and the fate of cited clauses."""

from enum import StrEnum


class EventKind(StrEnum):
    """What sort of thing happened in the debate about nudification tools."""

    LAW = "law"
    COURT = "court"
    REGULATOR = "regulator"
    INVESTIGATION = "investigation"
    PROGRAMME = "programme"
    COMPANY = "company"
    CALL = "call"

    @property
    def label(self) -> str:
        """Return the kind as people read it: ``court case``."""
        longer = {"court": "court case", "regulator": "step of an authority", "company": "decision of a company"}
        return longer.get(self.value, self.value)

    @property
    def meaning(self) -> str:
        """Return what events of this kind are."""
        return {
            "law": "a law, or a part of one, is voted, signed or takes effect",
            "court": "a case is brought, settled or decided",
            "regulator": "an authority asks, warns, investigates, blocks, fines or orders",
            "investigation": "researchers or reporters publish what they found",
            "programme": "companies take up something together, or with others, of their own accord",
            "company": "a company changes its own rules or services",
            "call": "organisations ask lawmakers or companies to act",
        }[self.value]


class EventSeen(StrEnum):
    """What was read of an event: the text of those who acted, wherever it stands, or what others report."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class VersionKind(StrEnum):
    """What made a version of an archived document, by the message of its commit."""

    FIRST = "first"
    CHANGE = "change"
    TECHNICAL = "technical"
    OTHER = "other"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Return it as people read it."""
        return {
            "first": "first record",
            "change": "new changes",
            "technical": "technical upgrade of the archive",
            "other": "edit of the archive by hand",
            "dropped": "no longer recorded by the archive",
        }[self.value]


class Beginning(StrEnum):
    """How sure it is that a term was added with the first version that names it."""

    ADDED = "added"
    REWORDED = "reworded"
    OPENED = "opened"
    FIRST = "first"

    @classmethod
    def of(cls, kind: VersionKind, *, has_grown: bool, is_reworded: bool) -> "Beginning":
        """Return how a spell began, by the kind of its first version and what is known of the text before."""
        if kind is VersionKind.FIRST:
            return cls.FIRST
        if is_reworded:
            return cls.REWORDED
        return cls.ADDED if kind is VersionKind.CHANGE and not has_grown else cls.OPENED

    @property
    def meaning(self) -> str:
        """Return what is known of it, in words."""
        return {
            "added": "words added: the version before had neither them nor a passage like theirs",
            "reworded": "only the words are new: the version before had the passage in others",
            "opened": "came to light when the archive read the page in another way, or much more of it: can be older",
            "first": "there when the archive began to record the document: can be older",
        }[self.value]

    def said(self, kind: VersionKind) -> str:
        """Return what is known of one spell, by the kind of its first version, in words."""
        if self is not Beginning.OPENED:
            return self.meaning
        return {
            "technical": "technical upgrade: the archive changed how it reads the page; the rule can be older",
            "other": "edited by hand in the archive: the rule can be older",
        }.get(kind.value, "the archived text grew by more than a quarter: the rule can be older")


class CitationStatus(StrEnum):
    """What became of a cited clause in the archive since the version that was cited."""

    STILL_THERE = "still_there"
    REWORDED = "reworded"
    GONE = "gone"
    UNTRACKED = "untracked"
    NEVER_THERE = "never_there"
    NO_VERSION = "no_version"
    NOT_CHECKED = "not_checked"

    @property
    def label(self) -> str:
        """Return it as people read it: ``document no longer tracked``."""
        longer = {"untracked": "document no longer tracked", "no_version": "no such version in the archive"}
        return longer.get(self.value, self.value.replace("_", " "))

    @property
    def has_changed(self) -> bool:
        """Whether the source is no longer as it was when its evidence was coded."""
        return self in (CitationStatus.REWORDED, CitationStatus.GONE)
