"""The OpenAPI document: valid by the standard, complete, and true of every answer."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from scorecard.storage.definitions import definitions
from scorecard.ui.api import api_app
from tests.web import OLD, Web, two_releases

FILLED = {
    "{release}": OLD,
    "{company}": "north",
    "{folder}/{file}": "parquet/scores.parquet",
    "{file}": "ranking.csv",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The server with two releases of the libraries."""
    with two_releases(tmp_path_factory.mktemp("openapi")) as web:
        yield web


@pytest.fixture(scope="module")
def document(web: Web) -> dict[str, Any]:
    """The document as served."""
    served: dict[str, Any] = web.get("/api/v1/openapi.json").json()
    return served


def filled(path: str) -> str:
    """Return a path with its parameters filled in."""
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return path


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return what a node refers to, or the node."""
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def holds(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    """Fail unless a value is as a schema of the document says."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": document["components"]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(whole, format_checker=checker).validate(value)


def test_the_document_is_valid_and_names_licence_and_citation(document: dict[str, Any]) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["info"]["license"]["identifier"] == "CC-BY-4.0"
    assert "How to cite" in document["info"]["description"]


def test_every_address_is_in_it(document: dict[str, Any]) -> None:
    tables = {f"/api/v1/releases/{{release}}/{table.plural}" for table in definitions().values()}
    assert tables < set(document["paths"])
    routes = {getattr(route, "path", "") for route in api_app().routes}
    silent = {"/api", "/releases", "/releases/{release}", "/r", "/r/{rest:path}"}  # they lead to others, or nowhere
    described = {
        "/api/v1",
        "/api/v1/releases/{release}/{table}",
        "/releases/{release}/{path:path}",
        *document["paths"],
    }
    assert routes - silent <= described
    assert len({path["get"]["operationId"] for path in document["paths"].values()}) == len(document["paths"])


def test_every_address_answers_as_it_says(web: Web, document: dict[str, Any]) -> None:
    for path, described in document["paths"].items():
        answer = web.get(filled(path))
        assert str(answer.status) in described["get"]["responses"], path
        told = resolved(document, described["get"]["responses"][str(answer.status)])
        if answer.status == 302:
            continue
        kind = answer.headers["content-type"].split(";")[0]
        assert answer.status == 200 and kind in told["content"], path
        assert set(told["headers"]) == {"ETag"} and answer.headers["etag"]
        assert web.get(filled(path), if_none_match=answer.headers["etag"]).status == 304
        assert "304" in described["get"]["responses"]
        if kind == "application/json":
            schema = told["content"][kind].get("schema", {})
            holds(document, schema, answer.json())


def test_rows_have_the_columns_that_it_says_and_no_others(web: Web, document: dict[str, Any]) -> None:
    for table in definitions().values():
        row = document["components"]["schemas"][f"{table.name}_row"]
        assert row["required"] == list(row["properties"]) == [column.name for column in table.columns]
        for found in web.get(f"/api/v1/releases/{OLD}/{table.plural}").json()["rows"]:
            assert list(found) == row["required"]


def test_a_wrong_answer_would_be_seen(web: Web, document: dict[str, Any]) -> None:
    schema = document["paths"]["/api/v1/releases/{release}/scores"]["get"]["responses"]["200"]["content"]
    answer = web.get(f"/api/v1/releases/{OLD}/scores").json()
    for wrong in ({"score": "high"}, {"is_withheld": None}, {"company_id": 7}):
        changed = json.loads(json.dumps(answer))
        changed["rows"][0] |= wrong
        with pytest.raises(jsonschema.ValidationError):
            holds(document, schema["application/json"]["schema"], changed)


def test_every_filter_in_it_is_taken_and_no_other(web: Web, document: dict[str, Any]) -> None:
    for table in definitions().values():
        path = f"/api/v1/releases/{{release}}/{table.plural}"
        parameters = [resolved(document, one) for one in document["paths"][path]["get"]["parameters"]]
        filters = [one["name"] for one in parameters if one["in"] == "query"]
        refused = web.get(f"{filled(path)}?no_such_column=1").json()
        assert sorted(refused["there_is"]["filters"]) == sorted(filters)
        for name in set(filters) - {"format"}:
            said = web.get(f"{filled(path)}?{name}=7")
            assert said.status == 200 or "no column" not in said.json()["detail"]


def test_every_problem_is_as_it_says(web: Web, document: dict[str, Any]) -> None:
    responses = document["paths"]["/api/v1/releases/{release}/scores"]["get"]["responses"]
    for address, status in {
        f"/api/v1/releases/{OLD}/scores?x=1": 400,
        f"/api/v1/releases/{OLD}/scores?format=xml": 400,
        f"/api/v1/releases/{OLD}/nothing": 404,
        "/api/v1/releases/2027.01": 404,
        f"/releases/{OLD}/nothing": 404,
        "/api/v2": 404,
    }.items():
        answer = web.get(address)
        assert answer.status == status
        told = resolved(document, responses[str(status)])["content"]
        holds(document, told[answer.headers["content-type"]]["schema"], answer.json())


@pytest.mark.parametrize("release", ["latest", "2026.11", "2026.11.1"])
def test_its_pattern_of_a_release_takes_releases(document: dict[str, Any], release: str) -> None:
    schema = document["components"]["parameters"]["release"]["schema"]
    jsonschema.validate(release, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(f"{release}x", schema)
