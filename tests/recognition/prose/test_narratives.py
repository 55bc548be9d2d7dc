"""Invented narratives: what each states and claims is found, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from recognition.prose.narratives import Case, cases, report_of, shown_statement, told_relations, told_statements


def test_there_are_cases() -> None:
    assert len(cases()) > 20


@pytest.mark.parametrize("case", [c for c in cases() if c.relations is not None], ids=lambda case: case.name)
def test_relations(case: Case) -> None:
    assert Counter(told_relations(report_of(case.text))) == Counter(case.relations or ())


@pytest.mark.parametrize("case", [c for c in cases() if c.statements is not None], ids=lambda case: case.name)
def test_statements(case: Case) -> None:
    assert Counter(told_statements(report_of(case.text))) == Counter(case.statements or ())


@pytest.mark.parametrize("case", [c for c in cases() if c.explanations is not None], ids=lambda case: case.name)
def test_explanations(case: Case) -> None:
    told = [f"{explanation.kind} {explanation.text}" for explanation in report_of(case.text).explanations]
    assert len(told) == len(case.explanations or ())
    for found, wanted in zip(sorted(told), sorted(case.explanations or ()), strict=True):
        assert found.startswith(wanted)


@pytest.mark.parametrize("case", [c for c in cases() if c.links], ids=lambda case: case.name)
def test_links(case: Case) -> None:
    report = report_of(case.text)
    told = {statement.ordinal: shown_statement(statement) for statement in report.statements}
    linked = {
        (one.text, target)
        for one in report.explanations
        for target in (
            *(told[ordinal] for ordinal in one.concerns),
            *(report.explanations[ordinal].text for ordinal in one.answers),
        )
    }
    for text, target in case.links:
        assert any(text in told_text and target in told_target for told_text, told_target in linked), (text, target)
