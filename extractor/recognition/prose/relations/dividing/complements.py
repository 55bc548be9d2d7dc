"""Complements: 99.2 % and the missing 0.8 个百分点, 满意率 and 不满意率, shares of a list that is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import Interval, total
from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, around
from extractor.recognition.prose.relations.cue_words import pattern, without_marks
from extractor.recognition.prose.relations.cues import POINTS, SHARE, Cue, Cues, one_of

_ALL = Decimal(100)
# Shares that miss 100 % by more than this are no list that makes it up.
_FAR = Decimal(10)


_NEEDED = (one_of(SHARE, POINTS),)


def find_complements(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """What was reached and what is missing make 100 %, and so do the shares of a closed list."""
    if not cues.hold(_NEEDED):
        return
    yield from _lists(passage, cues, packs)
    for position, missing in enumerate(cues):
        if not missing.is_rate or missing.is_change or position == 0:
            continue
        reached = _reached_before(cues, position)
        if reached is None:
            continue
        told = pattern(packs, "shortfall").search(missing.mention.label)
        if _TO_PASS.match(missing.mention.trail):
            # 差 2 个百分点达标: what is missing to a goal that is not told.
            continue
        behind = pattern(packs, "shortfall_after").search(missing.mention.trail[:8])
        opposite = _opposite(reached, missing) or _opposite(missing, reached)
        if (told and (behind or missing.is_points)) or opposite:
            yield Claim(
                kind=RelationKind.COMPLEMENT,
                subject=reached.mention.called,
                operands=(reached.mention.operand(), missing.mention.operand()),
                result=None,
                certainty=SURE,
                span=around(passage, reached.mention, missing.mention),
            )


_TO_PASS = regex.compile(r"的?(?:才|方|就|能|即)*(?:达标|达到|合格|及格|完成目标|到目标)", regex.VERSION1)


_EXECUTION = regex.compile(
    r"(?:预算|资金|支出|财政)[^，。；]{0,6}(?:执行率|支出率|支付率|完成率|进度)|执行率", regex.VERSION1
)


_COMPARED = regex.compile(r"(?:与|距离?|离|比|较|同)[^，；。]{0,12}$", regex.VERSION1)
_COMPARED_WITH = regex.compile(
    r"(?:比(?!例|重|率)|较|低于|高于|距|离|与)[^，；。]{0,8}(?:计划|目标|要求|标准|任务|平均|预算|上年|去年|年度|20[0-9]{2}年)[^，；。]{0,6}$",
    regex.VERSION1,
)
_DEMANDED = regex.compile(r"的?(?:要求|目标|标准|平均|规定|任务|控制|指标|水平|下限|上限|红线)", regex.VERSION1)


def own_shortfalls(
    passages: Sequence[Passage], cues: Mapping[int, Sequence[Cue]], own: Cue, packs: Packs
) -> Iterator[Claim]:
    """预算执行率尚有 1.27 个百分点的差距, told apart from the report's own rate of execution."""
    for passage in passages:
        told = cues.get(passage.ordinal, ())
        for position, missing in enumerate(told):
            label = missing.mention.label
            if not missing.is_points or missing.is_change:
                continue
            if _EXECUTION.search(label) is None or not pattern(packs, "shortfall").search(label):
                continue
            if _reached_before(told, position) is not None or _GOAL_OF.search(label + missing.mention.trail[:8]):
                continue
            yield Claim(
                kind=RelationKind.COMPLEMENT,
                subject=own.mention.called,
                operands=(own.mention.operand(), missing.mention.operand()),
                result=None,
                certainty=LIKELY,
                span=around(passage, missing.mention),
            )


# 距 95% 的目标: what is missing to another goal than all.
_GOAL_OF = regex.compile(r"目标|序时|要求|平均", regex.VERSION1)


