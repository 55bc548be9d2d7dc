"""How results are shown: order, places, both languages, and nothing of a document that could do harm."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from stored_specimen import TEXT, analysis, report, rescoring, source

from extractor.cli.output.layout import cut, padded, table_lines, visible, width, wrapped
from extractor.cli.output.marks import Marks
from extractor.cli.output.page import page
from extractor.cli.output.places import places, section_path
from extractor.cli.output.plain import Style, report_lines
from extractor.cli.output.structured import report_entry
from extractor.cli.output.words import number, possible_scores, span_of, word
from extractor.cli.settings import Language
from extractor.model.report import Facts
from extractor.packs import load_packs
from extractor.pipeline import Analysis, records_of
from extractor.storage.records import ReportRecords


def records(found: Analysis | None = None) -> ReportRecords:
    (rows,) = records_of(source(), (found or analysis(),))
    return rows


def style(language: Language = Language.ZH, *, everything: bool = False) -> Style:
    return Style(language=language, rules=load_packs().rules, everything=everything)


def text(found: ReportRecords, chosen: Style) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(report_lines(found, chosen)))


# --- text ------------------------------------------------------------------------------------------------------------


def test_a_report_is_told_in_the_order_of_a_reviewers_questions() -> None:
    told = text(records(), style())
    order = [
        "自评报告",
        "自评总分 98.5",
        "复核 9.5",
        "疑点 1 项",
        "总分不等于各项之和",
        "9.5 = 9.5",
        "第 1 页",
        "98.5 改为 9.5",
    ]
    order += [
        "自评与复核对照",
        "完成率",
        "识读问题",
        "表格被截断",
        "a row is missing",
        "覆盖情况",
        "无法判定 2",
        "一条说明",
    ]
    positions = [told.index(words) for words in order]
    assert positions == sorted(positions)


def test_the_english_twin_has_no_chinese_of_our_own() -> None:
    ours = re.findall(r"[\u4e00-\u9fff]+", text(records(), style(Language.EN)))
    from_the_document = TEXT + "自评报告岚州市青禾区水务局完成得满分优差总分等级甲"
    assert [words for words in ours if words not in from_the_document] == []


def test_what_is_ours_is_never_told_as_the_reports() -> None:
    blamed, ours = text(records(), style()).split("识读问题")
    assert "READ-CUT" not in blamed
    assert "READ-CUT" in ours


def test_everything_lists_all_checks() -> None:
    assert "全部核对" not in text(records(), style())
    assert "GRD-BAND" in text(records(), style(everything=True))


def test_a_clean_report_says_how_much_was_checked() -> None:
    clean = replace(analysis(), rescoring=replace(rescoring(), findings=()))
    told = text(records(clean), style())
    assert "疑点：无" in told
    assert "可核对的数量关系 4 项" in told


HOSTILE = "\x1b[2J\x07\u202e<script>alert(1)</script>\x00"


def hostile() -> ReportRecords:
    facts = Facts(title=HOSTILE, agency=HOSTILE, project=HOSTILE)
    found = replace(analysis(), report=replace(report(), facts=facts), rescoring=rescoring(HOSTILE))
    rows = records(found)
    return replace(rows, indicators=tuple(replace(row, name=HOSTILE) for row in rows.indicators))


def test_a_terminal_is_not_steered_by_a_document() -> None:
    told = text(hostile(), style(everything=True))
    assert not set("\x1b\x07\x00\u202e") & set(told)


# --- page ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_a_page_is_well_formed_and_nothing_of_a_document_is_markup(language: Language) -> None:
    tree = html.fromstring(page([hostile(), records()], style(language)))
    assert tree.xpath("//script | //b[text()='附注'] | //*[@onerror] | //link | //img | //iframe") == []
    assert len(tree.xpath("//article")) == 4


def test_every_link_of_a_page_leads_somewhere() -> None:
    tree = html.fromstring(page([records(), records()], style()))
    links = [link[1:] for link in tree.xpath("//a/@href")]
    assert len(links) > 4
    assert set(links) <= set(tree.xpath("//@id"))


def test_compared_places_are_marked_in_their_passage() -> None:
    tree = html.fromstring(page([records()], style()))
    (passage,) = tree.xpath("//div[@class='passage']")
    assert [mark.text for mark in passage.xpath(".//mark")] == ["98.5"]
    assert "自评总得分为 98.5 分" in passage.text_content()


# --- places and marks ------------------------------------------------------------------------------------------------


def test_places_name_page_and_section() -> None:
    (place,) = places(records().findings[0].evidence, records(), Language.ZH)
    assert (place.where, place.text) == ("第 1 页，一、自评结论", "98.5")
    assert places(records().findings[0].evidence, records(), Language.EN)[0].where.startswith("page 1, ")
    assert section_path(10**9, records()) == ""


def test_findings_are_marked_beside_what_they_concern() -> None:
    found = records()
    marks = Marks.of(found)
    assert marks.of_statement(found.statements[0]) == (1,)
    assert [marks.of_indicator(indicator) for indicator in found.indicators] == [(), ()]


def test_json_opens_what_is_stored_as_json() -> None:
    entry = report_entry(records())
    assert isinstance(entry["findings"], list)
    assert entry["findings"][0]["evidence"][0]["text"] == "98.5"
    assert entry["findings"][0]["rule"] == "SUM-SCORE"
    assert entry["criteria"][0]["rule"][0] == "Gate"  # type: ignore[index]
    assert "cells" not in entry
    assert {"cells", "pages", "text"} <= report_entry(records(), everything=True).keys()


# --- words and layout ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("[]", "–"),
        ('[{"low":"1","high":"1"},{"low":"2","high":"2"}]', "1, 2"),
        ('[{"low":"0","high":"5"}]', "0 ~ 5"),
        ('[{"low":"1","high":null,"high_open":true}]', "≥ 1"),
        ("[" + ",".join(f'{{"low":"{i}","high":"{i}"}}' for i in range(9)) + "]", "0, 1, …, 8"),
    ],
)
def test_possible_scores_are_shown_one_by_one(stored: str, shown: str) -> None:
    assert possible_scores(stored) == shown


def test_numbers_and_words() -> None:
    assert [number(value) for value in (None, 0.0, -0.0, 10.0, 0.1 + 0.2, 1e-9)] == ["–", "0", "0", "10", "0.3", "0"]
    assert span_of(None, 3.0) == "≤ 3"
    assert (word("error", Language.ZH), word("error", Language.EN), word("new-code", Language.ZH)) == (
        "错误",
        "error",
        "new-code",
    )


@given(st.text(max_size=60), st.integers(4, 30))
def test_lines_keep_within_their_columns(value: str, columns: int) -> None:
    assert width(cut(value, columns)) <= columns
    assert width(padded(cut(value, columns), columns)) == columns
    assert "".join(wrapped(value, columns, " ")).replace(" ", "") == visible(value).replace(" ", "")


def test_long_chinese_text_is_broken_but_numbers_are_not() -> None:
    lines = wrapped("全年预算数为12,345.67万元，" * 6, 30, "  ")
    assert len(lines) > 3
    assert all(width(line) <= 34 for line in lines)
    assert sum(line.count("12,345.67") for line in lines) == 6


def test_tables_are_aligned() -> None:
    lines = table_lines(["名称", "分"], [["预算执行率", "9.5"], ["ab", "10"]], [20, 5], [False, True])
    assert len({width(line) for line in lines}) == 1
