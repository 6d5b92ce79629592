"""Records of the lexicon: what is looked for in archived policies, in which words, with examples that are tested."""

from collections.abc import Iterator

from pydantic import Field

from scorecard.curation.documents import Place
from scorecard.curation.fields import Line, Paragraph, Record, Sentence, Slug, Text

Expression = Text  # in the language of `scorecard.policy.patterns`


class LexiconPattern(Record):
    """One way of naming a term.

    Attributes:
        find: the expression that a passage must have.
        anchor: a shorter expression that all it can find has in it: whole texts are searched for this one, and only
            the passages around for the other. Without it they are searched for `find`.
        unless: an expression that the words found, and the four words on either side, must not have in them.
    """

    find: Expression = Field(min_length=1)
    anchor: Expression | None = Field(default=None, min_length=1)
    unless: Expression | None = Field(default=None, min_length=1)


class LexiconTerm(Record):
    """One term.

    Attributes:
        label: what people read.
        meaning: what counts as naming it.
        beside: terms that its examples may name as well: child sexual abuse material made with AI is also the latter.
        patterns: the ways of naming it.
        positive: passages that name it.
        negative: passages that do not.
    """

    id: Slug
    label: Line
    meaning: Paragraph
    beside: tuple[Slug, ...] = ()
    patterns: tuple[LexiconPattern, ...] = Field(min_length=1)
    positive: tuple[Sentence, ...] = Field(min_length=1)
    negative: tuple[Sentence, ...] = Field(min_length=1)


class Lexicon(Record):
    """All terms, as in ``data/policy_history/lexicon.yaml``.

    Attributes:
        words: lists of expressions by a name under which patterns, and later lists, use them: ``{name}``.
        terms: the terms in their order of display.
    """

    words: dict[Slug, tuple[Expression, ...]] = Field(default_factory=dict)
    terms: tuple[LexiconTerm, ...] = Field(min_length=1)

    def with_place(self) -> Iterator[tuple[Place, LexiconTerm]]:
        """Yield each term with its place in the file."""
        for index, term in enumerate(self.terms):
            yield ("terms", index), term
