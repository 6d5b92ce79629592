"""Files of a data folder as records: strict YAML and CSV, each refusal with its file, line and place."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from scorecard.curation import rules
from scorecard.curation.documents import Document, Place, read_document
from scorecard.curation.fields import Record
from scorecard.errors import DataProblemsError, Problem

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


def read_record(path: Path, data_dir: Path, model: type[RecordT]) -> RecordT:
    """Return the record in one curated file of a data folder. Raises `DataProblemsError` with all that is wrong."""
    problems: list[Problem] = []
    read = read_file(path, data_dir, model, problems)
    if read is None or problems:
        raise DataProblemsError(problems)
    return read.record


def read_file(path: Path, data_dir: Path, model: type[RecordT], problems: list[Problem]) -> Sourced[RecordT] | None:
    """Return the record in a YAML file; None, and what is wrong among the problems, where it cannot be read."""
    document, data, form_problems = read_document(path, shown_path(path, data_dir))
    problems.extend(form_problems)
    if document is None:
        return None
    try:
        return Sourced(model.model_validate(data), document)
    except ValidationError as error:
        problems.extend(document.problem(rule, place, message) for rule, place, message in _refusals(error, data))
        return None


def read_rows(path: Path, data_dir: Path, model: type[RecordT], problems: list[Problem]) -> Rows[RecordT]:
    """Return the records of a CSV file; none where there is no file, and those that can be read of a faulty one."""
    shown = shown_path(path, data_dir)
    if not is_there(path):
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


def is_there(path: Path) -> bool:
    """Return whether there is a file, or a link that should lead to one."""
    return path.exists() or path.is_symlink()  # a link that leads nowhere is a problem, not an absence


def shown_path(path: Path, data_dir: Path) -> str:
    """Return a path as people know it: from the data folder on."""
    return str(Path(data_dir.name) / path.relative_to(data_dir)) if data_dir.name else str(path)
