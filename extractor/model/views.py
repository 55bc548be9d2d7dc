"""A reading view of text without its layout blanks, with the way back to the original offsets.

Published copies put blanks between Chinese characters and digits, and line breaks anywhere; patterns should not have to
know. A view drops every blank that touches a Chinese character or punctuation and keeps one blank between two words or
numbers of ASCII characters, so that `15 20` does not become one number.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from extractor.model.spans import Span

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000\n\r\x0b\x0c\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class View:
    """`text` without layout blanks; `offsets[i]` is where character `i` stands in the canonical text.

    `offsets` has one entry more than `text` has characters: the end.
    """

    text: str
    offsets: array[int]

    def span(self, start: int, end: int) -> Span:
        """The canonical span of view characters `start` up to `end`."""
        if end <= start:
            return Span(start=self.offsets[start], end=self.offsets[start])
        return Span(start=self.offsets[start], end=self.offsets[end - 1] + 1)


def view(text: str, span: Span | None = None) -> View:
    """The view of `text`, or of the part `span` of it."""
    start, end = (span.start, span.end) if span else (0, len(text))
    characters: list[str] = []
    offsets = array("Q")
    pending: int | None = None
    for index in range(start, end):
        character = text[index]
        if character in _BLANKS:
            pending = index if pending is None else pending
            continue
        if pending is not None and characters and _is_word(characters[-1]) and _is_word(character):
            characters.append(" ")
            offsets.append(pending)
        pending = None
        characters.append(character)
        offsets.append(index)
    offsets.append(end)
    return View("".join(characters), offsets)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
