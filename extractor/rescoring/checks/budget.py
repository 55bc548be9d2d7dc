"""BUD: execution of the budget: rate, score, denominator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.model.findings import Fit, Outcome, Severity
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.model.report import Budget
from extractor.rescoring.checks.arithmetic import Claim, judged, undecided
from extractor.rescoring.checks.links import doubted
from extractor.rescoring.context import Context, value
from extractor.rescoring.equations import Equation, Form, compute, computed, exact, gap, restated
from extractor.rescoring.execution import Execution, ExecutionScore, divisors, find_execution
from extractor.rescoring.verdicts import Verdict, evidence_of

_DENOMINATORS = ("adjusted", "initial", "received")


def execution_rate(context: Context) -> Iterator[Verdict]:
    """BUD-RATE: a printed rate with spent ÷ budget of the same row or sentence, every lawful denominator tried."""
    for budget in context.report.budgets:
        if budget.rate is None:
            continue
        rate, spent = budget.rate, budget.spent
        if rate.value is None or spent is None or spent.value is None:
            continue
        claims = [
            Claim(
                rule="BUD-RATE",
                subject=budget.item,
                equation=Equation(form=Form.RATE, operands=(spent, divisor), result=rate),
                labels=("执行数", label),
                result_label="执行率",
                reading=label,
                readings=_DENOMINATORS,
                small_miss=_rate_slip(rate),
            )
            for label, divisor in divisors(budget)
        ]
        if claims:
            yield _rate_verdict(claims, budget)


def _rate_slip(rate: Quantity) -> Severity | None:
    """One unit of the second decimal off is a slip that forms are full of (71.344 printed 71.35)."""
    return Severity.NOTE if rate.decimals >= 2 else None


def _rate_verdict(claims: list[Claim], budget: Budget) -> Verdict:
    divisor = claims[0].equation.operands[1].value
    spent = claims[0].equation.operands[0].value
    if divisor == 0:
        # 0/0 is printed as 0 %, as 100 % or left blank: nothing was to be spent.
        return undecided(claims[0], "budget_zero" if spent else "nothing_to_execute")
    verdicts = [judged(claim) for claim in claims]
    for verdict in verdicts:
        if verdict.outcome is Outcome.CONSISTENT:
            return verdict
    if any(verdict.outcome is Outcome.UNDECIDABLE for verdict in verdicts):
        return next(verdict for verdict in verdicts if verdict.outcome is Outcome.UNDECIDABLE)
    if value(budget.rate) == 100 and spent is not None and divisor is not None and spent > divisor:
        # Execution above the budget is shown as 100 % where the form caps it.
        return undecided(claims[0], "capped_at_100")
    likely = slip(claims[0].equation)
    verdict = replace(verdicts[0], slots=(*verdicts[0].slots, ("slip", likely)))
    return verdict if likely or budget.table is not None else doubted(verdict)


def slip(equation: Equation) -> str:
    """The likely slip behind a wrong rate, as the name of a phrase; empty when none explains it."""
    spent, budget = equation.operands
    rate = equation.result
    if rate is None or rate.value is None or not spent.value or not budget.value:
        return ""
    if restated(rate, budget.value / spent.value * 100).contains(rate.value):
        return "operands-swapped"
    for factor in (Decimal(100), Decimal(10), Decimal("0.01"), Decimal("0.1")):
        if restated(rate, spent.value / budget.value * 100 * factor).contains(rate.value):
            return "decimal-point-moved"
    return ""


def over_budget(context: Context) -> Iterator[Verdict]:
    """BUD-RATE-MAX: spending above the budget needs an explanation."""
    for budget in context.report.budgets:
        spent, limit = budget.spent, budget.adjusted or budget.initial
        if spent is None or limit is None or spent.value is None or limit.value is None or limit.value <= 0:
            continue
        if budget.item.endswith("收入"):
            # More may come in than was planned.
            continue
        over = gap(spent.interval, limit.interval) > 0 and spent.value > limit.value
        yield Verdict(
            rule="BUD-RATE-MAX",
            outcome=Outcome.INCONSISTENT if over else Outcome.CONSISTENT,
            subject=budget.item,
            stated=spent.text,
            computed=limit.interval,
            computed_text=limit.text,
            evidence=(*evidence_of("执行数", spent), *evidence_of("预算数", limit)),
            slots=(("spent", spent.text), ("budget", limit.text)),
        )


def execution_score(context: Context) -> Iterator[Verdict]:
    """BUD-SCORE: the score for execution from the money and from each stated rate.

    Rows that the re-scoring of rows has judged are left to it: it knows the form's own criterion and bands.
    """
    done = {
        result.indicator
        for result in context.rows
        if any(verdict.rule in ("BUD-SCORE", "IND-CRIT") for verdict in result.verdicts)
    }
    execution = find_execution(context)
    for score in execution.scores:
        if score.indicator is not None and score.indicator in done:
            continue
        for rate in execution.rates:
            yield _first_fitting(context, score, [(rate.name, (rate.quantity, exact(score.points)))])
        money: list[tuple[str, tuple[Quantity, ...]]] = [
            (found.label, (found.spent, found.budget, exact(score.points))) for found in execution.amounts
        ]
        if money:
            verdict = _first_fitting(context, score, money)
            if verdict.outcome is Outcome.INCONSISTENT and _from_printed_rate(execution, score):
                verdict = replace(
                    verdict, outcome=Outcome.CONSISTENT, fit=Fit.EXACT, reading="linear:printed_rate", equation=None
                )
            yield verdict


def _from_printed_rate(execution: Execution, score: ExecutionScore) -> bool:
    """Whether the score is the printed rate times the points, and that rate is the money's, rounded (1 % for 1.05)."""
    for rate in execution.rates:
        own = rate.own
        shown, points = rate.quantity.value, score.points.value
        if own is None or shown is None or points is None or score.score.value is None:
            continue
        rates = [
            compute(Form.RATE, (found.spent.interval, found.budget.interval))
            for found in execution.amounts
            if found.source is own
        ]
        stated = Interval.printed(score.score.value, score.score.last_place)
        if any(found.meets(lawful) for found in rates for lawful in rate.quantity.lawful()) and stated.contains(
            min(shown, Decimal(100)) * points / 100
        ):
            return True
    return False


