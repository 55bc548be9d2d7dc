"""Message templates: slots, optional segments, and nothing that could reach into the values."""

from __future__ import annotations

import pytest

from extractor.packs import load_packs
from extractor.packs.templates import Template

CASES = [
    ("{a}与{b}", {"a": "1", "b": "2"}, "1与2"),
    ("{a}‹，相差{b}›。", {"a": "1", "b": ""}, "1。"),
    ("{a}‹，相差{b}›。", {"a": "1", "b": "2"}, "1，相差2。"),
    ("{a}", {}, ""),
    ("{a.__class__}{a[0]}{0}", {"a": "x"}, "{a.__class__}{a[0]}{0}"),
    ("{a}", {"a": "{b}", "b": "no"}, "{b}"),
]


@pytest.mark.parametrize(("text", "values", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_fill(text: str, values: dict[str, str], wanted: str) -> None:
    assert Template(text).fill(values) == wanted


def test_every_message_names_what_it_speaks_of() -> None:
    rules = list(load_packs(preview=True).rules)
    assert rules
    for rule in rules:
        assert rule.message.slots, rule.code
        assert len(rule.name) >= 4
        assert len(rule.what) >= 20
        assert len(rule.why) >= 5
