"""The target grammar: operators in all spellings and places, words, dates, states, options."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.model.report import Printed
from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.recognition.tables.targets import read_aim

_CASES: list[list[str]] = tomllib.loads((Path(__file__).parent / "targets.toml").read_text(encoding="utf-8"))["case"][
    "targets"
]


def test_there_are_cases() -> None:
    assert len(_CASES) > 30


@pytest.mark.parametrize(
    ("text", "operator", "unit", "name", "value", "symbol", "direction"), _CASES, ids=[case[0] for case in _CASES]
)
def test_target(text: str, operator: str, unit: str, name: str, value: str, symbol: str, direction: str) -> None:
    span = Span(start=7, end=7 + len(text)) if text else None
    aim = read_aim(Printed(text=text, span=span), operator, unit, name, load_packs())
    quantity = aim.quantity
    assert (
        "" if quantity is None else str(quantity.value),
        "" if quantity is None else quantity.unit.symbol,
        aim.direction.value,
    ) == (value, symbol, direction)
    if quantity is not None:
        assert quantity.span.start >= 7
        assert quantity.span.end <= 7 + len(text)
