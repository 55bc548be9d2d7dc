"""Quantities as printed: value, unit and interval of single expressions, and what is no quantity."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.model.quantities import Dimension
from extractor.model.views import view
from extractor.packs import load_packs
from extractor.recognition.numbers import find_quantities, read_quantity, scan_numbers

CASES: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]
assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_one_quantity_of_a_text(case: dict[str, Any]) -> None:
    found = find_quantities(view(case["text"]), load_packs())
    assert len(found) == 1
    (quantity,) = found
    assert quantity.unit.symbol == case["unit"]
    assert quantity.value == (Decimal(case["value"]) if "value" in case else None)
    assert quantity.approximation == case.get("approximation", "exact")
    assert quantity.low == (Decimal(case["low"]) if "low" in case else None)
    assert quantity.high == (Decimal(case["high"]) if "high" in case else None)
    if "number" in case:
        assert quantity.number_text == case["number"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年4月16日",
        "二〇二三年",
        "财〔2022〕1号",
        "第十五届大会",
        "12345热线",
        "落实“1310”部署",
        "“三公”经费",
        "三年行动计划",
        "党的二十大精神",
        "一是加强管理",
        "一个问题",
        "师生比1:14.7",
        "PM2.5达标",
        "5G网络",
        "十分重要",
        "二期工程",
        "拾起石子",
        "三成员单位",
        "见http://www.example.gov.cn/2023/12.html",
        "（1）负责全区工作",
    ],
)
def test_numbers_that_measure_nothing(text: str) -> None:
    assert find_quantities(view(text), load_packs()) == ()


def test_what_measures_nothing_is_named() -> None:
    scan = scan_numbers(view("2023年，按〔2022〕1号文件，拨打12345热线"), load_packs())
    assert [other.kind for other in scan.others] == ["date", "document_number", "telephone"]


def test_spans_point_into_the_canonical_text() -> None:
    text = "预算数 62,979.58 万元，完成率 99.1%。"
    first, second = find_quantities(view(text), load_packs())
    assert text[first.span.start : first.span.end] == "62,979.58 万元"
    assert text[second.span.start : second.span.end] == "99.1%"


@pytest.mark.parametrize(
    ("text", "arguments", "value", "symbol"),
    [
        ("99.98", {"dimension": Dimension.SCORE}, "99.98", "分"),
        ("62,979.58", {"unit_hint": "万元"}, "629795800", "元"),
        ("24 615", {"unit_hint": "单位：万元"}, "246150000", "元"),
        ("100", {"unit_hint": "金额（元）"}, "100", "元"),
        ("（10分）", {}, "10", "分"),
        ("≥95百分比", {}, "95", "%"),
        (">=18620人", {}, "18620", "人"),
        ("=6个", {}, "6", "个"),
        ("9.5E-05", {}, "0.000095", ""),
        ("三", {}, "3", ""),
        ("270万", {"unit_hint": "元"}, "2700000", "元"),
    ],
)
def test_a_whole_cell(text: str, arguments: dict[str, Any], value: str, symbol: str) -> None:
    quantity = read_quantity(text, load_packs(), **arguments)
    assert quantity is not None
    assert (quantity.value, quantity.unit.symbol) == (Decimal(value), symbol)


@pytest.mark.parametrize("text", ["", "/", "—", "≥90%以上得8分", "58.758.758.7100%", "2022年11月", "已完成", "1" * 60])
def test_a_cell_that_is_no_single_quantity(text: str) -> None:
    assert read_quantity(text, load_packs()) is None


def test_the_span_of_a_cell_is_offset() -> None:
    quantity = read_quantity(" 99.98 ", load_packs(), start=100)
    assert quantity is not None
    assert (quantity.span.start, quantity.span.end) == (101, 106)


def test_money_told_in_other_units_has_its_own_precision() -> None:
    coarse = read_quantity("6.43万元", load_packs())
    fine = read_quantity("64,310元", load_packs())
    assert coarse is not None
    assert fine is not None
    assert coarse.interval.meets(fine.interval)
    assert coarse.last_place == 100
