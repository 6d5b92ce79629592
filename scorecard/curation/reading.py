"""From a data folder to records: reads every file, collects every problem, never stops at the first."""

import csv
import gc
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from scorecard.curation import rules
from scorecard.curation.call import Call, Coding, Endorser
from scorecard.curation.companies import Company
from scorecard.curation.documents import Document, Place, read_document
from scorecard.curation.fields import Record
from scorecard.curation.methodology import Methodology
from scorecard.errors import Problem

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Sourced(Generic[RecordT]):
    """A record and the document it was read from, so that a check can name the line."""

    record: RecordT
    document: Document


@dataclass(frozen=True)
class Rows(Generic[RecordT]):
    """The records of a CSV file with the line of each."""

    file: str
    records: tuple[RecordT, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """Everything that was read from one data folder.

    Attributes:
        methodology: the version in force: the highest that the folder has.
        companies: one entry a company, ordered by id.
        call: the call that the methodology restates, if the folder has it.
        endorsers: who endorses the call.
        codings: both coders' levels.
        unread_companies: names of the company files that could not be read, so that no check takes
            their companies for unknown.
    """

    methodology: Sourced[Methodology]
    companies: tuple[Sourced[Company], ...]
    call: Sourced[Call] | None
    endorsers: Rows[Endorser]
    codings: Rows[Coding]
    unread_companies: frozenset[str] = frozenset()


@contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """Pause the garbage collector while records pile up: it would walk over all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_dataset(data_dir: Path) -> tuple[Dataset | None, list[Problem]]:
    """Read a data folder.

    Args:
        data_dir: folder with ``methodology/`` and ``companies/``, and optionally ``call.yaml``,
            ``endorsers.csv`` and ``codings.csv``.

    Returns:
        What could be read, None without a methodology; and every problem of form. Companies whose
        file has such problems are missing from the dataset.
    """
    with _nothing_is_garbage():
        return _read(data_dir)


def _read(data_dir: Path) -> tuple[Dataset | None, list[Problem]]:
    problems: list[Problem] = []
    methodology = _methodology(data_dir, problems)
    company_paths = sorted((data_dir / "companies").glob("*.yaml"))
    companies = tuple(_companies(company_paths, data_dir, problems))
    unread = {path.stem for path in company_paths} - {entry.record.id for entry in companies}
    problems.extend(_unexpected(data_dir))
    call_path = data_dir / "call.yaml"
    call = _record(call_path, data_dir, Call, problems) if _is_there(call_path) else None
    endorsers = _rows(data_dir / "endorsers.csv", data_dir, Endorser, problems)
    codings = _rows(data_dir / "codings.csv", data_dir, Coding, problems)
    if methodology is None:
        return None, problems
    return Dataset(methodology, companies, call, endorsers, codings, frozenset(unread)), problems


def _methodology(data_dir: Path, problems: list[Problem]) -> Sourced[Methodology] | None:
    paths = sorted((data_dir / "methodology").glob("*.yaml"), key=_version_order)
    if not paths:
        problems.append(_missing(data_dir / "methodology", data_dir, "there is no methodology file"))
        return None
    return _record(paths[-1], data_dir, Methodology, problems)


def _companies(paths: list[Path], data_dir: Path, problems: list[Problem]) -> Iterator[Sourced[Company]]:
    if not paths:
        problems.append(_missing(data_dir / "companies", data_dir, "there is no company file"))
    for path in paths:
        company = _record(path, data_dir, Company, problems)
        if company is not None:
            yield company


def _record(path: Path, data_dir: Path, model: type[RecordT], problems: list[Problem]) -> Sourced[RecordT] | None:
    document, data, form_problems = read_document(path, _shown(path, data_dir))
    problems.extend(form_problems)
    if document is None:
        return None
    try:
        return Sourced(model.model_validate(data), document)
    except ValidationError as error:
        problems.extend(document.problem(rule, place, message) for rule, place, message in _refusals(error, data))
        return None


def _rows(path: Path, data_dir: Path, model: type[RecordT], problems: list[Problem]) -> Rows[RecordT]:
    shown = _shown(path, data_dir)
    if not _is_there(path):
        return Rows(shown)
    try:
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        return _parse_rows(reader, shown, model, problems)
    except (OSError, UnicodeDecodeError) as error:
        problems.append(rules.UNREADABLE_FILE.problem(shown, 1, "", f"the file cannot be read: {error}"))
    except csv.Error as error:
        problems.append(rules.CSV_FORM.problem(shown, reader.line_num, "", f"the file is not valid CSV: {error}"))
    return Rows(shown)


def _parse_rows(reader: Any, shown: str, model: type[RecordT], problems: list[Problem]) -> Rows[RecordT]:
    columns = list(model.model_fields)
    records, lines = [], []
    header: list[str] = next(reader, [])
    if header != columns:
        message = f"the columns are {', '.join(header) or 'missing'}; expected {', '.join(columns)}"
        problems.append(rules.CSV_FORM.problem(shown, 1, "", message))
        return Rows(shown)
    following = reader.line_num + 1
    for cells in reader:
        line, following = (
            following,
            reader.line_num + 1,
        )  # a cell can hold line breaks: a row starts where the last ended
        if len(cells) != len(columns):
            problems.append(
                rules.CSV_FORM.problem(shown, line, "", f"the row has {len(cells)} of {len(columns)} cells")
            )
        else:
            row = {column: cell or None for column, cell in zip(columns, cells, strict=True)}
            try:
                records.append(model.model_validate(row))
                lines.append(line)
            except ValidationError as error:
                problems.extend(
                    rule.problem(shown, line, str(place[0]), message) for rule, place, message in _refusals(error, row)
                )
    return Rows(shown, tuple(records), tuple(lines))


_RULE_OF_ERROR = {
    "missing": rules.MISSING_KEY,
    "extra_forbidden": rules.UNKNOWN_KEY,
    "enum": rules.UNKNOWN_WORD,
    "literal_error": rules.UNKNOWN_WORD,
    "too_long": rules.TEXT_LENGTH,
    "too_short": rules.TEXT_LENGTH,
}


_EXPECTED_KIND = {"tuple_type": "a list", "dict_type": "a mapping", "model_type": "a mapping"}


def _kind(value: Any) -> str:
    return {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(value), "text")


def _refusals(error: ValidationError, data: Any) -> Iterator[tuple[rules.Rule, Place, str]]:
    """Translate pydantic's errors into rule, place and message."""
    for detail in error.errors(include_url=False):
        place = _real_place(detail["loc"], data)
        rule = rules.RULES.get(detail["type"]) or _RULE_OF_ERROR.get(detail["type"], rules.WRONG_VALUE)
        yield rule, place, _message(detail, rule)


def _message(detail: Mapping[str, Any], rule: rules.Rule) -> str:
    key, context = detail["loc"][-1], detail.get("ctx", {})
    if rule is rules.MISSING_KEY:
        return f"the key {key!r} is missing"
    if rule is rules.UNKNOWN_KEY:
        return f"the key {key!r} is not one of this record's"
    if rule is rules.UNKNOWN_WORD:
        return f"{str(detail['input'])!r} is not one of {context.get('expected')}"
    if detail["type"] == "too_long":
        return f"the text has {context['actual_length']} characters; at most {context['max_length']} are allowed"
    if detail["type"] == "too_short":
        return f"the {'text' if isinstance(detail['input'], str) else 'list'} is empty"
    if detail["type"] in rules.RULES:
        return str(detail["msg"])
    if detail["type"] in _EXPECTED_KIND:
        return f"{_kind(detail['input'])} stands where {_EXPECTED_KIND[detail['type']]} belongs"
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}"


