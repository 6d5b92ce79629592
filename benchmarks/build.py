"""How long a build takes, and how it grows with the number of companies.

Builds the shipped data, then the same companies copied so many times under other ids, in the same run on the same
machine. Targets: the shipped data well under 5 seconds; 100 times the companies in at most 120 times the time.

    python benchmarks/build.py [--copies 100]
"""

import argparse
import re
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scorecard import settings
from scorecard.build import build

RUNS_OF_SMALL = 5
LONGEST_SECONDS, STEEPEST_GROWTH = 5.0, 1.2


def multiplied(target: Path, copies: int) -> Path:
    """Write the shipped data with every company so many times, each copy under ids of its own."""
    (target / "methodology").mkdir(parents=True)
    (target / "companies").mkdir()
    for path in (settings.ROOT / "data" / "methodology").glob("*.yaml"):
        (target / "methodology" / path.name).write_bytes(path.read_bytes())
    (target / "call.yaml").write_bytes((settings.ROOT / "data" / "call.yaml").read_bytes())
    for path in sorted((settings.ROOT / "data" / "companies").glob("*.yaml")):
        text = path.read_text("utf-8")
        for number in range(copies):
            renamed = re.sub(r"(?m)^(id: |  - id: |      - source: )(.*)$", rf"\g<1>c{number}-\g<2>", text)
            (target / "companies" / f"c{number}-{path.name}").write_text(renamed, encoding="utf-8")
    return target


def seconds_to_build(data_dir: Path, folder: Path) -> float:
    """Return how long one build takes."""
    started = time.perf_counter()
    build(data_dir, f"sqlite:///{folder}/bench.db")
    return time.perf_counter() - started


def main() -> None:
    """Measure, print, and exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=100)
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = multiplied(folder / "one", 1)
        small = [seconds_to_build(one, folder) for _ in range(RUNS_OF_SMALL)]
        median = statistics.median(small)
        many = multiplied(folder / "many", copies)
        large = seconds_to_build(many, folder)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"29 companies: median of {RUNS_OF_SMALL} builds {median:.2f} s ({min(small):.2f} to {max(small):.2f})")
    print(f"{29 * copies} companies: {large:.1f} s, {large / median:.0f} times as long; peak memory {memory:.0f} MB")
    if median > LONGEST_SECONDS or large / median > STEEPEST_GROWTH * copies:
        sys.exit("A target is missed: see the top of this file.")


if __name__ == "__main__":
    main()
