"""Frozen records that are made by the million.

A frozen dataclass assigns each field by `object.__setattr__`, which costs three times as much as a plain assignment; in
a report full of figures that was a seventh of the whole recognition.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

_T = TypeVar("_T")


def quickly_made(record: type[_T]) -> type[_T]:
    """Give a frozen, slotted dataclass an `__init__` with plain assignments; all else about it stays.

    Stands above `@dataclass(frozen=True, slots=True, …)`. While its fields are set, a new record is an object of a twin
    class, with the same slots and not frozen. For classes that derive from `object` and are not derived from.
    """
    every = fields(record)  # type: ignore[arg-type]
    given = [field for field in every if field.init]
    twin = type(record.__name__, (), {"__slots__": tuple(field.name for field in every)})
    known: dict[str, Any] = {"_set": object.__setattr__, "_twin": twin, "_record": record}
    parameters = ["self"]
    for field in given:
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(field.name + _default(field, known))
    lines = [f"def __init__({', '.join(parameters)}):", " _set(self, '__class__', _twin)"]
    lines += [f" self.{field.name} = {field.name}" for field in given]
    lines.append(" self.__class__ = _record")
    if hasattr(record, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec("\n".join(lines), known)
    made = known["__init__"]
    made.__qualname__ = f"{record.__qualname__}.__init__"
    made.__annotations__ = record.__init__.__annotations__
    record.__init__ = made  # type: ignore[method-assign]
    return record


def _default(field: Field[Any], known: dict[str, Any]) -> str:
    if field.default_factory is not MISSING:
        raise TypeError(f"{field.name}: a quickly made record has no default factories")
    if field.default is MISSING:
        return ""
    known[f"_{field.name}"] = field.default
    return f"=_{field.name}"
