"""Rows without a criterion: all lawful readings are tried, and only what fits none of them is doubted."""

from __future__ import annotations

import pytest

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Outcome
from extractor.packs import load_packs
from extractor.rescoring.rows import rescore_rows

PACKS = load_packs()

CASES = [
    # line, rule, outcome, reading
    ("points 10 | score 10 | target ≥100人 | actual 105人", "IND-FULL", "consistent", "met"),
    ("points 10 | score 9 | target ≥100人 | actual 105人", "IND-FULL", "inconsistent", ""),
    ("points 10 | score 9 | target =100人 | actual 100人", "IND-FULL", "inconsistent", ""),
    ("points 10 | score 9 | target =100人 | actual 300人", "IND-FULL", "undecidable", ""),
    ("points 10 | score 9 | target ≥100人 | actual 90人", "IND-RATIO", "consistent", "ratio"),
    ("points 10 | score 7.5 | target ≥100人 | actual 90人", "IND-RATIO", "consistent", "pass_line"),
    ("points 10 | score 8.0 | target ≥100人 | actual 90人", "IND-RATIO", "inconsistent", ""),
    ("points 10 | score 0 | target ≥100人 | actual 50人", "IND-RATIO", "consistent", "pass_line"),
    ("points 10 | score 10 | target ≥100人 | actual 90人", "IND-FULL-UNMET", "inconsistent", ""),
    ("points 10 | score 9.41 | target ≥99% | actual 93.1%", "IND-RATIO", "consistent", "ratio"),
    ("points 10 | score 9.4 | target ≥99% | actual 93.1% | attainment 94%", "IND-RATIO", "consistent", "ratio"),
    ("points 10 | score 10 | target ≤50万元 | actual 48万元", "IND-FULL", "consistent", "met"),
    ("points 10 | score 8.33 | target ≤50万元 | actual 60万元", "IND-INVERSE", "consistent", "ratio"),
    ("points 10 | score 8.0 | target ≤50万元 | actual 60万元", "IND-INVERSE", "consistent", "linear"),
    ("points 10 | score 12 | target ≤50万元 | actual 60万元", "IND-INVERSE", "inconsistent", ""),
    ("points 10 | score 10 | target ≤50万元 | actual 60万元", "IND-FULL-UNMET", "inconsistent", ""),
    ("points 10 | score 10 | target =0起 | actual 0起", "IND-ZERO", "consistent", "met"),
    ("points 10 | score 10 | target =0起 | actual 2起", "IND-ZERO", "inconsistent", ""),
    ("points 10 | score 0 | target ≤0起 | actual 2起", "IND-ZERO", "consistent", "ratio"),
    ("points 10 | score 8.5 | actual 达成年度指标", "IND-QUAL-BAND", "consistent", "80_60"),
    ("points 10 | score 7 | actual 达成年度指标", "IND-QUAL-BAND", "inconsistent", ""),
    ("points 10 | score 5.5 | actual 部分达成年度指标", "IND-QUAL-BAND", "consistent", "80_50"),
    ("points 10 | score 9 | actual 未完成", "IND-QUAL-BAND", "inconsistent", ""),
]
SILENT = [
    # line, reason
    ("points 10 | score 9 | target ≥100人 | actual ≥100人", "actual_repeats_target"),
    ("points 10 | score 9 | target ≥100人 | actual 约100人", "actual_approximate"),
    ("points 10 | score 9 | target ≥100人 | actual 90公里", "units_differ"),
    ("points 10 | score 9 | target ≥0人 | actual 90人", "target_zero"),
    ("points 10 | score 9 | actual 持续推进", "target_not_numeric"),
    ("score 9 | target ≥100人 | actual 90人", "no_points"),
]


def _row(line, name="培训人次"):
    (found,) = rescore_rows(specimen(f"row 3 {name} | {line}", PACKS), PACKS)
    return found


@pytest.mark.parametrize(("line", "rule", "outcome", "reading"), CASES)
def test_row(line, rule, outcome, reading):
    found = _row(line)
    (verdict,) = found.verdicts
    assert (verdict.rule, verdict.outcome.value, verdict.reading) == (rule, outcome, reading)
    assert found.rescore.outcome is verdict.outcome
    assert verdict.evidence


@pytest.mark.parametrize(("line", "reason"), SILENT)
def test_what_cannot_be_compared_is_left_open(line, reason):
    found = _row(line)
    assert not found.verdicts
    assert (found.rescore.outcome, found.rescore.reason) == (Outcome.UNDECIDABLE, reason)


@pytest.mark.parametrize(
    ("score", "outcome"), [("9.4", "consistent"), ("8.93", "consistent"), ("8", "consistent"), ("7", "inconsistent")]
)
def test_satisfaction_by_ratio_by_rate_or_by_bands(score, outcome):
    found = _row(f"points 10 | score {score} | target ≥95% | actual 89.3%", name="群众满意度")
    (verdict,) = found.verdicts
    assert (verdict.rule, verdict.outcome.value) == ("IND-SATISF", outcome)


def test_a_printed_reason_softens_what_was_taken_off():
    found = _row("points 10 | score 9 | target ≥100人 | actual 105人 | reason 资料归档不完整，扣1分")
    assert found.verdicts[0].warning
    assert not _row("points 10 | score 9 | target ≥100人 | actual 105人").verdicts[0].warning


def test_an_unknown_form_softens_the_ratio():
    assert _row("points 10 | score 8 | target ≥100人 | actual 90人").verdicts[0].warning


def test_full_marks_for_a_missed_target_are_a_decision():
    assert _row("points 10 | score 10 | target ≥100人 | actual 90人").verdicts[0].decision


def test_the_execution_row_has_its_possible_scores():
    text = """
    row 3 预算执行率 | points 10 | score 9.15 | role budget
    budget 年度资金总额 | adjusted 200万元 | spent 183万元 | scope total
    """
    (found,) = rescore_rows(specimen(text, PACKS), PACKS)
    assert {reading.name for reading in found.readings} == {"linear", "bands"}
    assert found.rescore.method == "linear"
    assert not found.verdicts


def test_a_row_without_decimals_is_as_fine_as_its_column():
    text = """
    row 3 甲 | points 8 | score 7 | target ≥93人 | actual 82人
    row 3 乙 | points 10 | score 9.3 | target ≥100人 | actual 93人
    """
    first, second = rescore_rows(specimen(text, PACKS), PACKS)
    assert first.verdicts[0].outcome is Outcome.CONSISTENT
    assert second.verdicts[0].outcome is Outcome.CONSISTENT
