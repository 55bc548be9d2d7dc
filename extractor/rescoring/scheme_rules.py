"""Rows without a printed criterion: every lawful reading of the form's scheme is tried, the fitting one named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.findings import Outcome, Rescore, Step
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, Truth, format_decimal
from extractor.model.report import Indicator, Report
from extractor.packs import Packs
from extractor.packs.lawful import Lawful
from extractor.packs.schemes import SchemeRules
from extractor.rescoring import readings, wording
from extractor.rescoring.measured import execution_rates
from extractor.rescoring.results import RowReading, RowResult, RowVerdict
from extractor.rescoring.row_places import measured_places
from extractor.rescoring.scores import fit, stated_interval, verdict
from extractor.rescoring.targets import Attained, attained

_ZERO = Decimal(0)
_FITS_WORDS = ("met", "met-or-partly", "partly", "unmet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with what is needed to judge it. `scheme_known` is False where the form was not recognised."""

    index: int
    indicator: Indicator
    points: Decimal
    stated: Interval | None
    allowed: SchemeRules
    scheme_known: bool
    packs: Packs

    def lawful(self, family: str, names: tuple[str, ...]) -> tuple[Lawful, ...]:
        """The readings of a family that the scheme allows."""
        return tuple(one for one in self.packs.lawful if one.family == family and one.name in names)


def row(index: int, points: Decimal, report: Report, packs: Packs) -> RowResult:
    """The result of one row that prints no criterion of its own."""
    indicator = report.indicators[index]
    scheme = packs.schemes.get(report.facts.scheme)
    stated = stated_interval(indicator.stated_score, report, indicator.table) if indicator.stated_score else None
    found = Row(
        index=index,
        indicator=indicator,
        points=points,
        stated=stated,
        allowed=scheme.rules if scheme is not None else readings.ALL,
        scheme_known=scheme is not None,
        packs=packs,
    )
    if _is_execution(found):
        return _execution(found, report)
    if "criterion" in found.allowed.forward and len(found.allowed.forward) == 1:
        return _open(found, "criterion_not_printed")
    state = attained(indicator, packs)
    if isinstance(state, str):
        return _qualitative(found) or _open(found, state)
    return _quantitative(found, state)


def _is_execution(found: Row) -> bool:
    if found.indicator.role == "budget":
        return True
    return found.packs.patterns.get("criteria/evidence", "execution-rate").search(found.indicator.name) is not None


# --- the three kinds of row ------------------------------------------------------------------------------------------


def _execution(found: Row, report: Report) -> RowResult:
    """The execution row: possible scores only; its check compares money and rates (BUD-SCORE)."""
    rates = [rate for budget in report.budgets if budget.scope == "total" for rate in execution_rates(budget)]
    lawful = found.lawful("execution", found.allowed.execution)
    if not rates or not lawful:
        return _open(found, "rate_not_stated")
    tried = [
        _reading(
            found,
            one,
            IntervalSet.of(*(part for rate in rates for part in readings.scores(one, rate, found.points).parts)),
        )
        for one in lawful
    ]
    return _result(found, tried, "execution", ())


def _quantitative(found: Row, state: Attained) -> RowResult:
    tried = [_reading(found, one, possible) for one, possible in _tried(found, state)]
    if state.met is Truth.YES:
        tried = [RowReading(name="met", possible=_all(found), fits=_meets(_all(found), found.stated))]
    code = _code(found, state)
    judged = _judged(found, state, tried, code)
    return _result(found, tried, state.family, (judged,) if judged is not None else ())


