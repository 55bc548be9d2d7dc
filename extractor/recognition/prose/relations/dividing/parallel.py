"""Parallel lists: A、B，分别占 W 的 x、y; 计划 A、B，分别完成 a、b，完成率分别为 x、y; 分别增加 a、b，分别增长 x、y.

Lists are paired in their order where they have one length and the words show where each begins; otherwise nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.aiming.target_words import role_of
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cue_words import Trend
from extractor.recognition.prose.relations.cues import SHARE, WINDOW, Cue, Cues, one_of
from extractor.recognition.prose.relations.dividing.wholes import named_whole
from extractor.recognition.prose.relations.making import grown, ratio

# What may stand between the numbers of one list of rates.
_BETWEEN = regex.compile(r"(?:[、，,]|和|及|与|以及)", regex.VERSION1)
_RATES = regex.compile(r"分别约?(?:占|完成|达|为|是|增|减|下降|上升|提高|降低|回落|上涨|下滑)", regex.VERSION1)
_RATE_WORD = regex.compile(r"(?:率|进度|比例|比重|占比|幅)(?:均|各)?分别(?:为|是|达到?|约)?$", regex.VERSION1)
_NEW_LIST = regex.compile(r"实际|计划|目标|完成|上年", regex.VERSION1)
_BASIS = regex.compile(r"应|核定|受理|收到|发放|抽检", regex.VERSION1)
_SHARE_WORD = regex.compile(r"占|比重|比例", regex.VERSION1)
_SHARE_OF = regex.compile(r"[，,；;]占[^，；。]{2,20}(?:的|的?比重|的?比例)(?:为|达到?|是)?$", regex.VERSION1)


_NEEDED = (
    one_of(SHARE),
    one_of(words="分占"),
)


def find_parallel(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All rates told in a row behind 分别, each with the numbers of its own place in the lists before."""
    if not cues.hold(_NEEDED):
        return
    for rates in _runs(cues):
        first = rates[0]
        before = [
            cue
            for cue in cues[max(0, first.mention.index - WINDOW) : first.mention.index]
            if cue.mention.sentence == first.mention.sentence
        ]
        if first.is_change:
            yield from _growth(passage, rates, before)
        elif _SHARE_WORD.search(first.mention.lead) or first.mention.lead == "的":
            yield from _shares(passage, rates, before, cues, packs)
        elif _RATE_WORD.search(first.mention.lead) or "完成" in first.mention.lead:
            yield from _completions(passage, rates, before, packs)


