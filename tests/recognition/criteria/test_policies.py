"""The criteria that the compilation of policies prints in its tables, and its model rules in prose."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from harness import shared
from recognition.criteria.compact import compact

from extractor.model.criteria import CriterionStatus
from extractor.packs import load_packs
from extractor.recognition.criteria import compile_criterion

_AWARD = re.compile(r"得分?(?!知|到|出|标)[^，。]{0,8}(?:分值|\d分|满分)|扣\d|扣分|不得分|得分等于|得到指标分值")
_DAMAGED = re.compile("分值×$|具体得分|质量指标分值")  # cut cells, and cells that the conversion garbled


@pytest.fixture(scope="module")
def text():
    return shared("policies/compilation.md").read_text(encoding="utf-8")


def _cells(text):
    tables = re.findall(r"<table.*?</table>", text, flags=re.DOTALL)
    cells = [cell for table in tables for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, flags=re.DOTALL)]
    short = {re.sub(r"\s+", "", cell) for cell in cells}
    return sorted(cell for cell in short if 6 < len(cell) < 400 and _AWARD.search(cell))


def test_intact_cells_are_compiled_and_damaged_ones_are_not(text):
    cells = _cells(text)
    assert len(cells) >= 10
    found = {cell: compile_criterion(cell, Decimal(10), load_packs()) for cell in cells}
    for cell, one in found.items():
        damaged = _DAMAGED.search(cell) is not None
        assert (one.status is CriterionStatus.COMPILED) is not damaged, cell


@pytest.mark.parametrize(
    ("begins", "rule"),
    [
        ("其他定量指标按比例赋分", "bands(实际完成率; (-∞, 60)→zero; [60, ∞)→"),
        ("2. 对重点项目，采取定性审核", "choice("),
        ("预算执行率按区间赋分", "gate(项目完成 & "),
    ],
)
def test_model_rules(text, begins, rule):
    line = next(line for line in text.splitlines() if line.startswith(begins))
    found = compile_criterion(line, Decimal(10), load_packs())
    assert found.status is CriterionStatus.COMPILED
    assert compact(found.rule).startswith(rule)
