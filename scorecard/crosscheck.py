"""Where published reports meet curated levels: the questions that the one raises about the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from scorecard.curation import rules_on_reports
from scorecard.curation.companies import Assessment, Company
from scorecard.curation.documents import Place
from scorecard.curation.reading import Dataset
from scorecard.curation.report_tables import report_tables
from scorecard.errors import Problem
from scorecard.reports.crosscheck import disagreement, shown_by_company
from scorecard.reports.rules import RULES
from scorecard.vocabulary import SourceKind

_REPORTS = (SourceKind.TRANSPARENCY_REPORT, SourceKind.DATASET)


@dataclass(frozen=True, slots=True)
class Question:
    """One disagreement between a level and imported reports, and the curator's answer, if there is one."""

    company_id: str
    indicator_id: str
    place: Place
    message: str
    answer: str | None


def report_questions(data: Dataset) -> list[Question]:
    """Return every disagreement, by company and indicator; an answer without one has an empty message."""
    tables = report_tables(data)
    rows = [tables[name] for name in ("report_service", "report", "report_figure")]
    shown = shown_by_company(*map(pd.DataFrame, rows)) if all(rows) else {}  # files that are faulty have none
    asked = {entry.id: entry.asks_of_reports for entry in data.methodology.record.indicators if entry.asks_of_reports}
    found = []
    for company in (entry.record for entry in data.companies):
        for place, assessment in company.assessments_with_place():
            question, reports = asked.get(assessment.indicator), shown.get(company.id)
            message = ""
            if question and reports:
                message = disagreement(question, assessment.level, reports, _cites_report(company, assessment))
            if message or assessment.report_answer:
                found.append(Question(company.id, assessment.indicator, place, message, assessment.report_answer))
    return found


def question_problems(data: Dataset) -> Iterator[Problem]:
    """Yield each disagreement that nobody has answered, and each answer to none."""
    documents = {entry.record.id: entry.document for entry in data.companies}
    for question in report_questions(data):
        document = documents[question.company_id]
        if question.message and not question.answer:
            yield document.problem(rules_on_reports.REPORT_QUESTION, (*question.place, "level"), question.message)
        elif question.answer and not question.message:
            message = "imported reports raise no question here"
            yield document.problem(rules_on_reports.IDLE_ANSWER, (*question.place, "report_answer"), message)


def computed_report_tables(data: Dataset) -> dict[str, list[dict[str, object]]]:
    """Return the rows of the tables on reports that are computed: the rules, and the questions."""
    return {
        "report_rule": [
            {
                "rule_id": rule.id,
                "title": rule.title,
                "asks": rule.asks,
                "clause": rule.clause,
                "severity": rule.severity.value,
                "position": position,
            }
            for position, rule in enumerate(RULES.values())
        ],
        "report_question": [
            {
                "company_id": question.company_id,
                "indicator_id": question.indicator_id,
                "message": question.message,
                "answer": question.answer,
            }
            for question in report_questions(data)
            if question.message
        ],
    }


def _cites_report(company: Company, assessment: Assessment) -> bool:
    sources = (company.source_by_id.get(item.source) for item in assessment.carrying)
    return any(source is not None and source.kind in _REPORTS for source in sources)
