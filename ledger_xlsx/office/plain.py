"""Frozen dataclasses as plain JSON values and back, by their annotations alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class NotOurs(ValueError):
    """JSON that is no value of the wanted kind: another version's, or a line that was cut off."""


def encoded(value: object) -> Any:
    """A value as JSON knows it: dataclasses as objects, tuples as lists, dates as 2024-03-29, enums by their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: encoded(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): encoded(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [encoded(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def decoded(kind: type[T], value: Any) -> T:
    """The value of a kind that `encoded` gave this for; raises NotOurs."""
    try:
        return cast("T", made(kind, value))
    except (TypeError, ValueError, KeyError, AttributeError, InvalidOperation) as error:
        raise NotOurs(kind.__name__) from error


def made(kind: Any, value: Any) -> Any:
    """A value of an annotated kind: a dataclass, a tuple of one kind, an optional or a plain value."""
    arguments = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return None if value is None else made(next(one for one in arguments if one is not NoneType), value)
    if get_origin(kind) is tuple:
        return tuple(made(arguments[0], one) for one in value)
    if is_dataclass(kind):
        whole = cast("type", kind)
        return whole(**{name: made(one, value[name]) for name, one in hints(whole).items()})
    return scalar(kind, value)


def scalar(kind: Any, value: Any) -> Any:
    """A value without parts, from what JSON has for it."""
    if kind in {date, datetime}:
        return kind.fromisoformat(value)
    if issubclass(kind, Enum) or kind is Decimal:
        return kind(value)
    if type(value) is not kind:
        raise TypeError(kind)
    return value


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The annotations of a dataclass's fields, resolved."""
    known = get_type_hints(kind)
    return {one.name: known[one.name] for one in fields(kind)}
