"""The explorer of evidence: search, filters, orders and files, each against a slow and obvious calculation."""

import io
import itertools
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scorecard import queries, settings
from scorecard.charts import evidence as evidence_chart
from scorecard.charts.theme import Scheme
from scorecard.queries.evidence import evidence_table
from scorecard.queries.sources import publisher_ids
from scorecard.queries.wording import folded, marked, searchable, terms
from scorecard.ui import html
from scorecard.vocabulary import Lane, SourceKind
from tests.unit.test_ui import contrast

Choice = queries.EvidenceChoice
TABLES = queries.from_data(settings.ROOT / "data")[0]
ORDERS = list(queries.EVIDENCE_ORDERS)


def by_key(name: str, *keys: str) -> dict[Any, dict[str, Any]]:
    rows = queries.rows_of(TABLES[name])
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows}


def slow_rows() -> list[dict[str, Any]]:
    """Every piece of evidence with what belongs to it, looked up one by one."""
    companies, indicators = by_key("company", "company_id"), by_key("indicator", "indicator_id")
    assessments, sources = by_key("assessment", "company_id", "indicator_id"), by_key("source", "source_id")
    archived = by_key("archived_version", "source_id")
    rows = []
    for evidence in queries.rows_of(TABLES["evidence"]):
        source = sources[evidence["source_id"]]
        indicator = indicators[evidence["indicator_id"]]
        assessment = assessments[evidence["company_id"], evidence["indicator_id"]]
        company = companies[evidence["company_id"]]
        rows.append(
            {
                "evidence": evidence,
                "key": (evidence["company_id"], evidence["indicator_id"], evidence["position"]),
                "published": source["published"],
                "place": (company["name"].casefold(), indicator["position"], evidence["position"]),
                "texts": [
                    *(evidence[name] for name in ("finding", "service", "locator", "section")),
                    *(source["title"], source["publisher"], assessment["rationale"], company["name"]),
                    *(indicator["indicator_id"], indicator["title"]),
                ],
                "publisher": source["publisher"],
                "ids": {
                    "company": evidence["company_id"],
                    "commitment": indicator["commitment_id"],
                    "indicator": evidence["indicator_id"],
                    "stance": evidence["stance"],
                    "lane": SourceKind(source["kind"]).lane.value,
                    "kind": source["kind"],
                    "tier": source["tier"],
                    "year": source["published"][:4] if source["published"] else "undated",
                    "archived": "yes" if evidence["source_id"] in archived else "no",
                    "confidence": assessment["confidence"] or "none",
                },
            }
        )
    ids = publisher_ids({row["publisher"] for row in rows})
    for row in rows:
        row["ids"]["publisher"] = ids[row["publisher"]]
    return rows


def slow_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return ["".join(group) for is_word, group in itertools.groupby(plain, str.isalnum) if is_word]


def slow_terms(words: str) -> list[list[str]]:
    """Quoted parts and single words, each as its words."""
    found = [slow_words(part) for part in re.findall(r'"([^"]*)"', words)]
    found += [slow_words(part) for part in re.sub(r'"[^"]*"', " ", words).split()]
    return [term for term in found if term]


def slow_has(text: str | None, term: list[str]) -> bool:
    there = slow_words(text or "")
    for start in range(len(there) - len(term) + 1):
        part = there[start : start + len(term)]
        if part[:-1] == term[:-1] and part[-1].startswith(term[-1]):
            return True
    return False


ROWS = slow_rows()
VOCABULARY = sorted({word for row in ROWS for text in row["texts"] for word in (text or "").split()})
KNOWN = {facet: list(labels) for facet, (_, labels) in queries.evidence_facets(TABLES).items()}


def slow_found(words: str, facets: dict[str, Sequence[str]]) -> set[tuple[str, str, int]]:
    wanted = slow_terms(words)
    found = set()
    for row in ROWS:
        fits = all(not ids or row["ids"][facet] in ids for facet, ids in facets.items())
        if fits and all(any(slow_has(text, term) for text in row["texts"]) for term in wanted):
            found.add(row["key"])
    return found


def keys_found(words: str, facets: dict[str, Sequence[str]], order: str = "newest") -> list[tuple[str, str, int]]:
    places = queries.find_evidence(TABLES, Choice(words, facets), order)
    rows = queries.evidence_rows(TABLES, places)
    return list(rows[["company_id", "indicator_id", "position"]].itertuples(index=False, name=None))


