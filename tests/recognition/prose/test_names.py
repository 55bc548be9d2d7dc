"""What the quantities of sentences from many fields measure: names, kinds, comparisons, periods and scopes."""

from __future__ import annotations

import pytest
from recognition.prose.naming import NameCase, field_faults, name_faults, pair, read_cases, read_names

_CASES = read_cases()


def test_there_are_cases() -> None:
    assert sum(len(case.wanted) for case in _CASES) > 300


@pytest.mark.parametrize("case", _CASES, ids=[case.label for case in _CASES])
def test_names(case: NameCase) -> None:
    pairs, rest = pair(case.wanted, read_names(case.text))
    assert [one.key for one, metric in pairs if metric is None and not one.optional] == []
    assert [f"{metric.quantity.text} {metric.name}" for metric in rest if not case.loose] == []
    assert [fault for one, metric in pairs if metric for fault in name_faults(one, metric)] == []
    assert [fault for one, metric in pairs if metric for fault in field_faults(one, metric)] == []
