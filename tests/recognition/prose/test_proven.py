"""Relations that only the figures make: they must hold to the last digit, and nothing of them is checked."""

from __future__ import annotations

import pytest
from recognition.prose.narratives import report_of, shown

from extractor.packs import load_packs
from extractor.rescoring import rescore


def proven(text: str) -> list[str]:
    return [shown(relation) for relation in report_of(text).relations if relation.proven]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "巡河先到318.42公里处，折回524.19公里的里程碑，隔着205.77公里。",
            ["sum 318.42 + 205.77 = 524.19"],
        ),
        ("账面1,842户里头，走到门上的1,507户，也就是81.81%。", ["ratio 1,507 / 1,842 = 81.81"]),
        # Short numbers agree by accident.
        ("补种树苗12株、24株，用工36个，换土36车。", []),
        ("甲村修渠318.42公里，乙村修渠205.77公里，丙村修渠524.18公里。", []),
        # Another unit, another sentence.
        ("用去318.42万元、205.77万元，铺管524.19公里。", []),
        ("用去318.42万元、205.77万元。账上见到524.19万元。", []),
        ("账面1,842户里头，走到门上的1,507户，另有83.81%。", []),
    ],
)
def test_only_what_holds_is_tied_together(text: str, relations: list[str]) -> None:
    assert proven(text) == relations


def test_what_words_state_is_not_proven_again() -> None:
    told = "全年支出524.19万元，其中一期318.42万元、二期205.77万元。"
    assert report_of(told).relations
    assert proven(told) == []


def test_what_is_proven_is_no_check() -> None:
    report = report_of("巡河先到318.42公里处，折回524.19公里的里程碑，隔着205.77公里。")
    assert any(relation.proven for relation in report.relations)
    assert not [check for check in rescore(report, load_packs()).checks if check.rule.startswith("TXT-S")]
