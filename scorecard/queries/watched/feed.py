"""The feed of clause changes, a file of the data folder."""

from pathlib import Path

from scorecard.curation.policy_data import FEED, FOLDER


def feed_file(data_dir: Path) -> Path | None:
    """Return the Atom feed of a data folder; None where it has none."""
    path = data_dir / FOLDER / FEED
    return path if path.is_file() else None
