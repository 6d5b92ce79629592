"""How fast ranks are drawn anew, against what one would write otherwise and against what the machine allows.

All times are of one run on one machine; compare them within a run. Reference figures are measured on fewer draws and
scaled up: they are proportional to the draws. The limit is the time that the arithmetic and the memory traffic that
cannot be avoided take at the rates that NumPy reaches here and now.

Targets: the default run (100,000 draws, all sources) under 0.3 s after imports; at least 1,500 times as fast as a loop
over draws in pandas with weights alone, 700 times with all sources; within 4 times of the limit; peak memory under
0.5 GB at every size.

    python benchmarks/robustness.py [--quick]
"""

import argparse
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pymcdm.methods import WSM
from scipy.stats import rankdata

from scorecard.scoring.cell_model import Grid, grid_of
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.rank_counts import MOST_COMPARED
from scorecard.scoring.robustness import RobustnessSettings, simulate
from scorecard.vocabulary import OVERALL, Confidence, Level, Uncertainty

COMMITMENTS = 5
SIZES = ((29, 28, 100_000), (29, 28, 1_000_000), (1_000, 100, 10_000), (10_000, 200, 1_000))
SLIP = ((Confidence.HIGH, Fraction(3, 100)), (Confidence.MEDIUM, Fraction(1, 10)), (Confidence.LOW, Fraction(1, 5)))
WORTHS = {Level.MET: 1.0, Level.PARTIAL: 0.5, Level.NOT_MET: 0.0, Level.NO_EVIDENCE: 0.0}
DEFAULT_S, WEIGHTS_RATIO, ALL_RATIO, LIMIT_RATIO, PEAK_MB = 0.3, 1500.0, 700.0, 4.0, 500.0
REPEATS = 5


class Case(NamedTuple):
    """Random levels of companies on indicators, and the method that scores them."""

    cells: pd.DataFrame
    method: ScoringMethod
    grid: Grid


def case_of(companies: int, indicators: int) -> Case:
    """Make levels as they are distributed in the shipped data: a quarter does not apply, a sixth has no evidence."""
    generator = np.random.default_rng(1)
    names = [level.value for level in (*WORTHS, Level.NOT_APPLICABLE)]
    levels = generator.choice(names, size=companies * indicators, p=[0.2, 0.33, 0.06, 0.16, 0.25])
    cells = pd.DataFrame(
        {
            "company_id": np.repeat([f"c{number:05}" for number in range(companies)], indicators),
            "indicator_id": np.tile([f"i{number:03}" for number in range(indicators)], companies),
            "commitment_id": np.tile([f"k{number % COMMITMENTS}" for number in range(indicators)], companies),
            "level": levels,
            "confidence": generator.choice([one.value for one in Confidence], size=len(levels)),
        }
    )
    values = {level: Fraction(WORTHS[level]) if level in WORTHS else None for level in Level}
    method = ScoringMethod(values=values, weights={f"k{number}": Fraction(1) for number in range(COMMITMENTS)})
    return Case(cells, method, grid_of(cells, method))


def ours(case: Case, draws: int, *sources: Uncertainty) -> Callable[[], object]:
    """Return a run of our own."""
    settings = RobustnessSettings(draws, 1, frozenset(sources), level_slip=SLIP)
    scopes = {OVERALL: np.arange(len(case.grid.company_ids))}
    return lambda: simulate(case.grid, case.method, scopes, settings)


