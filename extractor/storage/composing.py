"""From a document, its report and its re-scoring to the rows of the database."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.document import Document
from extractor.model.findings import Rescoring
from extractor.model.report import Report
from extractor.storage.composing_claims import (
    compose_explanations,
    compose_leftovers,
    compose_reading_faults,
    compose_relations,
)
from extractor.storage.composing_document import compose_cells, compose_pages, compose_tables, media_type
from extractor.storage.composing_outcome import compose_checks, compose_criteria, compose_findings, compose_rescores
from extractor.storage.composing_report import (
    compose_budgets,
    compose_indicators,
    compose_metrics,
    compose_objectives,
    compose_sections,
    compose_statements,
)
from extractor.storage.locating import Locator
from extractor.storage.records import ReportRecords, ReportRow, TextRow
from extractor.storage.values import real, steps_json

_INCOMPLETE_READING = frozenset({"no_text_layer", "undecodable", "skipped_part", "damaged_font", "low_confidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that reports came from, and with which versions they were made.

    `options` is what of the call decides the reading (`ocr=auto`); a stored report is up to date only under the same.
    """

    sha256: str
    file_name: str
    byte_size: int
    path: str | None = None
    url: str | None = None
    retrieved_at: str | None = None
    options: str = ""
    fuhe_version: str
    packs_version: str


def compose(
    source: Source, id: str, document: Document, report: Report, rescoring: Rescoring, *, given_up: bool = False
) -> ReportRecords:
    """All rows of one report; `id` is the report's (see `identity.report_id`).

    `given_up` says that only the reading succeeded: the report is stored with the status `failed`.
    """
    status = "failed" if given_up else _status(document, report)
    locator = Locator.of(document, report.span)
    tables = compose_tables(id, report, locator)
    table_ids = {table.ordinal: table.id for table in tables}
    cells, cell_faults = compose_cells(id, report, locator, table_ids)
    sections = compose_sections(id, report, locator)
    indicators = compose_indicators(id, report, locator, table_ids)
    statements = compose_statements(id, report, locator)
    checks, check_ids = compose_checks(id, rescoring, locator)
    pages = compose_pages(id, locator)
    return ReportRecords(
        report=_report_row(source, id, document, report, rescoring, status),
        text=TextRow(report_id=id, text=document.slice(report.span)),
        pages=pages,
        sections=sections,
        tables=tables,
        cells=cells,
        indicators=indicators,
        budgets=compose_budgets(id, report, locator, table_ids),
        objectives=compose_objectives(id, report, locator),
        statements=statements,
        metrics=compose_metrics(id, report, locator),
        relations=compose_relations(id, report, locator),
        explanations=compose_explanations(id, report, locator, statements),
        criteria=compose_criteria(id, report, indicators),
        rescores=compose_rescores(report, rescoring, indicators),
        checks=checks,
        findings=compose_findings(id, rescoring, locator, check_ids),
        leftovers=compose_leftovers(id, report, locator),
        reading_faults=(*compose_reading_faults(id, report, locator), *cell_faults),
    )


def _report_row(
    source: Source, id: str, document: Document, report: Report, rescoring: Rescoring, status: str
) -> ReportRow:
    facts = report.facts
    hull = rescoring.total.hull if rescoring.total is not None else None
    return ReportRow(
        id=id,
        part=document.part,
        sha256=source.sha256,
        file_name=source.file_name,
        source_path=source.path,
        source_url=source.url,
        retrieved_at=source.retrieved_at,
        media_type=media_type(document.format),
        byte_size=source.byte_size,
        page_count=len(document.pages),
        title=facts.title or None,
        agency=facts.agency or None,
        region=facts.region or None,
        region_code=facts.region_code or None,
        level=facts.level or None,
        fiscal_year=facts.fiscal_year,
        kind=facts.kind.value,
        project=facts.project or None,
        scheme=facts.scheme or None,
        stated_total=real(report.total.value) if report.total else None,
        stated_total_text=report.total.number_text if report.total else None,
        stated_points=real(report.total_points.value) if report.total_points else None,
        stated_grade=report.grade or None,
        rescored_low=real(hull.low) if hull else None,
        rescored_high=real(hull.high) if hull else None,
        rescored_grade=rescoring.grade or None,
        numbers_seen=rescoring.coverage.numbers_seen,
        numbers_placed=rescoring.coverage.numbers_placed,
        coverage=rescoring.coverage.share,
        coverage_notes=steps_json(rescoring.coverage.notes),
        status=status,
        char_start=report.span.start,
        char_end=report.span.end,
        reader=document.reader,
        options=source.options,
        fuhe_version=source.fuhe_version,
        packs_version=source.packs_version,
    )


def _status(document: Document, report: Report) -> str:
    """`partial` where a part of the file did not become text or a table is cut off; else `ok`."""
    unread = document.coverage.pages_without_text or any(fault.kind in _INCOMPLETE_READING for fault in document.faults)
    cut = any(not table.complete for table in document.tables if report.span.overlaps(table.span))
    return "partial" if unread or cut else "ok"
