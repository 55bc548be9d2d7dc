"""Spreadsheets: cells with known truth, numbers as people see them, forms on a sheet, what is hidden."""

from __future__ import annotations

import io
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from harness import shared
from office_samples import flat_table, random_table, read_cells, truth_of, xlsx_bytes
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from extractor.model.document import Document
from extractor.reading.guards import Allowance
from extractor.reading.sheets import read_xls, read_xlsx
from extractor.reading.sheets.formats import shown_number, shown_text


def read(data: bytes) -> Document:
    return read_xlsx(data, "sample.xlsx", Allowance(where="sample.xlsx"))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_merged_cells_come_out_exactly_and_once(seed: int):
    table = random_table(seed)
    (found,) = read(xlsx_bytes({"自评表": [table]})).tables
    assert (found.row_count, found.column_count, found.sheet) == (table.rows, table.columns, "自评表")
    assert read_cells(found) == truth_of(table)


def test_several_sheets_and_several_forms_on_a_sheet():
    tables = [random_table(seed) for seed in range(5)]
    document = read(xlsx_bytes({"甲": tables[:3], "乙": tables[3:]}))
    assert [read_cells(table) for table in document.tables] == [truth_of(table) for table in tables]
    assert [table.sheet for table in document.tables] == ["甲", "甲", "甲", "乙", "乙"]


def test_titles_units_and_notes_stand_around_the_form():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "项目支出绩效自评表"
    sheet.merge_cells("A2:D2")
    sheet["A2"] = "（2023年度）"
    sheet["D3"] = "单位：万元"
    for column, text in enumerate(("一级指标", "二级指标", "分值", "得分"), start=1):
        sheet.cell(4, column, text)
    for column, value in enumerate(("产出", "数量", 10, 9.5), start=1):
        sheet.cell(5, column, value)
    sheet.merge_cells("A6:D6")
    sheet["A6"] = "注：得分保留两位小数。"
    document = read(saved(book))
    (table,) = document.tables
    assert [(document.slice(p.span), p.role) for p in document.paragraphs] == [
        ("项目支出绩效自评表", "body"),
        ("（2023年度）", "body"),
        ("单位：万元", "body"),
        ("注：得分保留两位小数。", "note"),
    ]
    assert table.caption == "项目支出绩效自评表"
    assert [cell.text for cell in table.cells] == ["一级指标", "二级指标", "分值", "得分", "产出", "数量", "10", "9.5"]


def test_forms_without_a_gap_are_cut_at_their_titles():
    book = openpyxl.Workbook()
    sheet = book.active
    for start in (1, 6):
        sheet.merge_cells(start_row=start, start_column=1, end_row=start, end_column=3)
        sheet.cell(start, 1, f"第{start}号自评表")
        for row in range(start + 1, start + 5):
            for column in range(1, 4):
                sheet.cell(row, column, f"值{row}{column}")
    document = read(saved(book))
    assert [table.caption for table in document.tables] == ["第1号自评表", "第6号自评表"]
    assert [table.row_count for table in document.tables] == [4, 4]


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        for column in range(1, 5):
            sheet.cell(row, column, f"{row}行{column}列")
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("隐").append(["旧表"])
    book["隐"].sheet_state = "hidden"
    document = read(saved(book))
    (table,) = document.tables
    assert (table.row_count, table.column_count) == (4, 3)
    assert next(cell for cell in table.cells if cell.text == "2行1列").row_span == 2
    assert not any("3列" in cell.text or cell.text.startswith("3行") for cell in table.cells)
    assert {fault.kind for fault in document.faults} == {"skipped_part"}
    assert len(document.faults) == 2
    assert "3行2列" in document.furniture[0].text


def test_percent_and_date_cells_read_as_they_are_shown():
    book = openpyxl.Workbook()
    sheet = book.active
    values = (
        (0.99146, "0.00%"),
        (datetime(2023, 12, 31), 'yyyy"年"m"月"d"日"'),
        (62979.58, "#,##0.00"),
        (9.996, "General"),
    )
    for column, (value, code) in enumerate(values, start=1):
        sheet.cell(1, column, f"表头{column}")
        sheet.cell(2, column, value).number_format = code
    (table,) = read(saved(book)).tables
    assert [cell.text for cell in table.cells][4:] == ["99.15%", "2023年12月31日", "62,979.58", "9.996"]


def test_formulas_show_their_stored_result_or_a_fault():
    book = openpyxl.Workbook()
    for column, value in enumerate(("甲", "乙"), start=1):
        book.active.cell(1, column, value)
        book.active.cell(2, column, "=1+1")
    document = read(saved(book))
    assert document.faults[0].kind == "skipped_part"
    assert "2 formula(s)" in document.faults[0].detail


