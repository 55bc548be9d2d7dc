"""Band by band into one result: which reader takes which band, and what the whole adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model.document import Document, ReadingFault
from extractor.model.report import Indicator, Statement, StatementKind, TableUse
from extractor.packs import Packs
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.body import Body, Node, RowKind, build_body
from extractor.recognition.tables.columns import Layout, lay_out
from extractor.recognition.tables.displaced import mark_displaced
from extractor.recognition.tables.findings import Found
from extractor.recognition.tables.grid import Sheet
from extractor.recognition.tables.headers import Family
from extractor.recognition.tables.indicators import category_score, indicators_of
from extractor.recognition.tables.totals import TotalRow, read_total_row, statements_of


class Collector:
    """Takes the bands of one report in order and holds what they say."""

    def __init__(self, document: Document, packs: Packs) -> None:
        self._document = document
        self._packs = packs
        self._found = Found()

    def take(self, band: Band) -> None:
        """Read one band."""
        match band.family:
            case Family.INDICATORS:
                self._take_indicators(band)
            case _:
                pass

    def finish(self, sheets: Sequence[Sheet]) -> Found:
        """The result, with the use of every table."""
        found = self._found
        found.uses = tuple(self._use(sheet) for sheet in sheets)
        return found

    def _take_indicators(self, band: Band) -> None:
        if band.header is None:
            return
        packs, found = self._packs, self._found
        layout = lay_out(band.sheet, band.header, band.rows, packs)
        body = build_body(band.lines, layout, packs)
        start = len(found.indicators)
        made = indicators_of(body.nodes, layout, start, packs)
        rows = self._totals(body, layout, made)
        cut = self._is_cut(band, made, rows)
        found.indicators += made
        found.faults += mark_displaced(found.indicators, body.nodes, start, cut, self._document.page_at)
        if cut:
            self._mark_cut(band, body.nodes, start)
        self._category_statements(body.nodes, layout, start)
        for row in rows:
            self._take_total(row)
        self._note_roles(band, layout, body)

    def _totals(self, body: Body, layout: Layout, made: list[Indicator]) -> list[TotalRow]:
        scores = [
            entry.stated_score.value for entry in made if entry.stated_score and entry.stated_score.value is not None
        ]
        expected = [sum(scores, Decimal(0))] if scores else []
        return [
            read_total_row(line, layout, self._packs, expected)
            for kind, line, _ in body.others
            if kind is RowKind.TOTAL
        ]

    def _take_total(self, row: TotalRow) -> None:
        found = self._found
        found.statements += statements_of(row, len(found.statements))
        found.total = found.total or row.score
        found.total_points = found.total_points or row.points
        if row.grade and not found.grade:
            found.grade, found.grade_span = row.grade, row.grade_span

    def _is_cut(self, band: Band, made: list[Indicator], totals: list[TotalRow]) -> bool:
        """Whether the copy holds only a part of the score sheet: the table begins with nothing before it, and its rows
        are worth less than its total row says."""
        table = band.sheet.table
        if not table.complete:
            return True
        points = next((row.points.value for row in totals if row.points is not None), None)
        seen = sum(
            (entry.points.value for entry in made if entry.role == "leaf" and entry.points and entry.points.value),
            Decimal(0),
        )
        before = self._document.text[: table.span.start].strip()
        return points is not None and seen < points and not before

    def _mark_cut(self, band: Band, nodes: Sequence[Node], start: int) -> None:
        table = band.sheet.table
        if table.complete:
            self._found.faults.append(
                ReadingFault(
                    kind="cut_table",
                    detail="begins or ends outside this copy: its rows are worth less than its total row says",
                    page=self._document.page_at(table.span.start),
                    span=table.span,
                )
            )
        for position, node in enumerate(nodes):
            if node.parent is None and not node.leaf:
                entry = self._found.indicators[start + position]
                self._found.indicators[start + position] = replace(entry, block_complete=False)

    def _category_statements(self, nodes: Sequence[Node], layout: Layout, start: int) -> None:
        for position, node in enumerate(nodes):
            if node.leaf:
                continue
            score, printed = category_score(node, layout, self._packs)
            if score is None or printed.span is None:
                continue
            indicator = self._found.indicators[start + position]
            self._found.statements.append(
                Statement(
                    ordinal=len(self._found.statements),
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

    def _note_roles(self, band: Band, layout: Layout, body: Body) -> None:
        found = self._found
        ordinal = band.sheet.table.ordinal
        found.kinds.setdefault(ordinal, set()).add("indicators")
        found.columns.setdefault(ordinal, {}).update(layout.roles)
        found.reasons.setdefault(ordinal, []).extend(layout.reasons)
        found.confidence[ordinal] = min(found.confidence.get(ordinal, 1.0), layout.confidence)
        for line in band.header_lines:
            for index in line.sheet.own_line(line.row):
                column = line.sheet.table.cells[index].column
                role = layout.roles.get(column, "unknown")
                found.role(line.sheet.table.ordinal, index, f"header:{role}")
        for kind, line, _ in body.others:
            self._note_line(line, kind.value)
        for line in band.lines:
            for column, role in layout.roles.items():
                found.role(line.sheet.table.ordinal, line.sheet.owner(line.row, column), role)

    def _note_line(self, line: Line, role: str) -> None:
        for index in line.sheet.own_line(line.row):
            self._found.role(line.sheet.table.ordinal, index, role)

    def _use(self, sheet: Sheet) -> TableUse:
        found, ordinal = self._found, sheet.table.ordinal
        kinds = found.kinds.get(ordinal, set())
        kind = "other"
        if len(kinds) > 1:
            kind = "project_form"
        elif kinds:
            kind = next(iter(kinds))
        return TableUse(
            table=ordinal,
            kind=kind,
            roles=tuple(sorted(found.roles.get(ordinal, {}).items())),
            columns=tuple(sorted(found.columns.get(ordinal, {}).items())),
            reasons=tuple(found.reasons.get(ordinal, ())),
            confidence=found.confidence.get(ordinal, 1.0),
        )
