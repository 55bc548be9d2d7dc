"""Prose of no sense: reading ends soon, grows with the length only, and claims nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recognition.prose.narratives import report_of

from extractor.packs import load_packs

_GROUPS = (
    "recognition/statements",
    "recognition/names",
    "recognition/relations",
    "recognition/enumerations",
    "recognition/explanations",
    "vocabulary/concepts",
)
_PIECES = ("预算", "财政资金", "率", "占", "（", "其中", "由", "3个", "1分、")
_REPEATED = ("其中1个、", "得分1分，其中", "本指标得分1分。", "增长1%，", "下设3个科室，分别为")
_LENGTH = 50_000
# Generous beside the 25 ms that a quiet machine needs: tests share their cores.
_SECONDS = 0.5


@pytest.mark.parametrize("piece", _PIECES)
def test_no_pattern_runs_away(piece: str) -> None:
    text = (piece * _LENGTH)[:_LENGTH]
    patterns = [pattern for group in _GROUPS for pattern in load_packs().patterns.group(group)]
    assert len(patterns) > 30
    for pattern in patterns:
        started = time.process_time()
        for _ in pattern.finditer(text):
            pass
        assert time.process_time() - started < _SECONDS, pattern.name


@pytest.mark.parametrize("piece", _REPEATED)
def test_reading_grows_with_the_length_only(piece: str) -> None:
    short, long = (_seconds(piece * count) for count in (150, 600))
    assert long < 12 * max(short, 0.02)


def _seconds(text: str) -> float:
    started = time.process_time()
    report_of(text)
    return time.process_time() - started


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="其中分别为共合计占率得分增长减少预算执行支出，。；：、（）“”年度部门整体自评", max_size=120))
def test_words_without_numbers_claim_nothing(text: str) -> None:
    report = report_of("前言。" + text)
    assert not report.relations
    assert not [statement for statement in report.statements if statement.score is not None]
