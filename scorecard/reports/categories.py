"""The categories of the EU template: what they are called, what they stand under, in which parts they stand.

The list is Part 2 of Annex I to Commission Implementing Regulation (EU) 2024/2835; it stands in ``categories.csv``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TOTAL = "TOTAL"
OTHER = "KEYWORD_OTHER"
HIGH_LEVEL = "STATEMENT_CATEGORY_"
KEYWORD = "KEYWORD_"

# High-level categories that stand in one part only, by Annex II, part II, section 1.
_ONLY_IN_PART = {
    "STATEMENT_CATEGORY_OTHER_VIOLATION_TC": 6,
    "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER": 3,
    "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE": 4,
}
PARTS_BY_CATEGORY = (3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the template's list.

    Attributes:
        label: number in the list, such as ``3e``; empty for the total.
        code: code in the files; `OTHER` stands under every high-level category.
        parent: code of the high-level category above it; empty for these themselves and the total.
        description: the template's wording.
    """

    label: str
    code: str
    parent: str
    description: str

    @property
    def is_keyword(self) -> bool:
        """Whether it is a sub-category."""
        return bool(self.parent)

    def stands_in(self, part: int) -> bool:
        """Return whether a part of the template has this row."""
        return _ONLY_IN_PART.get(self.parent or self.code, part) == part and part in PARTS_BY_CATEGORY


@cache
def categories() -> tuple[Category, ...]:
    """Return all categories in the template's order."""
    with files("scorecard.reports").joinpath("categories.csv").open(encoding="utf-8") as file:
        return tuple(Category(**row) for row in csv.DictReader(file))


@cache
def by_code() -> dict[str, Category]:
    """Return the categories by code, without `OTHER`, which stands many times."""
    return {category.code: category for category in categories() if category.code != OTHER}


def parent_of(code: str) -> str:
    """Return the high-level category of a keyword that has only one; empty for anything else."""
    category = by_code().get(code)
    return category.parent if category else ""


# Rows on the subject of the call: intimate imagery without consent, real or synthetic, and child sexual abuse material.
INTIMATE = ("KEYWORD_NON_CONSENSUAL_IMAGE_SHARING", "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN")
DEEPFAKE = ("KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE", "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN")
CHILD_ABUSE = ("KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL",)
CHILD_ABUSE_DEEPFAKE = ("KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE",)
SYNTHETIC = DEEPFAKE + CHILD_ABUSE_DEEPFAKE
SUBJECT_KEYWORDS = INTIMATE + DEEPFAKE + CHILD_ABUSE + CHILD_ABUSE_DEEPFAKE
SUBJECT_PARENTS = (
    "STATEMENT_CATEGORY_CYBER_VIOLENCE",
    "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN",
    "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
)
# What is published of each report: its totals, and the rows on the subject under their high-level category.
SUBJECT = (
    TOTAL,
    SUBJECT_PARENTS[0],
    INTIMATE[0],
    DEEPFAKE[0],
    SUBJECT_PARENTS[1],
    INTIMATE[1],
    DEEPFAKE[1],
    SUBJECT_PARENTS[2],
    *CHILD_ABUSE,
    *CHILD_ABUSE_DEEPFAKE,
)

# How the rows on the subject are called on pages, where the template's wording is too long.
SHORT_NAMES = {
    TOTAL: "All categories",
    SUBJECT_PARENTS[0]: "Cyber violence",
    INTIMATE[0]: "Intimate images without consent",
    DEEPFAKE[0]: "Deepfakes without consent",
    SUBJECT_PARENTS[1]: "Cyber violence against women",
    INTIMATE[1]: "Intimate images without consent, of women",
    DEEPFAKE[1]: "Deepfakes without consent, of women",
    SUBJECT_PARENTS[2]: "Protection of minors",
    CHILD_ABUSE[0]: "Child sexual abuse material",
    CHILD_ABUSE_DEEPFAKE[0]: "Child sexual abuse material, deepfake",
}
