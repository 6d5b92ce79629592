"""A renderer of its own for tests of files."""

from collections.abc import Iterator

import pytest

from scorecard import rendering
from scorecard.publish.typeface import files


@pytest.fixture(scope="session")
def renderer() -> Iterator[rendering.Renderer]:
    """A renderer with a real browser."""
    if not rendering.has_browser():
        pytest.skip("no browser draws charts; on Debian: sudo apt-get install chromium-headless-shell")
    running = rendering.Renderer(files)
    yield running
    running.close()
