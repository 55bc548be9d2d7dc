"""Digits of several cells run together (58.758.758.7100%): all splits are tried, arithmetic says which it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.model.report import Printed
from extractor.model.spans import Span

_LONGEST = 40
_MOST_PARTS = 7
_GLUED = regex.compile(r"[\d.,%]{2,40}")
_NUMBER = regex.compile(r"(?:0|[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3})++)(?:\.\d{1,6})?+%?|0\.\d{1,6}%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a glued cell."""

    text: str
    start: int

    def printed(self, whole: Printed) -> Printed:
        """The part as printed inside its cell."""
        if whole.span is None:
            return Printed(text=self.text)
        start = whole.span.start + self.start
        return Printed(text=self.text, span=Span(start=start, end=start + len(self.text)), cell=whole.cell)


def may_be_glued(text: str) -> bool:
    """Whether a text can be several numbers without a blank between them."""
    return _GLUED.fullmatch(text) is not None and (_NUMBER.fullmatch(text) is None or text.count(".") > 1)


def splits(text: str, parts: int) -> Iterator[tuple[Piece, ...]]:
    """All ways to read `text` as `parts` numbers; blanks that are still there are borders."""
    if parts < 1 or parts > _MOST_PARTS or len(text) > _LONGEST:
        return
    stack: list[tuple[int, tuple[Piece, ...]]] = [(0, ())]
    while stack:
        start, found = stack.pop()
        while start < len(text) and text[start] in " \t\u3000":
            start += 1
        if len(found) == parts:
            if start == len(text):
                yield found
            continue
        if len(text) - start < parts - len(found):
            continue
        for end in range(start + 1, min(len(text), start + 18) + 1):
            piece = text[start:end]
            if _NUMBER.fullmatch(piece) and _may_end(text, end):
                stack.append((end, (*found, Piece(text=piece, start=start))))


def _may_end(text: str, end: int) -> bool:
    """A number cannot stop before a point or a percent sign."""
    return end == len(text) or text[end] not in ".%,"


def the_split(
    text: str, parts: Sequence[int], holds: Callable[[tuple[Piece, ...]], bool | None]
) -> tuple[Piece, ...] | None:
    """The only split of `text` into as many numbers as one of `parts` for which `holds`; None for none or several."""
    fitting: list[tuple[Piece, ...]] = []
    for count in parts:
        for found in splits(text, count):
            if holds(found):
                fitting.append(found)
                if len(fitting) > 1:
                    return None
    return fitting[0] if fitting else None


def plain(text: str) -> Decimal:
    """The number of a piece, for trying it only."""
    return Decimal(text.rstrip("%").replace(",", ""))


def split_scores(text: str) -> tuple[Piece, Piece] | None:
    """Full marks and score run together in one cell (1010, 109.5, 33否); None where several splits are possible."""
    short = text.rstrip("是否分 ")
    found = the_split(short, (2,), lambda pieces: plain(pieces[1].text) <= plain(pieces[0].text) <= 100)
    return (found[0], found[1]) if found is not None and "%" not in short else None


def split_execution(text: str) -> tuple[Piece, Piece, Piece] | None:
    """Rate, full marks and score of an execution row run together (79.27107.93): score = rate × full marks."""
    found = the_split(text, (3,), _is_execution)
    return (found[0], found[1], found[2]) if found is not None else None


def _is_execution(pieces: tuple[Piece, ...]) -> bool:
    rate, points, score = (plain(piece.text) for piece in pieces)
    return points in (5, 10, 15, 20) and abs(min(rate, Decimal(100)) * points / 100 - score) <= Decimal("0.05")
