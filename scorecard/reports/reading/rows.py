"""The rows under a heading, read in batches into cells.

After `WHOLE_ROWS` rows of a sheet, those without a category of the template and off the subject are only added up
under their high-level category, so that a file of any length needs bounded memory and its sums can still be checked.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from scorecard.reports import categories, wordings
from scorecard.reports.cells import Figure, Marks, figures_frame, is_number, marks_of, read_cells, read_counts
from scorecard.reports.model import CELL_COLUMNS
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.batches import KEYS, frames, raw, without_template_text
from scorecard.reports.reading.headings import Heading
from scorecard.reports.reading.text import Row
from scorecard.reports.template import PART, TOTAL_NUMBER, Unit, unit_of
from scorecard.reports.wordings import SheetName
from scorecard.vocabulary import FigureState

WHOLE_ROWS = 5_000  # rows of a sheet that are kept as they are
BEYOND = f"beyond {WHOLE_ROWS:,} rows"
MOST_ROWS = 50_000  # rows to keep beyond which something else than a report was given
ADDED_UP = "rows added up"  # description of the sum of rows that were not kept


@dataclass
class Table:
    """One sheet, read.

    Attributes:
        name: part, surface and version.
        file: the sheet, for messages.
        cells: `CELL_COLUMNS` and `service`, as the rows say it.
        notes: what was done.
        rows: how many rows of the table were kept.
        indicated: part 1: what each row says, by its indicator.
    """

    name: SheetName
    file: str
    cells: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    indicated: dict[str, str] = field(default_factory=dict)


class TableReader:
    """Reads the rows under a heading into the cells of a table, batch by batch."""

    def __init__(self, table: Table, heading: Heading) -> None:
        self._table, self._heading = table, heading
        self._part = PART[heading.part]
        known = [measure.id for measure in self._part.measures] if self._part.has_columns else ["value"]
        self._measures = [name for name in known if name in heading.columns]
        self._skipped: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._marks: dict[str, Marks] = {}
        self._parent, self._section = "", ""
        self._is_recognised = self._part.has_columns
        self._totals: dict[str, dict[str, int]] = {}
        self._sums: pd.DataFrame | None = None
        self._left_out = 0
        self._cells: list[pd.DataFrame] = []

    def read(self, rows: Iterator[Row]) -> None:
        """Read all rows."""
        columns = self._heading.columns
        places = {name: columns[name] for name in (*KEYS, *self._measures) if name in columns}
        for frame in frames(rows, places, self._heading.number + 1):
            self._read_batch(frame)
        if self._sums is not None:
            self._cells.append(self._added_up(self._sums))
            self._table.notes.append(f"{BEYOND}, those of no category of the template were only added up")
        if self._left_out:
            self._table.notes.append(f"{BEYOND}, {self._left_out:,} by country or language were left out")
        if self._cells:
            self._table.cells = pd.concat(self._cells, ignore_index=True)
        self._require_recognised()
        notes = [f"{count:,} {what}" for what, count in (self._skipped + self._done).items()]
        self._table.notes += notes

    def _read_batch(self, frame: pd.DataFrame) -> None:
        frame = self._without_fillers(frame)
        if frame.empty:
            return
        frame = self._with_parents(frame) if self._part.has_columns else self._with_measures(frame)
        if self._table.rows + len(frame) > WHOLE_ROWS:
            frame = self._of_totals(frame) if self._part.number not in (4, 5, 6) else self._folded(frame)
        self._table.rows += len(frame)
        if self._table.rows > MOST_ROWS:
            raise ReportError(self._table.file, "", f"more than {MOST_ROWS:,} rows are of the template's categories",
                              remedy="A report has some hundred rows a part; give one report.")  # fmt: skip
        if not frame.empty:
            self._cells.append(self._long(frame))

    def _unit_of(self, name: str) -> Unit:
        return unit_of(self._part.number, name)

    def _require_recognised(self) -> None:
        """Refuse a table of which no row is about anything that its part asks for: it is another part, or none."""
        cells = self._table.cells
        if self._is_recognised or cells.empty or not (cells["state"] != FigureState.BLANK).any():
            return
        raise ReportError(
            self._table.file, "", f"no row has an indicator of part {self._part.number} of the template",
            row=int(cells["row"].iloc[0]), column="Indicator", cell=str(cells["measure"].iloc[0]),
            remedy="Name the file or sheet after its part, and keep the template's indicators, in English.",
        )  # fmt: skip

    def _without_fillers(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that say something: no empty rows, notes below the table, or fillers of the template."""
        about = frame["category"] if self._part.has_columns else frame["indicator"]
        stripped = [frame[name] for name in self._measures]
        is_blank = pd.Series(np.logical_and.reduce([texts == "" for texts in stripped]), index=frame.index)
        has_figure = pd.Series(
            np.logical_or.reduce([(texts != "") & (texts != "0") for texts in stripped]), index=frame.index
        )
        kinds = about.unique()
        is_second = about.isin([text for text in kinds if text and self._is_heading(text)])
        if is_second.any():
            self._require_told_apart(frame, is_second)
        is_unknown = about == ""
        self._require_no_figures(frame[is_unknown & has_figure])
        is_code = about.isin([text for text in kinds if self._is_code(text)])
        is_note = is_blank & ~is_code if self._part.has_columns else is_unknown
        scopes = [text for text in frame["scope"].unique() if wordings.is_placeholder(text)]
        is_filler = frame["scope"].isin(scopes) & ~has_figure
        self._skipped["empty rows and notes skipped"] += int((is_note | is_unknown).sum())
        self._skipped["rows with the template's filler skipped"] += int((is_filler & ~is_note).sum())
        is_left_out = is_note | is_unknown | is_filler | is_second
        return frame[~is_left_out].reset_index(drop=True) if is_left_out.any() else frame

    def _require_no_figures(self, unknown: pd.DataFrame) -> None:
        """Refuse rows with figures that do not say of what. Those with text alone are notes."""
        for name in self._measures:
            figures = [text for text in unknown[name].unique() if is_number(text)]
            if figures:
                row = int(unknown.loc[unknown[name].isin(figures), "row"].iloc[0])
                raise ReportError(self._table.file, "", "the row has figures and does not say of what", row=row,
                                  column=self._heading_text(), remedy="Fill the cell in.")  # fmt: skip

    def _is_heading(self, text: str) -> bool:
        name = "category" if self._part.has_columns else "indicator"
        return len(text) < wordings.LONGEST_HEADING and wordings.column_of(text, self._part.number) == name

    def _heading_text(self) -> str:
        return dict(self._part.keys)["category" if self._part.has_columns else "indicator"]

    def _require_told_apart(self, frame: pd.DataFrame, is_second: pd.Series) -> None:
        row = int(frame.loc[is_second, "row"].iloc[0])
        before, after = frame[frame["row"] < row]["service"], frame[frame["row"] > row]["service"]
        if set(before.str.casefold()) & set(after.str.casefold()):
            raise ReportError(self._table.file, "", "a second table begins, and no service tells it from the first",
                              row=row, remedy="Name the service in every row, or split the file.")  # fmt: skip

    @staticmethod
    def _is_code(text: str) -> bool:
        code = wordings.code_of(text)
        return code == categories.TOTAL or code.startswith((categories.KEYWORD, categories.HIGH_LEVEL))

    def _with_parents(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add codes, and the category above each keyword: of `OTHER` and own codes, that of the rows before."""
        code = frame["category"].map({text: wordings.code_of(text) for text in frame["category"].unique()})
        known = code.map({text: categories.parent_of(text) for text in code.unique()})
        is_high = code.str.startswith(categories.HIGH_LEVEL) | (code == categories.TOTAL)
        carried = known.mask(is_high, code).replace("", np.nan).ffill().fillna(self._parent)
        self._parent = str(carried.iloc[-1])
        scope = frame["scope"].map(
            {text: wordings.scope_of(text, self._part.number) for text in frame["scope"].unique()}
        )
        description = without_template_text(frame["description"])
        frame = frame.assign(category=code, parent=carried.mask(is_high, ""), scope=scope, description=description)
        self._require_one_total(frame)
        return frame

    def _require_one_total(self, frame: pd.DataFrame) -> None:
        """Refuse two tables, one after the other without a heading: one service and scope has two totals."""
        totals = frame[frame["category"] == categories.TOTAL]
        for service, scope, row in zip(totals["service"], totals["scope"], totals["row"], strict=True):
            before = self._totals.setdefault(scope, {})
            name = wordings.plain(service)
            rivals = [number for other, number in before.items() if other == name or not (other and name)]
            if rivals:
                raise ReportError(
                    self._table.file, "", f"the total comes twice, first in row {rivals[0]}", row=int(row),
                    column=self._heading_text(), cell=categories.TOTAL,
                    remedy="Name the service of each table in its rows, or give each table its file.",
                )  # fmt: skip
            before[name] = int(row)

    def _with_measures(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add the measure of each row of parts 7 to 10, and fill sections that merged cells left empty."""
        part = self._part.number
        section = frame["section"].replace("", np.nan).ffill().fillna(self._section)
        self._section = str(section.iloc[-1])
        indicators, scopes = frame["indicator"].unique(), frame["scope"].unique()
        measures = {text: wordings.measure_of(text, part) for text in indicators}
        self._is_recognised |= not {measure.id for measure in self._part.measures}.isdisjoint(measures.values())
        return frame.assign(
            section=section,
            category="",
            parent="",
            measure=frame["indicator"].map(measures),
            description=frame["indicator"].map({text: wordings.detail_of(text, part) for text in indicators}),
            scope=frame["scope"].map({text: wordings.scope_of(text, part) for text in scopes}),
        )

    def _of_totals(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that are about all countries or languages together."""
        is_total = frame["scope"].isin([TOTAL_NUMBER, categories.TOTAL])
        self._left_out += int((~is_total).sum())
        return frame[is_total]

    def _folded(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the template's categories and those on the subject; add up the others under their parent.

        These are `OTHER` and own codes, which may come any number of times.
        """
        on_subject = frame["parent"].isin(categories.SUBJECT_PARENTS)
        is_kept = on_subject | frame["category"].isin(categories.by_code())
        counts = {}
        for name in self._measures:
            if self._unit_of(name) is Unit.COUNT:
                counts[name], self._marks[name] = read_counts(frame[name], self._marks.get(name, Marks.UNKNOWN))
        if is_kept.all():
            return frame
        others = frame[["service", "parent", "period", "row"]].assign(**counts)[~is_kept]
        groups = others.groupby(["service", "parent"])
        sums = groups[["period", "row"]].first().join(groups[list(counts)].sum(min_count=1))
        if self._sums is not None:
            both = pd.concat([self._sums, sums]).groupby(level=["service", "parent"])
            sums = both[["period", "row"]].first().join(both[list(counts)].sum(min_count=1))
        self._sums = sums
        return frame[is_kept]

    def _added_up(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the sums as cells; each stands in the first of its rows."""
        keys = ["service", "parent", "period", "row"]
        long = (
            sums.reset_index().melt(keys, var_name="measure").dropna(subset="value").sort_values("row", kind="stable")
        )
        state = FigureState.VALUE.value
        return self._complete(long.assign(category=categories.OTHER, description=ADDED_UP, state=state))

    def _long(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the cells of some rows, one a row."""
        if not self._part.has_columns:
            return self._complete(self._read_values(frame))
        keys = ["service", "period", "category", "parent", "description", "scope", "row"]
        figures: list[Figure] = []
        for name in self._measures:
            figures += self._figures(name, self._unit_of(name), frame[name].tolist())
        whole = pd.concat([frame[keys]] * len(self._measures), ignore_index=True).join(self._noted(figures))
        whole["measure"] = np.repeat(self._measures, len(frame))
        whole["published"] = pd.concat([frame[raw(name)] for name in self._measures], ignore_index=True)
        return self._complete(whole.sort_values("row", kind="stable"))

    def _read_values(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return rows of parts 7 to 10 with what their value means, which hangs on measure and scope."""
        pairs = list(zip(frame["measure"], frame["scope"], strict=True))
        units = [self._unit_of_value(measure, scope) for measure, scope in pairs]
        texts = frame["value"].tolist()
        read = {
            unit: iter(self._figures(unit, unit, [text for text, own in zip(texts, units, strict=True) if own is unit]))
            for unit in dict.fromkeys(units)
        }
        figures = self._noted([next(read[unit]) for unit in units])
        about = frame.drop(columns=["value", raw("value")]).reset_index(drop=True)
        return about.assign(published=frame[raw("value")].to_numpy()).join(figures)

    def _figures(self, column: str, unit: Unit, texts: list[str]) -> list[Figure]:
        """Return what the cells of a column mean, by all that was seen of it."""
        self._marks[column] = marks_of(texts, unit, self._marks.get(column, Marks.UNKNOWN))
        return read_cells(texts, unit, self._marks[column])

    def _unit_of_value(self, measure: str, scope: str) -> Unit:
        known = {entry.id for entry in self._part.measures}
        return unit_of(self._part.number, measure, scope) if measure in known else Unit.COUNT

    def _noted(self, figures: list[Figure]) -> pd.DataFrame:
        self._done.update(f"cells: {figure.note}" for figure in figures if figure.note)
        return figures_frame(figures).drop(columns="note")

    def _complete(self, long: pd.DataFrame) -> pd.DataFrame:
        name = self._table.name
        usual: dict[str, Any] = {"period": "", "category": "", "parent": "", "description": "", "section": "",
                                 "scope": "",
                 "high": np.nan, "published": ""}  # fmt: skip
        long = long.assign(**{key: value for key, value in usual.items() if key not in long})
        long = long.assign(part=self._part.number, surface=name.surface, version=name.version, file=self._table.file)
        return long[[*CELL_COLUMNS, "service"]]
