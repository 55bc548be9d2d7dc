"""Lines to paragraphs by where they stand: indents, full lines, list marks, sizes; over page breaks too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.layout.lines import TextLine
from extractor.reading.paragraphs import display_width, ends_title, first_piece, is_item

_TERMINAL = "。！？!?；;：:"
_INDENT = 1.2  # of the character height: from here on a line is indented
_GAP = 1.1  # of the height, between two lines beyond the usual distance


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of running text with its page and what the page's text area is."""

    line: TextLine
    page: int
    left: float
    right: float
    first_on_page: bool


def place(page: int, lines: Sequence[TextLine]) -> list[PlacedLine]:
    """The lines of one page with the left and right border of its text."""
    if not lines:
        return []
    left = _border([line.x0 for line in lines], smallest=True)
    right = _border([line.x1 for line in lines], smallest=False)
    return [PlacedLine(line, page, left, right, index == 0) for index, line in enumerate(lines)]


def _border(values: Sequence[float], *, smallest: bool) -> float:
    """The outermost position that at least two lines share, else the outermost."""
    counts = Counter(round(value / 3) for value in values)
    shared = [position for position, count in counts.items() if count >= 2]
    if not shared:
        return min(values) if smallest else max(values)
    return 3.0 * (min(shared) if smallest else max(shared))


def paragraph_groups(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """The lines of each paragraph, in order."""
    groups: list[list[PlacedLine]] = []
    for index, placed in enumerate(lines):
        if index and not _begins(lines[index - 1], placed, groups[-1]):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return _joined_title(groups)


def _begins(before: PlacedLine, placed: PlacedLine, group: list[PlacedLine]) -> bool:
    line, last = placed.line, before.line
    size = max(6.0, line.size)
    text, previous = line.text.strip(), last.text.strip()
    if line.size > 1.25 * last.size or last.size > 1.25 * line.size:
        return True
    if not placed.first_on_page and line.top - last.bottom > _GAP * size + max(0.0, _usual_gap(group)):
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
    return not wrapped and not (inside and room < 3 * size and len(previous) > 12)


def _width(text: str, size: float) -> float:
    return display_width(text) / 2 * size * 0.85


def _usual_gap(group: list[PlacedLine]) -> float:
    if len(group) < 2:
        return 0.0
    one, two = group[-2].line, group[-1].line
    return two.top - one.bottom


def _centred(placed: PlacedLine) -> bool:
    line = placed.line
    left, right = line.x0 - placed.left, placed.right - line.x1
    return left > 2 * line.size and right > 2 * line.size and abs(left - right) < 2 * line.size


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
