"""How long reading published reports takes and how much memory, against the least that reading their bytes takes.

Two parts of 200 MB are made: long contextual texts, and a million short rows; then one of twice the rows. Each is read
in a process of its own, and so is a plain ``pandas.read_csv(dtype=str)`` of the same bytes, in the same run on the same
machine. Where the compiled reports of 25 services stand beside the project, they are written as CSV parts as the
template has them, and both are imported: read, held against the rules, written.

Targets: the large parts at most 4 times as long as pandas; peak memory under 400 MB, and no more than 1.2 times as much
for twice the rows; files of the 25 services read in less than a second a service.

    python benchmarks/reports.py [--megabytes 200]
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scorecard import settings
from scorecard.reports.model import Report
from scorecard.reports.template import PART, Part

SLOWEST_RATIO, PEAK_MB, GROWTH, SERVICE_SECONDS = 4.0, 400.0, 1.2, 1.0
PERIOD = "2026-01-01/2026-06-30"
COMPILED = settings.ROOT.parent / "shared" / "sources" / "dsa" / "vlop_2025H2.json"
SENTENCE = 'Measures under the terms, "reviewed" by people; see the policy. '
REPEATS = 2


def heading(part: Part) -> list[str]:
    """Return the template's heading of a part."""
    figures = [measure.wording for measure in part.measures] if part.has_columns else []
    keys = [wording for name, wording in part.keys if name != "context"]
    return [*keys, *figures, *(f"Contextual Information on {text}" for text in figures or ["it"])]


def write_part(path: Path, size: int, *, is_long: bool) -> int:
    """Write a part 6 of some bytes, and return how many rows it has."""
    rng, part = random.Random(1), PART[6]
    count = len(part.measures)
    texts = [SENTENCE * 30] * 8 if is_long else []
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(heading(part))
        for code in ("TOTAL", "STATEMENT_CATEGORY_VIOLENCE"):
            rows.writerow(["All", "X", PERIOD, code, "", *["1000"] * count, *[""] * count])
        number = 0
        while file.tell() < size:
            for _ in range(100):
                number += 1
                figures = [str(rng.randrange(10 ** rng.randrange(1, 9))) for _ in range(count)]
                context = texts + [""] * (count - len(texts))
                rows.writerow(["All", "X", PERIOD, "KEYWORD_OTHER", f"own rule {number}", *figures, *context])
    return number


def work(what: str, path: Path) -> None:
    """Do one measured thing in this process, and print its seconds and peak memory."""
    if what == "pandas":
        import pandas as pd

        started = time.perf_counter()
        pd.read_csv(path, dtype=str)
    else:
        from pipelines.report_paths import read_path

        started = time.perf_counter()
        read_path(path, "", lambda step: None)
    seconds = time.perf_counter() - started
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def measured(what: str, path: Path, repeats: int = REPEATS) -> tuple[float, float]:
    """Return the shortest time of some runs in seconds, and their highest peak memory in megabytes."""
    found = []
    for _ in range(repeats):
        done = subprocess.run(
            [sys.executable, __file__, "--work", what, str(path)], check=True, capture_output=True, text=True
        )
        found.append(json.loads(done.stdout))
    return min(seconds for seconds, _ in found), max(peak for _, peak in found)


def compare(name: str, path: Path, rows: int) -> tuple[list[str], float]:
    """Measure one part, print it, and return which targets were missed, and its peak memory."""
    plain, plain_peak = measured("pandas", path)
    ours, peak = measured("ours", path)
    print(f"\n{name}: {path.stat().st_size / 1e6:.0f} MB, {rows:,} rows")
    print(f"  pandas.read_csv {plain:6.2f} s, peak memory {plain_peak:5.0f} MB")
    print(f"  ours            {ours:6.2f} s, peak memory {peak:5.0f} MB; {ours / plain:.1f} times as long")
    missed = (
        [f"{name}: {ours / plain:.1f} times pandas, target {SLOWEST_RATIO}"] if ours > SLOWEST_RATIO * plain else []
    )
    missed += [f"{name}: {peak:.0f} MB, target {PEAK_MB:.0f}"] if peak > PEAK_MB else []
    return missed, peak


