"""How single values are stored: numbers as REAL, structures as JSON with decimals as texts."""

from __future__ import annotations

import json
import math
from decimal import Decimal

from extractor.model.findings import Step
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, format_decimal
from extractor.model.quantities import Quantity


def real(value: Decimal | None) -> float | None:
    """The nearest binary number, for querying only; the exact one stands in the text beside it.

    A number beyond what a binary number can hold has none.
    """
    if value is None:
        return None
    nearest = float(value)
    return nearest if math.isfinite(nearest) else None


def quantity_real(quantity: Quantity | None) -> float | None:
    """The value of a quantity in base units, for querying."""
    return real(quantity.value) if quantity is not None else None


def quantity_text(quantity: Quantity | None) -> str | None:
    """The digits of a quantity as printed."""
    return quantity.number_text if quantity is not None else None


def as_json(value: object) -> str:
    """Compact JSON; Chinese stays readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def interval_entry(interval: Interval) -> dict[str, object]:
    """An interval as a JSON object: ends as texts, null for infinite; `low_open`/`high_open` only where open."""
    entry: dict[str, object] = {
        "low": None if interval.low is None else format_decimal(interval.low),
        "high": None if interval.high is None else format_decimal(interval.high),
    }
    if interval.low_open:
        entry["low_open"] = True
    if interval.high_open:
        entry["high_open"] = True
    return entry


def interval_set_json(found: IntervalSet) -> str:
    """A union of intervals as a JSON list."""
    return as_json([interval_entry(part) for part in found.parts])


def steps_json(steps: tuple[Step, ...]) -> str:
    """An explanation as a JSON list of {zh, en}."""
    return as_json([{"zh": step.zh, "en": step.en} for step in steps])
