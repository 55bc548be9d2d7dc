"""Blocks whose points do not fit their rows because our copy lost the block's borders or its beginning.

A merged label that was flattened, or cut by a page, may stand one or more rows too high or too low. That is a fault of
reading: it is named as such, and the block is marked incomplete so that no sum is held against the report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model.document import ReadingFault
from extractor.model.report import Indicator
from extractor.recognition.tables.body import Node

_COUNTED = ("leaf", "budget")


def mark_displaced(
    indicators: list[Indicator],
    nodes: Sequence[Node],
    start: int,
    cut: bool,
    page_of: Callable[[int], int | None],
) -> list[ReadingFault]:
    """Mark incomplete blocks in `indicators` (changed in place) and say why; `cut`: the table is cut off."""
    faults: list[ReadingFault] = []
    for position, node in enumerate(nodes):
        if node.leaf or not node.children or not all(child.leaf for child in node.children):
            continue
        block = indicators[start + position]
        rows = [indicators[start + nodes.index(child)] for child in node.children]
        surplus = _surplus(block, rows)
        if surplus is None or surplus <= 0:
            continue
        moved = _rows_worth(rows, surplus)
        if not moved or not _border_uncertain(node, cut):
            continue
        names = "、".join(row.name for row in rows[:moved])
        own = indicators[start + position].name
        faults.append(
            ReadingFault(
                kind="displaced_label",
                detail=f"{names}: belongs to a block whose label is cut off, not to {own}; "
                f"the rows of {own} fill its points without it",
                page=page_of(span.start) if (span := rows[0].name_printed.span) else None,
                span=rows[0].name_printed.span,
            )
        )
        indicators[block.ordinal] = replace(block, block_complete=False)
        for row in rows[:moved]:
            indicators[row.ordinal] = replace(row, block_complete=False)
    return faults


def _surplus(block: Indicator, rows: Sequence[Indicator]) -> Decimal | None:
    if block.points is None or block.points.value is None:
        return None
    total = Decimal(0)
    for row in rows:
        if row.role not in _COUNTED:
            continue
        if row.points is None or row.points.value is None:
            return None
        total += row.points.value
    return total - block.points.value


def _rows_worth(rows: Sequence[Indicator], surplus: Decimal) -> int:
    """How many rows from the top are worth exactly `surplus`; 0 where none are, or where nothing would be left."""
    total = Decimal(0)
    for count, row in enumerate(rows[:-1], start=1):
        total += row.points.value if row.points is not None and row.points.value is not None else Decimal(0)
        if total == surplus:
            return count
        if total > surplus:
            return 0
    return 0


def _border_uncertain(node: Node, cut: bool) -> bool:
    """Whether the block's upper border may be wrong: it begins a table part, and something is missing above."""
    line = node.line
    return line.fresh and (cut or line.row > 1 or not line.sheet.table.complete)