def parts_of(report: Report) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the parts of a report as files of the template: name, and rows."""
    for (number, surface), own in report.cells.groupby(["part", "surface"]):
        part = PART[int(str(number))]
        rows = [row for _, cells in own.groupby("row", sort=True) for row in rows_of(cells, part, report.service)]
        yield f"{part.stem}{'_' if surface else ''}{surface}.csv", [heading(part), *rows]


def rows_of(cells: Any, part: Part, service: str) -> Iterator[list[str]]:
    """Yield a published row as the template has it: one for all measures of a category, or one a measure."""
    first = cells.iloc[0]
    known = {"service": service, "period": PERIOD} | {name: first[name] for name in ("category", "section", "scope")}
    figures = dict(zip(cells["measure"], cells["published"], strict=True))
    names = [name for name, _ in part.keys if name != "context"]
    if part.has_columns:
        keys = [known.get(name, "") for name in names]
        yield [*keys, *(figures.get(measure.id, "") for measure in part.measures), *[""] * len(part.measures)]
        return
    wording = {measure.id: measure.wording for measure in part.measures}
    for measure, published in figures.items():
        about = known | {"indicator": wording.get(measure, measure), "value": published}
        yield [*(about.get(name, "") for name in names), ""]


def compare_services(folder: Path) -> list[str]:
    """Measure all compiled reports, written as files, and return which targets were missed."""
    from pipelines.report_paths import read_path

    reports = read_path(COMPILED, "", lambda step: None).reports
    paths = []
    for report in reports:
        target = folder / report.service
        target.mkdir()
        for name, rows in parts_of(report):
            with (target / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        paths.append(target)
    started = time.perf_counter()
    for path in paths:
        read_path(path, path.name, lambda step: None)
    seconds = time.perf_counter() - started
    import pandas as pd

    files = [part for path in paths for part in path.glob("*.csv")]
    started = time.perf_counter()
    for part in files:
        pd.read_csv(part, dtype=str)
    plain = time.perf_counter() - started
    each = seconds / len(paths)
    print(f"\n{len(paths)} services, {len(files)} files: {seconds:.1f} s, {each:.2f} s a service")
    print(f"  pandas.read_csv {plain:6.2f} s; ours {seconds / plain:.0f} times as long")
    for name, given in (("the compiled JSON", [COMPILED]), ("the files", paths)):
        print(f"  import of {name}: {seconds_to_import(given, folder / f'data {len(given)}'):.1f} s")
    return [f"{each:.2f} s a service, target {SERVICE_SECONDS}"] if each > SERVICE_SECONDS else []


def seconds_to_import(paths: list[Path], data_dir: Path) -> float:
    """Return how long an import into an empty data folder takes, rules and writing included."""
    from pipelines.dsa_reports import import_reports

    data_dir.mkdir()
    for name in ("report_services.yaml", "report_corrections.yaml"):
        (data_dir / name).write_bytes((settings.ROOT / "data" / name).read_bytes())
    started = time.perf_counter()
    import_reports(paths, data_dir, "", lambda step: None)
    return time.perf_counter() - started


def main() -> None:
    """Measure, print, and exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200, help="size of the made parts")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work[0], Path(given.work[1]))
        return
    size = given.megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "6_own_initiative_TC.csv"
        missed, _ = compare("long texts", path, write_part(path, size, is_long=True))
        more, peak = compare("short rows", path, write_part(path, size, is_long=False))
        twice, higher = compare("twice the rows", path, write_part(path, 2 * size, is_long=False))
        path.unlink()
        missed += more + twice
        missed += [f"{higher:.0f} MB for twice the rows of {peak:.0f} MB"] if higher > GROWTH * peak else []
        if COMPILED.exists():
            missed += compare_services(Path(name))
        else:
            print("\nThe compiled reports do not stand beside the project: not measured.")
    print("\n" + ("\n".join(f"Missed: {target}" for target in missed) or "Every target is met."))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
