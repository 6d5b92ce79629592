"""From what publishers wrote to the template's own words: headings, codes, scopes, indicators, names of sheets.

Columns are found by their heading, never by their place. Headings are compared without regard to case, line breaks,
repeated blanks and the kind of quotation marks; what is known beyond the template's wording was seen in published
files.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from scorecard.reports import categories, template
from scorecard.reports.template import PART

LONGEST_HEADING = 400  # characters; contextual information on a measure has some 170
IGNORED = ""  # a column that is known and holds no figure

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " "})

# Headings seen in published files that differ from the template's by more than case and blanks.
_SEEN = {
    "berichtszeitraum": "period",
    "période couverte par le rapport": "period",
    "υπηρεσία": "service",
    "median time to take action (reports) (in hour)": "action_hours",
    "category label": IGNORED,
    "original_index": IGNORED,
}
_STARTS = {
    'description of the sub-category "other"': "description",
    "description of the sub-category": "description",
    "category of i": "category",
    "contextual information": "context",
}


def plain(text: str) -> str:
    """Return a wording as it is compared."""
    return " ".join(text.translate(_QUOTES).split()).casefold()


@cache
def _headings(part: int) -> dict[str, str]:
    names = {plain(wording): name for name, wording in PART[part].keys}
    if PART[part].has_columns:
        names |= {plain(measure.wording): measure.id for measure in PART[part].measures}
    return names | _SEEN


@lru_cache(maxsize=10_000)
def column_of(heading: str, part: int) -> str | None:
    """Return our name of a column by its heading; `IGNORED` for known ones without figures, None for others.

    All columns of contextual information are called ``context``.
    """
    text = plain(heading)
    if text in _headings(part):
        return _headings(part)[text]
    return next((name for start, name in _STARTS.items() if text.startswith(start)), None)


def count_headings(row: list[str]) -> int:
    """Return how many cells of a row are headings of the template, of whatever part."""
    texts = {plain(text) for text in row if text.strip() and len(text) < LONGEST_HEADING}
    starts = sum(text.startswith(tuple(_STARTS)) for text in texts)
    return len(texts & _all_headings()) + starts


@cache
def _all_headings() -> frozenset[str]:
    return frozenset(text for part in PART for text in _headings(part))


@cache
def _indicators(part: int) -> dict[str, str]:
    return {plain(measure.wording): measure.id for measure in PART[part].measures}


@lru_cache(maxsize=10_000)
def measure_of(indicator: str, part: int) -> str:
    """Return the measure that a row of parts 7 to 10 is about; the published words for one that is not the template's.

    ``Accuracy - Image`` is accuracy with a part of its own: see `detail_of`.
    """
    text = plain(indicator)
    known = _indicators(part)
    if text in known:
        return known[text]
    for wording, measure_id in known.items():
        name = wording.rsplit(" - ", 1)[-1]
        if text.startswith((f"{wording} -", f"{name} -")):
            return measure_id
    return " ".join(indicator.split())


def detail_of(indicator: str, part: int) -> str:
    """Return what an indicator adds to the template's wording, such as ``Accuracy - Image``; usually empty."""
    text = plain(indicator)
    return "" if text in _indicators(part) else " ".join(indicator.split())


_SCOPES = {
    plain(scope): scope
    for scope in (
        template.TOTAL_NUMBER,
        template.OWN_INITIATIVE,
        template.MEDIAN_TIME,
        template.OUTCOMES_IMPLEMENTED,
        "NAM Total",
        "NAM Trusted Flagger",
        "Decisions upheld",
        "Decisions reversed",
        "Decisions partially reversed",
        "Decision omitted",
    )
} | {"own initiative": template.OWN_INITIATIVE, "decisions omitted": "Decision omitted"}
_OLD_CODES = {"iw": "he", "EL": "GR"}  # one code for one language or country
_PLACEHOLDER = re.compile(r"\[.*\]|.*,\s*\[.*\]\s*,.*")


@lru_cache(maxsize=10_000)
def scope_of(text: str, part: int) -> str:
    """Return a scope in the template's words, in whatever case it was written; languages and countries as codes."""
    scope = " ".join(text.split())
    known = _SCOPES.get(plain(scope))
    if plain(scope) in ("total", "total number"):
        return template.TOTAL_NUMBER if part in (7, 8, 9) else categories.TOTAL
    if known:
        return known
    return _OLD_CODES.get(scope, scope)


_FILLER = re.compile(r'text to detail the "other" keyword\.?|texte pour préciser le mot-clé "autre"\s*\.?')


@lru_cache(maxsize=10_000)
def is_filler(description: str) -> bool:
    """Return whether a description is the template's own, left in."""
    return bool(_FILLER.fullmatch(plain(description)))


