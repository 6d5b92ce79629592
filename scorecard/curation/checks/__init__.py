"""The checks that curated data must pass: small generators, one for each rule, run over a whole dataset."""

from collections.abc import Iterator
from datetime import date

from scorecard.curation.checks import (
    corrections,
    cybertips,
    dataset,
    events,
    evidence,
    levels,
    methodology,
    policy,
    reports,
    sources,
)
from scorecard.curation.checks.context import Context
from scorecard.curation.reading import Dataset
from scorecard.errors import Problem

COMPANY_CHECKS = (*levels.CHECKS, *evidence.CHECKS, *sources.CHECKS)
DATASET_CHECKS = (
    *methodology.CHECKS,
    *dataset.CHECKS,
    *cybertips.CHECKS,
    *events.CHECKS,
    *reports.CHECKS,
    *policy.CHECKS,
    *corrections.CHECKS,
)


def problems_in(data: Dataset, today: date) -> Iterator[Problem]:
    """Yield every broken rule in a dataset that could be read.

    Args:
        data: the dataset.
        today: the day after which dates are in the future.
    """
    context = Context(data, today)
    for dataset_check in DATASET_CHECKS:
        yield from dataset_check(context)
    for company in data.companies:
        for company_check in COMPANY_CHECKS:
            for rule, place, message in company_check(company.record, context):
                yield company.document.problem(rule, place, message)
