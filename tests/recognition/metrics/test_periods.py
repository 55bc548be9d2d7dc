"""Periods: which year a number speaks of, where the sentence names several, or a heading or bracket names one."""

from __future__ import annotations

import pytest
from recognition.prosework import metrics


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2021年、2022年分别立项建设农田520万亩、540万亩。", ["2021", "2022"]),
        ("2020年、2021年和2022年分别完成投资3亿元、4亿元和5亿元。", ["2020", "2021", "2022"]),
        ("2021年、2022年共建设农田1060万亩。", ["2022"]),
        ("2024年实施项目12个（含2022年结转4个），年初预算860万元。", ["2024", "2022", "2024"]),
        ("3.2022年度绩效目标。新建农田540万亩；亩均投入1950元。", ["2022", "2022"]),
        ("截至20xx年底，完成投资3亿元。", ["2023"]),
    ],
)
def test_the_year_of_each_number(text: str, periods: list[str]) -> None:
    assert [metric.period for metric in metrics(text)] == periods
