"""Counters before words that begin like another word: 15 家乡镇卫生院 are 15 家, 5 项目标 are 5 项."""

from __future__ import annotations

import pytest

from extractor.model.views import view
from extractor.packs import load_packs
from extractor.recognition.numbers import find_quantities


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("依靠16家乡镇卫生院、4家政府办机构", ["家", "家"]),
        ("扶持3家电商企业、2家具备资质的公司", ["家", "家"]),
        ("完成5项目标任务", ["项"]),
        ("建设3个体育公园、2个体系", ["个", "个"]),
        ("安排4人工作专班、6人事业编制", ["人", "人"]),
        ("培训20名师生、5名校长、3名优秀学员", ["名", "名", "名"]),
        ("帮扶23户均已脱贫", ["户"]),
        ("全年人均收入2.1万元", ["元"]),
        ("个体工商户2家", ["家"]),
    ],
)
def test_counters(text: str, units: list[str]) -> None:
    assert [quantity.unit.symbol for quantity in find_quantities(view(text), load_packs())] == units
