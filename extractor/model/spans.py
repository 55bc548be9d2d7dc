"""Where something was printed: characters of the canonical text, and boxes on pages."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.records import quickly_made


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in points; the origin is the top left corner of the page as a reader sees it."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            x0=min(self.x0, other.x0),
            top=min(self.top, other.top),
            x1=max(self.x1, other.x1),
            bottom=max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part of a page; `page` counts from 1, `box` is missing where the format has no geometry."""

    page: int
    box: Box | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of a document's canonical text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(start=min(self.start, other.start), end=max(self.end, other.end))
