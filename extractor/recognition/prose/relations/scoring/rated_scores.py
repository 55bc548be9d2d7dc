"""Scores of rates: a score that is a rate times its full marks (执行率 99.2 %，满分 10 分，得 9.92 分)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import regex

from extractor.model.claims import Operand, RelationKind, StatementKind
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.model.slips import is_misprint
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, cover
from extractor.recognition.prose.relations.cue_words import CONCEPTS, without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.scores.drafts import Draft

_EXECUTING = regex.compile(r"(?:部门|项目|整体|财政)*(?:预算|资金)(?:资金)?执行", regex.VERSION1)


def rated_scores(
    drafts: tuple[Draft, ...],
    cues: Mapping[int, tuple[Cue, ...]],
    own: Cue | None,
    told: Sequence[Cue],
    packs: Packs,
) -> Iterator[Claim]:
    """部门预算资金支出率 9.92 分 … 执行率 99.2 %: the score of a rate indicator is the rate times its points.

    `own` is the report's own rate, taken where none stands beside the score; of the others that the report tells
    (`told`) one may be the score's, if the figures say so.
    """
    rates = _Rates(cues)
    told = _unlike(told)
    for draft in drafts:
        if draft.quantity is None or draft.kind is StatementKind.DEDUCTION:
            continue
        concept = concept_of_name(draft.name, packs)
        worked_out = _worked_out(draft, rates)
        if worked_out is not None or not concept:
            yield from () if worked_out is None else [worked_out]
            continue
        rate = _rate_beside(draft, cues.get(draft.passage.ordinal, ()), concept) or own
        if rate is None:
            yield from _by_figures(draft, told, packs)
            continue
        points = draft.points or _implied_points(draft, rate, packs)
        named = "率" in draft.name or "进度" in draft.name
        if points is None or not (named or (_is_of_a_rate(points) and _follows(draft, points, rate))):
            continue
        near = rate is not own and rate.mention.sentence == draft.passage.sentence_at(draft.start)
        printed = draft.points is not None
        yield _rated(draft, rate, points, SURE if near and printed else LIKELY, "" if printed else _IMPLIED)


# 按自筹到位率折算得: the rate that a score was worked out by; it may be told anywhere.
_WORKED_OUT = regex.compile(
    r"按照?(?P<name>[\p{Han}]{2,12}?(?:率|进度|比例))(?:的)?(?:比例)?(?:折算|折合|换算|计算|计分|计得)", regex.VERSION1
)
_KEY = 3
_BEFORE = 60


def _half_start(text: str, end: int) -> int:
    start = max(0, end - _BEFORE)
    return max(start, text.rfind("；", start, end) + 1)


# More unlike rates of one name no report tells.
_MOST_RATES = 200


def _unlike(rates: Iterable[Cue]) -> list[Cue]:
    """The first of each value."""
    return list({rate.value: rate for rate in reversed(list(rates))}.values())[:_MOST_RATES]


class _Rates:
    """The rates of a report by the last words of their names, worked out when first asked for."""

    def __init__(self, cues: Mapping[int, tuple[Cue, ...]]) -> None:
        self._cues = cues
        self._told: dict[str, list[Cue]] | None = None

    def called(self, name: str) -> list[Cue]:
        """The rates whose names end as `name` does, one of each value."""
        if self._told is None:
            told: dict[str, list[Cue]] = {}
            for own in self._cues.values():
                for cue in own:
                    if cue.is_share and not cue.is_change:
                        told.setdefault(without_marks(cue.mention.label)[-_KEY:], []).append(cue)
            self._told = {key: _unlike(found) for key, found in told.items()}
        return self._told.get(name[-_KEY:], [])


def _worked_out(draft: Draft, rates: _Rates) -> Claim | None:
    """资金到位率 4 分，按自筹到位率折算得 3.60 分: the one rate of those words that makes the score."""
    score, points = draft.quantity, draft.points
    if score is None or points is None or score.decimals < 2 or not _is_of_a_rate(points):
        return None
    text = draft.passage.text
    told = list(_WORKED_OUT.finditer(text, _half_start(text, draft.number_start), draft.number_start))
    if not told:
        return None
    agreeing = [cue for cue in rates.called(told[-1]["name"]) if _meets(draft, points, cue)]
    if len(agreeing) != 1:
        return None
    return _rated(draft, agreeing[0], points, LIKELY, "")


_IMPLIED = "分值由得分与执行率推定"
# A rate of another section whose product is one slip of a digit away from the score.
RATE_APART = "执行率见他处"


def _rated(draft: Draft, rate: Cue, points: Quantity, certainty: float, note: str) -> Claim:
    result = draft.operand()
    return Claim(
        kind=RelationKind.SCORE_RATE,
        subject=draft.name,
        operands=(rate.mention.operand(), Operand(name=f"{draft.name}分值", quantity=points)),
        result=result,
        certainty=certainty,
        span=cover((result,)),
        note=note,
    )


def _by_figures(draft: Draft, told: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """The one rate of the report, told elsewhere, that makes the score, or does but for one slip of a digit."""
    score = draft.quantity
    if score is None or not score.decimals:
        # A whole score agrees with too many rates.
        return
    made = [(rate, points) for rate in told if (points := _points_of(draft, rate, packs)) is not None]
    agreeing = [(rate, points) for rate, points in made if _meets(draft, points, rate)]
    if len({rate.value for rate, _ in agreeing}) == 1:
        rate, points = agreeing[0]
        claim = _rated(draft, rate, points, LIKELY, "" if draft.points is not None else _IMPLIED)
        # Where neither rate nor full marks stand beside the score, nothing but the figures makes the link.
        yield claim if draft.points is not None else replace(claim, proven=True)
    elif not agreeing and len({rate.value for rate in told}) == 1 and draft.points is not None:
        rate, points = told[0], draft.points
        if _is_of_a_rate(points) and _is_slipped(score, points, rate):
            yield _rated(draft, rate, points, LIKELY, RATE_APART)


def _points_of(draft: Draft, rate: Cue, packs: Packs) -> Quantity | None:
    points = draft.points or _implied_points(draft, rate, packs)
    return points if points is not None and _is_of_a_rate(points) else None


def _meets(draft: Draft, points: Quantity, rate: Cue) -> bool:
    if draft.quantity is None or points.value is None:
        return False
    return rate.mention.quantity.interval.scaled(points.value / 100).meets(draft.quantity.interval)


def _is_slipped(score: Quantity, points: Quantity, rate: Cue) -> bool:
    """Whether the printed score is rate × points but for one slip of a digit."""
    if score.value is None or points.value is None or rate.value is None or not score.last_place:
        return False
    steps = (rate.value * points.value / 100 / score.last_place).to_integral_value(ROUND_HALF_UP)
    return is_misprint(score.value, steps * score.last_place, score.last_place)


def _is_of_a_rate(points: Quantity) -> bool:
    """Whether a rate alone can bear the points: 预算执行 35 分 is a category of several indicators."""
    return points.value is not None and points.value <= max(_ROWS)


# Points of the execution row on the forms in use.
_ROWS = tuple(Decimal(points) for points in (10, 20, 15, 8, 6, 5))


def _implied_points(draft: Draft, rate: Cue, packs: Packs) -> Quantity | None:
    """Points that are not printed: those of the forms that turn the rate into the score, or nearly.

    Only a broken score (9.72) shows that it was computed; a round one may follow from bands.
    """
    score, percent = draft.quantity, rate.value
    if score is None or score.value is None or not percent or score.value * 2 == (score.value * 2).to_integral_value():
        return None
    implied = score.value * 100 / percent
    nearest = min(_ROWS, key=lambda points: abs(points - implied))
    if abs(nearest - implied) * 50 > nearest:
        return None
    read = read_quantity(f"{nearest}分", packs, unit_hint="分")
    return replace(read, span=score.span) if read else None


def concept_of_name(name: str, packs: Packs) -> str:
    """The rate concept that an indicator is named after; only the execution rate has a score that follows from it."""
    bare = name.removesuffix("指标").removesuffix("情况")
    if packs.patterns.get(CONCEPTS, "execution_rate").search(bare):
        return "execution_rate"
    return "execution_rate" if _EXECUTING.fullmatch(bare) else ""


def _follows(draft: Draft, points: Quantity, rate: Cue) -> bool:
    """Whether a block that is only named 预算执行 is scored by the rate alone: its score is near rate × points."""
    if draft.quantity is None or points.value is None:
        return False
    computed = rate.mention.quantity.interval.scaled(points.value / 100)
    slack = points.value / 20
    stated = draft.quantity.value or Decimal(0)
    return computed.meets(Interval(low=stated - slack, high=stated + slack))


def _rate_beside(draft: Draft, cues: Sequence[Cue], concept: str) -> Cue | None:
    """The rate of that concept told nearest to the score in the same paragraph, after it first."""
    sentence = draft.passage.sentence_at(draft.start)
    place = bisect_left(cues, draft.start, key=lambda cue: cue.mention.start)
    for direction in (range(place, len(cues)), range(place - 1, -1, -1)):
        for index in direction:
            cue = cues[index]
            if abs(cue.mention.sentence - sentence) > 1:
                break
            if cue.concept == concept and cue.is_share and not cue.is_change:
                return cue
    return None
