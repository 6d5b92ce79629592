"""Documents on transparency reports, written from the definitions in the code: the template, and the rules."""

from scorecard.reports import categories
from scorecard.reports.derived import DERIVED, NEVER_A_SCORE
from scorecard.reports.flags import FlagSeverity
from scorecard.reports.rules import RULES
from scorecard.reports.template import PARTS, REGULATION, Measure, Part, audience, unit_of


def template_contract() -> str:
    """Return the EU template as this project reads it: parts, columns, categories, derived measures."""
    parts = [f"# The EU template\n\n{_ABOUT_TEMPLATE}"]
    parts += [_part(part) for part in PARTS]
    parts += ["## Categories\n", _categories(), "## Derived measures\n", f"{NEVER_A_SCORE}\n", _derived()]
    return "\n".join(parts)


def list_of_report_rules() -> str:
    """Return the rules that reports are held against."""
    severities = "\n".join(f"- **{severity}**: {severity.meaning}" for severity in FlagSeverity)
    rows = "\n".join(
        f"| `{rule.id}` | {rule.severity} | {rule.title} | {rule.asks} | {rule.clause} | {_yes(rule.needs_whole)} |"
        for rule in RULES.values()
    )
    columns = ["rule", "severity", "what is wrong", "what must hold", "Annex II", "needs the whole report"]
    header = f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"
    return f"# Rules for transparency reports\n\n{_ABOUT_RULES}\n{severities}\n\n{header}\n{rows}\n"


def _part(part: Part) -> str:
    article = f" (Article {part.article})" if part.article else ""
    keys = ", ".join(f"`{name}`" for name, _ in part.keys) or "not read: it repeats the list of categories"
    lines = [
        f"## Part {part.number}: {part.title}{article}\n",
        f"Sheet `{part.stem}`, Annex II, {part.clause}. Keys: {keys}.\n",
    ]
    if part.measures:
        lines += ["| our name | unit | who fills it | template's wording |", "|---|---|---|---|"]
        lines += [_measure(part, measure) for measure in part.measures]
        lines.append("")
    return "\n".join(lines)


def _measure(part: Part, measure: Measure) -> str:
    unit = unit_of(part.number, measure.id)
    return f"| `{measure.id}` | {unit} ({unit.range}) | {audience(part.number)} | {measure.wording} |"


def _categories() -> str:
    rows = [
        f"| {entry.label} | `{entry.code}` | {entry.parent} | {entry.description} |"
        for entry in categories.categories()
    ]
    return "\n".join(["| number | code | under | meaning |", "|---|---|---|---|", *rows, ""])


def _derived() -> str:
    rows = [
        " | ".join(
            [f"| `{entry.id}`", entry.unit, ", ".join(map(str, entry.parts)), entry.definition, entry.caveat, ""]
        )
        for entry in DERIVED
    ]
    return "\n".join(["| measure | unit | parts | definition | caveat |", "|---|---|---|---|---|", *rows, ""])


def _yes(needed: bool) -> str:
    return "yes" if needed else ""


_ABOUT_TEMPLATE = f"""\
The harmonised template of {REGULATION}, as this project reads it
(`scorecard/reports/`): Annex I has the parts and their wording, Annex II the rules for filling them. A blank cell means
that a row does not apply; where it applies and there was nothing, a service writes 0.
"""

_ABOUT_RULES = """\
Every imported report is held against these rules, and anybody's file can be: on the page Transparency reports, or with
`python -m pipelines dsa-check PATH`. A flag says where a published figure breaks the template's own rules or
contradicts another one. It does not say that anybody did wrong.
"""
