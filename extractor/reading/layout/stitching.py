"""Tables over several pages made one: repeated headers dropped, cut rows joined, merged cells continued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.model.spans import Place
from extractor.reading.grids import cell_key, looks_like_header
from extractor.reading.ink import Grid, GridCell, Ink
from extractor.reading.layout.tables import PageCell, PageTable

_SAME_EDGE = 8.0
_TERMINAL = "。；;！？!?"
_ROOM = 2.2  # of the character height: what a line leaves free when the next character did not fit
_PADDING = 6.0  # points between the text of a cell and its border


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    inks: list[Ink]
    places: list[Place]
    confidence: float | None

    @property
    def key(self) -> str:
        return cell_key("".join(ink.text for ink in self.inks))

    @property
    def text(self) -> str:
        return "".join(ink.text for ink in self.inks).strip()

    @property
    def last_row(self) -> int:
        return self.row + self.row_span - 1


@dataclass(slots=True)
class Stitched:
    """A table that grows page by page."""

    edges: list[float]
    cells: list[_Cell]
    row_count: int
    first_page: int
    last_page: int
    repeated: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    @classmethod
    def begin(cls, page: int, table: PageTable) -> Stitched:
        """The part on the first page."""
        return cls(list(table.edges), _cells(page, table), table.row_count, page, page)

    def fits(self, table: PageTable) -> bool:
        """Whether `table` can be the continuation: the same width and nearly the same columns."""
        ends = (
            abs(self.edges[0] - table.edges[0]) < 2 * _SAME_EDGE
            and abs(self.edges[-1] - table.edges[-1]) < 2 * _SAME_EDGE
        )
        if not ends:
            return False
        if len(self.edges) == len(table.edges):
            return True
        fewer, more = sorted((self.edges, table.edges), key=len)
        met = sum(any(abs(edge - other) < _SAME_EDGE for other in more) for edge in fewer)
        return met >= max(3, len(fewer) - 1)

    def add(self, page: int, table: PageTable) -> None:
        """Append the part on the next page."""
        cells = _cells(page, table)
        cells = self._aligned(table, cells)
        cells, dropped = self._without_header(cells)
        rows = table.row_count - dropped
        self.last_page = page
        if rows <= 0:
            return
        if self._cut_row(cells):
            cells = self._join_cut_row(cells)
            rows -= 1
            for cell in cells:
                cell.row -= 1
        self.breaks.append(self.row_count)
        self._continue_merged(cells)
        for cell in cells:
            cell.row += self.row_count
        self.cells += cells
        self.row_count += rows

    def grid(self) -> Grid:
        """The whole table."""
        return Grid(
            cells=tuple(
                GridCell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    inks=tuple(cell.inks),
                    places=tuple(cell.places),
                    confidence=cell.confidence,
                )
                for cell in self.cells
            ),
            row_count=self.row_count,
            column_count=len(self.edges) - 1,
            first_page=self.first_page,
            last_page=self.last_page,
            repeated_headers=tuple(self.repeated),
            page_breaks=tuple(dict.fromkeys(self.breaks)),
        )

    # --- columns -----------------------------------------------------------------------------------------------------

    def _aligned(self, table: PageTable, cells: list[_Cell]) -> list[_Cell]:
        """Both parts on the same column borders; borders that only one part has split the other's cells' spans."""
        if len(self.edges) == len(table.edges):
            return cells
        union = list(self.edges)
        for edge in table.edges:
            if all(abs(edge - other) >= _SAME_EDGE for other in union):
                union.append(edge)
        union.sort()
        for part, edges in ((self.cells, self.edges), (cells, table.edges)):
            for cell in part:
                first, last = edges[cell.column], edges[cell.column + cell.column_span]
                cell.column = _nearest(union, first)
                cell.column_span = max(1, _nearest(union, last) - cell.column)
        self.edges = union
        return cells

    # --- headers -----------------------------------------------------------------------------------------------------

    def _without_header(self, cells: list[_Cell]) -> tuple[list[_Cell], int]:
        """Drops leading rows that repeat this table's own first rows, or a header row further down in it."""
        own = _rows(self.cells)
        theirs = _rows(cells)
        for start in range(min(len(own), 40)):
            if not looks_like_header([cell.text for cell in own[start]]):
                continue
            depth = 0
            while (
                start + depth < len(own) and depth < len(theirs) and _keys(own[start + depth]) == _keys(theirs[depth])
            ):
                if depth and not looks_like_header([cell.text for cell in theirs[depth]]):
                    break
                depth += 1
            if depth and any(len(_keys(row)) >= 2 for row in theirs[:depth]):
                self.repeated.append(" ".join(cell.text for row in theirs[:depth] for cell in row if cell.text))
                kept = [cell for cell in cells if cell.row >= depth]
                for cell in kept:
                    cell.row -= depth
                return kept, depth
        return cells, 0

    # --- cut rows ----------------------------------------------------------------------------------------------------

    def _cut_row(self, cells: list[_Cell]) -> bool:
        """Whether the first row of the new part only goes on with the last row of the old one."""
        last = {cell.column: cell for cell in self.cells if cell.last_row == self.row_count - 1}
        first = [cell for cell in cells if cell.row == 0]
        filled = [cell for cell in first if cell.key]
        if not filled or not last:
            return False
        if self._numbers_torn(last, filled):
            return True
        goes_on = False
        # Without any of the numbers that the row above has, one or two texts that go on below tall ones are no row.
        remainder = len(filled) <= 2 and _numbers_missing(last.values(), filled)
        for cell in filled:
            before = last.get(cell.column)
            if before is None or before.column_span != cell.column_span:
                return False
            if not before.key:
                continue  # a number centred in a cut cell may stand on either side
            if _is_number(before.key):
                return False
            if not (remainder and len(before.inks) > 2) and (before.text[-1:] in _TERMINAL or not _is_full(before)):
                return False
            goes_on = True
        own = [cell for cell in last.values() if cell.row_span == 1 or cell.last_row == self.row_count - 1]
        before_filled = sum(bool(cell.key) for cell in own)
        longest = max(len(cell.key) for cell in filled)
        return (
            goes_on
            and len(filled) < max(2, before_filled)
            and (longest >= 4 or len(filled) == 1 or _numbers_missing(last.values(), filled))
        )

    def _numbers_torn(self, last: dict[int, _Cell], filled: Sequence[_Cell]) -> bool:
        """Whether the break fell into numbers: `726.9` above and `3` below make two decimals, as in their column."""
        pairs = [(last[cell.column], cell) for cell in filled if cell.column in last]
        pairs = [(before, cell) for before, cell in pairs if _is_number(before.key) and _is_number(cell.key)]
        if len(pairs) < 2:
            return False
        for before, cell in pairs:
            usual = [
                _decimals(c.key) for c in self.cells if c.column == cell.column and c is not before and "." in c.key
            ]
            rest = cell.key.removesuffix("%")
            joined = _decimals(before.key) + len(rest)
            if "." not in before.key or before.key.endswith("%") or not rest.isdigit() or not usual:
                return False
            if joined != max(set(usual), key=usual.count):
                return False
        return True

    def _join_cut_row(self, cells: list[_Cell]) -> list[_Cell]:
        last = {cell.column: cell for cell in self.cells if cell.last_row == self.row_count - 1}
        rest = []
        for cell in cells:
            before = last.get(cell.column)
            if cell.row == 0 and before is not None:
                before.inks += cell.inks
                before.places += cell.places
                # What spans further down on the new page goes on below the cut row.
                before.row_span += cell.row_span - 1
                if cell.row_span > 1:
                    continue
            elif cell.row > 0:
                rest.append(cell)
        return rest

    # --- merged cells ------------------------------------------------------------------------------------------------

    def _continue_merged(self, cells: list[_Cell]) -> None:
        """A merged cell that runs over the break: its empty continuation becomes part of it."""
        label_columns = self._label_columns(cells)
        for cell in [cell for cell in cells if cell.row == 0]:
            before = next((c for c in self.cells if c.column == cell.column and c.last_row == self.row_count - 1), None)
            if before is None or before.column_span != cell.column_span or cell.column not in label_columns:
                continue
            if cell.key and before.key:
                continue
            if not cell.key and not before.key and before.row_span == 1:
                continue
            before.row_span += cell.row_span
            before.inks += cell.inks
            before.places += cell.places
            cells.remove(cell)

    def _label_columns(self, cells: list[_Cell]) -> set[int]:
        """Columns in which an empty cell at the top of a page goes on with the one above: those with merged cells."""
        return {cell.column for cell in (*self.cells, *cells) if cell.row_span > 1 and cell.column_span == 1}


