"""The facts that a rule asks for: its truths, numbers, occurrences and grades."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model.criteria import (
    AllOf,
    Alt,
    AnyOf,
    Arithmetic,
    Bands,
    Bonus,
    BoolFact,
    Choice,
    Clamp,
    Compare,
    Condition,
    Const,
    Deduct,
    Deduction,
    Expr,
    Gate,
    Items,
    Not,
    NumFact,
    Parts,
    Prop,
    Rescale,
    Rule,
    Steps,
    Sum,
)


@dataclass(slots=True, kw_only=True)
class Leaves:
    """Every fact of a rule once, in the order of the tree; `labels` maps a choice's subject to its options."""

    truths: dict[str, BoolFact] = field(default_factory=dict)
    numbers: dict[str, NumFact] = field(default_factory=dict)
    occurrences: dict[str, Deduction] = field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)

    @property
    def names(self) -> tuple[str, ...]:
        """What is asked for, in words."""
        return (*self.truths, *self.numbers, *self.occurrences, *self.labels)


def leaves_of(rule: Rule) -> Leaves:
    """The facts that `rule` asks for."""
    found = Leaves()
    waiting: list[Rule] = [rule]
    while waiting:
        current = waiting.pop()
        match current:
            case Gate():
                _condition(current.condition, found)
                waiting += [current.otherwise, current.then]
            case Bands():
                _number(current.expr, found)
                waiting += [current.otherwise, *(band.rule for band in reversed(current.bands))]
            case Prop():
                _number(current.expr, found)
            case Steps():
                _number(current.excess, found)
            case Deduct():
                found.occurrences.update((deduction.occurrence, deduction) for deduction in current.deductions)
            case Parts() | Items():
                waiting += [part.rule for part in reversed(current.parts)]
            case Sum():
                waiting += reversed(current.rules)
            case Choice():
                found.labels[current.subject] = tuple(option.label for option in current.options)
                waiting += [option.rule for option in reversed(current.options)]
            case Alt():
                waiting += [reading.rule for reading in reversed(current.readings)]
            case Rescale() | Clamp() | Bonus():
                waiting.append(current.rule)
            case _:
                pass
    return found


def _condition(condition: Condition, found: Leaves) -> None:
    match condition:
        case BoolFact():
            found.truths[condition.text] = condition
        case Compare():
            for side in (condition.left, condition.right):
                _number(side, found)
                if isinstance(side, NumFact):
                    found.compared.add(side.name)
        case Not():
            _condition(condition.part, found)
        case AllOf() | AnyOf():
            for part in condition.parts:
                _condition(part, found)


def _number(expr: Expr, found: Leaves) -> None:
    match expr:
        case NumFact():
            found.numbers.setdefault(expr.name, expr)
        case Arithmetic():
            _number(expr.left, found)
            _number(expr.right, found)
        case Const():
            pass


def expression_names(expr: Expr) -> tuple[NumFact, ...]:
    """The facts of an expression from left to right."""
    found = Leaves()
    _number(expr, found)
    return tuple(found.numbers.values())