def _tried(found: Row, state: Attained) -> list[tuple[Lawful, IntervalSet]]:
    names = {
        "forward": found.allowed.forward,
        "reverse": found.allowed.reverse,
        "satisfaction": (*found.allowed.satisfaction, "rate"),
    }
    families = [state.family] if state.family != "satisfaction" else ["satisfaction", "forward"]
    pairs: list[tuple[Lawful, IntervalSet]] = []
    for family in families:
        for one in found.lawful(family, names[family]):
            own = family == "satisfaction" and one.kind in ("rate", "bands")
            rates = state.rates if not own else () if state.own_rate is None else (state.own_rate,)
            give = readings.reverse_scores if family == "reverse" else readings.scores
            possible = IntervalSet.of(*(part for rate in rates for part in give(one, rate, found.points).parts))
            if not possible.is_empty:
                pairs.append((one, possible))
    return pairs


def _code(found: Row, state: Attained) -> str:
    if state.target_zero:
        return "IND-ZERO"
    if state.met is Truth.YES:
        return "IND-FULL"
    if found.stated is not None and found.stated.contains(found.points):
        return "IND-FULL-UNMET"
    return {"reverse": "IND-INVERSE", "satisfaction": "IND-SATISF"}.get(state.family, "IND-RATIO")


def _judged(found: Row, state: Attained, tried: list[RowReading], code: str) -> RowVerdict | None:
    """The verdict on a measured row: proved wrong only if no lawful reading can give the stated score."""
    if found.stated is None or not tried:
        return None
    possible = _union(tried)
    outcome = verdict(possible, possible, found.stated)
    reason = ""
    fitting = [reading.name for reading in tried if reading.fits]
    if outcome is Outcome.UNDECIDABLE and fitting and state.met is not Truth.UNDECIDED:
        outcome = Outcome.CONSISTENT
    if outcome is Outcome.UNDECIDABLE:
        reason = "met_or_not_unclear"
    if outcome is Outcome.INCONSISTENT and state.doubt:
        outcome, reason = Outcome.UNDECIDABLE, state.doubt
    explained = bool(found.indicator.deviation_reason.text.strip(" 无/—-0"))
    weak = (code == "IND-FULL" and explained) or (
        code in ("IND-RATIO", "IND-INVERSE", "IND-SATISF") and not found.scheme_known
    )
    score = found.indicator.stated_score
    return RowVerdict(
        rule=code,
        outcome=outcome,
        subject=found.indicator.name,
        stated=score.text if score else "",
        computed=possible.hull,
        computed_text=str(possible),
        fit=fit(possible, score) if score else None,
        reason=reason,
        readings=tuple(reading.name for reading in tried),
        reading=fitting[0] if fitting else "",
        steps=_steps(found, state, tried),
        evidence=measured_places(found.indicator),
        decision=outcome is Outcome.INCONSISTENT and code in ("IND-FULL-UNMET", "IND-ZERO"),
        warning=weak,
        params=(
            ("name", found.indicator.name),
            ("score", score.text if score else ""),
            ("points", format_decimal(found.points)),
            ("set", str(possible)),
            ("target", found.indicator.target_text.text),
            ("actual", found.indicator.actual_text.text),
            ("rate", str(state.rates[0]) if state.rates else ""),
        ),
    )


def _qualitative(found: Row) -> RowResult | None:
    """A row whose actual value is a state word: the grades' shares of the points."""
    text = "".join(found.indicator.actual_text.text.split()).strip("。.；;")
    word = next((name for name in _FITS_WORDS if found.packs.patterns.get("criteria/lawful", name).search(text)), None)
    if word is None:
        return None
    tried = [
        _reading(found, one, readings.grade_scores(one, word, found.points))
        for one in found.lawful("qualitative", found.allowed.qualitative)
    ]
    if not tried:
        return None
    judged: tuple[RowVerdict, ...] = ()
    if found.stated is not None:
        possible = _union(tried)
        fits = possible.meets(found.stated)
        score = found.indicator.stated_score
        judged = (
            RowVerdict(
                rule="IND-QUAL-BAND",
                outcome=Outcome.CONSISTENT if fits else Outcome.INCONSISTENT,
                subject=found.indicator.name,
                stated=score.text if score else "",
                computed=possible.hull,
                computed_text=str(possible),
                readings=tuple(reading.name for reading in tried),
                reading=next((reading.name for reading in tried if reading.fits), ""),
                steps=_reading_steps(found, tried),
                evidence=measured_places(found.indicator),
                warning=True,
                params=(
                    ("name", found.indicator.name),
                    ("score", score.text if score else ""),
                    ("points", format_decimal(found.points)),
                    ("set", str(possible)),
                    ("actual", found.indicator.actual_text.text),
                ),
            ),
        )
    return _result(found, tried, "qualitative", judged)


