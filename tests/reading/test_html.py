"""HTML: cells with known truth, encodings, layout tables, portal pages with menus around the text."""

from __future__ import annotations

import pytest
from harness import shared
from office_samples import flat_table, html_bytes, random_table, read_cells, truth_of

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model.document import Document
from extractor.reading.guards import Allowance, Limits
from extractor.reading.html import read_html, read_mhtml


def read(page: str | bytes, limits: Limits | None = None) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return read_html(data, "page.html", Allowance(limits=limits or Limits(), where="page.html"))


def texts(document: Document) -> list[str]:
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


@pytest.mark.parametrize("seed", range(40))
def test_merged_cells_come_out_exactly_and_once(seed: int):
    table = random_table(seed)
    (found,) = read(html_bytes(["标题"], [table])).tables
    assert (found.row_count, found.column_count) == (table.rows, table.columns)
    assert read_cells(found) == truth_of(table)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16"])
def test_the_paragraphs_of_the_seed_survive_every_encoding(encoding: str):
    gold = shared("gold/panyu-2023.paragraphs.txt").read_text(encoding="utf-8").rstrip("\n")
    assert read(html_bytes(gold.split("\n"), [], encoding)).text == gold


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_bytes_decide_where_the_page_declares_the_wrong_encoding(encoding: str):
    page = "<html><head><meta charset=iso-8859-1></head><body><p>预算执行率为百分之九十九。</p></body></html>"
    assert texts(read(page.encode(encoding))) == ["预算执行率为百分之九十九。"]