one_word = st.sampled_from(VOCABULARY).flatmap(
    lambda word: st.sampled_from([word, word.upper(), word[: max(len(word) // 2, 1)], word[1:]])
)
phrase = st.sampled_from([text for row in ROWS for text in row["texts"] if text and '"' not in text]).flatmap(
    lambda text: st.integers(0, len(text)).map(lambda start: f'"{text[start : start + 24]}"')
)
typed = (
    st.lists(one_word | phrase | st.text(max_size=4), max_size=3).map(" ".join).filter(lambda t: t.count('"') % 2 == 0)
)
chosen = st.fixed_dictionaries(
    {}, optional={facet: st.lists(st.sampled_from(ids), max_size=3) for facet, ids in KNOWN.items()}
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(words=typed, facets=chosen, order=st.sampled_from(ORDERS))
@example(words='"hash matching" ncmec', facets={"stance": ["supports"]}, order="newest")
@example(words="NÚCLEO", facets={}, order="company")
def test_search_and_filters_find_what_a_slow_loop_finds(words: str, facets: dict[str, list[str]], order: str) -> None:
    found = keys_found(words, dict(facets), order)
    assert len(found) == len(set(found))
    assert set(found) == slow_found(words.translate(str.maketrans("“”„«»", '"' * 5)), dict(facets))


@pytest.mark.parametrize("facet", list(KNOWN))
def test_each_id_of_a_facet_finds_its_findings_and_its_label_counts_them(facet: str) -> None:
    _, labels = queries.evidence_facets(TABLES)[facet]
    seen = 0
    for option, label in labels.items():
        expected = {row["key"] for row in ROWS if row["ids"][facet] == option}
        assert set(keys_found("", {facet: [option]})) == expected
        assert label.endswith(f" ({len(expected):,})")
        seen += len(expected)
    assert seen == len(ROWS) == queries.evidence_count(TABLES)


def test_facets_are_the_ones_that_addresses_name() -> None:
    assert set(KNOWN) == set(
        "company commitment indicator stance lane kind tier publisher year archived confidence".split()
    )
    assert KNOWN["lane"] == ["said", "did", "found"] and KNOWN["year"][-1] == "undated"
    assert KNOWN["company"] == list(queries.in_name_order(TABLES))


def test_the_newest_source_comes_first_and_undated_ones_last() -> None:
    dated = [row for row in ROWS if row["published"]]
    dated.sort(key=lambda row: row["place"])
    dated.sort(key=lambda row: row["published"], reverse=True)
    undated = sorted((row for row in ROWS if not row["published"]), key=lambda row: row["place"])
    assert undated
    assert keys_found("", {}, "newest") == [row["key"] for row in dated + undated]


def test_the_other_orders() -> None:
    assert keys_found("", {}, "company") == [row["key"] for row in sorted(ROWS, key=lambda row: row["place"])]
    by_indicator = sorted(ROWS, key=lambda row: (row["place"][1], row["place"][0], row["place"][2]))
    assert keys_found("", {}, "indicator") == [row["key"] for row in by_indicator]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hash  MATCHING", [" hash", " matching"]),
        ('"hash matching" ncmec', [" hash matching", " ncmec"]),
        ("“hash matching”", [" hash matching"]),
        ("AI-generated", [" ai generated"]),
        ("Núcleo Straße", [" nucleo", " strasse"]),
        ('"unfinished phrase', [" unfinished", " phrase"]),
        ("hash hash", [" hash"]),
        ('"" -- ***', []),
        ("", []),
    ],
)
def test_what_is_searched_for(words: str, expected: list[str]) -> None:
    assert terms(words) == expected


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("hash", True),
        ("hashi", True),
        ("ash", False),
        ('"image hashing"', True),
        ('"hashing image"', False),
        ('"hashing second"', False),  # they stand next to each other in different texts
        ("hashing second", True),
        ("resume", True),
        ("photodna", True),
    ],
)
def test_words_are_found_where_they_begin_and_phrases_within_one_text(words: str, is_found: bool) -> None:
    there = searchable(["Image hashing", "Second: the résumé (PhotoDNA)"])
    assert all(term in there for term in terms(words)) is is_found


@given(st.text(max_size=60), st.text(max_size=20))
def test_marking_changes_no_text_and_marks_what_was_searched_for(text: str, words: str) -> None:
    wanted = terms(words)
    parts = marked(text, wanted)
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    found = any(term in searchable([text]) for term in wanted)
    assert any(is_wanted for _, is_wanted in parts) is found


def test_marks_cover_the_letters_that_were_typed() -> None:
    assert marked("Re-hashing: Hash, hashes", terms("hash")) == [
        ("Re-", False), ("hash", True), ("ing: ", False), ("Hash", True), (", ", False), ("hash", True), ("es", False),
    ]  # fmt: skip
    assert marked("O Núcleo diz", terms("nucleo")) == [("O ", False), ("Núcleo", True), (" diz", False)]
    assert marked("Nu\u0301cleo", terms("nuc")) == [("Nu\u0301c", True), ("leo", False)]
    assert marked("Straße", terms("stras")) == [("Straß", True), ("e", False)]
    assert marked("AI -- generated", terms("ai-generated")) == [("AI -- generated", True)]
    assert marked("", terms("x")) == [] and marked("nothing", []) == [("nothing", False)]


def test_ids_of_publishers_are_short_words_for_addresses() -> None:
    assert publisher_ids(["404 Media", "Núcleo (on Bluesky's report)", "X"]) == {
        "404 Media": "404-media",
        "Núcleo (on Bluesky's report)": "nucleo-on-bluesky-s-report",
        "X": "x",
    }
    alike = publisher_ids(["The Paper", "The paper", "新聞"])
    assert sorted(re.sub("[0-9a-f]{10}$", "*", name) for name in alike.values()) == [
        "publisher--*", "the-paper--*", "the-paper--*",
    ]  # fmt: skip


@given(st.sets(st.text(max_size=8), max_size=12) | st.sets(st.text("aA-b ", max_size=4), max_size=12))
def test_ids_of_publishers_are_unique_and_depend_on_no_order(names: set[str]) -> None:
    ids = publisher_ids(sorted(names))
    assert len(set(ids.values())) == len(names)
    assert ids == publisher_ids(sorted(names, reverse=True))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(--[0-9a-f]{10})?", name) for name in ids.values())


def test_every_publisher_of_the_shipped_data_has_an_id_of_its_own() -> None:
    publishers = {row["publisher"] for row in ROWS}
    assert len(KNOWN["publisher"]) == len(set(KNOWN["publisher"])) == len(publishers) > 300


@hypothesis_settings(max_examples=25, deadline=None, derandomize=True)
@given(facets=chosen)
def test_years_add_up(facets: dict[str, list[str]]) -> None:
    places = queries.find_evidence(TABLES, Choice("", dict(facets)), "newest")
    years = queries.evidence_by_year(TABLES, places)
    found = {row["key"] for row in ROWS} & set(keys_found("", dict(facets)))
    rows = [row for row in ROWS if row["key"] in found]
    for record in queries.rows_of(years) if len(places) else []:
        for lane in Lane:
            if record["year"].endswith(" or older"):
                fits = [row for row in rows if row["published"] and row["published"][:4] <= record["year"][:4]]
            else:
                fits = [row for row in rows if row["ids"]["year"] == record["year"]]
            assert record[lane.value] == sum(row["ids"]["lane"] == lane.value for row in fits)
    if len(places):
        assert years[[lane.value for lane in Lane]].to_numpy().sum() == len(places)
        assert 1 <= len(years) <= 9


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_figure_has_a_row_of_bars_for_each_who_speaks(scheme: Scheme) -> None:
    years = queries.evidence_by_year(TABLES, queries.find_evidence(TABLES, Choice(), "newest"))
    figure = evidence_chart.by_year_figure(years, scheme)
    assert [bar.name for bar in figure.data] == [lane.label for lane in Lane]
    assert len({bar.yaxis for bar in figure.data}) == len({bar.marker.pattern.shape for bar in figure.data}) == 3
    for bar, lane in zip(figure.data, Lane, strict=True):
        drawn = [value or 0 for value in bar.y]
        assert drawn == years[lane.value].tolist()
    assert len({tuple(figure.layout[f"yaxis{n}"].range) for n in (2, 3)} | {tuple(figure.layout.yaxis.range)}) == 1


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), "676 sources give 1,470 findings; 384 of them come from"),
        (Choice("", {"lane": ["found"]}), "384 of 1,470 findings match; all of them come from"),
        (Choice("", {"lane": ["said", "did"]}), "1,086 of 1,470 findings match; none of them comes from"),
        (Choice("", {"lane": ["said", "did", "found"]}), "All 1,470 findings match; 384 of them come from"),
    ],
)
def test_the_title_says_how_many_match_and_who_speaks(choice: Choice, expected: str) -> None:
    title = queries.evidence_finding(TABLES, choice, queries.find_evidence(TABLES, choice, "newest"))
    assert title == f"{expected} regulators, courts, researchers and the press"


