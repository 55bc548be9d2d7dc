"""The stored form of a rule tree: nested arrays, the name of the node first, then its fields in order.

Decimals are texts, so that no value passes through a binary number; a sequence of nodes is an array of arrays. The form
follows from the dataclasses of `model.criteria`: a new node class needs nothing here.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from extractor.model import criteria
from extractor.model.criteria import Rule
from extractor.model.intervals import Interval

_EXTRA = (Interval,)


def to_arrays(rule: Rule) -> list[Any]:
    """`rule` as nested arrays, ready for JSON."""
    stored = _stored(rule)
    assert isinstance(stored, list)
    return stored


def from_arrays(stored: object) -> Rule:
    """The rule tree that `to_arrays` made arrays of.

    Raises:
        ValueError: it is no rule tree.
    """
    found = _node(stored)
    if not isinstance(found, get_args(Rule)):
        raise ValueError(f"{type(found).__name__} is no rule")
    return cast("Rule", found)


def _stored(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_stored(entry) for entry in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    return [type(value).__name__, *(_stored(getattr(value, entry.name)) for entry in fields(value))]  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _classes() -> dict[str, type]:
    found = {name: kind for name, kind in vars(criteria).items() if isinstance(kind, type)}
    return {**found, **{kind.__name__: kind for kind in _EXTRA}}


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _node(stored: object) -> object:
    if not isinstance(stored, list) or not stored or stored[0] not in _classes():
        raise ValueError(f"{stored!r} is no node of a rule tree")
    kind = _classes()[stored[0]]
    names = [entry.name for entry in fields(kind)]
    if len(names) < len(stored) - 1:
        raise ValueError(f"{stored[0]} has {len(names)} fields, not {len(stored) - 1}")
    hints = _hints(kind)
    return kind(**{name: _value(part, hints[name]) for name, part in zip(names, stored[1:], strict=False)})


def _value(stored: object, hint: object) -> object:
    """A field by its declared type: the arrays alone do not tell a decimal from a text."""
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    if stored is None and type(None) in options:
        return None
    if isinstance(stored, list):
        if any(get_origin(option) is tuple for option in options):
            return tuple(_node(entry) for entry in stored)
        return _node(stored)
    if isinstance(stored, str):
        for option in options:
            if option is Decimal:
                try:
                    return Decimal(stored)
                except InvalidOperation as fault:
                    raise ValueError(f"{stored!r} is no number") from fault
            if isinstance(option, type) and issubclass(option, StrEnum):
                return option(stored)
    return stored
