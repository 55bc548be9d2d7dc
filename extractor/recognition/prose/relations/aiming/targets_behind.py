"""Targets told right behind what was reached: B（目标 A）; B，任务数 A; B，未达到 A 的目标."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.model.claims import MetricKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.aiming.target_words import (
    ACTUAL,
    GROUP,
    TARGET,
    measured_by,
    role_of,
    word_of_comparison,
)
from extractor.recognition.prose.relations.cues import Cue


def told_behind(passage: Passage, cues: Sequence[Cue], packs: Packs) -> Iterator[tuple[Cue, Cue]]:
    """B（目标 A）, and B，未达到 A 的目标: the target stands right behind the actual value."""
    for actual, target in pairwise(cues):
        if not target.like(actual) or actual.mention.sentence != target.mention.sentence:
            continue
        if actual.is_change or target.is_change or actual.mention.part != target.mention.part:
            continue
        if _ROLELESS.intersection({actual.mention.kind, target.mention.kind}) or role_of(actual, packs) == TARGET:
            continue
        if _in_brackets(actual, target, cues, packs) or _named_behind(target, packs) or _plain(target):
            compared = measured_by(target, actual, cues)
            if compared is not None:
                yield compared, target


_PLAIN = regex.compile(
    r"[，,](?:年度|年初|全年|预期|计划|目标|任务)*(?:目标|任务|计划|指标)[数值量]?(?:任务)?[为是：:]?", regex.VERSION1
)


def _plain(target: Cue) -> bool:
    """适配辅助器具 1,024 件，任务数 1,000 件: the target behind, called by nothing but its role."""
    return _PLAIN.fullmatch(target.mention.lead) is not None


_ROLELESS = frozenset({MetricKind.RANK, MetricKind.SCORE})


def _in_brackets(actual: Cue, target: Cue, cues: Sequence[Cue], packs: Packs) -> bool:
    lead = target.mention.lead
    if lead[:1] not in {"（", "("} or target.mention.depth <= actual.mention.depth or role_of(target, packs) != TARGET:
        return False
    following = cues[target.mention.index + 1 : target.mention.index + 2]
    return not any(cue.mention.depth == target.mention.depth and role_of(cue, packs) == ACTUAL for cue in following)


def _named_behind(target: Cue, packs: Packs) -> bool:
    # 超过 58 万亩的目标: the word of comparison was read with the number.
    lead = target.mention.lead + word_of_comparison(target.mention.quantity.text)
    if packs.patterns.get(GROUP, "against").search(lead) is None or packs.patterns.get(GROUP, "later").search(lead):
        return False
    if packs.patterns.get(GROUP, "goal_behind").search(target.mention.trail):
        return True
    # 未完成年初计划 30 部: named before the number; 超过目标 6 公里 may be the excess.
    return _NAMED_BEFORE.search(lead) is not None and not _COMPLETED.match(target.mention.trail)


_NAMED_BEFORE = regex.compile(
    r"(?<!共计|累计|共)(?:完成|达到|实现|未达)(?:了|到)?(?:年初|年度|全年|当年|预期|既定|计划|目标|省|市|县|上级|下达)[^，。；：]{0,6}?"
    r"(?:目标|任务|计划)(?:值|任务|数|的)?$",
    regex.VERSION1,
)
_COMPLETED = regex.compile(r"的(?:[0-9.]+%)?$", regex.VERSION1)
