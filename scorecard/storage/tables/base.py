"""What all tables share: how types are stored, how constraints are named, how a column says what it means."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Date, Enum, Float, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(column_0_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


class Base(DeclarativeBase):
    """Base of all tables. Enums are stored by value, as CSV and YAML spell them, and checked by the database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: Integer(),
        float: Float(53),
        bool: Boolean(),
        date: Date(),
        dict[str, Any]: JSON(none_as_null=True),
        StrEnum: Enum(StrEnum, native_enum=False, create_constraint=True, length=40, values_callable=_values),
    }


def column(
    meaning: str, *constraints: Any, unit: str = "", key: bool = False, may_be_blank: bool = False
) -> Mapped[Any]:
    """Return a column that says what it holds.

    Args:
        meaning: what it holds, a phrase for the data dictionary.
        *constraints: foreign keys and the like.
        unit: unit and range of a number, such as ``0-100``.
        key: whether it is part of the primary key.
        may_be_blank: whether text may be empty and then says something; elsewhere what is not there is missing.
    """
    info = {"unit": unit, "may_be_blank": may_be_blank}
    return mapped_column(*constraints, comment=meaning, info=info, primary_key=key)
