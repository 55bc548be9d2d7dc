"""The compiler on our own texts of all families, each with the rule that a person read out of it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from recognition.criteria.compact import compact

from extractor.model.criteria import CriterionStatus, Hole
from extractor.packs import load_packs
from extractor.recognition.criteria import compile_criterion
from extractor.rescoring.evaluating import possible_scores

_CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _compiled(text: str, points: str = "5"):
    return compile_criterion(text, Decimal(points), load_packs())


def test_there_are_cases_of_all_kinds():
    assert len(_CASES) >= 150
    kinds = Counter(kind for _, _, kind, _, _, _ in _CASES)
    wanted = {
        "all_or_nothing",
        "bands",
        "proportional",
        "per_occurrence",
        "per_step",
        "weighted_parts",
        "point_items",
        "discretionary",
        "qualitative",
    }
    assert wanted <= set(kinds)


@pytest.mark.parametrize(
    ("points", "status", "kind", "remarks", "rule", "text"), _CASES, ids=[f"{case[5][:30]}" for case in _CASES]
)
def test_rule_of(points, status, kind, remarks, rule, text):
    found = _compiled(text, points)
    assert compact(found.rule) == rule
    assert (found.status.value, found.kind, " ".join(found.remarks)) == (status, kind, remarks)


def test_nine_in_ten_are_compiled_and_the_rest_says_what_it_did_not_read():
    found = [_compiled(text, points) for points, *_, text in _CASES]
    compiled = [one for one in found if one.status is CriterionStatus.COMPILED]
    assert len(compiled) >= 0.87 * len(found)
    assert all(one.leftover for one in found if one.status is not CriterionStatus.COMPILED)
    assert not any(one.leftover for one in compiled)


# Texts of which even the worst case earns something.
_NEVER_NOTHING = ("酌情扣1-2分", "基础分6分", "300人次以下得1分")


def test_full_marks_and_nothing_can_be_reached():
    """A rule that cannot give all points, or cannot give none, has lost a branch of its text."""
    checked = 0
    for points, status, *_, text in _CASES:
        if status != "compiled":
            continue
        reachable = possible_scores(_compiled(text, points).rule, Decimal(points))
        assert reachable.contains(Decimal(points)), text
        assert reachable.contains(Decimal(0)) or any(words in text for words in _NEVER_NOTHING), text
        checked += 1
    assert checked > 250


@pytest.mark.parametrize(
    "rest",
    [
        "其余情况由领导小组研究确定。",
        "本项与上一项合并计分。",
        "最高分由评审组确定。",
        "特殊情况另行折算。",
        "与上年相比下降的视为未完成。",
    ],
)
def test_a_sentence_that_may_change_points_widens_the_rule(rest):
    found = _compiled("按期完成的得5分，否则不得分。" + rest)
    assert found.status is CriterionStatus.PARTIAL
    assert found.leftover
    assert "unread→hole" in compact(found.rule)


@pytest.mark.parametrize(
    "text",
    [
        "1. 制定规划的，得满分，否则不得分。2. 落实规划的，得满分，否则不得分。3. 区里将规划与预",
        "按期完成得5分，否则按",
        "完成率≥95%得5分，完成率在",
    ],
)
def test_a_text_that_ends_in_mid_sentence_is_cut_off(text):
    found = _compiled(text)
    assert found.cut_off
    assert found.status is not CriterionStatus.COMPILED
    assert isinstance(found.rule, Hole) or "hole" in compact(found.rule)


@pytest.mark.parametrize("text", ["按期完成的得5分，否则不得分", "每发现1例扣1分，扣完为止", "数据来源：决算报表"])
def test_a_missing_full_stop_is_no_cut(text):
    assert not _compiled(text).cut_off


def test_without_the_points_items_and_grades_are_both_possible():
    found = compile_criterion("制度健全得2分，执行有效得3分。", None, load_packs())
    assert compact(found.rule).startswith("alt(items→items(")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "。",
        "得" * 5000,
        "每" * 3999,
        "（" * 3000,
        "1." * 1500,
        "①" * 2000,
        "得分=" + "（" * 300 + "1" + "）" * 300,
        "90%≤" * 900,
        "得5分，" * 800,
        "\t\n\u3000" * 500,
    ],
)
def test_hostile_text_is_answered_in_time(text):
    found = _compiled(text)
    assert found.status in CriterionStatus
