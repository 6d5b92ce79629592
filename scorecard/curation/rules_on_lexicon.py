"""Rules on the lexicon of what is looked for in archived policies."""

from scorecard.curation.rules import Rule
from scorecard.errors import Severity

LEXICON_PATTERN = Rule(
    "lexicon-pattern",
    "An expression of the lexicon is one that can be searched for, and uses lists of words that stand before it.",
    "Mend the expression; docs/policy-lexicon.md explains the language.",
)
LEXICON_POSITIVE = Rule(
    "lexicon-positive",
    "A positive example names its term, and no other that the term does not have under `beside`.",
    "Mend the pattern or the example.",
)
LEXICON_NEGATIVE = Rule(
    "lexicon-negative",
    "A negative example does not name its term.",
    "Make the pattern narrower, or mend the example.",
)
LEXICON_UNTRIED = Rule(
    "lexicon-untried",
    "Every pattern finds a positive example of its term.",
    "Add an example, or delete the pattern.",
)
LEXICON_UNUSED = Rule(
    "lexicon-unused",
    "Every list of words is used.",
    "Use it or delete it.",
    Severity.WARNING,
)
UNKNOWN_TERM = Rule(
    "unknown-term",
    "Terms are those of the lexicon.",
    "Use the id of a term of the lexicon.",
)

LEXICON_RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
