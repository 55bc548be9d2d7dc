"""Declared rules: evaluating the formulas of packs over a report, on intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from extractor.model.claims import Statement
from extractor.model.findings import Evidence, Outcome
from extractor.model.intervals import Interval, Truth, total
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator, Printed
from extractor.packs.formulas import Call, Column, Logic, Name, Node, Number, Operation, Text, parse_formula
from extractor.packs.rules import Formula, Rule
from extractor.rescoring.context import Context
from extractor.rescoring.equations import exact, scored
from extractor.rescoring.verdicts import Verdict

Value = Interval | str | Truth | list["Value"] | None
Entry = Indicator | Budget | Statement

_COMPARE: Mapping[str, Callable[[Interval, Interval], Truth]] = {
    "==": lambda left, right: left.equal(right),
    "!=": lambda left, right: left.equal(right).negated(),
    "<": lambda left, right: left.less(right),
    "<=": lambda left, right: left.less_or_equal(right),
    ">": lambda left, right: right.less(left),
    ">=": lambda left, right: right.less_or_equal(left),
}
_parsed = cache(parse_formula)


def declared(context: Context) -> Iterator[Verdict]:
    """The verdicts of every rule that is a formula."""
    for rule in context.rules:
        if rule.formula is not None:
            yield from _of_rule(context, rule, rule.formula)


def _of_rule(context: Context, rule: Rule, formula: Formula) -> Iterator[Verdict]:
    test = _parsed(formula.test, formula.each)
    condition = _parsed(formula.when, formula.each) if formula.when else None
    for subject, entry in _entries(context, formula):
        scope = _Scope(context, entry)
        # Where the condition is not surely met the rule does not speak.
        if condition is not None and scope.truth(condition) is not Truth.YES:
            continue
        yield _verdict(rule, formula, subject, test, scope)


def _entries(context: Context, formula: Formula) -> Iterator[tuple[str, Entry | None]]:
    report = context.report
    match formula.each:
        case "indicators":
            yield from ((context.path(index), row) for index, row in enumerate(report.indicators))
        case "leaves":
            yield from ((context.path(index), row) for index, row in context.leaves())
        case "budgets":
            yield from ((budget.item, budget) for budget in report.budgets)
        case "statements":
            yield from ((statement.name, statement) for statement in report.statements)
        case _:
            yield formula.subject, None


def _verdict(rule: Rule, formula: Formula, subject: str, test: Node, scope: _Scope) -> Verdict:
    truth = scope.truth(test)
    # An interval that only may break the rule does not: the printed figures allow it.
    outcome = Outcome.INCONSISTENT if truth is Truth.NO else Outcome.CONSISTENT
    sides = (test.left, test.right) if isinstance(test, Operation) else ()
    shown = [_shown(scope.value(side)) for side in sides]
    return Verdict(
        rule=rule.code,
        outcome=Outcome.UNDECIDABLE if truth is None else outcome,
        subject=subject or formula.test,
        stated=shown[0] if shown else "",
        computed_text=shown[1] if shown else "",
        reason="value_missing" if truth is None else "",
        evidence=tuple(scope.places),
        slots=(("test", formula.test), ("left", shown[0] if shown else ""), ("right", shown[1] if shown else "")),
    )


class _Scope:
    """One evaluation: the report, the entry at hand, and the places of the figures that were used."""

    def __init__(self, context: Context, entry: Entry | None) -> None:
        self._context = context
        self._entry = entry
        self.places: list[Evidence] = []

    def truth(self, node: Node) -> Truth | None:
        """Yes, no, or open within the printed intervals; None where a value is missing."""
        match node:
            case Logic(word="not", parts=(part,)):
                inner = self.truth(part)
                return None if inner is None else inner.negated()
            case Logic(word=word, parts=parts):
                return _joined(word, [self.truth(part) for part in parts])
            case Operation(sign=sign, left=left, right=right) if sign in _COMPARE:
                return _compared(sign, self.value(left), self.value(right))
            case Call():
                found = self.value(node)
                return found if isinstance(found, Truth) else None
            case _:
                return None

    def value(self, node: Node) -> Value:
        """What a part of a formula stands for; None where it is missing."""
        match node:
            case Number(value=number):
                return Interval.point(number)
            case Text(value=text):
                return text
            case Name(name=name):
                return self._named(name)
            case Column(list=list_name, field=field):
                return [self._field(entry, field) for entry in self._list(list_name)]
            case Call(function=function, arguments=arguments):
                return self._called(function, [self.value(argument) for argument in arguments])
            case Operation(sign=sign, left=left, right=right):
                return _computed(sign, self.value(left), self.value(right))
            case Logic():
                return None

    def _named(self, name: str) -> Value:
        report = self._context.report
        if self._entry is not None and name not in ("total", "total_points", "fiscal_year"):
            return self._field(self._entry, name)
        match name:
            case "total":
                return self._quantity(
                    "总分", None if report.total is None else scored(report.total, self._context.place)
                )
            case "total_points":
                return self._quantity("分值", None if report.total_points is None else exact(report.total_points))
            case "grade":
                return report.grade or None
            case "kind":
                return report.facts.kind.value
            case "fiscal_year":
                year = report.facts.fiscal_year
                return None if year is None else Interval.point(year)
            case _:
                return [entry.name if not isinstance(entry, Budget) else entry.item for entry in self._list(name)]

    def _list(self, name: str) -> list[Entry]:
        report = self._context.report
        match name:
            case "indicators":
                return list(report.indicators)
            case "leaves":
                return [row for _, row in self._context.leaves()]
            case "budgets":
                return list(report.budgets)
            case _:
                return list(report.statements)

    def _field(self, entry: Entry, field: str) -> Value:
        if field == "name":
            return entry.item if isinstance(entry, Budget) else entry.name
        found = getattr(entry, _ATTRIBUTES.get((type(entry), field), field), None)
        if isinstance(found, Quantity):
            if field == "points":
                found = exact(found)
            elif field == "score":
                found = scored(found, self._context.place)
            return self._quantity(entry.item if isinstance(entry, Budget) else entry.name, found)
        if isinstance(found, int):
            return Interval.point(found)
        if isinstance(found, Printed):
            return found.text
        return str(found) if found else None

    def _quantity(self, label: str, quantity: Quantity | None) -> Value:
        if quantity is None or quantity.value is None:
            return None
        self.places.append(Evidence(label=label, text=quantity.text, span=quantity.span))
        return quantity.interval

    def _called(self, function: str, arguments: list[Value]) -> Value:
        first = arguments[0]
        match function:
            case "missing":
                return Truth.YES if first is None or first == [] else Truth.NO
            case "contains":
                return _contained(first, arguments[1])
            case "count":
                return Interval.point(len(first)) if isinstance(first, list) else None
            case "abs":
                return first.magnitude() if isinstance(first, Interval) else None
            case _:
                return _over_list(function, first)


_ATTRIBUTES: Mapping[tuple[type[Entry], str], str] = {
    (Indicator, "score"): "stated_score",
    (Budget, "score"): "stated_score",
}


def _contained(text: Value, part: Value) -> Truth | None:
    if not isinstance(text, str) or not isinstance(part, str):
        return None
    return Truth.YES if part in text else Truth.NO


def _over_list(function: str, values: Value) -> Value:
    """`sum`, `min` and `max` need every value of the list."""
    if not isinstance(values, list) or not values:
        return None
    numbers = [value for value in values if isinstance(value, Interval)]
    if len(numbers) < len(values):
        return None
    if function == "sum":
        return total(numbers)
    found = numbers[0]
    for number in numbers[1:]:
        found = -_largest(-found, -number) if function == "min" else _largest(found, number)
    return found


def _largest(one: Interval, other: Interval) -> Interval:
    """The larger of two unknown numbers: both ends move up."""
    return one.maximum(other.low) if one.hull(other).high == one.high else other.maximum(one.low)


def _computed(sign: str, left: Value, right: Value) -> Value:
    if not isinstance(left, Interval) or not isinstance(right, Interval):
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return None if right.contains(Decimal(0)) else left / right
        case _:
            return None


def _compared(sign: str, left: Value, right: Value) -> Truth | None:
    if isinstance(left, Interval) and isinstance(right, Interval):
        return _COMPARE[sign](left, right)
    if isinstance(left, str) and isinstance(right, str) and sign in ("==", "!="):
        return Truth.YES if (left == right) is (sign == "==") else Truth.NO
    return None


def _joined(word: str, parts: list[Truth | None]) -> Truth | None:
    decisive = Truth.NO if word == "and" else Truth.YES
    if decisive in parts:
        return decisive
    if None in parts:
        return None
    return Truth.UNDECIDED if Truth.UNDECIDED in parts else decisive.negated()


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, Interval) else ""
