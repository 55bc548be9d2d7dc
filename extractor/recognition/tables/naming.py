"""The names that begin in each row of a score sheet, by level; labels that a copy split or moved are put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractor.model.report import Printed
from extractor.packs import Packs
from extractor.packs.vocabulary import category_name
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import is_nothing, read_name, seek
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.looks import plain_score
from extractor.recognition.tables.outline import outline_levels

_BY_SUMS = 0.85
_BY_CENTRE = 0.5
_UNKNOWN_BORDER = 0.3
_MOST_BLOCKS = 40
_MOST_DIVISIONS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name in its cell. `pieces` are all cells that it was split over; `confidence` is lower for a moved label."""

    text: str
    column: int
    line: Line
    pieces: tuple[Printed, ...]
    confidence: float = 1.0


Names = dict[int, Label]


def names_of(data: Sequence[Line], layout: Layout, packs: Packs, *, continued: bool = False) -> list[Names]:
    """The names that begin in each of the rows `data`, by level.

    In a table that goes on another one (`continued`) rows above the first label belong to what was open before.
    """
    if len(layout.levels) == 1:
        column = layout.levels[0][1]
        levels = outline_levels(data, layout, packs)
        return [
            {level: _label(line, column)} if line.sheet.own(line.row, column) else {}
            for line, level in zip(data, levels, strict=True)
        ]
    found = [_section_name(line, layout, packs) or _own_names(line, layout) for line in data]
    if all(line.sheet.table.merges_known for line in data):
        for level, column in layout.levels[:-1]:
            _join_pieces(found, level, packs)
            _join_over_breaks(found, data, level, column)
        return found
    for level, _ in layout.levels[:-1]:
        _join_pieces(found, level, packs)
    if not continued and not _have_rows_of_their_own(found, layout):
        for level, _ in layout.levels[:-1]:
            _put_back(found, data, level, layout, packs)
        _fill_block_starts(found, layout)
    return found


def _label(line: Line, column: int) -> Label:
    printed = line.sheet.printed(line.row, column)
    return Label(text=line.sheet.own(line.row, column), column=column, line=line, pieces=(printed,))


def _own_names(line: Line, layout: Layout) -> Names:
    """The names that begin in a row, by level; a cell over several name columns counts for the first."""
    found: Names = {}
    seen: set[int | None] = set()
    for level, column in layout.levels:
        text = line.sheet.own(line.row, column)
        owner = line.sheet.owner(line.row, column)
        if text and owner not in seen and not is_nothing(text):
            found[level] = _label(line, column)
        seen.add(owner)
    return found


def _section_name(line: Line, layout: Layout, packs: Packs) -> Names:
    """A row that holds only a category's name, over the whole width of the sheet."""
    cells = line.sheet.own_line(line.row)
    if len(cells) != 1 or not layout.levels:
        return {}
    text = line.sheet.texts[cells[0]]
    cell = line.sheet.table.cells[cells[0]]
    name = read_name(text, packs)
    wide = cell.column_span * 2 > line.sheet.columns
    known = packs.tables.category_level(name.text)
    if not wide or not (known or name.points):
        return {}
    level = known if known is not None and known < layout.leaf_level else max(1, layout.levels[0][0] - 1)
    return {level: _label(line, cell.column)}


def _have_rows_of_their_own(found: Sequence[Names], layout: Layout) -> bool:
    """Whether categories stand in rows of their own, above their indicators: then no label has moved."""
    headed = [names for names in found if any(level < layout.leaf_level for level in names)]
    alone = [names for names in headed if layout.leaf_level not in names]
    return len(alone) > 1 and 2 * len(alone) > len(headed)


def _join_over_breaks(found: list[Names], data: Sequence[Line], level: int, column: int) -> None:
    """A merged cell that a page break cut, its label in the lower part: the label belongs to the upper part too."""
    for position, line in enumerate(data):
        if not line.broken or level not in found[position]:
            continue
        start = position
        while start and _is_unlabelled(data[start - 1], column) and level not in found[start - 1]:
            start -= 1
        if start < position and data[start].sheet.cell(data[start].row, column) is not None:
            first = data[start].sheet.cell(data[start].row, column)
            if first is not None and first.row == data[start].row and not data[start].broken:
                found[start] = {level: found[position].pop(level), **found[start]}


def _is_unlabelled(line: Line, column: int) -> bool:
    cell = line.sheet.cell(line.row, column)
    return cell is not None and not cell.text.strip()