def test_a_title_about_one_finding_is_in_the_singular() -> None:
    places = queries.find_evidence(TABLES, Choice("", {"lane": ["said"]}), "newest")[:1]
    assert queries.evidence_finding(TABLES, Choice("x"), places).startswith(
        "1 of 1,470 findings matches; it does not come"
    )
    places = queries.find_evidence(TABLES, Choice("", {"lane": ["found"]}), "newest")[:2]
    assert "2 of 1,470 findings match; both of them come from" in queries.evidence_finding(TABLES, Choice("x"), places)


def test_files_hold_exactly_what_was_found_in_its_order() -> None:
    choice = Choice("nudify", {"company": ["meta", "apple"]})
    places = queries.find_evidence(TABLES, choice, "company")
    assert len(places) > 3
    rows = json.loads(queries.evidence_file(TABLES, places, "json"))
    assert [(row["company_id"], row["indicator_id"]) for row in rows] == [
        key[:2]
        for key in keys_found("nudify", choice.facets, "company")  # type: ignore[arg-type]
    ]
    written = queries.evidence_file(TABLES, places, "csv")
    assert written.startswith(b"\xef\xbb\xbfcompany_id,company,")
    read = pd.read_csv(io.BytesIO(written))
    assert read.columns.tolist() == list(rows[0])
    assert read["finding"].tolist() == [row["finding"] for row in rows]
    assert set(read["licence"]) == {"CC BY 4.0"}
    assert (
        read["attribution"]
        .str.match(r"Pledgewatch, method 2026\.1, coded up to 2026-11-22, .*content [0-9a-f]{10}$")
        .all()
    )
    assert queries.evidence_file_name(TABLES, places, "csv") == (
        f"pledgewatch-evidence-{len(places)}-of-1470-working-{read['attribution'][0][-10:]}.csv"
    )


