"""Freezing results so that they stay: making a release, checking one, loading one.

A door: here the data folder, its git history and the folder of releases meet. What a release is made of stands in
`publish/package/`; opening one to show it, in `queries/releases.py`.
"""

from scorecard.releases.explaining import correction_problems
from scorecard.releases.freezing import Frozen, freeze
from scorecard.releases.loading import Release, load
from scorecard.releases.verifying import Verified, verify

__all__ = ["Frozen", "Release", "Verified", "correction_problems", "freeze", "load", "verify"]
