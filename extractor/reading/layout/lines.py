"""Characters to lines: what stands on one height, from left to right, with the blanks that gaps imply."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from extractor.model.spans import Box
from extractor.reading.ink import Ink
from extractor.reading.marks import Glyph

_BLANK_GAP = 0.28  # of the character height: from here on a gap is a blank
_SAME_LINE = 0.5  # overlap of heights that makes one line


@dataclass(slots=True)
class TextLine:
    """A line of characters in reading order; the box is around all of them.

    `settle` keeps the text and the boxes and lets the characters go: a long document does not fit otherwise.
    """

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    _text: str = ""
    _boxes: array[float] | None = None
    _size: float = 0.0

    def settle(self) -> None:
        """Spells the line for good; no character can be added or cut out any more."""
        if self._boxes is None:
            self._size = self.size
            self._text, self._boxes = spell(self.glyphs)
            self.glyphs = []

    @property
    def size(self) -> float:
        """The usual height of its characters; Chinese ones decide, as the boxes of Latin fonts may be far taller."""
        if self._boxes is not None:
            return self._size
        heights = [glyph.bottom - glyph.top for glyph in self.glyphs if "一" <= glyph.text <= "鿿"]
        return median_low(heights or [glyph.bottom - glyph.top for glyph in self.glyphs])

    @property
    def box(self) -> Box:
        """The box around the line."""
        return Box(x0=self.x0, top=self.top, x1=self.x1, bottom=self.bottom)

    @property
    def text(self) -> str:
        """The characters with the blanks between them."""
        return self._text if self._boxes is not None else spell(self.glyphs)[0]

    def ink(self, page: int) -> Ink:
        """The line as ink on `page`."""
        self.settle()
        return Ink(self._text, page, self._boxes)


def to_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines of `glyphs` from top to bottom."""
    ordered = sorted((glyph for glyph in glyphs if not glyph.text.isspace()), key=lambda g: (g.top + g.bottom, g.x0))
    lines: list[TextLine] = []
    for glyph in ordered:
        for line in reversed(lines[-4:]):
            if _on(line, glyph):
                _extend(line, glyph)
                break
        else:
            lines.append(TextLine([glyph], glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    for line in lines:
        line.glyphs.sort(key=lambda glyph: glyph.x0)
    lines.sort(key=lambda line: (line.top + line.bottom, line.x0))
    return lines


def _on(line: TextLine, glyph: Glyph) -> bool:
    overlap = min(line.bottom, glyph.bottom) - max(line.top, glyph.top)
    return overlap > _SAME_LINE * min(line.bottom - line.top, glyph.bottom - glyph.top)


def _extend(line: TextLine, glyph: Glyph) -> None:
    line.glyphs.append(glyph)
    # Small raised marks and tall brackets must not stretch the line over its neighbours.
    line.x0, line.x1 = min(line.x0, glyph.x0), max(line.x1, glyph.x1)
    if glyph.bottom - glyph.top <= 1.3 * (line.bottom - line.top):
        line.top, line.bottom = min(line.top, glyph.top), max(line.bottom, glyph.bottom)


def spell(glyphs: Sequence[Glyph]) -> tuple[str, array[float]]:
    """The text of glyphs in reading order with implied blanks, and four box numbers a character."""
    pieces: list[str] = []
    boxes: array[float] = array("f")
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            height = min(last.bottom - last.top, glyph.bottom - glyph.top)
            if glyph.x0 - last.x1 > _BLANK_GAP * height:
                pieces.append(" ")
                boxes.extend((last.x1, glyph.top, glyph.x0, glyph.bottom))
        for character in glyph.text:
            pieces.append(character)
            boxes.extend((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        last = glyph
    return "".join(pieces), boxes


def columns_of(line: TextLine, gap: float) -> list[TextLine]:
    """The line cut where the gap between two characters is wider than `gap`."""
    parts: list[TextLine] = []
    for glyph in line.glyphs:
        if parts and glyph.x0 - parts[-1].x1 <= gap:
            _extend(parts[-1], glyph)
        else:
            parts.append(TextLine([glyph], glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    return parts