def _real_place(loc: Iterable[str | int], data: Any) -> Place:
    """Drop pydantic's own steps (``[key]``, names of union members) from a place, and what follows them."""
    place: list[str | int] = []
    for step in loc:
        if not _has(data, step):
            if isinstance(data, dict) and isinstance(step, str) and step != "[key]":
                place.append(step)  # a missing key: the message names it, the line is its record's
            break
        data = data[step]
        place.append(step)
    return tuple(place)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int)


def _unexpected(data_dir: Path) -> Iterator[Problem]:
    for folder in ("companies", "methodology"):
        for path in sorted((data_dir / folder).glob("*")):
            if not path.name.startswith(".") and (path.suffix != ".yaml" or path.is_dir()):
                yield rules.UNEXPECTED_FILE.problem(_shown(path, data_dir), 1, "", f"{path.name} is not read")


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()  # a link that leads nowhere is a problem, not an absence


def _version_order(path: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else -1 for part in path.stem.split("."))


def _shown(path: Path, data_dir: Path) -> str:
    return str(Path(data_dir.name) / path.relative_to(data_dir)) if data_dir.name else str(path)


def _missing(path: Path, data_dir: Path, message: str) -> Problem:
    return rules.MISSING_FILE.problem(_shown(path, data_dir), 1, "", message)
