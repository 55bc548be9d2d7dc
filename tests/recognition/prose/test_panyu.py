"""The narrative seed: its fifteen statements, and the relations that hold between its figures."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache

import pytest
from harness import shared
from recognition.prose.narratives import told_relations

from extractor.model.claims import RelationKind
from extractor.model.report import Report
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition import recognise


@lru_cache
def _report() -> Report:
    path = shared("seeds/panyu-2023.txt")
    (document,) = read_file(path)
    (report,) = recognise(document, load_packs(), path.name)
    return report


def test_statements_of_the_gold() -> None:
    gold = json.loads(shared("gold/panyu-2023.json").read_text(encoding="utf-8"))["statements"]
    wanted = [
        (one["kind"], one["name"], Decimal(one["value"]) if one["value"] else None, one["grade"] or "", one["points"])
        for one in gold
    ]
    told = [
        (
            str(one.kind),
            one.name,
            one.score.value if one.score else None,
            one.grade,
            one.points.number_text if one.points else None,
        )
        for one in _report().statements
    ]
    assert len(wanted) == 15
    assert told == wanted


def test_quotes_of_the_gold() -> None:
    gold = json.loads(shared("gold/panyu-2023.json").read_text(encoding="utf-8"))["statements"]
    for one, statement in zip(gold, _report().statements, strict=True):
        assert statement.quote in one["quote"].replace(" ", "")


_RELATIONS = """
ratio 62,979.58 / 63,522 = 99.1
sum 62,473.65 + 450.13 + 55.8 + 0 = 62,979.58
sum 5,693.13 + 57,286.46 = 62,979.58
growth 62,473.65 + 20,802.13 = 49.9
growth 450.13 + 450.13 = --
growth 55.8 - 47.78 = 46.1
growth 0 - 1,348 = 100
growth 5,693.13 - 819.46 = 12.6
growth 57,286.46 + 20,675.95 = 56.5
sum 20 + 20 + 9.92 = 49.92
sum 49.92 + 49.996 = 99.92
ratio 10,787 / 18,729 = 57.6
ratio 4,876 / 5,003 = 97.5
sum 92.76 + 85.32 + 93.48 = 271.56
sum 11,598.2 + 877.3 = 12,475.5
ratio 12,395.71 / 12,475.5 = 99.4
sum 84 + 1 = 85
sum 6 + 1 + 1 = 8
count_list 8 = 8
count_list 9 = 9
sum 80 + 26 = 106
complement 99.2 + 0.8
sum 2 + 2 = 4
repeat 99.1 , 99.2
score_rate 99.2 * 10 = 9.92
repeat 49.996 , 49.996
"""


@pytest.mark.parametrize("wanted", _RELATIONS.strip().split("\n"))
def test_relation(wanted: str) -> None:
    assert told_relations(_report()).count(wanted) == 1


def test_equal_values_of_different_facts_are_not_linked() -> None:
    repeats = [relation for relation in _report().relations if relation.kind is RelationKind.REPEAT]
    assert repeats
    names = {operand.name for relation in repeats for operand in relation.operands}
    for relation in repeats:
        told = {operand.name for operand in relation.operands}
        assert not ("仲裁结案率" in told and len(told) > 1)
    assert not any("再就业" in name or "去向落实率" in name or name == "年度预算执行率" for name in names)


def test_block_of_the_anonymous_score() -> None:
    (block,) = [one for one in _report().statements if one.score and one.score.number_text == "9.996"]
    assert (block.name, block.level) == ("采购管理", 2)
    assert "9 + 1×99.6% = 9.996" in block.level_reason


def test_funds_told_in_prose() -> None:
    department, project = _report().budgets
    assert (department.scope, department.adjusted and department.adjusted.number_text) == ("total", "63,522")
    assert (project.scope, project.initial and project.initial.number_text) == ("other", "11,598.2")
    assert "其他就业补助支出" in project.item


def test_reasons_are_linked_to_the_scores_they_explain() -> None:
    report = _report()
    reasons = [one for one in report.explanations if one.kind == "reason"]
    explained = [report.statements[one.concerns[0]].name for one in reasons]
    assert explained == ["部门预算资金支出率", "管理效率", "采购管理"]