def _cells(page: int, table: PageTable) -> list[_Cell]:
    return [_cell(page, cell) for cell in table.cells]


def _cell(page: int, cell: PageCell) -> _Cell:
    inks = [line.ink(page) for line in cell.lines]
    place = Place(page=page, box=cell.box)
    return _Cell(cell.row, cell.column, cell.row_span, cell.column_span, inks, [place], cell.confidence)


def _is_full(cell: _Cell) -> bool:
    """Whether the last line of a cell reaches its right border: only then can its text go on below."""
    boxes, box = cell.inks[-1].boxes, cell.places[-1].box
    if not boxes or box is None:
        return True
    right, height = boxes[-2], boxes[-1] - boxes[-3]
    return box.x1 - right < _ROOM * height + _PADDING


def _numbers_missing(before: Iterable[_Cell], filled: Sequence[_Cell]) -> bool:
    """Whether the row before has its numbers and the new one has none: then the new one is no row of its own."""
    columns = {cell.column for cell in before if _is_number(cell.key)}
    return bool(columns) and not any(cell.column in columns for cell in filled)


def _rows(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    count = max((cell.row for cell in cells), default=-1) + 1
    rows: list[list[_Cell]] = [[] for _ in range(count)]
    for cell in sorted(cells, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    return rows


def _keys(row: Sequence[_Cell]) -> tuple[str, ...]:
    return tuple(cell.key for cell in row if cell.key)


def _is_number(key: str) -> bool:
    return key.replace(".", "").replace(",", "").replace("%", "").replace("-", "").isdigit()


def _decimals(key: str) -> int:
    return len(key.removesuffix("%").partition(".")[2])


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
