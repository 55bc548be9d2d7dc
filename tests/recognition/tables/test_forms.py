"""Forms of all layouts, drawn in `cases/*.toml`: trees, points, funds, goals, totals and schemes must come out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from recognition.tables.forms import categories, funds, read, rows

_CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def test_there_are_cases() -> None:
    assert len(_CASES) >= 20


@pytest.mark.parametrize("case", _CASES)
def test_form(case: dict[str, Any]) -> None:
    found = read(*case["parts"], merges_known=case.get("merges_known", True), breaks=tuple(case.get("breaks", ())))
    got = {
        "categories": categories(found),
        "rows": rows(found),
        "funds": funds(found),
        "objectives": [f"{goal.planned.text} | {goal.achieved.text}" for goal in found.objectives],
        "labels": [f"{label}: {value}" for label, value in found.labels],
        "faults": [fault.kind for fault in found.faults],
        "total": "" if found.total is None else found.total.number_text,
        "total_points": "" if found.total_points is None else found.total_points.number_text,
        "grade": found.grade,
        "scheme": found.scheme,
    }
    wanted = {key: case.get(key, "" if isinstance(value, str) else []) for key, value in got.items()}
    assert got == wanted
