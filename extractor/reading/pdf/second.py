"""The second opinion: pdfminer (through pdfplumber) reads a page whose characters pdfium could not name."""

from __future__ import annotations

import io
import re

import pdfplumber

from extractor.reading.marks import Glyph

_CID = re.compile(r"\(cid:\d+\)")


def second_opinion(data: bytes, index: int) -> tuple[list[Glyph], int]:
    """The characters of page `index` as pdfminer sees them, and how many it could not name either."""
    glyphs: list[Glyph] = []
    damaged = 0
    with pdfplumber.open(io.BytesIO(data)) as paper:
        for char in paper.pages[index].chars:
            text = char["text"]
            if _CID.fullmatch(text) or "\ufffd" in text:
                damaged += 1
                continue
            glyphs.append(Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"], char["size"]))
    return glyphs, damaged