def pandas_loop(case: Case, draws: int, *, everything: bool) -> None:
    """Rank in pandas, one draw after the other: what one writes first. Keeps ranks, how often each, and who wins."""
    generator = np.random.default_rng(1)
    wide = case.cells.pivot(index="company_id", columns="indicator_id", values="level")
    confidence = case.cells.pivot(index="company_id", columns="indicator_id", values="confidence")
    values = wide.apply(lambda column: column.map({level.value: worth for level, worth in WORTHS.items()}))
    slip = confidence.apply(lambda column: column.map({name.value: float(chance) for name, chance in SLIP}))
    is_missing = wide == Level.NO_EVIDENCE.value
    groups = case.cells.drop_duplicates("indicator_id").set_index("indicator_id")["commitment_id"]
    ranks, wins = [], np.zeros((len(wide), len(wide)))
    by_commitment = {name: own.index.tolist() for name, own in groups.groupby(groups)}
    means = means_of(values, by_commitment)
    applies = means.notna()
    for draw in range(draws):
        if everything:
            own = values.where(~is_missing, [0.0, np.nan, generator.choice([0.0, 0.5, 1.0])][draw % 3])
            moves = generator.random(own.shape) < slip.to_numpy()
            own = (own + np.where(moves, generator.choice([-0.5, 0.5], size=own.shape), 0.0)).clip(0.0, 1.0)
            columns = {name: list(generator.choice(ids, size=len(ids))) for name, ids in by_commitment.items()}
            means = means_of(own, columns)
        weights = pd.Series(generator.dirichlet([10.0] * len(means.columns)), index=means.columns)
        if everything and draw % 3 == 1:
            score = means.clip(1e-9).map(np.log).mul(weights).sum(axis="columns").map(np.exp)
        elif everything and draw % 3 == 2:
            score = means.min(axis="columns")
        else:
            score = (means * weights).sum(axis="columns") / (applies * weights).sum(axis="columns")
        ranks.append(score.rank(ascending=False, method="min"))
        array = score.to_numpy()
        wins += array[:, None] > array[None, :]
    pd.DataFrame(ranks).apply(lambda column: column.value_counts())


def means_of(values: pd.DataFrame, columns: dict[str, list[str]]) -> pd.DataFrame:
    """Return the mean of each company under each commitment."""
    return pd.DataFrame({name: values[ids].mean(axis="columns") for name, ids in columns.items()})


def pymcdm_loop(case: Case, draws: int) -> None:
    """Rank with pymcdm, a library of multi-criteria methods, one draw after the other; it knows no missing values."""
    generator = np.random.default_rng(1)
    values = case.cells["level"].map({level.value: worth for level, worth in WORTHS.items()}).fillna(0.0)
    matrix = values.to_numpy().reshape(len(case.grid.company_ids), -1) + 1e-6
    types = np.ones(matrix.shape[1])
    method = WSM()
    for _ in range(draws):
        method.rank(method(matrix, generator.dirichlet(types), types))


def whole_arrays(case: Case, draws: int) -> None:
    """Rank with NumPy and SciPy over whole arrays: what one writes second."""
    generator = np.random.default_rng(1)
    values = case.cells["level"].map({level.value: worth for level, worth in WORTHS.items()})
    matrix = values.to_numpy().reshape(len(case.grid.company_ids), -1)
    parts = [np.nanmean(matrix[:, number::COMMITMENTS], axis=1) for number in range(COMMITMENTS)]
    means = np.nan_to_num(np.stack(parts))
    weights = generator.dirichlet([10.0] * COMMITMENTS, size=draws)
    rankdata(-(weights @ means), method="min", axis=1)


