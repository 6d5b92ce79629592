"""What a new release must explain: corrections must be true, and no level may change without a reason to be seen."""

from collections.abc import Iterator
from pathlib import Path

from scorecard.curation import rules_on_corrections as rules
from scorecard.curation.reading import Dataset
from scorecard.errors import Problem
from scorecard.queries import Tables
from scorecard.queries.changes import unexplained_changes
from scorecard.queries.releases import frozen_releases, newest_release, open_release
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Subject


def correction_problems(data: Dataset, releases_dir: Path, release_id: str | None = None) -> Iterator[Problem]:
    """Yield corrections that name a release that is not there, or a level that does not stand where they say.

    Corrections made in releases that are frozen were held against them then.

    Args:
        data: the dataset with its corrections.
        releases_dir: folder of the frozen releases.
        release_id: the release that is to be made; None where none is, and any later one may be named.
    """
    if data.corrections is None:
        return
    known = [facts.release_id for facts in frozen_releases(releases_dir)]
    levels = {
        (company.record.id, assessment.indicator): assessment.level
        for company in data.companies
        for assessment in company.record.assessments
    }
    for place, one in data.corrections.record.with_place():
        if one.corrected_in in known:
            continue
        document = data.corrections.document
        if one.published_in not in known:
            message = f"there is no release {one.published_in}"
            yield document.problem(rules.CORRECTION_UNTRUE, (*place, "published_in"), message)
        elif release_id is not None and one.corrected_in != release_id:
            message = f"{one.corrected_in} is not the release that is being made, {release_id}"
            yield document.problem(rules.CORRECTION_UNTRUE, (*place, "corrected_in"), message)
        elif one.subject is Subject.LEVEL and one.new in list(Level):
            cell = (str(one.company), str(one.indicator))
            was, now = _frozen_level(releases_dir, one.published_in, cell), levels.get(cell, Level.NOT_ASSESSED)
            if was != one.old:
                message = f"in release {one.published_in} the level is {was}, not {one.old}"
                yield document.problem(rules.CORRECTION_UNTRUE, (*place, "old"), message)
            if now != one.new:
                message = f"the level in the data is {now}, not {one.new}"
                yield document.problem(rules.CORRECTION_UNTRUE, (*place, "new"), message)


def silent_changes(releases_dir: Path, after: Tables) -> list[str]:
    """Return the levels that changed since the newest release on the same evidence, without a correction."""
    newest = newest_release(releases_dir)
    if newest is None:
        return []
    rows = unexplained_changes(open_release(releases_dir, newest), after)
    return [f"{row['name']} {row['indicator_id']} ({row['before']}, now {row['after']})" for row in rows_of(rows)]


def _frozen_level(releases_dir: Path, release_id: str, cell: tuple[str, str]) -> str | None:
    rows = open_release(releases_dir, release_id)["assessment"]
    own = rows[(rows["company_id"] == cell[0]) & (rows["indicator_id"] == cell[1])]
    return str(own["level"].iloc[0]) if len(own) else None
