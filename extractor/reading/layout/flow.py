"""Lines to paragraphs by where they stand: indents, full lines, list marks, sizes; over page breaks too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from extractor.reading.layout.lines import TextLine
from extractor.reading.paragraphs import display_width, ends_title, first_piece, is_division, is_item

_NEARLY_FULL = 3.0  # characters that a long number or a closing mark leaves free at the end of a line
_TERMINAL = "。！？!?；;：:"
_INDENT = 1.2  # of the character height: from here on a line is indented
_GAP = 1.7  # of the usual distance of two lines
_LARGEST_LEADING = 2.2  # of the height: lines farther apart do not belong together
_ENOUGH_LINES = 6
_RAGGED = 24.0  # points between the ends of two full lines of ragged text
_LONG = 0.6  # of the width of the text


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of running text with its page and what the page's text area is."""

    line: TextLine
    page: int
    left: float
    right: float
    leading: float
    first_on_page: bool
    indents: bool = False


@dataclass(frozen=True, slots=True)
class TextArea:
    """Where running text stands: its borders and the usual distance of its lines."""

    left: float
    right: float
    leading: float
    indents: bool = False  # paragraphs begin with an indent, so that a line at the border goes on


def text_area(pages: Sequence[Sequence[TextLine]]) -> TextArea:
    """The area of the text on `pages`."""
    lines = [line for page in pages for line in page]
    if not lines:
        return TextArea(0.0, 0.0, 0.0)
    steps = [_middle(b) - _middle(a) for page in pages for a, b in pairwise(page) if _middle(b) - _middle(a) > 1]
    return TextArea(
        _left_border([line.x0 for line in lines]),
        _right_border([line.x1 for line in lines]),
        median_low(steps) if steps else 0.0,
        _has_indents(lines),
    )


def _has_indents(lines: Sequence[TextLine]) -> bool:
    """Whether lines stand two characters in, as Chinese paragraphs begin, and most do not."""
    left = _left_border([line.x0 for line in lines])
    indented = sum(1.6 <= (line.x0 - left) / max(6.0, line.size) <= 2.5 for line in lines)
    return len(lines) >= _ENOUGH_LINES and 0.08 * len(lines) <= indented <= 0.8 * len(lines)


def place(page: int, lines: Sequence[TextLine], usual: TextArea) -> list[PlacedLine]:
    """The lines of one page with the borders of its text; a page with few lines has those of the document."""
    area = text_area([lines]) if len(lines) >= _ENOUGH_LINES else usual
    return [
        PlacedLine(
            line, page, min(area.left, line.x0), max(area.right, line.x1), area.leading, index == 0, area.indents
        )
        for index, line in enumerate(lines)
    ]


def _middle(line: TextLine) -> float:
    return (line.top + line.bottom) / 2


def _left_border(values: Sequence[float]) -> float:
    """The leftmost position that at least two lines share, else the leftmost."""
    counts = Counter(round(value / 3) for value in values)
    shared = [position for position, count in counts.items() if count >= 2]
    return min(values) if not shared or len(values) < _ENOUGH_LINES else 3.0 * min(shared)


def _right_border(values: Sequence[float]) -> float:
    """How far lines reach: the farthest that another line comes near to, since ragged lines end at many places."""
    ends = sorted(values, reverse=True)
    if len(ends) < _ENOUGH_LINES:
        return ends[0]
    return next((end for end, after in pairwise(ends) if end - after < _RAGGED), ends[0])


def paragraph_groups(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """The lines of each paragraph, in order."""
    groups: list[list[PlacedLine]] = []
    for index, placed in enumerate(lines):
        if index and not _begins(lines[index - 1], placed):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return _joined_title(groups)


def _begins(before: PlacedLine, placed: PlacedLine) -> bool:
    line, last = placed.line, before.line
    size = max(6.0, line.size)
    text, previous = line.text.strip(), last.text.strip()
    if _chinese(text) and _chinese(previous) and max(line.size, last.size) > 1.25 * min(line.size, last.size):
        return True
    usual = min(placed.leading, _LARGEST_LEADING * size)
    if not placed.first_on_page and usual and _middle(line) - _middle(last) > _GAP * usual:
        return True
    if is_division(text) and previous[-1:] not in "，、：（(":
        return True
    indented = line.x0 - placed.left > _INDENT * size
    room = before.right - last.x1
    wrapped = room < _width(first_piece(text), size) + 0.6 * size
    inside = previous[-1:] not in _TERMINAL
    if is_item(text):
        return not (wrapped and inside and not indented)
    if _centred(placed) or _centred(before):
        return True
    if indented:
        # A hanging list keeps its indent: then the line before stands just as far in.
        return not (wrapped and abs(line.x0 - last.x0) < 0.5 * size and inside)
    if placed.indents and room < _NEARLY_FULL * size and not is_item(previous):
        return False
    # Inside a sentence a long line goes on, however much room a long number or a bracket left at its end.
    return not wrapped and not (inside and last.x1 - before.left > _LONG * (before.right - before.left))


def _width(text: str, size: float) -> float:
    return display_width(text) / 2 * size * 0.85


def _chinese(text: str) -> bool:
    return sum("一" <= character <= "鿿" for character in text) >= 4


def _centred(placed: PlacedLine) -> bool:
    line = placed.line
    left, right = line.x0 - placed.left, placed.right - line.x1
    return min(left, right) > 2.5 * line.size and abs(left - right) < 2 * line.size


def _joined_title(groups: list[list[PlacedLine]]) -> list[list[PlacedLine]]:
    """A title over several lines at the head is one paragraph: it ends with the line that names the kind."""
    for index, group in enumerate(groups[:6]):
        text = group[-1].line.text.strip()
        if is_item(text) or text[-1:] in _TERMINAL or "，" in text:
            break
        if ends_title(text):
            sizes = {round(entry.line.size) for part in groups[: index + 1] for entry in part}
            if max(sizes) - min(sizes) > 3:
                break
            return [[entry for part in groups[: index + 1] for entry in part], *groups[index + 1 :]]
    return groups
