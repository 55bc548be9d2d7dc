"""One scanned page: its lines read, its rules found, all in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from PIL import Image

from extractor.reading.guards import Allowance
from extractor.reading.marks import Glyph, PageMarks, Rule
from extractor.reading.ocr.engine import engine
from extractor.reading.ocr.rules import PixelRule, find_rules
from extractor.reading.ocr.upright import TextLine, upright_page
from extractor.reading.paragraphs import display_width

_SURE = 0.35  # below this confidence there is rather no text at all
_SPREAD_NUMBER = regex.compile(r"(?<=\d[.,]?) (?=[.,]?\d)|(?<=[.,]) (?=\d)|(?<=\d) (?=[.,%])")


def recognise_page(image: Image.Image, number: int, width: float, height: float, allowance: Allowance) -> PageMarks:
    """The characters and rules of a page image; `width` and `height` are the size of the paper in points.

    Characters of a line share the line's confidence, and its width by their usual proportions.

    Raises:
        UnreadableFile: the extra `ocr` is not installed.
        LimitExceeded: out of time.
    """
    reader = engine()
    page = upright_page(image, reader, allowance, resolution=72.0 * image.width / width if width > 0 else 200.0)
    if page.turned:
        width, height = height, width
    pixels, resolution = page.pixels, page.resolution
    rules = find_rules(pixels, resolution)
    scale = width / pixels.shape[1] if width > 0 else 72.0 / resolution
    marks = PageMarks(number=number, width=width, height=height, source="ocr", images=1)
    marks.rules = [Rule(rule.x0 * scale, rule.top * scale, rule.x1 * scale, rule.bottom * scale) for rule in rules]
    for line in _cut_at_rules(page.lines, rules):
        allowance.tick()
        found = reader.read(pixels[line.top : line.bottom, line.x0 : line.x1])
        if found.confidence >= _SURE:
            marks.glyphs.extend(_glyphs(tidy(found.text), found.confidence, line, scale))
    return marks


def _cut_at_rules(lines: Sequence[TextLine], rules: Sequence[PixelRule]) -> Iterator[TextLine]:
    """Text of neighbouring cells is often found as one line: it is cut where a vertical rule crosses it."""
    upright = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: rule.x0)
    for line in lines:
        height = line.bottom - line.top
        start = line.x0
        for rule in upright:
            inside = line.x0 + 0.2 * height < rule.x0 < line.x1 - 0.2 * height
            if inside and min(rule.bottom, line.bottom) - max(rule.top, line.top) > 0.7 * height:
                if rule.x0 - 2 - start >= 4:
                    yield TextLine(start, line.top, rule.x0 - 2, line.bottom)
                start = rule.x0 + 3
        if line.x1 - start >= 4:
            yield TextLine(start, line.top, line.x1, line.bottom)


def tidy(text: str) -> str:
    """Without the blanks that the recogniser puts after the separators of a number."""
    return _SPREAD_NUMBER.sub("", text.strip()) if any(mark in text for mark in ".,%") else text.strip()


def _glyphs(text: str, confidence: float, line: TextLine, scale: float) -> Iterator[Glyph]:
    shares = [max(1, display_width(character)) for character in text]
    total = sum(shares) or 1
    size = (line.bottom - line.top) * scale * 0.8
    position = float(line.x0)
    for character, share in zip(text, shares, strict=True):
        step = (line.x1 - line.x0) * share / total
        yield Glyph(
            character, position * scale, line.top * scale, (position + step) * scale, line.bottom * scale, size,
            confidence=confidence,
        )  # fmt: skip
        position += step
