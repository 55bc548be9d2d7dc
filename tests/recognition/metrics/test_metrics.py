"""Metrics: what each quantity of a sentence means."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from harness import shared
from hypothesis import given
from hypothesis import strategies as st
from recognition.prosework import metrics, reading, whole

from extractor.model.claims import Metric, MetricKind
from extractor.model.report import Section
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition.prose.naming.metrics import find_metrics
from extractor.recognition.sections import find_sections


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("县水利局机关行政编制23名，退休人员31人。", ["县水利局机关行政编制人数", "退休人员"]),
        ("仲裁结案率99.1%、调解成功率86.9%。", ["仲裁结案率", "调解成功率"]),
        ("2022年部门预算收入3852.46万元。", ["部门预算收入"]),
        ("190个社区（村）达到充分就业标准。", ["达到充分就业标准的社区（村）"]),
        ("电子处方流转覆盖64间定点药店。", ["电子处方流转覆盖定点药店"]),
        ("为约1.8万名农民工追回劳动报酬约3亿元。", ["追回劳动报酬的农民工", "追回劳动报酬"]),
        ("组织90场储备库入库资格考试。", ["储备库入库资格考试场次"]),
        ("举办招聘会11场，提供7,032个岗位，3.4万人次参与。", ["招聘会场次", "招聘会提供岗位", "招聘会参与人次"]),
        ("惠及企业2.01万家次、群众21.33万人次。", ["惠及企业", "惠及群众"]),
        (
            "参加养老、失业、工伤保险分别为9万人、8万人、7万人。",
            ["参加养老保险人数", "参加失业保险人数", "参加工伤保险人数"],
        ),
        ("百分百落实服务承诺。", ["服务承诺落实率"]),
        ("采购意向100%公开。", ["采购意向公开率"]),
        ("尚有0.8个百分点的提升空间。", ["提升空间"]),
        ("涉及人才、社保、就业等六大项工作任务。", ["工作任务"]),
        ("全县23个乡镇318个行政村通了公路。", ["乡镇", "通了公路的行政村"]),
        ("惠及1.2万户2.8万人。", ["惠及户数", "惠及人数"]),
        ("“三公”经费支出12.5万元。", ["“三公”经费支出"]),
        ("执照变更申请实现“零跑腿”，5个工作日办结。", ["执照变更申请办结时限"]),
    ],
)
def test_names(sentence: str, names: list[str]) -> None:
    assert [metric.name for metric in metrics(sentence)] == names


def test_growth_shares_subject_and_base() -> None:
    amount, change, rate = metrics("事业收入46.2万元，比上年决算数减少30.8万元，下降40.0%。")
    assert amount.kind is MetricKind.AMOUNT
    assert (change.kind, change.name, change.comparison) == (
        MetricKind.CHANGE,
        "事业收入增减额",
        "比上年决算数减少",
    )
    assert (rate.kind, rate.name, rate.comparison) == (MetricKind.CHANGE_RATE, "事业收入增减率", "比上年决算数下降")


def test_changes_told_together() -> None:
    *_, first, second = metrics("接待游客12万人次，实现旅游收入9亿元，同比分别增长12.3%和15.8%。")
    assert [first.name, second.name] == ["接待游客增减率", "旅游收入增减率"]


def test_a_value_raised_from_one_to_another() -> None:
    before, after, change = metrics("群众满意度由上年的92.3%提高到95.1%，提高2.8个百分点。")
    assert {before.name, after.name} == {"群众满意度"}
    assert (before.period, after.period) == ("2022", "2023")
    assert change.name == "群众满意度增减率"


def test_a_base_of_zero_has_the_unit_of_its_subject() -> None:
    *_, rate, base = metrics("基金收入450.13万元，比上年增加450.13万元，增长--%（基数为0，不可比）。")
    assert rate.quantity.value is None
    assert (base.quantity.value, base.quantity.unit.symbol, base.period) == (0, "元", "2022")


def test_bare_amounts_under_a_unit_of_money_have_it() -> None:
    (amount,) = metrics("一、收支", "（单位：万元）", "基本支出：1,203.4。")
    assert (amount.quantity.value, amount.quantity.last_place) == (12_034_000, 1_000)
    after = metrics("一、收支", "（单位：万元）", "基本支出：1,203.4。", "二、得分", "基本支出：1,203.4。")
    assert len(after) == 1


def test_parts_say_what_they_are_part_of() -> None:
    total, part = metrics("年度总收入9万元，其中：财政拨款收入8万元。")
    assert (total.scope, part.scope) == ("", "其中：年度总收入")


def test_what_is_more_than_the_rest_is_no_part() -> None:
    *_, part, other = metrics("全年收入100万元，其中财政拨款90万元，支出95万元。")
    assert (part.scope, other.scope) == ("其中：全年收入", "")


def test_a_whole_stays_the_whole_after_its_change() -> None:
    *_, part, batches = metrics("经费支出28万元，比预算减少11万元，其中接待费5万元，接待63批次。")
    assert (part.scope, batches.scope) == ("其中：经费支出", "")


def test_a_year_in_the_sentence_is_the_period() -> None:
    (metric,) = metrics("2021年完成投资5万元。")
    assert metric.period == "2021"
    (metric,) = metrics("按《办法（2019年）》完成投资5万元。")
    assert metric.period == "2023"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [("签约额全场第一。", 1), ("体量位居全市第二。", 2), ("结案率99%，排名全省第三。", 3)],
)
def test_ranks(sentence: str, value: int) -> None:
    rank = metrics(sentence)[-1]
    assert (rank.kind, rank.quantity.value, rank.quantity.unit.symbol) == (MetricKind.RANK, value, "位")


def test_the_first_three_places_are_a_rank_of_three_at_most() -> None:
    (rank,) = metrics("综合考核进入全省前三名。")
    assert (rank.kind, rank.name, rank.rank) == (MetricKind.RANK, "综合考核排名", "进入全省前三名")
    assert (rank.quantity.interval.low, rank.quantity.interval.high) == (1, 3)


def test_ranks_of_one_clause_have_subjects_of_their_own() -> None:
    *_, size, growth = metrics("服务业营业收入312亿元，总量全市第三、增速全市第一。")
    assert [size.name, growth.name] == ["服务业营业收入总量排名", "服务业营业收入增速排名"]


@pytest.mark.parametrize("sentence", ["第一批项目。", "引入第三方机构。", "第二梯队。", "“四个意识”", "首届大会"])
def test_orders_that_are_no_ranks(sentence: str) -> None:
    assert metrics(sentence) == ()


def test_every_printed_number_is_accounted_for() -> None:
    found = reading("一、概况", "1.职能。2023年共有5人，编号A12，另有77。")
    assert found.numbers_seen == found.numbers_placed + len(found.leftovers)
    assert [leftover.text for leftover in found.leftovers] == ["77"]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = reading(*text.split("\n"))
    assert found.numbers_placed <= found.numbers_seen


def _path(sections: tuple[Section, ...], metric: Metric) -> str:
    index = metric.section
    numbers: list[str] = []
    while index is not None:
        numbers.append(sections[index].number)
        index = sections[index].parent
    return "/".join(reversed(numbers))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is(metric: Metric, path: str, entry: dict[str, Any]) -> bool:
    value = metric.quantity.value
    same = value is None if entry["value"] is None else value == Decimal(entry["value"])
    return (
        same
        and path == entry["section"]
        and metric.quantity.unit.symbol == entry["unit"]
        and _squeezed(metric.quantity.number_text) == _squeezed(entry["value_text"])
    )


def test_the_metrics_of_a_real_report() -> None:
    gold = json.loads(shared("gold/panyu-2023.json").read_text("utf-8"))["metrics"]
    document = read_file(shared("seeds/panyu-2023.txt"))[0]
    packs = load_packs()
    sections = find_sections(document, whole(document), packs)
    found = find_metrics(document, whole(document), sections, 2023, packs)
    first_part = [metric for metric in found.metrics if _path(sections, metric).startswith("一")]
    required = [entry for entry in gold if not entry["optional"]]
    assert len(required) == 63
    open_entries = sorted(gold, key=lambda entry: entry["optional"])
    unmatched: list[Metric] = []
    for metric in first_part:
        match = next((entry for entry in open_entries if _is(metric, _path(sections, metric), entry)), None)
        if match is None:
            unmatched.append(metric)
        else:
            open_entries.remove(match)
    assert [entry["name"] for entry in open_entries if not entry["optional"]] == []
    assert [(metric.name, metric.quantity.text) for metric in unmatched] == []
    assert found.leftovers == ()


_HOSTILE = (
    "1",
    "一",
    "，1",
    "1人",
    "1人、",
    "约",
    "约1",
    "（1",
    "“一",
    "2023年",
    "1.",
    "1 ",
    "123,",
    "第一",
    "比1",
    "1至",
    "《2023年",
)


@pytest.mark.parametrize("piece", _HOSTILE)
def test_hostile_lines_are_read_and_accounted_for(piece: str) -> None:
    found = reading(piece * (5_000 // len(piece)))
    assert found.numbers_placed + len(found.leftovers) == found.numbers_seen
