"""Exports are complete, described, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlite_utils import Database
from stored_specimen import analysis, document, report, source

from extractor.cli.output.exporting import TABLES, export
from extractor.cli.output.tables import csv_of, harmless
from extractor.errors import UsageError
from extractor.model.report import Facts
from extractor.pipeline import records_of
from extractor.storage.database import writable
from extractor.storage.readings import pack_document
from extractor.storage.writing import FileRecords, PackedReading, write_file

FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    hostile = replace(
        analysis(), report=replace(report(), facts=Facts(agency=FORMULA, title="a\x00\x07b", project="超" * 40000))
    )
    with writable(tmp_path / "fuhe.db") as opened:
        reports = records_of(source(), (hostile,))
        reading = PackedReading(report_id=reports[0].report.id, document=pack_document(document()))
        write_file(opened, FileRecords(sha256=source().sha256, reports=reports, readings=(reading,)))
        yield opened


def test_csv_holds_every_table_and_a_codebook(database: Database, tmp_path: Path) -> None:
    written = dict(export(database, tmp_path / "out", "csv"))
    assert {path.stem for path in written} == {*TABLES, "codebook"}
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["agency"] == "'" + FORMULA
    assert float(row["stated_total"]) == 98.5
    with (tmp_path / "out" / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        described = {(entry["table_name"], entry["column_name"]) for entry in csv.DictReader(file)}
    assert {("reports", column) for column in row} <= described


def test_a_workbook_holds_no_formula(database: Database, tmp_path: Path) -> None:
    ((path, _),) = export(database, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    assert set(book.sheetnames) == {*TABLES, "codebook"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert FORMULA in [cell.value for cell in cells]
    assert max(len(cell.value) for cell in cells if isinstance(cell.value, str)) == 32_767


def test_lines_are_json(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path, "jsonl", ["metrics"])
    (line,) = (tmp_path / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["value"] == 20100.0


def test_an_unknown_table_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table 'nothing'"):
        export(database, tmp_path, "csv", ["nothing"])


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" @x", "' @x"),
        ("-1.5", "-1.5"),
        ("+86 1", "'+86 1"),
        ("-", "'-"),
        ("--%", "'--%"),
        ("文", "文"),
        (-3, -3),
        (None, None),
        ("\tx", "'\tx"),
    ],
)
def test_formulas_are_made_harmless(value: object, safe: object) -> None:
    assert harmless(value) == safe
    assert csv_of(["a"], [[value]]).startswith("a\n")
