"""The definitions of all tables in plain values, for whoever writes documents or files from them."""

from datetime import date
from enum import Enum
from functools import cache

from sqlalchemy import JSON, Column, Table

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.storage.content import TABLES
from scorecard.storage.tables import Base

_KINDS = {str: Kind.TEXT, int: Kind.INTEGER, float: Kind.NUMBER, bool: Kind.BOOLEAN, date: Kind.DATE, dict: Kind.OBJECT}
_UNCOUNTABLE = {"evidence"}


@cache
def definitions() -> dict[str, TableDefinition]:
    """Return the definition of every table by its name, in the order in which tables refer to each other."""
    meanings = {str(mapper.local_table): (mapper.class_.__doc__ or "").strip() for mapper in Base.registry.mappers}
    return {name: _definition(table, meanings[name]) for name, table in TABLES.items()}


def _definition(table: Table, meaning: str) -> TableDefinition:
    return TableDefinition(table.name, _plural(table.name), meaning, tuple(map(_column, table.columns)))


def _column(column: Column[object]) -> ColumnDefinition:
    targets = [tuple(key.target_fullname.split(".")[-2:]) for key in column.foreign_keys]
    return ColumnDefinition(
        name=column.name,
        kind=_kind(column),
        meaning=column.comment or "",
        unit=column.info["unit"],
        is_key=column.primary_key,
        is_optional=bool(column.nullable),
        may_be_blank=column.info["may_be_blank"],
        words=tuple(getattr(column.type, "enums", ())),
        refers_to=(targets[0][0], targets[0][1]) if targets else None,
    )


def _kind(column: Column[object]) -> Kind:
    if isinstance(column.type, JSON):
        return Kind.OBJECT
    python_type = column.type.python_type
    return Kind.TEXT if issubclass(python_type, Enum) else _KINDS[python_type]


def _plural(name: str) -> str:
    if name in _UNCOUNTABLE:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
