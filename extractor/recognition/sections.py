"""The section tree from Chinese numbering."""

from __future__ import annotations

from extractor.model.document import Document
from extractor.model.report import Section
from extractor.model.spans import Span
from extractor.packs import Packs


def find_sections(document: Document, span: Span, packs: Packs) -> tuple[Section, ...]:
    """The headings of the prose in `span`, as a tree in document order."""
    return ()
