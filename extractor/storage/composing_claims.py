"""Rows of what a report claims and explains, and of what was left over."""

from __future__ import annotations

from extractor.model.claims import Operand
from extractor.model.report import Report
from extractor.storage.composing_report import section_row
from extractor.storage.identity import row_id
from extractor.storage.locating import Locator
from extractor.storage.records import ExplanationRow, LeftoverRow, ReadingFaultRow, RelationRow, StatementRow
from extractor.storage.values import as_json, interval_entry


def compose_relations(id: str, report: Report, locator: Locator) -> tuple[RelationRow, ...]:
    """Claims that numbers hang together, with their operands as JSON."""
    return tuple(
        RelationRow(
            id=row_id(id, "x", index),
            report_id=id,
            section_id=section_row(id, relation.section),
            ordinal=relation.ordinal,
            kind=relation.kind.value,
            subject=relation.subject,
            operands=as_json(
                [_operand(operand, locator) for operand in relation.operands]
                or [{"name": item} for item in relation.items]
            ),
            result=as_json(_operand(relation.result, locator)) if relation.result else None,
            exhaustive=int(relation.exhaustive),
            certainty=relation.certainty,
            page=locator.page(relation.span),
            char_start=locator.start(relation.span),
            char_end=locator.end(relation.span),
            quote=locator.quote(relation.span),
        )
        for index, relation in enumerate(report.relations)
    )


def _operand(operand: Operand, locator: Locator) -> dict[str, object]:
    quantity = operand.quantity
    return {
        "name": operand.name,
        "text": quantity.text,
        "unit": quantity.unit.symbol,
        **interval_entry(quantity.interval),
        **({"subtracted": True} if operand.subtracted else {}),
        "char_start": locator.start(quantity.span),
        "char_end": locator.end(quantity.span),
    }


def compose_explanations(
    id: str, report: Report, locator: Locator, statements: tuple[StatementRow, ...]
) -> tuple[ExplanationRow, ...]:
    """Reasons, problems and measures, with the ids of the statements and problems that they explain."""
    by_ordinal = {statement.ordinal: statement.id for statement in statements}
    return tuple(
        ExplanationRow(
            id=row_id(id, "e", index),
            report_id=id,
            section_id=section_row(id, explanation.section),
            ordinal=explanation.ordinal,
            kind=explanation.kind,
            text=explanation.text,
            concerns=as_json([by_ordinal[ordinal] for ordinal in explanation.concerns if ordinal in by_ordinal]),
            answers=as_json([row_id(id, "e", ordinal) for ordinal in explanation.answers]),
            page=locator.page(explanation.span),
            char_start=locator.start(explanation.span),
            char_end=locator.end(explanation.span),
        )
        for index, explanation in enumerate(report.explanations)
    )


def compose_leftovers(id: str, report: Report, locator: Locator) -> tuple[LeftoverRow, ...]:
    """What was not placed."""
    return tuple(
        LeftoverRow(
            report_id=id,
            kind=leftover.kind,
            text=leftover.text,
            detail=leftover.detail,
            page=locator.page(leftover.span),
            char_start=locator.start(leftover.span),
            char_end=locator.end(leftover.span),
        )
        for leftover in report.leftovers
    )


def compose_reading_faults(id: str, report: Report, locator: Locator) -> tuple[ReadingFaultRow, ...]:
    """Faults of the reading that concern this report: the document's own, where they stand in it, and recognition's."""
    concerned = [
        fault for fault in locator.document.faults if fault.span is None or locator.overlaps(fault.span)
    ]  # fmt: skip
    return tuple(
        ReadingFaultRow(
            report_id=id,
            kind=fault.kind,
            detail=fault.detail,
            page=fault.page if fault.page is not None else locator.page(fault.span),
            char_start=locator.start(fault.span) if fault.span else None,
            char_end=locator.end(fault.span) if fault.span else None,
        )
        for fault in dict.fromkeys((*concerned, *report.faults))
    )
