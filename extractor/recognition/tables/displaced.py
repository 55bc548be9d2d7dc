"""Blocks whose points do not fit their rows because our copy lost the block's borders or its beginning.

A merged label that was flattened, or cut by a page, may stand one or more rows too high or too low. That is a fault of
reading: it is named as such, and the block is marked incomplete so that no sum is held against the report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from extractor.model.document import ReadingFault
from extractor.model.report import Indicator
from extractor.recognition.tables.body import Node

_COUNTED = ("leaf", "budget")


@dataclass(slots=True)
class Displaced:
    """What is found out about displaced borders; `indicators` is changed in place."""

    indicators: list[Indicator]
    places: dict[int, int]
    cut: bool
    page_of: Callable[[int], int | None]
    faults: list[ReadingFault] = field(default_factory=list)

    def block(self, node: Node) -> Indicator:
        """The indicator of a node."""
        return self.indicators[self.places[id(node)]]

    def rows(self, node: Node) -> list[Indicator]:
        """The indicators right below a node."""
        return [self.block(child) for child in node.children]

    def mark(self, blocks: Sequence[Indicator], rows: Sequence[Indicator], why: str) -> None:
        """Blocks and rows are incomplete; the fault says why."""
        span = rows[0].name_printed.span
        page = None if span is None else self.page_of(span.start)
        self.faults.append(ReadingFault(kind="displaced_label", detail=why, page=page, span=span))
        for entry in (*blocks, *rows):
            self.indicators[entry.ordinal] = replace(self.indicators[entry.ordinal], block_complete=False)


def mark_displaced(
    indicators: list[Indicator],
    nodes: Sequence[Node],
    start: int,
    cut: bool,
    page_of: Callable[[int], int | None],
) -> list[ReadingFault]:
    """Mark incomplete blocks in `indicators` (changed in place) and say why; `cut`: the table is cut off."""
    found = Displaced(indicators, {id(node): start + place for place, node in enumerate(nodes)}, cut, page_of)
    blocks = [node for node in nodes if node.children and all(child.leaf for child in node.children)]
    for node in blocks:
        _label_above(node, found)
    for upper, lower in pairwise(blocks):
        _shared_border(upper, lower, found)
    return found.faults


def _label_above(node: Node, found: Displaced) -> None:
    """The first rows of a block belong to the block before, whose label is on a page that is not here."""
    block, rows = found.block(node), found.rows(node)
    surplus = _surplus(block, rows)
    uncertain = node.line.broken or (node.line.fresh and found.cut)
    if surplus is None or surplus <= 0 or not uncertain:
        return
    moved = _rows_worth(rows, surplus)
    if moved:
        names = "、".join(row.name for row in rows[:moved])
        why = (
            f"{names}: belongs to a block whose label is cut off, not to {block.name}, whose other rows fill its points"
        )
        found.mark([block], rows[:moved], why)


def _shared_border(upper: Node, lower: Node, found: Displaced) -> None:
    """Two neighbours of which one has the points too many that the other lacks: their border is misplaced."""
    if not lower.line.broken and lower.line.sheet.table.merges_known:
        return
    one, other = found.block(upper), found.block(lower)
    surplus = _surplus(one, found.rows(upper))
    lack = _surplus(other, found.rows(lower))
    if not surplus or lack is None or surplus + lack != 0:
        return
    rows = list(reversed(found.rows(upper))) if surplus > 0 else found.rows(lower)
    moved = _rows_worth(rows, abs(surplus))
    if moved:
        names = "、".join(row.name for row in rows[:moved])
        found.mark([one, other], rows[:moved], f"{names}: stands on the wrong side of the border to {other.name}")


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
