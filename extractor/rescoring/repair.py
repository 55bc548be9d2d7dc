"""The smallest repair: which single change of a printed figure makes failing equations hold, and what follows from it.

A report is a net of equations over printed figures. A fault breaks some of them. For every figure of a failing
equation the value that would mend it is tried; what was derived from the figure is recomputed (a rate gives a score,
scores give a total); the change that mends most and breaks least is the likely cause, and all failures that it mends
have that one cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.findings import Outcome
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.rescoring.equations import Equation, Form, compute, restated, rounded, solved, value_of
from extractor.rescoring.verdicts import Verdict

_DERIVED = frozenset(Form) - {Form.SAME}
_ROUNDS = 64
Changes = dict[int, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A printed figure and the value that it would have to show."""

    figure: Quantity
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The change of one figure, what follows from it, and the failing verdicts (as positions) that it mends.

    `derived` tells that the figure is the outcome of a failing equation, not one of the figures that it starts from.
    """

    change: Change
    follows: tuple[Change, ...]
    mends: tuple[int, ...]
    breaks: int
    derived: bool = True


class Net:
    """The equations of a report over its figures; figures printed at overlapping places are one."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        """Build the net of all verdicts that compare figures."""
        self._verdicts = verdicts
        self._figures: list[Quantity] = []
        self._identities = self._identify(verdicts)
        self._used: dict[int, list[int]] = {}
        for position, verdict in enumerate(verdicts):
            for figure in self._figures_of(verdict):
                self._used.setdefault(self._identity(figure), []).append(position)

    def figure(self, identity: int) -> Quantity:
        """The first quantity printed at that place."""
        return self._figures[identity]

    def repairs(self, failing: Iterable[int]) -> Iterator[Repair]:
        """Every single change that mends at least one failing verdict."""
        wanted = list(failing)
        tried: set[tuple[int, Decimal, bool]] = set()
        for position in wanted:
            for identity, value, derived in self._candidates(self._verdicts[position]):
                if (identity, value, derived) not in tried:
                    tried.add((identity, value, derived))
                    repair = self._tried(identity, value, wanted)
                    if repair.mends:
                        yield repair if derived else replace(repair, derived=False)

    def _tried(self, identity: int, value: Decimal, failing: list[int]) -> Repair:
        changes = self._propagated(identity, value)
        touched = {position for changed in changes for position in self._used.get(changed, ())}
        mends = tuple(position for position in failing if position in touched and self._holds(position, changes))
        broken = sum(
            1
            for position in touched
            if self._verdicts[position].outcome is Outcome.CONSISTENT and not self._holds(position, changes)
        )
        follows = tuple(
            Change(figure=self._figures[other], value=new) for other, new in changes.items() if other != identity
        )
        return Repair(
            change=Change(figure=self._figures[identity], value=value), follows=follows, mends=mends, breaks=broken
        )

    def _propagated(self, identity: int, value: Decimal) -> Changes:
        changes: Changes = {identity: value}
        waiting = [identity]
        for _ in range(_ROUNDS):
            if not waiting:
                break
            for position in self._used.get(waiting.pop(0), ()):
                verdict = self._verdicts[position]
                if verdict.outcome is not Outcome.CONSISTENT or verdict.equation is None:
                    continue
                derived = self._derived(verdict.equation, changes)
                if derived is not None and derived[0] not in changes:
                    changes[derived[0]] = derived[1]
                    waiting.append(derived[0])
        return changes

    def _derived(self, equation: Equation, changes: Changes) -> tuple[int, Decimal] | None:
        """The figure that has to follow a change: the result, or the other part of a pair that makes 100 %."""
        if equation.result is None:
            return self._counterpart(equation, changes)
        result = self._identity(equation.result)
        if equation.form is Form.SAME:
            return self._repetition(equation.operands[0], equation.result, changes)
        if equation.form not in _DERIVED or result in changes or equation.result.value is None:
            return None
        before = _plainly(equation, [operand.value or Decimal(0) for operand in equation.operands])
        after = _plainly(equation, self._values(equation, changes))
        if before is None or after is None or before == after:
            return None
        return result, equation.result.value + after - before

    def _repetition(self, one: Quantity, other: Quantity, changes: Changes) -> tuple[int, Decimal] | None:
        here, there = self._identity(one), self._identity(other)
        if here in changes and there not in changes and other.value is not None:
            value = rounded(changes[here], other.last_place)
            return (there, value) if value != other.value else None
        if there in changes and here not in changes and one.value is not None:
            value = rounded(changes[there], one.last_place)
            return (here, value) if value != one.value else None
        return None

    def _counterpart(self, equation: Equation, changes: Changes) -> tuple[int, Decimal] | None:
        free = [operand for operand in equation.operands if self._identity(operand) not in changes]
        if len(free) != 1 or equation.goal is None or equation.form is not Form.SUM:
            return None
        others = sum(
            (changes[self._identity(operand)] for operand in equation.operands if operand is not free[0]), Decimal(0)
        )
        return self._identity(free[0]), equation.goal - others

    def _values(self, equation: Equation, changes: Changes) -> list[Decimal]:
        return [changes.get(self._identity(operand), operand.value or Decimal(0)) for operand in equation.operands]

    def _holds(self, position: int, changes: Mapping[int, Decimal]) -> bool:
        verdict = self._verdicts[position]
        if verdict.equation is not None:
            return self._equation_holds(verdict.equation, verdict.intervals, changes)
        if verdict.held is not None and verdict.computed is not None:
            new = changes.get(self._identity(verdict.held))
            return verdict.computed.meets(verdict.held.interval if new is None else restated(verdict.held, new))
        return verdict.outcome is Outcome.CONSISTENT

    def _equation_holds(
        self, equation: Equation, given: tuple[Interval, ...] | None, changes: Mapping[int, Decimal]
    ) -> bool:
        intervals = list(given) if given is not None else [operand.interval for operand in equation.operands]
        for place, operand in enumerate(equation.operands):
            new = changes.get(self._identity(operand))
            if new is not None:
                intervals[place] = restated(operand, new)
        computed = compute(equation.form, intervals)
        if equation.result is None:
            return computed.contains(equation.goal or Decimal(0))
        new = changes.get(self._identity(equation.result))
        if new is not None:
            return computed.meets(restated(equation.result, new))
        return any(computed.meets(interval) for interval in equation.result.lawful())

    def _candidates(self, verdict: Verdict) -> Iterator[tuple[int, Decimal, bool]]:
        if verdict.held is not None and verdict.computed is not None:
            yield from self._into_bounds(verdict.held, verdict.computed)
        if verdict.equation is None:
            return
        figures = verdict.equation.figures
        # The result first: of two changes that mend equally much the derived figure is the likelier slip.
        for place in reversed(range(len(figures))):
            value = solved(verdict.equation, place)
            if value is not None:
                new = rounded(value, figures[place].last_place)
                derived = place == len(verdict.equation.operands) or verdict.equation.form is Form.SAME
                old = figures[place].value
                # No one prints an amount of less than nothing by a slip.
                if new != old and not (new < 0 and old is not None and old >= 0):
                    yield self._identity(figures[place]), new, derived

    def _into_bounds(self, held: Quantity, bounds: Interval) -> Iterator[tuple[int, Decimal, bool]]:
        if held.value is None or bounds.contains(held.value):
            return
        low, high = bounds.low, bounds.high
        near = low if low is not None and held.value < low else high
        if near is not None:
            yield self._identity(held), rounded(near, held.last_place), True

    def _figures_of(self, verdict: Verdict) -> tuple[Quantity, ...]:
        equation = verdict.equation.figures if verdict.equation is not None else ()
        return (*equation, verdict.held) if verdict.held is not None else equation

    def _identify(self, verdicts: Sequence[Verdict]) -> dict[_Key, int]:
        """One number for the figures printed at overlapping places with the same digits (9.92 and 9.92分)."""
        figures = {_key(figure): figure for verdict in verdicts for figure in self._figures_of(verdict)}
        identities: dict[_Key, int] = {}
        reach: dict[str, tuple[int, int]] = {}
        for key in sorted(figures):
            digits, start, end = key
            earlier = reach.get(digits)
            if earlier is None or start >= earlier[0]:
                self._figures.append(figures[key])
                earlier = (end, len(self._figures) - 1)
            reach[digits] = (max(earlier[0], end), earlier[1])
            identities[key] = earlier[1]
        return identities

    def _identity(self, figure: Quantity) -> int:
        return self._identities[_key(figure)]


_Key = tuple[str, int, int]


def _key(figure: Quantity) -> _Key:
    return figure.number_text, figure.span.start, figure.span.end


def _plainly(equation: Equation, values: Sequence[Decimal]) -> Decimal | None:
    value = value_of(equation.form, values)
    return None if value is None or equation.result is None else rounded(value, equation.result.last_place)


def best_repair(repairs: Iterable[Repair]) -> Repair | None:
    """The repair that mends most and breaks least; the earlier one of two equal ones."""
    best: Repair | None = None
    for repair in repairs:
        if best is None or _merit(repair) > _merit(best):
            best = repair
    return best


def _merit(repair: Repair) -> tuple[int, int, int]:
    return len(repair.mends) - repair.breaks, int(repair.derived), -len(repair.follows)
