"""What all command lines share: messages and progress on standard error, and how a command ends.

Exit codes: 0 done, 1 the data has problems, 2 the command was used wrongly, 3 the database cannot be used,
4 a chart cannot be drawn, 70 the program itself is at fault, 74 the output cannot be written,
130 interrupted.
"""

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from scorecard.errors import DataProblemsError, ScorecardError
from scorecard.numbers import counted


def say(message: str) -> None:
    """Write a message for people to standard error."""
    print(message, file=sys.stderr)


@contextmanager
def progress(on_terminals_only: bool = False) -> Iterator[Callable[[str], None]]:
    """Show the running step on standard error: a spinner on a terminal, a line a step elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield (lambda step: None) if on_terminals_only else say
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("")
        yield lambda step: shown.update(task, description=step)


def run_program(command: Callable[[], object]) -> None:
    """Run a command as a process of its own: it ends quietly when the reader of its pipe goes away, as `head` does."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    run(command)


def run(command: Callable[[], object]) -> None:
    """Run a command; what a user can mend is said in words, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack a character of the data
    try:
        _run(command)
    except DataProblemsError as error:
        for problem in error.problems:
            say(str(problem))
        say(f"{counted(len(error.problems), 'problem')} in the data; nothing was written.")
        sys.exit(error.exit_code)
    except ScorecardError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        say(f"The output cannot be written: {error.strerror or error}. Nothing else was changed.")
        sys.exit(74)
    except Exception as error:
        if os.environ.get("SCORECARD_TRACEBACK"):
            raise
        say(f"The program is at fault, not the data: {type(error).__name__}: {error}")
        say("Please report it, with what the same command prints under SCORECARD_TRACEBACK=1.")
        sys.exit(70)


def _run(command: Callable[[], object]) -> None:
    """Run the command and flush its output, so that a full disk is noticed while it can still be said."""
    try:
        command()
    finally:
        try:
            sys.stdout.flush()
        except OSError:
            sys.stdout = io.StringIO()  # else the interpreter's end complains a second time
            raise