def limit(companies: int, draws: int) -> dict[str, float]:
    """Return the seconds that the unavoidable takes, by part, at the rates that NumPy reaches here, on one core.

    Weights (five numbers a draw), the products of scores and weights and of what applies and weights, one division,
    the ranking (comparing each pair both ways and adding up, or sorting), and reading ranks once to count them.
    """
    sample = max(512, min(draws, 2_000_000 // companies // 512 * 512))
    generator = np.random.SFC64(1)
    matrix, weights = np.ones((companies, COMMITMENTS)), np.ones((COMMITMENTS, sample))
    scores = np.random.default_rng(1).random((companies, sample))
    keys = (scores * 2**30).astype(np.int32)
    table, bits = np.arange(65536.0), np.zeros(sample, dtype=np.uint16)
    parts = {
        "weights": best(
            lambda: (generator.random_raw(COMMITMENTS * sample // 4), [table.take(bits) for _ in range(5)])
        ),
        "sums": 2 * best(lambda: matrix @ weights),
        "division": best(lambda: np.divide(scores, 3.0, out=scores)),
        "ranking": best(lambda: compare_all(keys) if companies <= MOST_COMPARED else np.sort(keys.T, axis=1)),
        "counting": best(lambda: np.bincount(keys[0] & 255)) * companies,
    }
    return {name: seconds / sample * draws for name, seconds in parts.items()}


def compare_all(keys: NDArray[np.int32]) -> None:
    """Compare each pair of rows both ways, into one room, and add the marks up: the least that a ranking needs."""
    room, total = np.empty(keys.shape, dtype=np.bool_), np.zeros(keys.shape[1], dtype=np.uint8)
    for unit in range(len(keys) - 1):
        np.greater(keys[unit], keys[unit + 1 :], out=room[unit + 1 :])
        np.less(keys[unit], keys[unit + 1 :], out=room[unit + 1 :])
        np.add.reduce(room[unit + 1 :].view(np.uint8), axis=0, out=total)


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest time of some runs, in seconds."""
    return min(times(work, repeats))


def times(work: Callable[[], object], repeats: int = REPEATS) -> list[float]:
    """Return the times of some runs after a first one, in seconds."""
    work()
    found = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return found


def peak_mb(work: Callable[[], object]) -> float:
    """Return the most memory that a run has at a time, in megabytes, beside what was there before."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def measure(companies: int, indicators: int, draws: int, *, quick: bool) -> list[str]:
    """Measure one size, print it, and return which targets were missed."""
    case = case_of(companies, indicators)
    few = max(3, (30_000 if quick else 150_000) // companies // indicators)
    weights = times(ours(case, draws, Uncertainty.WEIGHTS))
    everything = times(ours(case, draws, *Uncertainty))
    peak = peak_mb(ours(case, draws, *Uncertainty))
    loop = best(lambda: pandas_loop(case, few, everything=False), 2) / few
    loop_all = best(lambda: pandas_loop(case, few, everything=True), 2) / few
    pymcdm = best(lambda: pymcdm_loop(case, few), 2) / few
    some = min(draws, 2_000_000 // companies)
    whole = best(lambda: whole_arrays(case, some), 2) / some
    bound = limit(companies, draws)
    own, total = min(weights) / draws, sum(bound.values())
    print(f"\n{companies:,} companies x {indicators} indicators x {draws:,} draws")
    median = statistics.median(weights)
    print(f"  weights alone  {min(weights):8.3f} s best, {median:.3f} s median; {own * 1e6:.2f} us a draw")
    print(f"  all sources    {min(everything):8.3f} s best, {statistics.median(everything):.3f} s median")
    ratio = loop_all * draws / min(everything)
    print(f"  pandas loop    {loop * 1e6:8.0f} us a draw, {loop / own:,.0f} times ours")
    print(f"     all sources {loop_all * 1e6:8.0f} us a draw, {ratio:,.0f} times ours")
    print(f"  pymcdm loop    {pymcdm * 1e6:8.0f} us a draw, {pymcdm / own:,.0f} times ours")
    print(f"  NumPy + SciPy  {whole * 1e6:8.2f} us a draw, {whole / own:,.1f} times ours")
    parts = ", ".join(f"{name} {seconds:.3f}" for name, seconds in bound.items())
    print(f"  limit          {total:8.3f} s on one core ({parts}); ours takes {min(weights) / total:.1f} times as long")
    print(f"  memory         {peak:8.0f} MB at most in a run with all sources")
    missed = (
        [f"{LIMIT_RATIO:.0f} times the limit at {companies} companies"] if min(weights) > LIMIT_RATIO * total else []
    )
    if peak > PEAK_MB:
        missed.append(f"{PEAK_MB:.0f} MB at {companies} companies: {peak:.0f} MB")
    if (companies, draws) == SIZES[0][::2]:
        missed += [f"default run {min(everything):.2f} s, target {DEFAULT_S}"] if min(everything) > DEFAULT_S else []
        if loop / own < WEIGHTS_RATIO:
            missed.append(f"{loop / own:,.0f} times the pandas loop with weights alone, target {WEIGHTS_RATIO:,.0f}")
        if ratio < ALL_RATIO:
            missed.append(f"{ratio:,.0f} times the pandas loop with all sources, target {ALL_RATIO:,.0f}")
    return missed


def main() -> None:
    """Measure all sizes, and exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer draws of what ours is compared with")
    quick = parser.parse_args().quick
    missed = [target for size in SIZES for target in measure(*size, quick=quick)]
    print("\n" + ("\n".join(f"Missed: {target}" for target in missed) or "Every target is met."))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
