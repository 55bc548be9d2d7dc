"""Rows with a printed criterion: facts from their own cells, other rows, funds; what proves and what does not."""

from __future__ import annotations

import pytest

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Outcome
from extractor.packs import load_packs
from extractor.rescoring.rows import rescore_rows

PACKS = load_packs()
GATE = "按期公开预算信息的，得满分，否则不得分"
PER_CASE = "发生1起经查实的投诉扣1分，扣完为止"
BANDS = "合同签订率=100%，得3分；90%≤合同签订率<100%，得2分；合同签订率<90%，不得分"
CONTROL = (
    "费用控制率=（实际支出数-预算安排数）/预算安排数×100%。"
    "控制率≤0，得满分；控制率>0时，每增加5%（含）扣0.5分，扣完为止"
)
NOT_OVER = "接待费实际支出数≤预算安排的接待费数，符合要求的得满分，不符合要求的不得分"

CASES = [
    # points, stated, criterion, basis, strict set, accepting set, outcome
    ("2", "2", GATE, "已按期公开本部门预算信息。", "{2}", "{2}", "consistent"),
    ("2", "2", GATE, "按规定公开了预算信息。", "{0, 2}", "{2}", "undecidable"),
    ("2", "0", GATE, "已按期公开本部门预算信息。", "{2}", "{2}", "undecidable"),
    ("2", "2", GATE, "", "{0, 2}", "{0, 2}", "undecidable"),
    ("2", "1", GATE, "", "{0, 2}", "{0, 2}", "inconsistent"),
    ("3", "3", PER_CASE, "全年未发生经查实的投诉。", "{3}", "{3}", "consistent"),
    ("3", "3", PER_CASE, "全年发生经查实的投诉2起。", "{1}", "{1}", "inconsistent"),
    ("3", "1", PER_CASE, "全年发生经查实的投诉2起。", "{1}", "{1}", "consistent"),
    ("3", "3", BANDS, "按要求签订采购合同。", "{0, 2, 3}", "{3}", "undecidable"),
    ("3", "3", BANDS, "合同签订率为95.5%。", "{2}", "{2}", "inconsistent"),
    ("3", "2", BANDS, "合同签订率为95.5%。", "{2}", "{2}", "consistent"),
    ("3", "2.5", BANDS, "", "{0, 2, 3}", "{0, 2, 3}", "inconsistent"),
    ("2", "2", CONTROL, "费用控制率=(88.4-88.4)/88.4×100%=0%", "{2}", "{2}", "consistent"),
    ("2", "2.0", CONTROL, "费用控制率=(94-88)/88×100%=6.82%", "1 ∪ [1.3181818, 1.3181818] ∪ 1.5", "", "inconsistent"),
    ("2", "1.5", CONTROL, "费用控制率=(94-88)/88×100%=6.82%", "1 ∪ [1.3181818, 1.3181818] ∪ 1.5", "", "undecidable"),
    ("2", "2", NOT_OVER, "接待费全年预算数8.2万元，实际支出7.9万元。", "{2}", "{2}", "consistent"),
    ("2", "2", NOT_OVER, "接待费全年预算数8.2万元，实际支出9.3万元。", "{0}", "{0}", "inconsistent"),
    ("2", "2", NOT_OVER, "接待费年初预算8.2万元，全年预算9.9万元，实际支出9.3万元。", "{0, 2}", "", "undecidable"),
    ("5", "5", "建立内部控制制度，得5分，否则不得分", "印发了《本局内部控制制度》。", "{5}", "{5}", "consistent"),
    ("5", "0", "建立内部控制制度，得5分，否则不得分", "印发了《本局内部控制制度》。", "{5}", "{5}", "inconsistent"),
    ("10", "10", "由专家评审组综合评定", "", "[0, 10]", "[0, 10]", "undecidable"),
    ("10", "10", "1.制度健全的，得满分，否则不得分。2.执行有", "", "[0, 10]", "[0, 10]", "undecidable"),
]


def _row(points, stated, criterion, basis, name="预算信息公开"):
    text = f"row 3 {name} | points {points} | score {stated} | criterion {criterion} | basis {basis}"
    report = specimen(text, PACKS)
    (found,) = rescore_rows(report, PACKS)
    return found


def test_there_are_cases_of_every_outcome():
    assert {case[-1] for case in CASES} == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize(("points", "stated", "criterion", "basis", "strict", "accepting", "outcome"), CASES)
