"""Number vectors of another project (MIT licence), with the cases where we differ listed and explained."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from harness import shared

from extractor.model.quantities import Quantity
from extractor.model.views import view
from extractor.packs import load_packs
from extractor.recognition.numbers import find_quantities, read_quantity

KINDS = ("number", "percent", "currency", "dimension", "range")
DIFFERENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vector_differences.toml").read_text("utf-8")
)["difference"]


def _bounds(expected: str) -> tuple[Decimal | None, Decimal | None]:
    low, high = expected[1:-1].split(",")
    return (Decimal(low) if low else None, Decimal(high) if high else None)


def _agrees(expected: str | None, quantity: Quantity) -> bool:
    if expected is None:
        return False
    if expected[0] in "([":
        return (quantity.low, quantity.high) == _bounds(expected)
    try:
        wanted = Decimal(expected.rstrip("%"))
    except InvalidOperation:
        return False
    value = quantity.value
    # A fraction is a share here: a fifth is 20 %.
    return value is not None and (value == wanted or (quantity.unit.symbol == "%" and value == wanted * 100))


def _differs(case: dict[str, Any]) -> bool:
    packs = load_packs()
    found = list(find_quantities(view(case["input"]), packs))
    whole = read_quantity(case["input"], packs)
    wanted = [result["value"] for result in case["results"]]
    if not wanted:
        return bool(found)
    return not all(
        any(_agrees(value, quantity) for quantity in (*found, *([whole] if whole else []))) for value in wanted
    )


@pytest.mark.parametrize("kind", KINDS)
def test_we_differ_only_where_it_is_explained(kind: str) -> None:
    cases = json.loads(shared(f"vectors/zh-{kind}.json").read_text("utf-8"))
    assert cases
    explained = {index for entry in DIFFERENCES if entry["vectors"] == kind for index in entry["cases"]}
    differing = {index for index, case in enumerate(cases) if _differs(case)}
    assert {index: cases[index]["input"] for index in differing - explained} == {}
    assert {index: cases[index]["input"] for index in explained - differing} == {}, "no longer different: take it off"


def test_every_difference_has_its_reason() -> None:
    assert DIFFERENCES
    assert all(len(entry["reason"]) > 20 for entry in DIFFERENCES)
