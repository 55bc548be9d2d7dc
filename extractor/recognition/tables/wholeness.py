"""Whether a score sheet is whole in this copy: cut tables, labels whose borders are a guess or that are not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model.document import Document, ReadingFault
from extractor.model.report import Indicator
from extractor.recognition.tables.bands import Band
from extractor.recognition.tables.body import Body, Node
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.findings import Found
from extractor.recognition.tables.totals import TotalRow

_SURE = 0.6


def is_cut(band: Band, made: list[Indicator], totals: list[TotalRow], document: Document) -> bool:
    """Whether the copy holds only a part of the score sheet.

    Its reader says so, or nothing stands before the table and its rows are worth less than its total row says.
    """
    table = band.sheet.table
    if not table.complete:
        return True
    points = next((row.points.value for row in totals if row.points is not None), None)
    rows = [entry.points.value for entry in made if entry.role in ("leaf", "budget") and entry.points is not None]
    seen = sum((value for value in rows if value is not None), Decimal(0))
    return points is not None and seen < points and not document.text[: table.span.start].strip()


def mark_cut(band: Band, nodes: Sequence[Node], start: int, found: Found, document: Document) -> None:
    """The level-1 blocks of a cut sheet are incomplete; the fault is recorded unless its reader did so."""
    table = band.sheet.table
    if table.complete:
        found.faults.append(
            ReadingFault(
                kind="cut_table",
                detail="begins or ends outside this copy: its rows are worth less than its total row says",
                page=document.page_at(table.span.start),
                span=table.span,
            )
        )
    for position, node in enumerate(nodes):
        if node.parent is None and not node.leaf:
            entry = found.indicators[start + position]
            found.indicators[start + position] = replace(entry, block_complete=False)


def note_moved(body: Body, start: int, found: Found, document: Document) -> None:
    """Blocks whose borders had to be guessed are incomplete, and that is a fault of our reading."""
    unsure = [position for position, node in enumerate(body.nodes) if node.confidence < _SURE]
    for position in unsure:
        entry = found.indicators[start + position]
        found.indicators[start + position] = replace(entry, block_complete=False)
    blocks = [body.nodes[position] for position in unsure if not body.nodes[position].leaf]
    if blocks:
        span = blocks[0].printed.span
        found.faults.append(
            ReadingFault(
                kind="displaced_label",
                detail="labels stand in the middle of their blocks; the borders of "
                + "、".join(node.name.text for node in blocks)
                + " are a guess",
                page=None if span is None else document.page_at(span.start),
                span=span,
            )
        )


def note_unlabelled(body: Body, layout: Layout, start: int, found: Found, document: Document) -> None:
    """First rows without the names above them: the block's label is on a page or in a table that is not here."""
    lost = []
    for position, node in enumerate(body.nodes):
        if len(layout.levels) < 2 or node.level <= layout.levels[0][0] or node.parent is not None:
            break
        lost.append(position)
    if not lost:
        return
    for position in range(lost[0], lost[-1] + 1):
        entry = found.indicators[start + position]
        found.indicators[start + position] = replace(entry, block_complete=False)
    span = body.nodes[0].printed.span
    found.faults.append(
        ReadingFault(
            kind="displaced_label",
            detail="、".join(body.nodes[position].name.text for position in lost)
            + ": the label above is not in this copy",
            page=None if span is None else document.page_at(span.start),
            span=span,
        )
    )
