"""What is left of a plan, told apart from it: 计划 50 台，购置 47 台，…。未购置的 3 台; 距离目标尚差 1.8 个百分点.

The verb that was not done is the one that plan and result, or their rate, are told with; or the rate is told elsewhere
under the very name that falls short.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import ZERO
from extractor.model.slips import is_misprint
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.aiming.target_words import word_of_comparison
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim, place_of
from extractor.recognition.prose.relations.cues import LEVEL, NO_CUES, POINTS, SHARE, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference
from extractor.recognition.prose.relations.names import core

_NEEDED = (
    one_of(LEVEL),
    one_of(words="未少"),
)
_GAP_NEEDED = (
    one_of(SHARE),
    one_of(POINTS),
    one_of(words="目标标准要求任务指"),
)
# 未购置的 3 台, 少建 4 张.
_BEFORE = regex.compile(
    r"(?:(?:尚|仍|还)?未(?:能)?(?P<verb>[\p{Han}]{1,2}?)|(?<![减至缺不很多偏])少(?P<less>(?!于|数|量|年|儿|许|有)[\p{Han}]{1,2}?))"
    r"(?:了|的)?(?:还|仅|只)?(?:有|为|共)?$",
    regex.VERSION1,
)
# 29 件进口装备因海运延误未到货.
_BEHIND = regex.compile(r"^[^，；。、]{0,24}?未(?:能)?(?:按时|按期|如期|及时)?(?P<verb>[\p{Han}]{2})", regex.VERSION1)
# How many plans back a remainder may look.
_NEAR = 60
_GENERAL = ("完成", "实现", "达到", "落实", "执行")
_PLANNED = regex.compile(r"计划|任务|目标|应|预算", regex.VERSION1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A plan and what was done of it, with the words of both and of their rate."""

    done: Cue
    planned: Cue
    words: str


def find_undone(passages: Iterable[Passage], cues: Mapping[int, Cues], told: Sequence[Claim]) -> Iterator[Claim]:
    """planned − done = what is told as not done, further on; `told` are all claims stated so far."""
    rows = [cues.get(passage.ordinal, NO_CUES) for passage in passages]
    searched = [own for own in rows if own.hold(_NEEDED)]
    if not searched:
        return
    plans = _plans(told, rows)
    added = [claim for claim in told if claim.kind in {RelationKind.DIFFERENCE, RelationKind.SUM}]
    linked = {place for claim in added for place in (claim.place, *claim.places)}
    for own in searched if plans else ():
        for cue in own:
            verb = _undone(cue) if cue.is_level and cue.value and cue.place not in linked else ""
            if not verb:
                continue
            before = bisect_left(plans, cue.place, key=_place)
            near = plans[max(0, before - _NEAR) : before]
            plan, certainty = _left_by(cue, [plan for plan in near if _is_of(verb, plan, cue)])
            if plan is not None:
                yield difference((plan.planned, plan.done), cue, certainty)


def _plans(told: Iterable[Claim], rows: Iterable[Sequence[Cue]]) -> list[_Plan]:
    """The rates and targets of the report that were missed, as numbers with their cues."""
    at = {cue.place: cue for row in rows for cue in row}
    found: list[_Plan] = []
    for claim in told:
        if claim.kind not in {RelationKind.RATIO, RelationKind.TARGET} or len(claim.operands) != 2:
            continue
        done, planned = (at.get(place_of(operand)) for operand in claim.operands)
        if done is None or planned is None or not done.like(planned) or not done.is_level:
            continue
        if (done.value or 0) < (planned.value or 0):
            rate = at.get(claim.place)
            words = (done.mention.label, planned.mention.label, rate.mention.label if rate is not None else "")
            found.append(_Plan(done=done, planned=planned, words="，".join((*words, done.mention.trail[:8]))))
    return sorted(found, key=_place)


def _place(plan: _Plan) -> int:
    """Where a plan has been told, with what was done of it."""
    return max(plan.done.place, plan.planned.place)


