"""What exceeds a plan, and by how much: 计划 20 件，授权 26 件，超额完成 30 %; 超出计划 1,800 辆的 8 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import ZERO, Interval
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.aiming.target_words import TARGET, exactly, role_of
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, quotient, within_last_place
from extractor.recognition.prose.relations.cues import LEVEL, WINDOW, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference, made

_NEEDED = (
    one_of(LEVEL),
    one_of(words="超比较"),
)
# 超额完成 30 %.
_RATE = regex.compile(
    r"^[，,]?(?:超额(?:完成)?|超出|超过|超|[比较](?:计划|目标|任务)[数值]?(?:多|高|增加|超))(?:了|出|目标|计划|任务)?$",
    regex.VERSION1,
)
# 超出计划 1,800 辆的 7.56 %.
_GOAL = regex.compile(r"[，,](?:超出|超过|超)(?:年度|年初|全年)?(?:计划|目标|任务)[数值量]?$", regex.VERSION1)
# 超计划 87 批次, 超 6 场.
_AMOUNT = regex.compile(
    r"^[，,]?(?:超出|超过|超|多)(?:年度|年初|全年|原)?(?:计划|目标|任务)?(?:了|数)?$", regex.VERSION1
)
_NAMED = regex.compile(r"计划|目标|任务", regex.VERSION1)


def find_beyond(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """The rates and amounts by which results go beyond their plans."""
    if not cues.hold(_NEEDED):
        return
    for position, cue in enumerate(cues):
        words = _words(cue)
        told = exactly(cue) if "超" in words else cue
        if cue.is_share and cue.value and _RATE.search(words):
            yield from _rate(passage, told, cues, position, packs)
        elif (
            cue.is_share and cue.mention.lead == "的" and position > 1 and _GOAL.search(cues[position - 1].mention.lead)
        ):
            result, goal = cues[position - 2 : position]
            if result.is_level and result.like(goal) and _same_clause(result, cue):
                yield made(RelationKind.GROWTH_FROM, (result, goal), cue, SURE, passage, subject=result.mention.called)
        elif cue.is_level and cue.value and _AMOUNT.search(words):
            yield from _amount(passage, told, cues, position, packs)


def _words(cue: Cue) -> str:
    """The label of a number with the word that was read together with it: 超 of 超 6 场."""
    printed = cue.mention.quantity
    return cue.mention.label + printed.text[: max(0, printed.text.find(printed.number_text))]


def is_beyond(cue: Cue) -> bool:
    """Whether a number is told as what exceeds a plan: 超计划 87 批次."""
    return _AMOUNT.search(_words(cue)) is not None


def _same_clause(one: Cue, other: Cue) -> bool:
    return one.mention.sentence == other.mention.sentence and one.mention.part == other.mention.part


def _rate(passage: Passage, rate: Cue, cues: Sequence[Cue], position: int, packs: Packs) -> Iterator[Claim]:
    """计划 20 件，授权 26 件，超额完成 30 %, with or without how many they are more."""
    before = [cue for cue in cues[max(0, position - 3) : position] if _same_clause(cue, rate) and cue.is_level]
    if before and _AMOUNT.search(_words(before[-1])):
        before.pop()
    pair = _pair(before[-2:], packs)
    if pair is None:
        return
    result, goal = pair
    growth = quotient(result.mention.quantity, goal.mention.quantity) - Interval.point(100)
    stated = rate.value or ZERO
    if growth.meets(Interval(low=stated - _SLIP, high=stated + _SLIP)):
        certainty = SURE if within_last_place(growth, rate.mention.quantity) else LIKELY
        yield made(RelationKind.GROWTH_FROM, pair, rate, certainty, passage, subject=result.mention.called)


# What is further off was not meant.
_SLIP = 10


def _pair(pair: Sequence[Cue], packs: Packs) -> tuple[Cue, Cue] | None:
    """Result and goal of two numbers side by side, of which one is called a goal."""
    if len(pair) != 2 or not pair[0].like(pair[1]) or pair[1].mention.index - pair[0].mention.index != 1:
        return None
    roles = [role_of(cue, packs) == TARGET for cue in pair]
    if roles == [True, False]:
        return pair[1], pair[0]
    return (pair[0], pair[1]) if roles == [False, True] else None


def _amount(passage: Passage, more: Cue, cues: Sequence[Cue], position: int, packs: Packs) -> Iterator[Claim]:
    """完成 4,987 批次，超计划 87 批次: the result right before; the plan beside it, or in sentences before."""
    result = cues[position - 1] if position else None
    if result is None or not result.like(more) or not result.is_level or not _same_clause(result, more):
        return
    pair = _pair(cues[max(0, position - 2) : position], packs)
    if pair is not None:
        beyond = (pair[0].value or 0) > (pair[1].value or 0)
        if beyond:
            yield difference(pair, more, SURE, passage)
        return
    meant = (result.value or 0) - (more.value or 0)
    plans = [
        cue
        for cue in cues[max(0, position - WINDOW) : position - 1]
        if cue.is_level and cue.like(more) and cue.value == meant and _NAMED.search(cue.mention.label)
    ]
    if len(plans) == 1:
        yield difference((result, plans[0]), more, SUPPORTED, passage)
