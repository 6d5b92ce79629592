"""Questions about all evidence at once: what matches, how old it is, who says it, and the table to take away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from scorecard.numbers import counted
from scorecard.queries.explorer import NOT_STATED, UNDATED, Explorer, Places, explorer_of
from scorecard.queries.method import release
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import to_csv, to_json
from scorecard.vocabulary import Lane

LICENCE = "CC BY 4.0"
_YEARS_SHOWN = 7
_LETTERS_OF_HASH = 10

# Columns of the table to take away that have another name in the explorer.
_RENAMED = {
    "url": "source_url",
    "kind": "source_kind",
    "tier_words": "seen_as",
    "first_seen": "wording_first_seen",
}
_PUBLISHED = """
    company_id company commitment_id commitment indicator_id indicator level confidence rationale
    stance finding service source_id publisher source_title source_url published source_kind lane
    tier seen_as seen_via copy_of_publisher copy_of_url locator section wording_first_seen archive_url
    clause_status clause_checked_to
""".split()


@dataclass(frozen=True)
class EvidenceChoice:
    """What somebody looks for: words, and ids of each facet, of which a finding needs one; none leaves it open."""

    words: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)  # a mapping has none

    @property
    def is_open(self) -> bool:
        """Whether every finding fits."""
        return not self.words and not any(self.facets.values())


@kept
def explorer(tables: Tables) -> Explorer:
    """Return all evidence, ready to be searched."""
    return explorer_of(tables)


@kept
def evidence_count(tables: Tables) -> int:
    """Return the number of all findings."""
    return len(explorer(tables).rows)


@kept
def evidence_facets(tables: Tables) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the name of each facet of all evidence, by its id, and the labels of its ids with their findings."""
    return {
        facet_id: (
            facet.name,
            {option: f"{label} ({facet.counts[option]:,})" for option, label in facet.labels.items()},
        )
        for facet_id, facet in explorer(tables).facets.items()
    }


@kept
def find_evidence(tables: Tables, choice: EvidenceChoice, order: str) -> Places:
    """Return the places of all findings that fit a choice, in one of the `EVIDENCE_ORDERS`.

    `newest` has the latest date of publication first and undated sources last; a source dated to the year or the
    month alone comes after those dated within it. Equal ones stand by company, indicator and position.
    """
    return explorer(tables).places(choice.words, choice.facets, order)


def evidence_rows(tables: Tables, places: Places) -> pd.DataFrame:
    """Return the findings at some places, with the columns of `Explorer.rows`."""
    return explorer(tables).rows.iloc[places]


def evidence_choice_in_words(tables: Tables, choice: EvidenceChoice) -> list[tuple[str, list[str]]]:
    """Return the search and each facet in use with what was chosen: ``("Company", ["Meta", "Snap"])``."""
    facets = explorer(tables).facets
    used = [(facets[key].name, [facets[key].labels[option] for option in ids]) for key, ids in choice.facets.items()]
    return [("Search", [choice.words])] * bool(choice.words) + [(name, labels) for name, labels in used if labels]


def evidence_finding(tables: Tables, choice: EvidenceChoice, places: Places) -> str:
    """Return how many findings fit a choice, at least one, and how many of them come from outside, for a title."""
    rows, total, count = explorer(tables).rows, evidence_count(tables), len(places)
    outside = int((rows["lane"].to_numpy()[places] == Lane.FOUND).sum())
    if choice.is_open:
        sources = rows["source_id"].nunique()
        give = "gives" if sources == 1 else "give"
        begin = f"{counted(sources, 'source')} {give} {counted(total, 'finding')}"
    elif count == total:
        begin = f"All {total:,} findings match" if total > 1 else "The one finding matches"
    else:
        begin = f"{count:,} of {total:,} findings {'matches' if count == 1 else 'match'}"
    return f"{begin}; {_how_many(outside, count)} from {Lane.FOUND.meaning}"


