"""What re-scoring says of one row: the possible scores under each reading, and verdicts ready to become checks."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.findings import Evidence, Fit, Outcome, Rescore, Step
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """One lawful reading of a row (`ratio`, `pass_line`, `criterion`, …) and the scores it allows.

    `source` is the document that allows it, with its article.
    """

    name: str
    possible: IntervalSet
    fits: bool
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVerdict:
    """What one rule of the catalogue says of a row; everything a `Check` needs.

    `rule` is a code of CHECKS (IND-CRIT, IND-REACH, IND-CRIT-WEIGHT, IND-FULL, IND-RATIO, IND-FULL-UNMET, IND-INVERSE,
    IND-ZERO, IND-QUAL-BAND, IND-SATISF, BUD-CONTROL). `decision` is True where full marks and none flip; `warning`
    where a reason is printed or the form is not known, so that the rule's own severity would be too much.
    `params` are slots for the message template of the rule.
    """

    rule: str
    outcome: Outcome
    subject: str
    stated: str = ""
    computed: Interval | None = None
    computed_text: str = ""
    fit: Fit | None = None
    reason: str = ""
    readings: tuple[str, ...] = ()
    reading: str = ""
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    decision: bool = False
    warning: bool = False
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """One leaf or budget indicator (`indicator` indexes `Report.indicators`), or one budget row (`budget`) re-scored.

    `rescore` is what is stored for an indicator; None for a budget row without indicator. `reachable` is the set of
    scores that the criterion can give at all; None without a criterion.
    """

    indicator: int | None
    budget: int | None = None
    rescore: Rescore | None
    reachable: IntervalSet | None = None
    readings: tuple[RowReading, ...] = ()
    verdicts: tuple[RowVerdict, ...] = ()