def is_placeholder(scope: str) -> bool:
    """Return whether a scope is the template's own filler, such as ``[...]`` or ``AT, […], SE``."""
    return bool(_PLACEHOLDER.fullmatch(scope.strip()))


@lru_cache(maxsize=10_000)
def code_of(text: str) -> str:
    """Return a category's code without stray blanks and in capitals; a code that lacks its prefix gets it."""
    code = re.sub(r"\s+", "", text).upper()
    if code in categories.by_code() or code.startswith((categories.KEYWORD, categories.HIGH_LEVEL)):
        return code
    prefixed = f"{categories.KEYWORD}{code}"
    return prefixed if prefixed in categories.by_code() else " ".join(text.split())


class SheetName(NamedTuple):
    """What the name of a file or sheet says.

    Attributes:
        part: part of the template; None where the name does not say.
        surface: what of the service the file is about, such as ``Ads``; empty for all of it.
        version: 1, more for a corrected one.
        by_number: whether the part stands there as a number alone, which could as well be a day or a sheet's place.
    """

    part: int | None
    surface: str
    version: int
    by_number: bool = False


_STEMS = (
    (5, r"own initiative illegal"),
    (6, r"own initiative (?:tc|t c)"),
    (10, r"amar"),
    (8, r"automated means"),
    (9, r"human resources"),
    (7, r"appeals(?: and recidivism)?|recidivism"),
    (11, r"qualitative"),
    (3, r"member states?(?: orders?)?"),
    (4, r"notices"),
    (1, r"summary"),
    (2, r"categor(?:y|ies) names|categories"),
)
_STEM = {
    part: re.compile(rf"(?:^| )(?:part )?(?P<number>1[01]|[1-9])? ?(?:article 16 )?(?:{stem})(?= |$)")
    for part, stem in _STEMS
}
_NUMBERED = re.compile(r"(?:^|(?<= ))(?:part )?(1[01]|[1-9])(?= |$)")
_VERSION = re.compile(r"\b(?:version|v) ?([2-9])\b|\b(corrected|updated|revised|amended)\b")
_LEVEL = re.compile(r"([a-z]+) l(?:e)?v(?:e)?l\b.*")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# What stands behind a stem and says nothing of the service: dates, and words for the file itself.
_BESIDE = re.compile(
    rf"\b(?:(?:[0-9]{{1,2}} )?(?:{_MONTH})(?: [0-9]{{1,2}})?(?: 20[0-9]{{2}})?|20[0-9]{{2}}(?: [0-9]{{2}}){{0,2}}|"
    r"[hq][1-4]|final|copy|kopie|core|all|en|eu|dsa|report)\b"
)


def sheet_name(name: str) -> SheetName:
    """Return what a name such as ``6_own_initiative_TC_Ads.csv`` says."""
    text = name.casefold()
    while re.search(r"\.(csv|tsv|txt|xlsx|xlsm|xls|ods)$", text):
        text = text.rsplit(".", 1)[0]
    text = " ".join(re.sub(r"[^0-9a-z]+", " ", text).split())
    found = _VERSION.search(text)
    version = 1 if found is None else int(found[1] or 2)
    text = " ".join(_VERSION.sub(" ", text).split())
    stems = [(part, match) for part, stem in _STEM.items() for match in stem.finditer(text)]
    if stems:
        # With the number of its part before it, a stem is surely meant; another word may stand in a title.
        order = list(_STEM)
        part, _ = max(stems, key=lambda entry: (entry[1]["number"] == str(entry[0]), -order.index(entry[0])))
        last = [match for other, match in stems if other == part][-1]
        return SheetName(part, _surface(text[last.end() :].strip()), version)
    numbers = _NUMBERED.findall(text.rsplit(" dsa ", 1)[-1])
    by_number = len(numbers) == 1
    return SheetName(int(numbers[0]) if by_number else None, "", version, by_number)


def sheet_in_book(name: str, book: str) -> SheetName:
    """Return what the name of a sheet says, and that of its workbook where the sheet's says nothing of it."""
    sheet, whole = sheet_name(name), sheet_name(book)
    said = sheet if sheet.part else whole
    return said._replace(version=max(sheet.version, whole.version))


def _surface(rest: str) -> str:
    if rest.startswith("partner feed"):
        return next((f"Partner feed ({level})" for level in ("domain", "item") if level in rest), "Partner feed")
    if level := _LEVEL.fullmatch(rest):
        return f"{level[1].capitalize()}-level"
    words = " ".join(_BESIDE.sub(" ", rest).split())
    return "" if words.isdigit() else words.capitalize()
