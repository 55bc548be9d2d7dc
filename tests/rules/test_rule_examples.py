"""Every rule of the packs does what its examples say: it fires on the one kind and is silent on the other."""

from __future__ import annotations

import re

import pytest

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Finding, Outcome, Rescoring
from extractor.packs import load_packs
from extractor.packs.rules import Rule
from extractor.rescoring import rescore

PACKS = load_packs(preview=True)
FIRES = [(rule, text) for rule in PACKS.rules for text in rule.fires]
SILENT = [(rule, text) for rule in PACKS.rules for text in rule.silent]
assert FIRES
assert SILENT


def rescored(text: str) -> Rescoring:
    return rescore(specimen(text, PACKS), PACKS)


def inconsistent(found: Rescoring, rule: Rule) -> list[str]:
    return [check.key for check in found.checks if check.rule == rule.code and check.outcome is Outcome.INCONSISTENT]


@pytest.mark.parametrize(("rule", "text"), FIRES, ids=lambda value: value.code if isinstance(value, Rule) else "")
def test_fires(rule: Rule, text: str) -> None:
    found = rescored(text)
    assert inconsistent(found, rule), [(check.rule, check.outcome, check.reason) for check in found.checks]
    spoken = [finding for finding in found.findings if finding.rule == rule.code or _explains(finding, rule)]
    assert spoken, [finding.message for finding in found.findings]
    for finding in spoken:
        assert finding.message
        assert finding.message_en
        assert not re.search(r"\{[a-z_]+\}", finding.message + finding.message_en)


def _explains(finding: Finding, rule: Rule) -> bool:
    return any(key.startswith(f"{rule.code}|") for key in finding.consequences)


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=lambda value: value.code if isinstance(value, Rule) else "")
def test_silent(rule: Rule, text: str) -> None:
    found = rescored(text)
    assert not inconsistent(found, rule), [finding.message for finding in found.findings]
