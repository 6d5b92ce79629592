"""Strict YAML: a file becomes plain data whose every node can still name its line.

Plain YAML turns ``NO`` into False, ``2026-01`` into text but ``2026-01-01`` into a date, ``4.10`` into 4.1,
and silently keeps the last of two equal keys. Here every scalar stays the text that the author wrote.
Unquoted text that other YAML readers would take for a boolean, number or date is kept as `PlainText`, so
that the field's own type decides whether that reading was meant (`scorecard.curation.fields`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from scorecard.curation import rules
from scorecard.errors import Problem

Place = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel has it: much faster
_OTHER_READINGS = {
    "tag:yaml.org,2002:bool": "a boolean",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}
_COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_NAMES = ("id", "indicator", "commitment", "title")  # keys of list items that people know them by
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


class PlainText(str):
    """Unquoted text that YAML readers take for something else; `reads_as` says for what."""

    reads_as: str

    def __new__(cls, text: str, reads_as: str) -> "PlainText":
        """Keep the text as written and what others would read."""
        plain = super().__new__(cls, text)
        plain.reads_as = reads_as
        return plain


@dataclass(frozen=True)
class Document:
    """One curated file, and the way from a place in its data to a line and a name that people know.

    Attributes:
        file: the path as shown to people.
        text: the file's content. It is parsed again for lines and names, but only once a problem needs them:
            thousands of parsed files would weigh more than the records made of them.
    """

    file: str
    text: str = field(repr=False)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it that the file does have."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def name(self, place: Place) -> str:
        """Return a place as people read it: ``assessments[DET2].evidence[1].locator``."""
        words, node = "", self._data
        for step in place:
            node = _child(node, step)
            if isinstance(step, int):
                words += f"[{self._item_name(node, step)}]"
            else:
                words += f".{step}" if words else str(step)
        return words

    def problem(self, rule: rules.Rule, place: Place, message: str) -> Problem:
        """Return a problem at a place of this file."""
        return rule.problem(self.file, self.line(place), self.name(place), message)

    def _item_name(self, node: Any, index: int) -> str:
        if isinstance(node, dict):
            for key in _NAMES:
                if isinstance(node.get(key), str):
                    return str(node[key])[:40]
        return str(index + 1)

    @cached_property
    def _data(self) -> Any:
        root = self._root
        return None if root is None else _Builder(self.file).build(root, "")

    @cached_property
    def _lines(self) -> dict[Place, int]:
        root = self._root
        return {} if root is None else dict(_lines_of(root, (), set()))

    @property
    def _root(self) -> yaml.Node | None:
        return yaml.compose(self.text, Loader=_Loader)


class Read(NamedTuple):
    """What reading a file gave.

    Attributes:
        document: the file, or None where it is no readable YAML mapping.
        data: mappings, lists, text, `PlainText` and None.
        problems: all problems of its form.
    """

    document: Document | None
    data: Any
    problems: list[Problem]


def read_document(path: Path, shown_as: str) -> Read:
    """Read one YAML file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Read(None, None, [rules.UNREADABLE_FILE.problem(shown_as, 1, "", f"the file cannot be read: {error}")])
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return Read(None, None, [_syntax_problem(shown_as, error)])
    except RecursionError:
        return Read(None, None, [rules.YAML_SYNTAX.problem(shown_as, 1, "", "the file nests too deeply")])
    if not isinstance(root, yaml.MappingNode):
        line = 1 if root is None else root.start_mark.line + 1
        return Read(
            None, None, [rules.NOT_A_MAPPING.problem(shown_as, line, "", "the file is not a mapping of keys to values")]
        )
    builder = _Builder(shown_as)
    return Read(Document(shown_as, text), builder.build(root, ""), builder.problems)


class _Builder:
    """Turns YAML nodes into plain data and collects what is wrong with their form."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, place: str, holder: yaml.Node | None = None) -> Any:
        if id(node) in self._seen:  # an alias is the very node it repeats: only what holds it knows where it stands
            self._report(rules.ALIAS, holder or node, place, "an alias repeats another part of the file")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place)
        if node.tag not in _COLLECTIONS:
            self._report(rules.YAML_TAG, node, place, f"the value has the tag {node.tag!r}")
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, f"{place}[{index + 1}]", node) for index, item in enumerate(node.value)]
        return self._mapping(node, place)

    def _mapping(self, node: yaml.Node, place: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                self._report(rules.ALIAS, key_node, place, "a key is not plain text")
                continue
            key = key_node.value
            inside = f"{place}.{key}" if place else key
            if key in data:
                self._report(rules.DUPLICATE_KEY, key_node, inside, f"the key {key!r} stands twice")
                continue
            data[key] = self.build(value_node, inside, key_node)
        return data

    def _scalar(self, node: yaml.ScalarNode, place: str) -> str | None:
        if node.tag == _TEXT:
            return str(node.value)
        if node.tag == _NULL:
            return None
        if node.tag in _OTHER_READINGS:
            return PlainText(node.value, _OTHER_READINGS[node.tag])
        self._report(rules.YAML_TAG, node, place, f"the value has the tag {node.tag!r}")
        return str(node.value)

    def _report(self, rule: rules.Rule, node: yaml.Node, place: str, message: str) -> None:
        self.problems.append(rule.problem(self.file, node.start_mark.line + 1, place, message))


def _lines_of(node: yaml.Node, place: Place, seen: set[int]) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if id(node) in seen:  # an alias, refused elsewhere, that may well point back at what holds it
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines_of(item, (*place, index), seen)
    elif isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            inside = (*place, str(key_node.value))
            yield from _lines_of(value_node, inside, seen)
            yield inside, key_node.start_mark.line + 1  # a value can start lines below its key


def _child(node: Any, step: str | int) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    message = " ".join(str(getattr(error, "problem", None) or error).split())
    return rules.YAML_SYNTAX.problem(file, mark.line + 1 if mark else 1, "", f"the file is not valid YAML: {message}")
