"""The rules for rows, parts and versions against each other, each defined once; those for one row: `figure_rules`."""

from scorecard.reports.flags import ConformanceRule, FlagSeverity

_CONTRADICTION, _DEVIATION, _QUESTION = FlagSeverity.CONTRADICTION, FlagSeverity.DEVIATION, FlagSeverity.QUESTION

# --- categories and their sums ---------------------------------------------------------------------------------------

KEYWORDS_UNLIKE_CATEGORY = ConformanceRule(
    "keywords-unlike-category",
    "The rows of a category do not add up to it",
    "The number for all sub-categories is equal to the number of their category.",
    "I.7",
    _DEVIATION,
)
ITEMS_COUNTED_ONCE = ConformanceRule(
    "items-counted-once",
    "Rows have more items together than the row above them",
    "Double counts are omitted; a sum of items above the row above means that an item stands under several rows.",
    "I.7",
    _QUESTION,
)
ITEMS_COUNTED_ONCE = ConformanceRule(
    "items-counted-once",
    "Rows have more items together than the row above them",
    "Double counts are omitted; a sum of items above the row above means that an item stands under several rows.",
    "I.7",
    _QUESTION,
)
KEYWORDS_EMPTY = ConformanceRule(
    "keywords-empty",
    "A category has figures, none of its rows has",
    "The number for all sub-categories is equal to the number of their category.",
    "I.7",
    _DEVIATION,
)
CATEGORY_ZERO = ConformanceRule(
    "category-zero",
    "A category is 0, a row under it is not",
    "The number for all sub-categories is equal to the number of their category.",
    "I.7",
    _CONTRADICTION,
)
CATEGORY_BLANK = ConformanceRule(
    "category-blank",
    "A category has no figure, a row under it has",
    "The number for all sub-categories is equal to the number of their category.",
    "I.7",
    _DEVIATION,
)
TOTAL_UNLIKE_CATEGORIES = ConformanceRule(
    "total-unlike-categories",
    "The categories do not add up to the total",
    "The total row has all the entries, and double counts are omitted: each case stands under one category.",
    "I.7 and II.1",
    _DEVIATION,
)
TOTAL_ALONE = ConformanceRule(
    "total-alone",
    "Figures are given in total only",
    "Figures of parts 3 to 6 are categorised; what is zero in a category is 0.",
    "I.1 and I.7",
    _DEVIATION,
)
TOTAL_ALONE = ConformanceRule(
    "total-alone",
    "Figures are given in total only",
    "Figures of parts 3 to 6 are categorised; what is zero in a category is 0.",
    "I.1 and I.7",
    _DEVIATION,
)
TOTAL_BLANK = ConformanceRule(
    "total-blank",
    "The total is blank, other rows are not",
    "The total row has all the entries.",
    "II.1",
    _DEVIATION,
)

# --- rows ------------------------------------------------------------------------------------------------------------

UNKNOWN_CATEGORY = ConformanceRule(
    "unknown-category",
    "Figures stand under codes that are not the template's",
    "Categories and sub-categories have the template's codes; others stand under KEYWORD_OTHER, with a description.",
    "I.7",
    _DEVIATION,
)
CATEGORY_IN_WRONG_PART = ConformanceRule(
    "category-in-wrong-part",
    "Figures stand under a category that the part does not have",
    "Category 15 is for measures on the basis of the terms, 16 for orders, 17 for notices.",
    "II.1",
    _DEVIATION,
)
OTHER_WITHOUT_DESCRIPTION = ConformanceRule(
    "other-without-description",
    "Figures under “Other” have no description",
    "Any figure under KEYWORD_OTHER comes with a description of what is in it.",
    "I.7",
    _DEVIATION,
    needs_whole=True,
)
OTHER_DESCRIBED_ALIKE = ConformanceRule(
    "other-described-alike",
    "Two “Other” rows of a category have the same description",
    "No two KEYWORD_OTHER rows have the same description.",
    "I.7",
    _DEVIATION,
    needs_whole=True,
)
ROW_REPEATED = ConformanceRule(
    "row-repeated",
    "A row comes twice, with different figures",
    "A row of the template stands once.",
    "II.1",
    _DEVIATION,
)
SHARE_REPEATED = ConformanceRule(
    "share-repeated",
    "Several shares stand under the same name",
    "Separate rows for each system or kind of content say what they are about.",
    "II.1.6",
    _QUESTION,
)
PART_MISSING = ConformanceRule(
    "part-missing",
    "A part is missing",
    "A report has all parts of the template; without one of them it is incomplete.",
    "I.1",
    _DEVIATION,
    needs_whole=True,
)
PART_BLANK = ConformanceRule(
    "part-blank",
    "A part has no figure at all",
    "Where the result of a practice is zero, the value is 0; only rows that do not apply are left blank.",
    "I.1",
    _DEVIATION,
    needs_whole=True,
)
ROW_MISSING = ConformanceRule(
    "row-missing",
    "Rows of the template are missing",
    "Where the result of a practice is zero, the row says 0.",
    "I.1",
    _DEVIATION,
    needs_whole=True,
)

