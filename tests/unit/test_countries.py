"""Names of countries, as people read them instead of codes."""

import subprocess
import sys

import pytest

from scorecard import queries, settings, words


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "United States"),
        ("GB", "United Kingdom"),
        ("AE", "United Arab Emirates"),
        ("de", "Germany"),
        ("QX", "QX"),
        ("", ""),
        ("<b>", "<b>"),
    ],
)
def test_a_code_becomes_a_name_and_an_unknown_one_stays(code: str, name: str) -> None:
    assert words.country(code) == name


def test_every_headquarters_has_a_name() -> None:
    codes = set(queries.from_data(settings.ROOT / "data")[0]["company"]["headquarters"].dropna())
    assert codes and all(words.country(code) != code for code in codes)


def test_the_names_are_loaded_only_when_one_is_asked_for() -> None:
    code = (
        "import sys; from scorecard import words; from scorecard.ui import html; assert 'babel' not in sys.modules; "
        "words.country('US'); assert 'babel' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
