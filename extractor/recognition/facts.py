"""Report facts: title, agency, region, fiscal year, kind; from title, cover, form labels, signature, file name."""

from __future__ import annotations

from extractor.model.document import Document
from extractor.model.report import Facts, Section
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.tables import TableReading


def find_facts(
    document: Document,
    span: Span,
    sections: tuple[Section, ...],
    tables: TableReading,
    packs: Packs,
    file_name: str = "",
) -> Facts:
    """Who reports on what in `span`."""
    return Facts()
