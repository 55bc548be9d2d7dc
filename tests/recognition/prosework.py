"""Documents made of lines, for tests of prose."""

from __future__ import annotations

from extractor.model.claims import Metric
from extractor.model.document import Document, Paragraph
from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.recognition.prose.naming.metrics import MetricReading, find_metrics
from extractor.recognition.sections import find_sections


def written(*lines: str) -> Document:
    """A document of which each line is a paragraph."""
    paragraphs: list[Paragraph] = []
    position = 0
    for line in lines:
        paragraphs.append(Paragraph(span=Span(start=position, end=position + len(line)), page=1))
        position += len(line) + 1
    return Document(text="\n".join(lines), format="text", reader="test", paragraphs=tuple(paragraphs))


def whole(document: Document) -> Span:
    return Span(start=0, end=len(document.text))


def reading(*lines: str, year: int | None = 2023) -> MetricReading:
    document = written(*lines)
    sections = find_sections(document, whole(document), load_packs())
    return find_metrics(document, whole(document), sections, year, load_packs())


def metrics(*lines: str, year: int | None = 2023) -> tuple[Metric, ...]:
    return reading(*lines, year=year).metrics
