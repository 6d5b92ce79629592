"""A chart with all it needs to travel: what it finds, how it is read, the data behind it, where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from scorecard.charts.theme import Scheme

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Sheet:
    """A table that can be taken along.

    Attributes:
        sheet_id: what files are named after; lower-case letters, digits and hyphens.
        title: what the table shows.
        data: numbers as numbers, days as days; lists are allowed.
        units: unit or meaning of each column, by name; a column that explains itself may be missing.
        source: where the figures come from, a sentence or more.
        path: the page that shows it, without a slash at its start: ``robustness``, empty for the first one.
        query: of the view that shows it, without ``?`` and release; a page knows better what its reader chose.
    """

    sheet_id: str
    title: str
    data: pd.DataFrame
    units: Mapping[str, str]
    source: str
    path: str
    query: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart on a page and in files.

    Attributes:
        sheet: the data behind it, and what it is called.
        basis: how many of what, and of when: ``29 companies, coded up to 14 November 2026``.
        reading: how to read the chart, in whole sentences; may be empty.
        alt: what is said to those who do not see it.
        draw: returns the figure in some colours, with one company (by id) standing out if it is in `companies`.
        companies: whom the chart can let stand out: name by id.
        marked: id of the company that stands out on the page, if any.
    """

    sheet: Sheet
    basis: str
    reading: str
    alt: str
    draw: Callable[[Scheme, str | None], go.Figure] = field(compare=False)
    companies: Mapping[str, str] = field(default_factory=dict)
    marked: str | None = None

    @property
    def title(self) -> str:
        """Return what the chart finds."""
        return self.sheet.title


@dataclass(frozen=True)
class Stamp:
    """What every file says of its state: which release, and the link at which it can be found.

    Attributes:
        release: ``Release 2026.11``, or which working data.
        address: permalink; empty where nobody said at which address this copy is found.
    """

    release: str
    address: str
