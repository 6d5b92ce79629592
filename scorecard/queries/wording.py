"""Search in text: what is searched for, whether it occurs, and where. Pure: knows no tables.

Case and accents do not count, and everything that is neither letter nor digit is a space. A term is found where it
begins a word: ``hash`` finds ``hash`` and ``hashing``, not ``rehash``. Words in quotation marks stand next to each
other and count as one term, and so does a word with something in between, such as ``AI-generated``.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
BETWEEN_TEXTS = "\n"  # no term contains it, so that none is found across two texts


def folded(text: str) -> str:
    """Return a text as it is compared: small letters without accents, and single spaces."""
    return " ".join("".join(map(_folded_character, text)).split())


def searchable(texts: Iterable[str]) -> str:
    """Return several texts as one in which `terms` are found; each begins with a space, since terms do."""
    return BETWEEN_TEXTS.join(f" {folded(text)}" for text in texts)


def terms(words: str) -> list[str]:
    """Return what is to be found, all of it, for words as somebody typed them: each folded, a space before it."""
    quoted = _QUOTED.findall(words)
    single = _QUOTED.sub(" ", words).split()
    found = dict.fromkeys(folded(part) for part in [*quoted, *single])
    return [f" {term}" for term in found if term]


def marked(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is one of the `terms` wanted; put together they are the text."""
    if not wanted:
        return [(text, False)] if text else []
    is_wanted = _wanted_characters(text, wanted)
    parts: list[tuple[str, bool]] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or is_wanted[index] != is_wanted[start]:
            parts.append((text[start:index], is_wanted[start]))
            start = index
    return parts


def _wanted_characters(text: str, wanted: Sequence[str]) -> list[bool]:
    folding, origins = _folded_with_origins(text)
    is_wanted = [False] * len(text)
    for term in wanted:
        place = folding.find(term)
        while place >= 0:
            first, last = origins[place + 1], origins[place + len(term) - 1]
            is_wanted[first : last + 1] = [True] * (last + 1 - first)
            place = folding.find(term, place + 1)
    return is_wanted


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """Return a text folded, with a space before it, and for each of its characters where in the text it comes from."""
    characters, origins = [" "], [0]
    for index, character in enumerate(text):
        for part in _folded_character(character):
            if part != " " or characters[-1] != " ":
                characters.append(part)
                origins.append(index)
    return "".join(characters), origins


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    """Return what one character is compared as: nothing for an accent, a space for what is no letter or digit."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = (part for part in plain if not unicodedata.combining(part))
    return "".join(part if part.isalnum() else " " for part in kept)
