"""Numbers of a funds row against their columns: where cells were lost, arithmetic says which number is what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed
from extractor.recognition.tables.glued import Piece, may_be_glued, plain, splits

MONEY_ROLES = frozenset({"initial", "adjusted", "received", "spent"})
_MOST = 8
_MOST_TRIALS = 40_000
_SLACK = Decimal("0.02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell of a funds row: the role of its column (empty for none), what is printed, the number if it is one."""

    role: str
    column: int
    printed: Printed
    quantity: Quantity | None


def fit_row(placed: Sequence[Placed], columns: Mapping[str, int]) -> tuple[Placed, ...]:
    """The numbers with their roles: as they stand, unless the rate contradicts and one other order fits alone."""
    numbers = _first_of_each([entry for entry in placed if entry.quantity is not None])
    standing = tuple(entry for entry in numbers if entry.role)
    if all(entry.role for entry in numbers) and _agrees(standing) is not False:
        return standing
    order = sorted(columns, key=lambda role: columns[role])
    if len(numbers) >= len(order) or len(order) > _MOST:
        return standing
    fitting = [found for found in _arrangements(numbers, order) if _agrees(found)]
    return fitting[0] if len(fitting) == 1 else standing


def _first_of_each(numbers: Sequence[Placed]) -> list[Placed]:
    """Only the first number under each header: further ones divide it by source."""
    seen: set[str] = set()
    kept = []
    for entry in numbers:
        if entry.role not in seen:
            kept.append(entry)
        if entry.role:
            seen.add(entry.role)
    return kept


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
    """Whether spent ÷ budget is the rate; None where it cannot be told."""
    found = {entry.role: entry.quantity for entry in placed if entry.quantity is not None}
    return figures_agree(found)


def figures_agree(found: Mapping[str, Quantity | None]) -> bool | None:
    """Whether spent ÷ budget is the rate within a unit of its last place; None where one is missing.

    The budget is the adjusted one, or what was received, or the initial one; a rate may be a fraction (0.97).
    """
    spent, rate = found.get("spent"), found.get("rate")
    budget = found.get("adjusted") or found.get("received") or found.get("initial")
    if budget is None or spent is None or rate is None:
        return None
    if budget.value is None or spent.value is None or rate.value is None or not budget.value:
        return None
    quotient = spent.value / budget.value * 100
    slack = max(rate.last_place, Decimal("0.01"))
    if abs(quotient - rate.value) <= slack:
        return True
    return is_fraction(rate) and abs(quotient - rate.value * 100) <= slack * 100


def is_fraction(rate: Quantity) -> bool:
    """Whether a rate may be printed as a fraction: no sign, and not above one."""
    return rate.value is not None and 0 < rate.value <= 1 and "%" not in rate.text


def as_percent(rate: Quantity) -> Quantity:
    """A rate printed as a fraction (0.97), in percent."""
    if rate.value is None:
        return rate
    return replace(
        rate,
        value=rate.value * 100,
        last_place=rate.last_place * 100,
        interval=rate.interval.scaled(Decimal(100)),
        unit=replace(rate.unit, factor=rate.unit.factor * 100),
    )


def unglue(
    placed: Sequence[Placed], columns: Mapping[str, int], read: Callable[[Printed, str], Quantity | None]
) -> tuple[Placed, ...]:
    """The cells of a row with glued numbers taken apart over the empty columns, where arithmetic says how."""
    order = sorted(columns, key=lambda role: columns[role])
    for position, entry in enumerate(placed):
        if not entry.role or not _looks_glued(entry):
            continue
        others = {other.role: other for other in placed if other is not entry and other.quantity is not None}
        free = [role for role in order if role not in others]
        found = _taken_apart(entry.printed.text, others, free)
        if found:
            parts = [(role, piece.printed(entry.printed)) for role, piece in found]
            made = [
                Placed(role=role, column=entry.column, printed=printed, quantity=read(printed, role))
                for role, printed in parts
            ]
            return (*placed[:position], *made, *placed[position + 1 :])
    return tuple(placed)


def _looks_glued(entry: Placed) -> bool:
    text = entry.printed.text
    value = None if entry.quantity is None else entry.quantity.value
    if value is None:
        return may_be_glued(text) or " " in text
    if entry.role in MONEY_ROLES:
        return "%" in text
    return value > 1000 or (entry.role == "rate" and entry.quantity is not None and entry.quantity.decimals > 3)


def _taken_apart(text: str, others: Mapping[str, Placed], free: Sequence[str]) -> tuple[tuple[str, Piece], ...]:
    """Roles and pieces of the likeliest split that satisfies the arithmetic of the row; nothing where two are level."""
    known = {role: number for role, other in others.items() if (number := _as_printed(other)) is not None}
    fitting: list[tuple[tuple[int, ...], tuple[tuple[str, Piece], ...]]] = []
    tried = 0
    for count in range(2, len(free) + 1):
        for pieces in splits(text, count):
            for roles in combinations(free, count):
                tried += 1
                if tried > _MOST_TRIALS:
                    return ()
                made = tuple(zip(roles, pieces, strict=True))
                if all("%" not in piece.text or role == "rate" for role, piece in made) and _holds(made, known):
                    fitting.append((_unlikeliness(made, known), made))
    fitting.sort(key=lambda entry: entry[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return ()
    return fitting[0][1]


def _as_printed(entry: Placed) -> Decimal | None:
    """The number of a cell in its printed unit."""
    quantity = entry.quantity
    return None if quantity is None or quantity.value is None else quantity.value / quantity.unit.factor


def _holds(made: Sequence[tuple[str, Piece]], known: Mapping[str, Decimal]) -> bool:
    values = {**known, **{role: plain(piece.text) for role, piece in made}}
    spent, rate = values.get("spent"), values.get("rate")
    budget = values.get("adjusted") or values.get("received") or values.get("initial")
    if not budget or spent is None or rate is None:
        return False
    share = spent / budget * 100
    if abs(share - rate) > _SLACK and not (rate <= 1 and abs(share - rate * 100) <= _SLACK):
        return False
    points, score = values.get("points"), values.get("stated_score")
    if points is not None and points > 100:
        return False
    if score is None:
        return True
    return score <= 100 if points is None else abs(min(share, Decimal(100)) * points / 100 - score) <= _SLACK * 3


def _unlikeliness(made: Sequence[tuple[str, Piece]], known: Mapping[str, Decimal]) -> tuple[int, ...]:
    """The lower, the likelier: full marks come with a score, are whole, and amounts of a row share their decimals."""
    roles = {*known, *(role for role, _ in made)}
    whole = all("." not in piece.text for role, piece in made if role == "points")
    decimals = {len(piece.text.partition(".")[2]) for role, piece in made if role in MONEY_ROLES}
    return (int(("points" in roles) != ("stated_score" in roles)), int(not whole), len(decimals), -len(made))
