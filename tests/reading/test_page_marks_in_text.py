"""Page numbers that copying leaves as bare numbers between the lines of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.reading import read_file

PIECES = (
    "一、收支情况",
    "本年支出合计七百万元，比",
    "上年增加九万元，增长百分",
    "之一。另外完成检查工作共",
    "若干次，较上年同一时期也",
    "有所增加。",
)


def paragraphs(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "copied.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read_file(path)
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


def test_a_bare_page_number_inside_a_sentence_is_no_number_of_the_text(tmp_path: Path) -> None:
    text = "\n".join([*PIECES[:2], "", "1", "", *PIECES[2:4], "", "2", "", *PIECES[4:]])
    assert paragraphs(text, tmp_path) == [PIECES[0], "".join(PIECES[1:])]


@pytest.mark.parametrize("lone", ["7", "2023", "12"])
def test_a_number_that_is_no_next_page_stays_in_the_text(lone: str, tmp_path: Path) -> None:
    text = "\n".join([*PIECES[:2], "", lone, "", *PIECES[2:]])
    assert lone in "".join(paragraphs(text, tmp_path))


def test_numbers_in_a_text_with_blank_lines_everywhere_stay(tmp_path: Path) -> None:
    text = "\n\n".join(["项目数量", "1", "完成数量", "2", "得分", "3", "说明"])
    assert {"1", "2", "3"} <= set("".join(paragraphs(text, tmp_path)))
