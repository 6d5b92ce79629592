"""The releases that are shipped: each holds in every way that is known, and the newest is what the data folder has."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from scorecard import queries, settings
from scorecard.queries.releases import frozen_releases, open_release
from scorecard.releases import verify

FOLDER = settings.ROOT / "data" / "releases"
RELEASES = [facts.release_id for facts in frozen_releases(FOLDER)]
NOTEBOOKS = sorted((settings.ROOT / "examples").glob("*.ipynb"))


def test_there_is_a_release() -> None:
    assert RELEASES and sorted(RELEASES, reverse=True) == RELEASES


@pytest.mark.parametrize("release_id", RELEASES)
def test_a_shipped_release_holds(release_id: str) -> None:
    assert verify(FOLDER / release_id, lambda step: None).findings == ()


def test_nothing_of_the_newest_release_is_missing_from_the_data_folder(tables: queries.Tables) -> None:
    """Working data go on from the newest release: no company, indicator or correction is lost on the way."""
    newest = open_release(FOLDER, RELEASES[0])
    for name in ("company", "indicator", "correction"):
        key = newest[name].columns[0]
        assert set(newest[name][key]) <= set(tables[name][key])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the notebook's own machinery
def test_a_notebook_runs_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCORECARD_RELEASES")
    monkeypatch.setenv("PYTHONPATH", str(settings.ROOT))
    notebook = nbformat.read(path, as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs")], "a notebook is kept without its outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(settings.ROOT)}}).execute()
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert all(outputs)
