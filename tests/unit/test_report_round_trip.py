"""What a report says is what reading it gives back, however its files are written."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings

from pipelines.report_paths import read_path
from scorecard.reports.model import Period
from tests.report_files import write_report
from tests.reports import Dialect, dialects, found, made_tables, truths

PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30))


def nothing(step: str) -> None:
    del step


def rounded(dialect: Dialect) -> list[tuple[object, ...]]:
    return [
        (*truth[:-2], *(None if end is None else round(end, 10) for end in truth[-2:]))
        for truth in truths(made_tables(dialect))
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dialects())
@example(Dialect())
@example(Dialect(encoding="gb18030", separator=";", decimal_comma=True, seed=3))
@example(Dialect(package="numbers", dates="iso", seed=4))
@example(Dialect(name="{number}", heading_row=3, seed=5))
def test_the_figures_come_back(dialect: Dialect) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = write_report(Path(name), made_tables(dialect), dialect, PERIOD)
        source = read_path(path, "" if dialect.names_service else "Made", nothing)
    reports = list(source.reports)
    assert [report.service for report in reports] == ["Made"]
    assert reports[0].period == PERIOD
    assert reports[0].published_on == date(2026, 8, 9)
    assert [tuple(truth) for truth in found(reports)] == sorted(rounded(dialect), key=str)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dialects())
def test_two_services_in_one_file_come_back_apart(dialect: Dialect) -> None:
    dialect = replace(dialect, names_service=True)
    tables = made_tables(dialect, ("Made", "Other"))
    with tempfile.TemporaryDirectory() as name:
        reports = read_path(write_report(Path(name), tables, dialect, PERIOD), "", nothing).reports
    assert sorted(report.service for report in reports) == ["Made", "Other"]
    assert {report.period for report in reports} == {PERIOD}
    said = [(*truth[:-2], *(None if end is None else round(end, 10) for end in truth[-2:])) for truth in truths(tables)]
    assert [tuple(truth) for truth in found(list(reports))] == sorted(said, key=str)
