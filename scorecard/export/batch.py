"""Many files at once: in parallel, each written whole or not at all, and only where it would be another one."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

RECORD = ".recipes.jsonl"  # one line a file that was written: its name, what it was made of, what came of it


@dataclass(frozen=True)
class Job:
    """One file to be made.

    Attributes:
        name: path below the folder, with ``/``.
        recipe: a hash of all that decides what is in the file; equal recipes, equal files.
        make: makes its content; called from any thread.
    """

    name: str
    recipe: str
    make: Callable[[], bytes] = field(compare=False)


@dataclass(frozen=True)
class Outcome:
    """How many files were written, and how many were there already."""

    written: int
    kept: int


def recipe_of(*parts: object) -> str:
    """Return a hash of whatever decides what is in a file: anything that becomes JSON."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def run(jobs: Sequence[Job], folder: Path, workers: int, progress: Callable[[str], None]) -> Outcome:
    """Make files in a folder. A run that was broken off goes on where it was: files of the same recipe stay.

    Args:
        jobs: the files, each name once.
        folder: where; made if it is not there. Other files in it are left alone.
        workers: how many are made at the same time.
        progress: is told after each file which one it was and how many are left.

    Raises:
        Exception: what the first file that failed raised; those that were begun are finished before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    todo = [job for job in jobs if not _is_there(job, folder, known)]
    record, lock = folder / RECORD, Lock()
    done = 0

    def make(job: Job) -> None:
        nonlocal done
        content = job.make()
        _write_whole(folder / job.name, content)
        line = json.dumps({"name": job.name, "recipe": job.recipe, "sha256": hashlib.sha256(content).hexdigest()})
        with lock:
            with record.open("a", encoding="utf-8") as lines:
                lines.write(line + "\n")
            done += 1
            progress(f"{job.name} ({done} of {len(todo)})")

    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(make, job) for job in todo]
        _wait_for(futures)
    return Outcome(len(todo), len(jobs) - len(todo))


def _wait_for(futures: list[Future[None]]) -> None:
    """Wait for all, or for the first that fails; then the others that have not begun are dropped."""
    finished, waiting = wait(futures, return_when=FIRST_EXCEPTION)
    for future in waiting:
        future.cancel()
    for future in finished:
        future.result()


def _known(folder: Path) -> dict[str, tuple[str, str]]:
    """Return recipe and hash of each file that was written, by name; the last line of a name counts."""
    known: dict[str, tuple[str, str]] = {}
    try:
        lines = (folder / RECORD).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return known
    for line in lines:
        try:
            entry = json.loads(line)
            known[entry["name"]] = (entry["recipe"], entry["sha256"])
        except (ValueError, KeyError, TypeError):
            continue  # a line that was cut off: its file is made again
    return known


def _is_there(job: Job, folder: Path, known: dict[str, tuple[str, str]]) -> bool:
    recipe, content = known.get(job.name, ("", ""))
    path = folder / job.name
    return recipe == job.recipe and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == content


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
