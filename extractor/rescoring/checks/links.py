"""How sure a claim of the text is, and what a slip of its last digit weighs: for all checks of relations."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.model.claims import Relation
from extractor.model.findings import Outcome, Severity
from extractor.model.quantities import Dimension, Quantity
from extractor.rescoring.checks.arithmetic import Claim, judged, undecided
from extractor.rescoring.context import CERTAIN
from extractor.rescoring.equations import Equation
from extractor.rescoring.slips import slipped
from extractor.rescoring.verdicts import Verdict

_FAR_SHARE = Decimal("0.1")
_FAR_POINTS = Decimal(5)


def last_digit(rate: Quantity) -> Severity | None:
    """One unit of the second decimal off is a slip that reports are full of."""
    return Severity.NOTE if rate.decimals >= 2 else None


def guarded(claim: Claim, relation: Relation) -> Verdict:
    """The verdict on a claim of the text; a failure proves nothing where the link itself is uncertain."""
    if any(figure.value is None for figure in claim.equation.figures):
        return undecided(claim, "not_comparable")
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT and relation.certainty < CERTAIN:
        return undecided(claim, "link_uncertain")
    return doubted(verdict)


def doubted(verdict: Verdict) -> Verdict:
    """A failing claim of the text whose figures are far apart, and by no slip of a digit, asks for a look only.

    Sums and rates that were worked out wrongly stay near, and typing errors change a digit; what is neither was more
    likely linked wrongly by us than printed wrongly.
    """
    equation = verdict.equation
    if verdict.outcome is not Outcome.INCONSISTENT or equation is None or not _is_far_off(verdict, equation):
        return verdict
    if slipped(equation) is not None:
        return verdict
    return replace(verdict, severity=verdict.severity or Severity.WARNING)


def _is_far_off(verdict: Verdict, equation: Equation) -> bool:
    """Whether the stated figure, or the constant that the figures must give, is of another size than the computed."""
    stated, computed = equation.result, verdict.computed
    value = stated.value if stated is not None else equation.goal
    if computed is None or value is None or computed.low is None or computed.high is None:
        return False
    near = min(max(value, computed.low), computed.high)
    gap = abs(value - near)
    if (stated or equation.operands[0]).unit.dimension in (Dimension.SHARE, Dimension.SHARE_POINTS):
        return gap > _FAR_POINTS
    return gap > _FAR_SHARE * max(abs(value), abs(near))
