"""Scanned pages as they should lie: neither sideways nor upside down nor leaning."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from extractor.reading.guards import Allowance
from extractor.reading.ocr.engine import Engine
from extractor.reading.ocr.engine import Image as Pixels
from extractor.reading.ocr.rules import lean

_LEANING = 0.25  # degrees: less does no harm
_SIDEWAYS = 1.6  # a line of text on a turned page is higher than wide
_LONG = 60  # pixels: only lines tell how a page lies, single characters do not
_SAMPLE = 6
_LEGIBLE = 0.8


@dataclass(frozen=True, slots=True)
class TextLine:
    """Where a line of text lies, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class UprightPage:
    """The straightened image with its lines of text; `turned` says that width and height changed places."""

    pixels: Pixels
    lines: tuple[TextLine, ...]
    resolution: float
    turned: bool


def upright_page(image: Image.Image, reader: Engine, allowance: Allowance, *, resolution: float) -> UprightPage:
    """Turns and straightens a page image, and finds its lines of text."""
    numpy = importlib.import_module("numpy")
    pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB")))
    lines = find_lines(pixels, reader)
    turned = False
    if sum(_is_long(line) for line in lines) >= 3:
        turned = _is_sideways(lines)
        if turned or _legibility(pixels, lines, reader) < _LEGIBLE:
            pixels, lines = _best_turn(pixels, reader, allowance, (1, 3) if turned else (0, 2))
    if turned:
        resolution *= pixels.shape[1] / pixels.shape[0] * image.height / image.width
    angle = lean(pixels, resolution)
    if abs(angle) >= _LEANING:
        pixels = _rotated(pixels, angle)
        lines = find_lines(pixels, reader)
    return UprightPage(pixels, tuple(lines), resolution, turned)


def find_lines(pixels: Pixels, reader: Engine) -> list[TextLine]:
    """The lines of text in an image, as upright boxes inside it."""
    height, width = pixels.shape[:2]
    lines: list[TextLine] = []
    for quad in reader.find(pixels):
        xs, ys = [corner[0] for corner in quad], [corner[1] for corner in quad]
        x0, x1 = max(0, int(min(xs))), min(width, int(max(xs)) + 1)
        top, bottom = max(0, int(min(ys))), min(height, int(max(ys)) + 1)
        if x1 - x0 >= 4 and bottom - top >= 6:
            lines.append(TextLine(x0, top, x1, bottom))
    return lines


def _is_long(line: TextLine) -> bool:
    return max(line.x1 - line.x0, line.bottom - line.top) > _LONG


def _is_sideways(lines: Sequence[TextLine]) -> bool:
    long_ones = [line for line in lines if _is_long(line)]
    tall = sum((line.bottom - line.top) > _SIDEWAYS * (line.x1 - line.x0) for line in long_ones)
    return tall > 0.6 * len(long_ones)


def _best_turn(
    pixels: Pixels, reader: Engine, allowance: Allowance, turns: Sequence[int]
) -> tuple[Pixels, list[TextLine]]:
    numpy = importlib.import_module("numpy")
    trials: list[tuple[float, int, Pixels, list[TextLine]]] = []
    for turn in turns:
        allowance.tick()
        rotated = numpy.ascontiguousarray(numpy.rot90(pixels, turn))
        lines = find_lines(rotated, reader)
        trials.append((_legibility(rotated, lines, reader), -turn, rotated, lines))
    best = max(trials, key=lambda trial: trial[:2])
    return best[2], best[3]


def _legibility(pixels: Pixels, lines: Sequence[TextLine], reader: Engine) -> float:
    """The mean confidence over the characters of the longest lines."""
    longest = sorted(lines, key=lambda line: line.x0 - line.x1)[:_SAMPLE]
    readings = [reader.read(pixels[line.top : line.bottom, line.x0 : line.x1]) for line in longest]
    characters = sum(len(reading.text) for reading in readings)
    return sum(reading.confidence * len(reading.text) for reading in readings) / characters if characters else 0.0


def _rotated(pixels: Pixels, angle: float) -> Pixels:
    cv2 = importlib.import_module("cv2")
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
