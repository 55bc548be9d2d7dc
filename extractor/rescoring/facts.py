"""Facts for a row's rule: figures and calculations in its cells, its actual value, funds, metrics, and assertions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import Criterion, NumFact, Rule
from extractor.model.interval_sets import IntervalSet
from extractor.model.report import Indicator, Report
from extractor.packs import Packs
from extractor.rescoring.assertions import Assertions, RowWords, Strength
from extractor.rescoring.known import KnownFacts
from extractor.rescoring.leaves import Leaves, leaves_of
from extractor.rescoring.measured import Measures

_WHOLE = IntervalSet.points([Decimal(100)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One fact that the report gives: what for, what it says, how well it is supported, and the words that say it."""

    name: str
    strength: Strength
    source: str
    numbers: IntervalSet | None = None
    answer: bool | None = None
    count: tuple[int, int | None] | None = None
    label: str = ""

    @property
    def said(self) -> str:
        """The fact's value in a form for explanations."""
        if self.numbers is not None:
            return str(self.numbers)
        if self.count is not None:
            return str(self.count[0]) if self.count[0] == self.count[1] else f"{self.count[0]}…"
        return self.label or {True: "是", False: "否", None: ""}[self.answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """All facts found for a rule; `missing` names those that it asks for and the report does not give."""

    found: tuple[Found, ...] = ()
    missing: tuple[str, ...] = ()

    def known(self, least: Strength) -> KnownFacts:
        """The facts supported at least so well, as the evaluation wants them."""
        used = [fact for fact in self.found if fact.strength >= least]
        return KnownFacts(
            numbers={fact.name: fact.numbers for fact in used if fact.numbers is not None},
            truths={fact.name: frozenset({fact.answer}) for fact in used if fact.answer is not None},
            counts={fact.name: fact.count for fact in used if fact.count is not None},
            labels={fact.name: frozenset({fact.label}) for fact in used if fact.label},
        )


def gather(rule: Rule, criterion: Criterion | None, index: int, report: Report, packs: Packs) -> RowFacts:
    """What the report says of the facts that `rule` asks for; `index` is the row's place in `Report.indicators`."""
    leaves = leaves_of(rule)
    indicator = report.indicators[index]
    asserted = Assertions(_words(indicator, criterion, index, report, leaves), packs)
    measures = Measures(index, report, packs)
    found: list[Found] = []
    for name, fact in leaves.numbers.items():
        found += _number(name, fact, leaves, measures, asserted)
    for text in leaves.truths:
        said = asserted.of_condition(text)
        if said is not None:
            found.append(Found(name=text, strength=said.strength, source=said.words, answer=said.answer))
    for text in leaves.occurrences:
        counted = measures.occurrences(text)
        said = asserted.of_occurrence(text)
        if counted is not None:
            found.append(Found(name=text, strength=Strength.MEASURED, source=counted.source, count=counted.count))
        elif said is not None:
            found.append(Found(name=text, strength=said.strength, source=said.words, count=(0, 0)))
    for subject, options in leaves.labels.items():
        label = measures.label(options)
        if label is not None:
            found.append(Found(name=subject, strength=Strength.SPECIFIC, source=label.source, label=label.label))
    named = {fact.name for fact in found if fact.strength > Strength.GENERAL}
    return RowFacts(found=tuple(found), missing=tuple(name for name in leaves.names if name not in named))


def _number(name: str, fact: NumFact, leaves: Leaves, measures: Measures, asserted: Assertions) -> list[Found]:
    measured = measures.number(fact, alone=len(leaves.numbers) == 1)
    if measured is not None:
        return [Found(name=name, strength=Strength.MEASURED, source=measured.source, numbers=measured.values)]
    operands = measures.operands(fact)
    if operands:
        return [
            Found(name=operand.name, strength=Strength.MEASURED, source=operand.source, numbers=operand.values)
            for operand in operands
        ]
    said = asserted.of_rate(name)
    if said is None or fact.unit != "%":
        return []
    return [Found(name=name, strength=said.strength, source=said.words, numbers=_WHOLE)]


def _words(indicator: Indicator, criterion: Criterion | None, index: int, report: Report, leaves: Leaves) -> RowWords:
    others = tuple(
        other.basis.text for place, other in enumerate(report.indicators) if place != index and other.basis.text
    )
    return RowWords(
        name=indicator.name,
        explanation=indicator.explanation.text,
        criterion=criterion.text if criterion else "",
        basis=indicator.basis.text or indicator.actual_text.text,
        conditions=(*leaves.truths, *leaves.occurrences),
        others=others,
    )
