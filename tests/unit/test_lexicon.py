"""The lexicon: every example is found as its term and nothing else, every planted fault is told, any text is taken."""

import pickle
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import settings
from scorecard.build import check
from scorecard.curation.documents import read_document
from scorecard.curation.files import Sourced, read_file
from scorecard.curation.lexicon import Lexicon
from scorecard.errors import Problem
from scorecard.lexicon import lexicon_problems, matcher, policy_terms
from scorecard.policy.mentions import LONGEST_WORDS, Matcher
from scorecard.policy.passages import block_around, cleaned, passages
from scorecard.policy.patterns import Pattern, PatternError, Term, any_of, expanded
from tests.unit.test_checks import Fault, planted

DATA = settings.ROOT / "data"
IDS = [
    "nudification_tools",
    "synthetic_intimate_imagery",
    "nonconsensual_intimate_imagery",
    "child_sexual_abuse_material",
    "ai_generated_csam",
    "payments",
]


@cache
def shipped() -> Sourced[Lexicon]:
    problems: list[Problem] = []
    read = read_file(DATA / "policy_history" / "lexicon.yaml", DATA, Lexicon, problems)
    assert read is not None and not problems
    return read


def shipped_matcher() -> Matcher:
    return matcher(shipped().record)


EXAMPLES = [
    (term.id, text, is_positive)
    for term in shipped().record.terms
    for texts, is_positive in ((term.positive, True), (term.negative, False))
    for text in texts
]


def test_the_terms_are_those_that_were_asked_for() -> None:
    assert [term.id for term in shipped().record.terms] == IDS
    assert [term.id for term in shipped_matcher().terms] == IDS


@pytest.mark.parametrize(("term_id", "text", "is_positive"), EXAMPLES)
def test_an_example_names_its_term_and_no_other(term_id: str, text: str, is_positive: bool) -> None:
    beside = next(term.beside for term in shipped().record.terms if term.id == term_id)
    named = shipped_matcher().named(text)
    assert (term_id in named) is is_positive
    if is_positive:
        assert named <= {term_id, *beside}


def test_the_shipped_lexicon_has_no_problem() -> None:
    assert not list(lexicon_problems(shipped()))


# --- what stands between words ---------------------------------------------------------------------------------------

SPELLINGS = [
    "non-consensual intimate images",
    "NON-CONSENSUAL INTIMATE IMAGES",
    "nonconsensual intimate images",
    "non consensual intimate images",
    "non\u2011consensual intimate\u00a0images",
    "non\u00adconsensual intimate images",
    "**non-consensual** _intimate_ images",
    "**_non_-consensual intimate** images",
    "non-consensual [intimate images](https://example.org/rules?a=b#c)",
    "[non-consensual](/a) [intimate](/b) images",
    "“non-consensual” intimate images",
    "non-consensual\nintimate images",
    "non-\nconsensual intimate\r\nimages",
    "\\*non\\-consensual intimate images",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_markup_and_typography_do_not_hide_a_wording(text: str) -> None:
    mentions = shipped_matcher().mentions(f"Before.\n\n* We remove {text} at once.\n\nAfter.".encode())
    assert [(one.term_id, one.count) for one in mentions] == [("nonconsensual_intimate_imagery", 1)]
    assert len(mentions[0].words.split()) in (3, 4) and "*" not in mentions[0].words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sexual, cruel, or demeaning [pictures](/a) featuring [children](/b).",
            {"child_sexual_abuse_material"},
        ),
        (
            "CSAM is never allowed. This may also include altered, drawn or computer‑generated pictures.",
            {"child_sexual_abuse_material", "ai_generated_csam"},
        ),
        (
            "Content that [sexualizes](/a), or shows minors in sexual contexts, including synthetic versions",
            {"child_sexual_abuse_material", "ai_generated_csam"},
        ),
        (
            "Nude photos of others, taken without asking, whether real, staged or AI-generated",
            {"synthetic_intimate_imagery"},
        ),
        ("Intimate content is for adults. AI-generated content must be labelled.", set()),
        ("No nudity. This applies to everyone. Synthetic voices are labelled.", set()),
    ],
)
def test_what_a_rule_extends_to_is_read_with_it(text: str, expected: set[str]) -> None:
    assert shipped_matcher().named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We report child\n\nsexual abuse material",  # two paragraphs
        "* child sexual\n* abuse material",  # two items
        "| child sexual | abuse material |",  # two cells
        "We care for every child. Sexual abuse material is told of.",  # two sentences
        "See https://example.org/child-sexual-abuse-material or [here](https://example.org/csam).",  # addresses
        "rebuildnudifying antinudify",  # parts of words
    ],
)
def test_what_is_apart_is_not_read_together(text: str) -> None:
    assert not shipped_matcher().mentions(text.encode())