def _first_fitting(context: Context, score: ExecutionScore, inputs: list[tuple[str, tuple[Quantity, ...]]]) -> Verdict:
    """The verdict of the first lawful reading that fits; of the usual one when none does."""
    verdicts = [
        judged(
            Claim(
                rule="BUD-SCORE",
                subject=score.name,
                equation=Equation(
                    form=Form.SCORE if len(operands) == 2 else Form.MONEY_SCORE,
                    operands=operands,
                    result=computed(score.score, context.place),
                ),
                labels=("执行率", "分值") if len(operands) == 2 else ("执行数", "预算数", "分值"),
                result_label=score.name,
                reading=f"linear:{label}",
                readings=("linear", "bands"),
                indicators=() if score.indicator is None else (score.indicator,),
            )
        )
        for label, operands in inputs
    ]
    for verdict in verdicts:
        if verdict.outcome is Outcome.CONSISTENT:
            return verdict
    if _bands_are_lawful(context):
        for _, operands in inputs:
            if _by_bands(operands, score.score):
                return replace(verdicts[0], outcome=Outcome.CONSISTENT, fit=Fit.EXACT, reading="bands", equation=None)
    return verdicts[0]


def _bands_are_lawful(context: Context) -> bool:
    scheme = context.packs.schemes.get(context.report.facts.scheme)
    return scheme is None or "bands" in scheme.rules.execution


# 财预〔2021〕101号 (七)2, given as an example: finished 10; unfinished [80, 100) → 7, [60, 80) → 5, below → 0.
_BANDS = (
    (Interval.at_least(Decimal(100)), Decimal(1)),
    (Interval(low=Decimal(80), high=Decimal(100)), Decimal("0.7")),
    (Interval(low=Decimal(60), high=Decimal(80), high_open=True), Decimal("0.5")),
    (Interval.at_most(Decimal(60), open=True), Decimal(0)),
)


def _by_bands(operands: tuple[Quantity, ...], score: Quantity) -> bool:
    points = operands[-1].value
    if points is None or score.value is None:
        return False
    inputs = [operand.interval for operand in operands[:-1]]
    rate = inputs[0] if len(inputs) == 1 else compute(Form.RATE, inputs)
    if score.value == points:
        # Finished, and within the budget: full marks whatever the rate.
        return rate.meets(Interval.at_most(Decimal(100)))
    return any(rate.meets(band) and score.value == points * share for band, share in _BANDS)
