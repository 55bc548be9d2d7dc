"""Facts for rules: what is taken for a fact, how strongly, and what must not be taken for one."""

from __future__ import annotations

import pytest

from extractor.evaluation.specimens import specimen
from extractor.packs import load_packs
from extractor.rescoring.assertions import Assertions, RowWords, Strength
from extractor.rescoring.rows import rescore_rows

PACKS = load_packs()


def _asserted(condition, basis, name="预算信息公开", others=()):
    words = RowWords(name=name, explanation="", criterion=condition, basis=basis, others=others)
    return Assertions(words, PACKS)


@pytest.mark.parametrize(
    ("condition", "basis", "answer", "strength"),
    [
        ("按期公开预算信息", "我局按时公开了预算信息。", True, Strength.SPECIFIC),
        ("按期公开预算信息", "我局公开了预算信息。", True, Strength.GENERAL),
        ("按期公开预算信息", "未按期公开预算信息。", False, Strength.SPECIFIC),
        ("按期公开预算信息", "资产管理良好。", None, None),
        ("按期公开预算信息", "", None, None),
        ("建立资产管理制度", "制定了《资产管理制度》。", True, Strength.DOCUMENTED),
        ("建立资产管理制度并有效执行", "制定了《资产管理制度》。", True, Strength.SPECIFIC),
        ("资料完整、准确", "资料准确。", None, None),
        ("每年开展资产盘点", "年末开展了资产盘点。", True, Strength.SPECIFIC),
    ],
)
def test_conditions(condition, basis, answer, strength):
    found = _asserted(condition, basis).of_condition(condition)
    if answer is None:
        assert found is None or found.strength is Strength.GENERAL
    else:
        assert (found.answer, found.strength) == (answer, strength)


@pytest.mark.parametrize(
    ("occurrence", "basis", "strength"),
    [
        ("发现1例投诉成立", "全年不存在成立的投诉。", Strength.SPECIFIC),
        ("存在未按时上缴的，每1笔", "资产收益均按时上缴。", Strength.SPECIFIC),
        ("发现一项不符合配置标准", "按照规定标准配置办公设备。", Strength.SPECIFIC),
        ("审计发现问题的，每发现1次", "资产管理符合规定。", Strength.GENERAL),
        ("发现1例投诉成立", "全年发生成立的投诉2起。", None),
        ("发现1例投诉成立", "", None),
    ],
)
def test_occurrences(occurrence, basis, strength):
    found = _asserted(occurrence, basis, name="资产管理").of_occurrence(occurrence)
    assert (found.strength if found else None) == strength
    assert found is None or found.answer is True


def test_a_general_word_makes_only_rates_of_duties_whole():
    praised = _asserted("", "按要求签订采购合同。", name="采购合同签订")
    assert praised.of_rate("合同签订及时率").strength is Strength.GENERAL
    assert praised.of_rate("成本控制率") is None


def _possible(criterion, basis, name, rest=""):
    text = f"row 3 {name} | points 10 | score 10.0 | criterion {criterion} | basis {basis}\n{rest}"
    return str(rescore_rows(specimen(text, PACKS), PACKS)[0].rescore.possible)


RATE = "得分=合格率×分值，最高不超过分值"


@pytest.mark.parametrize(
    ("basis", "wanted"),
    [
        ("合格率为92%。", "[9.15, 9.25)"),
        ("合格率=46/50×100%=92%", "{9.2}"),
        ("46/50=92%", "{9.2}"),
        ("合格率=46/50=90%", "{9.2}"),
        ("92%×10=9.2", "[0, 10]"),
        ("2022年为85%，2023年为92%。", "[0, 10]"),
        ("资金支出进度为92%。", "[0, 10]"),
        ("合格率达到92%以上。", "[9.2, 10]"),
        ("合格率约92%。", "[0, 10]"),
    ],
)
def test_rates_in_a_cell(basis, wanted):
    assert _possible(RATE, basis, "产品质量") == wanted


def test_a_rate_of_something_else_is_no_fact():
    funds = "budget 年度资金总额 | adjusted 100.00万元 | spent 80.00万元 | rate 80.00% | scope total"
    assert _possible("得分=执行率×分值，不超过分值", "", "预算执行率", funds) == "(7.9991, 8.0009)"
    assert _possible("得分=执行率×分值，不超过分值", "", "政府采购执行", funds) == "[0, 10]"
    told = "metric rate 合格率: 80%"
    assert _possible(RATE, "", "产品质量", told) == "[0, 10]"
    assert (
        _possible(RATE.replace("合格率", "工程质量合格率"), "", "产品质量", "metric rate 工程质量合格率: 80%")
        != "[0, 10]"
    )


def test_money_of_another_object_is_no_fact():
    criterion = "“三公”经费实际支出数≤预算安排的“三公”经费数，得满分，否则不得分"
    over = "全年预算500.0万元，实际支出520.0万元。"
    assert _possible(criterion, over, "“三公”经费控制") == "{0, 10}"
    assert _possible(criterion, "“三公”经费" + over, "“三公”经费控制") == "{0}"


def test_settled_problems_are_not_counted():
    criterion = "每发现1个未整改问题扣1分，扣完为止"
    found = _possible(criterion, "检查发现问题3个，已全部整改。", "资产管理")
    assert "10" in found


def test_steps_below_the_rows_own_target():
    criterion = "覆盖率每低于目标值1个百分点扣0.5分，不足1个百分点不扣分，扣完为止"
    text = f"row 3 覆盖率 | points 10 | score 9.0 | criterion {criterion} | target 95% | actual 92.6%"
    found = rescore_rows(specimen(text, PACKS), PACKS)[0]
    assert str(found.rescore.possible) == "{6.5, 9}"  # 92.6 % itself, or 97.5 % of the target
