"""What moves ranks most: variance-based indices of the sources, ranks with one thing left out, measured importance.

First-order and total indices after Sobol' (1993) and Saltelli et al. (2010), computed by SALib; sources of
uncertainty enter as in Saisana, Saltelli & Tarantola (2005): each is one random choice among many realisations of it.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scorecard.scoring.cell_model import Grid, cell_model
from scorecard.scoring.draws import Bits, RandomBlock
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.points import Floats, keys_of, points_of
from scorecard.scoring.rank_counts import Keys, Ranks, ranks_of
from scorecard.scoring.robustness import RobustnessSettings, Scopes, times_of, weights_of
from scorecard.vocabulary import Aggregation, Level, Missing, Uncertainty

BASE_SAMPLES = 2048  # N of the sample; a power of 2, as Sobol' sequences want; evaluated N x (sources + 2) times
REALISATIONS = 4096  # of each source, among which the sample chooses
RESAMPLES = 20  # bootstrap resamples behind the confidence intervals
DIGITS = 3  # of indices: more than the sample carries, and few enough that machines agree
BLOCK = (1 << 32) - 1  # number of the block of random numbers, apart from those of the simulation
BANDWIDTHS = np.geomspace(0.05, 2.0, 30)  # tried for the smoother, in standard deviations of the commitment scores


class _Realisations(NamedTuple):
    """Many realisations of every source, a column each."""

    weights: Floats
    times: NDArray[np.unsignedinteger] | None
    slips: NDArray[np.uint16]
    fillings: NDArray[np.uint16]


def rank_sensitivities(grid: Grid, method: ScoringMethod, scopes: Scopes, settings: RobustnessSettings) -> pd.DataFrame:
    """Return which share of the variance of each rank comes from which source.

    Returns:
        `scope`, `company_id`, `source`, `first_order` and `total` (share of the variance, estimates between 0 and 1)
        and `first_order_error`, `total_error` (half a 95% confidence interval). Sources that are not varied have no
        row, nor has a company whose rank is the same in every draw.
    """
    sources = [source for source in Uncertainty if source in settings.sources]
    if not sources:
        return pd.DataFrame(columns=["scope", "company_id", "source", *_INDICES])
    sample = sobol_sample(len(sources), settings.seed)
    choices = {source: sample[:, place] for place, source in enumerate(sources)}
    keys = _evaluate(grid, method, settings, choices)
    rows = []
    for scope, places in scopes.items():
        for place, ranks in zip(places, ranks_of(keys[places]), strict=True):
            own = {"scope": scope, "company_id": grid.company_ids[place]}
            rows += [own | row for row in _indices(sources, ranks, settings.seed)]
    return pd.DataFrame(rows, columns=["scope", "company_id", "source", *_INDICES])


_INDICES = ("first_order", "total", "first_order_error", "total_error")


def sobol_sample(variables: int, seed: int, samples: int = BASE_SAMPLES) -> Floats:
    """Return the points at which a model is evaluated for `sobol_indices`, a row each, values between 0 and 1."""
    from SALib.sample import sobol  # here: it loads much, and few need it

    sample: Floats = sobol.sample(_problem(variables), samples, calc_second_order=False, seed=seed)
    return sample


def sobol_indices(outputs: Floats, variables: int, seed: int) -> pd.DataFrame:
    """Return Sobol' indices, a row a variable: `first_order`, `total`, `first_order_error`, `total_error`.

    Args:
        outputs: what a model gave for each row of `sobol_sample`.
        variables: number of variables, each uniform between 0 and 1.
        seed: of the bootstrap behind the errors, which are half a 95% confidence interval.
    """
    from SALib.analyze import sobol

    found = sobol.analyze(
        _problem(variables), outputs, calc_second_order=False, num_resamples=RESAMPLES, conf_level=0.95, seed=seed
    )
    columns = {"first_order": "S1", "total": "ST", "first_order_error": "S1_conf", "total_error": "ST_conf"}
    return pd.DataFrame({name: found[key] for name, key in columns.items()})


def left_out_ranks(grid: Grid, method: ScoringMethod, scopes: Scopes) -> pd.DataFrame:
    """Return the ranks with nothing, each commitment and each indicator left out.

    Returns:
        `scope`, `company_id`, `left_out` (id of a commitment or an indicator, empty for nothing), `rank` (missing for
        a company that has no score then).
    """
    left_out = ["", *grid.commitment_ids, *grid.indicator_ids]
    weights = np.repeat(np.array(list(method.weights.values()), dtype=float)[:, None], len(left_out), axis=1)
    times = np.ones((len(grid.indicator_ids), len(left_out)), dtype=np.uint8)
    for place in range(len(grid.commitment_ids)):
        weights[place, 1 + place] = 0.0
    for place in range(len(grid.indicator_ids)):
        times[place, 1 + len(grid.commitment_ids) + place] = 0
    parts = points_of(grid, cell_model(grid, Missing.ZERO, {}), times, _no_noise, len(left_out), keeps_all=False)
    keys = keys_of(parts, weights, Aggregation.ARITHMETIC, grid.unit)
    scored = sum((part.counts > 0) * share for part, share in zip(parts, weights, strict=True)) > 0
    frames = []
    for scope, places in scopes.items():
        ranks = ranks_of(np.where(scored, keys, -1)[places])
        frame = pd.DataFrame(ranks, columns=left_out).where(scored[places]).astype("Int64")
        frame = frame.assign(scope=scope, company_id=[grid.company_ids[place] for place in places])
        frames.append(frame.melt(id_vars=["scope", "company_id"], var_name="left_out", value_name="rank"))
    return pd.concat(frames, ignore_index=True)


def correlation_ratio(given: Floats, outcome: Floats) -> float:
    """Return which share of the variance of an outcome goes with a variable: the first-order index eta squared.

    After Paruolo, Saisana & Saltelli (2013), "Ratings and rankings: voodoo or science?": the main effect is estimated
    by a smoother, here a local linear regression with a Gaussian kernel, whose bandwidth leave-one-out
    cross-validation chooses.

    Args:
        given: values of the variable, one a company, none missing.
        outcome: values of the outcome, as many.

    Returns:
        0-1; missing for fewer than five companies or where one of the two does not vary.
    """
    if len(given) < 5 or np.ptp(given) == 0 or np.ptp(outcome) == 0:
        return float("nan")
    scaled = (given - given.mean()) / given.std()
    smoothers = [_smoother(scaled, bandwidth) for bandwidth in BANDWIDTHS]
    errors = [_left_out_error(smoother, outcome) for smoother in smoothers]
    fitted = smoothers[int(np.argmin(errors))] @ outcome
    return float(np.clip(((fitted - outcome.mean()) ** 2).sum() / ((outcome - outcome.mean()) ** 2).sum(), 0.0, 1.0))


def _smoother(scaled: Floats, bandwidth: float) -> Floats:
    """Return the matrix that turns outcomes into fitted values: at each point a weighted straight line."""
    distance = scaled[None, :] - scaled[:, None]
    kernel = np.exp(-0.5 * (distance / bandwidth) ** 2)
    zeroth, first, second = (np.sum(kernel * distance**power, axis=1, keepdims=True) for power in range(3))
    spread = zeroth * second - first**2
    flat = kernel / zeroth  # where all near points have one value, no line but a mean
    with np.errstate(divide="ignore", invalid="ignore"):
        line = kernel * (second - first * distance) / spread
    smoother: Floats = np.where(spread > 1e-9 * zeroth**2, line, flat)
    return smoother


def _left_out_error(smoother: Floats, outcome: Floats) -> float:
    """Return the mean squared error of predicting each outcome from the others."""
    own = np.diag(smoother)
    if (own > 1 - 1e-6).any():  # a point that has no near other cannot be predicted
        return float("inf")
    return float(np.mean(((outcome - smoother @ outcome) / (1 - own)) ** 2))


def _problem(variables: int) -> dict[str, object]:
    return {"num_vars": variables, "names": list(map(str, range(variables))), "bounds": [[0.0, 1.0]] * variables}


def _evaluate(
    grid: Grid, method: ScoringMethod, settings: RobustnessSettings, choices: Mapping[Uncertainty, Floats]
) -> Keys:
    """Return what is ranked, a row a company, a column a row of the sample."""
    count = len(next(iter(choices.values())))
    chosen = {
        source: np.minimum((choices.get(source, np.zeros(count)) * REALISATIONS).astype(np.intp), REALISATIONS - 1)
        for source in Uncertainty
    }
    real = _realisations(grid, method, settings)
    treatment = chosen[Uncertainty.MISSING] % len(settings.treatments)
    mean = chosen[Uncertainty.AGGREGATION] * len(settings.means) // REALISATIONS
    keys = np.empty((len(grid.company_ids), count), dtype=np.int32)
    for place, missing in enumerate(settings.treatments):
        columns = np.flatnonzero(treatment == place)
        own = {source: choice[columns] for source, choice in chosen.items()}
        times = None if real.times is None else real.times[:, own[Uncertainty.INDICATORS]]
        noise = _Chosen(grid, real, own)
        parts = points_of(grid, cell_model(grid, missing, settings.slip), times, noise, len(columns))
        for number, aggregation in enumerate(settings.means):
            within = np.flatnonzero(mean[columns] == number)
            weights = real.weights[:, own[Uncertainty.WEIGHTS][within]]
            points = [part.columns(within) for part in parts]
            keys[:, columns[within]] = keys_of(points, weights, aggregation, grid.unit)
    return keys


class _Chosen:
    """The random numbers of the realisations that a sample chose: of fillings where evidence is missing, else slips."""

    def __init__(self, grid: Grid, real: _Realisations, chosen: Mapping[Uncertainty, NDArray[np.intp]]) -> None:
        self._is_missing = grid.levels == Level.NO_EVIDENCE.value
        self._real, self._chosen = real, chosen

    def __call__(self, row: int) -> Bits:
        slips = self._real.slips[row][:, self._chosen[Uncertainty.LEVELS]]
        fillings = self._real.fillings[row][:, self._chosen[Uncertainty.MISSING]]
        bits: Bits = np.where(self._is_missing[row][:, None], fillings, slips)
        return bits


def _realisations(grid: Grid, method: ScoringMethod, settings: RobustnessSettings) -> _Realisations:
    block = RandomBlock(settings.seed, BLOCK, REALISATIONS)
    shape = (*grid.levels.shape, REALISATIONS)
    return _Realisations(
        weights=weights_of(block, method, settings),
        times=times_of(block, grid, settings),
        slips=block.bits(Uncertainty.LEVELS, *shape),
        fillings=block.bits(Uncertainty.MISSING, *shape),
    )


def _indices(sources: Sequence[Uncertainty], ranks: Ranks, seed: int) -> list[dict[Hashable, object]]:
    """Return the indices of one company's rank, one row a source; none where it never changes."""
    if np.ptp(ranks) == 0:
        return []
    found = sobol_indices(ranks.astype(float), len(sources), seed).round(DIGITS)
    found[["first_order", "total"]] = found[["first_order", "total"]].clip(0.0, 1.0)
    return found.assign(source=[source.value for source in sources]).to_dict("records")


def _no_noise(row: int) -> Bits:
    raise AssertionError(f"indicator {row} does not vary")
