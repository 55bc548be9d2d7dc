"""From spans of a document to the places that rows store: offsets into the report's own text, pages, lines, boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.document import Document
from extractor.model.findings import Evidence
from extractor.model.spans import Place, Span


@dataclass(frozen=True, slots=True)
class Locator:
    """Places of one report: `span` is its part of the canonical text of `document`.

    A file may hold hundreds of reports, so each stores only its own part of the text and its offsets start
    there.
    """

    document: Document
    span: Span
    line_starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document, span: Span) -> Locator:
        """The locator of the report that fills `span`."""
        return cls(document, span, tuple(line.span.start for line in document.lines))

    def start(self, span: Span) -> int:
        """Where `span` begins in the report's own text; what lies before the report begins at 0."""
        return max(0, span.start - self.span.start)

    def end(self, span: Span) -> int:
        """Where `span` ends in the report's own text."""
        return max(0, span.end - self.span.start)

    def page(self, span: Span | None) -> int | None:
        """The page on which `span` begins."""
        return self.document.page_at(span.start) if span is not None else None

    def line(self, span: Span | None) -> int | None:
        """The line of the source on which `span` begins, counted from 1; None for formats without lines."""
        if span is None or not self.line_starts:
            return None
        index = bisect_right(self.line_starts, span.start) - 1
        return self.document.lines[index].number if index >= 0 else None

    def quote(self, span: Span) -> str:
        """The canonical characters of `span`."""
        return self.document.slice(span)

    def boxes(self, span: Span | None) -> tuple[Place, ...]:
        """The places of `span` that have a box."""
        if span is None:
            return ()
        return tuple(place for place in self.document.glyphs.places(span) if place.box is not None)

    def overlaps(self, span: Span) -> bool:
        """Whether something of `span` belongs to the report; an empty span belongs where it stands."""
        if span.start == span.end:
            return self.span.start <= span.start <= self.span.end
        return self.span.overlaps(span)


def evidence_entry(evidence: Evidence, locator: Locator) -> dict[str, object]:
    """One piece of evidence as it is stored: label, text, page, line, offsets, boxes; what is unknown is left out."""
    entry: dict[str, object] = {"label": evidence.label, "text": evidence.text}
    page = evidence.page if evidence.page is not None else locator.page(evidence.span)
    if page is not None:
        entry["page"] = page
    if evidence.span is None:
        return entry
    line = locator.line(evidence.span)
    if line is not None:
        entry["line"] = line
    entry["char_start"] = locator.start(evidence.span)
    entry["char_end"] = locator.end(evidence.span)
    boxes = _box_entries(locator.boxes(evidence.span))
    if boxes:
        entry["boxes"] = boxes
    return entry


def _box_entries(places: Sequence[Place]) -> list[list[float]]:
    return [
        [place.page, *(round(side, 2) for side in (place.box.x0, place.box.top, place.box.x1, place.box.bottom))]
        for place in places
        if place.box is not None
    ]
