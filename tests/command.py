"""Running the command line inside the test process."""

import sys
from typing import NamedTuple

import pytest

from scorecard.__main__ import main


class Ran(NamedTuple):
    """Exit code and what was written."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run ``python -m scorecard`` with arguments."""
    before = sys.argv
    sys.argv = ["scorecard", *map(str, arguments)]
    try:
        main()
        code: object = 0
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = before
    written = capsys.readouterr()
    return Ran(int(code or 0) if isinstance(code, int | None) else 1, written.out, written.err)
