"""Numbers of a funds row against their columns: where cells were lost, arithmetic says which number is what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed

_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell of a funds row: the role of its column (empty for none), what is printed, the number if it is one."""

    role: str
    column: int
    printed: Printed
    quantity: Quantity | None


def fit_row(placed: Sequence[Placed], columns: Mapping[str, int]) -> tuple[Placed, ...]:
    """The numbers with their roles: as they stand, unless the rate contradicts and one other order fits alone."""
    numbers = [entry for entry in placed if entry.quantity is not None]
    standing = tuple(entry for entry in numbers if entry.role)
    if all(entry.role for entry in numbers) and _agrees(standing) is not False:
        return standing
    order = sorted(columns, key=lambda role: columns[role])
    if len(numbers) >= len(order) or len(order) > _MOST:
        return standing
    fitting = [found for found in _arrangements(numbers, order) if _agrees(found)]
    return fitting[0] if len(fitting) == 1 else standing


def _arrangements(numbers: Sequence[Placed], order: Sequence[str]) -> Iterator[tuple[Placed, ...]]:
    """All ways to give the numbers roles without changing their order; a percentage is only ever a rate."""
    for roles in combinations(order, len(numbers)):
        if any(
            _is_share(entry) != (role == "rate") for entry, role in zip(numbers, roles, strict=True) if _is_share(entry)
        ):
            continue
        yield tuple(
            Placed(role=role, column=entry.column, printed=entry.printed, quantity=entry.quantity)
            for entry, role in zip(numbers, roles, strict=True)
        )


def _is_share(entry: Placed) -> bool:
    quantity = entry.quantity
    return quantity is not None and quantity.unit.dimension is Dimension.SHARE and "%" in quantity.text


def _agrees(placed: Sequence[Placed]) -> bool | None:
    """Whether spent ÷ budget is the rate (and rate × points the score); None where it cannot be told."""
    found = {entry.role: entry.quantity for entry in placed if entry.quantity is not None}
    budget = found.get("adjusted") or found.get("received") or found.get("initial")
    return rate_agrees(budget, found.get("spent"), found.get("rate"))


def rate_agrees(budget: Quantity | None, spent: Quantity | None, rate: Quantity | None) -> bool | None:
    """Whether spent ÷ budget gives the rate within a unit of its last place; None where a number is missing."""
    if budget is None or spent is None or rate is None:
        return None
    if budget.value is None or spent.value is None or rate.value is None or not budget.value:
        return None
    quotient = spent.value / budget.value * 100
    slack = max(rate.last_place, Decimal("0.01"))
    return abs(quotient - rate.value) <= slack