def _runs(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Rates in a row of which the first stands behind 分别."""
    run: list[Cue] = []
    for cue in cues:
        if run and _goes_on(run[-1], cue):
            run.append(cue)
            continue
        if len(run) > 1:
            yield run
        # 占 W 的 8 % 和 92 %: the list of parts before has told that both go in turn.
        before = cues[cue.mention.index - 1].mention.lead if cue.mention.index else ""
        inside = cue.mention.lead == "的" and _OF_WHOLE.search(before) is not None
        opens = cue.is_share and (
            inside or _RATES.search(cue.mention.lead) is not None or _SHARE_OF.match(cue.mention.lead) is not None
        )
        run = [cue] if opens else []
    if len(run) > 1:
        yield run


def _goes_on(last: Cue, cue: Cue) -> bool:
    adjacent = cue.mention.index - last.mention.index == 1 and cue.mention.sentence == last.mention.sentence
    return adjacent and cue.is_share and _BETWEEN.fullmatch(cue.mention.lead) is not None


def list_before(before: Sequence[Cue], length: int) -> list[Cue]:
    """The last list of exactly `length` amounts: nothing where it may have begun earlier."""
    run = list(before[-length:]) if len(before) >= length else []
    if not run or not _is_run(run):
        return []
    if any(later.closes or later.opens for later in run[1:]) or run[0].closes:
        return []
    earlier = before[: -len(run)]
    return run if not earlier or _begins(run[0], earlier[-1]) else []


def _is_run(cues: Sequence[Cue]) -> bool:
    """Whether these are amounts that stand side by side."""
    side_by_side = all(later.mention.index - earlier.mention.index == 1 for earlier, later in pairwise(cues))
    return side_by_side and all(cue.is_level for cue in cues)


def _begins(first: Cue, previous: Cue) -> bool:
    """Whether a list begins at `first`: it is opened there, or what stands before it is of another kind."""
    if first.opens or "分别" in first.mention.lead or not previous.is_level or not compatible(first, previous):
        return True
    if first.mention.part != previous.mention.part:
        return True
    return bool(_NEW_LIST.search(first.mention.label)) and first.mention.lead[:1] in "，,"


# 分别占总收入 7,200 万元的 75%、…: the whole stands inside the words.
_OF_WHOLE = regex.compile(r"分别约?占[^，；。]*$", regex.VERSION1)


def _shares(
    passage: Passage, rates: list[Cue], before: list[Cue], cues: Sequence[Cue], packs: Packs
) -> Iterator[Claim]:
    total = before[-1] if before and before[-1].closes and before[-1].is_level else None
    if before and _OF_WHOLE.search(before[-1].mention.lead):
        total = before[-1]
    parts = list_before(before[:-1] if total else before, len(rates))
    if not parts and total is None:
        total, parts = _added_up(before, len(rates))
    if not parts or not all(compatible(part, parts[0]) for part in parts):
        return
    whole = total or named_whole(rates[0], parts[0], cues, packs)
    if whole is None or whole in parts:
        return
    for part, rate in zip(parts, rates, strict=True):
        yield ratio(passage, part, whole, rate, SURE)


def _added_up(before: Sequence[Cue], length: int) -> tuple[Cue | None, list[Cue]]:
    """资金 V，中央 a，自治区 b，占比分别为…: the list begins behind the number that it adds up to."""
    run, whole = list(before[-length:]), before[-length - 1] if len(before) > length else None
    if whole is None or not whole.is_level or not _is_run([whole, *run]) or not compatible(whole, run[0]):
        return None, []
    fits = make_up(run, whole)
    return (whole, run) if fits else (None, [])


def _completions(passage: Passage, rates: list[Cue], before: list[Cue], packs: Packs) -> Iterator[Claim]:
    """计划 A、B，分别完成 a、b，完成率分别为 x、y."""
    bracketed = before[-2 * len(rates) :]
    if len(bracketed) == 2 * len(rates) and all(
        target.mention.depth > actual.mention.depth and role_of(target, packs) == "target"
        for actual, target in zip(bracketed[::2], bracketed[1::2], strict=True)
    ):
        # A（计划 a），B（计划 b），完成率分别为 x、y.
        yield from _rated(passage, bracketed[::2], bracketed[1::2], rates)
        return
    # 受理 A 和 B，办结 a 和 b: a comma before a list of the same things begins the second one.
    last = before[-len(rates) :]
    done = last if last and last[0].mention.lead[:1] in "，," and _is_run(last) else list_before(before, len(rates))
    if len(done) != len(rates) or role_of(done[0], packs) == "target":
        return
    planned = list_before([cue for cue in before if cue.mention.index < done[0].mention.index], len(rates))
    if not planned or not all(compatible(one, other) for one, other in zip(done, planned, strict=True)):
        return
    if role_of(planned[0], packs) != "target" and not _BASIS.search(planned[0].mention.lead):
        return
    yield from _rated(passage, done, planned, rates)


def _rated(passage: Passage, done: Sequence[Cue], planned: Sequence[Cue], rates: Sequence[Cue]) -> Iterator[Claim]:
    named = _RATE_NAME.search(rates[0].mention.lead)
    name = named["name"] if named else "完成率"
    for part, whole, rate in zip(done, planned, rates, strict=True):
        claim = ratio(passage, part, whole, rate, SURE)
        subject = f"{part.mention.called}{name}"
        yield replace(claim, subject=subject, result=rate.mention.operand(name))


_RATE_NAME = regex.compile(r"(?P<name>[\p{Han}]{1,8}率)(?:均|各)?分别", regex.VERSION1)


def _growth(passage: Passage, rates: list[Cue], before: list[Cue]) -> Iterator[Claim]:
    """A、B，比上年分别增加 a、b，分别增长 x、y."""
    count = len(rates)
    changes = before[-count:]
    if len(changes) != count or not changes[0].is_change or any(cue.is_rate for cue in changes):
        return
    if not all(_BETWEEN.fullmatch(cue.mention.lead) for cue in changes[1:]) or "分别" not in changes[0].mention.lead:
        return
    values = list_before(before[:-count], count)
    if not values or any(is_base(value) for value in values):
        return
    if not all(value.like(change) for value, change in zip(values, changes, strict=True)):
        return
    for value, change, rate in zip(values, changes, rates, strict=True):
        yield grown(value, change, rate, SURE, passage, declining=changes[0].trend is Trend.DOWN)
