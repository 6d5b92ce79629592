"""Progress of long work: a line each tenth of the way, however many steps there are."""

from collections.abc import Callable

Progress = Callable[[str], None]


class Tenths:
    """Tells how far work has come, at most ten times and at its end."""

    def __init__(self, progress: Progress, work: str, things: str) -> None:
        """Say what is worked on, and what is counted."""
        self._progress, self._work, self._things, self._told = progress, work, things, 0

    def reach(self, done: int, total: int) -> None:
        """Tell how far the work is, if it came a tenth further."""
        tenth = 10 * done // max(total, 1)
        if tenth > self._told:
            self._told = tenth
            self._progress(f"{self._work}: {done:,} of {total:,} {self._things}")
