"""A transparency report that is as the template asks, to plant faults in."""

from datetime import date

import pandas as pd

from scorecard.reports import categories
from scorecard.reports.categories import TOTAL
from scorecard.reports.cells import Marks, read_cell
from scorecard.reports.model import Period, Report, cells_frame
from scorecard.reports.rules.rows import LANGUAGES
from scorecard.reports.template import MONETARY, OWN_INITIATIVE, PART, TOTAL_NUMBER, ServiceKind, Unit, unit_of
from scorecard.vocabulary import HowObtained

HALF_YEAR = Period(date(2026, 1, 1), date(2026, 6, 30))
NAM, TRUSTED = "NAM Total", "NAM Trusted Flagger"

# The figures of each sub-category, by part; whatever else there is is 0.
USUAL = {
    3: {"order_count": 2, "order_item_count": 2, "information_order_count": 1},
    4: {"notice_count": 3, "trusted_notice_count": 1, "notice_item_count": 4, "trusted_item_count": 1,
        "law_action_count": 2, "trusted_law_action_count": 1, "terms_action_count": 1},
    5: {"measure_count": 3, "automated_count": 2, "removed_count": 3},
    6: {"measure_count": 3, "automated_count": 2, "removed_count": 3},
}  # fmt: skip
USUAL_HOURS = {"action_hours": 24, "trusted_action_hours": 12}

Key = tuple[int, str, str, str, str, int]  # part, category, parent, description, scope, which of several