def test_mentions_count_passages_and_show_the_first_words() -> None:
    text = "CSAM is banned. So is Child  **Porn**ography; CSAM\n\n# About CSAM\n| CSAM | none |\n\nNudify apps."
    mentions = shipped_matcher().mentions(text.encode())
    assert [(one.term_id, one.count, one.words) for one in mentions] == [
        ("nudification_tools", 1, "Nudify"),
        ("child_sexual_abuse_material", 5, "CSAM"),
    ]


def test_long_words_are_cut() -> None:
    text = f"Apps {'extraordinarily ' * 8}undress people"
    (mention,) = shipped_matcher().mentions(text.encode())
    assert len(mention.words) <= LONGEST_WORDS and mention.words.endswith("…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A *heading*", ["A heading"]),
        (
            "1. See [the _rules_](https://a.example/b_(c)), e.g. Rule 1. Then go!",
            ["See the rules, e.g. Rule 1.", "Then go!"],
        ),
        ("* one; two<br>    *   three | four", ["one;", "two", "three", "four"]),
        ("It’s – “so”, <b>they</b> say at www.example.org/x", ["It's - so, they say at"]),
        ("One. This also includes two.", ["One. This also includes two."]),
        ("One (or two.) It may cover three. Four.", ["One (or two.) It may cover three.", "Four."]),
        ("One. This applies to two; These include three.", ["One. This applies to two;", "These include three."]),
        ("One. This is two. It included three.", ["One.", "This is two.", "It included three."]),
    ],
)
def test_passages_are_plain_sentences(text: str, expected: list[str]) -> None:
    assert passages(text.encode()) == expected


def test_a_block_is_a_paragraph_with_its_lines() -> None:
    text = b"# Head\nOne line\ngoes on\n\n* item\nof a list\n* next  \napart\n"
    found, at = [], 0
    while at < len(text):
        begin, end = block_around(text, at)
        found.append(text[begin:end])
        at = end
    assert found == [b"# Head\n", b"One line\ngoes on\n", b"\n", b"* item\nof a list\n", b"* next  \n", b"apart\n"]


# --- any text --------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "CSAM",
        "child ",
        "sexual abuse ",
        "material",
        "nudify",
        "\n",
        "\n\n",
        "* ",
        "| ",
        ". ",
        "**",
        "](",
        ")",
        "é",
        "\u2011",
        " ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=20).map("".join)


@given(st.binary(max_size=400) | TEXTS.map(str.encode))
def test_any_bytes_will_do(text: bytes) -> None:
    for mention in shipped_matcher().mentions(text):
        assert mention.term_id in IDS and mention.count > 0
        assert (
            mention.words and len(mention.words) <= LONGEST_WORDS and mention.words == " ".join(mention.words.split())
        )


@given(TEXTS)
def test_case_does_not_matter(text: str) -> None:
    plain = "".join(letter for letter in text if letter.isascii())
    assert shipped_matcher().named(plain.lower()) == shipped_matcher().named(plain.upper())


