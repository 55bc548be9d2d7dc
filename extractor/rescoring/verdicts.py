"""What a check function hands to the engine: outcome, figures, equation and slots; never a finished sentence."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.findings import Evidence, Fault, Fit, Outcome, Severity, Step
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.rescoring.equations import Equation

Slots = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A step of an explanation: a phrase of the packs by name, with its slots."""

    phrase: str
    slots: Slots = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One relation as a check sees it.

    `severity` None takes the rule's own. `equation` lets root causes be found; verdicts without one stand alone unless
    they share a row with another. `intervals` is what its operands stand for, where that is not what they stand for
    alone; `held` is a figure that must lie in `computed`. `indicators` are indices of the rows that the verdict speaks
    of; `finished` holds steps that another module has already worded.
    """

    rule: str
    outcome: Outcome
    subject: str
    stated: str = ""
    computed: Interval | None = None
    computed_text: str = ""
    difference: str = ""
    fit: Fit | None = None
    reason: str = ""
    readings: tuple[str, ...] = ()
    reading: str = ""
    steps: tuple[Said, ...] = ()
    finished: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    slots: Slots = ()
    severity: Severity | None = None
    fault: Fault = Fault.REPORT
    equation: Equation | None = None
    intervals: tuple[Interval, ...] | None = None
    held: Quantity | None = None
    indicators: tuple[int, ...] = ()


def evidence_of(label: str, quantity: Quantity | None) -> tuple[Evidence, ...]:
    """The place of a printed quantity; nothing for a missing one."""
    if quantity is None:
        return ()
    return (Evidence(label=label, text=quantity.text, span=quantity.span),)
