"""The Liwan score sheet: flattened merges, a header in the body, a label displaced by a page cut."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from harness import shared

from extractor.model.report import Indicator
from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition.tables import TableReading, read_tables


@pytest.fixture(scope="module")
def liwan() -> TableReading:
    document = read_file(shared("seeds/liwan-2023.tsv"))[0]
    return read_tables(document, Span(start=0, end=len(document.text)), load_packs())


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(shared("gold/liwan-2023.json").read_text(encoding="utf-8"))["indicators"]
    assert len(rows) == 19
    return rows


def _leaves(reading: TableReading) -> list[Indicator]:
    return [entry for entry in reading.indicators if entry.role == "leaf"]


def _parent(reading: TableReading, entry: Indicator) -> Indicator:
    assert entry.parent is not None
    return reading.indicators[entry.parent]


def test_all_rows_come_out_as_the_gold_has_them(liwan: TableReading, gold: list[dict[str, Any]]) -> None:
    leaves = _leaves(liwan)
    assert [entry.name for entry in leaves] == [row["name"] for row in gold]
    for entry, row in zip(leaves, gold, strict=True):
        level2 = _parent(liwan, entry)
        level1 = _parent(liwan, level2)
        assert (level1.name, level2.name) == (row["level1"], row["level2"])
        assert level1.points is not None
        assert level2.points is not None
        assert (level1.points.number_text, level2.points.number_text) == (row["level1_points"], row["level2_points"])
        assert entry.points is not None
        assert entry.stated_score is not None
        assert (entry.points.value, entry.stated_score.value) == (
            Decimal(row["points"]),
            Decimal(row["stated_score"]),
        )
        assert (entry.criterion.text, entry.basis.text, entry.explanation.text) == (
            row["criterion"],
            row["basis"],
            row["explanation"],
        )


def test_the_total_row_is_full_marks_and_total(liwan: TableReading) -> None:
    assert liwan.total is not None
    assert liwan.total_points is not None
    assert (liwan.total.value, liwan.total_points.value) == (Decimal("99.98"), Decimal(100))


def test_the_displaced_block_is_a_fault_of_reading(liwan: TableReading) -> None:
    displaced = [fault for fault in liwan.faults if fault.kind == "displaced_label"]
    assert len(displaced) == 1
    assert displaced[0].span is not None
    incomplete = {entry.name for entry in liwan.indicators if not entry.block_complete}
    assert incomplete == {"管理效率", "绩效管理", "绩效信息公开情况"}


def test_blocks_seen_whole_add_up(liwan: TableReading) -> None:
    for name in ("采购管理", "资产管理", "运行成本"):
        block = next(entry for entry in liwan.indicators if entry.name == name)
        rows = [entry.points for entry in _leaves(liwan) if _parent(liwan, entry) is block]
        assert block.block_complete
        assert block.points is not None
        assert sum((points.value or Decimal(0) for points in rows if points), Decimal(0)) == block.points.value


def test_every_value_has_its_place(liwan: TableReading) -> None:
    for entry in _leaves(liwan):
        for printed in (entry.name_printed, entry.criterion, entry.basis, entry.explanation):
            assert printed.span is not None
            assert printed.cell is not None
        assert entry.points is not None
        assert entry.points.span.start > 0


def test_the_scheme_is_told_by_its_own_words(liwan: TableReading) -> None:
    assert liwan.scheme == "guangdong-department"
