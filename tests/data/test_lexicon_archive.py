"""What the lexicon finds in the real archives: known first mentions, and every wording of the judged sample."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pygit2
import pytest

from scorecard.policy.versions import day_of
from tests.conftest import shared_file
from tests.unit.test_lexicon import shipped_matcher
from tests.unit.test_lexicon_precision import judged

# Documents that name nudification tools since a commit, read by hand: collection, path, commit, its day.
SINCE = [
    ("pga", "Pinterest/Community Guidelines.md", "9042665bb9d0b219263cb50f2c59c009b79a01ea", "2025-08-13"),
    ("pga", "Bluesky/Community Guidelines.md", "b6c337dc7cb0fbc71b75cd08804f172cd69f6425", "2025-08-15"),
    ("pga", "Facebook/Community Guidelines.md", "b130918ceae7090178e0b2649a92c7311b0213e0", "2025-11-05"),
    ("pga", "Instagram/Community Guidelines.md", "e1578a34210b3c492547c7e121999d07478b59a4", "2025-11-05"),
    ("vlopses-us", "Snapchat/Community Guidelines.md", "be44ab3e76bee534e34d5b7758ec2a982e75af6c", "2026-03-06"),
    ("genai-eu", "Grok/Acceptable Use Policy.md", "0a2be87de57998f5da96b82080b687696b67e7c1", "2026-07-08"),
    ("contrib", "Google Play/Review Guidelines.md", "072245077aff4c1e63b0202957b771803596a4bd", "2021-10-09"),
    ("contrib", "Google Ads/Acceptable Use Policy.md", "bc29e686a1c72adb3d7b8cc7cd6d62d154442928", "2024-05-30"),
]
# Texts that name a term in other words than before, and texts that no longer do, read by hand.
NAMED = [
    ("pga", "Facebook/Community Guidelines.md", "215f421e5f3405d01840766565ff9ae38b6b5a89", "ai_generated_csam"),
    ("vlopses-us", "Facebook/Community Guidelines.md", "64d89bab08683fba645675c4d1c519e77252638f", "ai_generated_csam"),
    ("pga", "Bluesky/Community Guidelines.md", "b5d954521974b7d32f579be296b4061a43eed3d5", "ai_generated_csam"),
    (
        "pga",
        "Bluesky/Community Guidelines.md",
        "b5d954521974b7d32f579be296b4061a43eed3d5",
        "child_sexual_abuse_material",
    ),
    ("contrib", "TikTok/Community Guidelines.md", "9771d37e415762b3f1777042ffd440b1e8376c05", "ai_generated_csam"),
    ("vlopses-us", "X/Community Guidelines.md", "91f0d8e9104bd06f09736e1ad960a6b9b187e70b", "ai_generated_csam"),
    ("vlopses-us", "Pornhub/Acceptable Use Policy.md", "eacdb3ac6b92ef86d4c062b4e2d161911df0aafb", "ai_generated_csam"),
    (
        "vlopses-us",
        "Pornhub/Acceptable Use Policy.md",
        "eacdb3ac6b92ef86d4c062b4e2d161911df0aafb",
        "synthetic_intimate_imagery",
    ),
    ("contrib", "Discord/Community Guidelines.md", "fa0df52e498c2ef083e98232f60ea635c7261793", "ai_generated_csam"),
    (
        "contrib",
        "Reddit/Quality Guidelines.md",
        "775de2b7a1aaace612db81e66ed96a4c3d129b26",
        "child_sexual_abuse_material",
    ),
]
GONE = [
    (
        "contrib",
        "Cloudflare/Terms of Service.md",
        "079b99ddb0809f768ad3d0a8d28da010f92e137d",
        "child_sexual_abuse_material",
    ),
    ("contrib", "Snapchat/Community Guidelines.md", "217828ac3685b6e3338e576cb8a2c95e2de93ec5", "payments"),
    ("pga", "TikTok/Community Guidelines.md", "24467b167f46bf6b0bd5cd4710b30b41d4f7b86a", "ai_generated_csam"),
]
Collections = Callable[[str], pygit2.Repository]


@pytest.fixture(scope="session")
def collections(tmp_path_factory: pytest.TempPathFactory) -> Collections:
    """Clone a collection from its bundle, once."""

    @cache
    def cloned(name: str) -> pygit2.Repository:
        bundle = shared_file(f"archives/OpenTermsArchive+{name}-versions.bundle")
        path = tmp_path_factory.mktemp("archive") / f"{name}.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(path)], check=True)
        return pygit2.Repository(str(path))

    return cloned


def text_at(commit: pygit2.Commit, path: str) -> bytes | None:
    node: pygit2.Object = commit.tree
    for step in Path(path).parts:
        if not isinstance(node, pygit2.Tree) or step not in node:
            return None
        node = node[step]
    assert isinstance(node, pygit2.Blob)
    return node.data


@pytest.mark.parametrize(("collection", "path", "commit", "day"), SINCE)
def test_a_document_names_nudification_tools_since(
    collections: Collections, collection: str, path: str, commit: str, day: str
) -> None:
    found = collections(collection).get(commit)
    assert isinstance(found, pygit2.Commit)
    text, before = text_at(found, path), text_at(found.parents[0], path)
    assert text is not None and before is not None
    terms = [
        {mention.term_id: mention for mention in shipped_matcher().mentions(version)} for version in (before, text)
    ]
    assert "nudification_tools" not in terms[0] and "nudification_tools" in terms[1]
    assert str(day_of(found.commit_time)) == day


@pytest.mark.parametrize(("collection", "path", "commit", "term_id"), [*NAMED, *GONE])
def test_a_text_names_a_term_in_whatever_words(
    collections: Collections, collection: str, path: str, commit: str, term_id: str
) -> None:
    found = collections(collection).get(commit)
    assert isinstance(found, pygit2.Commit)
    text = text_at(found, path)
    assert text is not None
    named = {mention.term_id for mention in shipped_matcher().mentions(text)}
    assert (term_id in named) is ((collection, path, commit, term_id) in NAMED)


def test_every_judged_wording_is_found_in_its_version(collections: Collections) -> None:
    for row in judged():
        name = row["collection"].removeprefix("OpenTermsArchive/").removesuffix("-versions")
        commit = collections(name).get(row["commit"])
        assert isinstance(commit, pygit2.Commit)
        text = text_at(commit, row["path"])
        assert text is not None
        assert row["term_id"] in {mention.term_id for mention in shipped_matcher().mentions(text)}, row
