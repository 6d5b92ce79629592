"""The rules for single figures and for figures of one row, each defined once; those for several rows: `table_rules`.

What the regulation says outright makes a deviation; figures that exclude each other make a contradiction, whoever is
right; what may be so but cannot be told from the figures makes a question.
"""

from scorecard.reports.flags import ConformanceRule, FlagSeverity

_CONTRADICTION, _DEVIATION, _QUESTION = FlagSeverity.CONTRADICTION, FlagSeverity.DEVIATION, FlagSeverity.QUESTION

# --- single figures --------------------------------------------------------------------------------------------------

UNREADABLE_FIGURE = ConformanceRule(
    "unreadable-figure",
    "A cell holds something else than a figure",
    "Counts are whole numbers, times are hours, shares are numbers from 0 to 1.",
    "I.4",
    _DEVIATION,
)
NEGATIVE_FIGURE = ConformanceRule(
    "negative-figure",
    "A count or a time is below 0",
    "Counts and times are 0 or more.",
    "I.4",
    _CONTRADICTION,
)
FRACTIONAL_COUNT = ConformanceRule(
    "fractional-count",
    "A count is not a whole number",
    "Counts are whole numbers; only full-time equivalents may have decimals.",
    "I.4",
    _DEVIATION,
)
SHARE_SCALE = ConformanceRule(
    "share-scale",
    "A share is above 1 and has no percent sign",
    "Shares are numbers from 0 to 1.",
    "I.4",
    _DEVIATION,
)
SHARE_IMPOSSIBLE = ConformanceRule(
    "share-impossible",
    "A share is below 0 or above 100 %",
    "Shares are numbers from 0 to 1.",
    "I.4",
    _CONTRADICTION,
)
SHARE_MIXED = ConformanceRule(
    "share-mixed",
    "Shares are given on more than one scale",
    "All shares of a report are numbers from 0 to 1.",
    "I.4",
    _DEVIATION,
)
SHARE_OF_NOTHING = ConformanceRule(
    "share-of-nothing",
    "A share of 0 is given where nothing was automated",
    "Accuracy, precision and recall describe what automated means did; without any there is nothing to measure.",
    "II.1.6, column G",
    _QUESTION,
)
SHARE_ZERO = ConformanceRule(
    "share-zero",
    "A share is 0 although automated means were used",
    "Accuracy, precision and recall of 0 mean that automated means were never right.",
    "II.1.6, column G",
    _QUESTION,
)

# --- own measures: figures of one row --------------------------------------------------------------------------------

AUTOMATED_ABOVE_MEASURES = ConformanceRule(
    "automated-above-measures",
    "More measures after automated detection than measures",
    "Measures after solely automated detection are part of all own measures.",
    "II.1.4, columns F and G",
    _CONTRADICTION,
)
RESTRICTION_ABOVE_MEASURES = ConformanceRule(
    "restriction-above-measures",
    "More measures with one kind of restriction than measures",
    "The measures that led to one kind of restriction are part of all own measures.",
    "II.1.4, columns F and H to U",
    _CONTRADICTION,
)
RESTRICTIONS_ABOVE_MEASURES = ConformanceRule(
    "restrictions-above-measures",
    "The kinds of restriction add up to more than the measures",
    "Each own measure stands under the restriction it led to; a sum above all measures means that some led to several.",
    "II.1.4, columns F and H to U",
    _QUESTION,
)
RESTRICTIONS_BELOW_MEASURES = ConformanceRule(
    "restrictions-below-measures",
    "The kinds of restriction add up to less than the measures",
    "Each own measure led to a restriction; every kind has a column.",
    "II.1.4, columns F and H to U",
    _QUESTION,
)
RESTRICTION_REPEATED = ConformanceRule(
    "restriction-repeated",
    "The same figure stands under two kinds of restriction",
    "A measure with two restrictions is one measure.",
    "II.1.4, columns F and H to U",
    _QUESTION,
)
FIGURE_REPEATED = ConformanceRule(
    "figure-repeated",
    "The same large figure stands in unlike rows",
    "Double counts are omitted: each case stands under the category that fits best.",
    "I.7",
    _QUESTION,
)

# --- notices: figures of one row -------------------------------------------------------------------------------------

TRUSTED_ABOVE_ALL = ConformanceRule(
    "trusted-above-all",
    "More from trusted flaggers than from everybody",
    "Notices, items and actions of trusted flaggers are part of all notices, items and actions.",
    "II.1.3, columns F to O",
    _CONTRADICTION,
)
NOTICES_WITHOUT_ITEMS = ConformanceRule(
    "notices-without-items",
    "Notices are given, the items in them are not",
    "A notice points to at least one item.",
    "II.1.3, columns F and H",
    _DEVIATION,
)
ITEMS_BELOW_NOTICES = ConformanceRule(
    "items-below-notices",
    "Fewer items than notices",
    "A notice points to at least one item, and notices of one item count one by one; fewer items than notices mean "
    "that items were counted once.",
    "II.1.3, columns F to I",
    _QUESTION,
)
ACTIONS_ABOVE_ITEMS = ConformanceRule(
    "actions-above-items",
    "More actions than items in notices",
    "Actions are taken on items that notices point to; more actions than items mean several on one item, or on others.",
    "II.1.3, columns H, L and N",
    _QUESTION,
)

# --- times -----------------------------------------------------------------------------------------------------------

TIME_IS_COUNT = ConformanceRule(
    "time-is-count",
    "A median time is the same figure as a count beside it",
    "Median times are hours.",
    "I.4",
    _QUESTION,
)
TIME_BEYOND_TWO_YEARS = ConformanceRule(
    "time-beyond-two-years",
    "A median time is longer than two years",
    "Median times are hours; the duty to act on notices and orders exists since 2024.",
    "I.4",
    _DEVIATION,
)
TIME_BEYOND_PERIOD = ConformanceRule(
    "time-beyond-period",
    "A median time is longer than the reporting period",
    "Median times are hours, of what was received or decided in the period.",
    "I.4",
    _QUESTION,
)
TIME_UNLIKE_OTHERS = ConformanceRule(
    "time-unlike-others",
    "A median time is of another order than those around it",
    "Median times are hours in all rows.",
    "I.4",
    _QUESTION,
)
TIME_OF_NOTHING = ConformanceRule(
    "time-of-nothing",
    "A median time is given where nothing was counted",
    "A median time is that of the notices, orders or complaints counted in the same row.",
    "II.1.2 to II.1.5",
    _QUESTION,
)
