"""What is not an error must not be called one, whatever else is said of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Fault, Severity
from extractor.packs import load_packs
from extractor.rescoring import rescore

PACKS = load_packs(preview=True)
CASES = tomllib.loads((Path(__file__).parent / "not_errors.toml").read_text(encoding="utf-8"))["case"]
assert {case["number"] for case in CASES} == set(range(1, 29))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['number']}-{case['name']}" for case in CASES])
def test_nothing_fires(case: dict[str, object]) -> None:
    found = rescore(specimen(str(case["report"]), PACKS), PACKS)
    assert found.checks, "the case has nothing to check: it would pass whatever the rules say"
    blamed = [finding for finding in found.findings if finding.fault is Fault.REPORT]
    grave = [finding.message for finding in blamed if finding.severity in (Severity.ERROR, Severity.DECISION)]
    assert not grave
    silent = case.get("silent", [])
    assert isinstance(silent, list)
    assert not [finding.message for finding in blamed if finding.rule in silent]
    unknown = [code for code in silent if code not in PACKS.rules.rules]
    assert not unknown
