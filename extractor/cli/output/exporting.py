"""Tables of the database as files: CSV, JSON lines or one workbook, each with a codebook."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlite_utils import Database

from extractor.cli.output.tables import harmless
from extractor.errors import UsageError

TABLES = (
    *("reports", "sections", "v_indicators", "indicators", "budgets", "objectives", "statements", "metrics"),
    *("relations", "explanations", "criteria", "rescores", "checks", "v_findings", "findings", "reviews"),
    *("v_coverage", "v_agency_year", "v_rule_quality", "leftovers", "reading_faults", "failures"),
)
"""What is exported unless tables are named: everything tidy; texts, cells and readings stay in the database."""

_CODEBOOK = "codebook"
_CODEBOOK_QUERY = (
    "SELECT table_name, column_name, type, description, description_zh FROM data_dictionary"
    " WHERE table_name IN ({marks}) ORDER BY rowid"
)
# Control characters that XML, and so a workbook, cannot hold; and the most that a cell of a spreadsheet can.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767


def export(database: Database, folder: Path, form: str, tables: Sequence[str] = ()) -> list[tuple[Path, int]]:
    """Write `tables` (all tidy ones when none is named) and their codebook; returns files with their rows.

    Raises:
        UsageError: a table does not exist, or the folder cannot be written.
    """
    chosen = _chosen(database, tables)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sheets = [*((name, _rows(database, name)) for name in chosen), (_CODEBOOK, _codebook(database, chosen))]
        if form == "xlsx":
            return _write_workbook(sheets, folder / "fuhe.xlsx")
        write = _write_csv if form == "csv" else _write_lines
        return [write(folder / f"{name}.{form}", *sheet) for name, sheet in sheets]
    except OSError as fault:
        raise UsageError(
            f"the export cannot be written ({fault.strerror})", where=str(folder), todo="Name another folder"
        ) from fault


Sheet = tuple[list[str], Iterator[tuple[Any, ...]]]


def _chosen(database: Database, tables: Sequence[str]) -> list[str]:
    there = {*database.table_names(), *database.view_names()}
    for name in tables:
        if name not in there or name.startswith("search_"):
            known = ", ".join(sorted(there - {name for name in there if name.startswith("search_")}))
            raise UsageError(f"there is no table {name!r}", expected=f"one of {known}")
    return list(tables) or [name for name in TABLES if name in there]


def _rows(database: Database, table: str) -> Sheet:
    found = database.conn.execute(f'SELECT * FROM "{table}"')
    return [column[0] for column in found.description], found


def _codebook(database: Database, tables: Sequence[str]) -> Sheet:
    found = database.conn.execute(_CODEBOOK_QUERY.format(marks=", ".join("?" * len(tables))), list(tables))
    return [column[0] for column in found.description], found


def _write_csv(path: Path, header: list[str], rows: Iterator[tuple[Any, ...]]) -> tuple[Path, int]:
    """CSV with a byte order mark: without it a Chinese spreadsheet program takes UTF-8 for GBK."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([harmless(_plain(value)) for value in row])
            count += 1
    return path, count


def _write_lines(path: Path, header: list[str], rows: Iterator[tuple[Any, ...]]) -> tuple[Path, int]:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            entry = dict(zip(header, map(_plain, row), strict=True))
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            count += 1
    return path, count


def _write_workbook(sheets: Sequence[tuple[str, Sheet]], path: Path) -> list[tuple[Path, int]]:
    book = Workbook(write_only=True)
    count = 0
    for name, (header, rows) in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        sheet.append(header)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
            count += 1
    book.save(path)
    return [(path, count)]


def _cell(sheet: Any, value: object) -> object:
    """A cell; a text is declared to be one, so that no text becomes a formula."""
    plain = _plain(value)
    if not isinstance(plain, str):
        return plain
    text = _NOT_IN_XML.sub("", plain)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _plain(value: object) -> object:
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else value
