"""Differences and complements: 年初 + 追加 = 全年, 全年 - 支出 = 结余, 99.2 % and the missing 0.8 个百分点."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.model.quantities import Dimension
from extractor.model.report import RelationKind
from extractor.packs import Packs
from extractor.recognition.prose.claims import SURE, Claim, around
from extractor.recognition.prose.cues import WINDOW, Cue, Trend, pattern, without_marks
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations_growth import (
    base_and_current,
    is_base,
    named_value,
    own_subject,
    values_before,
)

_ALL = Decimal(100)


def find_adjustments(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """Initial budget and what was added or taken back give the adjusted one, told side by side."""
    money = [cue for cue in cues if cue.mention.dimension is Dimension.MONEY]
    for position, adjusted in enumerate(money):
        if adjusted.concept != "adjusted":
            continue
        run = [cue for cue in _run_before(money, position) if cue.concept in {"initial", "supplement", "reduction"}]
        run += [
            cue
            for cue in money[position + 1 : position + 3]
            if cue.concept in {"supplement", "reduction"} and cue.mention.sentence == adjusted.mention.sentence
        ]
        initial = [cue for cue in run if cue.concept == "initial"]
        added = [cue for cue in run if cue.concept == "supplement"]
        taken = [cue for cue in run if cue.concept == "reduction"]
        if len(initial) != 1 or (added and taken) or not (added or taken):
            continue
        start = initial[0]
        if added:
            yield _claim(passage, RelationKind.SUM, (start, *added), adjusted)
        elif len(taken) == 1:
            yield _claim(passage, RelationKind.DIFFERENCE, (start, taken[0]), adjusted)


def find_changes(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """Value, base and change told together: 2023 年 V，上年 B，增加 C."""
    for position, change in enumerate(cues):
        if not change.is_change or change.mention.dimension is Dimension.SHARE:
            continue
        before = [
            cue for cue in cues[max(0, position - WINDOW) : position] if cue.mention.sentence == change.mention.sentence
        ]
        if change.mention.dimension is Dimension.SHARE_POINTS:
            yield from _of_rates(passage, change, before)
            continue
        values = values_before(change, before)
        subject = own_subject(change.mention.label)
        value = named_value(subject, change, cues) if subject else (values[-1] if values else None)
        base = _base_of(change, value, before)
        if value is None or base is None:
            continue
        operands = (base, value) if change.trend is Trend.DOWN else (value, base)
        yield _claim(passage, RelationKind.DIFFERENCE, operands, change)


def _of_rates(passage: Passage, change: Cue, before: Sequence[Cue]) -> Iterator[Claim]:
    """由 62.1 % 提高到 63.5 %，提高 1.4 个百分点."""
    rates = [cue for cue in before[-2:] if cue.mention.dimension is Dimension.SHARE]
    if len(rates) != 2:
        return
    base, current = base_and_current(*rates)
    if base is not None and current is not None:
        operands = (base, current) if change.trend is Trend.DOWN else (current, base)
        yield _claim(passage, RelationKind.DIFFERENCE, operands, change)


_BUDGET_BASE = regex.compile(r"(?:年初|全年|调整后?|年度)?预算(?:数|安排数|安排|批复数)?", regex.VERSION1)


def _base_of(change: Cue, value: Cue | None, before: Sequence[Cue]) -> Cue | None:
    """The number that a change compares with: last year's where it says so, a budget where it names one."""
    for cue in reversed(before):
        if cue is value or not cue.is_level or not cue.like(change):
            continue
        if value is not None and cue.mention.index < value.mention.index and cue.mention.part != value.mention.part:
            # The base of an earlier half-sentence belongs to another value.
            continue
        if is_base(cue) and "预算" not in change.base:
            return cue
        if _BUDGET_BASE.fullmatch(change.base) and cue.concept in {"initial", "adjusted", "budget"}:
            return cue if ("年初" in change.base) == (cue.concept == "initial") else None
    return None


def _run_before(cues: Sequence[Cue], position: int) -> list[Cue]:
    """The numbers of the same sentence before the one at `position`, back to the last budget of the same stage."""
    run: list[Cue] = []
    end = cues[position]
    for cue in reversed(cues[max(0, position - WINDOW) : position]):
        if cue.mention.sentence != end.mention.sentence or cue.concept == end.concept:
            break
        run.append(cue)
    return run[::-1]


def _claim(passage: Passage, kind: RelationKind, operands: tuple[Cue, ...], result: Cue) -> Claim:
    return Claim(
        kind=kind,
        subject=result.mention.name or result.mention.label,
        operands=tuple(cue.mention.operand() for cue in operands),
        result=result.mention.operand(),
        certainty=SURE,
        span=around(passage, *(cue.mention for cue in operands), result.mention),
    )


def find_complements(passage: Passage, cues: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """What was reached and what is missing make 100 %."""
    for position, missing in enumerate(cues):
        if not missing.is_rate or missing.is_change or position == 0:
            continue
        reached = _reached_before(cues, position)
        if reached is None:
            continue
        told = pattern(packs, "shortfall").search(missing.mention.label)
        behind = pattern(packs, "shortfall_after").search(missing.mention.trail[:8])
        if (told and (behind or missing.mention.dimension is Dimension.SHARE_POINTS)) or _opposite(
            reached, missing, packs
        ):
            yield Claim(
                kind=RelationKind.COMPLEMENT,
                subject=reached.mention.name or reached.mention.label,
                operands=(reached.mention.operand(), missing.mention.operand()),
                result=None,
                certainty=SURE,
                span=around(passage, reached.mention, missing.mention),
            )


def _reached_before(cues: Sequence[Cue], position: int) -> Cue | None:
    missing = cues[position]
    for cue in reversed(cues[max(0, position - 3) : position]):
        if cue.mention.sentence != missing.mention.sentence:
            return None
        if cue.mention.quantity.value == _ALL and regex.search("距|离|未|与$|到$|比$", cue.mention.label):
            # 距离 100% 还差: the goal, not what was reached.
            continue
        if cue.is_rate and not cue.is_change and cue.mention.dimension is Dimension.SHARE:
            return cue
    return None


_UN = regex.compile(r"^(?P<stem>.*?)(?:不|未)(?P<word>[\p{Han}]{1,8}?)(?:率|比例|占比|的)?$", regex.VERSION1)


def _opposite(reached: Cue, missing: Cue, packs: Packs) -> bool:
    """满意率 98%，不满意率 2%: the second rate is the first one denied."""
    one = regex.search(r"(?P<word>[\p{Han}]{1,8})(?:率|比例|占比)$", without_marks(reached.mention.label))
    other = _UN.search(without_marks(missing.mention.label))
    return one is not None and other is not None and one["word"].endswith(other["word"]) and "不" not in one["word"]