def test_the_table_of_the_seed_gives_the_same_cells():
    lines = shared("seeds/liwan-2023.tsv").read_text(encoding="utf-8").strip("\n").split("\n")
    rows = [line.split("\t") for line in lines if line.strip()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    (table,) = read(xlsx_bytes({"表": [flat_table(rows)]})).tables
    kept = [rows[0], *(row for row in rows[1:] if row != rows[0])]
    filled = {(cell.row, cell.column): cell.text for cell in table.cells if cell.text}
    assert filled == {(r, c): text.strip() for r, row in enumerate(kept) for c, text in enumerate(row) if text.strip()}


_SHOWN = [
    ("0.99146", "0.00%", "99.15%"),
    ("0.99145", "0.00%", "99.15%"),
    ("0.991", "0%", "99%"),
    ("0.5", "0.##", "0.5"),
    ("9.9960000000000004", "General", "9.996"),
    ("49.915999999999997", "0.00", "49.92"),
    ("2.675", "0.00", "2.68"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("1234567.891", "#,##0", "1,234,568"),
    ("-5.5", "0.0;(0.0)", "(5.5)"),
    ("-5.5", "0.0", "-5.5"),
    ("0", '0.00;-0.00;"-"', "-"),
    ("62979.58", '#,##0.00"万元"', "62,979.58万元"),
    ("12345678", "#,##0.00,", "12,345.68"),
    ("0.333333333333333", "General", "0.333333333"),
    ("1E-11", "General", "1E-11"),
    ("123456789012", "General", "1.23457E+11"),
    ("99.98", "0.00_ ", "99.98"),
    ("99.98", "0.00_);[Red]\\(0.00\\)", "99.98"),
    ("45291", "yyyy/m/d", "2023/12/31"),
    ("45291.75", "yyyy-mm-dd hh:mm", "2023-12-31 18:00"),
    ("45291", '[$-804]yyyy"年"m"月"', "2023年12月"),
    ("45291", "[DBNum1]yyyy年m月d日", "2023年12月31日"),
    ("45291", "aaaa", "星期日"),
    ("1.5", "[h]:mm", "36:00"),
    ("0.75", "h:mm AM/PM", "6:00 PM"),
    ("0.25", '上午/下午h"时"mm"分"', "上午6时00分"),
    ("59", "yyyy-m-d", "1900-2-28"),
    ("61", "yyyy-m-d", "1900-3-1"),
    ("95", '[>=90]"优";[>=80]"良";"中"', "优"),
    ("85", '[>=90]"优";[>=80]"良";"中"', "良"),
    ("5", "000", "005"),
    ("0.5", "#.00", ".50"),
    ("12345.6", "0.00E+00", "1.23E+04"),
    ("100", "@", "100"),
    ("7", ";;;", ""),
    ("nan", "0.0", "nan"),
    ("0.0000001", "0.00%", "0.00%"),
    ("-0.001", "0.0", "0.0"),
    ("1e400", "0", "1e400"),
    ("¥", "0", "¥"),
    ("1234.5", "[$￥-804]#,##0.00", "￥1,234.50"),
    ("0.1", "0.0\\%", "0.1%"),
]


@pytest.mark.parametrize(("stored", "code", "expected"), _SHOWN)
def test_numbers_are_shown_through_their_format(stored: str, code: str, expected: str):
    assert shown_number(stored, code) == expected


def test_the_other_epoch_and_text_sections():
    assert shown_number("0", "yyyy-m-d", epoch_1904=True) == "1904-1-1"
    assert shown_text("优", '@"级"') == "优级"
    assert shown_text("优", "0.00") == "优"


def test_every_peer_sheet_equals_what_openpyxl_reads():
    """Texts of all sheets; positions and spans too where a sheet is one form without a title above it."""
    paths = sorted(shared("peers/tableeval").glob("*.xlsx"))
    assert paths
    exact = 0
    for path in paths:
        document = read(path.read_bytes())
        sheets = [sheet for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]
        theirs = [_letters(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
        ours = [_letters(cell.text) for table in document.tables for cell in table.cells]
        ours += [_letters(document.slice(paragraph.span)) for paragraph in document.paragraphs]
        assert sorted(filter(None, ours)) == sorted(filter(None, theirs)), path.name
        if len(document.tables) == len(sheets) == 1 and not document.paragraphs:
            assert _positions(document) == _their_positions(sheets[0]), path.name
            exact += 1
    assert exact >= 30


def _positions(document: Document) -> list[tuple[int, int, int, int, str]]:
    (table,) = document.tables
    return sorted((c.row, c.column, c.row_span, c.column_span, _letters(c.text)) for c in table.cells)


def _their_positions(sheet: Worksheet) -> list[tuple[int, int, int, int, str]]:
    spans = {
        (r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
        for r in sheet.merged_cells.ranges
    }
    filled = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").strip() or cell.value == 0]
    top, left = min(cell.row for cell in filled), min(cell.column for cell in filled)
    ends = [(cell, spans.get((cell.row, cell.column), (1, 1))) for cell in filled]
    bottom = max(cell.row + down for cell, (down, _) in ends)
    right = max(cell.column + across for cell, (_, across) in ends)
    found = []
    for row in sheet.iter_rows(min_row=top, max_row=bottom - 1, min_col=left, max_col=right - 1):
        for cell in row:
            if not isinstance(cell, MergedCell):
                down, across = spans.get((cell.row, cell.column), (1, 1))
                found.append((cell.row - top, cell.column - left, down, across, _letters(cell.value or "")))
    return sorted(found)


def _letters(value: object) -> str:
    """Without blanks and digits: how a number is shown is tested above, and full width is folded."""
    return "".join(character for character in str(value) if "\u4e00" <= character <= "\u9fff")


def test_xls_reads_as_the_xlsx_it_was_made_from(tmp_path: Path):
    if not Path("/usr/bin/soffice").exists():
        pytest.skip("makes its XLS with LibreOffice")
    table = random_table(3)
    source = tmp_path / "样表.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"自评表": [table]})))
    sheet = book.active
    row = table.rows + 4
    for column, (value, code) in enumerate(((0.99146, "0.00%"), (45291, "yyyy/m/d"), (1234.5, "#,##0.00")), start=1):
        sheet.cell(row, column, f"列{column}")
        sheet.cell(row + 1, column, value).number_format = code
    book.save(source)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xls",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_xls(source.with_suffix(".xls").read_bytes(), "样表.xls", Allowance())
    first, second = document.tables
    assert read_cells(first) == truth_of(table)
    assert [cell.text for cell in second.cells][3:] == ["99.15%", "2023/12/31", "1,234.50"]
