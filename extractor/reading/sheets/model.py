"""A sheet as a spreadsheet program shows it, before it is cut into forms."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A merged range; rows and columns from 0, ends not included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True, kw_only=True)
class Sheet:
    """`texts` holds what each filled position shows; positions count from 0. `boxes` are texts drawn over the cells."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    uncomputed: int = 0
    boxes: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Workbook:
    """All sheets in the order of their tabs."""

    format: str
    reader: str
    sheets: list[Sheet]
    metadata: dict[str, str] = field(default_factory=dict)