def _reached_before(cues: Sequence[Cue], position: int) -> Cue | None:
    missing = cues[position]
    for cue in reversed(cues[max(0, position - 3) : position]):
        if cue.mention.sentence != missing.mention.sentence:
            return None
        if cue.value == _ALL and regex.search("距|离|未|与$|到$|比$", cue.mention.label):
            # 距离 100% 还差: the goal, not what was reached.
            continue
        if _COMPARED_WITH.search(cue.mention.label):
            # 比计划 70 % 差 6 个百分点: the goal is told before.
            return None
        if _COMPARED.search(cue.mention.label) and _DEMANDED.match(cue.mention.trail):
            # 与 30% 的要求相差 8 个百分点: the difference from a goal below 100 %.
            return None
        if cue.is_rate and not cue.is_change and cue.is_share:
            return cue
    return None


_RATE_OF = regex.compile(r"(?P<word>[\p{Han}]{1,8})(?:率|比例|占比)$", regex.VERSION1)
_UN = regex.compile(r"^(?P<stem>.*?)(?:不|未)(?P<word>[\p{Han}]{1,8}?)(?:率|比例|占比|的)?$", regex.VERSION1)


def _opposite(reached: Cue, missing: Cue) -> bool:
    """满意率 98%，不满意率 2%: the second rate is the first one denied."""
    one = _RATE_OF.search(without_marks(reached.mention.label))
    other = _UN.search(without_marks(missing.mention.label))
    return one is not None and other is not None and one["word"].endswith(other["word"]) and "不" not in one["word"]


def _lists(passage: Passage, cues: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """很满意占 62.5%，较满意占 30.2%，一般占 5.1%，不满意占 2.2%: bare shares in a row, none with its amount."""
    for run in _runs(cues):
        shares = total(cue.mention.quantity.interval for cue in run)
        fits = shares.meets(Interval.point(_ALL))
        closed = _is_closed(run[-1], packs)
        if len(run) < 3 and not closed:
            continue
        if not fits and not (closed and shares.meets(Interval(low=_ALL - _FAR, high=_ALL + _FAR))):
            continue
        yield Claim(
            kind=RelationKind.COMPLEMENT,
            subject=without_marks(run[0].mention.label) or run[0].mention.name,
            operands=tuple(cue.mention.operand() for cue in run),
            result=None,
            certainty=SURE if fits and closed else LIKELY if closed else SUPPORTED,
            span=around(passage, *(cue.mention for cue in run)),
        )


_SHARE = regex.compile(r"占(?!地|用)|比重|占比|比例", regex.VERSION1)
_JOINT = regex.compile(r"^(?:[、，,；;]|和|及|与|以及)", regex.VERSION1)
_LAST = regex.compile(r"不满意|不好|较差|很差|差的?(?:占|$)|不了解|不清楚|不合格|未", regex.VERSION1)


def _runs(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Rates side by side of which each is called a share, or stands in a list behind 分别占."""
    run: list[Cue] = []
    for cue in cues:
        if run and not _goes_on(run, cue):
            if len(run) > 1:
                yield run
            run = []
        if run or _starts(cue):
            run.append(cue)
    if len(run) > 1:
        yield run


def _starts(cue: Cue) -> bool:
    return _is_share(cue) and _SHARE.search(cue.mention.label) is not None


def _is_share(cue: Cue) -> bool:
    exact = cue.mention.quantity.approximation is Approximation.EXACT
    return cue.is_share and not cue.is_change and exact


def _goes_on(run: list[Cue], cue: Cue) -> bool:
    last = run[-1]
    if (
        not _is_share(cue)
        or cue.mention.index - last.mention.index != 1
        or cue.mention.sentence != last.mention.sentence
    ):
        return False
    if cue.mention.depth != last.mention.depth or "其中" in cue.mention.lead or not _JOINT.match(cue.mention.lead):
        return False
    listed = "分别" in run[0].mention.lead or len(cue.mention.label) <= 8
    return _SHARE.search(cue.mention.label) is not None or (listed and not _NAMED_RATE.search(cue.mention.label))


# 覆盖率, 满意度: a rate of its own, no share of the same whole.
_NAMED_RATE = regex.compile(r"率|度$|度(?:为|达)", regex.VERSION1)


def _is_closed(last: Cue, packs: Packs) -> bool:
    label = last.mention.label
    return pattern(packs, "other_item").search(label) is not None or _LAST.search(label) is not None
