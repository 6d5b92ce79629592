"""Words of the timeline of the policy watch: its lines, and what the marks on them mean."""

from datetime import date
from typing import NamedTuple

from scorecard.vocabulary.watch import Beginning


class Line(NamedTuple):
    """One line of a timeline.

    Attributes:
        label: whose it is.
        spans: first and last day of each stretch in which the rules named the term, not overlapping, oldest first.
        marks: day, what happened (a `MARKS`) and words for it.
    """

    label: str
    spans: tuple[tuple[date, date], ...]
    marks: tuple[tuple[date, str, str], ...]


REMOVED, DOUBTFUL, DROPPED = "removed", "doubtful", "end"
MARKS = {beginning.value: beginning.meaning for beginning in Beginning} | {
    REMOVED: "first version in which it is not found any more",
    DOUBTFUL: "not found any more, but the text was read in another way or not whole: the rule may still be there",
    DROPPED: "the archive ceased to record the document",
}
