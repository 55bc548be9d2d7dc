"""A single award as a rule: full marks, fixed points, shares, proportions, discretion."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.model.criteria import (
    Arithmetic,
    Choice,
    Clamp,
    Const,
    Discretion,
    Expr,
    Full,
    Hole,
    NumFact,
    Option,
    Points,
    Prop,
    Rule,
    Share,
    Zero,
)
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.building import OWN_RATE, Workshop, alternatives
from extractor.recognition.criteria.clauses import Award, AwardKind, Scope
from extractor.recognition.criteria.conditions import Closure, Range

ONE = Decimal(1)
_SHARES = regex.compile(r"(?P<left>\d++(?:\.\d++)?+)%?+(?:（[^）]*+）)?+[-~至](?P<right>\d++(?:\.\d++)?+)%")
_BUDGET_NAMES = ("分值", "权重", "满分", "分数", "总分")


def granted(
    award: Award, scope: Scope, workshop: Workshop, base: Decimal | None, threshold: Range | None, behind_gate: bool
) -> Rule | None:
    """The rule of a granting award; None where it cannot be read."""
    match award.kind:
        case AwardKind.FULL:
            return Full()
        case AwardKind.ZERO:
            return Zero()
        case AwardKind.POINTS | AwardKind.LABEL:
            points = award.number("low")
            return None if points is None else Points(points=points)
        case AwardKind.DEDUCT:
            lost = award.number("low")
            return None if lost is None or base is None else Points(points=max(Decimal(0), base - lost))
        case AwardKind.SHARE:
            share = award.number("low")
            return None if share is None else Share(share=share / expressions.HUNDRED)
        case AwardKind.SHARE_HALF:
            return Share(share=Decimal("0.5"))
        case AwardKind.SHARE_RANGE:
            return _between(award, expressions.HUNDRED, percent=True)
        case AwardKind.POINTS_RANGE:
            return _between(award, base, percent=False)
        case AwardKind.GRADES:
            return _grades(award)
        case AwardKind.DISCRETION:
            return Discretion(low=Decimal(0), high=ONE, high_open=behind_gate)
        case AwardKind.PROPORTION:
            return _proportion(award.groups.get("what", ""), scope, workshop, threshold)
        case AwardKind.FORMULA:
            return _formula(award, scope, workshop, base)
        case _:
            return None


def _grades(award: Award) -> Rule | None:
    """Named grades and their shares of the points, in one sentence."""
    labels = award.groups["names"].removeprefix("分为").split("、")
    pairs = [match.groupdict() for match in _SHARES.finditer(award.groups["ranges"])]
    if len(labels) != len(pairs):
        return None
    options: list[Option] = []
    best = max(Decimal(pair["left"]) for pair in pairs)
    for label, pair in zip(labels, pairs, strict=True):
        low, high = sorted((Decimal(pair["left"]), Decimal(pair["right"])))
        rule = Discretion(low=low / expressions.HUNDRED, high=high / expressions.HUNDRED, high_open=high != best)
        options.append(Option(label=label, rule=rule))
    return Choice(subject="等级", options=tuple(options))


def _between(award: Award, whole: Decimal | None, *, percent: bool) -> Rule | None:
    left, right = award.number("left") or Decimal(0), award.number("right")
    if right is None:
        return None
    if whole is None or whole == 0:
        return Hole(why=award.text)
    marks = [(left, award.groups.get("left_mark", "")), (right, award.groups.get("right_mark", ""))]
    (low, low_mark), (high, high_mark) = sorted(marks)
    if high > whole:
        return None
    marked = bool(low_mark or high_mark)
    return Discretion(
        low=low / whole,
        high=high / whole,
        low_open=_opened(low_mark) or (percent and marked and not low_mark and low != 0),
        high_open=_opened(high_mark) or (percent and marked and not high_mark and high != whole),
    )


def _opened(mark: str) -> bool:
    return mark.startswith("（不")


def _proportion(what: str, scope: Scope, workshop: Workshop, threshold: Range | None) -> Rule:
    """Proportional to the rate itself; where full marks need less than 100 %, perhaps to its share of that mark."""
    subject = threshold.subject if threshold is not None and not what else what
    rate = workshop.rate(_rate_name(subject))
    readings = [
        (
            "rate",
            _prop(Arithmetic(op="/", left=rate, right=Const(value=expressions.HUNDRED)), scope, workshop, printed=True),
        )
    ]
    mark = threshold.low if threshold is not None else None
    if mark is not None and threshold is not None and threshold.unit == "%" and 0 < mark < expressions.HUNDRED:
        readings.append(
            (
                "share_of_mark",
                _prop(Arithmetic(op="/", left=rate, right=Const(value=mark)), scope, workshop, printed=True),
            )
        )
    return alternatives(readings)


def _rate_name(what: str) -> str:
    bare = what.removeprefix("其").removeprefix("照").removesuffix("的")
    if bare in (
        "",
        "相应",
        "完成",
        "实际完成",
        "实际",
        "已完成",
        "目标完成",
        "任务完成",
        "同等",
        "一定",
        "对应",
        "指标完成",
    ):
        return OWN_RATE
    return bare if expressions.RATE_NAME.search(bare) else bare + "率"


def _prop(expr: Expr, scope: Scope, workshop: Workshop, *, printed: bool = False) -> Rule:
    if printed or scope.has(AwardKind.CAP):
        return Prop(expr=expr)
    workshop.remarks.add("cap_not_printed")
    # Beyond full marks nothing can be given either way: the open reading is clamped to the points.
    return alternatives(
        [("capped", Prop(expr=expr)), ("uncapped", Clamp(low=Decimal(0), high=ONE, rule=Prop(expr=expr, cap=None)))]
    )


def _formula(award: Award, scope: Scope, workshop: Workshop, base: Decimal | None) -> Rule | None:
    try:
        expr = expressions.parse(award.groups["formula"])
    except expressions.NoFormula:
        return None
    factors = expressions.factors(expr)
    budget = [index for index, (part, divides) in enumerate(factors) if not divides and _is_budget(part, base)]
    if len(budget) != 1:
        # Without a factor for the points only a plain rate can be meant (得分=完成率).
        return None
    rest = [entry for index, entry in enumerate(factors) if index != budget[0] and entry[0] != Const(value=ONE)]
    share = _with_definitions(expressions.product(rest), workshop)
    if any(name.name.endswith(_BUDGET_NAMES) or "分" in name.name for name in expressions.names(share)):
        return None
    return _prop(share, scope, workshop)


def _is_budget(part: Expr, base: Decimal | None) -> bool:
    if isinstance(part, NumFact):
        return part.name.endswith(_BUDGET_NAMES) or part.name in ("该项分", "指标分")
    return isinstance(part, Const) and base is not None and part.value == base


def _with_definitions(expr: Expr, workshop: Workshop) -> Expr:
    match expr:
        case Const():
            return expr
        case NumFact():
            return workshop.rate(expr.name) if expr.unit == "%" else expr
        case Arithmetic():
            return Arithmetic(
                op=expr.op, left=_with_definitions(expr.left, workshop), right=_with_definitions(expr.right, workshop)
            )


def closed(found: Range) -> Range:
    """A range whose unsaid ends count as belonging to it."""
    ends = {
        name: Closure.CLOSED
        for name in ("low_end", "high_end")
        if getattr(found, name) in (Closure.UNSAID, Closure.SOFT)
    }
    return Range(
        subject=found.subject,
        unit=found.unit,
        low=found.low,
        high=found.high,
        **{"low_end": found.low_end, "high_end": found.high_end} | ends,
    )