class Draft:
    """Rows of a report by their key, each with its cells as text; figures are added up when a row is changed."""

    def __init__(self, kind: ServiceKind | None = ServiceKind.VLOP) -> None:
        """Start with all rows of the template, with figures that agree."""
        self.rows: dict[Key, dict[str, str]] = {}
        self.periods: dict[int, str] = {}
        self.period, self.kind = HALF_YEAR, kind
        self.later: list[dict[str, object]] = []
        for part in USUAL:
            for entry in categories.categories():
                if entry.stands_in(part):
                    key = self._key(part, entry.code, entry.parent)
                    has_figures = entry.code != categories.OTHER and (
                        bool(entry.parent) or self._has_no_rows(entry.code)
                    )
                    self.rows[key] = self._cells(part, USUAL[part] if has_figures else {}, has_figures)
        self._add_parts_by_indicator()
        self.add_up()

    def set(
        self, part: int, category: str, parent: str = "", description: str = "", which: int = 0, **cells: object
    ) -> None:
        """Write cells of a row by category, a new one if it is not there, and add up nothing."""
        key = self._key(part, category, parent, description, which)
        row = self.rows.setdefault(key, self._cells(part, {}, False))
        row.update({measure: str(value) for measure, value in cells.items()})

    def put(
        self, part: int, category: str, parent: str = "", description: str = "", which: int = 0, **cells: object
    ) -> None:
        """Write cells of a row by category and add everything up again."""
        self.set(part, category, parent, description, which, **cells)
        self.add_up()

    def clear(self, part: int, *codes: str) -> None:
        """Make rows 0, without times, and add everything up again."""
        for code in codes:
            self.set(part, code, **self._cells(part, {}, False))
        self.add_up()

    def say(self, part: int, scope: str, which: int = 0, **cells: object) -> None:
        """Write a figure of parts 7 to 10."""
        for measure, value in cells.items():
            self.rows[(part, "", "", measure, scope, which)] = {measure: str(value)}

    def all_of(self, part: int, **cells: object) -> None:
        """Write the same cells in every row of a part by category but the total."""
        for key, row in self.rows.items():
            if key[0] == part and key[1] != TOTAL:
                row.update({measure: str(value) for measure, value in cells.items()})

    def blank(self, part: int, *measures: str) -> None:
        """Empty the cells of a part, all or those of some measures."""
        for key, row in self.rows.items():
            if key[0] == part:
                row.update({measure: "" for measure in row if not measures or measure in measures})

    def drop(self, part: int, category: str = "", parent: str = "") -> None:
        """Take out a part, or one row of it."""
        gone = [key for key in self.rows if key[0] == part and (not category or key[1:3] == (category, parent))]
        for key in gone:
            del self.rows[key]

    def number(self, part: int, category: str, measure: str) -> int:
        """Return a figure of a row by category."""
        return int(self.rows[self._key(part, category, "")][measure] or 0)

    def restate(self, part: int, scope: str, **cells: object) -> None:
        """Add a corrected version of a part in which one figure is another."""
        for cell in self._cells_of_all(part):
            changed = {measure: str(value) for measure, value in cells.items() if cell["scope"] == scope}
            self.later.append(
                self._read(cell | {"version": 2, "published": changed.get(str(cell["measure"]), cell["published"])})
            )

    def add_up(self) -> None:
        """Make categories the sum of their rows, totals that of categories, and part 8 agree with the others."""
        for part in USUAL:
            for code in dict.fromkeys(key[2] for key in self.rows if key[0] == part and key[2]):
                self._sum(part, code, [key for key in self.rows if key[0] == part and key[2] == code])
            self._sum(
                part, TOTAL, [key for key in self.rows if key[0] == part and key[1].startswith(categories.HIGH_LEVEL)]
            )
        automated = sum(self.number(part, TOTAL, "automated_count") for part in (5, 6))
        self.say(8, TOTAL_NUMBER, automated_measure_count=automated + 10, other_measure_count=100)
        self.say(8, OWN_INITIATIVE, automated_measure_count=automated, other_measure_count=90)
        self.say(8, NAM, automated_notice_count=40, other_notice_count=self.number(4, TOTAL, "notice_count") - 40)

    def report(self, how: HowObtained = HowObtained.FILES, seed: int | None = None) -> Report:
        """Return the draft as a report; with a seed, its cells in another order."""
        cells = cells_frame([*map(self._read, self._cells_of_all()), *self.later])
        if seed is not None:
            cells = pd.DataFrame(cells.sample(frac=1, random_state=seed))
        return Report("Example", self.period, cells, how, self.kind)

    def _cells_of_all(self, part: int | None = None) -> list[dict[str, object]]:
        stated = f"{self.period.start}/{self.period.end}"
        return [
            {"part": key[0], "file": f"part {key[0]}", "row": number, "period": self.periods.get(key[0], stated),
             "category": key[1], "parent": key[2], "description": key[3] if key[1] else "", "scope": key[4],
             "measure": measure, "published": text}
            for number, (key, row) in enumerate(self.rows.items(), start=2)
            for measure, text in row.items()
            if part in (None, key[0])
        ]  # fmt: skip

    @staticmethod
    def _read(cell: dict[str, object]) -> dict[str, object]:
        unit = unit_of(int(str(cell["part"])), str(cell["measure"]), str(cell["scope"]))
        figure = read_cell(str(cell["published"]), unit, Marks.THOUSANDS)
        return cell | {"state": figure.state, "value": figure.value}

    @staticmethod
    def _key(part: int, category: str, parent: str, description: str = "", which: int = 0) -> Key:
        return part, category, parent or categories.parent_of(category), description, TOTAL if part == 3 else "", which

    @staticmethod
    def _has_no_rows(code: str) -> bool:
        return code != TOTAL and not any(entry.parent == code for entry in categories.categories())

    @staticmethod
    def _cells(part: int, figures: dict[str, int], has_figures: bool) -> dict[str, str]:
        hours = {
            measure.id: USUAL_HOURS.get(measure.id, 5) for measure in PART[part].measures if measure.unit is Unit.HOURS
        }
        counts = {
            measure.id: str(figures.get(measure.id, 0)) for measure in PART[part].measures if measure.id not in hours
        }
        unused = dict.fromkeys(MONETARY, "") if part in (5, 6) else {}
        return counts | unused | {measure: str(value) if has_figures else "" for measure, value in hours.items()}

    def _sum(self, part: int, code: str, keys: list[Key]) -> None:
        row = self.rows.setdefault(self._key(part, code, ""), self._cells(part, {}, True))
        for measure in row:
            if PART[part].measure(measure).unit is Unit.HOURS:
                row[measure] = next((text for key in keys if (text := self.rows[key][measure])), "")
            elif any(self.rows[key][measure] for key in keys):
                row[measure] = str(sum(int(self.rows[key][measure] or 0) for key in keys))

    def _add_parts_by_indicator(self) -> None:
        for measure in PART[7].measures:
            self.say(7, TOTAL_NUMBER, **{measure.id: 8})
        self.say(7, "Median time", complaint_count=30)
        for scope in (TOTAL_NUMBER, OWN_INITIATIVE, NAM, TRUSTED):
            self.say(8, scope, accuracy_share="0.95", precision_share="0.9", recall_share="0.85")
        self.say(8, TRUSTED, automated_notice_count=5, other_notice_count=6)
        for language in LANGUAGES:
            self.say(8, language, automated_measure_count=4, other_measure_count=2)
        self.say(9, TOTAL_NUMBER, internal_moderator_count="10.5", external_moderator_count=20)
        self.say(9, "de", linguistic_moderator_count=3)
        self.say(10, TOTAL, monthly_recipient_count="1,234,567")
        self.say(10, "AT", monthly_recipient_count="34,567")
