"""From failing checks to findings: one cause, one finding; severities; repairs; what is only our reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Fault, Finding, Outcome, Rescoring, Severity
from extractor.model.report import Report
from extractor.packs import load_packs
from extractor.rescoring import rescore

PACKS = load_packs(preview=True)


def report(text: str) -> Report:
    return specimen(text, PACKS)


def findings(text: str) -> list[Finding]:
    return [finding for finding in rescored(text).findings if finding.severity is not Severity.NOTE]


def rescored(text: str) -> Rescoring:
    return rescore(report(text), PACKS, lambda offset: 1 + offset // 100)


WRONG_RATE = """
budget 全年预算 | prose yes | adjusted 63,522 | spent 62,979.58 | rate 99.1%
state indicator 部门预算资金支出率 | score 9.92#s | points 10
score 预算支出执行率: 本次预算支出执行率 99.2%#r * 10分 = 9.92分#s
complement 预算支出执行率: 99.2%#r + 0.8个百分点
sum 履职效能: 20分 + 20分 + 9.92分#s = 49.92分#l
sum 总分: 49.92分#l + 49.996分 = 99.92分#t
total 99.92#t | points 100 | grade 优
"""


def test_one_wrong_rate_is_one_finding_with_all_that_follows() -> None:
    (finding,) = findings(WRONG_RATE)
    assert (finding.rule, finding.severity) == ("TXT-RATE", Severity.ERROR)
    assert len(finding.consequences) == 3
    for told in ("99.2% 改为 99.1%", "9.92 改为 9.91", "0.9个百分点", "49.92分 改为 49.91分", "总分 99.92 → 99.91"):
        assert told in finding.repair


def test_two_causes_are_two_findings() -> None:
    found = findings("sum 参保: 10人 + 20人 = 40人\nsum 就业: 5人 + 6人 = 12人")
    assert sorted(finding.computed for finding in found) == ["11", "30"]


def test_a_wrong_row_explains_its_subtotal_and_the_total() -> None:
    (finding,) = findings(
        """
        row 1 产出 | points 60
        row 3 甲 | points 30 | score 30
        row 3 乙 | points 30 | score 35
        row 1 效益 | points 40
        row 3 丙 | points 40 | score 40
        total 100 | points 100
        state category 产出 | score 60 | points 60 | row 产出
        """
    )
    assert finding.rule == "SCO-BOUND"
    assert {key.split("|")[0] for key in finding.consequences} >= {"SUM-SCORE", "SUM-SUBSCORE"}
    assert "35 改为 30" in finding.repair


def test_a_repair_that_moves_the_grade_makes_a_decision() -> None:
    (finding,) = findings(
        """
        row 3 甲 | points 60 | score 55.00
        row 3 乙 | points 40 | score 34.50
        total 90.50 | points 100 | grade 优
        """
    )
    assert (finding.rule, finding.severity) == ("SUM-SCORE", Severity.DECISION)
    assert "等级由优变为良" in finding.repair
    assert "grade 优 becomes 良" in finding.repair_en


def test_a_miss_of_less_than_one_more_unit_is_a_warning() -> None:
    (finding,) = findings("sum 总支出: 10.11万元 + 20.22万元 = 30.35万元")
    assert finding.severity is Severity.WARNING


def test_a_preview_rule_is_held_to_warnings() -> None:
    text = """
    row 3 完工时间 | points 10 | target 2023年6月底前 | actual 2023年9月15日 | score 10
    """
    (finding,) = findings(text)
    assert (finding.rule, finding.severity) == ("IND-DATE", Severity.WARNING)
    rules = PACKS.rules
    stable = {
        **rules.rules,
        "IND-DATE": replace(rules.rules["IND-DATE"], status=type(rules.rules["IND-DATE"].status)("stable")),
    }
    packs = replace(PACKS, rules=replace(rules, rules=stable))
    (finding,) = rescore(specimen(text, packs), packs).findings
    assert finding.severity is Severity.ERROR


def test_what_rests_on_a_reading_fault_is_undecided_and_says_so() -> None:
    plain = "row 1 产出 | points 20\nrow 3 甲 | points 10\nrow 3 乙 | points 12"
    assert [finding.rule for finding in findings(plain)] == ["SUM-L2-L1"]
    damaged = report(plain)
    points = damaged.indicators[1].points
    assert points is not None
    fault = replace(specimen("fault low_confidence 数字识别不清", PACKS).faults[0], span=points.span)
    found = rescore(replace(damaged, faults=(fault,)), PACKS)
    assert {finding.fault for finding in found.findings} == {Fault.READING}
    (check,) = [check for check in found.checks if check.rule == "SUM-L2-L1"]
    assert (check.outcome, check.reason) == (Outcome.UNDECIDABLE, "reading_fault:EXT-OCR")


def test_a_row_moved_over_a_border_is_our_fault_only_when_both_blocks_gain() -> None:
    moved = """
    row 1 产出 | points 50
    row 2 数量 | points 20
    row 3 甲 | points 20
    row 3 乙 | points 10
    row 2 质量 | points 30
    row 3 丙 | points 20
    """
    assert {finding.fault for finding in findings(moved)} == {Fault.READING}
    wrong = moved.replace("row 3 丙 | points 20", "row 3 丙 | points 30")
    assert Fault.REPORT in {finding.fault for finding in findings(wrong)}


def test_every_finding_points_to_its_places_and_pages() -> None:
    for finding in findings(WRONG_RATE):
        assert finding.evidence
        assert all(place.page and place.span for place in finding.evidence)
        assert finding.page


def test_keys_do_not_depend_on_place_or_order() -> None:
    one = "sum 参保: 10人 + 20人 = 40人"
    other = f"metric count 前言: 7人\n{one}"
    assert {check.key for check in rescored(one).checks} <= {check.key for check in rescored(other).checks}


@pytest.mark.parametrize(
    "text", ["", "fact year 2023", "row 3 甲", "row 1 甲\nrow 1 乙", "total 90", "row 3 甲 | score 5"]
)
def test_nearly_empty_reports_are_no_trouble(text: str) -> None:
    found = rescored(text)
    assert not [finding for finding in found.findings if finding.severity is not Severity.NOTE]
    assert found.coverage.relations == len(found.checks)


def test_a_tree_that_loops_ends() -> None:
    looped = report("row 1 甲 | points 10\nrow 2 乙 | points 10\nrow 3 丙 | points 10")
    rows = (replace(looped.indicators[0], parent=2), *looped.indicators[1:])
    assert rescore(replace(looped, indicators=rows), PACKS).coverage.relations >= 0


def test_a_total_holds_the_execution_score_of_the_funds_block() -> None:
    rows = """
    budget 年度资金总额 | adjusted 100 | spent 85 | rate 85% | points 10 | score 8.5
    row 1 产出 | points 90
    row 3 甲 | points 90 | score 90 | target ≥10个 | actual 10个
    total 98.5 | points 100 | grade 优
    """
    found = rescored(rows)
    assert found.total is not None
    assert found.total.hull is not None
    assert str(found.total.hull.high) == "98.5"
    assert found.grade == "优"
    assert not [note for note in found.coverage.notes if "90" in note.zh]


def test_rows_of_a_part_of_the_points_give_no_total() -> None:
    found = rescored(
        """
        row 1 产出 | points 60
        row 3 甲 | points 60 | score 60 | target ≥10个 | actual 10个
        total 98 | points 100 | grade 优
        """
    )
    assert found.total is None
    assert found.grade == ""


def test_a_score_from_the_rate_as_printed_is_lawful() -> None:
    text = "budget 年度资金总额 | adjusted 100 | spent {spent} | rate {rate}% | points 10 | score {score}"
    assert not findings(text.format(spent="1.05", rate="1", score="0.100"))
    assert [found.rule for found in findings(text.format(spent="1.05", rate="1", score="0.300"))] == ["BUD-SCORE"]
    assert findings(text.format(spent="85", rate="95", score="9.500"))
