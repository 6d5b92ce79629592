"""Where things are: folders of the project, and what the environment may change.

``DATABASE_URL`` points at another database than the SQLite file (``postgresql://user@host/name``); ``SCORECARD_DATA``
at another data folder, ``SCORECARD_RELEASES`` at another folder of frozen releases. ``PLEDGEWATCH_CONTACT`` says where
readers send corrections and replies: an e-mail address, or a web address that starts with ``https://`` or ``http://``.
``PLEDGEWATCH_ADDRESS`` is the web address at which readers find this copy; permalinks in files and citations start with
it.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scorecard.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
DATABASE_FILE = ROOT / "build" / "pledgewatch.db"

LONGEST_CONTACT = 254
_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_MAIL = re.compile(rf"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@{_HOST}")  # nothing that a mailto: link would act upon
_WEB = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]+", re.I)


@dataclass(frozen=True)
class Contact:
    """Where readers reach whoever runs this copy: `text` as written, and the `href` of a link to it.

    Both are empty where what was written is neither an e-mail address nor a web address.
    """

    text: str = ""
    href: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether there is something to link to."""
        return bool(self.href)


def data_dir() -> Path:
    """Return the folder of curated data."""
    return Path(os.environ.get("SCORECARD_DATA") or ROOT / "data")


def releases_dir() -> Path:
    """Return the folder of frozen releases: ``SCORECARD_RELEASES``, or ``releases/`` in the data folder."""
    return Path(os.environ.get("SCORECARD_RELEASES") or data_dir() / "releases")


def database_url() -> str:
    """Return the address of the database: ``DATABASE_URL``, or the SQLite file under ``build/``."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE_FILE}"


def contact() -> Contact | None:
    """Return the contact in ``PLEDGEWATCH_CONTACT``; None where it is not set, not usable where it is neither form."""
    text = os.environ.get("PLEDGEWATCH_CONTACT", "").strip()
    if not text:
        return None
    if len(text) > LONGEST_CONTACT:
        return Contact()
    if _MAIL.fullmatch(text):
        return Contact(text, f"mailto:{text}")
    return Contact(text, text) if _is_web_address(text) else Contact()


def public_address() -> str:
    """Return the address at which readers find this copy, without a slash at its end; empty where none is set.

    Raises:
        UsageError: ``PLEDGEWATCH_ADDRESS`` is no web address.
    """
    return web_address(os.environ.get("PLEDGEWATCH_ADDRESS", ""), "PLEDGEWATCH_ADDRESS")


def web_address(text: str, name: str = "The address") -> str:
    """Return a web address without a slash at its end; empty where there is none.

    Args:
        text: what was given.
        name: where, for the message.

    Raises:
        UsageError: it is no web address.
    """
    text = text.strip()
    if text and (len(text) > LONGEST_CONTACT or not _is_web_address(text) or {"?", "#"} & set(text)):
        raise UsageError(f"{name} is no web address. Write it as https://pledgewatch.example.org, without ? and #.")
    return text.rstrip("/")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:  # such as a port that is no number
        return False
    host = parts.hostname or ""
    is_host = host == "localhost" or re.fullmatch(_HOST, host) is not None
    return bool(_WEB.fullmatch(text)) and is_host and has_port and parts.username is None