def _over(rates: list[Interval], one: Lawful, found: Row) -> IntervalSet:
    return IntervalSet.of(*(part for rate in rates for part in readings.scores(one, rate, found.points).parts))


# --- putting a result together ---------------------------------------------------------------------------------------


def _reading(found: Row, one: Lawful, possible: IntervalSet) -> RowReading:
    return RowReading(name=one.name, possible=possible, fits=_meets(possible, found.stated), source=one.source)


def _meets(possible: IntervalSet, stated: Interval | None) -> bool:
    return stated is not None and possible.meets(stated)


def _union(tried: list[RowReading]) -> IntervalSet:
    return IntervalSet.of(*(part for reading in tried for part in reading.possible.parts))


def _all(found: Row) -> IntervalSet:
    return IntervalSet.of(Interval.point(found.points))


def _result(found: Row, tried: list[RowReading], method: str, verdicts: tuple[RowVerdict, ...]) -> RowResult:
    possible = _union(tried)
    fitting = [reading for reading in tried if reading.fits]
    if verdicts:
        outcome, reason = verdicts[0].outcome, verdicts[0].reason
    elif found.stated is None:
        outcome, reason = Outcome.UNDECIDABLE, "no_stated_score"
    else:
        # The check of the execution row speaks for it; here only what its rates allow.
        outcome = Outcome.CONSISTENT if fitting and possible.within(found.stated) else Outcome.UNDECIDABLE
        reason = "" if outcome is Outcome.CONSISTENT else "several_readings"
    score = found.indicator.stated_score.text if found.indicator.stated_score else ""
    rescore = Rescore(
        indicator=found.index,
        possible=possible,
        accepting=possible,
        outcome=outcome,
        method=(fitting[0].name if fitting else method),
        reason=reason,
        steps=(*_reading_steps(found, tried), wording.result_step(found.points, possible, score, outcome, found.packs)),
    )
    return RowResult(indicator=found.index, rescore=rescore, readings=tuple(tried), verdicts=verdicts)


def _open(found: Row, reason: str) -> RowResult:
    possible = IntervalSet.of(Interval(low=_ZERO, high=found.points))
    rescore = Rescore(
        indicator=found.index,
        possible=possible,
        accepting=possible,
        outcome=Outcome.UNDECIDABLE,
        method="none",
        reason=reason,
    )
    return RowResult(indicator=found.index, rescore=rescore)


def _steps(found: Row, state: Attained, tried: list[RowReading]) -> tuple[Step, ...]:
    shown = f"，{state.rates[0]}%" if state.rates else ""
    values = wording.phrase(
        found.packs,
        "row-values",
        target=found.indicator.target_text.text,
        actual=found.indicator.actual_text.text,
        attained=shown,
    )
    return (values, *_reading_steps(found, tried))


def _reading_steps(found: Row, tried: list[RowReading]) -> tuple[Step, ...]:
    by_name = {(one.name, one.source): one for one in found.packs.lawful}
    steps: list[Step] = []
    for reading in tried:
        one = by_name.get((reading.name, reading.source))
        if one is None:
            continue
        shared = {"source": reading.source, "set": str(reading.possible)}
        steps.append(
            wording.phrase_of(found.packs, "row-reading", {**shared, "reading": one.zh}, {**shared, "reading": one.en})
        )
    return tuple(steps)
