"""Reading curated files: what is written stays as written, and nothing that can be written breaks the reader."""

import shutil
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from scorecard.build import check
from scorecard.curation import fields
from scorecard.curation.documents import Document, PlainText, read_document
from tests.conftest import FIXTURES

LIBRARIES = FIXTURES / "libraries"
FILES = ["methodology/3.1.yaml", "companies/north.yaml", "call.yaml", "codings.csv", "endorsers.csv"]


def read(text: str, tmp_path: Path) -> Any:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return read_document(path, "file.yaml").data


@pytest.mark.parametrize(
    ("written", "reads_as"),
    [
        ("NO", "a boolean"),
        ("yes", "a boolean"),
        ("off", "a boolean"),
        ("true", "a boolean"),
        ("12:30", "a number"),
        ("010", "a number"),
        ("1.10", "a number"),
        ("2026-01-02", "a date"),
    ],
)
def test_what_other_readers_would_convert_stays_as_written_and_is_marked(
    tmp_path: Path, written: str, reads_as: str
) -> None:
    value = read(f"key: {written}\n", tmp_path)["key"]
    assert (value, value.reads_as) == (written, reads_as)


@pytest.mark.parametrize("written", ['"NO"', "'2026-01-02'", '"1.10"', "plain words", "2026-01 and more"])
def test_quoted_and_plain_text_is_just_text(tmp_path: Path, written: str) -> None:
    assert type(read(f"key: {written}\n", tmp_path)["key"]) is str


PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), PRINTABLE, max_size=6))
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_text_that_was_dumped_is_read_back(tmp_path: Path, data: dict[str, str]) -> None:
    text = yaml.safe_dump(data or {"a": "b"}, allow_unicode=True)
    assert read(text, tmp_path) == (data or {"a": "b"})


def test_lines_of_values_keys_and_items() -> None:
    document = Document("f.yaml", "a: 1\nlist:\n  - id: x\n    text: >-\n      folded\n      text\n  - id: y\n")
    assert document.line(("a",)) == 1
    assert document.line(("list", 0, "text")) == 4
    assert document.line(("list", 1)) == 7
    assert document.line(("list", 1, "missing", "deeper")) == 7
    assert document.name(("list", 1, "missing")) == "list[y].missing"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-08-14", "2026-08-14", "2026-08-14"),
    ],
)
def test_partial_dates(text: str, earliest: str, latest: str) -> None:
    parsed = fields.PartialDate(text)
    assert (parsed.earliest.isoformat(), parsed.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["26", "2026-13", "2026-02-30", "2026-1-2", "0000", "2026-00", "yesterday", "2026-01-02T10:00"]
)
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(fields.AnyDate).validate_python(text)


@pytest.mark.parametrize(("text", "value"), [("0.1", Fraction(1, 10)), ("2/3", Fraction(2, 3)), ("12", 12), ("-1", -1)])
def test_numbers_are_exact(text: str, value: Fraction) -> None:
    assert TypeAdapter(fields.Exact).validate_python(PlainText(text, "a number")) == value


@pytest.mark.parametrize("text", ["1e3", "0x10", "1.5/2", "١", "1_000", "1/0", "nan", ".5", "", "two"])
def test_numbers_in_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(fields.Exact).validate_python(text)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example",
        "http://",
        "https://user:pass@a.example",
        "https://a b.example",
        "//a.example",
        "https://[a",
        "",
    ],
)
def test_addresses_that_are_none_are_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(fields.Address).validate_python(address)


@given(file=st.sampled_from(FILES), data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_mangled_file_never_breaks_the_check(file: str, data: st.DataObject) -> None:
    """Any mutation gives a dataset or problems with a file, a line and words; never an exception."""
    original = (LIBRARIES / file).read_bytes()
    start = data.draw(st.integers(0, len(original)))
    length = data.draw(st.integers(0, 200))
    inserted = data.draw(st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "ignore")))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(LIBRARIES, Path(folder) / "libraries"))
        (copy / file).write_bytes(original[:start] + inserted + original[start + length :])
        _, problems = check(copy)
    for problem in problems:
        assert problem.line >= 1 and problem.message and problem.remedy and "\n" not in problem.file


@given(value=st.recursive(st.none() | st.text(max_size=5) | st.integers() | st.booleans(), st.lists, max_leaves=5))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@pytest.mark.parametrize("key", ["sources", "assessments", "roles", "coded_on", "name", "services"])
def test_a_value_of_any_kind_in_any_key_is_refused_in_words(key: str, value: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(LIBRARIES, Path(folder) / "libraries"))
        path = copy / "companies" / "north.yaml"
        company = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
        path.write_text(yaml.safe_dump(company | {key: value}, allow_unicode=True), encoding="utf-8")
        _, problems = check(copy)
    assert all(problem.line >= 1 and problem.message for problem in problems)
