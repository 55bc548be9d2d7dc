"""The second opinion: pdfminer (through pdfplumber) reads a page whose characters pdfium could not name."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from extractor.reading.guards import DAMAGE
from extractor.reading.marks import Glyph

_BROKEN: tuple[type[Exception], ...] = (PdfminerException, *DAMAGE)
_CID = re.compile(r"\(cid:\d+\)")


def second_opinion(data: bytes, index: int) -> tuple[list[Glyph], int]:
    """The characters of page `index` as pdfminer sees them, and how many it could not name either."""
    glyphs: list[Glyph] = []
    damaged = 0
    for char in _characters(data, index):
        text = char["text"]
        if _CID.fullmatch(text) or "\ufffd" in text:
            damaged += 1
            continue
        glyphs.append(Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"], char["size"]))
    return glyphs, damaged


def _characters(data: bytes, index: int) -> list[dict[str, Any]]:
    """The characters of a page; none where the damage is too much for pdfminer as well."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports every oddity of a damaged file
    try:
        with pdfplumber.open(io.BytesIO(data)) as paper:
            return list(paper.pages[index].chars)
    except _BROKEN:
        return []
