"""Header rows that a page break joined with the row under them: 分值 and 7 in one cell become two rows again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.model.document import Cell
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.recognition.tables.grid import Sheet

_LEAST_CELLS = 4
_FOLDED = str.maketrans("（）／", "()/")
_AFTER_WORD = regex.compile(r"\([^\)]{1,12}\)")
_FIGURE = regex.compile(r"[\d.,]+%?")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the header part of a cell ends: in its text without blanks, and in its printed text."""

    seen: int
    printed: int


def part_headers(sheet: Sheet, packs: Packs) -> Sheet:
    """`sheet` with the first row that is header and data at once taken apart; the sheet itself where there is none."""
    for row in range(sheet.rows):
        cuts = _cuts(sheet, row, packs)
        if cuts:
            return _parted(sheet, row, cuts)
    return sheet


def _cuts(sheet: Sheet, row: int, packs: Packs) -> dict[int, _Cut]:
    cells = [index for index in sheet.own_line(row) if not _is_side(sheet.texts[index], packs)]
    if len(cells) < _LEAST_CELLS or sum(1 for index in cells if _ends_in_figure(sheet.texts[index])) < 2:
        return {}
    found = {index: cut for index in cells if (cut := _cut(sheet, index, packs)) is not None}
    rests = [sheet.texts[index][cut.seen :] for index, cut in found.items()]
    figures = sum(1 for rest in rests if _FIGURE.fullmatch(rest))
    doubled = sum(1 for rest in rests if rest)
    if len(found) * 5 < len(cells) * 4 or doubled * 2 < len(cells) or figures < 2:
        return {}
    return found


def _is_side(text: str, packs: Packs) -> bool:
    """Whether a cell labels a whole block and is no header."""
    return any(packs.tables.is_row(kind, text) for kind in ("side", "funds_side", "objective_side"))


def _ends_in_figure(text: str) -> bool:
    """Whether a text may be a word and a figure without a border: 分值7."""
    return text[-1] in "0123456789%" and text[0] not in "0123456789"


def _cut(sheet: Sheet, index: int, packs: Packs) -> _Cut | None:
    text = sheet.texts[index].translate(_FOLDED)
    word = next((word for word in _words(packs) if text.startswith(word)), None)
    if word is None:
        return None
    after = _AFTER_WORD.match(text, len(word))
    seen = after.end() if after is not None and after.end() < len(text) else len(word)
    offsets = view(sheet.table.cells[index].text).offsets
    return _Cut(seen=seen, printed=offsets[seen])


@lru_cache(maxsize=4)
def _words(packs: Packs) -> tuple[str, ...]:
    """All header words, the longest first."""
    words = {word for column in packs.tables.columns if column.family != "objective" for word in column.words}
    return tuple(sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word)))


def _parted(sheet: Sheet, row: int, cuts: dict[int, _Cut]) -> Sheet:
    cells: list[Cell] = []
    heads: list[Cell] = []
    for index, cell in enumerate(sheet.table.cells):
        place = cell.row + 1 if cell.row >= row else cell.row
        height = cell.row_span + 1 if cell.row < row < cell.row + cell.row_span else cell.row_span
        cut = cuts.get(index)
        if cut is None:
            cells.append(replace(cell, row=place, row_span=height))
            continue
        border = min(cell.span.start + cut.printed, cell.span.end)
        heads.append(
            replace(
                cell, row=row, row_span=1, text=cell.text[: cut.printed], span=Span(start=cell.span.start, end=border)
            )
        )
        rest = Span(start=border, end=cell.span.end)
        cells.append(replace(cell, row=place, text=cell.text[cut.printed :], span=rest))
    table = replace(sheet.table, cells=(*cells, *heads), row_count=sheet.table.row_count + 1)
    texts = tuple(view(cell.text).text for cell in table.cells)
    above = [None] * sheet.columns if not row else list(sheet.owners[row])
    line: list[int | None] = [None] * len(sheet.owners[row])
    for number, head in enumerate(heads):
        for column in range(head.column, min(head.column + head.column_span, len(line))):
            line[column] = len(cells) + number
    for column, owner in enumerate(above):
        # What reached down from above the header still does.
        if line[column] is None and owner is not None and sheet.table.cells[owner].row < row:
            line[column] = owner
    owners = (*sheet.owners[:row], tuple(line), *sheet.owners[row:])
    return replace(sheet, table=table, owners=owners, texts=texts, inserted=row)
