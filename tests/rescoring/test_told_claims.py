"""Claims of sentences end to end: the right text is silent, a planted error is found, wide figures are not judged."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from recognition.prose.narratives import report_of

from extractor.model.findings import Fault
from extractor.packs import load_packs
from extractor.rescoring import rescore

_TABLE = tomllib.loads((Path(__file__).parent / "told_claims.toml").read_text(encoding="utf-8"))
# What a text of one sentence cannot have: the sections and tables of a whole report.
_OF_SENTENCES = ("TXT-", "BUD-", "SUM-")


def _found(text: str) -> list[str]:
    findings = rescore(report_of(text), load_packs()).findings
    return [one.rule for one in findings if one.fault is Fault.REPORT and one.rule.startswith(_OF_SENTENCES)]


@pytest.mark.parametrize("case", _TABLE["case"], ids=lambda case: case["text"][:24])
def test_a_planted_error_is_found_and_the_right_text_is_silent(case: dict[str, str]) -> None:
    assert _found(case["text"].replace("{}", case["right"])) == []
    assert case["rule"] in _found(case["text"].replace("{}", case["wrong"]))


@pytest.mark.parametrize("case", _TABLE["silent"], ids=lambda case: case["text"][:24])
def test_what_cannot_be_known_is_not_judged(case: dict[str, str]) -> None:
    for figure in case["figures"]:
        assert _found(case["text"].replace("{}", figure)) == []
