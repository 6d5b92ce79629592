"""Opening the app in Streamlit's own test harness, always through dashboard.py."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scorecard import settings
from scorecard.build import build

Open = Callable[..., AppTest]


class Page:
    """A page that was opened: its text, headings and links."""

    def __init__(self, app: AppTest) -> None:
        """Keep the app."""
        self.app = app

    @property
    def html(self) -> str:
        """Everything that was drawn as HTML, style sheets left out."""
        bodies = [str(element.proto.body) for element in self.app.get("html")]
        return "\n".join(body for body in bodies if not body.lstrip().startswith("<style"))

    @property
    def title(self) -> str:
        """The text of the page's one title."""
        titles = [part.split("</h1>")[0] for part in self.html.split('<h1 class="pw-title">')[1:]]
        assert len(titles) == 1, titles
        return titles[0]


@pytest.fixture(scope="session")
def shipped_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database of the shipped data."""
    address = f"sqlite:///{tmp_path_factory.mktemp('shipped')}/test.db"
    build(settings.ROOT / "data", address)
    return address


@pytest.fixture
def open_page(shipped_database: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    """Return a function that opens a page of the shipped data by its path, with query parameters."""
    monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
    monkeypatch.setenv("DATABASE_URL", shipped_database)

    def opened(path: str, **parameters: str) -> Page:
        app = AppTest.from_file(str(settings.ROOT / "dashboard.py"), default_timeout=30)
        for key, value in parameters.items():
            app.query_params[key] = value
        app.run()
        if path != "ranking":
            app.switch_page(f"pages/{path}.py")
            for key, value in parameters.items():
                app.query_params[key] = value
            app.run()
        assert not app.exception, app.exception
        return Page(app)

    return opened


@pytest.fixture
def open_dataset(monkeypatch: pytest.MonkeyPatch, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens a page of another data folder, whose database the app builds itself."""

    def opened(data_dir: Path, path: str, **parameters: str) -> Page:
        st.cache_data.clear()
        st.cache_resource.clear()
        monkeypatch.setenv("SCORECARD_DATA", str(data_dir))
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{data_dir.parent}/app.db")
        return open_page(path, **parameters)

    return opened
