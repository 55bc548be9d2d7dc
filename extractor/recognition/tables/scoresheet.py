"""One score sheet: its header laid out, its rows as a tree, its totals, and whether the copy is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model.claims import Statement, StatementKind
from extractor.model.document import Document, ReadingFault
from extractor.model.report import Indicator, Leftover, Printed
from extractor.packs import Packs
from extractor.recognition.tables.aligning import align
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.body import Body, Node, RowKind, build_body
from extractor.recognition.tables.columns import Layout, lay_out
from extractor.recognition.tables.displaced import mark_displaced
from extractor.recognition.tables.findings import Found, OpenSheet
from extractor.recognition.tables.glued import may_be_glued
from extractor.recognition.tables.guessing import guess_score_sheet
from extractor.recognition.tables.indicators import category_score, indicators_of
from extractor.recognition.tables.totals import TotalRow, read_total_row, statements_of
from extractor.recognition.tables.wholeness import is_cut, mark_cut, note_moved, note_unlabelled

_HUNDRED = Decimal(100)
_LOOSE = (RowKind.TRAILER, RowKind.GRADE, RowKind.NOTE)


def take_score_sheet(band: Band, found: Found, document: Document, packs: Packs) -> list[Line]:
    """Add what a score sheet says to `found`; answers the lines that are labels or notes."""
    if band.header is None:
        guess = guess_score_sheet(band, packs)
        if guess is None:
            return list(band.lines)
        used = {(line.sheet.table.ordinal, line.row) for line in guess.lines}
        rest = [line for line in band.lines if (line.sheet.table.ordinal, line.row) not in used]
        return [*rest, *_take_rows(band, guess.lines, guess.layout, found, document, packs)]
    layout = lay_out(band.sheet, band.header, band.rows, packs)
    return _take_rows(band, align(band.lines, layout), layout, found, document, packs)


def _take_rows(
    band: Band, lines: Sequence[Line], layout: Layout, found: Found, document: Document, packs: Packs
) -> list[Line]:
    before = _open_before(band, layout, found)
    body = build_body(lines, layout, packs, before.current if before is not None else None)
    start = len(found.indicators)
    made = indicators_of(body.nodes, layout, start, packs, before.ordinals if before is not None else None)
    made = [replace(entry, confidence=round(entry.confidence * layout.confidence, 2)) for entry in made]
    totals = _totals(body, layout, made, packs)
    cut = is_cut(band, made, totals, document)
    found.indicators += made
    found.faults += mark_displaced(found.indicators, body.nodes, start, cut, document.page_at)
    if cut:
        mark_cut(band, body.nodes, start, found, document)
    _category_statements(body, layout, start, found, packs)
    note_moved(body, start, found, document)
    note_unlabelled(body, layout, start, found, document)
    _leave_open(band, body, layout, start, before, found)
    _take_totals(totals, found)
    _leftovers(band, layout, body, found)
    _unread_cells(made, body, layout, found)
    _note_roles(band, layout, body, found)
    return [line for kind, line, _ in body.others if kind in _LOOSE]


def _open_before(band: Band, layout: Layout, found: Found) -> OpenSheet | None:
    """The sheet that this one goes on: it ended without a total in another table, or before a page break."""
    before = found.open
    if before is None or not band.lines or before.leaf_level != layout.leaf_level:
        return None
    return before if band.sheet.table.ordinal != before.table or band.lines[0].broken else None


def _leave_open(band: Band, body: Body, layout: Layout, start: int, before: OpenSheet | None, found: Found) -> None:
    ordinals = {id(node): start + place for place, node in enumerate(body.nodes)}
    nodes = [*(before.nodes if before is not None else []), *body.nodes]
    closed = any(kind is RowKind.TOTAL for kind, _, _ in body.others)
    found.open = (
        None
        if closed
        else OpenSheet(
            current=body.current,
            ordinals={**(before.ordinals if before is not None else {}), **ordinals},
            nodes=nodes,
            leaf_level=layout.leaf_level,
            table=band.lines[-1].sheet.table.ordinal if band.lines else band.sheet.table.ordinal,
        )
    )


def take_total(row: TotalRow, found: Found) -> None:
    """Add a total row's statements; the first total of a report is its total, unless it speaks for the rows only."""
    if row.score is not None and row.points is None and _speaks_for_rows_only(found):
        found.statements = [
            replace(entry, kind=StatementKind.CATEGORY) if entry.kind is StatementKind.TOTAL else entry
            for entry in found.statements
        ]
        found.total = found.total_points = None
    found.statements += statements_of(row, len(found.statements))
    found.total = found.total or row.score
    found.total_points = found.total_points or row.points
    if row.grade and not found.grade:
        found.grade, found.grade_span = row.grade, row.grade_span


def _speaks_for_rows_only(found: Found) -> bool:
    """Whether the total so far lacks the execution points: 合计 90 over the rows, the 10 of the funds block apart."""
    points = found.total_points.value if found.total_points is not None else None
    own = [budget.points for budget in found.budgets if budget.scope == "total" and budget.points is not None]
    return points is not None and any(extra.value is not None and points + extra.value == _HUNDRED for extra in own)


