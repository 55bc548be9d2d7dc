"""From an equation to a verdict: the one place where fits become outcomes, for all rules that compare figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from extractor.model.findings import Evidence, Fit, Outcome, Severity
from extractor.model.intervals import Interval, format_decimal
from extractor.model.quantities import Dimension, Quantity
from extractor.rescoring.equations import Equation, Form, compute, fit_of, gap, value_of
from extractor.rescoring.verdicts import Said, Slots, Verdict

_SIGNS = {Form.SUM: " + ", Form.RATE: " ÷ ", Form.QUOTIENT: " ÷ ", Form.SCORE: " × "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An equation that a report states: what it speaks of, what its figures are called, how it may be read."""

    rule: str
    subject: str
    equation: Equation
    labels: tuple[str, ...] = ()
    intervals: tuple[Interval, ...] | None = None
    result_label: str = ""
    reading: str = ""
    readings: tuple[str, ...] = ()
    slots: Slots = ()
    indicators: tuple[int, ...] = ()
    severity: Severity | None = None
    small_miss: Severity | None = None  # for a miss of less than one more unit of the last place


def judged(claim: Claim) -> Verdict:
    """The verdict on a claim: consistent with its fit, inconsistent with the difference, or undecidable."""
    equation = claim.equation
    fit = fit_of(equation, claim.intervals)
    if fit is None:
        return undecided(claim, "approximate" if _is_vague(equation) else "divisor_may_be_zero")
    computed = compute(equation.form, claim.intervals or [operand.interval for operand in equation.operands])
    outcome = Outcome.INCONSISTENT if fit is Fit.MISMATCH else Outcome.CONSISTENT
    severity = claim.severity
    if outcome is Outcome.INCONSISTENT and claim.small_miss is not None and _is_small(equation, computed):
        severity = claim.small_miss
    return Verdict(
        rule=claim.rule,
        outcome=outcome,
        subject=claim.subject,
        stated=_stated(equation),
        computed=computed,
        computed_text=shown_result(equation),
        difference=_difference(equation),
        fit=fit,
        readings=claim.readings,
        reading=claim.reading,
        steps=(_step(equation, fit),),
        evidence=places(claim),
        slots=(("equation", expression(equation)), *claim.slots),
        severity=severity,
        equation=equation,
        intervals=claim.intervals,
        indicators=claim.indicators,
    )


def undecided(claim: Claim, reason: str) -> Verdict:
    """The verdict where something stands in the way."""
    return Verdict(
        rule=claim.rule,
        outcome=Outcome.UNDECIDABLE,
        subject=claim.subject,
        stated=_stated(claim.equation),
        reason=reason,
        readings=claim.readings,
        steps=(Said(phrase="not-compared", slots=(("equation", expression(claim.equation)),)),),
        evidence=places(claim),
        slots=claim.slots,
        equation=claim.equation,
        indicators=claim.indicators,
    )


def places(claim: Claim) -> tuple[Evidence, ...]:
    """Where the figures of a claim stand."""
    figures = claim.equation.figures
    labels = [*claim.labels, *[""] * len(figures)][: len(claim.equation.operands)]
    if claim.equation.result is not None:
        labels.append(claim.result_label or claim.subject)
    return tuple(
        Evidence(label=label or claim.subject, text=figure.text, span=figure.span)
        for label, figure in zip(labels, figures, strict=True)
    )


def _is_vague(equation: Equation) -> bool:
    return any(figure.interval.low is None and figure.interval.high is None for figure in equation.figures)


def _is_small(equation: Equation, computed: Interval) -> bool:
    if equation.result is None:
        place = max((operand.last_place for operand in equation.operands), default=Decimal(0))
        goal = Interval.point(equation.goal or Decimal(0))
        return gap(computed, goal) < place
    if equation.result.interval.is_point:
        return False
    return gap(computed, equation.result.interval) < equation.result.last_place


def _stated(equation: Equation) -> str:
    if equation.result is not None:
        return equation.result.text
    return format_decimal(equation.goal) if equation.goal is not None else ""


def _step(equation: Equation, fit: Fit) -> Said:
    slots = (
        ("equation", expression(equation)),
        ("computed", shown_result(equation)),
        ("stated", _stated(equation)),
    )
    return Said(phrase=f"fit-{fit.value}", slots=slots)


def expression(equation: Equation) -> str:
    """The left side as one would write it: 62,979.58 ÷ 63,522."""
    printed = [_operand(operand) for operand in equation.operands]
    match equation.form:
        case Form.SAME:
            return printed[0]
        case Form.GROWTH:
            return f"{printed[1]} ÷ ({printed[0]} − {printed[1]})"
        case Form.DECLINE:
            return f"{printed[1]} ÷ ({printed[0]} + {printed[1]})"
        case Form.RISE:
            return f"({printed[0]} − {printed[1]}) ÷ {printed[1]}"
        case Form.FALL:
            return f"({printed[1]} − {printed[0]}) ÷ {printed[1]}"
        case Form.MONEY_SCORE:
            return f"{printed[0]} ÷ {printed[1]} × {printed[2]}"
        case Form.DIFFERENCE:
            return f"{' + '.join(printed[:-1])} − {printed[-1]}"
        case Form.SUM | Form.RATE | Form.QUOTIENT | Form.SCORE:
            return _SIGNS[equation.form].join(printed)


def _operand(quantity: Quantity) -> str:
    if quantity.unit.dimension in (Dimension.SHARE, Dimension.SHARE_POINTS):
        return f"{quantity.number_text}{quantity.unit.text}"
    return quantity.number_text or quantity.text


def shown_result(equation: Equation) -> str:
    """What the printed operands give, in the unit of the result, with at most three places more than it prints."""
    values = [operand.value for operand in equation.operands if operand.value is not None]
    if len(values) != len(equation.operands):
        return ""
    value = value_of(equation.form, values)
    if value is None:
        return ""
    return shown(value, equation.result or equation.operands[0], _places(equation))


def _places(equation: Equation) -> int:
    """Sums are shown as exactly as their terms; quotients two places finer than the result."""
    own = (equation.result or equation.operands[0]).decimals + 2
    return max(own, *(figure.decimals for figure in equation.figures)) if equation.form is Form.SUM else own


def shown(value: Decimal, like: Quantity, places: int) -> str:
    """A computed value in the unit in which `like` is printed, to at most `places` decimals."""
    number = value / (like.unit.factor or Decimal(1))
    text = format_decimal(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
    return text + (like.unit.text if like.unit.dimension in (Dimension.SHARE, Dimension.SHARE_POINTS) else "")


def _difference(equation: Equation) -> str:
    values = [operand.value for operand in equation.operands if operand.value is not None]
    if len(values) != len(equation.operands):
        return ""
    value = value_of(equation.form, values)
    stated = equation.result.value if equation.result is not None else equation.goal
    if value is None or stated is None:
        return ""
    like = equation.result or equation.operands[0]
    return shown(stated - value, like, _places(equation))


def summed(
    rule: str, subject: str, operands: Sequence[Quantity], result: Quantity, labels: Sequence[str] = ()
) -> Claim:
    """The claim that `operands` add up to `result`."""
    return Claim(
        rule=rule,
        subject=subject,
        equation=Equation(form=Form.SUM, operands=tuple(operands), result=result),
        labels=tuple(labels),
    )
