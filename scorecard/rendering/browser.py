"""The browser that draws: where it is found, and what to do where there is none."""

import os
import shutil
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from choreographer.browsers.chromium import Chromium

from scorecard.errors import NoBrowserError

# kaleido does not look for the first one, which starts in half the time and needs half the memory of the others.
PROGRAMS = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> Path:
    """Return the program that draws: ``BROWSER_PATH``, or the first Chromium or Chrome in the usual places.

    Raises:
        NoBrowserError: there is none, or ``BROWSER_PATH`` names nothing that can be run.
    """
    given = os.environ.get("BROWSER_PATH", "").strip()
    if given:
        found = shutil.which(given)
        if found is None:
            raise NoBrowserError(f"BROWSER_PATH names no program: {given}. {how_to_get_one()}")
        return Path(found)
    paths = [*map(shutil.which, PROGRAMS), *filter(_is_program, _candidates())]
    path = next(filter(None, paths), None)
    if path is None:
        raise NoBrowserError(f"There is no browser on this machine to draw charts with. {how_to_get_one()}")
    return Path(path)


def has_browser() -> bool:
    """Return whether there is a browser that could draw."""
    try:
        find_browser()
    except NoBrowserError:
        return False
    return True


def how_to_get_one() -> str:
    """Return what whoever runs this copy can do, in a sentence."""
    return (
        "Install one, on Debian and Ubuntu: sudo apt-get install chromium-headless-shell (or chromium); or let "
        "BROWSER_PATH name the program of a Chromium or Chrome."
    )


def _candidates() -> list[str]:
    return [
        str(path)
        for place in map(Path, PLACES)
        for path in ([place / name for name in PROGRAMS] if place.is_dir() else [place])
    ]


def _is_program(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)


def with_fonts(folder: Path, fonts: dict[str, bytes]) -> type[Chromium]:
    """Return a browser that knows some fonts beside those of the machine (where that has fontconfig, as Linux has).

    Args:
        folder: an empty folder of its own, to which the fonts are written.
        fonts: TrueType files by name.
    """
    for name, data in fonts.items():
        (folder / f"{name}.ttf").write_bytes(data)
    rules = folder / "fonts.conf"
    rules.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{escape(str(folder))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir></fontconfig>",
        encoding="utf-8",
    )

    class WithFonts(Chromium):
        """Chromium with fonts of its own."""

        def get_env(self) -> MutableMapping[str, Any]:
            """Return the environment in which it runs."""
            return {**super().get_env(), **({"FONTCONFIG_FILE": str(rules)} if fonts else {})}

    return WithFonts