def _take_totals(totals: Sequence[TotalRow], found: Found) -> None:
    """The total row, and rows called 合计 that sum up only a part of the sheet."""
    whole = max((_worth(row) for row in totals), default=Decimal(0))
    for row in totals:
        if row.score is None or row.points is None or _worth(row) == whole:
            take_total(row, found)
            continue
        found.statements.append(
            Statement(
                ordinal=len(found.statements),
                kind=StatementKind.CATEGORY,
                name=row.label,
                score=row.score,
                points=row.points,
                span=row.score_span or row.span,
                quote=row.quote,
                source="table",
            )
        )


def _worth(row: TotalRow) -> Decimal:
    return row.points.value if row.points is not None and row.points.value is not None else Decimal(0)


def _totals(body: Body, layout: Layout, made: list[Indicator], packs: Packs) -> list[TotalRow]:
    scores = [entry.stated_score.value for entry in made if entry.stated_score is not None]
    total = sum((value for value in scores if value is not None), Decimal(0))
    return [
        read_total_row(line, layout, packs, [total] if scores else [])
        for kind, line, _ in body.others
        if kind is RowKind.TOTAL
    ]


def _category_statements(body: Body, layout: Layout, start: int, found: Found, packs: Packs) -> None:
    """Scores of categories: in their own cells, or in rows of subtotals."""
    for position, node in enumerate(body.nodes):
        if node.leaf:
            continue
        score, printed = category_score(node, layout, packs)
        if score is None or printed.span is None:
            continue
        indicator = found.indicators[start + position]
        found.statements.append(
            Statement(
                ordinal=len(found.statements),
                kind=StatementKind.CATEGORY,
                name=indicator.name,
                score=score,
                points=indicator.points,
                span=printed.span,
                quote=printed.text,
                indicator=start + position,
                level=node.level,
                source="table",
            )
        )
    for kind, line, block in body.others:
        if kind is RowKind.SUBTOTAL:
            _subtotal(line, block, body, layout, start, found, packs)


def _subtotal(
    line: Line, node: Node | None, body: Body, layout: Layout, start: int, found: Found, packs: Packs
) -> None:
    row = read_total_row(line, layout, packs)
    level = next((level for level, column in layout.levels if line.sheet.own(line.row, column)), 1)
    # 小计 stands in the column below the category that it sums up; in the first column it sums up that level itself.
    wanted = max(level - 1, 1)
    block = node
    while block is not None and block.level > wanted:
        block = block.parent
    if row.score is None or block is None:
        return
    position = start + body.nodes.index(block)
    points = found.indicators[position].points
    whole = row.points is None or points is None or row.points.value == points.value
    found.statements.append(
        Statement(
            ordinal=len(found.statements),
            kind=StatementKind.CATEGORY,
            name=block.name.text if whole else row.label,
            score=row.score,
            points=row.points,
            span=row.score_span or row.span,
            quote=row.quote,
            indicator=position if whole else None,
            level=block.level if whole else None,
            source="table",
        )
    )


def _unread_cells(made: Sequence[Indicator], body: Body, layout: Layout, found: Found) -> None:
    """Cells of points and scores that hold figures which could not be read or taken apart."""
    for entry, node in zip(made, body.nodes, strict=True):
        if not node.leaf:
            continue
        for columns, read in ((layout.points, entry.points), (layout.scores, entry.stated_score)):
            column = columns.get(layout.leaf_level)
            printed = node.line.sheet.printed(node.line.row, column) if column is not None else Printed()
            own = column is not None and node.line.sheet.own(node.line.row, column)
            if read is None and own and printed.span is not None and any(c.isdigit() for c in printed.text):
                found.leftovers.append(
                    Leftover(kind="cell", text=printed.text, span=printed.span, detail="points or score not read")
                )
                if may_be_glued(printed.text):
                    found.faults.append(ReadingFault(kind="glued_digits", detail=printed.text, span=printed.span))


def _leftovers(band: Band, layout: Layout, body: Body, found: Found) -> None:
    for line in body.unplaced:
        found.leftovers.append(
            Leftover(
                kind="row",
                text=line.sheet.joined(line.row),
                span=line.sheet.span(line.row),
                detail="a row of a score sheet without a name",
            )
        )
    for column in layout.unknown:
        header = layout.headers.get(column, "")
        found.leftovers.append(
            Leftover(
                kind="column",
                text=header,
                span=band.sheet.table.span,
                detail=f"column {column} of a score sheet: its header says nothing that is known",
            )
        )


def _note_roles(band: Band, layout: Layout, body: Body, found: Found) -> None:
    ordinal = band.sheet.table.ordinal
    found.kinds.setdefault(ordinal, set()).add("indicators")
    found.columns.setdefault(ordinal, {}).update(layout.roles)
    found.reasons.setdefault(ordinal, []).extend(layout.reasons)
    found.confidence[ordinal] = min(found.confidence.get(ordinal, 1.0), layout.confidence)
    for line in band.header_lines:
        for index in line.sheet.own_line(line.row):
            role = layout.roles.get(line.sheet.table.cells[index].column, "unknown")
            found.role(line.sheet.table.ordinal, index, f"header:{role}")
    for kind, line, _ in body.others:
        for index in line.sheet.own_line(line.row):
            found.role(line.sheet.table.ordinal, index, kind.value)
    for line in band.lines:
        for column, role in layout.roles.items():
            found.role(line.sheet.table.ordinal, line.sheet.owner(line.row, column), role)
