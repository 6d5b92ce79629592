"""What is watched in archived policies and what is looked for there, as a data folder has it."""

from dataclasses import dataclass
from pathlib import Path

from scorecard.curation.files import read_record
from scorecard.curation.lexicon import Lexicon
from scorecard.curation.policy import Watchlist
from scorecard.curation.policy_data import FOLDER, LEXICON, WATCHLIST
from scorecard.lexicon import matcher
from scorecard.policy.mentions import Matcher


@dataclass(frozen=True)
class Watched:
    """The watchlist, the lexicon, and what finds its terms in texts."""

    watchlist: Watchlist
    lexicon: Lexicon
    matcher: Matcher

    @property
    def collections(self) -> list[str]:
        """Return owner and name of each collection."""
        return [entry.id for entry in self.watchlist.collections]


def read_watched(data_dir: Path) -> Watched:
    """Return what a data folder watches. Raises `DataProblemsError` if its watchlist or lexicon cannot be read."""
    lexicon = read_record(data_dir / FOLDER / LEXICON, data_dir, Lexicon)
    return Watched(read_watchlist(data_dir), lexicon, matcher(lexicon))


def read_watchlist(data_dir: Path) -> Watchlist:
    """Return the watchlist of a data folder. Raises `DataProblemsError` if it cannot be read."""
    return read_record(data_dir / FOLDER / WATCHLIST, data_dir, Watchlist)
