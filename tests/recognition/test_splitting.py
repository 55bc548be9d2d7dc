"""Several reports in one file: forms in a row, narratives with annexes, final accounts, collections."""

from __future__ import annotations

from itertools import pairwise

import pytest
from harness import shared
from recognition.tables.forms import document

from extractor.model.document import Document
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition.splitting import split_reports
from extractor.recognition.tables import read_tables

FORM = """
项目名称 | {name} | < | < | < | < | < | <
主管部门 | 青禾市文化局 | < | < | 实施单位 | 青禾市图书馆 | < | <
项目资金(万元) |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 50 | 50 | 48.5 | 10 | 97% | 9.7
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | {name}数量 | ≥1万册 | 1.02万册 | 50 | 50 |
效益指标 | 社会效益指标 | {name}受益人次 | ≥5万人次 | 4.5万人次 | 40 | 36 | 场馆维修
总分 | < | < | < | < | 100 | 95.7 |
"""
SHEET = """
一级指标 | 二级指标 | 三级指标 | 分值 | 自评得分 | 评分标准
履职效能 | 产出 | 完成率 | 50 | 48 | 完成得满分
管理效率 | 预算 | 执行率 | 50 | 48 | 执行率×分值
合计 | < | < | 100 | 96 |
"""
NARRATIVE = (
    "一、部门基本情况\n"
    + "本部门负责全市公共文化服务体系建设，组织实施文化惠民工程，推进图书馆、文化馆总分馆制建设，各项工作按计划推进。"
    * 4
    + "\n二、绩效自评情况\n"
    + "经自评，本部门整体支出绩效自评得分为九十六分，等级为优，主要扣分原因是个别项目支出进度偏慢，今后将加强预算执行。"
    * 4
)
DEPARTMENT = "青禾市文化局2022年度部门整体支出绩效自评报告"
PROJECT_TITLE = "项目支出绩效自评表"


def form(name: str) -> str:
    return FORM.format(name=name)


CASES = [
    ("one form", ["2022年度" + PROJECT_TITLE, form("图书采购")], ["2022年度项目支出"]),
    (
        "two forms",
        ["2022年度" + PROJECT_TITLE + "\n单位：万元", form("图书采购"), PROJECT_TITLE + "\n（2022年度）", form("送戏")],
        ["2022年度项目支出", PROJECT_TITLE],
    ),
    (
        "two forms in one grid",
        [PROJECT_TITLE, form("图书采购").rstrip() + form("送戏")],
        [PROJECT_TITLE, "项目名称\t送戏"],
    ),
    ("a narrative and its own sheet", [DEPARTMENT, NARRATIVE, "部门整体支出绩效自评表", SHEET], [DEPARTMENT]),
    (
        "a narrative, its sheet and project forms",
        [
            DEPARTMENT,
            NARRATIVE,
            "部门整体支出绩效自评表",
            SHEET,
            "附件2：" + PROJECT_TITLE,
            form("图书采购"),
            form("送戏"),
        ],
        [DEPARTMENT, "附件2：", "项目名称\t送戏"],
    ),
    (
        "a short narrative and forms of projects that it does not name",
        [DEPARTMENT, NARRATIVE[:150], PROJECT_TITLE, form("图书采购"), PROJECT_TITLE, form("送戏")],
        [DEPARTMENT, PROJECT_TITLE, PROJECT_TITLE],
    ),
    (
        "a project's narrative and its own form",
        ["图书采购项目支出绩效自评报告", NARRATIVE, "附件：" + PROJECT_TITLE, form("图书采购")],
        ["图书采购项目"],
    ),
    (
        "a chapter of final accounts",
        ["青禾市文化局2022年度部门决算", "第一部分 部门概况", NARRATIVE, "第五部分 附件", DEPARTMENT, NARRATIVE],
        ["青禾市文化局2022年度部门决算", DEPARTMENT],
    ),
    (
        "numbered pieces",
        ["篇一：甲项目绩效自评报告", NARRATIVE, "篇二：乙项目绩效自评报告", NARRATIVE],
        ["篇一", "篇二"],
    ),
    ("cover and inner title", [DEPARTMENT, "2023年3月", DEPARTMENT, NARRATIVE], [DEPARTMENT]),
    (
        "sheets of three units",
        ["甲中心整体支出绩效自评表", SHEET, "乙中心整体支出绩效自评表", SHEET, "丙中心整体支出绩效自评表", SHEET],
        ["甲中心", "乙中心", "丙中心"],
    ),
    (
        "a list of projects is no head of a form",
        [DEPARTMENT, NARRATIVE, "项目名称 | 预算数 | 执行数 | 自评得分\n甲 | 10 | 9 | 95\n乙 | 20 | 19 | 96"],
        [DEPARTMENT],
    ),
]


@pytest.mark.parametrize(("parts", "beginnings"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reports_of_a_file(parts: list[str], beginnings: list[str]) -> None:
    made = document(*parts)
    spans = split_reports(made, load_packs())
    assert [made.slice(span)[: len(wanted)] for span, wanted in zip(spans, beginnings, strict=True)] == beginnings
    assert spans[0].start == 0
    assert spans[-1].end == len(made.text)
    assert all(one.end == other.start for one, other in pairwise(spans))


def test_each_form_of_one_grid_is_read_alone() -> None:
    made = document(PROJECT_TITLE, form("图书采购").rstrip() + form("送戏"))
    readings = [read_tables(made, span, load_packs()) for span in split_reports(made, load_packs())]
    assert [[entry.name for entry in reading.indicators if entry.role == "leaf"] for reading in readings] == [
        ["图书采购数量", "图书采购受益人次"],
        ["送戏数量", "送戏受益人次"],
    ]
    assert [len(reading.budgets) for reading in readings] == [1, 1]


def test_an_empty_document_is_one_report() -> None:
    assert len(split_reports(Document(text="", format="text", reader="test"), load_packs())) == 1


@pytest.mark.parametrize(
    "path",
    [
        "putuo-commerce-2025-budget.pdf",
        "putuo-finance-2024-final-accounts.pdf",
        "putuo-planning-2024-final-accounts.pdf",
    ],
)
def test_no_tree_is_invented_in_final_accounts(path: str) -> None:
    made = read_file(shared(f"reports/{path}"))[0]
    assert len(made.tables) >= 9
    for span in split_reports(made, load_packs()):
        reading = read_tables(made, span, load_packs())
        assert reading.indicators == ()
        assert reading.budgets == ()
        assert {use.kind for use in reading.uses} <= {"other", "layout"}
