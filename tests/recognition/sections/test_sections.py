"""Headings: numbering styles, run-in headings, lists that are none, and the tree."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from harness import shared
from recognition.prosework import whole, written

from extractor.model.document import Document
from extractor.model.report import Section
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition.sections import find_sections


def headings(*lines: str) -> list[tuple[int, str, str]]:
    document = written(*lines)
    found = find_sections(document, whole(document), load_packs())
    return [(section.level, section.number, section.title) for section in found]


def path(sections: tuple[Section, ...], section: Section) -> str:
    above = "" if section.parent is None else path(sections, sections[section.parent]) + "/"
    return above + section.number


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["一、概况", "（一）职能", "1.主要工作", "（1）甲方面", "二、结论"],
            [(1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）"), (1, "二、")],
        ),
        (["一、概况", "（一）职能", "1、主要工作"], [(1, "一、"), (2, "（一）"), (3, "1、")]),
        (["一、概况", "1.主要工作", "①甲"], [(1, "一、"), (2, "1."), (3, "①")]),
        (["第一部分 概况", "一、职能", "第二部分 结论"], [(1, "第一部分"), (2, "一、"), (1, "第二部分")]),
        (["1.概况", "1.1职能", "1.1.1人员", "2.结论"], [(1, "1."), (2, "1.1"), (3, "1.1.1"), (1, "2.")]),
        (["（一）职能", "（一）人员"], [(1, "（一）"), (1, "（一）")]),
        (["(一)职能", "(1).人员"], [(1, "(一)"), (2, "(1).")]),
    ],
)
def test_levels_of_numbering_styles(lines: list[str], expected: list[tuple[int, str]]) -> None:
    assert [(level, number) for level, number, _ in headings(*lines)] == expected


def test_a_run_in_heading_ends_with_its_sentence() -> None:
    assert headings("（1）在就业方面：全年新增就业三千余人，完成年度目标任务。") == [(1, "（1）", "在就业方面")]
    body = "本单位严格按照批复执行预算，各项支出均在范围之内，全年没有超预算的支出。"
    assert headings(f"2.预算执行的情况。{body}") == [(1, "2.", "预算执行的情况")]


@pytest.mark.parametrize(
    "line",
    [
        "（1）负责全区水利工程的建设和管理。",
        "1.5万元",
        "3.4万人次参与",
        "2023年工作总结",
        "一是加强管理；二是完善制度。",
        "（2）拟订规划；组织实施；负责监督。",
        "一、概况..........3",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert headings(line) == []


def test_sentences_of_a_list_of_duties_are_no_headings() -> None:
    item = "（1）贯彻执行法律法规。组织拟订本区水利事业的发展规划和年度计划，并且监督其实施。"
    assert headings("1.主要职能", item) == [(1, "1.", "主要职能")]


def test_a_number_alone_on_its_line_takes_the_next_line() -> None:
    assert headings("一、", "部门概况", "本单位成立多年。") == [(1, "一、", "部门概况")]


def test_list_numbers_and_outline_levels_of_the_format() -> None:
    plain = written("概况", "职能")
    first, second = plain.paragraphs
    numbered = replace(plain, paragraphs=(replace(first, list_number="一、"), replace(second, outline_level=2)))
    found = find_sections(numbered, whole(numbered), load_packs())
    assert [(section.level, section.number, section.title) for section in found] == [
        (1, "一、", "概况"),
        (2, "", "职能"),
    ]


def test_sections_reach_to_the_next_of_their_level() -> None:
    document = written("一、概况", "正文。", "（一）职能", "正文。", "二、结论")
    first, inner, second = find_sections(document, whole(document), load_packs())
    assert document.text[first.span.start : first.span.end] == "一、概况\n正文。\n（一）职能\n正文。\n"
    assert first.span.contains(inner.span)
    assert inner.parent == 0
    assert second.span.end == len(document.text)


def _seed() -> Document:
    return read_file(shared("seeds/panyu-2023.txt"))[0]


def test_the_headings_of_a_real_report() -> None:
    gold = json.loads(shared("gold/panyu-2023.json").read_text("utf-8"))["sections"]
    document = _seed()
    found = find_sections(document, whole(document), load_packs())
    assert len(gold) == 36
    assert [(path(found, section), section.level, section.title, section.run_in) for section in found] == [
        (entry["path"], entry["level"], entry["title"], entry["run_in"]) for entry in gold
    ]


def test_a_table_of_contents_is_no_outline() -> None:
    contents = ["一、概况", "（一）职能", "（二）人员", "二、结论", "三、问题"]
    text = ["一、概况", "（一）职能", "负责水利工作。", "（二）人员", "共有职工若干。", "二、结论", "好。", "三、问题"]
    assert headings(*contents, *text) == headings(*text)
