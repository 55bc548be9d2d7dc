"""The ruled lines of a PDF page: strokes, thin boxes and the edges of filled or framed boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2.raw as pdfium

from extractor.reading.marks import Rule
from extractor.reading.pdf.frame import Frame

_THIN = 3.0  # points: a filled box no thicker is a line
_STRAIGHT = 1.0  # points a line may lean
_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 200_000
_WHITE = 250

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: object, frame: Frame) -> tuple[list[Rule], int]:
    """The horizontal and vertical rules of a page in reader's coordinates, and the number of its pictures."""
    rules: list[Rule] = []
    images = 0
    budget = _MOST_SEGMENTS
    for entry, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(entry)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments = max(1, pdfium.FPDFPath_CountSegments(entry))
            if segments <= budget:  # a longer path is a drawing, and what it costs is not worth its lines
                budget -= segments
                rules.extend(_path_rules(entry, matrix, frame))
    return rules, images


def _objects(page: object) -> Iterator[tuple[object, _Matrix]]:
    """Page objects with their outer matrix, those inside forms included."""
    stack: list[tuple[object, _Matrix, bool]] = [(page, _IDENTITY, True)]
    seen = 0
    while stack:
        container, matrix, is_page = stack.pop()
        count = (pdfium.FPDFPage_CountObjects if is_page else pdfium.FPDFFormObj_CountObjects)(container)
        get = pdfium.FPDFPage_GetObject if is_page else pdfium.FPDFFormObj_GetObject
        for index in range(max(0, count)):
            seen += 1
            if seen > _MOST_OBJECTS:
                return
            entry = get(container, index)
            if not entry:
                continue
            if pdfium.FPDFPageObj_GetType(entry) == pdfium.FPDF_PAGEOBJ_FORM:
                if len(stack) < 200:
                    stack.append((entry, _times(_matrix(entry), matrix), False))
                continue
            yield entry, matrix


def _path_rules(entry: object, outer: _Matrix, frame: Frame) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(entry, fill, stroke):
        return
    if not fill.value and not stroke.value:
        return
    matrix = _times(_matrix(entry), outer)
    background = not stroke.value and _is_white(entry)
    for points, closed in _subpaths(entry, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, top, x1, bottom = frame.place(min(xs), min(ys), max(xs), max(ys))
        width, height = x1 - x0, bottom - top
        if height <= _THIN and width > height:
            middle = (top + bottom) / 2
            if not background:
                yield Rule(x0, middle, x1, middle)
        elif width <= _THIN:
            middle = (x0 + x1) / 2
            if not background:
                yield Rule(middle, top, middle, bottom)
        elif fill.value and not stroke.value:
            # A filled box may be a colour band, whose edges bound cells; a white one hides and rules nothing.
            if not background and _is_box(points) and width < 0.97 * frame.width:
                yield from _edges(x0, top, x1, bottom)
        else:
            yield from _segment_rules(points, closed, frame)


def _segment_rules(points: list[tuple[float, float]], closed: bool, frame: Frame) -> Iterator[Rule]:
    ends = [*points, points[0]] if closed else points
    for (ax, ay), (bx, by) in pairwise(ends):
        x0, top, x1, bottom = frame.place(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if bottom - top <= _STRAIGHT and x1 - x0 > _STRAIGHT:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif x1 - x0 <= _STRAIGHT and bottom - top > _STRAIGHT:
            yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _edges(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    yield Rule(x0, top, x1, top)
    yield Rule(x0, bottom, x1, bottom)
    yield Rule(x0, top, x0, bottom)
    yield Rule(x1, top, x1, bottom)


def _is_box(points: list[tuple[float, float]]) -> bool:
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return len(corners) == 4 and len({x for x, _ in corners}) == 2 and len({y for _, y in corners}) == 2


def _subpaths(entry: object, matrix: _Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    closed = curved = False
    for index in range(max(0, pdfium.FPDFPath_CountSegments(entry))):
        segment = pdfium.FPDFPath_GetPathSegment(entry, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1 and not curved:
                yield points, closed
            points, closed, curved = [], False, False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    if len(points) > 1 and not curved:
        yield points, closed


def _matrix(entry: object) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(entry, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    if outer == _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _is_white(entry: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(entry, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0)
