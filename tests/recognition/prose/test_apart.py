"""Totals and rates that stand apart from their amounts: those of words and those that only the figures make."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from recognition.prose.narratives import ACTED_ON, report_of, shown

_CASES = tomllib.loads((Path(__file__).parent / "apart.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in _CASES])
def test_figures_apart_are_linked(case: dict[str, object]) -> None:
    relations = report_of(str(case["text"])).relations
    told = [shown(relation) for relation in relations if relation.certainty >= ACTED_ON]
    assert sorted(told) == sorted(case["relations"])
