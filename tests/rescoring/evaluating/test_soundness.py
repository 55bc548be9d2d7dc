"""Whatever the facts are, the true score lies in the set: random rules, random facts, random worlds inside them."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rescoring.evaluating.direct import World, score

from extractor.model.criteria import (
    AllOf,
    Alt,
    AnyOf,
    Arithmetic,
    Band,
    Bands,
    Bonus,
    BoolFact,
    Choice,
    Clamp,
    Compare,
    Comparison,
    Const,
    Deduct,
    Deduction,
    Discretion,
    Full,
    Gate,
    Hole,
    Items,
    Not,
    NumFact,
    Option,
    Part,
    Parts,
    Points,
    Prop,
    Reading,
    Rescale,
    Share,
    StepMode,
    Steps,
    Sum,
    Zero,
)
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.rescoring.evaluating import possible_scores
from extractor.rescoring.known import KnownFacts

D = Decimal
RATES = ("完成率", "合格率")
STATES = ("按期报送", "制度健全", "资料齐全")
EVENTS = ("发现一次", "每少一项")
GRADES = ("好", "中", "差")
PERCENT = Interval(low=D(0), high=D(150))

amounts = st.sampled_from([D("0.5"), D(1), D(2), D(3), D(5)])
shares = st.sampled_from([D("0.2"), D("0.3"), D("0.5"), D("0.8"), D(1)])
marks = st.sampled_from([D(0), D(60), D(80), D(90), D(95), D(100)])
rates = st.sampled_from(RATES).map(lambda name: NumFact(name=name, unit="%", domain=PERCENT))
exprs = st.one_of(
    rates,
    st.builds(lambda rate: Arithmetic(op="/", left=rate, right=Const(value=D(100))), rates),
    st.builds(lambda rate, mark: Arithmetic(op="-", left=Const(value=mark), right=rate), rates, marks),
    st.builds(lambda one, two: Arithmetic(op="max", left=one, right=two), rates, rates),
)
states = st.sampled_from(STATES).map(lambda text: BoolFact(text=text))
comparisons = st.builds(
    lambda rate, sign, mark: Compare(left=rate, sign=sign, right=Const(value=mark)),
    rates,
    st.sampled_from(list(Comparison)),
    marks,
)
conditions = st.recursive(
    st.one_of(states, comparisons),
    lambda inner: st.one_of(
        st.builds(lambda part: Not(part=part), inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(parts=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(parts=tuple(parts))),
    ),
    max_leaves=4,
)
deductions = st.builds(
    lambda points, event, times: Deduction(points=points, occurrence=event, times=times),
    amounts,
    st.sampled_from(EVENTS),
    st.sampled_from([None, 1]),
)
leaves = st.one_of(
    st.just(Full()),
    st.just(Zero()),
    st.just(Hole(why="")),
    st.builds(lambda points: Points(points=points), amounts),
    st.builds(lambda share: Share(share=share), shares),
    st.builds(lambda expr, cap: Prop(expr=expr, cap=cap), exprs, st.sampled_from([None, D(1)])),
    st.lists(deductions, min_size=1, max_size=2).map(lambda found: Deduct(deductions=tuple(found))),
    st.builds(
        lambda points, step, excess, mode: Steps(points=points, step=step, excess=excess, mode=mode),
        amounts,
        st.sampled_from([D(1), D(5), D(3)]),
        exprs,
        st.sampled_from(list(StepMode)),
    ),
    st.builds(lambda low: Discretion(low=low, high=D(1), high_open=False), st.sampled_from([D(0), D("0.6")])),
)


def _banded(rate, edges, rules):
    cuts = sorted(set(edges))
    bands = [Band(interval=Interval.at_least(cuts[-1]), rule=rules[0])]
    for low, high, rule in zip(cuts, cuts[1:], rules[1:], strict=False):
        bands.append(Band(interval=Interval(low=low, high=high, high_open=True), rule=rule))
    return Bands(expr=rate, bands=tuple(bands), otherwise=rules[-1])


def _grown(inner):
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.builds(lambda c, a, b: Gate(condition=c, then=a, otherwise=b), conditions, inner, inner),
        st.builds(_banded, rates, st.lists(marks, min_size=1, max_size=3), st.lists(inner, min_size=3, max_size=3)),
        st.builds(lambda rules, share: Parts(parts=tuple(Part(amount=share, rule=r) for r in rules)), several, shares),
        st.builds(lambda rules, own: Items(parts=tuple(Part(amount=own, rule=r) for r in rules)), several, amounts),
        several.map(lambda rules: Sum(rules=tuple(rules))),
        several.map(lambda rules: Alt(readings=tuple(Reading(name=str(n), rule=r) for n, r in enumerate(rules)))),
        st.builds(lambda rule, share: Rescale(share=share, points=None, rule=rule), inner, shares),
        st.builds(lambda rule: Clamp(low=D(0), high=D(1), rule=rule), inner),
        st.builds(lambda rule, cap: Bonus(cap=cap, rule=rule), inner, amounts),
        st.lists(inner, min_size=3, max_size=3).map(
            lambda rules: Choice(
                subject="等级",
                options=tuple(Option(label=label, rule=rule) for label, rule in zip(GRADES, rules, strict=True)),
            )
        ),
    )


rules = st.recursive(leaves, _grown, max_leaves=8)


@st.composite
def settings_of_facts(draw):
    """Facts as a report gives them, and one world that they allow."""
    numbers, true_numbers = {}, {}
    for name in RATES:
        value = D(draw(st.integers(0, 1500))) / 10
        true_numbers[name] = Fraction(value)
        known = draw(st.sampled_from(["point", "printed", "two", "unknown"]))
        if known == "point":
            numbers[name] = IntervalSet.of(Interval.point(value))
        elif known == "printed":
            numbers[name] = IntervalSet.of(Interval(low=value - D("0.5"), high=value + D("0.5"), high_open=True))
        elif known == "two":
            numbers[name] = IntervalSet.points([value, D(draw(st.integers(0, 150)))])
    truths = {text: draw(st.booleans()) for text in STATES}
    counts = {event: draw(st.integers(0, 6)) for event in EVENTS}
    label = draw(st.sampled_from(GRADES))
    facts = KnownFacts(
        numbers=numbers,
        truths={text: frozenset({answer}) for text, answer in truths.items() if draw(st.booleans())},
        counts={event: (count, count) for event, count in counts.items() if draw(st.booleans())},
        labels={"等级": frozenset({label})} if draw(st.booleans()) else {},
    )
    return facts, true_numbers, truths, counts, label


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules, amounts, settings_of_facts(), st.randoms(use_true_random=False))
def test_the_true_score_is_possible(rule, points, facts_and_world, chance):
    facts, numbers, truths, counts, label = facts_and_world
    world = World(numbers, truths, counts, label, chance.randrange)
    true = score(rule, Fraction(points), Fraction(points), world)
    found = possible_scores(rule, points, facts)
    assert any(_inside(true, part) for part in found.parts), f"{true} not in {found}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules, amounts, settings_of_facts())
def test_more_facts_never_widen_the_set(rule, points, facts_and_world):
    """Knowing something can only rule scores out; what nobody knows is the reachable set."""
    facts, *_ = facts_and_world
    narrow, wide = possible_scores(rule, points, facts), possible_scores(rule, points)
    for part in narrow.parts:
        assert any(part.within(_slightly_wider(whole)) for whole in wide.parts)


def _slightly_wider(interval: Interval) -> Interval:
    margin, exact = D("1E-40"), Context(prec=100)
    low = None if interval.low is None else exact.subtract(interval.low, margin)
    high = None if interval.high is None else exact.add(interval.high, margin)
    return Interval(low=low, high=high)


def _inside(value: Fraction, interval: Interval) -> bool:
    above = (
        interval.low is None
        or value > Fraction(interval.low)
        or (value == Fraction(interval.low) and not interval.low_open)
    )
    below = (
        interval.high is None
        or value < Fraction(interval.high)
        or (value == Fraction(interval.high) and not interval.high_open)
    )
    return above and below
