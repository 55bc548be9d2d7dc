"""Several reports in one file: where each begins and ends."""

from __future__ import annotations

from extractor.model.document import Document
from extractor.model.spans import Span
from extractor.packs import Packs


def split_reports(document: Document, packs: Packs) -> tuple[Span, ...]:
    """The parts of the canonical text that are one report each, in order; at least one."""
    return (Span(start=0, end=len(document.text)),)
