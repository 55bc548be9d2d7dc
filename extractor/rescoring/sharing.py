"""What several addends of a sum have in common, settled before they are added, so that they cannot contradict."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise, product

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
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.rescoring.known import EITHER, KnownFacts
from extractor.rescoring.numbers import values

_MOST_WORLDS = 64


def settled(rules: list[Rule], facts: KnownFacts) -> list[KnownFacts]:
    """The worlds to evaluate addends in: one for each way the facts that two of them share can be."""
    if len(rules) < 2:
        return [facts]
    found = [_used(rule) for rule in rules]
    counted = Counter(name for used in found for name in used.leaves)
    choices: list[list[tuple[str, str | Interval | bool]]] = []
    worlds = 1
    for name in sorted(leaf for leaf, count in counted.items() if count > 1):
        options = _options(name, found, facts)
        if len(options) > 1 and worlds * len(options) <= _MOST_WORLDS:
            worlds *= len(options)
            choices.append([(name, option) for option in options])
    return [_world(facts, world) for world in product(*choices)]


def _options(leaf: str, found: list[_Used], facts: KnownFacts) -> list[Interval] | list[bool]:
    if leaf.startswith("?"):
        return sorted(facts.truths.get(leaf[1:], EITHER))
    fact = next(used.numbers[leaf] for used in found if leaf in used.numbers)
    marks = sorted({mark for used in found for mark in used.marks.get(leaf, ())})
    return _cells(values(fact, facts), marks)


def _cells(value: IntervalSet, marks: list[Decimal]) -> list[Interval]:
    """The value cut at the marks: each mark by itself, and what lies between."""
    if not marks:
        return list(value.parts)
    cuts = [Interval.at_most(marks[0], open=True), Interval.at_least(marks[-1], open=True)]
    cuts += [Interval.point(mark) for mark in marks]
    cuts += [Interval(low=one, high=two, low_open=True, high_open=True) for one, two in pairwise(marks)]
    return [part for cut in cuts for part in value.intersection(cut).parts]


def _world(facts: KnownFacts, choices: tuple[tuple[str, str | Interval | bool], ...]) -> KnownFacts:
    for leaf, option in choices:
        if isinstance(option, bool):
            facts = facts.with_truth(leaf[1:], option)
        elif isinstance(option, Interval):
            facts = facts.with_number(leaf, option)
    return facts


class _Used:
    """The facts of one rule: `?text` for truths, names for numbers, with the marks that numbers are compared to."""

    def __init__(self) -> None:
        self.leaves: set[str] = set()
        self.numbers: dict[str, NumFact] = {}
        self.marks: dict[str, set[Decimal]] = {}

    def number(self, expr: Expr, marks: tuple[Decimal | None, ...] = ()) -> None:
        match expr:
            case NumFact():
                self.leaves.add(expr.name)
                self.numbers[expr.name] = expr
                self.marks.setdefault(expr.name, set()).update(mark for mark in marks if mark is not None)
            case Arithmetic():
                self.number(expr.left)
                self.number(expr.right)
            case Const():
                pass

    def condition(self, condition: Condition) -> None:
        match condition:
            case BoolFact():
                self.leaves.add("?" + condition.text)
            case Compare():
                marks = tuple(side.value for side in (condition.left, condition.right) if isinstance(side, Const))
                self.number(condition.left, marks)
                self.number(condition.right, marks)
            case Not():
                self.condition(condition.part)
            case AllOf() | AnyOf():
                for part in condition.parts:
                    self.condition(part)


def _used(rule: Rule) -> _Used:
    used = _Used()
    waiting: list[Rule] = [rule]
    while waiting:
        current = waiting.pop()
        match current:
            case Gate():
                used.condition(current.condition)
                waiting += [current.then, current.otherwise]
            case Bands():
                borders = tuple(end for band in current.bands for end in (band.interval.low, band.interval.high))
                used.number(current.expr, borders)
                waiting += [band.rule for band in current.bands] + [current.otherwise]
            case Prop():
                used.number(current.expr)
            case Steps():
                used.number(current.excess)
            case Parts() | Items():
                waiting += [part.rule for part in current.parts]
            case Sum():
                waiting += current.rules
            case Choice():
                waiting += [option.rule for option in current.options]
            case Alt():
                waiting += [reading.rule for reading in current.readings]
            case Rescale() | Clamp() | Bonus():
                waiting.append(current.rule)
            case _:
                pass
    return used
