"""Whether the version before one that first names a term had the same passage in other words."""

import difflib
import re
from functools import lru_cache

from scorecard.policy.citations import CLOSE
from scorecard.policy.mentions import Matcher
from scorecard.policy.passages import all_passages

LEAST_WORDS, MOST_OF = 8, 0.8  # of a passage that stands within a longer one
_WORDS = re.compile(r"\w+")


def is_reworded(term_id: str, text: bytes, before: bytes, matcher: Matcher) -> bool:
    """Return whether a passage that names a term stood in the version before in other words.

    Then the words are new, but the rule may not be. Two passages are the same one where the ratio of `difflib` over
    their words is at least 0.6, or all but a fifth of the shorter one's words stand in the longer one in their order.

    Args:
        term_id: the term.
        text: of the first version that names it.
        before: of the version before.
        matcher: finds the terms.
    """
    naming = [passage for passage in all_passages(text) if term_id in matcher.named(passage)]
    return any(_is_close(new, old) for new in map(_words, naming) for old in map(_words, all_passages(before)))


def _is_close(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    matcher = difflib.SequenceMatcher(None, new, old, autojunk=False)
    if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE:
        return True
    shorter = min(len(new), len(old))
    if shorter < LEAST_WORDS or not set(new) & set(old):
        return False
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same >= MOST_OF * shorter


@lru_cache(maxsize=20_000)
def _words(passage: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(passage.casefold()))