@given(TEXTS, TEXTS)
def test_paragraphs_do_not_know_of_each_other(one: str, other: str) -> None:
    finder = shipped_matcher()
    parts = [finder.mentions(text.encode()) for text in (one, other)]
    counts = {term: sum(m.count for part in parts for m in part if m.term_id == term) for term in IDS}
    joined = finder.mentions(f"{one}\n\n{other}".encode())
    assert {m.term_id: m.count for m in joined} == {term: count for term, count in counts.items() if count}


@given(st.binary(max_size=300), st.data())
def test_blocks_cover_a_text_without_gaps(text: bytes, data: st.DataObject) -> None:
    if text:
        at = data.draw(st.integers(0, len(text) - 1))
        begin, end = block_around(text, at)
        assert begin <= at < end
        assert {block_around(text, place) for place in range(begin, end)} == {(begin, end)}


@given(st.text())
def test_cleaned_text_is_plain_and_on_one_line(text: str) -> None:
    assert "\n" not in cleaned(text) and "*" not in cleaned(text)


# --- the language of expressions -------------------------------------------------------------------------------------


def found(expression: str, text: str, anchor: str = "", unless: str = "") -> str | None:
    mentions = Matcher([Term("x", (Pattern(expression, anchor, unless),))]).mentions(text.encode())
    return mentions[0].words if mentions else None


def test_the_language() -> None:
    assert found("house rules?", "Our House-Rule.") == "House-Rule"
    assert found("house-rules", "The houserules") == "houserules"
    assert found("(a|b) ... c", "a 1 2 3 4 5 6 7 8 c", anchor="c") == "a 1 2 3 4 5 6 7 8 c"
    assert found("(a|b) ... c", "a 1 2 3 4 5 6 7 8 9 c", anchor="c") is None
    assert found("(a|b) ... c", "a, (so) c", anchor="c") == "a, (so) c"
    assert found("café's", "Le CAFÉ’S") == "CAFÉ'S"
    assert found("a, b{1,2}", "**a**, bb") == "a, bb"
    assert found("a,? b", "[a](/x), b") == "a, b"
    assert found(r"[a-c]\d{2}", "b12") == "b12"
    assert found("rule", "a rule of one two three four five", unless="five") == "rule"
    assert found("rule", "a rule of one two three", unless="three") is None
    assert found("rule", "no rule, and later in the text one rule", unless="no") == "rule"
    assert found("rule", "unruled") is None


@pytest.mark.parametrize("expression", ["(", "a{3,2}", "[", r"\p{Nowhere}", "a ... b", "*"])
def test_what_cannot_be_searched_for_is_refused(expression: str) -> None:
    with pytest.raises(PatternError):
        Matcher([Term("x", (Pattern(expression),))])


def test_lists_are_written_out_and_must_be_there() -> None:
    assert expanded("{a} b", {"a": any_of(["x", "y", "x"])}) == "(x|y) b"
    with pytest.raises(PatternError, match="no list of words 'b'"):
        expanded("{a} {b}", {"a": "x"})


def test_a_matcher_can_travel_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(shipped_matcher()))
    assert sent.digest == shipped_matcher().digest and sent.named("CSAM") == {"child_sexual_abuse_material"}


def test_long_blocks_are_read_whole() -> None:
    text = f"We say {'so and so ' * 5000}that CSAM is banned."
    assert shipped_matcher().named(text) == {"child_sexual_abuse_material"}


def test_no_terms_name_nothing() -> None:
    assert Matcher([]).mentions(b"CSAM") == ()


def test_the_digest_follows_everything_that_decides() -> None:
    def digest(*patterns: Pattern) -> str:
        return Matcher([Term("x", patterns)]).digest

    base = digest(Pattern("a"))
    assert base == digest(Pattern("a")) and len(base) == 64
    others = [
        digest(Pattern("b")),
        digest(Pattern("a", "a")),
        digest(Pattern("a", "", "b")),
        digest(Pattern("a"), Pattern("b")),
    ]
    assert len({base, *others}) == 5
    assert Matcher([Term("y", (Pattern("a"),))]).digest != base


