"""What reports show, held against levels: every way to agree and to disagree."""

import pandas as pd
import pytest

from scorecard.reports.crosscheck import Shown, disagreement, shown_by_company
from scorecard.vocabulary import Level, ReportQuestion

NOTHING = Shown(services=("A", "B"), synthetic=(), intimate=(), accuracy=(), performance=(), is_whole=True)
BOTH = NOTHING.services
SYNTHETIC, PERFORMANCE = ReportQuestion.SYNTHETIC_CATEGORY, ReportQuestion.PERFORMANCE
FORM, ACCURACY = ReportQuestion.FORM, ReportQuestion.ACCURACY
TWO = ("an automated share", "a time to act")


def shown(**values: object) -> Shown:
    return Shown(**{name: getattr(NOTHING, name) for name in NOTHING.__slots__} | values)  # type: ignore[arg-type]


CASES = [
    (SYNTHETIC, "met", shown(synthetic=BOTH), True, ""),
    (SYNTHETIC, "met", shown(synthetic=("A",)), True, "the reports of B have no figure on synthetic imagery"),
    (SYNTHETIC, "met", shown(), True, "the reports of A and B have no figure"),
    (SYNTHETIC, "met", shown(is_whole=False), True, ""),
    (SYNTHETIC, "partial", shown(synthetic=("A",)), True, ""),
    (SYNTHETIC, "partial", shown(synthetic=BOTH), True, "every report has figures on synthetic imagery: A and B"),
    (SYNTHETIC, "partial", shown(), True, ""),
    (SYNTHETIC, "no_evidence", shown(synthetic=("A",)), True, "the level is no evidence, and A has figures"),
    (SYNTHETIC, "not_met", shown(intimate=("B",)), True, "B has figures on intimate imagery"),
    (SYNTHETIC, "not_met", shown(), True, ""),
    (SYNTHETIC, "not_applicable", shown(synthetic=BOTH), True, ""),
    (SYNTHETIC, "not_assessed", shown(synthetic=BOTH), True, ""),
    (PERFORMANCE, "met", shown(performance=TWO), True, ""),
    (PERFORMANCE, "met", shown(), True, "neither an automated share nor a time to act"),
    (PERFORMANCE, "met", shown(is_whole=False), True, ""),
    (PERFORMANCE, "partial", shown(performance=TWO), True, "an automated share and a time to act on the subject"),
    (PERFORMANCE, "partial", shown(performance=TWO[:1]), True, ""),
    (PERFORMANCE, "no_evidence", shown(performance=TWO[:1]), True, "the reports have an automated share"),
    (FORM, "not_met", shown(), True, "A and B reports in the EU template"),
    (FORM, "partial", shown(), True, ""),
    (ACCURACY, "no_evidence", shown(accuracy=("A",)), True, "the reports of A give an accuracy"),
    (ACCURACY, "partial", shown(accuracy=("A",)), True, ""),
    (ACCURACY, "partial", shown(accuracy=("A",)), False, "the level cites no report"),
    (ACCURACY, "met", shown(accuracy=("A",)), False, ""),
    (ACCURACY, "met", shown(), True, "no report gives an accuracy"),
]


@pytest.mark.parametrize(("asked", "level", "found", "cites", "said"), CASES)
def test_a_level_and_reports(asked: ReportQuestion, level: str, found: Shown, cites: bool, said: str) -> None:
    message = disagreement(asked, Level(level), found, cites)
    assert said in message and bool(said) == bool(message)


def test_every_kind_of_question_is_asked() -> None:
    assert {case[0] for case in CASES} == set(ReportQuestion)


def figure(service: str, category: str, measure: str, value: float | None) -> dict[str, object]:
    state = "blank" if value is None else "value"
    return {"service_id": service, "category": category, "measure": measure, "value": value, "state": state}


def test_only_figures_above_zero_of_assessed_services_count() -> None:
    services = pd.DataFrame(
        [("a", "A", "one", "A"), ("b", "B", "one", None), ("c", "C", None, None), ("d", "D", "one", "D")],
        columns=["service_id", "name", "company_id", "assessed_as"],
    )
    reports = pd.DataFrame([("a", "compiled"), ("b", "files"), ("c", "files")], columns=["service_id", "how"])
    deepfake = "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE"
    figures = pd.DataFrame(
        [
            figure("a", deepfake, "notice_count", 0.0),
            figure("a", "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING", "notice_count", 3.0),
            figure("a", "TOTAL", "action_hours", 3.0),
            figure("a", "", "accuracy_share", None),
            figure("b", deepfake, "notice_count", 9.0),
            figure("c", deepfake, "notice_count", 9.0),
        ]
    )
    found = shown_by_company(services, reports, figures)
    assert found == {"one": Shown(("A",), (), ("A",), (), (), is_whole=True)}


def test_a_sample_leaves_open_what_it_lacks() -> None:
    services = pd.DataFrame([("a", "A", "one", "A")], columns=["service_id", "name", "company_id", "assessed_as"])
    reports = pd.DataFrame([("a", "sample")], columns=["service_id", "how"])
    figures = pd.DataFrame([figure("a", "STATEMENT_CATEGORY_CYBER_VIOLENCE", "action_hours", 3.0)])
    found = shown_by_company(services, reports, figures)["one"]
    assert not found.is_whole and found.performance == ("a time to act",)
