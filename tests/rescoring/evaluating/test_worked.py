"""The worked values of the ten common forms, and a few that only sharing facts gets right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.model.criteria import (
    Arithmetic,
    Bonus,
    BoolFact,
    Compare,
    Comparison,
    Const,
    Discretion,
    Full,
    Gate,
    Items,
    Not,
    NumFact,
    Part,
    Parts,
    Points,
    Prop,
    StepMode,
    Steps,
    Sum,
    Zero,
)
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.packs import load_packs
from extractor.recognition.criteria import compile_criterion
from extractor.rescoring.evaluating import possible_scores
from extractor.rescoring.inverse import required
from extractor.rescoring.known import KnownFacts

D = Decimal
RATE = NumFact(name="率", unit="%", domain=Interval.at_least(D(0)))
SHARE = Arithmetic(op="/", left=RATE, right=Const(value=D(100)))


def knowing(**numbers: Interval | IntervalSet) -> KnownFacts:
    found = {name: one if isinstance(one, IntervalSet) else IntervalSet.of(one) for name, one in numbers.items()}
    return KnownFacts(numbers=found)


def possible(text: str, points: str, facts: KnownFacts | None = None) -> str:
    compiled = compile_criterion(text, D(points), load_packs())
    assert not compiled.leftover
    return str(possible_scores(compiled.rule, D(points), facts or KnownFacts()))


def point(value: str) -> Interval:
    return Interval.point(value)


def printed(value: str, unit: str) -> Interval:
    return Interval.printed(D(value), D(unit))


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        (printed("99.2", "0.1"), "[9.915, 9.925)"),
        (printed("99.1", "0.1"), "[9.905, 9.915)"),
        (printed("120", "1"), "{10}"),
    ],
)
def test_rate_times_points(rate, wanted):
    assert possible("得分=预算执行率×10分", "10", knowing(预算执行率=rate)) == wanted


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        (point("92.3"), "{3.5, 3.65, 4}"),
        (printed("92.3", "0.1"), "3.5 ∪ [3.625, 3.675) ∪ 4"),
        (point("60"), "{0}"),
        (point("96"), "{5}"),
    ],
)
def test_steps_below_a_mark(rate, wanted):
    text = "以95%为基准，完成率每低1个百分点扣0.5分，扣完为止"
    assert possible(text, "5", knowing(完成率=rate)) == wanted


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        (point("97"), "{4}"),
        (point("90"), "{3.2}"),
        (printed("95", "1"), "{3.2, 4}"),
        (point("70"), "[0, 4]"),
        (point("55"), "{0}"),
    ],
)
def test_bands_with_a_gap(rate, wanted):
    text = "完成率≥95%得满分，90%（含）-95%得80%分值，低于60%不得分"
    assert possible(text, "4", knowing(完成率=rate)) == wanted


@pytest.mark.parametrize(
    ("least", "most", "wanted"), [(0, 0, "{2}"), (0, None, "{0, 1, 2}"), (5, 5, "{0}"), (1, 2, "{0, 1}")]
)
def test_per_occurrence(least, most, wanted):
    facts = KnownFacts(counts={"发现一次": (least, most)})
    assert possible("发现一次扣1分，扣完为止", "2", facts) == wanted


def test_grades_by_discretion():
    text = "达成预期指标得100%-80%（含）分值，部分达成得80%-60%（含）分值，未达成得60%-0%分值"

    def graded(*labels: str) -> str:
        return possible(text, "10", KnownFacts(labels={"等级": frozenset(labels)} if labels else {}))

    assert graded("达成预期指标") == "[8, 10]"
    assert graded("部分达成") == "[6, 8)"
    assert graded("达成预期指标", "部分达成") == "[6, 10]"
    assert graded() == "[0, 10]"


def test_items_and_weighted_parts():
    assert possible("①甲得1分；②乙得2分", "3", KnownFacts(truths={"甲": frozenset({True})})) == "{1, 3}"
    assert possible("①甲得1分；②乙得2分", "3") == "{0, 1, 2, 3}"
    text = "1.甲的得满分，否则不得分；2.乙的得满分，否则不得分；3.丙的得满分，否则不得分。三项得分分别占30%、30%和40%"
    known = KnownFacts(truths={"甲": frozenset({True}), "乙": frozenset({True})})
    assert possible(text, "3", known) == "{1.8, 3}"
    assert possible(text, "3") == "{0, 0.9, 1.2, 1.8, 2.1, 3}"


def test_discretion_behind_a_gate_and_bonus():
    gated = Gate(condition=BoolFact(text="甲"), then=Full(), otherwise=Discretion(low=D(0), high=D(1), high_open=True))
    assert str(possible_scores(gated, D(2), KnownFacts(truths={"甲": frozenset({False})}))) == "[0, 2)"
    inner = Items(
        parts=(
            Part(amount=D(1), rule=Full()),
            Part(amount=D(1), rule=Full()),
            Part(amount=D(1), rule=Gate(condition=BoolFact(text="乙"), then=Full(), otherwise=Zero())),
        )
    )
    assert str(possible_scores(Sum(rules=(Full(), Bonus(cap=D(2), rule=inner))), D(5))) == "{7}"


def test_a_fact_that_two_parts_share_is_one_fact():
    """If 甲 holds the first part is full and the second is not: never both, never none."""
    fact = BoolFact(text="甲")
    parts = Parts(
        parts=(
            Part(amount=D("0.5"), rule=Gate(condition=fact, then=Full(), otherwise=Zero())),
            Part(amount=D("0.5"), rule=Gate(condition=Not(part=fact), then=Full(), otherwise=Zero())),
        )
    )
    assert str(possible_scores(parts, D(4))) == "{2}"


def test_a_rate_that_two_parts_share_is_one_rate():
    def over(mark: str) -> Gate:
        reached = Compare(left=RATE, sign=Comparison.AT_LEAST, right=Const(value=D(mark)))
        return Gate(condition=reached, then=Full(), otherwise=Zero())

    items = Items(parts=(Part(amount=D(1), rule=over("60")), Part(amount=D(1), rule=over("90"))))
    assert str(possible_scores(items, D(2))) == "{0, 1, 2}"
    contradiction = Items(
        parts=(
            Part(amount=D(1), rule=over("60")),
            Part(
                amount=D(2),
                rule=Gate(
                    condition=Compare(left=RATE, sign=Comparison.LESS, right=Const(value=D(60))),
                    then=Full(),
                    otherwise=Zero(),
                ),
            ),
        )
    )
    assert str(possible_scores(contradiction, D(3))) == "{1, 2}"


def test_rounding_residue_that_costs_a_step():
    """公用经费: two equal figures known only to a cent; a started step would cost, full steps would not."""
    spent = NumFact(name="实际", domain=Interval.at_least(D(0)))
    planned = NumFact(name="预算", domain=Interval.at_least(D(0)))
    ratio = Arithmetic(op="/", left=Arithmetic(op="-", left=spent, right=planned), right=planned)
    excess = Arithmetic(op="*", left=ratio, right=Const(value=D(100)))
    known = knowing(实际=printed("297.25", "0.01"), 预算=printed("297.25", "0.01"))

    def steps(mode: StepMode) -> str:
        return str(possible_scores(Steps(points=D("0.5"), step=D(5), excess=excess, mode=mode), D(2), known))

    assert steps(StepMode.FLOOR) == "{2}"
    assert steps(StepMode.CEIL) == "{1.5, 2}"


def test_backwards_a_score_names_the_rate_that_it_needs():
    compiled = compile_criterion("得分=预算执行率×10分", D(10), load_packs())
    assert {name: str(found) for name, found in required(compiled.rule, D(10), printed("9.92", "0.01")).items()} == {
        "预算执行率": "[99.15, 99.25)"
    }
    full = required(compiled.rule, D(10), Interval.point(10))
    assert str(full["预算执行率"]) == "[100, ∞)"
    bands = compile_criterion("合格率≥95%得4分；80%≤合格率<95%得2分；合格率<80%不得分", D(4), load_packs())
    assert str(required(bands.rule, D(4), Interval.point(2))["合格率"]) == "[80, 95)"
    assert required(bands.rule, D(4), Interval.point(3))["合格率"].is_empty
    assert required(Points(points=D(1)), D(4), Interval.point(3)) == {}
    assert required(Prop(expr=SHARE, cap=None), D(10), Interval.point(5)) == {"率": IntervalSet.points([D(50)])}
