"""Pages of text: wrapped paragraphs, furniture, rotation, doubled, hidden and slanted characters, places."""

from __future__ import annotations

import io
import math

import pypdfium2
import pytest
from harness import shared
from pdf_samples import LANDSCAPE, Paper, wrapped_pages

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model.document import Document
from extractor.model.spans import Span
from extractor.reading.guards import Allowance, Limits
from extractor.reading.pdf import read_pdf


def read(data: bytes, limits: Limits | None = None) -> Document:
    return read_pdf(data, "sample.pdf", Allowance(limits=limits or Limits(), where="sample.pdf"))


def texts(document: Document) -> list[str]:
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


def test_the_paragraphs_of_the_seed_equal_the_gold():
    gold = shared("gold/panyu-2023.paragraphs.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    document = read(wrapped_pages(gold))
    assert [text.replace(" ", "") for text in texts(document)] == [text.replace(" ", "") for text in gold]
    assert {mark.kind for mark in document.furniture} == {"page_number"}
    assert document.coverage.share == 1.0


def test_running_heads_and_watermarks_are_furniture():
    paper = Paper()
    for page in range(4):
        if page:
            paper.next_page()
        paper.text(230, 30, "某局绩效自评材料", 9)
        paper.text(90, 200, ("一、概况", "二、自评情况", "三、问题", "四、措施")[page], 12)
        paper.text(290, 800, str(page + 1), 9)
        paper.canvas.saveState()
        paper.canvas.translate(200, 300)
        paper.canvas.rotate(45)
        paper.canvas.drawString(0, 0, "内部资料")
        paper.canvas.restoreState()
    document = read(paper.data())
    assert len(document.paragraphs) == 4
    assert "内部资料" not in document.text
    assert {mark.kind for mark in document.furniture} == {"running_head", "page_number", "watermark"}


def test_white_and_doubled_characters():
    paper = Paper()
    paper.text(90, 100, "加粗的标题文字", 14)
    paper.text(90.4, 100, "加粗的标题文字", 14)
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.text(90, 200, "白色的隐藏文字", 12)
    document = read(paper.data())
    assert texts(document) == ["加粗的标题文字"]
    assert [mark.kind for mark in document.furniture] == ["hidden"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned(turn: int):
    paper = Paper(LANDSCAPE)
    paper.text(90, 100, "横排页上的一行文字", 12)
    paper.box(90, 200, 300, 240)
    paper.box(300, 200, 500, 240)
    paper.text(95, 210, "左格")
    paper.text(305, 210, "右格")
    source = pypdfium2.PdfDocument(paper.data())
    source[0].set_rotation(turn)
    out = io.BytesIO()
    source.save(out)
    document = read(out.getvalue())
    assert "横排页上的一行文字" in texts(document)
    assert [cell.text for cell in document.tables[0].cells] == ["左格", "右格"]


def test_text_drawn_sideways_on_an_upright_page_is_read():
    paper = Paper()
    paper.canvas.rotate(90)
    paper.canvas.setFont("STSong-Light", 12)
    for row in range(3):
        paper.canvas.drawString(100, -100 - 20 * row, f"第{row}行横放的文字，写满整整一行。")
    assert texts(read(paper.data()))[0].startswith("第0行横放的文字")


def test_every_character_leads_to_its_box_on_the_page():
    paper = Paper()
    paper.text(90, 100, "得分99.92分", 20)
    data = paper.data()
    document = read(data)
    picture = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    for index, character in enumerate(document.text):
        box = document.glyphs.box(index)
        assert box is not None
        assert document.page_at(index) == 1
        if character != ".":
            area = (math.floor(box.x0), math.floor(box.top), math.ceil(box.x1), math.ceil(box.bottom))
            assert picture.crop(area).getextrema()[0] < 128, character
    (place,) = document.places(Span(start=0, end=len(document.text)))
    assert place.box is not None
    assert place.box.x0 == pytest.approx(90, abs=1.5)


def test_a_paragraph_over_a_page_break_has_a_place_on_both_pages():
    paper = Paper()
    full = "本单位按照要求完成了年度各项目标任务并开展了绩效自评工作资金使用规范有序"
    for row in range(24):
        paper.text(90, 100 + 26 * row, full[:34], 12)
    paper.next_page()
    paper.text(90, 100, "到此为止。", 12)
    document = read(paper.data())
    assert {place.page for place in document.places(document.paragraphs[0].span)} == {1, 2}


def test_too_many_pages_and_passwords():
    with pytest.raises(LimitExceeded, match="pages"):
        read(wrapped_pages(["一段文字。"] * 200), Limits(pages=3))
    with pytest.raises(UnreadableFile, match="password"):
        read(shared("peers/pdfplumber/password-example.pdf").read_bytes())


def test_a_scanned_page_without_recognition_is_recorded(monkeypatch: pytest.MonkeyPatch):
    from extractor.reading.ocr import scans

    monkeypatch.setattr(scans, "available", lambda: False)
    source = pypdfium2.PdfDocument(wrapped_pages(["扫描的一页。"]))
    picture = source[0].render(scale=1).to_pil()
    out = io.BytesIO()
    picture.save(out, "PDF")
    document = read(out.getvalue())
    assert document.coverage.pages_without_text == (1,)
    assert {fault.kind for fault in document.faults} == {"no_text_layer"}