# --- planted faults --------------------------------------------------------------------------------------------------

FILE = "policy_history/lexicon.yaml"
LEXICON = """\
words:
  book:
    - books?
    - volumes?
terms:
  - id: late_books
    label: Late books
    meaning: Books that come back late.
    patterns:
      - find: late {book}
        unless: never
    positive:
      - Late books cost a fee.
    negative:
      - The books are never late.
  - id: lost_books
    label: Lost books
    meaning: Books that do not come back.
    beside: [late_books]
    patterns:
      - find: lost ... {book}
        anchor: '{book}'
    positive:
      - Who lost one of our books pays.
    negative:
      - The key was lost.
"""
FAULTS = [
    Fault("unknown-key", FILE, "label: Late books", "label: Late books\n    sort: x", "sort: x"),
    Fault("missing-key", FILE, "    meaning: Books that come back late.\n", "", "id: late_books"),
    Fault("bad-id", FILE, "id: lost_books", "id: Lost", "id: Lost"),
    Fault("bad-id", FILE, "  book:\n", "  Book:\n", "Book:"),
    Fault("text-length", FILE, "positive:\n      - Late books cost a fee.", "positive: []", "positive: []"),
    Fault("duplicate-id", FILE, "id: lost_books", "id: late_books", "id: late_books", nth=2),
    Fault("unknown-term", FILE, "[late_books]", "[old_books]", "[old_books]"),
    Fault("lexicon-pattern", FILE, "late {book}", "late ({book}", "late ("),
    Fault("lexicon-pattern", FILE, "late {book}", "late {paper}", "late {paper}"),
    Fault("lexicon-pattern", FILE, "- volumes?", "- '{book}s'", "'{book}s'"),
    Fault("lexicon-pattern", FILE, "- volumes?", "- volumes[?", "- volumes[?"),
    Fault("lexicon-pattern", FILE, "        anchor: '{book}'\n", "", "find: lost"),
    Fault("lexicon-positive", FILE, "Late books cost", "Overdue books cost", "Overdue books"),
    Fault("lexicon-positive", FILE, "Late books cost", "Late books and lost books cost", "Late books and"),
    Fault("lexicon-negative", FILE, "The key was lost", "The lost book", "The lost book"),
    Fault("lexicon-untried", FILE, "        unless: never", "        unless: never\n      - find: tardy", "tardy"),
    Fault("lexicon-unused", FILE, "  book:\n", "  page: [pages?]\n  book:\n", "page: "),
]  # fmt: skip


@pytest.fixture
def with_lexicon(libraries: Path) -> Path:
    (libraries / "policy_history").mkdir(exist_ok=True)
    (libraries / FILE).write_text(LEXICON, "utf-8")
    return libraries


def test_the_made_up_lexicon_is_sound(with_lexicon: Path) -> None:
    data, problems = check(with_lexicon)
    assert data is not None and data.policy.lexicon is not None
    assert not [problem for problem in problems if problem.file.endswith("lexicon.yaml")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.new[:20]}")
def test_a_planted_fault_is_told(with_lexicon: Path, fault: Fault) -> None:
    line = planted(with_lexicon, fault)
    problems = [problem for problem in check(with_lexicon)[1] if problem.file.endswith("lexicon.yaml")]
    assert (fault.rule, line) in {(problem.rule, problem.line) for problem in problems}, problems
    assert all(problem.remedy and problem.place for problem in problems if problem.rule.startswith("lexicon"))


def test_a_lexicon_of_a_document_alone(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(LEXICON, "utf-8")
    document, data, problems = read_document(path, "lexicon.yaml")
    assert document is not None and not problems
    lexicon = Lexicon.model_validate(data)
    assert policy_terms(lexicon)[0].patterns[0].find == "late (books?|volumes?)"
    assert matcher(lexicon) is matcher(Lexicon.model_validate(data))
    assert not list(lexicon_problems(None))
