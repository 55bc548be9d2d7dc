"""A reading view of text without its layout blanks, with the way back to the original offsets.

Published copies put blanks between Chinese characters and digits, and line breaks anywhere; patterns should not have to
know. A view drops every blank that touches a Chinese character or punctuation and keeps one blank between two words or
numbers of ASCII characters, so that `15 20` does not become one number.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.model.records import quickly_made
from extractor.model.spans import Span

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000\n\r\x0b\x0c\u200b\ufeff"
_RUNS = re.compile(f"[{_BLANKS}]+")


@quickly_made
@dataclass(frozen=True, slots=True)
class View:
    """`text` without layout blanks; `offsets[i]` is where character `i` stands in the canonical text.

    `offsets` has one entry more than `text` has characters: the end. Where no blank was dropped it is a plain range.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The canonical span of view characters `start` up to `end`."""
        if end <= start:
            return Span(start=self.offsets[start], end=self.offsets[start])
        return Span(start=self.offsets[start], end=self.offsets[end - 1] + 1)


def view(text: str, span: Span | None = None) -> View:
    """The view of `text`, or of the part `span` of it."""
    if span is None:
        return _made(text, 0, len(text))
    made = _parts_of(text)
    place = (span.start, span.end)
    found = made.get(place)
    if found is None:
        found = made[place] = _made(text, *place)
    return found


@lru_cache(maxsize=1)
def _parts_of(text: str) -> dict[tuple[int, int], View]:
    """The views of the parts of one document, which all that reads it asks for again and again."""
    return {}


def _made(text: str, start: int, end: int) -> View:
    if _RUNS.search(text, start, end) is None:
        return View(text[start:end], range(start, end + 1))
    pieces: list[str] = []
    offsets = array("Q")
    position = start
    for blanks in _RUNS.finditer(text, start, end):
        first, last = blanks.span()
        pieces.append(text[position:first])
        offsets.extend(range(position, first))
        if start < first and last < end and _is_word(text[first - 1]) and _is_word(text[last]):
            pieces.append(" ")
            offsets.append(first)
        position = last
    pieces.append(text[position:end])
    offsets.extend(range(position, end + 1))
    return View("".join(pieces), offsets)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
