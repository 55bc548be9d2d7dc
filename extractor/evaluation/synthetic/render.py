"""From a layout to files: TXT, TSV, HTML, Markdown, XLSX, DOCX and PDF (through LibreOffice, or drawn by reportlab)."""

from __future__ import annotations

import html
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

import docx
import docx.shared
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from extractor.evaluation.synthetic.grid import Grid, Layout

INSTALL_LINE = "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk"
FORMATS = ("docx", "xlsx", "html", "tsv", "txt", "md", "pdf-office", "pdf-drawn")
TEXT_ONLY = ("txt", "md")
TABLE_ONLY = ("xlsx", "tsv")


def suffix(kind: str) -> str:
    """The file ending of a format."""
    return "." + kind.split("-")[0]


def render(rng: Random, layout: Layout, kind: str) -> bytes:
    """The file of one report; `pdf-office` gives the DOCX that LibreOffice then prints."""
    match kind:
        case "txt":
            return _text(rng, layout).encode(rng.choice(("utf-8", "utf-8", "gb18030")))
        case "tsv":
            return _delimited(rng, layout).encode("utf-8")
        case "md":
            return _markdown(layout).encode("utf-8")
        case "html":
            return _html(rng, layout).encode("utf-8")
        case "xlsx":
            return _xlsx(layout)
        case "docx" | "pdf-office":
            return _docx(rng, layout)
        case "pdf-drawn":
            from extractor.evaluation.synthetic.draw import draw_pdf  # reportlab is a tool of development

            return draw_pdf(rng, layout)
    raise ValueError(f"no such format: {kind}")


def has_office() -> bool:
    """Whether LibreOffice can print PDFs here."""
    return shutil.which("soffice") is not None


def print_with_office(paths: Iterable[Path]) -> None:
    """Turn DOCX files into PDFs beside them (one run of LibreOffice for all) and remove the DOCX files."""
    files = list(paths)
    if not files:
        return
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf"]
        for start in range(0, len(files), 40):
            group = files[start : start + 40]
            command_line = [*command, "--outdir", str(group[0].parent), *map(str, group)]
            subprocess.run(command_line, check=True, capture_output=True, env={**os.environ, "HOME": profile})
    for file in files:
        file.unlink()


def _text(rng: Random, layout: Layout) -> str:
    width = rng.choice((26, 28, 30, 34))
    lines: list[str] = []
    page, count = 1, 0
    per_page = rng.choice((18, 24, 30))
    marks = rng.choice(("— {} —", "- {} -", "{}", "第{}页"))
    for block in layout.blocks:
        pieces = _wrapped(block, width) if isinstance(block, str) else ["\t".join(row) for row in block.flattened()]
        for piece in pieces:
            if count == per_page:
                lines += ["", marks.format(page), ""]
                page, count = page + 1, 0
            lines.append(piece)
            count += 1
    blank = rng.random() < 0.4 and not any(isinstance(block, Grid) for block in layout.blocks)
    return ("\n\n" if blank else "\n").join(lines) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]


def _delimited(rng: Random, layout: Layout) -> str:
    lines: list[str] = []
    for block in layout.blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        rows = block.flattened()
        again = rng.randrange(len(rows)) if rng.random() < 0.4 and block.header_row is not None else None
        for index, row in enumerate(rows):
            if again is not None and block.header_row is not None and index == again > block.header_row + 2:
                lines += ["", "\t".join(_one_line(rows[block.header_row]))]
            lines.append("\t".join(_one_line(row)))
    return "\n".join(lines) + "\n"


def _one_line(row: list[str]) -> list[str]:
    return [text.replace("\n", "") for text in row]


def _markdown(layout: Layout) -> str:
    lines: list[str] = []
    for index, block in enumerate(layout.blocks):
        if isinstance(block, str):
            level = layout.headings.get(index)
            lines += [("#" * (level + 1) + " " if level is not None else "") + block, ""]
            continue
        rows = [_one_line(row) for row in block.flattened()]
        lines.append("| " + " | ".join(rows[0]) + " |")
        lines.append("|" + " --- |" * block.columns)
        lines += ["| " + " | ".join(row) + " |" for row in rows[1:]]
        lines.append("")
    return "\n".join(lines)


def _html(rng: Random, layout: Layout) -> str:
    body: list[str] = []
    for index, block in enumerate(layout.blocks):
        if isinstance(block, str):
            tag = f"h{layout.headings[index] + 1}" if index in layout.headings and rng.random() < 0.5 else "p"
            body.append(f"<{tag}>{html.escape(block)}</{tag}>")
            continue
        body.append('<table border="1">')
        for row in range(block.rows):
            cells = "".join(
                f"<td{_span('rowspan', cell.row_span)}{_span('colspan', cell.column_span)}>{_broken(cell.text)}</td>"
                for cell in block.cells
                if cell.row == row
            )
            body.append(f"<tr>{cells}</tr>")
        body.append("</table>")
    title = html.escape(next(block for block in layout.blocks if isinstance(block, str)))
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
    menu = '<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a></div>' if rng.random() < 0.5 else ""
    return head + menu + "\n".join(body) + "</body></html>\n"


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _broken(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")


def _xlsx(layout: Layout) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet("自评表")
    thin = Side(style="thin")
    row = 1
    width = max(block.columns for block in layout.blocks if isinstance(block, Grid))
    for block in layout.blocks:
        if isinstance(block, str):
            page.cell(row, 1, block).font = Font(bold=row == 1)
            page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            row += 1
            continue
        for cell in block.cells:
            place = page.cell(row + cell.row, cell.column + 1, cell.text)
            place.data_type = "s"  # "=56件" is a target, not a formula
            place.alignment = Alignment(wrap_text=True, vertical="center")
            place.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if cell.row_span > 1 or cell.column_span > 1:
                page.merge_cells(
                    start_row=row + cell.row,
                    start_column=cell.column + 1,
                    end_row=row + cell.row + cell.row_span - 1,
                    end_column=cell.column + cell.column_span,
                )
        row += block.rows
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _docx(rng: Random, layout: Layout) -> bytes:
    paper = docx.Document()
    style = paper.styles["Normal"]
    wide = any(isinstance(block, Grid) and block.columns > 8 for block in layout.blocks)
    style.font.size = docx.shared.Pt(9 if wide else rng.choice((10.5, 12)))
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), rng.choice(("宋体", "仿宋", "黑体")))
    section = paper.sections[0]
    if wide and rng.random() < 0.7:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = docx.shared.Cm(2)
    for index, block in enumerate(layout.blocks):
        if isinstance(block, str):
            paragraph = paper.add_paragraph(block)
            if index == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        _docx_table(paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _docx_table(paper: object, grid: Grid) -> None:
    table = paper.add_table(rows=grid.rows, cols=grid.columns)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    places = [row.cells for row in table.rows]
    for cell in grid.cells:
        place = places[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            place = place.merge(places[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1])
        place.text = cell.text