def test_the_table_of_the_seed_gives_the_same_cells():
    lines = shared("seeds/liwan-2023.tsv").read_text(encoding="utf-8").strip("\n").split("\n")
    rows = [line.split("\t") for line in lines if line.strip()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    (table,) = read(html_bytes([], [flat_table(rows)])).tables
    kept = [rows[0], *(row for row in rows[1:] if row != rows[0])]
    expected = [(r, c, text.strip()) for r, row in enumerate(kept) for c, text in enumerate(row)]
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == expected


def test_spans_by_the_rules_of_the_standard():
    (table,) = read(
        "<table border=1><tbody><tr><td rowspan=9>一</td><td>甲</td></tr><tr><td>乙</td></tr></tbody>"
        "<tbody><tr><td rowspan=0>二</td><td>丙</td></tr><tr><td>丁</td></tr><tr><td>戊</td></tr></tbody>"
        "<tfoot><tr><td colspan=5000>合计</td></tr></tfoot></table>"
    ).tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["一"] == (0, 0, 2, 1)
    assert spans["二"] == (2, 0, 3, 1)
    assert spans["戊"] == (4, 1, 1, 1)
    assert spans["合计"] == (5, 0, 1, 1000)


def test_hidden_rows_of_an_export_are_not_rows():
    page = (
        "<table border=1><tr><td colspan=2>表头</td></tr><tr><td>甲</td><td>1</td></tr>"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr>"
        "<![endif]></table>"
    )
    assert read(page).tables[0].row_count == 2


def test_tables_for_layout_are_looked_through():
    inner = "<table border=1><tr><td>一级</td><td>分值</td></tr><tr><td>产出</td><td>50</td></tr></table>"
    page = (
        f"<table width=100%><tr><td width=20%>左</td><td><p>第一段。</p>{inner}<p>第二段。</p></td></tr></table>"
        "<table><tr><td>框中的一段话。</td></tr></table>"
    )
    document = read(page)
    assert len(document.tables) == 1
    assert [cell.text for cell in document.tables[0].cells] == ["一级", "分值", "产出", "50"]
    assert "第一段。" in texts(document)
    assert "框中的一段话。" in texts(document)


def test_a_table_inside_a_cell_of_data():
    page = (
        "<table border=1><tr><th>项目</th><th>很长的一段说明文字，比里面的表还要长得多</th></tr>"
        "<tr><td>甲</td><td>外<table border=1><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    )
    outer, nested = read(page).tables
    assert nested.parent == (0, 3)
    assert [cell.text for cell in nested.cells] == ["1", "2"]
    assert outer.cells[3].text == "外"


_PARAGRAPH = "本单位按照要求开展了绩效自评工作，完成了年度目标任务，资金使用合规。"
_BODY = "".join(f"<p>第{number}段，{_PARAGRAPH}</p>" for number in range(1, 9))
_MENU = "".join(
    f"<li><a href='/{name}'>{name}</a></li>"
    for name in ("首页", "政务公开", "办事服务", "互动交流", "走进我们", "专题专栏")
)


_TABLE = "<table border=1><tr><th>指标</th><th>得分</th></tr><tr><td>产出</td><td>49.9</td></tr></table>"


def test_menus_around_the_text_are_furniture():
    page = (
        "<html><head><title>某局2023年度绩效自评报告-某区人民政府</title></head><body>"
        f"<div class='top'><ul>{_MENU}</ul></div>"
        "<div class='crumbs'>当前位置：<a href='/'>首页</a> &gt; <a href='/a'>政务公开</a></div>"
        "<div class='article'><h1>某局2023年度绩效自评报告</h1><div class='info'>发布日期：2024-08-01</div>"
        f"<div id='zoom'>{_BODY}{_TABLE}"
        "<p><a href='a.xls'>附件：自评表.xls</a></p></div></div>"
        f"<div class='related'><ul>{_MENU}</ul></div>"
        "<div class='footer'>主办：某区人民政府 版权所有</div></body></html>"
    )
    document = read(page)
    shown = texts(document)
    assert "某局2023年度绩效自评报告" in shown
    assert sum(text.startswith("第") for text in shown) == 8
    assert "附件：自评表.xls" in shown
    assert not any(word in document.text for word in ("首页", "版权所有", "走进我们", "当前位置"))
    assert {mark.kind for mark in document.furniture} == {"menu"}
    assert len(document.tables) == 1


def test_a_page_without_menus_keeps_everything():
    document = read(f"<body><div><p>短标题</p></div><div>{_BODY}</div><p>某局</p><p>2024年3月</p></body>")
    assert texts(document)[0] == "短标题"
    assert texts(document)[-2:] == ["某局", "2024年3月"]
    assert document.furniture == ()


def test_line_breaks_of_an_editor_are_paragraphs_and_those_of_a_layout_are_not():
    edited = read("<div>一、部门概况<br>&nbsp;&nbsp;（一）职能<br>主要负责若干工作。</div>")
    assert texts(edited) == ["一、部门概况", "（一）职能", "主要负责若干工作。"]
    long = "各项任务均已完成并按规定公开了绩效目标与自评资料接受社会监督同时加强了内部管理"
    wrapped = "".join(f"<p>{long[:30]}</p>" for _ in range(6)) + "<p>到此结束。</p>"
    assert len(texts(read(wrapped))) == 1


def test_list_numbers_headings_and_controls():
    document = read(
        "<h2>二、自评</h2><ol start=3><li>第一条<li>第二条</ol><ul><li>要点</ul><p><input type=checkbox checked>是"
        "<input type=checkbox>否</p><p>显示<span style='display:none'>隐藏</span></p><script>x='脚本'</script>"
    )
    assert [(document.slice(p.span), p.list_number, p.outline_level) for p in document.paragraphs] == [
        ("二、自评", "", 2), ("第一条", "3.", None), ("第二条", "4.", None), ("要点", "", None), ("☑是□否", "", None),
        ("显示", "", None),
    ]  # fmt: skip
    assert [mark.text for mark in document.furniture] == ["隐藏"]


def test_a_web_archive():
    body = html_bytes(["归档的一段。"], [], "gb18030")
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + body
        + b"\r\n--x--\r\n"
    )
    assert texts(read_mhtml(data, "page.mht", Allowance())) == [
        "归档的一段。",
    ]
    with pytest.raises(UnreadableFile, match="no page"):
        read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "page.mht", Allowance())


@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000 + "x", "<ul><li>" * 50_000, "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x",
     "<table border=1>" + "<tr><td rowspan=60000 colspan=1000>x</td><td>y</td></tr>" * 3 + "</table>"],
)  # fmt: skip
def test_bombs_end_at_their_limit(page: str):
    with pytest.raises(LimitExceeded):
        read(page)


def test_deep_but_lawful_nesting_is_read():
    assert texts(read("<div>" * 1000 + "深处" + "</div>" * 1000)) == ["深处"]
    assert "x" in read("<table border=1><tr><td>x</td><td>" * 200).text
