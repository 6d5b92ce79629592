"""The API over the releases that are shipped: every table is the file, and JSON says the same."""

import json

import pytest

from scorecard.queries.releases import frozen_releases
from scorecard.settings import ROOT
from tests.web import Web

FOLDER = ROOT / "data" / "releases"
RELEASES = [facts.release_id for facts in frozen_releases(FOLDER)]


@pytest.mark.parametrize("release_id", RELEASES)
def test_every_table_is_the_file_and_json_says_the_same(release_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_RELEASES", str(FOLDER))
    web = Web(FOLDER)
    whole = json.loads((FOLDER / release_id / f"pledgewatch-{release_id}.json").read_text("utf-8"))
    described = web.get(f"/api/v1/releases/{release_id}").json()
    assert {table["name"] for table in described["tables"]} == set(whole["tables"])
    for table in described["tables"]:
        rows = whole["tables"][table["name"]]
        assert table["rows"] == len(rows)
        assert (
            web.get(table["links"]["csv"]).body == (FOLDER / release_id / "csv" / f"{table['name']}.csv").read_bytes()
        )
        assert web.get(table["links"]["json"]).json()["rows"] == rows
