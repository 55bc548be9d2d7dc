"""The two seeds: what holds, what does not, and nothing else of weight (issues 2 and 6)."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from harness import shared

from extractor.model.findings import Check, Fault, Fit, Outcome, Severity
from extractor.packs import load_packs
from extractor.pipeline import Analysis, analyse

GRAVE = (Severity.ERROR, Severity.DECISION)


@cache
def analysis(name: str) -> Analysis:
    return analyse(shared(f"seeds/{name}"), load_packs(preview=True))[0]


def checks(name: str, rule: str, *printed: str) -> list[Check]:
    """The checks of a rule that compare all the `printed` figures."""
    return [
        check
        for check in analysis(name).rescoring.checks
        if check.rule == rule and all(any(text in place.text for place in check.evidence) for text in printed)
    ]


PANYU = [
    ("BUD-RATE", Fit.ROUNDED, ("62,979.58", "63,522", "99.1")),
    ("BUD-INCOME", Fit.EXACT, ("62,473.65", "450.13", "55.8", "62,979.58")),
    ("BUD-BASIC-PROJ", Fit.ROUNDED, ("5,693.13", "57,286.46", "62,979.58")),
    ("TXT-GROWTH", Fit.ROUNDED, ("20,802.13", "49.9")),
    ("TXT-GROWTH", Fit.ROUNDED, ("47.78", "46.1")),
    ("TXT-GROWTH", Fit.ROUNDED, ("819.46", "12.6")),
    ("TXT-GROWTH", Fit.ROUNDED, ("20,675.95", "56.5")),
    ("SUM-SUBSCORE", Fit.EXACT, ("20", "9.92", "49.92")),
    ("SUM-SCORE", Fit.ROUNDED, ("49.92", "49.996", "99.92")),
    ("TXT-QUOT", Fit.ROUNDED, ("10,787", "18,729", "57.6")),
    ("TXT-QUOT", Fit.ROUNDED, ("4,876", "5,003", "97.5")),
    ("TXT-SUM", Fit.EXACT, ("92.76", "85.32", "93.48", "271.56")),
    ("BUD-ADJUST", Fit.EXACT, ("11,598.2", "877.3", "12,475.5")),
    ("BUD-RATE", Fit.ROUNDED, ("12,395.71", "12,475.5", "99.4")),
    ("STR-PROJECTS", Fit.EXACT, ("84", "1", "85")),
    ("TXT-SUM", Fit.EXACT, ("80", "26", "106")),
    ("TXT-SPLIT", Fit.EXACT, ("6", "1", "8")),
    ("TXT-COMPLEMENT", Fit.EXACT, ("99.2", "0.8")),
    ("SUM-SUBSCORE", Fit.EXACT, ("2", "4")),
]


@pytest.mark.parametrize(
    ("rule", "fit", "printed"), PANYU, ids=lambda value: "-".join(value) if isinstance(value, tuple) else None
)
def test_panyu_holds(rule: str, fit: Fit, printed: tuple[str, ...]) -> None:
    found = checks("panyu-2023.txt", rule, *printed)
    assert found, "the relation was not found"
    assert {check.outcome for check in found} == {Outcome.CONSISTENT}
    assert fit in {check.fit for check in found}


def test_panyu_lists_and_grade_hold() -> None:
    counted = checks("panyu-2023.txt", "TXT-COUNT-LIST")
    assert {"9个", "8个"} <= {"".join(check.stated.split()) for check in counted}
    assert {check.outcome for check in counted} == {Outcome.CONSISTENT}
    (grade,) = checks("panyu-2023.txt", "GRD-BAND")
    assert (grade.outcome, grade.stated) == (Outcome.CONSISTENT, "优")


def test_growth_from_nothing_is_accepted() -> None:
    (check,) = checks("panyu-2023.txt", "TXT-GROWTH", "--%")
    assert (check.outcome, check.reading) == (Outcome.CONSISTENT, "base_zero")


def test_panyu_has_one_finding_of_weight_with_its_repair() -> None:
    grave = [finding for finding in analysis("panyu-2023.txt").rescoring.findings if finding.severity in GRAVE]
    assert len(grave) == 1
    (finding,) = grave
    assert (finding.severity, finding.fault, finding.rule) == (Severity.ERROR, Fault.REPORT, "TXT-RATE")
    assert (finding.stated, finding.computed) == ("99.2%", "99.146%")
    for told in ("99.2% 改为 99.1%", "9.92分 改为 9.91分", "总分 99.92 → 99.91", "等级仍为优"):
        assert told in finding.repair
    assert "grade unchanged" in finding.repair_en
    assert {place.text.replace(" ", "") for place in finding.evidence} >= {
        "62,979.58万元",
        "63,522万元",
        "99.2%",
        "99.1%",
    }
    assert any("9.92" in place.text for place in finding.evidence)
    assert all(place.page for place in finding.evidence)
    assert any(key.startswith("BUD-SCORE|") for key in finding.consequences)
    assert any("62,979.58 ÷ 63,522 = 99.146%" in step.zh for step in finding.steps)


def test_the_rate_of_closed_cases_is_not_the_execution_rate() -> None:
    for check in checks("panyu-2023.txt", "TXT-RATE"):
        assert "结案" not in check.subject
        assert not any("结案" in place.label for place in check.evidence)


def test_panyu_coverage_explains_what_the_text_leaves_open() -> None:
    notes = [note.zh for note in analysis("panyu-2023.txt").rescoring.coverage.notes]
    assert any("42.996" in note and "7 分" in note for note in notes)
    assert any("0.004" in note and "99.6% × 1 分" in note for note in notes)


LIWAN = [("采购管理", "10"), ("资产管理", "10"), ("运行成本", "4"), ("绩效管理", "15")]


@pytest.mark.parametrize(("block", "points"), LIWAN)
def test_liwan_blocks_add_up(block: str, points: str) -> None:
    found = [check for check in checks("liwan-2023.tsv", "SUM-L3-L2") if check.subject.endswith(block)]
    assert [(check.outcome, check.stated) for check in found] == [(Outcome.CONSISTENT, points)]


def test_liwan_has_a_displaced_row_and_blames_only_our_reading() -> None:
    findings = analysis("liwan-2023.tsv").rescoring.findings
    (shift,) = [finding for finding in findings if finding.rule == "EXT-SHIFT"]
    assert shift.fault is Fault.READING
    assert (shift.stated, shift.computed) == ("15", "17")
    assert "绩效信息公开情况" in shift.message
    assert not [finding.message for finding in findings if finding.severity in GRAVE]
    blamed = [finding for finding in findings if finding.fault is Fault.REPORT]
    # The form explains 公用经费控制率 as a ratio and computes a deviation: its weakness, not the department's fault.
    assert [(finding.rule, finding.severity) for finding in blamed] == [("IND-CRIT-WEIGHT", Severity.NOTE)]


def test_liwan_leaves_the_whole_undecided() -> None:
    reasons = {
        check.rule: (check.outcome, check.reason)
        for check in analysis("liwan-2023.tsv").rescoring.checks
        if check.rule in ("SUM-SCORE", "SUM-WEIGHT", "SUM-L2-L1")
    }
    assert reasons["SUM-SCORE"] == (Outcome.UNDECIDABLE, "rows_missing")
    assert reasons["SUM-WEIGHT"] == (Outcome.UNDECIDABLE, "rows_missing")
    assert reasons["SUM-L2-L1"] == (Outcome.UNDECIDABLE, "block_incomplete")
    notes = " ".join(note.zh for note in analysis("liwan-2023.tsv").rescoring.coverage.notes)
    for told in ("其余 9 分", "其余 59 分", "须得 58.98 分"):
        assert told in notes


def test_liwan_control_rate_is_recomputed_in_its_cell() -> None:
    found = checks("liwan-2023.tsv", "TXT-QUOT", "297.25")
    assert {check.outcome for check in found} == {Outcome.CONSISTENT}


def test_coverage_counts_what_the_checks_say() -> None:
    for name in ("panyu-2023.txt", "liwan-2023.tsv"):
        rescoring = analysis(name).rescoring
        counted = Counter(check.outcome for check in rescoring.checks)
        coverage = rescoring.coverage
        assert (coverage.consistent, coverage.inconsistent, coverage.undecidable) == (
            counted[Outcome.CONSISTENT],
            counted[Outcome.INCONSISTENT],
            counted[Outcome.UNDECIDABLE],
        )
        assert coverage.relations == len(rescoring.checks)
        assert sum(number for _, number in coverage.undecidable_by_reason) == coverage.undecidable


def test_keys_are_unique_and_hold_no_offsets() -> None:
    for name in ("panyu-2023.txt", "liwan-2023.tsv"):
        keys = [check.key for check in analysis(name).rescoring.checks]
        assert len(keys) == len(set(keys))
        assert {finding.check for finding in analysis(name).rescoring.findings} <= set(keys)


def test_every_undecidable_check_says_why_in_both_languages() -> None:
    rules = load_packs(preview=True).rules
    reasons = {
        check.reason
        for name in ("panyu-2023.txt", "liwan-2023.tsv")
        for check in analysis(name).rescoring.checks
        if check.outcome is Outcome.UNDECIDABLE
    }
    assert reasons
    for reason in reasons:
        assert rules.reason(reason, "zh") != reason
        assert rules.reason(reason, "en") != reason
