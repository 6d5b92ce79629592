"""How long indexing archives of policies takes, against what git itself takes to look for each term of the lexicon.

All collections are indexed from scratch, with every term at once, by the command that users run. In the same run, on
the same machine and the same clones, `git log -G` goes through the same histories once for each term, looking for the
words by which the lexicon finds that term. Then the index is brought up to date with nothing new.

Targets: from scratch at least 5 times as fast as the passes of git in sum; with nothing new under 2 seconds; no process
over 400 MB.

    python benchmarks/policy_archive.py [--from DIR]

DIR holds git bundles or clones of the collections; by default those that stand beside the project. Without any there is
nothing to measure.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipelines.policy_archive import clone_path
from pipelines.policy_fetch import fetch_collections
from pipelines.policy_watched import Watched, read_watched
from scorecard import settings
from scorecard.policy import patterns

LEAST_RATIO, NOTHING_NEW_SECONDS, PEAK_MB = 5.0, 2.0, 400.0
BUNDLES = settings.ROOT.parent / "shared" / "archives"
REPEATS = 2  # of each, the fastest counts: other work may run beside


def seconds_of(command: list[str]) -> float:
    """Run a command and return how long it takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=settings.ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def git_expression(watched: Watched, term_id: str) -> str:
    """Return the words by which whole texts are searched for a term, as the extended expression that git takes."""
    term = next(term for term in watched.matcher.terms if term.id == term_id)
    loose = {" ": "[ -]", "-": "[ -]?"}
    words = dict.fromkeys(pattern.anchor or pattern.find for pattern in term.patterns)
    return "|".join("".join(loose.get(token, token) for token in patterns.tokens(word)) for word in words)


def pass_of_git(archive: Path, watched: Watched, options: list[str]) -> float:
    """Return how long one pass of git takes over all collections."""
    paths = [str(clone_path(archive, collection)) for collection in watched.collections]
    return sum(seconds_of(["git", "-C", path, "log", "--format=%H", *options]) for path in paths)


def passes_of_git(archive: Path, watched: Watched) -> float:
    """Return how long one pass of git a term takes over all collections, in sum."""
    total = 0.0
    for term in watched.matcher.terms:
        found = git_expression(watched, term.id)
        own = pass_of_git(archive, watched, ["-i", f"-G{found}"])
        print(f"  git log -G, {term.id}: {own:.1f} s", flush=True)
        total += own
    return total


def index_seconds(archive: Path) -> float:
    """Return how long the command takes that brings the index up to date."""
    return seconds_of([sys.executable, "-m", "pipelines", "archive", "index", "--archive", str(archive)])


def from_scratch(archive: Path) -> float:
    """Return how long indexing everything takes, without an index to begin with."""
    for file in archive.glob("policy-index.db*"):
        file.unlink()
    return index_seconds(archive)


def main() -> None:
    """Measure and compare with the targets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="source", type=Path, default=BUNDLES, help="folder of bundles or clones")
    source = parser.parse_args().source
    if not source.is_dir():
        print(f"{source} is not there: nothing to measure.")
        return
    watched = read_watched(settings.data_dir())
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder)
        fetch_collections(archive, watched.watchlist.collections, source, lambda step: None)
        print(
            f"{len(watched.collections)} collections, {len(watched.matcher.terms)} terms, {os.cpu_count()} processors"
        )
        ours = min(from_scratch(archive) for _ in range(REPEATS))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"  from scratch: {ours:.1f} s, at most {peak:.0f} MB in a process", flush=True)
        again = min(index_seconds(archive) for _ in range(REPEATS + 1))
        print(f"  nothing new: {again:.2f} s", flush=True)
        theirs = passes_of_git(archive, watched)
        plain = pass_of_git(archive, watched, ["-Gnudif"])
        print(f"  for comparison, one pass for the letters “nudif” alone: {plain:.1f} s")
    print(f"Passes of git in sum: {theirs:.1f} s, {theirs / ours:.1f} times as long.")
    is_met = theirs / ours >= LEAST_RATIO and again < NOTHING_NEW_SECONDS and peak < PEAK_MB
    print("Every target is met." if is_met else "A target is missed.")


if __name__ == "__main__":
    main()
