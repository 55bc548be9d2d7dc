"""Ruled tables with known truth: merged cells over page breaks, repeated headers, landscape pages, small fonts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from harness import shared
from office_samples import docx_bytes, flat_table, random_table, read_cells, truth_of
from pdf_samples import LANDSCAPE, PORTRAIT, Paper, draw_table

from extractor.model.document import Document
from extractor.reading.guards import Allowance
from extractor.reading.pdf import read_pdf

_SEEDS = range(24)


def read(data: bytes) -> Document:
    return read_pdf(data, "sample.pdf", Allowance(where="sample.pdf"))


def exact(document: Document, truth: list[tuple[int, int, int, int, str]]) -> int:
    """How many cells are right in text, position and span."""
    found = [{(*cell[:4], cell[4].replace(" ", "")) for cell in read_cells(table)} for table in document.tables]
    wanted = {(*cell[:4], cell[4].replace(" ", "")) for cell in truth}
    return max((len(wanted & cells) for cells in found), default=0)


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_tables_over_page_breaks(repeat: bool, size: tuple[float, float]):
    right = total = 0
    for seed in _SEEDS:
        table = random_table(seed)
        first = max(2, table.rows // 3)
        paper = Paper(size)
        paper.text(200, 40, "部门整体支出绩效自评表", 14)
        draw_table(paper, table, top=90, rows_a_page=[first, max(2, table.rows // 3)], repeat_header=repeat)
        document = read(paper.data())
        right += exact(document, truth_of(table))
        total += len(table.cells)
    assert right >= 0.99 * total, f"{right} of {total}"


def test_tables_on_one_page():
    for seed in _SEEDS:
        table = random_table(seed)
        if table.rows > 24:
            continue
        paper = Paper()
        draw_table(paper, table, top=60, rows_a_page=[], repeat_header=False, size=7.0)
        document = read(paper.data())
        assert exact(document, truth_of(table)) == len(table.cells), seed


def test_a_table_inside_a_cell_is_nested_or_at_least_not_lost():
    paper = Paper()
    paper.box(50, 60, 300, 200)
    paper.box(300, 60, 545, 200)
    paper.text(55, 65, "外左")
    paper.text(305, 65, "外右")
    for row in range(2):
        for column in range(2):
            paper.box(320 + 90 * column, 100 + 30 * row, 410 + 90 * column, 130 + 30 * row)
            paper.text(325 + 90 * column, 105 + 30 * row, f"内{row}{column}")
    document = read(paper.data())
    for word in ("外左", "外右", "内00", "内01", "内10", "内11"):
        assert word in document.text


def test_three_line_tables_have_their_columns():
    paper = Paper()
    for top in (60, 84, 180):
        paper.line(60, top, 500, top)
    rows = [
        ("指标", "目标值", "完成值"),
        ("培训人次", "300", "312"),
        ("满意度", "90%", "95%"),
        ("经费", "12.5", "12.1"),
    ]
    for index, row in enumerate(rows):
        for x, text in zip((70, 230, 390), row, strict=True):
            paper.text(x, 66 + 24 * index, text)
    (table,) = read(paper.data()).tables
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_tables_that_libreoffice_prints(tmp_path: Path):
    seeds = (4, 9, 13, 17)
    for seed in seeds:
        (tmp_path / f"{seed}.docx").write_bytes(_ruled(docx_bytes(["标题"] * (seed % 5 + 1), [random_table(seed)])))
    _print(tmp_path, *(f"{seed}.docx" for seed in seeds))
    right = total = 0
    for seed in seeds:
        table = random_table(seed)
        right += exact(read((tmp_path / f"{seed}.pdf").read_bytes()), truth_of(table))
        total += len(table.cells)
    assert right >= 0.99 * total, f"{right} of {total}"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_table_of_the_seed_gives_the_same_cells(tmp_path: Path):
    lines = shared("seeds/liwan-2023.tsv").read_text(encoding="utf-8").strip("\n").split("\n")
    rows = [line.split("\t") for line in lines if line.strip()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    kept = [rows[0], *(row for row in rows[1:] if row != rows[0])]
    (tmp_path / "liwan.docx").write_bytes(_ruled(docx_bytes([], [flat_table(kept)]), landscape=True))
    _print(tmp_path, "liwan.docx")
    truth = truth_of(flat_table([[text.strip() for text in row] for row in kept]))
    document = read((tmp_path / "liwan.pdf").read_bytes())
    assert exact(document, truth) >= 0.99 * len(truth)


def _ruled(data: bytes, *, landscape: bool = False) -> bytes:
    """The same document with lines around its cells."""
    import io

    import docx

    document = docx.Document(io.BytesIO(data))
    for table in document.tables:
        table.style = "Table Grid"
    if landscape:
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _print(folder: Path, *names: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(folder / name) for name in names)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
