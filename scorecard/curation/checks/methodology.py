"""Checks of the methodology file: that its lists, weights and bands fit together."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from scorecard.curation import rules
from scorecard.curation.checks.context import FIRST_DAY, Context, DatasetCheck
from scorecard.curation.documents import Place
from scorecard.curation.rules import Rule
from scorecard.errors import Problem
from scorecard.vocabulary import CHOICES, RESULT_COLUMNS, Level


def file_is_named_for_version(context: Context) -> Iterator[Problem]:
    """Yield a file that is not named for its version."""
    file = PurePath(context.data.methodology.document.file)
    if file.stem != context.methodology.version:
        message = f"the file {file.name} holds the version {context.methodology.version}"
        yield _problem(context, rules.FILE_NAME, ("version",), message)


def reference_date_is_past(context: Context) -> Iterator[Problem]:
    """Yield a reference date before 2000, or ahead of the clock."""
    reference = context.methodology.reference_date
    if reference is not None and reference.earliest < FIRST_DAY:
        yield _problem(context, rules.DATE_RANGE, ("reference_date",), f"{reference} is before 2000")
    elif reference is not None and reference.earliest > date.today():
        message = f"{reference} is after today, {date.today()}"
        yield _problem(context, rules.REFERENCE_AHEAD, ("reference_date",), message)


def roles_stand_once(context: Context) -> Iterator[Problem]:
    """Yield roles that an indicator names twice."""
    for index, indicator in enumerate(context.methodology.indicators):
        for position, role in enumerate(indicator.roles):
            if role in indicator.roles[:position]:
                place: Place = ("indicators", index, "roles", position)
                yield _problem(context, rules.DUPLICATE_ID, place, f"{indicator.id} names the role {role} twice")


def levels_have_values(context: Context) -> Iterator[Problem]:
    """Yield levels without a value they need, with one they must not have, or with one out of range."""
    levels = context.methodology.levels
    for level in Level:
        if level not in levels:
            yield _problem(context, rules.LEVEL_VALUES, ("levels",), f"the level {level} is missing")
            continue
        value, place = levels[level].value, ("levels", level.value, "value")
        if level.is_assessed and value is None:
            yield _problem(context, rules.LEVEL_VALUES, place, f"{level} has no value")
        elif not level.is_assessed and value is not None:
            yield _problem(context, rules.LEVEL_VALUES, place, f"{level} has a value but is left out of every mean")
        elif value is not None and not 0 <= value <= 1:
            yield _problem(context, rules.LEVEL_VALUES, place, f"{level} is worth {value}, outside 0 to 1")
    for lower, higher in ((Level.NOT_MET, Level.PARTIAL), (Level.PARTIAL, Level.MET)):
        worths = [levels[level].value if level in levels else None for level in (lower, higher)]
        if worths[0] is not None and worths[1] is not None and worths[0] > worths[1]:
            place = ("levels", lower.value, "value")
            yield _problem(context, rules.LEVEL_VALUES, place, f"{lower} is worth more than {higher}")


def weights_are_complete(context: Context) -> Iterator[Problem]:
    """Yield weights of unknown commitments, missing ones, and ones that are not above 0."""
    weights = context.methodology.rules.weights
    known = [commitment.id for commitment in context.methodology.commitments]
    for name, weight in weights.items():
        place = ("rules", "weights", name)
        if name not in known:
            yield _problem(context, rules.UNKNOWN_COMMITMENT, place, f"the methodology has no commitment {name!r}")
        if weight <= 0:
            yield _problem(context, rules.WEIGHTS, place, f"the weight {weight} is not above 0")
    for name in known:
        if weights and name not in weights:
            yield _problem(context, rules.WEIGHTS, ("rules", "weights"), f"the commitment {name} has no weight")


def bands_are_ordered(context: Context) -> Iterator[Problem]:
    """Yield bands that start out of range or at the same score, and a table that does not start at 0."""
    bands = context.methodology.rules.bands
    starts = [band.from_score for band in bands]
    for index, band in enumerate(bands):
        place = ("rules", "bands", index)
        if not 0 <= band.from_score <= 100:
            yield _problem(context, rules.BANDS, place, f"{band.id} starts at {band.from_score}, outside 0 to 100")
        if band.from_score in starts[:index]:
            yield _problem(context, rules.BANDS, place, f"{band.id} starts where another band does")
        if band.id in [other.id for other in bands[:index]]:
            yield _problem(context, rules.DUPLICATE_ID, place, f"the band {band.id} stands twice")
    if starts and min(starts) != 0:
        yield _problem(context, rules.BANDS, ("rules", "bands"), f"the lowest band starts at {min(starts)}, not at 0")


def ids_stand_once(context: Context) -> Iterator[Problem]:
    """Yield commitments and indicators whose id stands twice."""
    for key in ("commitments", "indicators"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(context.methodology, key)):
            if entry.id in seen:
                yield _problem(context, rules.DUPLICATE_ID, (key, index, "id"), f"the id {entry.id} stands twice")
            seen.add(entry.id)


def commitment_ids_are_free(context: Context) -> Iterator[Problem]:
    """Yield commitments whose id is the name of a column of the results, where their score has a column too."""
    for index, commitment in enumerate(context.methodology.commitments):
        if commitment.id in RESULT_COLUMNS:
            message = f"{commitment.id} is the name of a column of the results"
            yield _problem(context, rules.RESERVED_ID, ("commitments", index, "id"), message)


def ids_are_no_choices(context: Context) -> Iterator[Problem]:
    """Yield ids that an address would take for a choice, such as all."""
    methodology = context.methodology
    named: list[tuple[Place, str]] = [
        *((("roles", role), role) for role in methodology.roles),
        *((("peer_groups", group), group) for group in methodology.peer_groups),
        *((("commitments", index, "id"), one.id) for index, one in enumerate(methodology.commitments)),
        *((("indicators", index, "id"), one.id) for index, one in enumerate(methodology.indicators)),
        *((("rules", "bands", index, "id"), band.id) for index, band in enumerate(methodology.rules.bands)),
    ]
    for place, name in named:
        if name.casefold() in CHOICES:
            yield _problem(context, rules.RESERVED_ID, place, f"{name} stands for a choice in an address")


def indicators_fit(context: Context) -> Iterator[Problem]:
    """Yield indicators of an unknown commitment or role."""
    known = {commitment.id for commitment in context.methodology.commitments}
    for index, indicator in enumerate(context.methodology.indicators):
        place: Place = ("indicators", index)
        if indicator.commitment not in known:
            message = f"the methodology has no commitment {indicator.commitment!r}"
            yield _problem(context, rules.UNKNOWN_COMMITMENT, (*place, "commitment"), message)
        for role_index, role in enumerate(indicator.roles):
            if role not in context.methodology.roles:
                message = f"the methodology has no role {role!r}"
                yield _problem(context, rules.UNKNOWN_ROLE, (*place, "roles", role_index), message)


def commitments_have_indicators(context: Context) -> Iterator[Problem]:
    """Yield commitments that no indicator asks about."""
    asked = {indicator.commitment for indicator in context.methodology.indicators}
    for index, commitment in enumerate(context.methodology.commitments):
        if commitment.id not in asked:
            message = f"no indicator asks about {commitment.id}"
            yield _problem(context, rules.EMPTY_COMMITMENT, ("commitments", index, "id"), message)


def _problem(context: Context, rule: Rule, place: Place, message: str) -> Problem:
    return context.data.methodology.document.problem(rule, place, message)


CHECKS: tuple[DatasetCheck, ...] = (
    file_is_named_for_version,
    levels_have_values,
    weights_are_complete,
    bands_are_ordered,
    ids_stand_once,
    roles_stand_once,
    reference_date_is_past,
    commitment_ids_are_free,
    ids_are_no_choices,
    indicators_fit,
    commitments_have_indicators,
)
