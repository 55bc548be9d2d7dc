"""The objects of an OFD page: text as placed characters, paths as rules (GB/T 33190-2016, chapters 8 to 11)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.reading.archives import local
from extractor.reading.guards import Allowance
from extractor.reading.marks import Glyph, PageMarks, Rule
from extractor.reading.ofd.geometry import (
    MILLIMETRE,
    Matrix,
    boundary,
    deltas,
    matrix,
    number,
    numbers,
    segments,
)

_ASCENT, _DESCENT = 0.86, 0.14  # of the size above and below the base line, as in the usual Chinese fonts
_THIN = 0.9  # millimetres: a filled box no thicker is a rule
_STRAIGHT = 0.1  # millimetres a rule may lean
_NARROW = 0.5  # of the size: the step of a half-width character where the file does not say it


def read_objects(
    container: etree._Element, marks: PageMarks, allowance: Allowance, origin: Matrix | None = None
) -> None:
    """Adds the objects of a layer, a template or an appearance, blocks looked through."""
    stack = [(element, origin or Matrix()) for element in reversed(container)]
    count = 0
    while stack:
        element, outer = stack.pop()
        count += 1
        if count % 256 == 0:
            allowance.tick()
        if element.get("Visible", "true").lower() in ("false", "0"):
            continue
        match local(element):
            case "TextObject":
                marks.glyphs.extend(_glyphs(element, outer, marks))
            case "PathObject":
                marks.rules.extend(_rules(element, outer))
            case "ImageObject":
                marks.images += 1
            case "Layer" | "PageBlock" | "Content":
                stack.extend((below, outer) for below in reversed(element))
            case _:
                pass


def _placed(element: etree._Element, outer: Matrix) -> Matrix:
    """From the object's own coordinates to the page: CTM first, then the corner of its boundary."""
    x, y, _, _ = boundary(numbers(element.get("Boundary")))
    return matrix(element.get("CTM")).then(Matrix(e=x, f=y)).then(outer)


def _glyphs(element: etree._Element, outer: Matrix, marks: PageMarks) -> Iterator[Glyph]:
    size = number(element.get("Size"))
    stretch = number(element.get("HScale"), 1.0) or 1.0
    turned = element.get("CharDirection", "0") not in ("0", "360")
    placed = _placed(element, outer)
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        text = (code.text or "").strip("\r\n")
        # A text code without its own place goes on where the one before it began.
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        if size <= 0:
            marks.damaged += len(text)
            continue
        across = deltas(code.get("DeltaX"), len(text))
        down = deltas(code.get("DeltaY"), len(text))
        here_x, here_y = x, y
        for index, character in enumerate(text):
            step = across[index] if index < len(across) else 0.0
            width = _width(character, step, size) * stretch
            yield _glyph(character, here_x, here_y, width, size, placed, turned=turned)
            here_x += step
            here_y += down[index] if index < len(down) else 0.0


def _width(character: str, step: float, size: float) -> float:
    """The width of a character: its step where that is plausible, else half or the whole of the size."""
    usual = size * _NARROW if character.isascii() else size
    return step if 0.2 * usual <= step <= 1.02 * size else usual


def _glyph(text: str, x: float, y: float, width: float, size: float, placed: Matrix, *, turned: bool) -> Glyph:
    corners = [placed.apply(cx, cy) for cx in (x, x + width) for cy in (y - _ASCENT * size, y + _DESCENT * size)]
    xs, ys = [corner[0] * MILLIMETRE for corner in corners], [corner[1] * MILLIMETRE for corner in corners]
    upright = not turned and abs(placed.b) < 0.1 * (abs(placed.a) or 1.0)
    height = max(ys) - min(ys)
    return Glyph(text, min(xs), min(ys), max(xs), max(ys), height if upright else max(xs) - min(xs), upright)


def _rules(element: etree._Element, outer: Matrix) -> Iterator[Rule]:
    """Straight strokes, and filled boxes too thin to be anything but lines."""
    placed = _placed(element, outer)
    data = next((below.text or "" for below in element if local(below) == "AbbreviatedData"), "")
    lines = [(*placed.apply(x0, y0), *placed.apply(x1, y1)) for x0, y0, x1, y1 in segments(data)]
    if element.get("Stroke", "true").lower() in ("false", "0"):
        lines = _thin_box(lines)
    for x0, y0, x1, y1 in lines:
        if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
            yield Rule(
                min(x0, x1) * MILLIMETRE, min(y0, y1) * MILLIMETRE, max(x0, x1) * MILLIMETRE, max(y0, y1) * MILLIMETRE
            )


def _thin_box(lines: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    if not lines:
        return []
    x0, x1 = min(min(line[0], line[2]) for line in lines), max(max(line[0], line[2]) for line in lines)
    y0, y1 = min(min(line[1], line[3]) for line in lines), max(max(line[1], line[3]) for line in lines)
    if x1 - x0 <= _THIN < y1 - y0:
        return [((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    if y1 - y0 <= _THIN < x1 - x0:
        return [(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
    return []
