"""Scales of grades that a report tells: score and grade are compared by them, not by those of the packs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from recognition.prose.narratives import report_of

from extractor.packs import load_packs
from extractor.rescoring import rescore

_SCALES = (
    "90（含）—100分为优、75（含）—90分为良、60（含）—75分为中、60分以下为差",
    "等级分为四档：优（90分及以上）、良（75分至89分）、中（60分至74分）、差（60分以下）",
    "得分≥90为优，90＞得分≥75为良，75＞得分≥60为中，得分＜60为差",
    "[90,100]为优，[75,90)为良，[60,75)为中，[0,60)为差",
)


@pytest.mark.parametrize("scale", _SCALES)
def test_a_told_scale_is_read(scale: str) -> None:
    steps = report_of(f"{scale}。").grade_scale
    assert [(step.grade, step.low) for step in steps] == [
        ("优", Decimal(90)),
        ("良", Decimal(75)),
        ("中", Decimal(60)),
        ("差", Decimal(0)),
    ]


@pytest.mark.parametrize("text", ["结业学员中优秀20人、良好30人、合格5人。", "90分以上为优，80分以上为良。"])
def test_what_is_no_scale(text: str) -> None:
    assert report_of(text).grade_scale == ()


@pytest.mark.parametrize(("grade", "blamed"), [("良", False), ("中", True), ("优", True)])
def test_the_grade_follows_from_the_told_scale(grade: str, blamed: bool) -> None:
    report = report_of(f"本项目综合得分77.6分。按照{_SCALES[0]}的标准，绩效等级为“{grade}”。")
    rules = [finding.rule for finding in rescore(report, load_packs()).findings]
    assert ("GRD-BAND" in rules) is blamed


def test_scales_that_disagree_are_no_scale() -> None:
    other = "90分以上为优，80分至89分为良，60分至79分为中，60分以下为差"
    assert report_of(f"{_SCALES[0]}。\n{other}。").grade_scale == ()
