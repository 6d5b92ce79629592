"""Every rule that curated data must keep, wherever it is defined: checks, documentation and queries read it."""

from scorecard.curation import rules, rules_on_corrections, rules_on_lexicon, rules_on_policy, rules_on_reports

RULES: dict[str, rules.Rule] = (
    rules.RULES
    | rules_on_reports.REPORT_RULES
    | rules_on_policy.POLICY_RULES
    | rules_on_lexicon.LEXICON_RULES
    | rules_on_corrections.CORRECTION_RULES
)
