"""OFD: texts and tables in reading order, deltas and matrices by the standard, what is no text of the page."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest
from harness import shared
from office_samples import TrueTable, random_table, read_cells, truth_of

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.guards import Allowance
from extractor.reading.ofd import read_ofd
from extractor.reading.ofd.geometry import Matrix, deltas, matrix, segments

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE = 4.0  # millimetres


def read(data: bytes) -> Document:
    return read_ofd(data, "sample.ofd", Allowance(where="sample.ofd"))


def texts(document: Document) -> list[str]:
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


def text_object(text: str, x: float, y: float, extra: str = "", step: float = _SIZE) -> str:
    """One line of full-width characters whose top left corner is at (x, y)."""
    delta = f' DeltaX="g {len(text) - 1} {step}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y} {len(text) * step} {_SIZE}" Font="1" Size="{_SIZE}"{extra}>'
        f'<ofd:TextCode X="0" Y="{0.86 * _SIZE}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def line_object(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(pages: list[str], template: str = "", annotation: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = "<ofd:DocInfo><ofd:Title>样本</ofd:Title></ofd:DocInfo>"
        body = f"<ofd:DocBody>{info}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {_SPACE}>{body}</ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        if template:
            common += '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
            archive.writestr("Doc_0/Tpls/Tpl_0/Content.xml", content(template))
        notes = "<ofd:Annotations>Annots.xml</ofd:Annotations>" if annotation else ""
        document = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{notes}"
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {_SPACE}>{document}</ofd:Document>")
        for n, objects in enumerate(pages):
            used = '<ofd:Template TemplateID="90"/>' if template else ""
            archive.writestr(f"Doc_0/Pages/Page_{n}/Content.xml", content(objects, used))
        if annotation:
            page = '<ofd:Page PageID="0"><ofd:FileLoc>Annot_0.xml</ofd:FileLoc></ofd:Page>'
            archive.writestr("Doc_0/Annots.xml", f"<ofd:Annotations {_SPACE}>{page}</ofd:Annotations>")
            archive.writestr("Doc_0/Annot_0.xml", f"<ofd:PageAnnot {_SPACE}>{annotation}</ofd:PageAnnot>")
    return out.getvalue()


def content(objects: str, before: str = "") -> str:
    return f"<ofd:Page {_SPACE}>{before}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def drawn(table: TrueTable, top: float = 40.0, height: float = 8.0) -> str:
    """A table with all its rules; cell texts in the middle of their cells."""
    width = 170.0 / table.columns
    pieces: list[str] = []
    for cell in table.cells:
        x0, y0 = 20 + cell.column * width, top + cell.row * height
        x1, y1 = x0 + cell.column_span * width, y0 + cell.row_span * height
        pieces += [line_object(x0, y0, x1, y0), line_object(x0, y1, x1, y1)]
        pieces += [line_object(x0, y0, x0, y1), line_object(x1, y0, x1, y1)]
        step = min(_SIZE, (x1 - x0 - 1) / max(1, len(cell.text)))
        if cell.text:
            pieces.append(text_object(cell.text, x0 + 0.5, (y0 + y1 - _SIZE) / 2, step=step))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_ruled_tables_come_out_exactly(seed: int):
    table = random_table(seed)
    if table.rows > 28:
        table = random_table(seed + 100)
    (found,) = read(package([text_object("项目支出绩效自评表", 80, 25) + drawn(table)])).tables
    assert read_cells(found) == truth_of(table)


def test_the_paragraphs_of_the_seed_come_out_of_wrapped_pages():
    gold = shared("gold/panyu-2023.paragraphs.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    lines: list[tuple[float, str]] = []
    for number, paragraph in enumerate(gold):
        rest, indent = paragraph, 8.0 if number else 0.0
        while rest:
            room = int((160 - indent) // _SIZE)
            lines.append((25 + indent, rest[:room]))
            rest, indent = rest[room:], 0.0
    pages = []
    for start in range(0, len(lines), 30):
        placed = [text_object(text, x, 30 + 8 * row) for row, (x, text) in enumerate(lines[start : start + 30])]
        pages.append("".join(placed) + text_object(f"— {start // 30 + 1} —", 95, 280))
    document = read(package(pages))
    got = [text.replace(" ", "") for text in texts(document)]
    same = sum(text.replace(" ", "") in set(got) for text in gold)
    assert same >= 0.97 * len(gold)
    assert "".join(got) == "".join(gold).replace(" ", "")
    assert len(document.furniture) == len(pages)


def test_reading_order_is_that_of_the_page_and_not_of_the_file():
    lines = (("第三行，到此为止。", 70), ("一、第一行", 50), ("二、第二行", 60))
    document = read(package(["".join(text_object(text, 30, y) for text, y in lines)]))
    assert texts(document) == ["一、第一行", "二、第二行", "第三行，到此为止。"]


def annotation_of(kind: str, box: str, objects: str) -> str:
    appearance = f'<ofd:Appearance Boundary="{box}">{objects}</ofd:Appearance>'
    return f'<ofd:Annot Type="{kind}">{appearance}</ofd:Annot>'


def test_templates_annotations_and_hidden_objects():
    watermark = annotation_of("Watermark", "0 0 210 297", text_object("内部资料", 50, 100))
    remark = annotation_of("Path", "30 90 60 10", text_object("批注在页上", 0, 0))
    page = text_object("正文一行。", 30, 60) + text_object("看不见", 30, 75, ' Visible="false"')
    document = read(package([page], template=text_object("套版标题", 80, 20), annotation=watermark + remark))
    assert texts(document) == ["套版标题", "正文一行。", "批注在页上"]
    assert [(mark.kind, mark.text) for mark in document.furniture] == [("watermark", "内部资料")]
    assert document.metadata["title"] == "样本"


def test_every_character_leads_to_its_place_in_points():
    document = read(package([text_object("得分九十九", 30, 60)]))
    box = document.glyphs.box(2)
    assert box is not None
    assert box.x0 == pytest.approx((30 + 2 * _SIZE) * 72 / 25.4, abs=0.1)
    assert box.top == pytest.approx(60 * 72 / 25.4, abs=0.1)
    assert box.x1 - box.x0 == pytest.approx(_SIZE * 72 / 25.4, abs=0.1)


def test_missing_pages_are_reported_and_a_file_without_any_is_unreadable():
    data = package([text_object("第一页的正文。", 30, 60), text_object("第二页的正文。", 30, 60)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as written:
        for name in archive.namelist():
            if "Page_1" not in name:
                written.writestr(name, archive.read(name))
    document = read(out.getvalue())
    assert [fault.kind for fault in document.faults] == ["skipped_part"]
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {_SPACE}/>")
    with pytest.raises(UnreadableFile, match="no document"):
        read(empty.getvalue())


def test_every_peer_file_has_its_characters_placed():
    paths = sorted(shared("peers/ofdrw").glob("*.ofd"))
    assert paths
    for path in paths:
        document = read(path.read_bytes())
        assert document.coverage.share == 1.0, path.name


def test_numbers_of_the_standard():
    assert deltas("g 3 2.5 1 g 2 4", 10) == [2.5, 2.5, 2.5, 1.0, 4.0, 4.0]
    assert deltas("g 99999 1", 4) == [1.0] * 4
    assert deltas("x g y", 4) == [0.0, 0.0][: len(deltas("x g y", 4))]
    assert matrix("0 1 -1 0 5 6").apply(1, 0) == (5, 7)
    assert matrix("1 2 3") == Matrix()
    assert Matrix(e=1).then(Matrix(a=2)).apply(1, 0) == (4, 0)
    assert list(segments("M 0 0 L 5 0 L 5 5 C")) == [(0, 0, 5, 0), (5, 0, 5, 5), (5, 5, 0, 0)]
    assert list(segments("M 0 0 B 1 1 2 2 3 0 L 5 0 L 9")) == [(3, 0, 5, 0)]
