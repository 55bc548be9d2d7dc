"""The words of targets: which number is called a target and which a result, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from extractor.model.claims import MetricKind
from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Dimension
from extractor.packs import Packs
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue

GROUP = "recognition/achieved"
NONE, TARGET, ACTUAL = "", "target", "actual"
# Labels recur: the roles of the latest are kept.
_KEPT = 4096
# Limits in words: 控制在 35 万元以内, 不超过 450 元, 不低于 90%.
_LIMITS = (Approximation.AT_LEAST, Approximation.AT_MOST)
# What is never the target of anything, nor its result.
_NO_KINDS = (MetricKind.RANK, MetricKind.SCORE)
_NO_DIMENSIONS = (Dimension.SHARE_POINTS, Dimension.SCORE, Dimension.NONE)
_DURATION = Dimension.DURATION


def role_of(cue: Cue, packs: Packs) -> str:
    """Whether the words before a number name a target or what was reached: the first word that does either."""
    mention = cue.mention
    if cue.is_change or cue.value is None or mention.kind in _NO_KINDS or mention.dimension in _NO_DIMENSIONS:
        return NONE
    label = mention.label.lstrip("（(")
    if mention.dimension is _DURATION and not (mention.quantity.text[:1] in "≥≤" or label.startswith("实际")):
        return NONE
    return _called(label, mention.quantity.approximation in _LIMITS, packs)


@lru_cache(maxsize=_KEPT)
def _called(label: str, limits: bool, packs: Packs) -> str:
    """What the words call a number; `limits` says that it is a limit, which without other words is a target."""
    if packs.patterns.get(GROUP, "later").search(label) or "预算" in label:
        return NONE
    target = packs.patterns.get(GROUP, "target").search(label)
    actual = packs.patterns.get(GROUP, "actual").search(label)
    if target is None and actual is None and limits:
        return TARGET
    if target is not None and (actual is None or target.start() < actual.start()):
        return TARGET
    return ACTUAL if actual is not None else NONE


def core_of(cue: Cue) -> str:
    """The words of a label without marks."""
    return without_marks(cue.mention.label.lstrip("（("))


# Characters that two names may share by accident.
EMPTY = frozenset("的了为是数量总额个人次年全市县区和及工作开展")
_ROLE_WORDS = regex.compile(
    r"^(?:20[0-9]{2}年度?|年初|年度|全年|本年|当年|项目|实际|累计|共|已|均|绩效|预期|设定|既定|省定|市定)*"
    r"(?:支出|发生|执行|使用|投入|开展|目标任务|目标|指标|计划|任务|拟|预期|应|完成|达到|达成|实现|值|设定|情况"
    r"|数量|数|量|为|是|下达|的|了|共|已|控制在|不超过|以内){0,8}"
    r"|(?:目标|指标|任务|计划|完成|实际)*(?:目标值|指标值|完成值|实际值|设定值|设定|情况|目标|任务|值)*(?:为|是|达到|达|约|：|:)*$",
    regex.VERSION1,
)


def noun_of(cue: Cue, packs: Packs) -> str:
    """What a target or an actual value is counted of, where its label says so."""
    label = cue.mention.label.lstrip("（(")
    for name in ("target", "actual"):
        found = packs.patterns.get(GROUP, name).search(label)
        if found is not None and found.start() > 1 and not label[: found.start()].endswith(("年初", "年度", "全年")):
            # 设备故障率目标值: the thing stands before.
            return without_marks(_LEADING.sub("", label[: found.start()]))
    return without_marks(_ROLE_WORDS.sub("", label))


_LEADING = regex.compile(r"^(?:20[0-9]{2}年度?|年初|年度|全年|本年|当年|累计|项目|截至年底)+", regex.VERSION1)


_BEYOND = regex.compile(r"(?:超过|超出|高于|多于)|(?P<below>低于|少于|不足|未达)|优于|好于", regex.VERSION1)


def word_of_comparison(printed: str) -> str:
    """The word that compares with a goal, where it was read with the number: 超过 of 超过 58 万亩的目标."""
    match = _BEYOND.match(printed)
    return match.group() if match is not None else ""


def measured_by(target: Cue, before: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The number that a goal is compared with: the one before, or the one whose parts stand in between.

    建成 4.72 万亩，北片 1.33 万亩，南片 3.39 万亩，超过 4.56 万亩的任务: what exceeds a goal is larger. None where the
    word denies each of them.
    """
    match = _BEYOND.match(target.mention.quantity.text)
    if match is None or target.value is None or match.group() in {"优于", "好于"}:
        return before
    parts: list[Cue] = []
    for cue in reversed(cues[: target.mention.index]):
        if cue.mention.sentence != target.mention.sentence or not cue.like(target) or cue.is_change:
            break
        holds = cue.value is not None and (cue.value < target.value if match["below"] else cue.value > target.value)
        whole = not parts or make_up(parts, cue)
        if holds and whole:
            return cue
        parts.append(cue)
    return None


def exactly(cue: Cue) -> Cue:
    """The number itself, where 超, 超出 were read as more than it: behind a goal they say what the number counts."""
    quantity = cue.mention.quantity
    if quantity.approximation is not Approximation.OVER or quantity.value is None:
        return cue
    interval = Interval.printed(quantity.value, quantity.last_place)
    exact = replace(quantity, approximation=Approximation.EXACT, interval=interval)
    return replace(cue, mention=replace(cue.mention, quantity=exact))
