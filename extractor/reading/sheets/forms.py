"""Cutting a sheet into what a reader of it sees: titles, forms one below the other, notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractor.reading.cells import lines_as_inks
from extractor.reading.guards import Allowance
from extractor.reading.ink import Grid, GridCell
from extractor.reading.sheets.model import Range, Sheet

_TITLE = regex.compile(r"(?:表|报告|说明|附件\s*+\d*+)(?:[（(][^（）()]{1,30}+[）)])?$")
_NOTE = regex.compile(r"(?:注|备注|说明|填表说明|填报说明)\s*+\d*+\s*+[:：、.]|[*※]|注\d")
_TITLE_WIDTH = 0.6  # of the columns: a merged title reaches over nearly all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A grid with the paragraphs above and below it."""

    above: tuple[str, ...] = ()
    grid: Grid | None = None
    below: tuple[str, ...] = ()


@dataclass(slots=True)
class _Owner:
    text: str
    area: Range


@dataclass(slots=True)
class _Block:
    """Rows of a sheet that belong together: the owners that begin in them."""

    top: int
    bottom: int
    rows: dict[int, list[_Owner]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return min(owner.area.left for owners in self.rows.values() for owner in owners)

    @property
    def right(self) -> int:
        return max(owner.area.right for owners in self.rows.values() for owner in owners)


def forms_of(sheet: Sheet, allowance: Allowance) -> Iterator[Form]:
    """The forms of a sheet from top to bottom; hidden rows and columns are left out."""
    owners = _owners(sheet, allowance)
    for block in _blocks(owners):
        yield _form(block, sheet.name, allowance)


def _owners(sheet: Sheet, allowance: Allowance) -> list[_Owner]:
    """Every filled or merged position once, with its visible area, renumbered without hidden rows and columns."""
    row_at = _Renumbering(sheet.hidden_rows)
    column_at = _Renumbering(sheet.hidden_columns)
    covered: set[tuple[int, int]] = set()
    owners: list[_Owner] = []
    bottom = max((row for row, _ in sheet.texts), default=-1) + 1
    right = max((column for _, column in sheet.texts), default=-1) + 1
    for merge in sorted(sheet.merges):
        text = sheet.texts.get((merge.top, merge.left), "")
        if not text.strip() and (merge.top >= bottom or merge.left >= right):
            continue
        allowance.cells((merge.bottom - merge.top) * (merge.right - merge.left))
        area = _visible(merge, row_at, column_at)
        positions = {(r, c) for r in range(merge.top, merge.bottom) for c in range(merge.left, merge.right)}
        if area is None or positions & covered:
            continue
        covered |= positions
        owners.append(_Owner(text, area))
    for (row, column), text in sheet.texts.items():
        if (row, column) not in covered and row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            area = Range(row_at[row], column_at[column], row_at[row] + 1, column_at[column] + 1)
            owners.append(_Owner(text, area))
    return sorted(owners, key=lambda owner: owner.area)


class _Renumbering:
    """Where a row or column stands when the hidden ones are gone."""

    def __init__(self, hidden: set[int]) -> None:
        self._hidden = sorted(hidden)

    def __getitem__(self, index: int) -> int:
        return index - bisect_left(self._hidden, index)


def _visible(merge: Range, row_at: _Renumbering, column_at: _Renumbering) -> Range | None:
    found = Range(row_at[merge.top], column_at[merge.left], row_at[merge.bottom], column_at[merge.right])
    return found if found.bottom > found.top and found.right > found.left else None


def _blocks(owners: list[_Owner]) -> list[_Block]:
    """Runs of rows without an empty row between them, cut again where another title begins."""
    blocks: list[_Block] = []
    for owner in owners:
        row = owner.area.top
        current = blocks[-1] if blocks else None
        if current is None or row > current.bottom:
            current = _Block(row, row)
            blocks.append(current)
        current.rows.setdefault(row, []).append(owner)
        current.bottom = max(current.bottom, owner.area.bottom)
    filled = [
        block for block in blocks if any(owner.text.strip() for owners in block.rows.values() for owner in owners)
    ]
    return [part for block in _joined(filled) for part in _cut_at_titles(block)]


def _joined(blocks: list[_Block]) -> list[_Block]:
    """A gap of empty rows does not end a form when what follows it goes on in the same columns without a title."""
    joined: list[_Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        first = block.rows[min(block.rows)]
        if before is not None and _goes_on(before, block, first):
            before.rows.update(block.rows)
            before.bottom = block.bottom
        else:
            joined.append(block)
    return joined


def _goes_on(before: _Block, block: _Block, first: list[_Owner]) -> bool:
    if len(first) < 2 or block.top - before.bottom > 1:
        return False
    header = next((owners for _, owners in sorted(before.rows.items()) if len(owners) > 1), [])
    same_edges = (before.left, before.right) == (block.left, block.right)
    repeats = [owner.text for owner in header] == [owner.text for owner in first]
    return same_edges and not repeats and any(_is_figure(owner.text) for owner in first)


def _is_figure(text: str) -> bool:
    return text.strip()[:1].isdigit()


def _cut_at_titles(block: _Block) -> Iterator[_Block]:
    """Forms that follow each other without an empty row: each begins with a title over the whole width."""
    width = block.right - block.left
    cuts = [
        row
        for row, owners in sorted(block.rows.items())
        if row > block.top + 2 and _is_title(owners, width) and not _is_title(block.rows.get(row - 1, []), width)
    ]
    start = block.top
    for end in (*cuts, block.bottom):
        rows = {row: owners for row, owners in block.rows.items() if start <= row < end}
        if rows:
            yield _Block(start, end, rows)
        start = end


def _is_title(owners: list[_Owner], width: int) -> bool:
    filled = [owner for owner in owners if owner.text.strip()]
    if len(filled) != 1 or len(owners) > 1 or filled[0].area.bottom - filled[0].area.top > 1:
        return False
    wide = filled[0].area.right - filled[0].area.left >= _TITLE_WIDTH * width
    return wide and width > 1 and _TITLE.search(filled[0].text.strip()) is not None


def _form(block: _Block, sheet: str, allowance: Allowance) -> Form:
    order = sorted(block.rows)
    above: list[str] = []
    while order and (alone := _alone(block, order[0])) is not None:
        above.append(alone)
        order.pop(0)
    below: list[str] = []
    while order and (alone := _alone(block, order[-1])) is not None and _NOTE.match(alone.strip()):
        below.insert(0, alone)
        order.pop()
    if not order:
        return Form(above=(*above, *below))
    rest = _Block(order[0], 0, {row: block.rows[row] for row in order})
    rest.bottom = max(owner.area.bottom for owners in rest.rows.values() for owner in owners)
    return Form(above=tuple(above), grid=_grid(rest, sheet, allowance), below=tuple(below))


def _alone(block: _Block, row: int) -> str | None:
    """The text of a row that holds nothing else: a title, a unit of money, a note."""
    owners = block.rows[row]
    filled = [owner for owner in owners if owner.text.strip()]
    if len(filled) != 1 or filled[0].area.bottom - filled[0].area.top > 1:
        return None
    below = [owner for r, others in block.rows.items() if r < row for owner in others if owner.area.bottom > row]
    return None if below or block.right - block.left < 2 else filled[0].text


def _grid(block: _Block, sheet: str, allowance: Allowance) -> Grid:
    left, right = block.left, block.right
    width, height = right - left, block.bottom - block.top
    allowance.cells(width * height)
    covered = bytearray(width * height)
    cells: list[GridCell] = []
    for owners in block.rows.values():
        for owner in owners:
            area = owner.area
            cells.append(
                GridCell(
                    row=area.top - block.top,
                    column=area.left - left,
                    row_span=area.bottom - area.top,
                    column_span=area.right - area.left,
                    inks=lines_as_inks(owner.text.splitlines()),
                )
            )
            for row in range(area.top - block.top, area.bottom - block.top):
                for column in range(area.left - left, area.right - left):
                    covered[row * width + column] = 1
    cells += [GridCell(row=at // width, column=at % width) for at, taken in enumerate(covered) if not taken]
    return Grid(cells=tuple(cells), row_count=height, column_count=width, sheet=sheet)
