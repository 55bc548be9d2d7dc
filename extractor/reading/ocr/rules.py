"""Ruled lines of a scanned page: the grid of its tables."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from extractor.reading.ocr.engine import Image

_LENGTH = 0.25  # inches: shorter strokes belong to characters
_THICK = 0.06  # inches: thicker bars are shading or pictures
_BLOCK, _CONTRAST = 31, 12  # of the adaptive threshold: pixels around, and how much darker a line must be
_MOST = 5000


@dataclass(frozen=True, slots=True)
class PixelRule:
    """A straight line in pixels; horizontal when it is wider than high."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def horizontal(self) -> bool:
        """Whether it runs across."""
        return self.x1 - self.x0 >= self.bottom - self.top


def find_rules(image: Image, resolution: float) -> list[PixelRule]:
    """The horizontal and vertical rules of an upright page, each as a line through its middle."""
    cv2 = importlib.import_module("cv2")
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _CONTRAST)
    length = max(20, int(_LENGTH * resolution))
    found: list[PixelRule] = []
    for across in (True, False):
        shape = (length, 1) if across else (1, length)
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        # A line that leans by a pixel falls apart into steps: thicken it across, so that they join again.
        lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1)))
        count, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, width, height, _ in boxes[1 : min(count, _MOST)]:
            thickness = height if across else width
            if thickness <= _THICK * resolution + 2:
                found.append(_middle(int(x), int(y), int(width), int(height), across=across))
    return found


def _middle(x: int, y: int, width: int, height: int, *, across: bool) -> PixelRule:
    if across:
        return PixelRule(x, y + height // 2, x + width, y + height // 2)
    return PixelRule(x + width // 2, y, x + width // 2, y + height)


def lean(image: Image, resolution: float) -> float:
    """By how many degrees the page leans, to judge by its long lines; 0 where it has none."""
    cv2 = importlib.import_module("cv2")
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    edges = cv2.Canny(grey, 60, 180)
    length = int(resolution)
    lines = cv2.HoughLinesP(edges, 1, 3.14159265 / 1800, 200, minLineLength=length, maxLineGap=8)
    if lines is None:
        return 0.0
    numpy = importlib.import_module("numpy")
    lines = lines.reshape(-1, 4)[:_MOST]
    angles = numpy.degrees(numpy.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    flat = angles[abs(angles) < 8]
    upright = numpy.concatenate([angles[angles > 82] - 90, angles[angles < -82] + 90])
    leaning = numpy.concatenate([flat, upright])
    return float(numpy.median(leaning)) if len(leaning) >= 4 else 0.0
