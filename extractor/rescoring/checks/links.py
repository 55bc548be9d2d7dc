"""How sure a claim of the text is, and what a slip of its last digit weighs: for all checks of relations."""

from __future__ import annotations

from extractor.model.findings import Outcome, Severity
from extractor.model.quantities import Quantity
from extractor.model.report import Relation
from extractor.rescoring.checks.arithmetic import Claim, judged, undecided
from extractor.rescoring.context import CERTAIN
from extractor.rescoring.verdicts import Verdict


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
    return verdict