def test_row(points, stated, criterion, basis, strict, accepting, outcome):
    found = _row(points, stated, criterion, basis, name="接待费控制" if criterion == NOT_OVER else "预算信息公开")
    assert str(found.rescore.possible) == strict
    if accepting:
        assert str(found.rescore.accepting) == accepting
    assert found.rescore.outcome.value == outcome
    assert (found.rescore.reason == "") is (outcome != "undecidable")
    assert all(step.zh and step.en for step in found.rescore.steps)


def test_words_alone_prove_nothing():
    """A row that tells its own fault in words is contradictory, not proved wrong."""
    found = _row("2", "0", GATE, "已按期公开本部门预算信息。")
    assert found.rescore.reason == "contradicts_assertion"


def test_what_no_facts_could_give_is_impossible():
    found = _row("3", "2.5", BANDS, "")
    reach = next(verdict for verdict in found.verdicts if verdict.rule == "IND-REACH")
    assert reach.outcome is Outcome.INCONSISTENT
    assert dict(reach.params)["nearest"] == "2、3"


def test_full_marks_where_nothing_is_due_is_a_decision():
    found = _row("2", "2", NOT_OVER, "接待费全年预算数8.2万元，实际支出9.3万元。", name="接待费控制")
    (verdict,) = [one for one in found.verdicts if one.rule == "IND-CRIT"]
    assert verdict.decision


def test_the_stated_score_is_run_backwards():
    found = _row("10", "9.92", "得分=支出率×10分", "支出率为99.1%。", name="支出率")
    (verdict,) = [one for one in found.verdicts if one.rule == "IND-CRIT"]
    assert verdict.outcome is Outcome.INCONSISTENT
    assert any("99.15" in step.zh for step in verdict.steps)


def test_another_row_may_state_the_fact():
    text = f"""
    row 3 采购意向公开 | points 1 | score 1 | criterion 采购意向100%公开的得满分，否则不得分 | basis 按要求开展工作。
    row 3 采购意向公开时限 | points 1 | score 1 | criterion {GATE} | basis 采购意向公开完整、及时。
    """
    first = rescore_rows(specimen(text, PACKS), PACKS)[0]
    assert str(first.rescore.possible) == "{1}"
    assert first.rescore.outcome is Outcome.CONSISTENT


def test_the_execution_rate_comes_from_the_funds():
    text = """
    row 3 预算执行率 | points 10 | score 9.92 | criterion 得分=预算执行率×10分
    budget 年度资金总额 | adjusted 63522万元 | spent 62979.58万元 | scope total
    """
    found = rescore_rows(specimen(text, PACKS), PACKS)[0]
    assert str(found.rescore.possible) == "(9.9145303, 9.9146879)"
    assert found.rescore.outcome is Outcome.INCONSISTENT


@pytest.mark.parametrize(
    ("criterion", "outcome", "fault"),
    [
        ("1.甲的得满分，否则不得分；2.乙的得满分，否则不得分。以上两项分别占50%、40%", "inconsistent", "100%"),
        ("①甲得1分；②乙得2分；③丙得1分", "inconsistent", "之和"),
        ("合格率≥90%得5分；60%≤合格率<80%得3分；合格率<60%不得分", "inconsistent", "空缺"),
        ("甲的得6分，否则不得分", "inconsistent", "高于"),
        ("甲的得5分，否则不得分", "consistent", ""),
        ("由专家评定", "", ""),
        ("1.甲的得2分，否则不得分；2.乙的得3分，否则不得分；3.丙", "undecidable", ""),
    ],
)
def test_the_criterion_against_itself(criterion, outcome, fault):
    found = _row("5", "5", criterion, "")
    verdicts = [verdict for verdict in found.verdicts if verdict.rule == "IND-CRIT-WEIGHT"]
    assert [verdict.outcome.value for verdict in verdicts] == ([outcome] if outcome else [])
    if fault:
        assert fault in dict(verdicts[0].params)["faults"]
        assert not any(
            verdict.outcome is Outcome.INCONSISTENT for verdict in found.verdicts if verdict.rule != "IND-CRIT-WEIGHT"
        )


def test_a_calculation_that_is_wrong_is_recomputed():
    """The printed result is not believed: (94-88)/88 is 6.8 %, whatever stands behind the equals sign."""
    found = _row("2", "2.0", CONTROL, "费用控制率=(94-88)/88×100%=0%")
    assert found.rescore.outcome is Outcome.INCONSISTENT
