"""Questions about what others publish: transparency reports, and reports to NCMEC's CyberTipline."""

from scorecard.queries.published.check import CheckedUpload, check_upload, service_kinds, upload_megabytes
from scorecard.queries.published.cybertip_words import (
    cybertip_differences,
    cybertip_finding,
    cybertip_notes,
    cybertip_table,
)
from scorecard.queries.published.cybertips import (
    cybertip_figures,
    cybertip_file,
    cybertip_file_name,
    cybertip_providers,
    cybertip_series,
    has_cybertips,
    usual_cybertip_providers,
)
from scorecard.queries.published.details import (
    company_reports,
    coverage_matrix,
    open_questions,
    report_flags,
    report_rules,
    reporting_services,
    service_finding,
    service_head,
    service_report,
)
from scorecard.queries.published.files import (
    coverage_file,
    coverage_finding,
    figures_file,
    findings_in_words,
    flag_severities,
    flags_finding,
    side_file,
    side_finding,
    source_in_words,
    ways_obtained,
)
from scorecard.queries.published.options import report_categories, report_options, usual_category, usual_option
from scorecard.queries.published.periods import has_reports, report_periods, usual_period
from scorecard.queries.published.rows import side_by_side
from scorecard.reports.derived import NEVER_A_SCORE

__all__ = [
    "NEVER_A_SCORE",
    "CheckedUpload",
    "check_upload",
    "company_reports",
    "coverage_file",
    "coverage_finding",
    "coverage_matrix",
    "cybertip_differences",
    "cybertip_figures",
    "cybertip_file",
    "cybertip_file_name",
    "cybertip_finding",
    "cybertip_notes",
    "cybertip_providers",
    "cybertip_series",
    "cybertip_table",
    "figures_file",
    "findings_in_words",
    "flag_severities",
    "flags_finding",
    "has_cybertips",
    "has_reports",
    "open_questions",
    "report_categories",
    "report_flags",
    "report_options",
    "report_periods",
    "report_rules",
    "reporting_services",
    "service_finding",
    "service_head",
    "service_kinds",
    "service_report",
    "side_by_side",
    "side_file",
    "side_finding",
    "source_in_words",
    "upload_megabytes",
    "usual_category",
    "usual_cybertip_providers",
    "usual_option",
    "usual_period",
    "ways_obtained",
]
