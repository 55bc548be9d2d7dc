"""The comparison with gold counts what it should: tested on the hand-made specimen, whose truth is known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored_specimen import analysis, rescoring, source

from extractor.errors import UsageError
from extractor.evaluation.comparing import assign, same_number, same_text
from extractor.evaluation.criteria import read_set
from extractor.evaluation.evaluating import compare, failed
from extractor.evaluation.gold import Gold, find_gold
from extractor.evaluation.scores import DocumentResult, Evaluation, Tally
from extractor.pipeline import records_of
from extractor.storage.records import ReportRecords

FAULT = {
    "rule": "SUM-SCORE",
    "outcome": "inconsistent",
    "severity": "error",
    "fault": "report",
    "fault_kind": "total_wrong",
    "quotes": ["98.5"],
}
GOLD: dict[str, Any] = {
    "file": "specimen.pdf",
    "scheme": "form-a",
    "report": {"agency": "岚州市青禾区水务局", "fiscal_year": 2023, "stated_total": "98.50", "stated_grade": "优"},
    "sections": [{"level": 1, "number": "一、", "title": "自评结论"}],
    "statements": [
        {"kind": "total", "name": "自评总得分", "value": "98.5", "quote": "自评总得分为98.5分", "section": "一、"}
    ],
    "indicators": [
        {"name": "完成率", "level1": "产出指标", "points": "10", "stated_score": "9.5", "criterion": "完成得满分"}
    ],
    "metrics": [
        {"kind": "count", "value": "20100", "unit": "人次", "quote": "惠及群众2.01万人次", "section": "一、"},
        {"kind": "ordinal", "value": "1", "unit": "位", "quote": "附注", "section": "一、", "optional": True},
    ],
    "criteria": [
        {"indicator": "完成率", "possible_strict": "{0, 10}", "possible_accepting": "10", "outcome": "inconsistent"}
    ],
    "checks": [FAULT, {"rule": "GRD-BAND", "outcome": "consistent", "quotes": []}],
    "not_findings": [{"what": "looks odd", "quotes": ["附注"]}],
}


def records(message: str = "总分不等于各项之和") -> tuple[ReportRecords, ...]:
    return records_of(source(), (replace(analysis(), rescoring=rescoring(message)),))


def gold(folder: Path, **changes: Any) -> Gold:
    (folder / "specimen.pdf").write_bytes(b"x")
    content = {key: value for key, value in (GOLD | changes).items() if value is not None}
    (folder / "gold.json").write_text(json.dumps(content), encoding="utf-8")
    (found,) = find_gold(folder)
    return found


def fields(result: DocumentResult) -> dict[str, Tally]:
    return {entry.field: entry.tally for entry in result.fields}


def test_a_perfect_reading_has_no_slips(tmp_path: Path) -> None:
    result = compare(gold(tmp_path), records(), "specimen")
    assert [slip for entry in result.fields for slip in entry.slips] == []
    assert all(tally.is_perfect for tally in fields(result).values())
    assert {"report.agency", "sections", "statements", "indicators", "metrics", "checks", "findings"} <= set(
        fields(result)
    )
    assert ("fault_kind", "total_wrong", Tally(hits=1)) in result.groups
    assert ("scheme", "form-a", Tally(hits=1)) in result.groups


MISSES = [
    ("sections", {"sections": [{"level": 2, "number": "（一）", "title": "别处"}]}, Tally(misses=1, false=1)),
    ("statements", {"statements": [GOLD["statements"][0] | {"value": "98.6"}]}, Tally(misses=1, false=1)),
    ("statements", {"statements": [GOLD["statements"][0] | {"quote": "附注"}]}, Tally(misses=1, false=1)),
    ("statements.kind", {"statements": [GOLD["statements"][0] | {"kind": "category"}]}, Tally(misses=1, false=1)),
    ("metrics", {"metrics": [GOLD["metrics"][0] | {"unit": "人"}]}, Tally(misses=1, false=1)),
    ("metrics", {"metrics": [GOLD["metrics"][0] | {"value": "2.01"}]}, Tally(misses=1, false=1)),
    ("metrics", {"metrics": [GOLD["metrics"][0], GOLD["metrics"][0] | {"value": "5"}]}, Tally(hits=1, misses=1)),
    ("indicators", {"indicators": [{"name": "别的指标"}]}, Tally(misses=1, false=1)),
    ("indicators.points", {"indicators": [GOLD["indicators"][0] | {"points": "11"}]}, Tally(misses=1, false=1)),
    ("indicators.level1", {"indicators": [GOLD["indicators"][0] | {"level1": "效益指标"}]}, Tally(misses=1, false=1)),
    ("report.agency", {"report": {"agency": "别的单位"}}, Tally(misses=1, false=1)),
    ("report.region", {"report": {"region": "岚州市"}}, Tally(misses=1)),
    (
        "criteria.possible",
        {"criteria": [GOLD["criteria"][0] | {"possible_strict": "{[0,10]}"}]},
        Tally(misses=1, false=1),
    ),
    ("criteria.outcome", {"criteria": [GOLD["criteria"][0] | {"outcome": "consistent"}]}, Tally(misses=1, false=1)),
    ("criteria", {"criteria": [{"indicator": "别的指标"}]}, Tally(misses=1)),
    ("checks", {"checks": [{"rule": "GRD-BAND", "outcome": "undecidable", "quotes": []}]}, Tally(misses=1, false=1)),
    ("checks", {"checks": [{"rule": "NO-RULE", "outcome": "consistent", "quotes": []}]}, Tally(misses=1)),
    ("findings", {"checks": []}, Tally(false=1)),
    ("findings", {"checks": [FAULT | {"rule": "TXT-SUM"}, FAULT]}, Tally(hits=1, misses=1)),
    ("findings", {"checks": [FAULT | {"rule": "X", "rules": ["GRD-BAND"]}]}, Tally(hits=1)),
    ("not_findings", {"checks": [], "not_findings": [{"what": "x", "quotes": ["98.5"]}]}, Tally(false=1)),
]


@pytest.mark.parametrize(("field", "change", "tally"), MISSES)
def test_what_differs_is_counted(tmp_path: Path, field: str, change: dict[str, Any], tally: Tally) -> None:
    assert fields(compare(gold(tmp_path, **change), records(), "specimen"))[field] == tally


def test_what_nobody_annotated_is_not_counted(tmp_path: Path) -> None:
    bare = gold(tmp_path, sections=[], statements=[], indicators=None, metrics=[], criteria=None, checks=None)
    assert all(field.startswith("report.") for field in fields(compare(bare, records(), "specimen")))


def test_a_clean_document_without_findings_is_exactly_right(tmp_path: Path) -> None:
    clean = records_of(source(), (replace(analysis(), rescoring=replace(rescoring(), findings=())),))
    result = compare(gold(tmp_path, checks=[], metrics=[{"value": "20100", "quote": "惠及群众2.01万人次"}]), clean, "x")
    summary = {entry.field: entry for entry in Evaluation(documents=(result,)).fields()}
    assert (summary["findings"].documents, summary["findings"].exact) == (1, 1)
    assert "metrics.kind" not in summary


def test_metrics_of_sections_that_nobody_annotated_are_no_false_alarms(tmp_path: Path) -> None:
    elsewhere = gold(tmp_path, metrics=[GOLD["metrics"][0] | {"section": "二、", "value": "7"}])
    assert fields(compare(elsewhere, records(), "specimen"))["metrics"] == Tally(misses=1)


def test_a_document_that_failed_misses_everything(tmp_path: Path) -> None:
    result = failed(gold(tmp_path), "specimen", "damaged")
    assert {tally.hits for tally in fields(result).values()} == {0}
    assert fields(result)["findings"] == Tally(misses=1)
    assert compare(gold(tmp_path), (), "specimen").failure


def test_of_several_reports_the_likeliest_counts(tmp_path: Path) -> None:
    (right,) = records()
    wrong = replace(right, report=replace(right.report, agency="别的单位", stated_total=1.0), statements=())
    result = compare(gold(tmp_path), (wrong, right), "specimen")
    assert fields(result)["statements"] == Tally(hits=1)


def test_an_evaluation_sums_documents(tmp_path: Path) -> None:
    one = compare(gold(tmp_path), records(), "one")
    two = failed(gold(tmp_path), "two", "damaged")
    summary = {entry.field: entry for entry in Evaluation(documents=(one, two)).fields()}
    assert (summary["sections"].tally, summary["sections"].exact, summary["sections"].documents) == (
        Tally(hits=1, misses=1),
        1,
        2,
    )
    assert Evaluation(documents=(one, two)).groups()["rule"]["SUM-SCORE"] == Tally(hits=1, misses=1)


# --- gold files ------------------------------------------------------------------------------------------------------


def test_gold_is_found_beside_and_in_a_neighbouring_folder(tmp_path: Path) -> None:
    for name in ("gold", "seeds", "corpus/one", "flat"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("seeds/a.txt", "corpus/one/report.pdf", "flat/b.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "gold" / "a.json").write_text('{"file": "a.txt"}')
    (tmp_path / "corpus" / "one" / "gold.toml").write_text('file = "report.pdf"')
    (tmp_path / "corpus" / "one" / "origin.toml").write_text("made_with = 'x'")
    (tmp_path / "flat" / "b.txt.gold.json").write_text('{"file": "b.txt"}')
    (tmp_path / "flat" / "other.json").write_text("[1, 2]")
    found = {gold.document.relative_to(tmp_path).as_posix() for gold in find_gold(tmp_path)}
    assert found == {"seeds/a.txt", "corpus/one/report.pdf", "flat/b.txt"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no gold"),
        ("{", "cannot be read"),
        ("{}", "names no file"),
        ('{"file": "missing.pdf"}', "missing"),
        ('{"file": "x.pdf", "sections": 3}', "list of objects"),
    ],
)
def test_gold_that_is_none_is_told(tmp_path: Path, content: str | None, message: str) -> None:
    (tmp_path / "x.pdf").write_bytes(b"x")
    if content is not None:
        (tmp_path / "gold.json").write_text(content)
    with pytest.raises(UsageError, match=message):
        find_gold(tmp_path)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2", "{2}"), ("{1, 2}", "{1, 2}"), ("{[0,5]}", "[0, 5]"), ("{[0,1), 2}", "[0, 1) ∪ 2"), ("{0, 0.5}", "{0, 0.5}")],
)
def test_sets_of_scores_are_read(text: str, shown: str) -> None:
    assert str(read_set(text)) == shown


@pytest.mark.parametrize("text", ["{a}", "{[0]}", "{[2,1]}", "[1,"])
def test_what_is_no_set_of_scores_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="no set of scores"):
        read_set(text)


# --- comparing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("预算 执行率（%）", "预算执行率(%)", True),
        ("“三公”", '"三公"', True),
        (None, "", True),
        ("优", "良", False),
    ],
)
def test_texts_are_compared_without_blanks_and_widths(one: str | None, two: str | None, same: bool) -> None:
    assert same_text(one, two) is same


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [("99.50", 99.5, True), ("1,000", 1000.0, True), ("0.1", 0.1, True), ("99.5", 99.51, False), (None, None, True)],
)
def test_numbers_are_compared_exactly(one: str | None, two: float | None, same: bool) -> None:
    assert same_number(one, two) is same
    assert not same_number("1", None)


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_every_thing_is_paired_once_or_left_over(left: list[int], right: list[int]) -> None:
    pairs, missed, extra = assign(left, right, lambda one, two: float(one == two))
    assert all(left[one] == right[two] for one, two in pairs)
    assert sorted([one for one, _ in pairs] + missed) == list(range(len(left)))
    assert sorted([two for _, two in pairs] + extra) == list(range(len(right)))
    assert not {left[one] for one in missed} & {right[two] for two in extra}
