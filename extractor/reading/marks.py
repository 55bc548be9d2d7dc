"""What stands on a printed page, whatever the format: placed characters and straight rules, in points."""

from __future__ import annotations

from dataclasses import dataclass, field

_LARGEST_PAGE = 14_400.0  # points: 200 inches, the most that PDF allows (ISO 32000-1, annex C)
_BEYOND = 30.0  # points: what lies farther outside the page is not printed


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box from the top left corner of the page; `confidence` is set for recognised images."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool = True
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True, kw_only=True)
class PageMarks:
    """A page before its layout is understood. `images` are pictures that may hold text; `damaged` characters lost."""

    number: int = 0
    width: float = 0.0
    height: float = 0.0
    source: str = "text-layer"
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    damaged: int = 0

    @property
    def confidence(self) -> float | None:
        """The mean confidence of recognised characters; None where the file itself holds the text."""
        known = [glyph.confidence for glyph in self.glyphs if glyph.confidence is not None]
        return sum(known) / len(known) if known else None

    def drop_unprintable(self) -> str:
        """Takes away what damaged coordinates put outside the page, cuts rules at its edges; returns the lost text."""
        right = min(self.width, _LARGEST_PAGE) + _BEYOND
        low = min(self.height, _LARGEST_PAGE) + _BEYOND
        kept: list[Glyph] = []
        lost: list[Glyph] = []
        for glyph in self.glyphs:
            inside = -_BEYOND <= glyph.x0 <= right and -_BEYOND <= glyph.top <= low
            sound = glyph.x0 <= glyph.x1 <= right + _BEYOND and glyph.top <= glyph.bottom <= low + _BEYOND
            (kept if inside and sound else lost).append(glyph)
        self.glyphs = kept
        self.rules = [
            Rule(max(rule.x0, -_BEYOND), max(rule.top, -_BEYOND), min(rule.x1, right), min(rule.bottom, low))
            for rule in self.rules
            if rule.x1 >= -_BEYOND and rule.x0 <= right and rule.bottom >= -_BEYOND and rule.top <= low
        ]
        return "".join(glyph.text for glyph in lost)
