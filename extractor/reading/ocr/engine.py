"""The recogniser behind a small interface; nothing of it is imported before the first scanned page."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.errors import UnreadableFile

_PACKAGES = ("rapidocr_onnxruntime", "cv2", "numpy")
_DETECTION_SIDE = 2000  # pixels: larger pages are made smaller for finding lines, never for reading them

Image = Any  # numpy.ndarray of height x width x 3; numpy is only there with the extra
Quad = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The characters of one line and how sure the recogniser is of them, from 0 to 1."""

    text: str
    confidence: float


class Engine:
    """Finds lines of text in an image, and reads one line."""

    def __init__(self) -> None:
        module = importlib.import_module("rapidocr_onnxruntime")
        self._ocr = module.RapidOCR(max_side_len=_DETECTION_SIDE)

    def find(self, image: Image) -> list[Quad]:
        """The corners of each line of text, clockwise from its top left."""
        boxes, _ = self._ocr(image, use_det=True, use_cls=False, use_rec=False)
        return list(boxes or ())

    def read(self, image: Image) -> Reading:
        """The text of an image that shows one line."""
        found, _ = self._ocr(image, use_det=False, use_cls=False, use_rec=True)
        if not found:
            return Reading("", 0.0)
        text, confidence = found[0][0], float(found[0][1])
        return Reading(str(text), confidence)


def available() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in _PACKAGES)


@cache
def engine() -> Engine:
    """The recogniser of this process; loading its models takes a second.

    Raises:
        UnreadableFile: the extra is not installed, or lacks a system library.
    """
    if not available():
        raise _missing("the page is an image, and no text recognition is installed")
    try:
        return Engine()
    except ImportError as error:
        raise _missing(f"text recognition cannot be loaded ({error})") from error


def _missing(what: str) -> UnreadableFile:
    return UnreadableFile(
        what,
        expected="a text layer, or the extra `ocr`",
        todo="Install it with `pip install 'fuhe[ocr]'`; where libGL is missing, also `opencv-python-headless`",
        stage="ocr",
    )
