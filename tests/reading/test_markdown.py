"""Markdown: headings, pipe tables, HTML tables between paragraphs, marks of formatting taken away."""

from __future__ import annotations

import pytest
from harness import shared
from office_samples import html_bytes, random_table, read_cells, truth_of

from extractor.model.document import Document
from extractor.reading.guards import Allowance
from extractor.reading.markdown import cells_of, plain, read_markdown


def read(text: str) -> Document:
    return read_markdown(text.encode(), "sample.md", Allowance(where="sample.md"))


def texts(document: Document) -> list[str]:
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


def test_headings_keep_their_level_and_lose_their_marks():
    document = read("# 某局绩效自评报告\n\n## 一、概况 ##\n正文一段。\n\n标题二\n---\n\n###没有空格不是标题\n")
    assert [(document.slice(p.span), p.outline_level) for p in document.paragraphs] == [
        ("某局绩效自评报告", 1), ("一、概况", 2), ("正文一段。", None), ("标题二", 2), ("###没有空格不是标题", None),
    ]  # fmt: skip


def test_pipe_tables():
    document = read("说明如下：\n| 一级指标 | 分值 |\n|:---|---:|\n| **产出** | 50 |\n| 甲\\|乙<br>丙 | |\n\n后文。\n")
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == ["一级指标", "分值", "产出", "50", "甲|乙丙", ""]
    assert not table.merges_known
    assert texts(document) == ["说明如下：", "后文。"]


@pytest.mark.parametrize("seed", range(10))
def test_html_tables_keep_their_spans(seed: int):
    table = random_table(seed)
    markup = html_bytes([], [table]).decode()
    markup = markup[markup.index("<table") : markup.index("</table>") + 8]
    document = read(f"# 标题\n\n前文。\n\n{markup}\n\n后文。\n")
    assert read_cells(document.tables[0]) == truth_of(table)
    assert texts(document) == ["标题", "前文。", "后文。"]


def test_a_table_over_many_lines_with_one_inside():
    document = read("<table>\n<tr><td>甲</td>\n<td>外文字比里面的长得多长得多<table border=1>"
        "<tr><td>1</td><td>2</td></tr></table></td></tr>\n"
                    "<tr><td>乙</td><td>丙</td></tr>\n</table>\n后文。\n")  # fmt: skip
    assert [table.parent for table in document.tables] == [None, (0, 1)]
    assert texts(document) == ["后文。"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [("**加粗**与*斜体*", "加粗与斜体"), ("[链接](http://x)后", "链接后"), ("![图](x.png)文", "文"), ("`代码`", "代码"),
     ("≥\\*90%", "≥*90%"), ("3*5*2=30", "3*5*2=30"), ("90%<x<100%", "90%<x<100%"), ("&lt;80&amp;", "<80&"),
     ("（≥**人）", "（≥**人）"), ("<b>重</b>点", "重点"), ("***全部***", "全部"), ("a_b_c", "a_b_c")],
)  # fmt: skip
def test_marks_of_formatting(marked: str, expected: str):
    assert plain(marked) == expected


def test_lists_quotes_rules_fences_and_settings():
    document = read(
        "---\ntitle: 样本\n---\n\n- 要点一\n- 要点二\n\n1. 第一条\n2. 第二条\n\n> 引文\n\n***\n\n```\n代码行\n```\n"
    )
    assert texts(document) == ["要点一", "要点二", "1. 第一条", "2. 第二条", "引文", "代码行"]


def test_wrapped_lines_are_joined():
    line = "各项任务均已完成并按规定公开了绩效目标与自评资料接受社会监督同时加强了内部管理"
    document = read("# 标题\n\n" + "\n".join([line] * 6) + "\n到此为止。\n")
    assert len(texts(document)) == 2


def test_the_compilation_of_rules_is_read_with_all_its_tables():
    """All but four, which are text in a frame: one column, one long paragraph a cell."""
    text = shared("policies/compilation.md").read_text(encoding="utf-8")
    document = read(text)
    assert len(document.tables) == text.count("<table") - 4
    assert document.coverage.share == 1.0
    assert any(cell.row_span > 1 for table in document.tables for cell in table.cells)


def test_cells_of_a_row():
    assert cells_of("| a | b\\| c |") == ["a", "b| c"]
    assert cells_of("a|b") == ["a", "b"]
    assert cells_of("||") == [""]
