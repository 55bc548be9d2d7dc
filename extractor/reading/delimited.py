"""Tables in text: tab- and comma-separated rows, alone or between paragraphs.

Such copies have flattened merged cells to empty strings, so `merges_known` is False: an empty cell may belong to the
cell above or to its left.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder
from extractor.reading.grids import (
    cell_key,
    is_column_header,
    judge_completeness,
    looks_like_header,
    repeated_header_rows,
)
from extractor.reading.guards import Allowance
from extractor.reading.ink import Grid, GridCell, Ink
from extractor.reading.text import decode_text, write_paragraphs

_MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One row of fields; `line` is its source line (from 1), `gap` the empty lines before it."""

    fields: tuple[str, ...]
    line: int
    gap: int


def read_delimited(data: bytes, name: str, allowance: Allowance, *, delimiter: str = "") -> Document:
    """Reads CSV or TSV, also TSV tables between paragraphs of text.

    `delimiter` is found from the content unless given.

    Raises:
        UnreadableFile: not text, or empty.
    """
    text, faults = decode_text(data, allowance.where or name)
    delimiter = delimiter or find_delimiter(text)
    builder = DocumentBuilder(format="tsv" if delimiter == "\t" else "csv", reader="delimited")
    for kind, detail in faults:
        builder.fault(kind, detail)
    if delimiter == "\t":
        write_mixed(builder, text, allowance)
    else:
        rows = [Row(fields, line, 0) for line, fields in _csv_rows(text, delimiter)]
        write_rows(builder, [row for row in rows if any(field.strip() for field in row.fields)], allowance)
    return builder.build()


def read_text(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads plain text; tab-separated rows in it become tables.

    Raises:
        UnreadableFile: not text in any encoding, or without any character.
    """
    text, faults = decode_text(data, allowance.where or name)
    allowance.tick()
    builder = DocumentBuilder(format="text", reader="text")
    for kind, detail in faults:
        builder.fault(kind, detail)
    if has_tables(text):
        write_mixed(builder, text, allowance)
    else:
        write_paragraphs(builder, list(enumerate(text.split("\n"), start=1)))
    return builder.build()


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the lines most evenly: tab, comma, semicolon or bar."""
    sample = [line for line in text[:200_000].split("\n") if line.strip()][:200]
    best, best_score = ",", 0
    for delimiter in "\t,;|":
        counts = Counter(line.count(delimiter) for line in sample)
        counts.pop(0, None)
        score = sum(counts.values()) * (3 if delimiter == "\t" else 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def has_tables(text: str) -> bool:
    """Whether plain text holds rows of tab-separated cells: two lines with two tabs, or one with three."""
    tabs = [line.strip("\r\n").count("\t") for line in text.split("\n")]
    return sum(count >= 2 for count in tabs) >= 2 or any(count >= 3 for count in tabs)


def write_mixed(builder: DocumentBuilder, text: str, allowance: Allowance) -> None:
    """Adds a text of paragraphs and tab-separated tables, in their order."""
    pending: list[tuple[int, str]] = []
    rows: list[Row] = []
    gap = 0
    lines = text.split("\n")
    for number, raw in enumerate(lines, start=1):
        if number % 1024 == 0:
            allowance.tick()
        line = raw.rstrip("\r")
        if not line.strip():
            gap += 1
            if rows and line.count("\t") >= 2:
                gap -= 1  # a row of empty cells is no blank line
            continue
        tabs = line.count("\t")
        is_row = tabs >= 2 or (tabs == 1 and bool(rows)) or (tabs == 1 and _next_has_tab(lines, number))
        if rows and not tabs and gap == 0 and _next_has_tab(lines, number):
            is_row = True  # a heading row between two rows of the table
        if is_row:
            if pending:
                write_paragraphs(builder, pending)
                pending = []
            rows.append(Row(tuple(line.split("\t")), number, gap))
        else:
            if rows:
                write_rows(builder, rows, allowance)
                rows = []
            pending.append((number, line))
        gap = 0
    if pending:
        write_paragraphs(builder, pending)
    if rows:
        write_rows(builder, rows, allowance)


def write_rows(builder: DocumentBuilder, rows: Sequence[Row], allowance: Allowance) -> None:
    """Adds the tables that a run of rows holds."""
    for part in _split_forms(rows):
        allowance.tick()
        allowance.cells(len(part) * max(_width(row.fields) for row in part))
        builder.table(grid_of_rows(part))


def grid_of_rows(rows: Sequence[Row]) -> Grid:
    """One table: repeated headers dropped and kept aside, short rows filled up with empty cells."""
    repeated = repeated_header_rows([row.fields for row in rows])
    kept = [row for index, row in enumerate(rows) if index not in repeated]
    breaks = sorted({_kept_before(index, repeated) for index in repeated})
    columns = max((_width(row.fields) for row in kept), default=0)
    cells = [
        GridCell(
            row=row_index,
            column=column,
            inks=(Ink(row.fields[column].strip(), number=row.line),) if column < len(row.fields) else (),
        )
        for row_index, row in enumerate(kept)
        for column in range(columns)
    ]
    grid = Grid(
        cells=tuple(cells),
        row_count=len(kept),
        column_count=columns,
        repeated_headers=tuple(" ".join(filter(None, map(str.strip, rows[i].fields))) for i in sorted(repeated)),
        page_breaks=tuple(index for index in breaks if 0 < index < len(kept)),
        merges_known=False,
    )
    return judge_completeness(grid)


def _kept_before(index: int, repeated: set[int]) -> int:
    return sum(1 for earlier in range(index) if earlier not in repeated)


def _width(fields: Sequence[str]) -> int:
    width = len(fields)
    while width and not fields[width - 1].strip():
        width -= 1
    return min(width, _MOST_COLUMNS)


def _split_forms(rows: Sequence[Row]) -> list[list[Row]]:
    """Cuts a run of rows where, after empty lines, another form begins."""
    forms: list[list[Row]] = []
    usual = min((row.gap for row in rows[1:]), default=0)
    for row in rows:
        if forms and not (row.gap > usual and _begins_form(forms[-1], row)):
            forms[-1].append(row)
        else:
            forms.append([row])
    return forms


def _begins_form(form: Sequence[Row], row: Row) -> bool:
    header = form[0]
    if tuple(map(cell_key, row.fields)) == tuple(map(cell_key, header.fields)):
        return False
    if is_column_header(row.fields) and any(row.fields == earlier.fields for earlier in form):
        return False
    columns = max(_width(earlier.fields) for earlier in form)
    if _width(row.fields) != columns:
        return True
    return all(text.strip() for text in row.fields[:columns]) and looks_like_header(row.fields)


def _next_has_tab(lines: Sequence[str], number: int) -> bool:
    for line in lines[number : number + 4]:
        if line.strip():
            return "\t" in line
    return False


def _csv_rows(text: str, delimiter: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for fields in reader:
            rows.append((reader.line_num, tuple(" ".join(field.split("\n")) for field in fields)))
    except csv.Error:  # a field beyond the module's limit or a stray NUL: plain cutting never fails
        return [(n, tuple(line.rstrip("\r").split(delimiter))) for n, line in enumerate(text.split("\n"), start=1)]
    return rows
