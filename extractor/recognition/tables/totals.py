"""Total rows, subtotals, category scores and grades of score sheets, as statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.claims import Statement, StatementKind
from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import read_grade, read_name, read_score, seek
from extractor.recognition.tables.columns import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """What a total row says: full marks, the total, the grade, each with its place."""

    label: str
    span: Span
    quote: str
    points: Quantity | None = None
    score: Quantity | None = None
    score_span: Span | None = None
    grade: str = ""
    grade_span: Span | None = None
    ambiguous: bool = False


def read_total_row(line: Line, layout: Layout | None, packs: Packs, expected: Sequence[Decimal] = ()) -> TotalRow:
    """A total row. `expected` are sums of the rows' scores: a lone number that is one of them is the total."""
    sheet, row = line.sheet, line.row
    cells = sheet.own_line(row)
    label = sheet.texts[cells[0]]
    found = TotalRow(label=label, span=sheet.span(row), quote=sheet.joined(row))
    match = seek(packs, "labelled-pair", label) or seek(packs, "labelled-total", label)
    if match is not None:
        printed = sheet.printed_cell(cells[0])
        return _graded(
            replace(
                _from_label(found, printed, match["points"] or "", match["score"], packs),
                grade=match.groupdict().get("grade") or "",
            ),
            line,
            packs,
        )
    numbers: list[tuple[int, Quantity, Printed]] = []
    for index in cells[1:]:
        printed = sheet.printed_cell(index)
        quantity = read_score(printed, packs)
        if quantity is not None:
            numbers.append((sheet.table.cells[index].column, quantity, printed))
    found = _assign(found, numbers, layout, expected)
    if found.points is None:
        found = replace(found, points=_points_in_label(sheet.printed_cell(cells[0]), packs))
    return _graded(found, line, packs)


def _points_in_label(label: Printed, packs: Packs) -> Quantity | None:
    """Full marks printed in the label: 总分（100分）."""
    points = read_name(view(label.text).text, packs).points
    at = label.text.rfind(points) if points else -1
    if at < 0 or label.span is None:
        return None
    return read_quantity(points, packs, start=label.span.start + at, dimension=Dimension.SCORE)


def _from_label(found: TotalRow, printed: Printed, points: str, score: str, packs: Packs) -> TotalRow:
    if printed.span is None:
        return found
    at = printed.text.rfind(score)
    value = read_quantity(score, packs, start=printed.span.start + max(at, 0), dimension=Dimension.SCORE)
    full = None
    if points and (place := printed.text.find(points)) >= 0:
        full = read_quantity(points, packs, start=printed.span.start + place, dimension=Dimension.SCORE)
    return replace(found, points=full, score=value, score_span=None if value is None else value.span)


def _assign(
    found: TotalRow,
    numbers: list[tuple[int, Quantity, Printed]],
    layout: Layout | None,
    expected: Sequence[Decimal],
) -> TotalRow:
    by_column = {column: quantity for column, quantity, _ in numbers}
    points = score = None
    if layout is not None:
        score = next((by_column[c] for _, c in sorted(layout.scores.items(), reverse=True) if c in by_column), None)
        points = next((by_column[c] for _, c in sorted(layout.points.items(), reverse=True) if c in by_column), None)
    values = [quantity for _, quantity, _ in numbers]
    if score is None and len(values) == 1:
        return _lone(found, values[0], points, expected)
    if score is None or points is None or _value(score) > _value(points):
        points, score = _by_order(values, score)
    return replace(found, points=points, score=score, score_span=None if score is None else score.span)


def _by_order(values: Sequence[Quantity], score: Quantity | None) -> tuple[Quantity | None, Quantity | None]:
    """Full marks and total where the columns do not tell: full marks stand first; a 100 behind is full marks too."""
    if not values:
        return None, score
    last = score or values[-1]
    before = [quantity for quantity in values if quantity is not last and _value(quantity) >= _value(last)]
    if before:
        return before[-1], last
    smaller = [quantity for quantity in values if quantity is not last and _value(last) == 100]
    if smaller and score is None:
        return last, smaller[-1]
    return None, last


def _lone(found: TotalRow, value: Quantity, points: Quantity | None, expected: Sequence[Decimal]) -> TotalRow:
    """One number only: full marks or total. It is the total when the rows add up to it, or when it is not round."""
    number = _value(value)
    if number in expected or (number % 10 != 0 and number <= 100):
        return replace(found, score=value, score_span=value.span)
    if points is value:
        return replace(found, points=value, ambiguous=not expected)
    return replace(found, points=value if number == 100 else None, ambiguous=True)


def _value(quantity: Quantity | None) -> Decimal:
    return quantity.value if quantity is not None and quantity.value is not None else Decimal(0)


def _graded(found: TotalRow, line: Line, packs: Packs) -> TotalRow:
    for index in line.sheet.own_line(line.row)[1:]:
        grade = read_grade(line.sheet.texts[index], packs)
        if grade:
            return replace(found, grade=grade, grade_span=line.sheet.printed_cell(index).span)
    return replace(found, grade_span=found.span) if found.grade else found


def statements_of(row: TotalRow, start: int) -> list[Statement]:
    """The statements of a total row: the total, and the grade."""
    made: list[Statement] = []
    if row.score is not None:
        made.append(
            Statement(
                ordinal=start,
                kind=StatementKind.TOTAL,
                name=row.label,
                score=row.score,
                points=row.points,
                span=row.score_span or row.span,
                quote=row.quote,
                source="table",
            )
        )
    if row.grade:
        made.append(
            Statement(
                ordinal=start + len(made),
                kind=StatementKind.GRADE,
                name=row.label,
                grade=row.grade,
                span=row.grade_span or row.span,
                quote=row.quote,
                source="table",
            )
        )
    return made
