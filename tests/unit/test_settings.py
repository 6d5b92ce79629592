"""What the environment may change, and what is refused."""

import pytest

from scorecard import settings
from scorecard.errors import UsageError


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("", ""),
        ("  ", ""),
        ("https://pledgewatch.example.org/", "https://pledgewatch.example.org"),
        ("http://localhost:8501", "http://localhost:8501"),
        ("https://example.org/scores/", "https://example.org/scores"),
    ],
)
def test_public_address_has_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch, given: str, understood: str) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", given)
    assert settings.public_address() == understood


@pytest.mark.parametrize(
    "given",
    ["example.org", "javascript:alert(1)", "https://example.org/?a=1", "https://a.org/#x", 'https://a.org/"><script>'],
)
def test_what_is_no_web_address_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", given)
    with pytest.raises(UsageError, match="PLEDGEWATCH_ADDRESS"):
        settings.public_address()
