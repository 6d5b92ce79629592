"""Citations: the styles' own examples to the letter, and files that independent parsers read back."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape

import bibtexparser
import pytest
import rispy
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from scorecard.publish.citation_files import bibtex, csl_json, ris
from scorecard.publish.citation_styles import Style, styled
from scorecard.publish.citations import citations
from scorecard.publish.cited_work import CitedWork, Kind, csl_item, one_line

ADDRESS = "https://pledgewatch.example.org/company?company=meta&release=2026.11"
WORK = CitedWork(
    title="How far Meta meets the asks of the call “No to Nudify”",
    release_id="2026.11",
    is_frozen=True,
    content_hash="6b63901fbd69536d7f8785b90e930eb9",
    methodology_version="2026.1",
    coded_on=date(2026, 11, 22),
    released_on=date(2026, 11, 29),
    url=ADDRESS,
    accessed_on=date(2026, 12, 1),
)
WORKING = replace(WORK, release_id="working", is_frozen=False, released_on=None)
HOSTILE = [
    "100 % of A & B_c cost $5 #1 {x} ~y ^z \\cmd",
    "}{ unbalanced } \\} \\{ braces {",
    "line\r\nER  - \r\nTY  - BOOK\nTI  - other",
    "“Quoted” ‘twice’ \"thrice\" ``old'' -- --- ,, <b> >> | @misc{x, title = {y}}",
    '<script>alert(1)</script> <i>no</i> <span class="nocase">x</span>',
    "Zürich – 日本語 – عربى – 👩‍💻 – e\u0301",
    "a\u2028b\x85c\x0bd\x00e\u202ef",
    "\\textbackslash{} \\& \\% \\{}",
]

# From the styles' own guides. APA: Publication Manual, 7th edition, 10.9, data sets with a group author. Chicago:
# Citation Quick Guide of the 18th edition, website content; the manual has no example of a data set of this kind.
# MLA: Handbook, a work by an organisation; style.mla.org has no entry for a whole data set either.
EXAMPLES = {
    "APA, data set of an organisation": (
        Style.APA,
        {
            "type": "dataset",
            "title": "American trends panel Wave 26",
            "author": [{"literal": "Pew Research Center"}],
            "issued": {"date-parts": [[2018]]},
            "medium": "Data set",
            "URL": "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26/",
        },
        "Pew Research Center. (2018). <i>American trends panel Wave 26</i> [Data set]. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26/",
    ),
    "APA, data set with number and version": (
        Style.APA,
        {
            "type": "dataset",
            "title": "Fast Response Survey System (FRSS): Teachers’ use of educational technology in U.S. public "
            "schools, 2009",
            "author": [{"literal": "National Center for Education Statistics"}],
            "issued": {"date-parts": [[2016]]},
            "medium": "Data set and code book",
            "number": "ICPSR 35531",
            "version": "V3",
            "publisher": "National Archive of Data on Arts and Culture",
            "DOI": "10.3886/ICPSR35531.v3",
        },
        "National Center for Education Statistics. (2016). <i>Fast Response Survey System (FRSS): Teachers’ use of "
        "educational technology in U.S. public schools, 2009</i> (ICPSR 35531; Version V3) [Data set and code book]. "
        "National Archive of Data on Arts and Culture. https://doi.org/10.3886/ICPSR35531.v3",
    ),
    "Chicago, undated page of an organisation": (
        Style.CHICAGO,
        {
            "type": "webpage",
            "title": "About Yale: Yale facts",
            "author": [{"literal": "Yale University"}],
            "accessed": {"date-parts": [[2022, 3, 8]]},
            "URL": "https://www.yale.edu/about-yale/yale-facts",
        },
        "Yale University. n.d. “About Yale: Yale Facts.” Accessed March 8, 2022. "
        "https://www.yale.edu/about-yale/yale-facts.",
    ),
    "Chicago's notes and bibliography, the same": (
        Style.CHICAGO_NOTES,
        {
            "type": "webpage",
            "title": "About Yale: Yale facts",
            "author": [{"literal": "Yale University"}],
            "accessed": {"date-parts": [[2022, 3, 8]]},
            "URL": "https://www.yale.edu/about-yale/yale-facts",
        },
        "Yale University. “About Yale: Yale Facts.” Accessed March 8, 2022. "
        "https://www.yale.edu/about-yale/yale-facts.",
    ),
    "MLA, work of an organisation": (
        Style.MLA,
        {
            "type": "book",
            "title": "Consequences of rapid population growth in developing countries",
            "author": [{"literal": "United Nations"}],
            "publisher": "Taylor and Francis",
            "issued": {"date-parts": [[1991]]},
        },
        "United Nations. <i>Consequences of Rapid Population Growth in Developing Countries</i>. Taylor and Francis, "
        "1991.",
    ),
}


@pytest.mark.parametrize(("style", "item", "expected"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_styles_own_examples_come_out_to_the_letter(style: Style, item: dict[str, object], expected: str) -> None:
    assert styled({"id": "x"} | item, style).html == expected


def test_a_release_in_every_style() -> None:
    found = citations(WORK)
    address = ADDRESS.replace("&", "&amp;")
    title = "How far Meta meets the asks of the call “No to Nudify”"
    quoted = "“How Far Meta Meets the Asks of the Call ‘No to Nudify.’”"
    assert found.apa.html == f"Pledgewatch. (2026). <i>{title}</i> (Release 2026.11) [Data set]. {address}"
    assert found.chicago.html == f"Pledgewatch. 2026. {quoted} Release 2026.11. November 29. Data set. {address}."
    assert found.chicago_notes.html == (
        f"Pledgewatch. {quoted} Release 2026.11. November 29, 2026. Data set. {address}."
    )
    assert found.mla.html == f"Pledgewatch. {quoted} Release 2026.11, 29 Nov. 2026, {address}. Data set."


def test_working_data_has_no_date_but_its_content_and_the_day_of_the_visit() -> None:
    found = citations(WORKING)
    state = "Working data coded up to 22 November 2026, content 6b63901fbd"
    assert found.apa.text == (
        f"Pledgewatch. (n.d.). {WORK.title} ({state}) [Data set]. Retrieved December 1, 2026, from {ADDRESS}"
    )
    assert f"n.d. “How Far Meta Meets the Asks of the Call ‘No to Nudify.’” {state}." in found.chicago.text
    assert "Accessed December 1, 2026." in found.chicago.text and "Accessed 1 Dec. 2026" in found.mla.text
    assert "year" not in found.bibtex and "PY  - " not in found.ris and "issued" not in found.csl_json
    assert all(WORK.content_hash in form for form in (found.bibtex, found.ris, found.csl_json))


def test_a_day_of_release_counts_only_once_the_release_is_frozen() -> None:
    assert "(n.d.)" in citations(replace(WORKING, released_on=date(2026, 11, 29))).apa.text


def test_without_an_address_no_form_has_one() -> None:
    found = citations(replace(WORKING, url=""))
    for form in found:
        text = form if isinstance(form, str) else form.text
        assert "http" not in text and "Retrieved" not in text and "Accessed" not in text, text
    assert found.apa.text.endswith("[Data set].")


def test_a_page_is_cited_as_a_page() -> None:
    found = citations(replace(WORK, title="How levels become scores", kind=Kind.PAGE))
    assert "[Data set]" not in found.apa.text and "(2026, November 29)" in found.apa.text
    assert found.ris.startswith("TY  - ELEC") and '"type": "webpage"' in found.csl_json


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Who meets the asks?", "“Who Meets the Asks?” Release"),
        ("Who says “Why?”", "“Who Says ‘Why?’” Release"),
        ("The asks of “No to Nudify.”", "“The Asks of ‘No to Nudify.’” Release"),
        ("“No to Nudify” asks", "“‘No to Nudify’ Asks.” Release"),
        ("Plain", "“Plain.” Release"),
    ],
)
def test_american_punctuation_of_quoted_titles(title: str, expected: str) -> None:
    assert expected in citations(replace(WORK, title=title)).chicago.text
    assert expected in citations(replace(WORK, title=title)).mla.text


def test_no_full_stop_follows_a_question_in_italics() -> None:
    assert (
        "<i>Who Meets the Asks?</i> Release"
        in citations(replace(WORK, title="Who meets the asks?", kind=Kind.PAGE)).mla.html
    )


def test_names_keep_their_capitals() -> None:
    found = citations(replace(WORK, title="How far X and xAI (SpaceXAI) and TikTok meet the asks"))
    assert "How Far X and xAI (SpaceXAI) and TikTok Meet the Asks" in found.chicago.text


@given(title=st.text(min_size=1).filter(one_line))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[2])
@example(HOSTILE[3])
@example(HOSTILE[4])
@example(HOSTILE[5])
@example(HOSTILE[6])
@example(HOSTILE[7])
def test_whatever_the_title_bibtex_and_ris_parse_back_to_it(title: str) -> None:
    work = replace(WORK, title=title)
    expected = one_line(title)
    entry = _parsed_bibtex(bibtex(work))
    assert entry["title"] == expected and entry["author"] == "Pledgewatch" and entry["url"] == ADDRESS
    (record,) = rispy.loads(ris(work))
    assert record["title"] == expected and record["authors"] == ["Pledgewatch"]
    assert record["type_of_reference"] == "DATA" and record["year"] == "2026" and record["urls"] == [ADDRESS]
    (item,) = json.loads(csl_json(work))
    assert item["title"] == expected


@given(title=st.text(min_size=1).filter(one_line))
@example(HOSTILE[2])
@example(HOSTILE[4])
def test_whatever_the_title_styles_show_it_escaped(title: str) -> None:
    apa = styled(csl_item(replace(WORK, title=title)), Style.APA)
    assert not re.sub(r"</?i>", "", apa.html).count("<")
    assert unescape(re.sub(r"</?i>", "", apa.html)) == apa.text and "\n" not in apa.text


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtex_is_balanced_one_entry_and_in_utf8(title: str) -> None:
    text = citations(replace(WORK, title=title)).bibtex
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0 and text.count("@misc{pledgewatch-") == 1
    assert len(text.splitlines()) == len(citations(WORK).bibtex.splitlines())


@pytest.mark.parametrize("title", HOSTILE)
def test_ris_has_one_field_a_line(title: str) -> None:
    lines = citations(replace(WORK, title=title)).ris.split("\r\n")
    assert lines.pop() == "" and lines[-1] == "ER  - "
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    assert [line[:2] for line in lines].count("ER") == 1 and [line[:2] for line in lines].count("TY") == 1


def test_an_address_cannot_leave_its_field() -> None:
    found = citations(replace(WORK, url="https://example.org/a}, note = {b\\c d?q=ü%20&x=1#y"))
    assert (
        _parsed_bibtex(found.bibtex)["url"] == "https://example.org/a%7D,%20note%20=%20%7Bb%5Cc%20d?q=%C3%BC%20&x=1#y"
    )
    assert rispy.loads(found.ris)[0]["urls"] == [
        "https://example.org/a%7D,%20note%20=%20%7Bb%5Cc%20d?q=%C3%BC%20&x=1#y"
    ]


def test_csl_json_has_the_fields_of_its_schema_and_no_others() -> None:
    item = csl_item(WORK)
    assert set(item) == {
        "id", "type", "title", "author", "number", "note", "language", "medium", "issued", "URL", "accessed",
    }  # fmt: skip
    assert item["issued"] == {"date-parts": [[2026, 11, 29]]} and item["author"] == [{"literal": "Pledgewatch"}]
    assert {key for key, value in item.items() if not isinstance(value, str)} == {"author", "issued", "accessed"}


def test_keys_are_plain_and_short() -> None:
    assert WORK.key == "pledgewatch-2026.11-how-far-meta-meets-the-asks-of-the-call"
    assert re.fullmatch(r"[a-z0-9.-]{1,60}", replace(WORK, title="Ünï日本{}\\ %").key)


def _decoder() -> LatexNodes2Text:
    """Return pylatexenc's decoder with what LaTeX says of six macros that it does not know, or takes for another."""
    macros = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
        "textasciicircum": "^",
    }
    context = get_default_latex_context_db()
    context.add_context_category("text", prepend=True, macros=[MacroTextSpec(*pair) for pair in macros.items()])
    return LatexNodes2Text(latex_context=context, keep_braced_groups=True)


def _parsed_bibtex(text: str) -> dict[str, str]:
    library: Library = bibtexparser.parse_string(text)
    assert not library.failed_blocks and len(library.entries) == 1
    raw = {field.key: field.value for field in library.entries[0].fields}
    decoded = LatexDecodingMiddleware(decoder=_decoder()).transform(library).entries[0].fields_dict
    return {key: raw[key] if key == "url" else _unbraced(field.value) for key, field in decoded.items()}


def _unbraced(text: str) -> str:
    """Take away the pair of braces that keeps capitals as they are."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text