def test_every_column_of_the_file_is_explained() -> None:
    table = evidence_table(TABLES, queries.find_evidence(TABLES, Choice(), "newest")[:3])
    said = evidence_table.__doc__ or ""
    assert [column for column in table.columns if f"`{column}`" not in said] == []
    expected = {row["key"]: row for row in ROWS}[keys_found("", {})[0]]
    assert table["source_id"][0] == expected["evidence"]["source_id"]
    assert table["lane"][0] == expected["ids"]["lane"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_file_is_a_formula(start: str) -> None:
    rows = TABLES["evidence"].head(3).assign(finding=f"{start}1+1", service=f"{start}2")
    hostile = queries.Tables({**TABLES, "evidence": rows})
    places = queries.find_evidence(hostile, Choice(), "newest")
    read = pd.read_csv(io.BytesIO(queries.evidence_file(hostile, places, "csv")), dtype=str, lineterminator="\n")
    assert read["finding"].tolist() == [f"'{start}1+1"] * 3 and read["service"].tolist() == [f"'{start}2"] * 3
    plain = json.loads(queries.evidence_file(hostile, places, "json"))
    assert plain[0]["finding"] == f"{start}1+1"  # nothing runs JSON


def test_data_without_evidence_has_an_explorer_all_the_same() -> None:
    empty = queries.Tables({**TABLES, "evidence": TABLES["evidence"].head(0)})
    assert queries.evidence_count(empty) == 0
    assert len(queries.find_evidence(empty, Choice("word", {"company": ["meta"]}), "newest")) == 0
    assert queries.evidence_facets(empty)["company"][1]["meta"] == "Meta (0)"


def test_folding_twice_is_folding_once() -> None:
    for row in ROWS[:200]:
        for text in row["texts"]:
            assert folded(folded(text or "")) == folded(text or "")


def test_marked_words_are_readable() -> None:
    style = html.STYLE
    rule = re.search(r"\.pw-result mark { background: light-dark\((#\w{6}), (#\w{6})\); color: inherit; }", style)
    assert rule is not None
    for name in ("ink", "quiet", "accent"):
        colours = re.search(rf"--pw-{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", style)
        assert colours is not None
        for scheme in (1, 2):
            assert contrast(colours.group(scheme), rule.group(scheme)) >= 4.5
