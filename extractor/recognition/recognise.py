"""From a document to its reports: the order of recognition."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from extractor.model.claims import StatementKind
from extractor.model.criteria import Criterion
from extractor.model.document import Document, Paragraph
from extractor.model.report import Indicator, Report
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.coverage import count_table_numbers
from extractor.recognition.criteria import compile_criterion, read_row_evidence
from extractor.recognition.facts import find_facts
from extractor.recognition.prose import read_prose
from extractor.recognition.sections import find_sections
from extractor.recognition.splitting import split_reports
from extractor.recognition.tables import read_tables


def recognise(document: Document, packs: Packs, file_name: str = "") -> tuple[Report, ...]:
    """The reports that `document` holds, each with everything it says."""
    with _uncollected():
        spans = split_reports(document, packs)
        parts = zip(spans, _paragraphs(document, spans), strict=True)
        return tuple(
            _recognise_part(replace(document, paragraphs=paragraphs), span, part, packs, file_name)
            for part, (span, paragraphs) in enumerate(parts, start=1)
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles while records are made: they form none, and each search walks all that were made before.

    In a report of a megabyte that was an eighth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _paragraphs(document: Document, spans: tuple[Span, ...]) -> list[tuple[Paragraph, ...]]:
    """The paragraphs of each span; a file of many reports must not be gone through once for each."""
    starts = [span.start for span in spans]
    found: list[list[Paragraph]] = [[] for _ in spans]
    for paragraph in document.paragraphs:
        found[max(0, bisect_right(starts, paragraph.span.start) - 1)].append(paragraph)
    return [tuple(paragraphs) for paragraphs in found]


def _recognise_part(document: Document, span: Span, part: int, packs: Packs, file_name: str) -> Report:
    sections = find_sections(document, span, packs)
    tables = read_tables(document, span, packs)
    facts = find_facts(document, span, sections, tables, packs, file_name)
    prose = read_prose(document, span, sections, tables, facts.fiscal_year, packs)
    in_tables = count_table_numbers(document, tables.uses)
    statements = (*tables.statements, *prose.statements)
    totals = [statement for statement in statements if statement.kind is StatementKind.TOTAL]
    grades = [statement for statement in statements if statement.kind is StatementKind.GRADE]
    return Report(
        part=part,
        span=span,
        facts=facts,
        sections=sections,
        table_uses=tables.uses,
        indicators=tables.indicators,
        criteria=_criteria(tables.indicators, packs),
        row_evidence=read_row_evidence(tables.indicators, packs),
        budgets=(*tables.budgets, *prose.budgets),
        objectives=tables.objectives,
        statements=statements,
        metrics=prose.metrics,
        relations=prose.relations,
        explanations=prose.explanations,
        leftovers=(*tables.leftovers, *prose.leftovers),
        faults=tables.faults,
        total=tables.total or (totals[0].score if totals else None),
        total_points=tables.total_points or (totals[0].points if totals else None),
        grade=tables.grade or (grades[0].grade if grades else ""),
        grade_span=tables.grade_span or (grades[0].span if grades else None),
        grade_scale=prose.grade_scale,
        numbers_seen=prose.numbers_seen + in_tables.seen,
        numbers_placed=prose.numbers_placed + in_tables.placed,
    )


def _criteria(indicators: tuple[Indicator, ...], packs: Packs) -> tuple[Criterion, ...]:
    criteria: list[Criterion] = []
    for index, indicator in enumerate(indicators):
        if not indicator.criterion.text.strip():
            continue
        points = indicator.points.value if indicator.points else None
        compiled = compile_criterion(indicator.criterion.text, points, packs)
        criteria.append(
            Criterion(
                ordinal=len(criteria),
                indicator=index,
                kind=compiled.kind,
                text=indicator.criterion.text,
                span=indicator.criterion.span,
                rule=compiled.rule,
                status=compiled.status,
                leftover=compiled.leftover,
                remarks=compiled.remarks,
                cut_off=compiled.cut_off,
            )
        )
    return tuple(criteria)
