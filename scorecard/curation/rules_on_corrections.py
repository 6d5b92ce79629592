"""The rules that corrections of releases must keep."""

from scorecard.curation.rules import Rule

CORRECTION_ORDER = Rule(
    "correction-order",
    "A correction is made in a later release than the one that was wrong, and corrections stand oldest first.",
    "Mend the releases, or move the correction.",
)
CORRECTION_OF_LEVEL = Rule(
    "correction-of-level",
    "A correction of a level names company and indicator; `old` and `new` are two different levels or, where the level "
    "stays, say what changes in words.",
    "Name both, and write the levels as the method has them: met, partial, not_met, no_evidence.",
)
CORRECTION_UNTRUE = Rule(
    "correction-untrue",
    "What a correction of a level says was published stands in that release, and what it says is right stands in the "
    "data.",
    "Mend `old` or `new`, or the level in the company's file.",
)

CORRECTION_RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
