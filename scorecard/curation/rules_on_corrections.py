"""The rules that corrections of releases must keep."""

from scorecard.curation.rules import Rule

CORRECTION_ORDER = Rule(
    "correction-order",
    "A correction is made in a later release than the one that was wrong, and corrections stand oldest first.",
    "Mend the releases, or move the correction.",
)
CORRECTION_OF_LEVEL = Rule(
    "correction-of-level",
    "A correction of a level names company and indicator, and `old` and `new` are two different levels; what else was "
    "wrong is a correction of evidence, a source, a company, a report or the method.",
    "Name both, and write the levels as the method has them: met, partial, not_met, no_evidence.",
)
CORRECTION_LOST = Rule(
    "correction-lost",
    "The corrections of the newest release stand unchanged at the beginning of the list; new ones follow.",
    "Restore the list as it was, and add to its end.",
)
CORRECTION_UNTRUE = Rule(
    "correction-untrue",
    "A correction names a release that is there and one that is still to come, a company and an indicator that are "
    "there, and of a level what that release has and what the data have now.",
    "Mend `old` or `new`, or the level in the company's file.",
)

CORRECTION_RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
