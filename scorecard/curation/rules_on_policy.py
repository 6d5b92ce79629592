"""Rules on what the data folder says of archived policies."""

from scorecard.curation.rules import Rule
from scorecard.errors import Severity

WATCHED_ONCE = Rule(
    "watched-once",
    "A collection, and a folder of the collections, stands once in the watchlist.",
    "Delete the second one.",
)
OUTDATED_HISTORY = Rule(
    "outdated-history",
    "The clause history is about collections and documents of the watchlist, and terms of the lexicon.",
    "Make it again: python -m pipelines archive history --archive DIR.",
)
LOCATOR_ABSENT = Rule(
    "locator-absent",
    "A locator occurs literally in the archived version that its source cites.",
    "Mend the locator or the version, then: python -m pipelines archive verify --archive DIR.",
)
VERSION_ABSENT = Rule(
    "version-absent",
    "The archived version that a source cites is in the archive.",
    "Fetch the newest archive and verify again; if it is still absent, mend `archive` of the source.",
)
SOURCE_CHANGED = Rule(
    "source-changed",
    "A cited clause is still in the newest archived version of its document.",
    "Read the newest version; if the level still holds, cite it there, or else change the level.",
    Severity.WARNING,
)
SOURCE_REWORDED = Rule(
    "source-reworded",
    "A cited clause stands in the newest archived version of its document in the same words.",
    "Read the new wording; if the level still holds, cite it there, or else change the level.",
    Severity.QUESTION,
)
UNVERIFIED = Rule(
    "unverified",
    "A clause cited from a watched collection was held against it.",
    "Verify it: python -m pipelines archive verify --archive DIR.",
    Severity.WARNING,
)

POLICY_RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
