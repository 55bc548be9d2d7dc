"""Figures that a report prints for a row: in its own cells, in the funds block, in the narrative."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.model.claims import MetricKind
from extractor.model.criteria import NumFact
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.report import Budget, CellFormula, Direction, Figure, Report, RowEvidence
from extractor.packs import Packs
from extractor.packs.patterns import compiled
from extractor.rescoring.assertions import plain
from extractor.rescoring.known import NOTHING_KNOWN
from extractor.rescoring.leaves import expression_names
from extractor.rescoring.numbers import values

HUNDRED = Decimal(100)
OWN_RATE = "完成率"
TARGET = "目标值"
_OF_THE_ROW = (TARGET, "实际完成值")
_LONG_NAME = 5
_SHORTEST_NAME = 3
_RATIO_AT_MOST = Decimal(5)
_SAME_NAME = 0.6
_SURE_NAME = 0.8
_HALF = 0.5
_OWN_WORDS = 0.7
_ALIKE = 0.3
_NONE = IntervalSet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value that is printed, or follows from printed ones; `source` is how it was printed."""

    source: str
    name: str = ""
    values: IntervalSet = _NONE
    count: tuple[int, int | None] | None = None
    label: str = ""


class Measures:
    """The printed figures that can be meant by the facts of one row."""

    def __init__(self, index: int, report: Report, packs: Packs) -> None:
        self._report = report
        self._packs = packs
        self._indicator = report.indicators[index]
        own = [evidence for evidence in report.row_evidence if evidence.indicator == index]
        self._evidence = own[0] if own else RowEvidence(indicator=index)

    def number(self, fact: NumFact, *, alone: bool) -> Measure | None:
        """The values of a rate or an amount; None where nothing printed is surely it."""
        if fact.unit != "%":
            return self._amount(fact)
        if fact.name in _OF_THE_ROW:
            return self._of_the_row(fact.name)
        return (
            self._calculated(fact, alone=alone)
            or self._printed_rate(fact, alone=alone)
            or self._actual(fact, alone=alone)
            or self._execution(fact)
            or self._told(fact)
        )

    def operands(self, fact: NumFact) -> tuple[Measure, ...]:
        """The amounts of a rate's printed definition, where every one of them is printed with its name."""
        if fact.definition is None:
            return ()
        found = [self._named_amount(operand, _SURE_NAME) for operand in expression_names(fact.definition)]
        return tuple(measure for measure in found if measure) if found and all(found) else ()

    def occurrences(self, occurrence: str) -> Measure | None:
        """How often something occurred, where a count is printed beside the very words.

        The words must be the occurrence's own, both ways: 发现问题3个 is no count of 未整改的问题.
        """
        bare = compiled(self._packs.patterns.get("criteria/evidence", "each-word").expression)
        wanted = bare.sub("", occurrence.rpartition("；")[2])
        for figure in self._evidence.figures:
            quantity = figure.quantity
            if quantity.unit.dimension is not Dimension.COUNT or quantity.value is None:
                continue
            whole = quantity.value == quantity.value.to_integral_value()
            if not whole or quantity.approximation is not Approximation.EXACT:
                continue
            own, theirs = share(figure.label, wanted), share(wanted, figure.label)
            if own >= _OWN_WORDS and theirs >= _HALF and self._pattern("happened", figure.label):
                count = int(quantity.value)
                return Measure(source=figure.label + quantity.text, count=(count, count))
        return None

    def label(self, options: tuple[str, ...]) -> Measure | None:
        """The grade that the actual value names, if it names exactly one."""
        text = plain(self._indicator.actual_text.text)
        named = [option for option in options if option and option in text]
        longest = [option for option in named if not any(option != other and option in other for other in named)]
        return Measure(source=text, label=longest[0]) if len(longest) == 1 else None

    def _of_the_row(self, name: str) -> Measure | None:
        """The row's own target or actual value, where it is a rate."""
        quantity = self._indicator.target if name == TARGET else self._indicator.actual
        if quantity is None or quantity.value is None or quantity.unit.dimension is not Dimension.SHARE:
            return None
        values = Interval.point(quantity.value) if name == TARGET else quantity.interval
        return Measure(source=quantity.text, values=IntervalSet.of(values))

    # --- rates -------------------------------------------------------------------------------------------------------

    def _calculated(self, fact: NumFact, *, alone: bool) -> Measure | None:
        for formula in self._evidence.formulas:
            if not (_same(formula.name, fact.name) or (alone and not formula.name and formula.percent)):
                continue
            result = recalculated(formula)
            if result is not None:
                return Measure(source=formula.text, values=IntervalSet.of(result.scaled(HUNDRED)))
        return None

    def _printed_rate(self, fact: NumFact, *, alone: bool) -> Measure | None:
        rates = [figure for figure in self._evidence.figures if figure.quantity.unit.dimension is Dimension.SHARE]
        row = self._indicator.name if alone or _same(fact.name, self._indicator.name) else ""
        named = [figure for figure in rates if _same(figure.label, fact.name) or _same(figure.label, row)]
        if not named and alone and len(rates) == 1 and self._pattern("rate-word", rates[0].label):
            named = [figure for figure in rates if share(figure.label, self._about(fact)) >= _HALF]
        usable = [figure for figure in named if figure.quantity.value is not None]
        if not usable:
            return None
        return Measure(source=_sources(usable), values=IntervalSet.of(*(figure.quantity.interval for figure in usable)))

    def _about(self, fact: NumFact) -> str:
        """All names for a rate: its own, its indicator's, those of the amounts that make it."""
        operands = expression_names(fact.definition) if fact.definition is not None else ()
        return "，".join([fact.name, self._indicator.name, *(operand.name for operand in operands)])

    def _actual(self, fact: NumFact, *, alone: bool) -> Measure | None:
        actual, target = self._indicator.actual, self._indicator.target
        if actual is None or actual.value is None:
            return None
        own = fact.name == OWN_RATE
        named = _same(fact.name, self._indicator.name) or (alone and share(fact.name, self._indicator.name) >= _ALIKE)
        if actual.unit.dimension is Dimension.SHARE and (own or named):
            found = [actual.interval]
            if own and _comparable(actual, target) and target is not None:
                found.append(attainment(actual, target))
            return Measure(source=actual.text, values=IntervalSet.of(*found))
        if (
            own
            and target is not None
            and _comparable(actual, target)
            and self._indicator.direction is not Direction.LOWER
        ):
            return Measure(source=f"{actual.text}/{target.text}", values=IntervalSet.of(attainment(actual, target)))
        return None

    def _execution(self, fact: NumFact) -> Measure | None:
        """The execution rate from the funds block, over every lawful denominator."""
        row = self._indicator.role == "budget" or self._pattern("execution-rate", self._indicator.name)
        if not row or not self._pattern("execution-rate", fact.name):
            return None
        totals = [budget for budget in self._report.budgets if budget.scope == "total"]
        found = [interval for budget in totals for interval in execution_rates(budget)]
        if not found:
            return None
        return Measure(source="；".join(_funds(budget) for budget in totals), values=IntervalSet.of(*found))

    def _told(self, fact: NumFact) -> Measure | None:
        """The rate in the narrative under the very same name, if that name is no everyday word (合格率, 满意度)."""
        if len(fact.name) < _LONG_NAME and fact.name != self._indicator.name:
            return None
        same = [
            metric
            for metric in self._report.metrics
            if metric.kind is MetricKind.RATE
            and metric.name == fact.name
            and not metric.scope
            and not metric.comparison
            and metric.quantity.value is not None
        ]
        if not same:
            return None
        return Measure(
            source="；".join(metric.name + metric.quantity.text for metric in same),
            values=IntervalSet.of(*(metric.quantity.interval for metric in same)),
        )

    # --- amounts -----------------------------------------------------------------------------------------------------

    def _amount(self, fact: NumFact) -> Measure | None:
        """An amount by its kind of word: what was spent or done, what was planned; all that fit are possible."""
        wanted = self._kinds(fact.name)
        figures = [figure for figure in self._evidence.figures if _is_amount(figure)]
        if len(wanted) != 1:
            return self._named_amount(fact, _SURE_NAME)
        fitting = [figure for figure in figures if self._kinds(figure.label) == wanted]
        if not fitting or not self._speaks_of(fact.name):
            return None
        found = IntervalSet.of(*(figure.quantity.interval for figure in fitting))
        return Measure(name=fact.name, source=_sources(fitting), values=found)

    def _speaks_of(self, name: str) -> bool:
        """Whether the cells speak of the amount's object at all: money of another object proves nothing here."""
        text = "".join(plain(cell.text) for cell in (self._indicator.basis, self._indicator.actual_text))
        bare = compiled(self._packs.patterns.get("criteria/evidence", "amount-word").expression)
        wanted = _pairs(bare.sub("", name)) or _pairs(bare.sub("", self._indicator.name))
        return not wanted or bool(wanted & _pairs(text))

    def _named_amount(self, fact: NumFact, least: float) -> Measure | None:
        figures = [
            figure
            for figure in self._evidence.figures
            if _is_amount(figure) and share(fact.name, figure.label) >= least
        ]
        if not figures:
            return None
        found = IntervalSet.of(*(figure.quantity.interval for figure in figures))
        return Measure(name=fact.name, source=_sources(figures), values=found)

    def _kinds(self, text: str) -> frozenset[str]:
        return frozenset(kind for kind in ("actual-word", "planned-word") if self._pattern(kind, text))

    def _pattern(self, name: str, text: str) -> bool:
        return self._packs.patterns.get("criteria/evidence", name).search(text) is not None