def _join_pieces(found: list[Names], level: int, packs: Packs) -> None:
    """Pieces of one label in several rows (产出 / 指标 / （50分）) become one label in the first of them."""
    last: int | None = None
    for position, names in enumerate(found):
        label = names.get(level)
        if label is None:
            continue
        above = found[last].get(level) if last is not None else None
        if above is not None and last is not None and len(names) > 1 and _belongs(above.text, label.text, packs):
            joined = replace(above, text=above.text + label.text, pieces=(*above.pieces, *label.pieces))
            found[last] = {**found[last], level: joined}
            del names[level]
            continue
        last = position


def _belongs(above: str, text: str, packs: Packs) -> bool:
    if seek(packs, "points-alone", text):
        return seek(packs, "name-points", above) is None
    if text in ("指标", "标") and not above.endswith("指标"):
        return True
    words = packs.tables
    alone = words.category_level(above) is not None or words.category_level(text) is not None
    return not alone and words.category_level(category_name(above + text)) is not None


def _put_back(found: list[Names], data: Sequence[Line], level: int, layout: Layout, packs: Packs) -> None:
    """Labels that stood in the middle of a merged cell go back to its first row.

    Where every label has points, the blocks whose rows add up to them show the borders; else a label in the middle of
    its block shows them, with little confidence.
    """
    places = [position for position, names in enumerate(found) if level in names]
    if not places or len(places) > _MOST_BLOCKS:
        return
    starts, confidence = _starts_by_sums(found, data, places, level, layout, packs), _BY_SUMS
    if starts is None and places[0] > 0:
        starts, confidence = _starts_by_centre(places, len(found)), _BY_CENTRE
    if starts is None and places[0] > 0:
        starts, confidence = [0, *places[1:]], _UNKNOWN_BORDER
    if starts is None or starts == places:
        return
    labels = [replace(found[place].pop(level), confidence=confidence) for place in places]
    for start, label in zip(starts, labels, strict=True):
        found[start] = {level: label, **found[start]}


def _fill_block_starts(found: list[Names], layout: Layout) -> None:
    """The first row of a block whose label was put back takes the next level's first label, if that stands lower."""
    levels = [level for level, _ in layout.levels[:-1]]
    for upper, lower in pairwise(levels):
        starts = [position for position, names in enumerate(found) if upper in names]
        for start, end in pairwise([*starts, len(found)]):
            first = next((position for position in range(start, end) if lower in found[position]), None)
            if first is None or first == start or found[start][upper].confidence == 1.0:
                continue
            label = replace(found[first].pop(lower), confidence=_BY_CENTRE)
            names = found[start]
            found[start] = {upper: names.pop(upper), lower: label, **names}


def _starts_by_sums(
    found: Sequence[Names], data: Sequence[Line], places: Sequence[int], level: int, layout: Layout, packs: Packs
) -> list[int] | None:
    """First rows of the blocks whose rows add up to their label's points, each label inside its block."""
    wanted = [_points(found[place][level], level, layout, packs) for place in places]
    column = layout.points.get(layout.leaf_level)
    worth = [_worth(line, column) for line in data]
    if any(points is None for points in wanted) or any(points is None for points in worth):
        return None
    starts: list[int] = []
    position = 0
    for number, (place, points) in enumerate(zip(places, wanted, strict=True)):
        starts.append(position)
        total = Decimal(0)
        following = places[number + 1] if number + 1 < len(places) else len(found)
        while position < len(found) and (total < (points or 0) or position <= place):
            total += worth[position] or 0
            position += 1
        if total != points or not starts[-1] <= place < position or position > following:
            return None
    return starts if position == len(found) else None


def _points(label: Label, level: int, layout: Layout, packs: Packs) -> Decimal | None:
    name = read_name(label.text, packs)
    if name.points or name.bare_points:
        return Decimal(name.points or name.bare_points)
    column = layout.points.get(level)
    if column is None or level == layout.leaf_level:
        return None
    return plain_score(label.line.sheet.own(label.line.row, column))


def _worth(line: Line, column: int | None) -> Decimal | None:
    return None if column is None else plain_score(line.sheet.own(line.row, column))


def _starts_by_centre(places: Sequence[int], rows: int) -> list[int] | None:
    """First rows of blocks that have their label in the middle row; None unless exactly one division does."""
    divisions: list[tuple[list[int], int]] = [([], 0)]
    for place in places:
        grown: list[tuple[list[int], int]] = []
        for starts, start in divisions:
            # A block of an even number of rows has two middle rows.
            for size in (2 * (place - start) + 1, 2 * (place - start) + 2):
                if start <= place and start + size <= rows:
                    grown.append(([*starts, start], start + size))
        divisions = grown
        if len(divisions) > _MOST_DIVISIONS:
            return None
    complete = [starts for starts, end in divisions if end == rows]
    return complete[0] if len(complete) == 1 else None
