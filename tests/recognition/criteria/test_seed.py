"""The compiler and the evaluator on the criteria of the Liwan table."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from harness import shared

from extractor.model.criteria import CriterionStatus
from extractor.packs import load_packs
from extractor.recognition.criteria import compile_criterion


@pytest.fixture(scope="module")
def criteria():
    found = json.loads(shared("gold/liwan-2023.json").read_text(encoding="utf-8"))["criteria"]
    assert len(found) == 19
    return found


def test_seventeen_of_nineteen_are_compiled_and_the_cut_one_is_known(criteria):
    found = {
        entry["indicator"]: compile_criterion(entry["text"], Decimal(entry["points"]), load_packs())
        for entry in criteria
    }
    compiled = [name for name, one in found.items() if one.status is CriterionStatus.COMPILED]
    assert len(compiled) >= 17
    for entry in criteria:
        assert found[entry["indicator"]].cut_off is entry["truncated"]
    assert all(one.leftover for one in found.values() if one.status is not CriterionStatus.COMPILED)


def test_every_rule_survives_a_damaged_copy(criteria):
    """Full-width punctuation typed as ASCII, blanks anywhere, doubled stops: the same rule."""
    compared = 0
    for entry in criteria:
        points = Decimal(entry["points"])
        damaged = entry["text"].replace("，", ",").replace("；", ";").replace("（", "(").replace("）", ")")
        damaged = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", damaged).replace("。", "。 ")
        intact = compile_criterion(entry["text"], points, load_packs())
        assert compile_criterion(damaged, points, load_packs()).rule == intact.rule
        compared += 1
    assert compared == 19
