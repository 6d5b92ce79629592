"""Where things are: folders of the project, and what the environment may change.

``DATABASE_URL`` points at another database than the SQLite file (``postgresql://user@host/name``);
``SCORECARD_DATA`` at another data folder.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATABASE_FILE = ROOT / "build" / "pledgewatch.db"


def data_dir() -> Path:
    """Return the folder of curated data."""
    return Path(os.environ.get("SCORECARD_DATA") or ROOT / "data")


def database_url() -> str:
    """Return the address of the database: ``DATABASE_URL``, or the SQLite file under ``build/``."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE_FILE}"
