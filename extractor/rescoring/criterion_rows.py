"""A row with a printed criterion: its possible scores, strict and accepting, and what they say of the stated score."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.criteria import Criterion, CriterionStatus
from extractor.model.findings import Evidence, Outcome, Rescore, Step
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.report import Indicator, Report
from extractor.packs import Packs
from extractor.rescoring import wording
from extractor.rescoring.assertions import Strength
from extractor.rescoring.evaluating import possible_scores
from extractor.rescoring.facts import RowFacts, gather
from extractor.rescoring.inverse import required
from extractor.rescoring.known import NOTHING_KNOWN
from extractor.rescoring.results import RowReading, RowResult, RowVerdict
from extractor.rescoring.scores import fit, stated_interval, verdict

# …得1分 without 否则不得分: a thing half done may have been given a part of its point.
_NO_ELSE = "else_not_printed"
_FORM_FAULTS = (
    "shares_not_100",
    "bands_overlap",
    "bands_gap",
    "points_above",
    "best_below_points",
    "items_sum_differs",
    "announced_count_differs",
)


def by_criterion(index: int, criterion: Criterion, points: Decimal, report: Report, packs: Packs) -> RowResult:
    """The result of one row whose criterion was compiled, wholly or in part."""
    indicator = report.indicators[index]
    facts = gather(criterion.rule, criterion, index, report, packs)
    sets = _sets(criterion, points, facts)
    stated = stated_interval(indicator.stated_score, report, indicator.table) if indicator.stated_score else None
    outcome = verdict(sets.proving, sets.strict, stated) if stated else Outcome.UNDECIDABLE
    reason = _reason(outcome, criterion, facts, sets, stated)
    shown = indicator.stated_score.text if indicator.stated_score else ""
    told = wording.result_step(points, sets.strict, shown, outcome, packs)
    steps = (*wording.criterion_steps(criterion, facts, packs), told)
    rescore = Rescore(
        indicator=index,
        possible=sets.strict,
        accepting=sets.accepting,
        outcome=outcome,
        method="criterion",
        reason=reason,
        steps=steps,
    )
    verdicts: list[RowVerdict] = [_form_verdict(indicator, criterion, points, packs)]
    if stated is not None:
        verdicts += [
            _reach(indicator, criterion, sets.reachable, stated, points, packs),
            _criterion(indicator, criterion, facts, sets, stated, outcome, reason, steps, points, packs),
        ]
    return RowResult(
        indicator=index,
        rescore=rescore,
        reachable=sets.reachable,
        readings=(
            RowReading(name="criterion", possible=sets.strict, fits=stated is None or sets.strict.meets(stated)),
        ),
        verdicts=tuple(verdicts),
    )


class _Sets:
    """The possible scores with nothing known, with what proves, with what the report says, with what it claims."""

    def __init__(
        self, reachable: IntervalSet, proving: IntervalSet, strict: IntervalSet, accepting: IntervalSet
    ) -> None:
        self.reachable = reachable
        self.proving = proving
        self.strict = strict
        self.accepting = accepting


def _sets(criterion: Criterion, points: Decimal, facts: RowFacts) -> _Sets:
    rule = criterion.rule
    return _Sets(
        possible_scores(rule, points, NOTHING_KNOWN),
        possible_scores(rule, points, facts.known(Strength.DOCUMENTED)),
        possible_scores(rule, points, facts.known(Strength.SPECIFIC)),
        possible_scores(rule, points, facts.known(Strength.GENERAL)),
    )


def _reason(outcome: Outcome, criterion: Criterion, facts: RowFacts, sets: _Sets, stated: Interval | None) -> str:
    if outcome is not Outcome.UNDECIDABLE:
        return ""
    if stated is None:
        return "no_stated_score"
    if criterion.cut_off:
        return "criterion_cut_off"
    if criterion.status is CriterionStatus.PARTIAL:
        return "criterion_partly_read"
    if not sets.strict.meets(stated):
        return "contradicts_assertion"
    if facts.missing:
        return "facts_not_stated"
    return "wording_open"


def _reach(
    indicator: Indicator, criterion: Criterion, reachable: IntervalSet, stated: Interval, points: Decimal, packs: Packs
) -> RowVerdict:
    """IND-REACH: whether the criterion can give the stated score at all."""
    meets = reachable.meets(stated)
    everything = reachable == IntervalSet.of(Interval(low=Decimal(0), high=points))
    if not meets:
        outcome, reason = Outcome.INCONSISTENT, ""
    elif everything:
        outcome, reason = Outcome.UNDECIDABLE, "everything_reachable"
    else:
        outcome, reason = Outcome.CONSISTENT, ""
    score = indicator.stated_score.text if indicator.stated_score else ""
    near = wording.nearest(reachable, stated)
    step = wording.phrase(packs, "row-reachable", set=str(reachable), score=score)
    return RowVerdict(
        rule="IND-REACH",
        outcome=outcome,
        subject=indicator.name,
        stated=score,
        computed=reachable.hull,
        computed_text=str(reachable),
        reason=reason,
        warning=_NO_ELSE in criterion.remarks,
        steps=(step,),
        evidence=_evidence(indicator, criterion),
        params=(("name", indicator.name), ("score", score), ("set", str(reachable)), ("nearest", near)),
    )


def _criterion(
    indicator: Indicator,
    criterion: Criterion,
    facts: RowFacts,
    sets: _Sets,
    stated: Interval,
    outcome: Outcome,
    reason: str,
    steps: tuple[Step, ...],
    points: Decimal,
    packs: Packs,
) -> RowVerdict:
    """IND-CRIT: the stated score against the criterion with the facts at hand."""
    control = packs.patterns.get("criteria/evidence", "control-rate").search(indicator.name)
    code = "BUD-CONTROL" if control and criterion.kind in ("per_step", "bands") else "IND-CRIT"
    score = indicator.stated_score
    text = score.text if score else ""
    backwards = required(criterion.rule, points, stated)
    if outcome is Outcome.INCONSISTENT and backwards:
        steps = (*steps, *(wording.backwards_step(name, found, text, packs) for name, found in backwards.items()))
    return RowVerdict(
        rule=code,
        outcome=outcome,
        subject=indicator.name,
        stated=text,
        computed=(sets.proving if outcome is Outcome.INCONSISTENT else sets.strict).hull,
        computed_text=str(sets.proving if outcome is Outcome.INCONSISTENT else sets.strict),
        fit=fit(sets.strict, score) if score else None,
        reason=reason,
        readings=("criterion",),
        reading="criterion" if sets.strict.meets(stated) else "",
        steps=steps,
        evidence=_evidence(indicator, criterion),
        decision=outcome is Outcome.INCONSISTENT and _flips(sets.proving, stated, points),
        warning=_NO_ELSE in criterion.remarks,
        params=(
            ("name", indicator.name),
            ("score", text),
            ("set", str(sets.proving if outcome is Outcome.INCONSISTENT else sets.strict)),
            ("facts", wording.facts_text(facts)),
            ("missing", "、".join(facts.missing)),
        ),
    )


def _flips(possible: IntervalSet, stated: Interval, points: Decimal) -> bool:
    """Whether full marks stand where nothing is due, or the other way round."""
    hull = possible.hull
    if hull is None or points <= 0:
        return False
    none_due = hull.high == 0
    all_due = hull.low == points
    return (none_due and stated.contains(points)) or (all_due and stated.contains(Decimal(0)))


def _form_verdict(indicator: Indicator, criterion: Criterion, points: Decimal, packs: Packs) -> RowVerdict:
    """IND-CRIT-WEIGHT: the criterion against itself."""
    if criterion.cut_off or criterion.status is CriterionStatus.NOT_COMPILED:
        outcome, reason = Outcome.UNDECIDABLE, "criterion_cut_off" if criterion.cut_off else "criterion_not_read"
    else:
        wrong = [remark for remark in criterion.remarks if remark in _FORM_FAULTS]
        partly = criterion.status is CriterionStatus.PARTIAL
        outcome = Outcome.UNDECIDABLE if partly else Outcome.INCONSISTENT if wrong else Outcome.CONSISTENT
        reason = "criterion_partly_read" if partly else ""
    remarks = tuple(remark for remark in criterion.remarks if remark in _FORM_FAULTS)
    told = wording.form_steps(remarks, points, packs)
    return RowVerdict(
        rule="IND-CRIT-WEIGHT",
        outcome=outcome,
        subject=indicator.name,
        stated=str(points),
        reason=reason,
        steps=told,
        evidence=_evidence(indicator, criterion),
        params=(
            ("name", indicator.name),
            ("points", str(points)),
            ("faults", "；".join(step.zh for step in told)),
            ("faults_en", "; ".join(step.en for step in told)),
        ),
    )


def _evidence(indicator: Indicator, criterion: Criterion) -> tuple[Evidence, ...]:
    places = [Evidence(label="评分标准", text=criterion.text, span=criterion.span)]
    if indicator.basis.text:
        places.append(Evidence(label="评分依据", text=indicator.basis.text, span=indicator.basis.span))
    if indicator.stated_score is not None:
        places.append(Evidence(label="得分", text=indicator.stated_score.text, span=indicator.stated_score.span))
    return tuple(places)
