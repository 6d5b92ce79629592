"""Names of files that every system takes."""

import re
import unicodedata

LONGEST = 80
_TAKEN = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return a text as part of a file name: lower-case letters, digits and hyphens, ``x`` where nothing is left.

    Whatever a company is called, the result names no other folder, no device of Windows and no hidden file.
    """
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _OTHER.sub("-", ascii_only).strip("-")[:LONGEST].rstrip("-")
    return f"{name}-x" if name in _TAKEN else name or "x"
