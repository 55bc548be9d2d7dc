"""Rows of what a report says: sections, indicators, funds, statements, metrics, relations, explanations, leftovers."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator, Printed, Report
from extractor.model.spans import Span
from extractor.storage.identity import row_id
from extractor.storage.locating import Locator
from extractor.storage.records import (
    BudgetRow,
    IndicatorRow,
    MetricRow,
    ObjectiveRow,
    SectionRow,
    StatementRow,
)
from extractor.storage.values import quantity_real, quantity_text, real


def compose_sections(id: str, report: Report, locator: Locator) -> tuple[SectionRow, ...]:
    """The section tree, parents before children."""
    return tuple(
        SectionRow(
            id=row_id(id, "s", index),
            report_id=id,
            parent_id=None if section.parent is None else row_id(id, "s", section.parent),
            ordinal=section.ordinal,
            level=section.level,
            number=section.number,
            title=section.title,
            run_in=int(section.run_in),
            page=locator.page(section.heading),
            char_start=locator.start(section.span),
            char_end=locator.end(section.span),
        )
        for index, section in enumerate(report.sections)
    )


def compose_indicators(
    id: str, report: Report, locator: Locator, table_ids: Mapping[int, str]
) -> tuple[IndicatorRow, ...]:
    """The indicator tree with everything printed in its rows."""
    return tuple(_indicator_row(id, index, found, locator, table_ids) for index, found in enumerate(report.indicators))


def _indicator_row(
    id: str, index: int, indicator: Indicator, locator: Locator, table_ids: Mapping[int, str]
) -> IndicatorRow:
    span = _indicator_span(indicator)
    return IndicatorRow(
        id=row_id(id, "i", index),
        report_id=id,
        table_id=None if indicator.table is None else table_ids.get(indicator.table),
        parent_id=None if indicator.parent is None else row_id(id, "i", indicator.parent),
        ordinal=indicator.ordinal,
        level=indicator.level,
        role=indicator.role,
        name=indicator.name,
        points=quantity_real(indicator.points),
        points_text=quantity_text(indicator.points),
        stated_score=quantity_real(indicator.stated_score),
        stated_score_text=quantity_text(indicator.stated_score),
        reviewed_score=quantity_real(indicator.reviewed_score),
        reviewed_score_text=quantity_text(indicator.reviewed_score),
        target=quantity_real(indicator.target),
        target_text=_text(indicator.target_text),
        actual=quantity_real(indicator.actual),
        actual_text=_text(indicator.actual_text),
        attainment=quantity_real(indicator.attainment),
        attainment_text=quantity_text(indicator.attainment),
        unit=indicator.unit or None,
        direction=indicator.direction.value,
        criterion=_text(indicator.criterion),
        basis=_text(indicator.basis),
        explanation=_text(indicator.explanation),
        deviation_reason=_text(indicator.deviation_reason),
        note=_text(indicator.note),
        page=locator.page(span),
        row_index=indicator.row,
        char_start=locator.start(span) if span else None,
        char_end=locator.end(span) if span else None,
        confidence=indicator.confidence,
    )


def _indicator_span(indicator: Indicator) -> Span | None:
    """Where the indicator stands: its name, else the first of its figures."""
    for candidate in (indicator.name_printed.span, *(_span(q) for q in (indicator.points, indicator.stated_score))):
        if candidate is not None:
            return candidate
    return None


def _span(quantity: Quantity | None) -> Span | None:
    return quantity.span if quantity is not None else None


def _text(printed: Printed) -> str | None:
    return printed.text or None


def compose_budgets(id: str, report: Report, locator: Locator, table_ids: Mapping[int, str]) -> tuple[BudgetRow, ...]:
    """Funds from tables and prose."""
    return tuple(_budget_row(id, index, found, locator, table_ids) for index, found in enumerate(report.budgets))


def _budget_row(id: str, index: int, budget: Budget, locator: Locator, table_ids: Mapping[int, str]) -> BudgetRow:
    money = (budget.initial, budget.adjusted, budget.received, budget.spent)
    spans = [quantity.span for quantity in (*money, budget.rate) if quantity is not None]
    units = [quantity.unit for quantity in money if quantity is not None]
    return BudgetRow(
        id=row_id(id, "b", index),
        report_id=id,
        table_id=None if budget.table is None else table_ids.get(budget.table),
        ordinal=budget.ordinal,
        item=budget.item,
        scope=budget.scope,
        initial=quantity_real(budget.initial),
        initial_text=quantity_text(budget.initial),
        adjusted=quantity_real(budget.adjusted),
        adjusted_text=quantity_text(budget.adjusted),
        received=quantity_real(budget.received),
        received_text=quantity_text(budget.received),
        spent=quantity_real(budget.spent),
        spent_text=quantity_text(budget.spent),
        rate=quantity_real(budget.rate),
        rate_text=quantity_text(budget.rate),
        points=quantity_real(budget.points),
        stated_score=quantity_real(budget.stated_score),
        stated_score_text=quantity_text(budget.stated_score),
        unit=units[0].symbol if units else None,
        unit_text=units[0].text if units else None,
        page=locator.page(budget.span or (spans[0] if spans else None)),
        row_index=budget.row,
    )


def compose_objectives(id: str, report: Report, locator: Locator) -> tuple[ObjectiveRow, ...]:
    """Overall goals, planned beside achieved."""
    return tuple(
        ObjectiveRow(
            id=row_id(id, "o", index),
            report_id=id,
            ordinal=objective.ordinal,
            planned=objective.planned.text,
            achieved=objective.achieved.text,
            page=locator.page(objective.planned.span or objective.achieved.span),
        )
        for index, objective in enumerate(report.objectives)
    )


def compose_statements(id: str, report: Report, locator: Locator) -> tuple[StatementRow, ...]:
    """Stated results."""
    return tuple(
        StatementRow(
            id=row_id(id, "r", index),
            report_id=id,
            section_id=section_row(id, statement.section),
            indicator_id=None if statement.indicator is None else row_id(id, "i", statement.indicator),
            ordinal=statement.ordinal,
            kind=statement.kind.value,
            name=statement.name,
            value=quantity_real(statement.score),
            value_text=quantity_text(statement.score),
            points=quantity_real(statement.points),
            grade=statement.grade or None,
            level=statement.level,
            level_reason=statement.level_reason or None,
            source=statement.source,
            page=locator.page(statement.span),
            char_start=locator.start(statement.span),
            char_end=locator.end(statement.span),
            quote=statement.quote,
        )
        for index, statement in enumerate(report.statements)
    )


def compose_metrics(id: str, report: Report, locator: Locator) -> tuple[MetricRow, ...]:
    """Quantities of the prose; ends of their intervals in base units."""
    rows = []
    for index, metric in enumerate(report.metrics):
        quantity = metric.quantity
        rows.append(
            MetricRow(
                id=row_id(id, "m", index),
                report_id=id,
                section_id=section_row(id, metric.section),
                ordinal=metric.ordinal,
                name=metric.name,
                subject=metric.subject,
                scope=metric.scope,
                kind=metric.kind.value,
                value=real(quantity.value),
                low=real(quantity.low),
                high=real(quantity.high),
                value_text=quantity.number_text or quantity.text,
                unit=quantity.unit.symbol,
                unit_text=quantity.unit.text,
                approximation=quantity.approximation.value,
                comparison=metric.comparison or None,
                period=metric.period or None,
                page=locator.page(quantity.span),
                char_start=locator.start(quantity.span),
                char_end=locator.end(quantity.span),
                quote=metric.quote or quantity.text,
            )
        )
    return tuple(rows)


def section_row(id: str, index: int | None) -> str | None:
    """The id of a section by its place in the report."""
    return None if index is None else row_id(id, "s", index)
