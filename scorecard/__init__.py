"""Pledgewatch: scores companies against the asks of a public call, from dated and cited evidence.

``scorecard.load("2026.11").scores`` is a frozen release as pandas frames: see `scorecard.releases.loading`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorecard.releases.loading import Release


def load(release_id: str | None = None, folder: Path | str | None = None) -> "Release":
    """Return a frozen release; see `scorecard.releases.loading.load` for what goes in and what can go wrong."""
    from scorecard.releases import loading  # here, since whoever imports one part of the package needs no other

    return loading.load(release_id, folder)


__all__ = ["load"]
