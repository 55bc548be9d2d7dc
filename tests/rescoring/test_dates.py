"""Dates in cells."""

from __future__ import annotations

import pytest

from extractor.rescoring.dates import find_dates

CASES = [
    ("2023年6月30日", ["2023-06-30/2023-06-30"]),
    ("2023年6月", ["2023-06-01/2023-06-30"]),
    ("2024年2月底前", ["2024-02-01/2024-02-29"]),
    ("2023年底", ["2023-01-01/2023-12-31"]),
    ("2023.6.3", ["2023-06-03/2023-06-03"]),
    ("2021-03-12", ["2021-03-12/2021-03-12"]),
    ("2023年4月16", ["2023-04-16/2023-04-16"]),
    ("2023年2月30日", []),
    ("2023.6", []),
    ("12023年6月", []),
    ("2023年", []),
    ("文号〔2023〕6号", []),
    ("2023年3月至2023年9月", ["2023-03-01/2023-03-31", "2023-09-01/2023-09-30"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_dates(text: str, wanted: list[str]) -> None:
    assert [f"{date.first}/{date.last}" for date in find_dates(text)] == wanted
