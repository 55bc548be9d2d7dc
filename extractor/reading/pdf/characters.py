"""The characters of a PDF page with their boxes, straight from pdfium.

pdfium gives a character in 2 µs where pdfminer needs 50; the loops below bind names to locals because they run for
every character of every page.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractor.reading.marks import Glyph
from extractor.reading.pdf.frame import Frame

_CONTROL = 32
_SURROGATES = range(0xD800, 0xE000)
_PRIVATE = range(0xE000, 0xF900)
_LOST = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_WHITE = 250
_SAMPLE = 24


@dataclass(slots=True)
class PageText:
    """The characters of a page. `hidden` are printed white on white, `slanted` ones belong to watermarks."""

    glyphs: list[Glyph]
    hidden: list[Glyph]
    slanted: list[Glyph]
    damaged: int = 0


def page_characters(text_page: object, frame: Frame) -> PageText:
    """All printed characters of a page in the order of the file, in reader's coordinates; blanks that are only
    implied by gaps are left out, since the layout finds them from the gaps."""
    count = pdfium.FPDFText_CountChars(text_page)
    result = PageText([], [], [])
    if count <= 0:
        return result
    white = _has_white(text_page, count)
    straight = _is_straight(text_page, count)
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rectangle = pdfium.FS_RECTF()
    pointer = ctypes.byref(rectangle)
    place = frame.place
    high = 0
    append = result.glyphs.append
    for index in range(count):
        code = code_of(text_page, index)
        if code < _CONTROL or (code == 0x20 and pdfium.FPDFText_IsGenerated(text_page, index)):
            result.damaged += code == 0 or (code < _CONTROL and code not in (9, 10, 13, 2) and code != 0)
            continue
        if code in _SURROGATES:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if code in _LOST or code in _PRIVATE:
            result.damaged += 1
            if code in _LOST:
                continue
        if not box_of(text_page, index, pointer):
            continue
        x0, top, x1, bottom = place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        glyph = Glyph(chr(code), x0, top, x1, bottom, bottom - top if frame.upright else x1 - x0)
        if not straight and _slanted(text_page, index, frame):
            result.slanted.append(glyph)
        elif white and _is_white(text_page, index):
            result.hidden.append(glyph)
        else:
            append(glyph)
    result.glyphs = without_doubles(result.glyphs)
    return result


def dominant_angle(text_page: object) -> int | None:
    """The direction in which most characters of a page run: 0, 90, 180 or 270 degrees; None without characters."""
    count = pdfium.FPDFText_CountChars(text_page)
    votes = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 200)):
        angle = pdfium.FPDFText_GetCharAngle(text_page, index)
        if angle >= 0:
            votes[round(angle / 1.5707963) % 4] += 1
    return 90 * votes.index(max(votes)) if any(votes) else None


def without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """The same character printed twice at nearly the same place (imitated bold type) counts once."""
    recent: dict[str, Glyph] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        before = recent.get(glyph.text)
        recent[glyph.text] = glyph
        if before is not None and _same_place(before, glyph):
            continue
        kept.append(glyph)
    return kept


def _same_place(one: Glyph, other: Glyph) -> bool:
    near = 0.25 * min(one.bottom - one.top, other.bottom - other.top)
    return abs(one.x0 - other.x0) < near and abs(one.top - other.top) < near and one.text != " "


def _has_white(text_page: object, count: int) -> bool:
    return any(_is_white(text_page, index) for index in range(0, count, max(1, count // _SAMPLE)))


def _is_white(text_page: object, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0)


def _is_straight(text_page: object, count: int) -> bool:
    for index in range(0, count, max(1, count // 200)):
        angle = pdfium.FPDFText_GetCharAngle(text_page, index)
        if angle > 0 and abs(angle / 1.5707963 - round(angle / 1.5707963)) > 0.08:
            return False
    return True


def _slanted(text_page: object, index: int, frame: Frame) -> bool:
    angle = pdfium.FPDFText_GetCharAngle(text_page, index)
    return bool(angle > 0 and abs(angle / 1.5707963 - round(angle / 1.5707963)) > 0.08)
