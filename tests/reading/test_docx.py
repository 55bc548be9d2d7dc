"""DOCX: cells with known truth, what lists, fields, boxes, notes and tracked changes show."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from harness import shared
from office_samples import docx_bytes, flat_table, random_table, read_cells, truth_of

from extractor.model.document import Document
from extractor.reading.docx import read_docx
from extractor.reading.docx.numbering import chinese, format_number
from extractor.reading.guards import Allowance

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(data: bytes) -> Document:
    return read_docx(data, "sample.docx", Allowance(where="sample.docx"))


def package(body: str, **parts: str) -> bytes:
    """A minimal DOCX package around the XML of a body; further parts by name (numbering, footnotes, styles)."""
    out = io.BytesIO()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{base}/{name}" Target="{name}.xml"/>' for index, name in enumerate(parts)
    )
    package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package_relations}">{relations}</Relationships>'
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_NAMESPACES}>{content}</w:{name}>")
    return out.getvalue()


def para(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(document: Document) -> list[str]:
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


@pytest.mark.parametrize("seed", range(24))
def test_merged_cells_come_out_exactly_and_once(seed: int):
    table = random_table(seed)
    (found,) = read(docx_bytes(["标题"], [table])).tables
    assert (found.row_count, found.column_count) == (table.rows, table.columns)
    assert read_cells(found) == truth_of(table)
    assert found.merges_known


def test_the_paragraphs_of_the_seed_survive_the_way_through_word():
    gold = shared("gold/panyu-2023.paragraphs.txt").read_text(encoding="utf-8").rstrip("\n")
    assert read(docx_bytes(gold.split("\n"), [])).text == gold


def test_the_table_of_the_seed_gives_the_same_cells():
    lines = shared("seeds/liwan-2023.tsv").read_text(encoding="utf-8").strip("\n").split("\n")
    rows = [line.split("\t") for line in lines if line.strip()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    (table,) = read(docx_bytes([], [flat_table(rows)])).tables
    kept = [rows[0], *(row for row in rows[1:] if row != rows[0])]
    expected = [(r, c, text.strip()) for r, row in enumerate(kept) for c, text in enumerate(row)]
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == expected
    assert table.repeated_headers
    assert not table.merges_known
    assert not table.complete


def test_tracked_changes_are_read_as_accepted():
    body = (
        "<w:p><w:r><w:t>得分</w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>95</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>分</w:t></w:r></w:moveTo></w:p>"
    )
    assert texts(read(package(body))) == ["得分95分"]


def test_a_deleted_paragraph_mark_joins_with_the_next_paragraph():
    body = para("自评", "<w:rPr><w:del/></w:rPr>") + para("得分")
    assert texts(read(package(body))) == ["自评得分"]


def test_deleted_rows_are_gone():
    rows = "".join(
        f"<w:tr>{mark}<w:tc>{para(text)}</w:tc><w:tc>{para('1')}</w:tc></w:tr>"
        for text, mark in (("甲", ""), ("乙", "<w:trPr><w:del/></w:trPr>"), ("丙", "<w:trPr><w:ins/></w:trPr>"))
    )
    (table,) = read(package(f"<w:tbl>{rows}</w:tbl>")).tables
    assert [cell.text for cell in table.cells if cell.column == 0] == ["甲", "丙"]


def test_the_result_of_a_field_is_text_and_its_instruction_is_not():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>分</w:t></w:r></w:p>'
    )
    assert texts(read(package(body))) == ["12分"]


def test_a_text_box_is_read_once_although_word_stores_it_twice():
    inner = f"<w:txbxContent>{para('框内文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<wps:txbx>{inner}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{inner}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = read(package(body))
    assert [(document.slice(p.span), p.role) for p in document.paragraphs] == [("正文", "body"), ("框内文字", "box")]


def test_a_table_inside_a_text_box_is_a_table():
    table = f"<w:tbl><w:tr><w:tc>{para('甲')}</w:tc><w:tc>{para('乙')}</w:tc></w:tr></w:tbl>"
    body = f"<w:p><w:r><v:textbox><w:txbxContent>{table}<w:p/></w:txbxContent></v:textbox></w:r></w:p>"
    assert [cell.text for cell in read(package(body)).tables[0].cells] == ["甲", "乙"]


def test_footnotes_follow_the_body_and_leave_no_digit_in_it():
    body = '<w:p><w:r><w:t>得100分</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{para("按四舍五入。")}</w:footnote><w:footnote w:id="3">{para("无关")}</w:footnote>'
    document = read(package(body, footnotes=notes))
    assert [(document.slice(p.span), p.role) for p in document.paragraphs] == [
        ("得100分。", "body"),
        ("按四舍五入。", "note"),
    ]


def test_content_controls_symbols_and_check_boxes():
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + para("控件") + "</w:sdtContent></w:sdt>"
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t>90%</w:t></w:r></w:p>'
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t>是</w:t></w:r>'
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked w:val='0'/></w:checkBox></w:ffData>"
        "</w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>否</w:t></w:r></w:p>"
    )
    assert texts(read(package(body))) == ["控件", "≥90%", "☑是□否"]


def test_formulas_are_written_on_one_line():
    fraction = (
        "<m:f><m:num><m:r><m:t>实际</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>计划</m:t></m:r><m:r><m:t>-调减</m:t></m:r></m:den></m:f>"
    )
    body = f"<w:p><w:r><w:t>得分=</w:t></w:r><m:oMath>{fraction}<m:r><m:t>×5</m:t></m:r></m:oMath></w:p>"
    assert texts(read(package(body))) == ["得分=实际/(计划-调减)×5"]


def test_hidden_text_is_furniture():
    body = "<w:p><w:r><w:t>可见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    document = read(package(body))
    assert document.text == "可见"
    assert [(mark.kind, mark.text) for mark in document.furniture] == [("hidden", "隐藏")]


_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, level: int, num: int = 1) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_numbers_that_exist_only_as_list_formatting():
    body = (
        item("部门基本情况", 0)
        + item("部门职能", 1)
        + item("职责", 2)
        + item("机构", 2)
        + item("年度任务", 1)
        + item("又一条", 2)
        + item("要点", 3)
        + item("自评情况", 0)
        + item("自评结论", 1)
        + item("重新编号", 2, num=2)
        + para("正文")
    )
    numbers = [paragraph.list_number for paragraph in read(package(body, numbering=_NUMBERING)).paragraphs]
    assert numbers == ["一、", "（一）", "1.", "2.", "（二）", "1.", "", "二、", "（一）", "1.", ""]


def test_numbers_and_levels_that_come_with_the_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:outlineLvl w:val="0"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1x"><w:basedOn w:val="H1"/></w:style>'
    )
    body = para("甲", '<w:pStyle w:val="H1"/>') + para("乙", '<w:pStyle w:val="H1x"/>')
    body += para("丙", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read(package(body, numbering=_NUMBERING, styles=styles))
    assert [(p.list_number, p.outline_level) for p in document.paragraphs] == [("一、", 1), ("二、", 1), ("", 1)]


def test_in_a_cell_the_list_number_is_part_of_the_text():
    cell = item("公开的，得满分；", 2) + item("未公开的，不得分。", 2)
    body = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{item('', 2, num=2)}</w:tc></w:tr></w:tbl>"
    (table,) = read(package(body, numbering=_NUMBERING)).tables
    assert [cell.text for cell in table.cells] == ["1.公开的，得满分；2.未公开的，不得分。", "1."]


def test_two_numbers_in_one_cell_do_not_run_together():
    body = f"<w:tbl><w:tr><w:tc>{para('15')}{para('20')}</w:tc><w:tc>{para('一级')}{para('指标')}</w:tc></w:tr></w:tbl>"
    (table,) = read(package(body)).tables
    assert [cell.text for cell in table.cells] == ["15 20", "一级指标"]


def test_nested_tables_hang_on_their_cell():
    inner = f"<w:tbl><w:tr><w:tc>{para('内一')}</w:tc><w:tc>{para('内二')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{para('外一')}</w:tc><w:tc>{para('外二')}{inner}<w:p/></w:tc></w:tr></w:tbl>"
    outer, nested = read(package(body)).tables
    assert nested.parent == (0, 1)
    assert outer.cells[1].tables == (1,)
    assert [cell.text for cell in nested.cells] == ["内一", "内二"]


def test_pages_where_the_file_records_rendered_breaks():
    broken = "<w:p><w:r><w:t>前半</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>后半</w:t></w:r></w:p>"
    document = read(package(para("第一页") + broken + para("第二页")))
    assert document.text == "第一页\n前半后半\n第二页"
    assert [document.page_at(document.text.index(part)) for part in ("第一页", "前半", "后半", "第二页")] == [
        1,
        1,
        2,
        2,
    ]
    assert read(package(para("无记录"))).page_at(0) is None


def test_a_row_over_a_page_break_turns_the_page_once():
    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t><w:lastRenderedPageBreak/><w:t>续</w:t></w:r></w:p></w:tc>"

    row = f"<w:tr>{cell('甲')}{cell('乙')}</w:tr>"
    plain = f"<w:tr><w:tc>{para('丙')}</w:tc><w:tc>{para('丁')}</w:tc></w:tr>"
    document = read(package(f"<w:tbl>{row}{plain}</w:tbl>{para('后')}"))
    (table,) = document.tables
    assert (table.first_page, table.last_page, table.page_breaks) == (1, 2, (1,))
    assert [place.page for place in table.cells[0].places] == [1, 2]
    assert document.page_at(document.text.index("后")) == 2


def test_a_frame_around_the_text_is_no_table():
    inner = f"<w:tbl><w:tr><w:tc>{para('甲')}</w:tc><w:tc>{para('乙')}</w:tc></w:tr></w:tbl>"
    document = read(package(f"<w:tbl><w:tr><w:tc>{para('框中标题')}{inner}<w:p/></w:tc></w:tr></w:tbl>"))
    assert texts(document) == ["框中标题"]
    assert len(document.tables) == 1


def test_headers_and_footers_are_furniture():
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue())
    assert found.text == "正文"
    assert [(mark.kind, mark.text) for mark in found.furniture] == [
        ("running_head", "页眉文字"),
        ("running_foot", "第 1 页"),
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (12_345, "一万二千三百四十五"),
    ],
)
def test_chinese_counting(count: int, expected: str):
    assert chinese(count) == expected


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("decimal", "3"),
        ("upperRoman", "III"),
        ("lowerLetter", "c"),
        ("decimalEnclosedCircle", "③"),
        ("decimalZero", "03"),
        ("ideographTraditional", "丙"),
        ("chineseLegalSimplified", "叁"),
        ("decimalEnclosedParen", "⑶"),
        ("none", ""),
        ("ideographEnclosedCircle", "㊂"),
        ("an unknown one", "3"),
    ],
)
def test_number_formats(format_: str, expected: str):
    assert format_number(3, format_) == expected


def test_every_peer_document_equals_what_python_docx_reads():
    """The one difference: a table that is merely a frame (one cell with tables or several paragraphs) is no table."""
    paths = sorted(shared("peers/python-docx").glob("*.docx"))
    assert paths
    for path in paths:
        document, theirs = read(path.read_bytes()), docx.Document(str(path))
        ours = [_plain(document.slice(p.span)) for p in document.paragraphs if p.role == "body"]
        ours += [_plain(cell.text) for table in document.tables for cell in table.cells]
        assert sorted(filter(None, ours)) == sorted(filter(None, _all_texts(theirs))), path.name
        tables = [[_plain(cell.text) for cell in table.cells] for table in document.tables if table.parent is None]
        owners = [_owner_texts(table) for table in theirs.tables]
        if not any(len(texts) == 1 for texts in owners):
            assert tables == owners, path.name


def _all_texts(container: docx.document.Document | docx.table._Cell) -> list[str]:
    found = [_plain(paragraph.text) for paragraph in container.paragraphs]
    for table in container.tables:
        for cell in _owners(table):
            if cell.tables or (len(_owners(table)) == 1 and len(cell.paragraphs) > 2):
                found += _all_texts(cell)
            else:
                found.append(_plain("".join(paragraph.text for paragraph in cell.paragraphs)))
    return found


def _owners(table: docx.table.Table) -> list[docx.table._Cell]:
    return list({id(cell._tc): cell for row in table.rows for cell in row.cells}.values())


def _owner_texts(table: docx.table.Table) -> list[str]:
    return [_plain("".join(paragraph.text for paragraph in cell.paragraphs)) for cell in _owners(table)]


def _plain(text: str) -> str:
    return "".join(text.split())