def _undone(cue: Cue) -> str:
    """What was not done with the counted things, by the words before the number or behind it."""
    match = _BEFORE.search(cue.mention.label)
    if match is not None:
        return match["verb"] or match["less"] or ""
    match = _BEHIND.match(cue.mention.trail)
    return match["verb"] if match is not None else ""


def _is_of(verb: str, plan: _Plan, cue: Cue) -> bool:
    """Whether the verb tells of this plan."""
    if not compatible(cue, plan.planned):
        return False
    if verb in _GENERAL:
        return _PLANNED.search(plan.planned.mention.label) is not None
    return verb in plan.words


def _left_by(cue: Cue, plans: Sequence[_Plan]) -> tuple[_Plan | None, float]:
    """The plan that leaves the number; else the only one, where the number is a slip of the pen."""
    fitting = [plan for plan in plans if _left(plan) == cue.value]
    if len({(plan.planned.value, plan.done.value) for plan in fitting}) == 1:
        return fitting[-1], SUPPORTED
    if fitting or len(plans) != 1 or not cue.mention.quantity.last_place:
        return None, SUPPORTED
    place = cue.mention.quantity.last_place
    left = (_left(plans[0]) / place).to_integral_value() * place
    return (plans[0], LIKELY) if is_misprint(cue.value or ZERO, left, place) else (None, LIKELY)


def _left(plan: _Plan) -> Decimal:
    return (plan.planned.value or ZERO) - (plan.done.value or ZERO)


# 居民知晓率距离 90 %的目标尚差 1.8 个百分点.
_OWN_NAME = regex.compile(
    r"(?:^|[，；。：、])(?:其中|但|而)?(?P<name>[\p{Han}（）]{3,20}?)(?:距离?|相较于?|较|与|比|离|未能?达到?|低于|高于|超过|超出)$",
    regex.VERSION1,
)
_GOAL = regex.compile(
    r"的?[^，；。]{0,6}?(?:目标|标准|要求|任务|指标)值?[，,]?(?:相比)?[，,]?(?:尚|还|仍)?"
    r"(?:(?P<below>差|相差|低|少|有)|(?P<above>高出|高|超出|超过|超))?(?:了)?$",
    regex.VERSION1,
)
_FALLS_SHORT = regex.compile(r"距|离|未|低于", regex.VERSION1)


def find_rate_gaps(passages: Iterable[Passage], cues: Mapping[int, Cues], told: Sequence[Claim]) -> Iterator[Claim]:
    """What a rate told before, by its name, misses of a goal: goal − rate = points."""
    linked: set[int] | None = None
    rates: list[Cue] = []
    for passage in passages:
        own = cues.get(passage.ordinal, NO_CUES)
        if own.hold(_GAP_NEEDED):
            linked = linked if linked is not None else {claim.place for claim in told}
        for position, cue in enumerate(own):
            if cue.is_share and not cue.is_change and not word_of_comparison(cue.mention.quantity.text):
                rates.append(cue)
            elif cue.is_points and position and linked is not None and cue.place not in linked:
                found = _gap(own[position - 1], cue, rates)
                if found is not None:
                    yield found


_ENDING = regex.compile(r"(?:只有|仅有|仅为|只|仅|均|平均|达到?|为|实现)+$", regex.VERSION1)


def _called(words: str) -> str:
    return core(_ENDING.sub("", words))


def _gap(base: Cue, points: Cue, rates: Sequence[Cue]) -> Claim | None:
    if not base.is_share or base.mention.sentence != points.mention.sentence:
        return None
    named = _OWN_NAME.search(base.mention.lead + word_of_comparison(base.mention.quantity.text))
    words = points.mention.lead + word_of_comparison(points.mention.quantity.text)
    goal = _GOAL.fullmatch(words)
    if named is None or goal is None:
        return None
    name = _called(named["name"])
    told = [cue for cue in rates if _called(cue.mention.label) == name]
    if len({cue.value for cue in told}) != 1:
        return None
    current = told[-1]
    short = bool(goal["below"] or _FALLS_SHORT.search(named.group())) and not goal["above"]
    certainty = LIKELY if short == ((current.value or 0) < (base.value or 0)) else SUPPORTED
    return difference((base, current) if short else (current, base), points, certainty)
