"""Word lists and schemes: every header finds its role, every problem of a pack is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import PackProblems
from extractor.packs import load_packs
from extractor.packs.vocabulary import bare
from extractor.recognition.tables.headers import meanings

HEADERS = [
    ("一 级 指标", "level1"),
    ("三级指标（分值）", "level3"),
    ("得分(20分*执行率)", "stated_score"),
    ("得分/自评分", "stated_score"),
    ("分值（90分）", "points"),
    ("权重占比(%)", "points"),
    ("年度指标值(A)", "target"),
    ("全年实际完成值（B）", "actual"),
    ("执行率（全年执行数/全年预算数）", "rate"),
    ("全年(调整)预算数", "adjusted"),
    ("评分依据、未达标原因、改进措施", "basis"),
    ("偏差原因分析及改进措施", "deviation_reason"),
    ("财政审核评分", "reviewed_score"),
    ("指标说明及评分标准", "criterion"),
    ("预算安排情况", "adjusted"),
]


@pytest.mark.parametrize(("header", "role"), HEADERS, ids=[header for header, _ in HEADERS])
def test_header_means(header: str, role: str) -> None:
    assert role in {meaning.role for meaning in meanings(header.replace(" ", ""), load_packs())}


@pytest.mark.parametrize("text", ["12.5", "产出指标（50分）", "完成培训十二场并通过验收", "", "≥95%"])
def test_no_header(text: str) -> None:
    assert meanings(text, load_packs()) == ()


def test_labels_are_compared_without_brackets_numbers_and_signs() -> None:
    assert bare("五、自评总分（分）：") == "自评总分"
    assert bare("项目资金(万元)") == "项目资金"


def test_every_scheme_says_why_and_is_told_by_something_of_its_own() -> None:
    schemes = list(load_packs().schemes)
    assert len(schemes) >= 14
    for scheme in schemes:
        assert scheme.why
        assert scheme.basis
        assert any(mark.required for mark in scheme.marks) or len(scheme.marks) > 2
        points = [part.points for part in scheme.parts if part.points is not None]
        if points and len(points) == len(scheme.parts) and scheme.adds_up_to is not None:
            assert sum(points) == scheme.adds_up_to, scheme.code


def test_all_problems_of_a_users_scheme_are_reported(tmp_path: Path) -> None:
    folder = tmp_path / "schemes"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        '[[scheme]]\ncode = "mine"\nname = "甲"\nname_en = "a"\nkind = "village"\nbasis = "b"\nwhy = "w"\ncolour = 1\n'
        '[[scheme.mark]]\nkind = "smell"\nwords = []\n[scheme.rules]\nexecution = ["guess"]\n',
        encoding="utf-8",
    )
    with pytest.raises(PackProblems) as caught:
        load_packs(tmp_path)
    text = str(caught.value)
    for key in ("kind", "colour", "scheme[0].mark[0].kind", "words", "execution"):
        assert key in text
