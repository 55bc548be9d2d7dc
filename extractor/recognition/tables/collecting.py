"""Band by band into one result: which reader takes which band, and what the loose rows of a form say."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.claims import Statement, StatementKind
from extractor.model.document import Document, ReadingFault
from extractor.model.report import Budget, Leftover, Objective, Printed, TableUse
from extractor.packs import Packs
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.cells import money_unit, read_grade, read_score
from extractor.recognition.tables.findings import Found
from extractor.recognition.tables.funds import (
    pairs_item,
    read_funds,
    read_item_pairs,
    read_pairs,
    unread_funds,
    with_figures,
)
from extractor.recognition.tables.funds_layout import funds_layout
from extractor.recognition.tables.grid import Sheet
from extractor.recognition.tables.headers import Family
from extractor.recognition.tables.labels import Label, read_labels
from extractor.recognition.tables.objectives import read_objectives
from extractor.recognition.tables.schemes import recognise_scheme
from extractor.recognition.tables.scoresheet import take_score_sheet, take_total
from extractor.recognition.tables.summaries import fold_summaries
from extractor.recognition.tables.totals import TotalRow, read_total_row

_BEFORE_TABLE = 60
_TITLE = 120


class Collector:
    """Takes the bands of one report in order and holds what they say."""

    def __init__(self, document: Document, packs: Packs) -> None:
        self._document = document
        self._packs = packs
        self._found = Found()
        self._unit = ""

    def take(self, band: Band) -> None:
        """Read one band."""
        match band.family:
            case Family.INDICATORS:
                self._take_loose(take_score_sheet(band, self._found, self._document, self._packs))
            case Family.FUNDS:
                self._take_funds(band)
            case Family.OBJECTIVES:
                self._take_objectives(band)
            case None:
                self._take_loose(take_score_sheet(band, self._found, self._document, self._packs))

    def finish(self, sheets: Sequence[Sheet]) -> Found:
        """The result, with the use of every table."""
        fold_summaries(self._found)
        self._found.uses = tuple(self._use(sheet) for sheet in sheets)
        self._found.scheme = recognise_scheme(self._found, sheets, self._title(sheets), self._packs)
        return self._found

    def _title(self, sheets: Sequence[Sheet]) -> str:
        """What stands right above the tables that were used."""
        used = [sheet for sheet in sheets if self._found.kinds.get(sheet.table.ordinal)]
        texts = [self._document.text[max(0, s.table.span.start - _TITLE) : s.table.span.start] for s in used[:1]]
        return "".join(texts)

    def _take_funds(self, band: Band) -> None:
        found = self._found
        found.open = None
        layout = funds_layout(band, self._unit or self._unit_before(band.sheet), self._packs)
        if layout is None:
            return
        budgets, rest = read_funds(band, layout, len(found.budgets), self._packs)
        if not self._is_form(band, budgets, layout.columns):
            self._take_loose(band.lines)
            return
        found.budgets += budgets
        for printed in unread_funds(band, layout, self._packs):
            if printed.span is not None:
                found.leftovers.append(Leftover(kind="cell", text=printed.text, span=printed.span, detail="not read"))
                found.faults.append(ReadingFault(kind="glued_digits", detail=printed.text, span=printed.span))
        self._note(band, {column: role for role, column in layout.columns.items()}, "funds", rest)
        self._take_loose(rest)

    def _is_form(self, band: Band, budgets: Sequence[Budget], columns: dict[str, int]) -> bool:
        """Whether rows under money headers are the funds block of a form, and not some table of the accounts.

        A list of projects has the projects' names under its first header; a table of the accounts has neither points
        nor a row that only forms have (年度资金总额).
        """
        if not budgets or band.header is None:
            return False
        if any("project" in self._packs.tables.label_keys(text) for lines in band.header.texts for text in lines):
            return False
        if "points" in columns or "stated_score" in columns:
            return True
        named = any(_only_in_forms(budget.item, self._packs) for budget in budgets)
        return named or ("rate" in columns and bool(self._found.labels))

    def _unit_before(self, sheet: Sheet) -> str:
        start = sheet.table.span.start
        before = self._document.text[max(0, start - _BEFORE_TABLE) : start]
        return money_unit(sheet.table.caption, self._packs) or money_unit(before, self._packs)

    def _take_objectives(self, band: Band) -> None:
        found = self._found
        found.open = None
        goals, rest = read_objectives(band, len(found.objectives), self._packs)
        found.objectives += goals
        self._note(band, {}, "objectives", rest)
        self._take_loose(rest)

    def _note(self, band: Band, columns: dict[int, str], kind: str, rest: Sequence[Line]) -> None:
        found, ordinal = self._found, band.sheet.table.ordinal
        found.kinds.setdefault(ordinal, set()).add(kind)
        others = {(line.sheet.table.ordinal, line.row) for line in rest}
        for line in band.header_lines:
            for index in line.sheet.own_line(line.row):
                role = columns.get(line.sheet.table.cells[index].column, kind)
                found.role(line.sheet.table.ordinal, index, f"header:{role}")
        for line in band.lines:
            if (line.sheet.table.ordinal, line.row) in others:
                continue
            for index in line.sheet.own_line(line.row):
                found.role(line.sheet.table.ordinal, index, columns.get(line.sheet.table.cells[index].column, kind))

    def _take_loose(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._take_line(line)

    def _take_line(self, line: Line) -> None:
        found, sheet = self._found, line.sheet
        for index in sheet.own_line(line.row):
            if len(sheet.texts[index]) < 24 and (unit := money_unit(sheet.texts[index], self._packs)):
                self._unit = unit
        texts = [(sheet.texts[index], sheet.printed_cell(index)) for index in sheet.own_line(line.row)]
        if pairs := read_pairs(texts, self._unit, self._packs):
            made = Budget(
                ordinal=len(found.budgets),
                item=pairs_item(texts, self._packs),
                table=sheet.table.ordinal,
                row=line.sheet.table_row(line.row),
                span=sheet.span(line.row),
            )
            found.budgets.append(with_figures(made, pairs))
            found.kinds.setdefault(sheet.table.ordinal, set()).add("funds")
            return
        if self._take_total_row(line) or self._take_items(line):
            return
        for label in read_labels(line, self._packs):
            self._take_label(label, line)
        self._take_goal(line)

    def _take_total_row(self, line: Line) -> bool:
        """总分 | 100 | 96.5 in a table of its own: full marks and total."""
        cells = line.sheet.own_line(line.row)
        if not self._found.indicators or not self._packs.tables.is_row("total", line.sheet.texts[cells[0]]):
            return False
        scores = [read_score(line.sheet.printed_cell(index), self._packs) for index in cells[1:]]
        if sum(1 for score in scores if score is not None) < 2:
            return False
        take_total(read_total_row(line, None, self._packs), self._found)
        return True

    def _take_items(self, line: Line) -> bool:
        """Sources of funds told inside their cells; which of the budgets they divide is not printed."""
        found = self._found
        if not found.budgets:
            return False
        items = list(read_item_pairs(line, self._unit, self._packs))
        for item, quantity, printed in items:
            found.budgets.append(
                Budget(
                    ordinal=len(found.budgets),
                    item=item,
                    scope="other",
                    adjusted=quantity,
                    table=line.sheet.table.ordinal,
                    row=line.sheet.table_row(line.row),
                    span=printed.span,
                )
            )
        return bool(items)

    def _take_label(self, label: Label, line: Line) -> None:
        found = self._found
        if label.label.cell is not None:
            found.role(label.label.cell.table, label.label.cell.cell, "label")
        if label.value.cell is not None:
            found.role(label.value.cell.table, label.value.cell.cell, "label_value")
        if "total" in label.keys and self._take_stated(label, line):
            return
        if ("grade" in label.keys or self._packs.tables.is_row("grade", label.text)) and self._take_grade(label):
            return
        found.labels.append((label.text, label.value.text))

    def _take_stated(self, label: Label, line: Line) -> bool:
        score = read_score(label.value, self._packs)
        if score is None:
            return False
        quote = label.text + label.value.text
        span = label.value.span or line.sheet.span(line.row)
        take_total(TotalRow(label=label.text, span=span, quote=quote, score=score, score_span=span), self._found)
        return True

    def _take_grade(self, label: Label) -> bool:
        grade = read_grade(label.value.text, self._packs)
        if not grade or label.value.span is None:
            return False
        found = self._found
        found.statements.append(
            Statement(
                ordinal=len(found.statements),
                kind=StatementKind.GRADE,
                name=label.text,
                grade=grade,
                span=label.value.span,
                quote=label.text + label.value.text,
                source="table",
            )
        )
        if not found.grade:
            found.grade, found.grade_span = grade, label.value.span
        return True

    def _take_goal(self, line: Line) -> None:
        """年度总体目标 with its text beside it, in a form that has no row of headers for goals."""
        sheet, found = line.sheet, self._found
        cells = sheet.own_line(line.row)
        if len(cells) != 2 or not self._packs.tables.is_row("objective_side", sheet.texts[cells[0]]):
            return
        text = sheet.printed_cell(cells[1])
        if "完成" in sheet.texts[cells[0]] and found.objectives and not found.objectives[-1].achieved.text:
            last = found.objectives[-1]
            found.objectives[-1] = Objective(ordinal=last.ordinal, planned=last.planned, achieved=text)
        elif "完成" in sheet.texts[cells[0]]:
            found.objectives.append(Objective(ordinal=len(found.objectives), planned=Printed(), achieved=text))
        else:
            found.objectives.append(Objective(ordinal=len(found.objectives), planned=text))

    def _use(self, sheet: Sheet) -> TableUse:
        found, ordinal = self._found, sheet.table.ordinal
        kinds = found.kinds.get(ordinal, set())
        if len(kinds) > 1:
            kind = "project_form"
        elif kinds:
            kind = next(iter(kinds))
        else:
            kind = "layout" if found.roles.get(ordinal) else "other"
        known = len(self._document.tables[ordinal].cells) if ordinal < len(self._document.tables) else 0
        return TableUse(
            table=ordinal,
            kind=kind,
            roles=tuple(sorted(entry for entry in found.roles.get(ordinal, {}).items() if entry[0] < known)),
            columns=tuple(sorted(found.columns.get(ordinal, {}).items())),
            reasons=tuple(found.reasons.get(ordinal, ())),
            confidence=found.confidence.get(ordinal, 1.0),
        )


def _only_in_forms(item: str, packs: Packs) -> bool:
    return packs.tables.is_row("fund_total", item) and not packs.tables.is_row("total", item)
