"""What a new release must explain: corrections must be true, and no level may change without a reason to be seen."""

from collections.abc import Iterator
from pathlib import Path

from scorecard.curation import rules_on_corrections as rules
from scorecard.curation.corrections import Correction
from scorecard.curation.reading import Dataset
from scorecard.errors import Problem
from scorecard.queries import Tables
from scorecard.queries.changes import unexplained_changes
from scorecard.queries.releases import frozen_releases, newest_release, open_release
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Subject

_KEYS = ("published_in", "corrected_in", "subject", "company", "indicator", "what", "old", "new", "why")


def correction_problems(data: Dataset, releases_dir: Path, release_id: str | None = None) -> Iterator[Problem]:
    """Yield corrections that were lost or altered since the newest release, and new ones that are untrue.

    Args:
        data: the dataset with its corrections.
        releases_dir: folder of the frozen releases.
        release_id: the release that is to be made; None where none is, and any later one may be named.
    """
    known = [facts.release_id for facts in frozen_releases(releases_dir)]
    written = data.corrections.record.corrections if data.corrections else ()
    kept = _kept(releases_dir, known)
    place = data.corrections.document if data.corrections else data.methodology.document
    if [_said(one) for one in written[: len(kept)]] != kept:
        yield place.problem(
            rules.CORRECTION_LOST, (), f"the {len(kept)} corrections of release {known[0]} are not there"
        )
        return
    for number, one in enumerate(written[len(kept) :], start=len(kept)):
        for key, message in _untruths(data, releases_dir, known, one, release_id):
            yield place.problem(rules.CORRECTION_UNTRUE, ("corrections", number, key), message)


def _kept(releases_dir: Path, known: list[str]) -> list[tuple[str, ...]]:
    """Return the corrections that the newest release has, oldest first."""
    if not known:
        return []
    rows = open_release(releases_dir, known[0])["correction"].sort_values("position")
    keys = {"company": "company_id", "indicator": "indicator_id"}
    return [tuple(str(row[keys.get(key, key)]) for key in _KEYS) for row in rows_of(rows)]


def _said(one: Correction) -> tuple[str, ...]:
    return tuple(str(getattr(one, key)) for key in _KEYS)


def _untruths(
    data: Dataset, releases_dir: Path, known: list[str], one: Correction, release_id: str | None
) -> Iterator[tuple[str, str]]:
    """Yield the key and what is wrong there, of a correction that no release has yet."""
    levels = {
        (company.record.id, assessment.indicator): assessment.level
        for company in data.companies
        for assessment in company.record.assessments
    }
    if one.published_in not in known:
        yield "published_in", f"there is no release {one.published_in}"
        return
    if one.corrected_in in known or (release_id is not None and one.corrected_in != release_id):
        yield (
            "corrected_in",
            f"{one.corrected_in} is not the release that is to be made{f', {release_id}' * bool(release_id)}",
        )
    published = open_release(releases_dir, one.published_in)
    if one.company is not None and one.company not in set(published["company"]["company_id"]):
        yield "company", f"release {one.published_in} has no company {one.company!r}"
    elif one.indicator is not None and one.indicator not in set(published["indicator"]["indicator_id"]):
        yield "indicator", f"release {one.published_in} has no indicator {one.indicator!r}"
    elif one.subject is Subject.LEVEL:
        cell = (str(one.company), str(one.indicator))
        was, now = _frozen_level(published, cell), levels.get(cell, Level.NOT_ASSESSED)
        if was != one.old:
            yield "old", f"in release {one.published_in} the level is {was}, not {one.old}"
        if now != one.new:
            yield "new", f"the level in the data is {now}, not {one.new}"


def silent_changes(releases_dir: Path, after: Tables) -> list[str]:
    """Return the levels that changed since the newest release on the same evidence, without a correction."""
    newest = newest_release(releases_dir)
    if newest is None:
        return []
    rows = unexplained_changes(open_release(releases_dir, newest), after)
    return [f"{row['name']} {row['indicator_id']} ({row['before']}, now {row['after']})" for row in rows_of(rows)]


def _frozen_level(published: Tables, cell: tuple[str, str]) -> str | None:
    rows = published["assessment"]
    own = rows[(rows["company_id"] == cell[0]) & (rows["indicator_id"] == cell[1])]
    return str(own["level"].iloc[0]) if len(own) else None
