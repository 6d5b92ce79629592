"""The API: frozen releases for programs, the same to the byte as their files, and nothing but them."""

import gzip
import hashlib
import io
import json
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import brotli
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.definitions import TableDefinition
from scorecard.queries.api import frozen as frozen_module
from scorecard.queries.releases import open_release
from scorecard.storage.definitions import definitions
from tests.web import NEW, OLD, Web, two_releases

ROOT = "/api/v1"
TABLES = {table.plural: table for table in definitions().values()}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The server with two releases of the libraries, of which the later one corrects the other."""
    with two_releases(tmp_path_factory.mktemp("api")) as web:
        yield web


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    """The server where no release has been frozen."""
    monkeypatch.setenv("SCORECARD_RELEASES", str(tmp_path / "releases"))
    return Web(tmp_path / "releases")


def url(table: str, query: str = "", release: str = OLD) -> str:
    return f"{ROOT}/releases/{release}/{table}{query}"


def test_every_table_as_csv_is_the_file_of_the_release(web: Web) -> None:
    for release in (OLD, NEW):
        for name in TABLES:
            answer = web.get(url(name, "?format=csv", release))
            assert answer.status == 200
            assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
            assert answer.body == (web.folder / release / "csv" / f"{name}.csv").read_bytes()


def test_every_table_as_json_has_the_rows_of_the_one_json_file(web: Web) -> None:
    whole = json.loads((web.folder / OLD / f"pledgewatch-{OLD}.json").read_text("utf-8"))
    for name, table in TABLES.items():
        answer = web.get(url(name)).json()
        assert answer["rows"] == whole["tables"][name]
        assert answer["release"] == whole["release"]
        assert answer["table"] == name
        assert [column["name"] for column in answer["columns"]] == [column.name for column in table.columns]


def test_a_number_is_written_in_json_as_in_csv(web: Web) -> None:
    written = {row.split(",")[1]: row.split(",")[2] for row in web.get(url("scores", "?format=csv")).text.split()[1:]}
    for company, score in written.items():
        assert f'"company_id": "{company}", "score": {score or "null"},' in web.get(url("scores")).text


SUBJECTS = {"company_id", "indicator_id", "commitment_id"}
FILTERED = [name for name, table in TABLES.items() if {column.name for column in table.columns} & SUBJECTS]


@given(data=st.data())
def test_any_filters_choose_the_rows_that_pandas_chooses(web: Web, data: st.DataObject) -> None:
    release, name = data.draw(st.sampled_from([OLD, NEW])), data.draw(st.sampled_from(FILTERED))
    whole = pd.read_csv(web.folder / release / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
    possible = [column for column in TABLES[name].columns if column.is_key or column.name in SUBJECTS]
    wanted, asked = pd.Series(True, index=whole.index), {}
    for column in data.draw(st.lists(st.sampled_from(possible), unique=True, max_size=3)):
        there = set(whole[column.name]) | ({"nowhere"} if column.kind == "text" and not column.words else set())
        if there:
            asked[column.name] = data.draw(st.lists(st.sampled_from(sorted(there)), min_size=1, max_size=3))
            wanted &= whole[column.name].isin(asked[column.name])
    query = urlencode(asked, doseq=True)
    as_csv, as_json = (web.get(url(name, f"?format={form}&{query}", release)) for form in ("csv", "json"))
    chosen = pd.read_csv(io.BytesIO(as_csv.body), dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(chosen, whole[wanted].reset_index(drop=True))
    everything = web.get(url(name, release=release)).json()["rows"]
    assert as_json.json()["rows"] == [everything[place] for place in whole.index[wanted]]


def test_filters_of_one_column_add_up_and_of_two_must_both_hold(web: Web) -> None:
    def rows(query: str) -> set[tuple[str, str]]:
        found = web.get(url("assessments", query)).json()["rows"]
        return {(row["company_id"], row["indicator_id"]) for row in found}

    assert rows("?company_id=north") | rows("?company_id=south") == rows("?company_id=north&company_id=south")
    assert rows("?company_id=north&indicator_id=LEN1") == {("north", "LEN1")}
    assert rows("?company_id=nobody") == set()


def test_an_empty_value_chooses_what_is_missing(web: Web) -> None:
    rows = web.get(url("corrections", "?company_id=", NEW)).json()["rows"]
    assert rows == []
    assert len(web.get(url("corrections", "?company_id=north", NEW)).json()["rows"]) == 1
    refused = web.get(url("scores", "?company_id="))
    assert refused.status == 400 and "never empty" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("table", "query", "status", "said"),
    [
        ("score", "", 404, "has no table 'score'"),
        ("scores", "?name=north", 400, "scores has no column 'name'. Filters are: release_id, company_id"),
        ("scores", "?score=1", 400, "scores cannot be filtered by 'score'"),
        ("scores", "?format=xml", 400, "There is no format 'xml'. There are: json, csv."),
        ("scores", "?format=csv&format=json", 400, "There is no format"),
        ("evidence", "?position=first", 400, "'first' can be no position: write a whole number."),
        ("evidence", "?position=%EF%BC%91", 400, "write a whole number"),
        ("reports", "?period_start=2026", 400, "write a day such as"),
        ("corrections", "?position=1_0", 400, "write a whole number"),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(
    web: Web, table: str, query: str, status: int, said: str
) -> None:
    answer = web.get(url(table, query))
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and told["title"] and said in told["detail"]
    assert "immutable" not in answer.headers["cache-control"] and "etag" not in answer.headers


def test_a_problem_names_what_there_is(web: Web) -> None:
    assert web.get(url("score")).json()["there_is"]["tables"] == sorted(TABLES)
    assert web.get(url("scores", "?x=1")).json()["there_is"]["filters"] == ["release_id", "company_id", "format"]
    assert web.get(url("scores", release="2027.01")).json()["there_is"]["releases"] == [NEW, OLD]
    assert web.get(f"{ROOT}/nothing").json()["detail"].endswith("begins at /api/v1/.")


def test_the_form_follows_the_header_where_the_address_does_not_say(web: Web) -> None:
    def kind(accept: str, query: str = "") -> str:
        answer = web.get(url("scores", query), accept=accept)
        assert "Accept" in [part.strip() for part in answer.headers["vary"].split(",")]
        return answer.headers["content-type"].split(";")[0]

    assert kind("text/csv") == "text/csv"
    assert kind("text/csv, application/json;q=0.9") == "text/csv"
    assert kind("text/csv;q=0.5, application/json") == "application/json"
    assert kind("text/html, */*;q=0.8") == "application/json"
    assert kind("text/*") == "text/csv"
    assert kind("") == kind("nonsense;q=x") == "application/json"
    assert kind("text/csv", "?format=json") == "application/json"


def test_releases_are_listed_newest_first_with_links_that_lead_somewhere(web: Web) -> None:
    listed = web.get(f"{ROOT}/releases").json()["releases"]
    assert [one["release"]["release_id"] for one in listed] == [NEW, OLD]
    for one in listed:
        for link in one["links"].values():
            assert web.get(link).status == 200, link
    index = web.get(f"{ROOT}/").json()
    assert web.get(index["openapi"]).status == web.get(index["releases"]).status == 200
    assert web.get(index["newest"]).status == 307


def test_a_release_says_what_is_in_it_and_what_was_corrected_since(web: Web) -> None:
    told = web.get(f"{ROOT}/releases/{OLD}").json()
    for table in told["tables"]:
        own = pd.read_csv(web.folder / OLD / "csv" / f"{table['name']}.csv")
        assert table["rows"] == len(own)
        assert web.get(table["links"]["csv"]).status == 200
    for file in told["files"]:
        assert hashlib.sha256(web.get(file["url"]).body).hexdigest() == file["sha256"]
    [correction] = told["corrections"]
    assert (correction["company_id"], correction["old"], correction["new"]) == ("north", "met", "partial")
    assert told["newest"] == NEW and told["cite"]["apa"].casefold().count("release 2026.11") == 1
    assert web.get(f"{ROOT}/releases/{NEW}").json()["corrections"] == []


def test_latest_leads_to_the_newest_and_is_not_kept(web: Web) -> None:
    for path in ("", "/scores?company_id=north&format=csv"):
        answer = web.get(f"{ROOT}/releases/latest{path}")
        assert (answer.status, answer.headers["location"]) == (307, f"{ROOT}/releases/{NEW}{path}")
        assert answer.headers["cache-control"] == "no-cache"
    answer = web.get("/releases/latest/csv/scores.csv")
    assert answer.headers["location"] == f"/releases/{NEW}/csv/scores.csv"


def test_a_slash_at_the_end_changes_nothing(web: Web) -> None:
    assert web.get("/api/v1").body == web.get("/api/v1/").body
    assert web.get(url("scores", "/")).body == web.get(url("scores")).body
    assert web.get("/api").headers["location"] == "/api/v1/"
    assert web.get(f"/releases/{OLD}/").headers["location"] == f"/api/v1/releases/{OLD}"


def test_every_file_of_a_release_comes_byte_for_byte_and_by_ranges(web: Web) -> None:
    for path in (path for path in (web.folder / OLD).rglob("*") if path.is_file()):
        address, content = f"/releases/{OLD}/{path.relative_to(web.folder / OLD).as_posix()}", path.read_bytes()
        assert web.get(address).body == content
        packed = web.get(address, accept_encoding="br")
        is_packed = packed.headers.get("content-encoding") == "br"
        assert (brotli.decompress(packed.body) if is_packed else packed.body) == content
        part = web.get(address, range="bytes=2-9")
        assert (part.status, part.body) == (206, content[2:10])
        assert part.headers["etag"] == web.get(address).headers["etag"]


@pytest.mark.parametrize(
    "path",
    [
        "../2026.11/ranking.csv",
        "csv/../../../libraries/call.yaml",
        "..%2f..%2fcall.yaml",
        "%2e%2e/%2e%2e/call.yaml",
        "csv/..%5c..%5ccall.yaml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "ranking.csv%00",
        "ranking.csv%00.txt",
        "csv\\scores.csv",
        "csv",
        "csv/",
        ".",
        "./ranking.csv",
        "RANKING.CSV",
        "csv//scores.csv",
        "SHA256SUMS/../ranking.csv",
    ],
)
def test_nothing_but_the_files_of_the_release_is_given(web: Web, path: str) -> None:
    answer = web.get(f"/releases/{OLD}/{path}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "SHA256SUMS" in answer.json()["there_is"]["files"]


@pytest.mark.parametrize("release", ["..", "%2e%2e", "2026.11%2f..", ".", "2026.11%00", "%ef%bc%92026.11", "working"])
def test_nothing_but_a_release_is_a_release(web: Web, release: str) -> None:
    for address in (f"/releases/{release}/ranking.csv", url("scores", release=release), f"{ROOT}/releases/{release}"):
        assert web.get(address).status == 404, address


@given(path=st.text(max_size=30))
def test_any_path_is_answered_and_gives_only_what_is_listed(web: Web, path: str) -> None:
    listed = (web.folder / OLD / "SHA256SUMS").read_text("utf-8").split()
    answer = web.get(f"/releases/{OLD}/x{quote(path)}")
    assert answer.status == 404 or f"x{path}".rstrip("/") in listed


def test_a_tag_saves_the_second_transfer(web: Web) -> None:
    for address in (url("scores"), url("scores", "?format=csv"), f"{ROOT}/releases", f"/releases/{OLD}/ranking.csv"):
        first = web.get(address)
        tag = first.headers["etag"]
        assert tag.startswith('"') and tag.endswith('"')  # a strong one
        for given_tag in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = web.get(address, if_none_match=given_tag)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["cache-control"] == first.headers["cache-control"]
        assert web.get(address, if_none_match='"other"').status == 200


def test_what_differs_has_another_tag(web: Web) -> None:
    addresses = [
        url(name, query, release)
        for release in (OLD, NEW)
        for name in ("scores", "companies", "assessments")
        for query in ("", "?format=csv", "?company_id=north", "?company_id=north&format=csv", "?company_id=south")
    ]
    tags = [web.get(address).headers["etag"] for address in addresses]
    assert len(set(tags)) == len(addresses)
    same = [
        url("scores", f"?{query}")
        for query in ("company_id=north&company_id=south", "company_id=south&company_id=north")
    ]
    assert len({web.get(address).headers["etag"] for address in same}) == 1


def test_what_is_frozen_is_kept_for_ever_and_lists_for_minutes(web: Web) -> None:
    for address in (url("scores"), url("scores", "?company_id=north"), f"/releases/{OLD}/ranking.csv"):
        assert web.get(address).headers["cache-control"] == "public, max-age=31536000, immutable"
    for address in (f"{ROOT}/", f"{ROOT}/openapi.json", f"{ROOT}/releases", f"{ROOT}/releases/{OLD}"):
        assert web.get(address).headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(("encoding", "decompress"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_large_answers_come_compressed_with_a_tag_of_their_own(web: Web, encoding: str, decompress: object) -> None:
    for address in (url("assessments"), f"/releases/{OLD}/README.md", f"/releases/{OLD}/datapackage.json"):
        plain, packed = web.get(address), web.get(address, accept_encoding=f"deflate, {encoding}")
        assert packed.headers["content-encoding"] == encoding
        assert decompress(packed.body) == plain.body  # type: ignore[operator]
        assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
        assert packed.headers["etag"] != plain.headers["etag"]
        assert "Accept-Encoding" in packed.headers["vary"] and "Accept-Encoding" in plain.headers["vary"]
        assert web.get(address, if_none_match=packed.headers["etag"]).status == 304
    for address in (url("bands", "?format=csv"), f"/releases/{OLD}/parquet/scores.parquet"):
        assert "content-encoding" not in web.get(address, accept_encoding=encoding).headers


def test_pages_of_every_origin_may_read(web: Web) -> None:
    addresses = (url("scores"), url("nothing"), f"{ROOT}/releases/latest", f"/releases/{OLD}/ranking.csv", f"{ROOT}/x")
    for address in addresses:
        assert web.get(address).headers["access-control-allow-origin"] == "*"
        asked = web.ask(address, "OPTIONS", {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"})
        assert (asked.status, asked.body) == (204, b"")
        assert asked.headers["access-control-allow-origin"] == "*"
        assert asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
        assert "If-None-Match" in asked.headers["access-control-allow-headers"]


def test_head_has_the_headers_of_get_and_no_body(web: Web) -> None:
    for address in (url("scores"), f"{ROOT}/releases", f"/releases/{OLD}/ranking.csv", "/r/north", url("nothing")):
        get, head = web.get(address), web.ask(address, "HEAD")
        assert (head.status, head.body if head.status == 200 else b"") == (get.status, b"")
        assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_it_is_read_only(web: Web, method: str) -> None:
    for address in (url("scores"), f"{ROOT}/releases", f"/releases/{OLD}/ranking.csv", "/r/north"):
        answer = web.ask(address, method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert "read-only" in answer.json()["detail"]


def test_security_headers_and_the_licence_stay_on_every_answer(web: Web) -> None:
    for address in (url("scores"), url("nothing"), "/r/north", "/r/nobody", f"/releases/{OLD}/ranking.csv"):
        answer = web.get(address)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in web.get(url("scores")).headers["link"]
    assert "opendatacommons.org" in web.get(url("policy_versions")).headers["link"]
    assert "opendatacommons.org" in web.get(f"/releases/{OLD}/csv/policy_versions.csv").headers["link"]


def test_the_app_gets_everything_else(web: Web) -> None:
    for address in ("/", "/company?company=north", "/method", "/apiary", "/releases.html", "/rx/2026.11"):
        assert web.get(address).text == "the app"


def test_links_begin_with_the_public_address_where_there_is_one(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", "https://watch.example.org/")
    assert web.get(f"{ROOT}/").json()["releases"] == "https://watch.example.org/api/v1/releases"
    assert web.get(f"{ROOT}/openapi.json").json()["servers"] == [{"url": "https://watch.example.org"}]
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", "nonsense")
    assert web.get(f"{ROOT}/").json()["releases"] == "/api/v1/releases"


def test_without_a_release_lists_are_empty_and_the_rest_says_so(empty: Web) -> None:
    assert empty.get(f"{ROOT}/releases").json() == {"releases": []}
    assert empty.get(f"{ROOT}/").status == empty.get(f"{ROOT}/openapi.json").status == 200
    for address in (url("scores"), f"{ROOT}/releases/{OLD}", f"{ROOT}/releases/latest", f"/releases/{OLD}/ranking.csv"):
        answer = empty.get(address)
        assert answer.status == 404 and "No release has been frozen yet." in answer.json()["detail"]
    for address in ("/r/north", f"/r/{OLD}/north", "/r", f"/r/{OLD}"):
        answer = empty.get(address)
        assert answer.status == 404 and "No release has been frozen yet." in answer.text


def test_a_file_that_was_changed_is_not_given(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(web.folder / OLD, tmp_path / OLD)
    monkeypatch.setenv("SCORECARD_RELEASES", str(tmp_path))
    changed = tmp_path / OLD / "csv" / "replies.csv"
    changed.write_bytes(changed.read_bytes() + b"x\n")
    (tmp_path / OLD / "csv" / "limits.csv").unlink()
    for name in ("replies", "limits"):
        # What was answered before stays as it was frozen, so each asks for what is not kept in memory.
        filtered = {"replies": "?company_id=west", "limits": "?position=77"}[name]
        for answer in (
            web.get(f"/releases/{OLD}/csv/{name}.csv", range="bytes=0-3"),
            web.get(url(name, filtered)),
            web.get(f"{ROOT}/releases/{OLD}"),
        ):
            assert answer.status == 500
            assert str(tmp_path) not in answer.text and "log" in answer.json()["detail"]
    (tmp_path / OLD / "datapackage.json").write_text("{}")
    assert web.get(f"{ROOT}/releases").status == 500


def test_a_release_that_is_mended_is_read_anew(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_RELEASES", str(tmp_path))
    assert web.get(url("scores")).status == 404
    shutil.copytree(web.folder / OLD, tmp_path / OLD)
    assert web.get(url("scores")).body == web.get(url("scores")).body
    assert web.get(url("scores")).status == 200


def test_a_short_link_leads_to_the_company_in_the_release(web: Web) -> None:
    for address, place in {
        f"/r/{OLD}/north": f"/company?company=north&release={OLD}",
        f"/r/{OLD}/NORTH": f"/company?company=north&release={OLD}",
        f"/r/{OLD}/north/": f"/company?company=north&release={OLD}",
        "/r/north": f"/company?company=north&release={NEW}",
        "/r/latest/north": f"/company?company=north&release={NEW}",
    }.items():
        answer = web.get(address)
        assert (answer.status, answer.headers["location"]) == (302, place), address
        assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "said", "links"),
    [
        (f"/r/{OLD}/nobody", "Release 2026.11 has no company “nobody”.", f"/r/{OLD}/north"),
        ("/r/nobody", "Release 2026.12 has no company “nobody”.", f"/r/{NEW}/north"),
        ("/r/2027.01/north", "There is no release &#39;2027.01&#39;. There are: 2026.12, 2026.11.", f"/r/{OLD}"),
        (f"/r/{OLD}", "A short link names a release and a company", f"/r/{OLD}/south"),
        ("/r/2027.01", "There is no release &#39;2027.01&#39;", f"/r/{OLD}"),
        ("/r/", "A short link names a release and a company", f"/r/{NEW}/south"),
        (f"/r/{OLD}/a/b", "A short link names a release and a company", f"/r/{NEW}/south"),
        (f"/r/{OLD}/%3Cscript%3E", "&lt;script&gt;", f"/r/{OLD}/north"),
    ],
)
def test_a_short_link_to_nothing_says_what_there_is(web: Web, address: str, said: str, links: str) -> None:
    answer = web.get(address)
    assert answer.status == 404 and answer.headers["content-type"].startswith("text/html")
    assert said in answer.text and f'href="{links}"' in answer.text and "<script>" not in answer.text
    assert answer.text.startswith('<!doctype html>\n<html lang="en">') and 'href="/get_help"' in answer.text


def test_scores_of_the_api_are_those_of_the_page(web: Web) -> None:
    shown = queries.ranking(open_release(web.folder, OLD)).set_index("company_id")
    for row in web.get(url("scores")).json()["rows"]:
        score = shown.loc[row["company_id"], "score"]
        assert row["score"] == score or (row["score"] is None and pd.isna(score))


def test_many_who_ask_at_once_get_the_same_and_it_is_made_once(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(web.folder / NEW, tmp_path / NEW)
    monkeypatch.setenv("SCORECARD_RELEASES", str(tmp_path))
    made: list[str] = []
    real = frozen_module.read_table

    def slow(table: TableDefinition, path: str, content: bytes) -> object:
        made.append(path)
        time.sleep(0.05)
        return real(table, path, content)

    monkeypatch.setattr(frozen_module, "read_table", slow)
    # Two of one column: questions that no other test asks, whose answers are in no memory yet.
    addresses = [url("assessments", f"?company_id=north&company_id={other}", NEW) for other in ("x", "south")] * 6
    with ThreadPoolExecutor(12) as threads:
        bodies = list(threads.map(lambda address: web.get(address).body, addresses))
    assert len(set(bodies)) == 2 and bodies[:2] * 6 == bodies
    assert made.count("csv/assessments.csv") == 1