def recalculated(formula: CellFormula) -> Interval | None:
    """The exact result of a written calculation as a share; None where it divides by nothing or its scale is unclear.

    46/50=92% is a share; (90+95)/2=92.5% and 46/50×100=92 are in per cent already.
    """
    result = values(formula.expr, NOTHING_KNOWN).hull
    if result is None or result.low is None or result.high is None:
        return None
    if result.high <= _RATIO_AT_MOST:
        return result
    hundredth = result.scaled(Decimal("0.01"))
    return hundredth if not formula.percent or hundredth.meets(formula.stated) else None


def attainment(actual: Quantity, target: Quantity) -> Interval:
    """Actual over target in per cent."""
    return (actual.interval / target.interval).scaled(HUNDRED)


def execution_rates(budget: Budget) -> list[Interval]:
    """Spent over adjusted, initial and received funds in per cent, and the printed rate."""
    found: list[Interval] = []
    if budget.spent is not None and budget.spent.value is not None:
        for whole in (budget.adjusted, budget.initial, budget.received):
            if whole is not None and whole.value is not None and whole.value > 0:
                found.append((budget.spent.interval / whole.interval).scaled(HUNDRED))
    if budget.rate is not None and budget.rate.value is not None:
        found.append(budget.rate.interval)
    return found


