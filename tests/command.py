"""Running the command line inside the test process."""

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

import pipelines.__main__
import scorecard.__main__


class Ran(NamedTuple):
    """Exit code and what was written."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run ``python -m scorecard`` with arguments."""
    return _run(capsys, scorecard.__main__.main, arguments)


def run_pipelines(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run ``python -m pipelines`` with arguments."""
    return _run(capsys, pipelines.__main__.main, arguments)


def _run(capsys: pytest.CaptureFixture[str], main: Callable[[], None], arguments: Sequence[object]) -> Ran:
    before = sys.argv
    sys.argv = ["command", *map(str, arguments)]
    try:
        main()
        code: object = 0
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = before
    written = capsys.readouterr()
    return Ran(int(code or 0) if isinstance(code, int | None) else 1, written.out, written.err)
