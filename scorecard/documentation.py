"""Documents that are written from definitions in the code, so that neither can drift: data dictionary and checks."""

from pathlib import Path

from scorecard import settings
from scorecard.curation.rulebook import RULES
from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.report_documentation import list_of_report_rules, template_contract
from scorecard.storage.definitions import definitions

MADE = "<!-- Written by `make docs` from the definitions in the code; edits are lost. -->\n"


def documents() -> dict[Path, str]:
    """Return the text of every written document, by its path."""
    return {
        settings.ROOT / "data" / "README.md": data_dictionary(),
        settings.ROOT / "docs" / "checks.md": list_of_checks(),
        settings.ROOT / "docs" / "dsa-template.md": f"{MADE}\n{template_contract()}",
        settings.ROOT / "docs" / "report-rules.md": f"{MADE}\n{list_of_report_rules()}",
    }


def outdated() -> list[Path]:
    """Return the written documents that are not as the definitions say."""
    return [path for path, text in documents().items() if not path.exists() or path.read_text("utf-8") != text]


def data_dictionary() -> str:
    """Return the data dictionary: every table with its columns, types, units and meanings."""
    parts = [MADE, "# Data dictionary\n", _ABOUT_DATA]
    for table in definitions().values():
        parts += [f"## {table.name}\n", f"{table.meaning}\n", _columns(table)]
    return "\n".join(parts)


def list_of_checks() -> str:
    """Return the list of rules that curated data must keep."""
    rows = "\n".join(f"| `{rule.id}` | {rule.severity} | {rule.asks} | {rule.remedy} |" for rule in RULES.values())
    header = "| rule | severity | what must hold | what to do |\n|---|---|---|---|"
    return f"{MADE}\n# Checks\n\n{_ABOUT_CHECKS}\n{header}\n{rows}\n"


def _columns(table: TableDefinition) -> str:
    rows = [
        f"| `{column.name}` | {_type(column)} | {column.unit} | {column.meaning}{_refers(column)} |"
        for column in table.columns
    ]
    return "\n".join(["| column | type | unit | meaning |", "|---|---|---|---|", *rows, ""])


def _type(column: ColumnDefinition) -> str:
    name = " \\| ".join(column.words) if column.words else _TYPES[column.kind]
    key = ", key" if column.is_key else ""
    return f"{name}{key}{', may be empty' if column.is_optional else ''}"


def _refers(column: ColumnDefinition) -> str:
    return f" → `{column.refers_to[0]}`" if column.refers_to else ""


_TYPES = {
    Kind.TEXT: "str",
    Kind.INTEGER: "int",
    Kind.NUMBER: "float",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "date",
    Kind.OBJECT: "object",
}

_ABOUT_DATA = """\
What stands in this folder by hand, and every table that `python -m scorecard build` makes of it.

| file | by | holds |
|---|---|---|
| `methodology/<version>.yaml` | hand | levels, roles, commitments, indicators with rubric, decision and scoring rules |
| `companies/<id>.yaml` | hand | one company: profile, sources, assessments with their evidence |
| `call.yaml`, `endorsers.csv` | hand | the call, its help lines, who endorses it |
| `codings.csv` | hand | both coders' levels of each cell, and the final one |
| `events.yaml` | hand | events of the debate: laws, court cases, programmes, decisions, each with its source |
| `corrections.yaml` | hand | what of ours was wrong in a release: what, old, new, why |
| `cybertipline.yaml` | hand | providers that report to NCMEC's CyberTipline, and counts that evidence states |
| `reports/cybertipline.csv` | `pipelines/cybertipline.py` | reports to the CyberTipline by provider (Apache-2.0) |
| `report_services.yaml` | hand | services that report under the EU template, and whose they are |
| `report_corrections.yaml` | hand | guarded repairs of imported reports, and remarks for readers |
| `reports/dsa_{reports,figures,flags}.csv` | `pipelines/dsa_reports.py` | what transparency reports say |
| `reports/*.provenance.json` | as above | what each of these files was made of, with checksums |
| `policy_history/watchlist.yaml` | hand | collections of archived policies, and whose documents in them are followed |
| `policy_history/lexicon.yaml`, `precision.csv` | hand | what is looked for there, and how precise that is |
| `policy_history/*.csv` | `pipelines/policy_history.py` | versions, and when each document named which term (ODC-By) |
| `policy_history/citations.csv` | `pipelines/policy_citations.py` | what became of every cited clause (ODC-By) |
| `policy_history/changes.atom` | `pipelines/policy_feed.py` | the feed of clause changes |
| `releases/<release>/` | `python -m scorecard release create` | frozen results and inputs; never rewritten |
| `policy_history/*.provenance.json` | as above | what each of these files was made of, with checksums |

The data is licensed CC BY 4.0. Files are checked by `python -m scorecard check`; its rules are in `docs/checks.md`.
"""

_ABOUT_CHECKS = """\
`python -m scorecard check` prints every broken rule with file, line, place, what is wrong and what to do. Errors stop
a build; warnings and questions do not.
"""
