"""Rules on what the data folder says of published reports."""

from scorecard.curation.rules import Rule
from scorecard.errors import Severity

SERVICE_NAME = Rule(
    "service-name",
    "A name or spelling of a reporting service stands once, whatever its case.",
    "Delete the second one.",
)
ASSESSED_AS = Rule(
    "assessed-as",
    "`assessed_as` is one of the services in the file of the service's company.",
    "Use the name as the company's file has it, or leave it out.",
)
UNKNOWN_SERVICE = Rule(
    "unknown-service",
    "Imported reports, repairs and remarks are about services of report_services.yaml.",
    "Mend the id, or add the service.",
)
OUTDATED_IMPORT = Rule(
    "outdated-import",
    "Imported reports give the company and address that report_services.yaml gives, figures and flags have the row of "
    "their report, and repairs and remarks are about reports that were imported.",
    "Import the reports again: python -m pipelines dsa PATH.",
)
REPORT_QUESTION = Rule(
    "report-question",
    "Imported reports and the level of an indicator agree, or `report_answer` says why the level stands.",
    "Look at the reports; change the level, or say in `report_answer` why it stands.",
    Severity.QUESTION,
)
IDLE_ANSWER = Rule(
    "idle-answer",
    "A `report_answer` answers a question that imported reports raise.",
    "Delete it.",
    Severity.WARNING,
)

REPORT_RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
