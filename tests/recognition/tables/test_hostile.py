"""Tables of any content: nothing breaks, references hold, every value stands where it says."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from recognition.tables.forms import document

from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.recognition.splitting import split_reports
from extractor.recognition.tables import read_tables
from extractor.recognition.tables.glued import split_execution, split_scores, splits

_WORDS = sorted(
    {word for column in load_packs().tables.columns for word in sorted(column.words)[:3]}
    | {word for words in load_packs().tables.rows.values() for word in sorted(words)[:2]}
    | set(list(load_packs().tables.labels)[:20])
)
_JUNK = ["", "", "10", "9.5", "100", "98.2%", "≥90%", "58.758.758.7100%", "1010", "一", "（50分）", "产出指标（50分）"]
_MORE = [
    "指标1：",
    "……",
    "/",
    "注：说明",
    "总分：98",
    "其中：财政资金：80",
    "^",
    "<",
    "优",
    "☑优□良",
    "33否",
    "2022年12月",
]
_CELL = st.sampled_from([*_WORDS, *_JUNK, *_MORE, *_JUNK])
_ROW = st.lists(_CELL, min_size=2, max_size=9)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_ROW, min_size=1, max_size=14), st.booleans())
@example([["-", "全年(调整)指标值", "指标分类", "指标分类", "指标分类"], ["-", "-"]], True)
def test_any_grid_is_read(grid: list[list[str]], merges_known: bool) -> None:
    grid[0] = [cell if cell not in "^<" else "" for cell in grid[0]]
    for row in grid:
        row[0] = row[0].replace("<", "")
    made = document("自评表", "\n".join(" | ".join(row) for row in grid), merges_known=merges_known)
    for span in split_reports(made, load_packs()):
        found = read_tables(made, span, load_packs())
        for position, entry in enumerate(found.indicators):
            assert entry.ordinal == position
            assert entry.parent is None or entry.parent < position
            assert 0 <= entry.confidence <= 1
            for quantity in (entry.points, entry.stated_score, entry.target, entry.actual):
                if quantity is not None:
                    assert Span(start=0, end=len(made.text)).contains(quantity.span)
        for position, statement in enumerate(found.statements):
            assert statement.ordinal == position
            assert statement.indicator is None or statement.indicator < len(found.indicators)


@given(st.text(alphabet="0123456789.,% ", max_size=40))
@settings(deadline=None)
def test_splits_cover_the_whole_text(text: str) -> None:
    for count, pieces in ((2, list(splits(text[:16], 2))), (3, list(splits(text[:16], 3)))):
        for found in pieces:
            assert len(found) == count
            assert "".join(piece.text for piece in found) == text[:16].replace(" ", "")


def test_digits_that_ran_together_are_taken_apart_only_where_arithmetic_tells() -> None:
    assert [piece.text for piece in split_scores("109.5") or ()] == ["10", "9.5"]
    assert [piece.text for piece in split_scores("1010") or ()] == ["10", "10"]
    assert [piece.text for piece in split_scores("33否") or ()] == ["3", "3"]
    assert split_scores("15.514") is None
    assert [piece.text for piece in split_execution("79.27107.93") or ()] == ["79.27", "10", "7.93"]
