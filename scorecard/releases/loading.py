"""A frozen release as pandas frames: the public interface for Python.

```python
import scorecard

release = scorecard.load("2026.11")
release.scores, release.evidence, release.table("rank_probabilities")
```

Names of tables and columns are those of the release's own files; its ``README.md`` says what each means.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from scorecard import settings
from scorecard.errors import ReleaseError, UsageError
from scorecard.queries import Tables, scores_by_company
from scorecard.queries.releases import newest_release, open_release
from scorecard.storage.definitions import definitions


def load(release_id: str | None = None, folder: Path | str | None = None) -> "Release":
    """Return a frozen release.

    Args:
        release_id: which one, such as ``2026.11``; None for the newest.
        folder: folder of frozen releases; None for the project's own.

    Raises:
        ReleaseError: there is no such release, or it cannot be read.
        UsageError: the release is not named by a text.
    """
    if release_id is not None and not isinstance(release_id, str):
        raise UsageError(f"A release is named in quotes, such as load('2026.11'), not {release_id!r}.")
    place = Path(folder) if folder else settings.releases_dir()
    chosen = release_id or newest_release(place)
    if chosen is None:
        raise ReleaseError(f"No release has been frozen yet in {place}.")
    return Release(open_release(place, chosen))


class Release:
    """The tables of one release. Every frame is a copy that you may change."""

    def __init__(self, tables: Tables) -> None:
        """Keep the tables; `load` is how one gets a release."""
        self._tables = tables
        self._names = {table.plural: name for name, table in definitions().items()}
        [row] = tables["release"].to_dict("records")
        self.id: str = row["release_id"]
        self.released_on: date = row["released_on"]
        self.methodology_version: str = row["methodology_version"]
        self.content_hash: str = row["content_hash"]

    def __repr__(self) -> str:
        return f"<Pledgewatch release {self.id}, content {self.content_hash[:10]}>"

    @property
    def table_names(self) -> list[str]:
        """Names of all tables, as `table` takes them."""
        return list(self._names)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name, such as ``rank_probabilities``.

        Raises:
            UsageError: there is no such table; the message names all.
        """
        if name not in self._names:
            raise UsageError(f"There is no table {name!r}. There are: {', '.join(self._names)}.")
        return self._tables[self._names[name]].copy()

    @property
    def ranking(self) -> pd.DataFrame:
        """One row a company, best score first, with names, ranges of ranks and each commitment's score, 0-100."""
        return scores_by_company(self._tables).copy()

    @property
    def scores(self) -> pd.DataFrame:
        """One row a company: `score`, bounds, ranks, band and counts; scores 0-100, missing where withheld."""
        return self.table("scores")

    @property
    def commitment_scores(self) -> pd.DataFrame:
        """One row a company and commitment: `score` 0-100 with the counts it comes from."""
        return self.table("commitment_scores")

    @property
    def rank_ranges(self) -> pd.DataFrame:
        """One row a scope and company: 5th percentile, median and 95th percentile of its rank over the draws."""
        return self.table("rank_ranges")

    @property
    def companies(self) -> pd.DataFrame:
        """One row a company."""
        return self.table("companies")

    @property
    def services(self) -> pd.DataFrame:
        """One row a company and service."""
        return self.table("services")

    @property
    def indicators(self) -> pd.DataFrame:
        """One row an indicator, with its rubric."""
        return self.table("indicators")

    @property
    def assessments(self) -> pd.DataFrame:
        """One row a company and indicator: `level`, `value` 0-1, `confidence`, `rationale`."""
        return self.table("assessments")

    @property
    def evidence(self) -> pd.DataFrame:
        """One row a finding, with the source it stands in."""
        return self.table("evidence")

    @property
    def sources(self) -> pd.DataFrame:
        """One row a source."""
        return self.table("sources")

    @property
    def report_figures(self) -> pd.DataFrame:
        """One row a figure of a published transparency report."""
        return self.table("report_figures")

    @property
    def citation_checks(self) -> pd.DataFrame:
        """One row a clause that evidence cites from an archived version: what became of it."""
        return self.table("citation_checks")
