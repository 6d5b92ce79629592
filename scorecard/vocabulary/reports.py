"""Words of transparency reports: what a cell holds, how figures came here, what an indicator asks of them."""

from enum import StrEnum


class FigureState(StrEnum):
    """What a cell of a transparency report holds. A zero is a value; the others are kept apart from it."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


class HowObtained(StrEnum):
    """How the figures of a report came here, which decides what a missing figure means."""

    FILES = "files"
    CELLS = "cells"
    COMPILED = "compiled"
    SAMPLE = "sample"

    @property
    def label(self) -> str:
        """Return it as people read it."""
        return {
            "files": "read from the published files",
            "cells": "cells copied from the published files",
            "compiled": "compiled from the published files by others",
            "sample": "some cells copied from the published files",
        }[self.value]

    @property
    def missing_means(self) -> str:
        """Return what it means that a figure is not there."""
        return {
            "files": "no such row",
            "cells": "blank, or no such row",
            "compiled": "zero, blank, or no such row",
            "sample": "not read",
        }[self.value]


class CountedBy(StrEnum):
    """Who counted the reports that went from a provider to NCMEC's CyberTipline."""

    NCMEC = "ncmec"
    PROVIDER = "provider"
    NOT_SAID = "not_said"

    @property
    def label(self) -> str:
        """Return it as people read it, after ``counted by``."""
        return {"ncmec": "NCMEC", "provider": "the provider itself", "not_said": "not said by the source"}[self.value]


class ReportQuestion(StrEnum):
    """What an indicator asks of transparency reports, so that imported ones can be held against its level."""

    SYNTHETIC_CATEGORY = "synthetic_category"
    PERFORMANCE = "performance"
    FORM = "form"
    ACCURACY = "accuracy"