# --- periods ---------------------------------------------------------------------------------------------------------

PERIOD_NOT_PRESCRIBED = ConformanceRule(
    "period-not-prescribed",
    "The reporting period is not the prescribed one",
    "Very large platforms and search engines report each half-year, others each calendar year, after a transitional "
    "period that ends on 31 December 2025.",
    "I.3",
    _DEVIATION,
)
ROW_PERIOD_MISSING = ConformanceRule(
    "row-period-missing",
    "Rows do not say their period",
    "Every row says its reporting period.",
    "II.1.2 to II.1.8, column C",
    _DEVIATION,
    needs_whole=True,
)
ROW_PERIOD_PLACEHOLDER = ConformanceRule(
    "row-period-placeholder",
    "Rows have the template's filler instead of their period",
    "Every row says its reporting period.",
    "II.1.2 to II.1.8, column C",
    _DEVIATION,
)
ROW_PERIOD_IMPOSSIBLE = ConformanceRule(
    "row-period-impossible",
    "Rows have a period that does not exist",
    "A reporting period is written YYYY-MM-DD/YYYY-MM-DD, with days that exist.",
    "II.1.2, column C",
    _DEVIATION,
)
ROW_PERIOD_OTHER = ConformanceRule(
    "row-period-other",
    "Rows have another period than the report",
    "All rows of a report are about its period.",
    "II.1.2 to II.1.8, column C",
    _CONTRADICTION,
)

# --- rows on the subject of the call ---------------------------------------------------------------------------------

SUBJECT_UNDER_OTHER = ConformanceRule(
    "subject-under-other",
    "No figure in a row on the subject, but one under “Other”",
    "More specific categories take precedence over more generic ones; “Other” is no catch-all.",
    "I.7",
    _QUESTION,
)
DEEPFAKE_BLANK = ConformanceRule(
    "deepfake-blank",
    "The row on deepfakes is blank, its category is not",
    "Where the result of a practice is zero, the row says 0.",
    "I.1",
    _QUESTION,
)
INTIMATE_EMPTY = ConformanceRule(
    "intimate-empty",
    "No figure for intimate images, but many for cyber violence",
    "More specific categories take precedence over more generic ones.",
    "I.7",
    _QUESTION,
)
CHILD_ABUSE_EMPTY = ConformanceRule(
    "child-abuse-empty",
    "No figure for child sexual abuse material, but many for the protection of minors",
    "More specific categories take precedence over more generic ones.",
    "I.7",
    _QUESTION,
)
CHILD_ABUSE_IS_ALL = ConformanceRule(
    "child-abuse-is-all",
    "Child sexual abuse material is the whole of the protection of minors",
    "Each case stands under the sub-category that fits best.",
    "I.7",
    _QUESTION,
)

# --- between parts and versions --------------------------------------------------------------------------------------

AUTOMATED_UNLIKE_OWN_INITIATIVE = ConformanceRule(
    "automated-unlike-own-initiative",
    "Automated measures differ between part 8 and parts 5 and 6",
    "Part 8 counts measures processed solely by automated means, parts 5 and 6 those detected so; on own initiative "
    "both are about the same measures.",
    "II.1.4, column G, and II.1.6",
    _QUESTION,
)
NOTICES_UNLIKE_AUTOMATED = ConformanceRule(
    "notices-unlike-automated",
    "Notices differ between part 8 and part 4",
    "Notices processed solely by automated means and those not processed so are all notices, unless some were both.",
    "II.1.3, column F, and II.1.6",
    _QUESTION,
)
OWN_ABOVE_TOTAL = ConformanceRule(
    "own-above-total",
    "A part of the automated measures is more than all of them",
    "Measures on own initiative are part of all measures after orders, notices and on own initiative.",
    "II.1.6, column F",
    _CONTRADICTION,
)
RESTATED = ConformanceRule(
    "restated",
    "A corrected version was published",
    "An updated version is marked, and says what was changed and why.",
    "I.5",
    _QUESTION,
)
