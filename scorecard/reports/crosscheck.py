"""What imported reports show of a company, held against the level that a curator gave: each disagreement is a question.

Reports never change a level. What they show counts where a figure above 0 stands; that a figure is missing counts
only of reports that were read as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from scorecard.numbers import listing
from scorecard.reports import categories
from scorecard.reports.template import ACCURACY
from scorecard.vocabulary import FigureState, HowObtained, Level, ReportQuestion

_NOTHING_FOUND = (Level.NOT_MET, Level.NO_EVIDENCE)
_ABOUT = (*categories.SUBJECT_KEYWORDS, *categories.SUBJECT_PARENTS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reports of a company's assessed services show.

    Attributes:
        services: names of the services with reports.
        synthetic, intimate: those with a figure above 0 on synthetic, on any intimate imagery.
        accuracy: those with an accuracy, precision or recall.
        performance: which measures of performance on the subject there are, in words.
        is_whole: whether the reports were read as a whole, so that what they lack is known.
    """

    services: tuple[str, ...]
    synthetic: tuple[str, ...]
    intimate: tuple[str, ...]
    accuracy: tuple[str, ...]
    performance: tuple[str, ...]
    is_whole: bool


def shown_by_company(services: pd.DataFrame, reports: pd.DataFrame, figures: pd.DataFrame) -> dict[str, Shown]:
    """Return what reports show, by company.

    Args:
        services: `service_id`, `name`, `company_id`, `assessed_as`; only assessed services count.
        reports: `service_id`, `how`.
        figures: the columns of the table of figures.
    """
    own = services.dropna(subset=["company_id", "assessed_as"])
    own = own[own["service_id"].isin(reports["service_id"])]
    values = figures[(figures["state"] == FigureState.VALUE.value) & (figures["value"] > 0)]
    on_subject = values[values["category"].isin(_ABOUT)]
    with_figures = {
        "synthetic": set(values.loc[values["category"].isin(categories.SYNTHETIC), "service_id"]),
        "intimate": set(values.loc[values["category"].isin(categories.INTIMATE), "service_id"]),
        "accuracy": set(values.loc[values["measure"].isin(ACCURACY), "service_id"]),
    }
    return {
        str(company): Shown(
            services=tuple(rows["name"]),
            performance=_performance(on_subject[on_subject["service_id"].isin(rows["service_id"])]),
            is_whole=not bool((reports.loc[reports["service_id"].isin(rows["service_id"]), "how"]
                               == HowObtained.SAMPLE.value).any()),
            **{name: tuple(rows.loc[rows["service_id"].isin(found), "name"]) for name, found in with_figures.items()},
        )
        for company, rows in own.groupby("company_id")
    }  # fmt: skip


def _performance(values: pd.DataFrame) -> tuple[str, ...]:
    measures = set(values["measure"])
    found = []
    if {"measure_count", "automated_count"} <= measures:
        found.append("an automated share")
    if measures & {"action_hours", "trusted_action_hours"}:
        found.append("a time to act")
    return tuple(found)


def disagreement(asked: ReportQuestion, level: Level, shown: Shown, cites_report: bool) -> str:
    """Return where a level and the reports disagree, as a sentence without its full stop; empty where they do not.

    Args:
        asked: what the indicator asks of reports.
        level: the level that the company has.
        shown: what its reports show.
        cites_report: whether the assessment rests on a transparency report or data set.
    """
    if not level.is_assessed:
        return ""
    return _ASKED[asked](level, shown, cites_report)


def _on_synthetic(level: Level, shown: Shown, cites_report: bool) -> str:
    without = [name for name in shown.services if name not in shown.synthetic]
    if level is Level.MET and shown.is_whole and without:
        return f"the level is met, and the reports of {listing(without)} have no figure on synthetic imagery"
    if level is Level.PARTIAL and shown.synthetic and not without:
        return f"the level is partial, and every report has figures on synthetic imagery: {listing(shown.synthetic)}"
    if level in _NOTHING_FOUND and shown.synthetic:
        return f"the level is {level.label}, and {listing(shown.synthetic)} has figures on synthetic imagery"
    if level in _NOTHING_FOUND and shown.intimate:
        return f"the level is {level.label}, and {listing(shown.intimate)} has figures on intimate imagery"
    return ""


def _on_performance(level: Level, shown: Shown, cites_report: bool) -> str:
    most = {Level.MET: 2, Level.PARTIAL: 1}.get(level, 0)
    if len(shown.performance) > most:
        return f"the level is {level.label}, and the reports have {listing(shown.performance)} on the subject"
    if level is Level.MET and not shown.performance and shown.is_whole:
        return "the level is met, and the reports have neither an automated share nor a time to act on the subject"
    return ""


def _on_form(level: Level, shown: Shown, cites_report: bool) -> str:
    if level not in _NOTHING_FOUND:
        return ""
    return f"the level is {level.label}, and {listing(shown.services)} reports in the EU template"


def _on_accuracy(level: Level, shown: Shown, cites_report: bool) -> str:
    if level in _NOTHING_FOUND and shown.accuracy:
        return f"the level is {level.label}, and the reports of {listing(shown.accuracy)} give an accuracy"
    if level is Level.PARTIAL and shown.accuracy and not cites_report:
        return f"the reports of {listing(shown.accuracy)} give an accuracy, and the level cites no report"
    if level is Level.MET and not shown.accuracy and shown.is_whole:
        return "the level is met, and no report gives an accuracy"
    return ""


_ASKED: dict[ReportQuestion, Callable[[Level, Shown, bool], str]] = {
    ReportQuestion.SYNTHETIC_CATEGORY: _on_synthetic,
    ReportQuestion.PERFORMANCE: _on_performance,
    ReportQuestion.FORM: _on_form,
    ReportQuestion.ACCURACY: _on_accuracy,
}
