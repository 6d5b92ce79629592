"""Where the curated lexicon meets the search for it: the matcher, and what is wrong with patterns and examples."""

from collections.abc import Iterator
from functools import lru_cache

from scorecard.curation import rules, rules_on_lexicon
from scorecard.curation.documents import Place
from scorecard.curation.files import Sourced
from scorecard.curation.lexicon import Lexicon, LexiconPattern, LexiconTerm
from scorecard.errors import Problem
from scorecard.policy.mentions import Matcher
from scorecard.policy.patterns import Pattern, PatternError, Term, any_of, check_expression, expanded, used_lists

Finding = tuple[rules.Rule, Place, str]


def policy_terms(lexicon: Lexicon) -> tuple[Term, ...]:
    """Return the terms as the matcher takes them: with the lists of words written out.

    Raises:
        PatternError: an expression uses a list that does not stand before it.
    """
    lists = _lists(lexicon)
    return tuple(Term(term.id, tuple(_pattern(one, lists) for one in term.patterns)) for term in lexicon.terms)


def matcher(lexicon: Lexicon) -> Matcher:
    """Return what finds the terms of a lexicon in texts; the same lexicon always gets the same one.

    Raises:
        PatternError: an expression cannot be searched for.
    """
    return _matcher(policy_terms(lexicon))


def lexicon_problems(lexicon: Sourced[Lexicon] | None) -> Iterator[Problem]:
    """Yield what is wrong with a lexicon: expressions, terms, and examples that are not found as they should be."""
    if lexicon is None:
        return
    document = lexicon.document
    findings = [*_term_findings(lexicon.record), *_expression_findings(lexicon.record)]
    if not any(rule is rules_on_lexicon.LEXICON_PATTERN for rule, _, _ in findings):
        try:
            findings += _example_findings(lexicon.record)
        except PatternError as error:  # each expression is sound, but all together are too many for RE2
            findings.append((rules_on_lexicon.LEXICON_PATTERN, ("terms",), str(error).rstrip(".")))
    for rule, place, message in findings:
        yield document.problem(rule, place, message)


@lru_cache(maxsize=8)
def _matcher(terms: tuple[Term, ...]) -> Matcher:
    return Matcher(terms)


def _lists(lexicon: Lexicon) -> dict[str, str]:
    lists: dict[str, str] = {}
    for name, entries in lexicon.words.items():
        lists[name] = any_of([expanded(entry, lists) for entry in entries])
    return lists


def _pattern(pattern: LexiconPattern, lists: dict[str, str]) -> Pattern:
    parts = (pattern.find, pattern.anchor or "", pattern.unless or "")
    return Pattern(*(expanded(part, lists) for part in parts))


def _term_findings(lexicon: Lexicon) -> Iterator[Finding]:
    ids = [term.id for term in lexicon.terms]
    for place, term in lexicon.with_place():
        if ids.index(term.id) != place[-1]:
            yield rules.DUPLICATE_ID, (*place, "id"), f"the term {term.id!r} stands twice"
        for number, other in enumerate(term.beside):
            if other not in ids:
                yield rules_on_lexicon.UNKNOWN_TERM, (*place, "beside", number), f"there is no term {other!r}"


def _expression_findings(lexicon: Lexicon) -> Iterator[Finding]:
    """Yield expressions that cannot be searched for, and lists of words that nothing uses."""
    known: set[str] = set()
    used: set[str] = set()
    for name, entries in lexicon.words.items():
        for number, entry in enumerate(entries):
            used |= used_lists(entry)
            if message := _refusal(Pattern(entry), known, is_entry=True):
                yield rules_on_lexicon.LEXICON_PATTERN, ("words", name, number), message
        known.add(name)
    for place, term in lexicon.with_place():
        for number, one in enumerate(term.patterns):
            pattern = Pattern(one.find, one.anchor or "", one.unless or "")
            used |= used_lists("".join((pattern.find, pattern.anchor, pattern.unless)))
            if message := _refusal(pattern, known):
                yield rules_on_lexicon.LEXICON_PATTERN, (*place, "patterns", number), message
    for name in lexicon.words:
        if name not in used:
            yield rules_on_lexicon.LEXICON_UNUSED, ("words", name), f"no expression uses {name!r}"


def _refusal(pattern: Pattern, known: set[str], *, is_entry: bool = False) -> str:
    """Return why a pattern cannot be searched for, whatever stands in its lists of words; nothing where it can."""
    lists = dict.fromkeys(known, "x")
    try:
        find, *rest = (expanded(part, lists) for part in (pattern.find, pattern.anchor, pattern.unless))
        if is_entry:
            check_expression(find)
        else:
            Matcher([Term("", (Pattern(find, *rest),))])
    except PatternError as error:
        return str(error).rstrip(".")
    return ""


def _example_findings(lexicon: Lexicon) -> Iterator[Finding]:
    finder = matcher(lexicon)
    for (place, term), compiled in zip(lexicon.with_place(), finder.terms, strict=True):
        for number, text in enumerate(term.positive):
            named = finder.named(text)
            if term.id not in named:
                yield rules_on_lexicon.LEXICON_POSITIVE, (*place, "positive", number), "it does not name its term"
            for other in sorted(named - {term.id, *term.beside}):
                yield rules_on_lexicon.LEXICON_POSITIVE, (*place, "positive", number), f"it names {other} too"
        for number, text in enumerate(term.negative):
            if term.id in finder.named(text):
                words = next(one.words for one in finder.mentions(text.encode()) if one.term_id == term.id)
                yield rules_on_lexicon.LEXICON_NEGATIVE, (*place, "negative", number), f"it names its term: {words!r}"
        yield from _untried(place, term, compiled)


def _untried(place: Place, term: LexiconTerm, compiled: Term) -> Iterator[Finding]:
    for number, pattern in enumerate(compiled.patterns):
        alone = Matcher([Term(term.id, (pattern,))])
        if not any(alone.named(text) for text in term.positive):
            yield rules_on_lexicon.LEXICON_UNTRIED, (*place, "patterns", number), "it finds none of the examples"