def share(wanted: str, given: str) -> float:
    """The share of the wanted words' pairs of characters that the given words have."""
    pairs = _pairs(wanted)
    return len(pairs & _pairs(given)) / len(pairs) if pairs else 0.0


def _same(one: str, other: str) -> bool:
    if one != other and min(len(one), len(other)) < _SHORTEST_NAME:
        return False
    return one == other or one in other or other in one or min(share(one, other), share(other, one)) >= _SAME_NAME


def _pairs(text: str) -> set[str]:
    bare = regex.sub(r"[“”（）()的]", "", text)
    return {bare[index : index + 2] for index in range(len(bare) - 1)}


def _comparable(actual: Quantity, target: Quantity | None) -> bool:
    return (
        target is not None
        and target.value is not None
        and target.value > 0
        and target.unit.symbol == actual.unit.symbol
        and target.approximation in (Approximation.EXACT, Approximation.AT_LEAST)
    )


def _is_amount(figure: Figure) -> bool:
    return figure.quantity.unit.dimension is not Dimension.SHARE and figure.quantity.value is not None


def _sources(figures: list[Figure]) -> str:
    return "；".join(figure.label + figure.quantity.text for figure in figures)


def _funds(budget: Budget) -> str:
    parts = [part.text for part in (budget.spent, budget.adjusted or budget.initial, budget.rate) if part is not None]
    return budget.item + " " + " / ".join(parts)