def evidence_by_year(tables: Tables, places: Places) -> pd.DataFrame:
    """Return how many findings at some places rest on sources of each year.

    Columns: `year` (``2026``; the latest seven, then one for all that is older, ``2019 or older``, and ``undated``,
    both only where there are any; earliest first), and one a lane, named by its id, with its number of findings.
    """
    rows, lanes = explorer(tables).rows, [lane.value for lane in Lane]
    found = Counter(zip(rows["year"].to_numpy()[places], rows["lane"].to_numpy()[places], strict=True))
    years = sorted({int(year) for year, _ in found if year != UNDATED})
    first = max(years[-1] - _YEARS_SHOWN + 1, years[0]) if years else 0
    counts: dict[str, Counter[str]] = {f"{first - 1} or older": Counter()} if years and years[0] < first else {}
    counts |= {str(year): Counter() for year in (range(first, years[-1] + 1) if years else ())}
    for (year, lane), count in sorted(found.items()):
        label = year if year == UNDATED or int(year) >= first else f"{first - 1} or older"
        counts.setdefault(label, Counter())[lane] += count
    return pd.DataFrame([{"year": year} | {lane: count[lane] for lane in lanes} for year, count in counts.items()])


def evidence_table(tables: Tables, places: Places) -> pd.DataFrame:
    """Return the findings at some places as a table to take away, one row a finding, in their order.

    Columns:
        `company_id`, `company` (name), `commitment_id`, `commitment` (title), `indicator_id`, `indicator` (title): what
        the finding is about. `level` (met, partial, not_met, no_evidence, not_applicable), `confidence` (high, medium,
        low, or missing) and `rationale`: the assessment that it belongs to. `stance` (supports, contradicts, context),
        `finding` (in our own words), `service` (where it concerns one). `source_id`, `publisher`, `source_title`,
        `source_url`, `published` (year, month or day; missing where the source gives none), `source_kind`, `lane`
        (said, did, found: who speaks), `tier` and `seen_as` (the same in words: what was seen of the source),
        `seen_via`, `copy_of_publisher` and `copy_of_url` (of a copy's original). `locator` (text that occurs literally
        in the archived version or data set), `section`, `wording_first_seen` (first archived date of the wording),
        `archive_url` (the version in a public archive). `clause_status` (whether the locator was found in that version
        and what became of it: still_there, reworded, gone, untracked, never_there, no_version, not_checked; missing
        without a locator or version) and `clause_checked_to` (how far the archive was read for that). `attribution`
        (how to name us, with the state of the data) and `licence`, which covers our findings, levels and rationales;
        titles and locators are quoted from documents that remain their publishers'.
    """
    rows = evidence_rows(tables, places).rename(columns=_RENAMED)[_PUBLISHED]
    stated = rows["confidence"].where(rows["confidence"] != NOT_STATED)
    return rows.assign(confidence=stated, attribution=_attribution(tables), licence=LICENCE).reset_index(drop=True)


def evidence_file(tables: Tables, places: Places, ending: str) -> bytes:
    """Return `evidence_table` as a file: ``csv`` or ``json``.

    The CSV begins with a byte order mark, without which spreadsheets read accents and dashes wrongly; pandas and R's
    readr skip it. Text that a spreadsheet would run as a formula gets a leading apostrophe there, see
    `tabular.to_csv`. JSON has neither.
    """
    table = evidence_table(tables, places)
    return to_json(table).encode() if ending == "json" else to_csv(table).encode("utf-8-sig")


def evidence_file_name(tables: Tables, places: Places, ending: str) -> str:
    """Return a name for a file of `evidence_table`: ``pledgewatch-evidence-142-of-1470-2026.11.csv``."""
    given = release(tables)
    state = given["release_id"] if given["is_frozen"] else f"{given['release_id']}-{_short_hash(tables)}"
    return f"pledgewatch-evidence-{len(places)}-of-{evidence_count(tables)}-{state}.{ending}"


def _attribution(tables: Tables) -> str:
    given = release(tables)
    state = f"release {given['release_id']}" if given["is_frozen"] else "working data, not a frozen release"
    return (
        f"Pledgewatch, method {given['methodology_version']}, coded up to {given['coded_on']}, {state}, "
        f"content {_short_hash(tables)}"
    )


def _short_hash(tables: Tables) -> str:
    return str(release(tables)["content_hash"])[:_LETTERS_OF_HASH]


def _how_many(part: int, whole: int) -> str:
    """Return how many of some findings come from somewhere: ``61 of them come``, ``none of them comes``."""
    if whole == 1:
        return "it comes" if part else "it does not come"
    if part == whole:
        return "both of them come" if whole == 2 else "all of them come"
    return {0: "none of them comes", 1: "1 of them comes"}.get(part, f"{part:,} of them come")
