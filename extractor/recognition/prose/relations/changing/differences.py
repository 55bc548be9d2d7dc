"""Changes told with value and base: 2023 年 V，上年 B，增加 C."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.changing.growth import is_base, values_before
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim
from extractor.recognition.prose.relations.cue_words import Trend, without_marks
from extractor.recognition.prose.relations.cues import (
    CHANGE,
    LEVEL,
    THREE_AMOUNTS,
    WINDOW,
    Cue,
    Cues,
    one_of,
    sentence_before,
)
from extractor.recognition.prose.relations.making import difference
from extractor.recognition.prose.relations.slipping import one_slip_off
from extractor.recognition.prose.relations.subjects import named_value, own_subject

_CHANGES = (
    one_of(LEVEL),
    one_of(CHANGE),
)


def find_changes(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """Value, base and change told together: 2023 年 V，上年 B，增加 C."""
    if not cues.hold(_CHANGES):
        return
    for position, change in enumerate(cues):
        if not change.is_change or change.is_rate:
            continue
        before = sentence_before(cues, position)
        values = values_before(change, before)
        subject = own_subject(change.mention.label)
        value = named_value(subject, change, cues) if subject else (values[-1] if values else None)
        base = _base_of(change, value, before)
        if value is None or base is None:
            continue
        if not subject and value.mention.part != change.mention.part and base.mention.part != change.mention.part:
            # Both numbers belong to another half-sentence.
            continue
        value = _changed(value, base, change, before)
        operands = (base, value) if change.trend is Trend.DOWN else (value, base)
        yield difference(operands, change, SURE, passage)


def _changed(value: Cue, base: Cue, change: Cue, before: Sequence[Cue]) -> Cue:
    """The nearest value that the change fits: 共完成 V 批次，其中…，餐饮 C 批次，较上年 B 批次增加… is of V."""
    values = [cue for cue in reversed(before) if cue.is_level and cue.like(change) and cue is not base]
    return next((cue for cue in (value, *values) if _fits(cue, base, change)), value)


def _fits(value: Cue, base: Cue, change: Cue) -> bool:
    gap = value.mention.quantity.interval - base.mention.quantity.interval
    return (-gap if change.trend is Trend.DOWN else gap).meets(change.mention.quantity.interval)


_GAPS = (
    one_of(LEVEL),
    one_of(words="差"),
)


def find_gaps(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """支出 V，年初预算为 B，差值为 C: the difference of the two amounts before, the larger one first."""
    if not cues.hold(_GAPS):
        return
    for position, gap in enumerate(cues):
        if gap.is_rate or not _GAP.search(gap.mention.label):
            continue
        # 任务 742 人，管理 731 人，完成率 98.52 %，差 11 人: the rate of the two may stand between.
        before = cues[max(0, position - 3) : position]
        pair = before[:-1] if before and before[-1].is_rate else before
        if len(pair) < 2 or any(cue.mention.part != gap.mention.part for cue in pair[-2:]):
            continue
        one, other = pair[-2:]
        if not (one.is_level and other.is_level and one.like(other) and other.like(gap)):
            continue
        larger = (one.value or 0) >= (other.value or 0)
        yield difference((one, other) if larger else (other, one), gap, SURE, passage)


# 立案 V 宗，上年为 B 宗，多立 C 宗: the verb again behind 多 or 少.
_MORE = regex.compile(r"^[，,]?(?:多|少)[\p{Han}]{0,3}$", regex.VERSION1)
# 与核定数相差 C: the base is named again.
_NAMED_GAP = regex.compile(r"与(?P<name>[^，；。]{2,12}?)[数额]?(?:相差|相比差|差)$", regex.VERSION1)
_WORDED = (
    one_of(THREE_AMOUNTS),
    one_of(words="多少差"),
)


def find_worded_gaps(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """V，上年为 B，多立 C; B，…。V，与 B 相差 C: what words of their own compare, where the figures are not far off."""
    if not cues.hold(_WORDED):
        return
    for position, gap in enumerate(cues):
        if gap.is_rate or not gap.value:
            continue
        pair = _beside_last_year(position, cues) or _named_again(position, cues)
        if pair is None:
            continue
        larger, smaller = sorted(pair, key=lambda cue: cue.value or 0, reverse=True)
        if make_up((smaller, gap), larger) or one_slip_off(larger, (smaller, gap)):
            yield difference((larger, smaller), gap, LIKELY, passage)


def _beside_last_year(position: int, cues: Sequence[Cue]) -> tuple[Cue, Cue] | None:
    gap = cues[position]
    if position < 2 or not _MORE.search(gap.mention.label):
        return None
    value, base = cues[position - 2 : position]
    alike = value.is_level and base.is_level and value.like(base) and base.like(gap)
    same = value.mention.part == gap.mention.part and value.mention.sentence == gap.mention.sentence
    return (value, base) if alike and same and is_base(base) and not is_base(value) else None


def _named_again(position: int, cues: Sequence[Cue]) -> tuple[Cue, Cue] | None:
    gap = cues[position]
    named = _NAMED_GAP.search(gap.mention.lead)
    if named is None:
        return None
    before = [cue for cue in cues[max(0, position - WINDOW) : position] if cue.is_level and cue.like(gap) and cue.value]
    own = [cue for cue in before if cue.mention.sentence == gap.mention.sentence]
    called = [cue for cue in before if without_marks(cue.mention.label).endswith(named["name"])]
    return (own[-1], called[-1]) if own and called and own[-1] is not called[-1] else None


_GAP = regex.compile(
    r"^[，,]?(?:两者)?(?:差值|差额|相差|差异|差距|还差|尚差|差)(?:金额|额)?(?:为|是|：|:)?$", regex.VERSION1
)


_BUDGET_BASE = regex.compile(r"(?:年初|全年|调整后?|年度)?预算(?:数|安排数|安排|批复数)?", regex.VERSION1)


def _base_of(change: Cue, value: Cue | None, before: Sequence[Cue]) -> Cue | None:
    """The number that a change compares with: last year's where it says so, a budget where it names one."""
    for cue in reversed(before):
        if cue is value or not cue.is_level or not cue.like(change):
            continue
        if value is not None and cue.mention.index < value.mention.index and cue.mention.part != value.mention.part:
            # The base of an earlier half-sentence belongs to another value.
            continue
        if _COMPLETED.match(cue.mention.lead) and not change.base:
            # 占年初预算 B 的 R%，增收 C: what a rate is of is not what a change is from.
            continue
        if is_base(cue) and "预算" not in change.base and not _is_budget_beside(cue, change):
            return cue
        if _BUDGET_BASE.fullmatch(change.base) and cue.concept in {"initial", "adjusted", "budget"}:
            return cue if ("年初" in change.base) == (cue.concept == "initial") else None
    return None


_COMPLETED = regex.compile(r"[，,]?(?:占|完成|为)[^，；。]{0,10}(?:预算|任务|计划|目标)", regex.VERSION1)


def _is_budget_beside(cue: Cue, change: Cue) -> bool:
    """Whether an initial budget stands beside a change that compares with last year: no base of that change."""
    return bool(change.base) and cue.concept in {"initial", "adjusted", "budget"}
