"""What repeats in the margins of pages: page numbers and running heads are furniture, not text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.furniture import page_number
from extractor.reading.layout.lines import TextLine

_MARGIN = 0.12  # of the page height, at head and foot
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page outside its tables."""

    number: int
    height: float
    lines: list[TextLine]


def page_furniture(pages: Sequence[PageLines]) -> dict[int, dict[int, str]]:
    """For each page number the lines (by index) that are furniture, with their kind."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    repeated = _repeated(pages)
    for page in pages:
        for index in _margin_lines(page):
            line = page.lines[index]
            text = line.text.strip()
            if page_number(text, bare=True) is not None:
                found[page.number][index] = "page_number"
            elif (_shape(text), round(line.top / 4)) in repeated:
                found[page.number][index] = "running_head"
    return found


def _margin_lines(page: PageLines) -> list[int]:
    """The first two and last two lines, where they stand in the margin."""
    edges = {*range(min(2, len(page.lines))), *range(max(0, len(page.lines) - 2), len(page.lines))}
    limit = _MARGIN * page.height
    return sorted(
        index for index in edges if page.lines[index].top < limit or page.lines[index].bottom > page.height - limit
    )


def _repeated(pages: Sequence[PageLines]) -> set[tuple[str, int]]:
    """Shapes of lines that stand at the same height on at least three pages and on half of them."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({(_shape(page.lines[i].text), round(page.lines[i].top / 4)) for i in _margin_lines(page)})
    needed = max(3, len(pages) // 2)
    return {shape for shape, count in counts.items() if count >= needed and len(shape[0]) >= 2}


def _shape(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))
