"""What is said of one source: who published it, what was seen of it, where its archived version is."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from scorecard.queries.wording import folded
from scorecard.vocabulary import SeenVia, Tier

TIERS = {
    Tier.PRIMARY: "The organisation's own document",
    Tier.RESEARCH: "A study at its publisher",
    Tier.PRESS: "An established outlet",
    Tier.COPY: "Seen in a copy, not in the original",
    Tier.DIGEST: "Seen in a digest by a third party, not in the original",
}
_LETTERS_OF_DIGEST = 10


def tier_in_words(source: dict[str, Any]) -> str:
    """Return what was seen of a source, so that a copy is never passed off as the original."""
    tier = Tier(source["tier"])
    if tier is Tier.COPY:
        return f"Seen in a copy of {source['copy_of_publisher']}, not in the original"
    is_extract = source["seen_via"] == SeenVia.SEARCH_EXTRACT and not tier.is_second_hand
    return f"{TIERS[tier]}, read in extract" if is_extract else TIERS[tier]


def archive_url(collection: str, path: str, commit: str) -> str:
    """Return the public address of a document at one commit of a collection, all of which are on GitHub."""
    return f"https://github.com/{collection}/blob/{commit}/{quote(path)}"


def publisher_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each publisher's name that can stand in an address: ``404 Media`` is ``404-media``.

    An id has only a-z, 0-9 and hyphens: the name without accents and in small letters, everything else a hyphen.
    Where several names would get the same id, or a name has no such letter, two hyphens and the beginning of the
    SHA-256 of the name follow, so that an id depends on no order. Only a new publisher whose name reads almost the
    same can change the id of another.
    """
    plain = {name: re.sub("[^a-z0-9]+", "-", folded(name)).strip("-") for name in names}
    uses = Counter(plain.values())
    return {name: slug if slug and uses[slug] == 1 else _with_digest(slug, name) for name, slug in plain.items()}


def _with_digest(slug: str, name: str) -> str:
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS_OF_DIGEST]
    return f"{slug or 'publisher'}--{digest}"
