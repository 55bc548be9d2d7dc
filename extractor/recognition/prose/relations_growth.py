"""Growth told in prose: 收入 V 万元，比上年增加 C 万元，增长 R%, and its other orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.quantities import Dimension
from extractor.model.report import RelationKind
from extractor.recognition.prose.claims import LIKELY, SURE, Claim, around, growth, within_last_place
from extractor.recognition.prose.cues import WINDOW, Cue, Trend, without_marks
from extractor.recognition.prose.passages import Passage


def find_growth(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """Every rate of change whose value and change, or value and base, are told in the same sentence."""
    for position, rate in enumerate(cues):
        if not (rate.is_change and rate.mention.dimension is Dimension.SHARE):
            continue
        sentence = rate.mention.sentence
        before = [cue for cue in cues[max(0, position - WINDOW) : position] if cue.mention.sentence == sentence]
        change = _change_of(rate, before, cues[position + 1 : position + 2])
        if change is not None:
            yield from _from_change(passage, rate, change, before, cues)
        else:
            yield from _from_base(passage, rate, before)


def _change_of(rate: Cue, before: list[Cue], after: Sequence[Cue]) -> Cue | None:
    """The amount of the same change: right before the rate, or right behind it (增长 R%，增加 C 万元)."""
    for cue in reversed(before[-2:]):
        if cue.is_level:
            break
        if cue.is_change and not cue.is_rate and _same_comparison(cue, rate):
            return cue
    for cue in after:
        if cue.mention.sentence == rate.mention.sentence and cue.is_change and not cue.is_rate:
            adjacent = not rate.mention.trail.strip("，,（(、即为") or len(cue.mention.lead) <= 12
            if adjacent and cue.trend is rate.trend and not cue.base:
                return cue
    return None


def _same_comparison(change: Cue, rate: Cue) -> bool:
    return not change.base or not rate.base or change.base == rate.base


def _from_change(passage: Passage, rate: Cue, change: Cue, before: list[Cue], cues: Sequence[Cue]) -> Iterator[Claim]:
    values = values_before(change, before)
    subject = own_subject(change.mention.label)
    nearest = _value_of(values, change, rate) if values else None
    told = named_value(subject, change, cues) if subject else nearest
    value = told or _reached_after(rate, change, cues)
    if value is None:
        return
    declining = change.trend is Trend.DOWN
    near = change.mention.index - value.mention.index <= 2 or bool(subject)
    note = "" if change.trend is rate.trend else "增减方向用词不一致"
    yield Claim(
        kind=RelationKind.GROWTH,
        subject=_subject(value),
        operands=(value.mention.operand(), change.mention.operand()),
        result=rate.mention.operand(),
        declining=declining,
        certainty=SURE if near else LIKELY,
        span=around(passage, value.mention, change.mention, rate.mention),
        note=note,
    )


def values_before(change: Cue, before: Sequence[Cue]) -> list[Cue]:
    """The amounts before a change that may have changed: those of its unit that are not last year's."""
    return [
        cue
        for cue in before
        if cue.is_level and cue.like(change) and cue.mention.start < change.mention.start and not is_base(cue)
    ]


def is_base(cue: Cue) -> bool:
    """Whether a number is told as last year's."""
    return any(word in cue.mention.label for word in BASE_WORDS) or bool(_COMPARED_WITH.search(cue.mention.label))


# 收入 V，较 2021 年的 B 增加 C: what stands behind 较 and a year is the base.
_COMPARED_WITH = regex.compile(
    r"(?:比|较|与|同)(?:19|20)[0-9]{2}年度?[^，；。]{0,8}?(?:的|总额|总量|合计|决算数?|支出|收入|为|数)$"
    r"|(?:比|较)[^，；。比较]{0,6}(?:约定|规定|计划|目标|任务|标准|预算数?)的?$",
    regex.VERSION1,
)


def _reached_after(rate: Cue, change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """比上年增加 C，增长 R%，达到 V: the value told behind its change."""
    for cue in cues[rate.mention.index + 1 : rate.mention.index + 2]:
        if cue.is_level and cue.like(change) and _REACHING.match(cue.mention.lead):
            return cue
    return None


_REACHING = regex.compile(r"[，,]?(?:达|增至|升至|降至|至)", regex.VERSION1)
_VERB_TAIL = regex.compile(
    r"(?:同比|环比|比|较|与|分别|共|净|又|也|均|各|相比|相应|总体|大幅|略有|小幅|有所)*"
    r"(?:(?<=比|较|与)[^，]{1,16}?)?(?:净|共|又)?"
    r"(?:增加|增长|减少|下降|提高|上升|降低|上涨|下滑|回落|增|减|多|少)(?:了|额|数|金额|到)?(?:为|约|达|近|超)*$",
    regex.VERSION1,
)
_LEADING = regex.compile(r"^(?:与|同|比|较|对比)[^，]{1,16}?(?:相比|比较)", regex.VERSION1)


def own_subject(label: str) -> str:
    """What a change names as its subject: 收入总计 of 收入总计增加; nothing for 比上年增加."""
    words = _VERB_TAIL.sub("", _LEADING.sub("", label))
    words = regex.sub(r"(?:比|较|与)[^比较与]{1,16}$|^(?:同比|环比|其中|并|且|但|而)|(?:同比|环比)$", "", words)
    words = regex.sub(r"^(?:19|20)[0-9]{2}年度?$", "", words)
    return words if len(words) >= 2 and words != label else ""


def named_value(subject: str, change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount told before under that name."""
    for cue in reversed(cues[max(0, change.mention.index - WINDOW) : change.mention.index]):
        if cue.is_level and cue.like(change) and without_marks(cue.mention.label).endswith(subject):
            return cue
    return None


def _value_of(values: list[Cue], change: Cue, rate: Cue) -> Cue:
    """The value that grew: the nearest one, unless only an earlier one agrees (总额 before its 其中)."""
    declining = change.trend is Trend.DOWN

    def agrees(cue: Cue) -> bool:
        computed = growth(cue.mention.quantity, change.mention.quantity, declining=declining)
        return within_last_place(computed, rate.mention.quantity)

    nearest = values[-1]
    if agrees(nearest):
        return nearest
    earlier = [cue for cue in values[:-1] if agrees(cue)]
    return earlier[0] if len(earlier) == 1 and _opened_between(values, earlier[0]) else nearest


def _opened_between(values: list[Cue], cue: Cue) -> bool:
    return any(later.opens for later in values[values.index(cue) + 1 :])


def _from_base(passage: Passage, rate: Cue, before: list[Cue]) -> Iterator[Claim]:
    """由上年的 B 增加到 V，增长 R%; 今年 V，上年 B，增长 R%."""
    levels = [cue for cue in before if cue.is_level]
    if len(levels) < 2 or not levels[-1].like(levels[-2]):
        return
    first, second = levels[-2], levels[-1]
    base, current = base_and_current(first, second)
    if base is None or current is None:
        return
    yield Claim(
        kind=RelationKind.GROWTH_FROM,
        subject=_subject(current),
        operands=(current.mention.operand(), base.mention.operand()),
        result=rate.mention.operand(),
        declining=rate.trend is Trend.DOWN,
        certainty=SURE,
        span=around(passage, first.mention, second.mention, rate.mention),
    )


BASE_WORDS = ("上年", "去年", "上一年", "同期", "年初", "前年", "基期")


_FROM = regex.compile(r"(?:由|从)[^，；。]{0,16}$", regex.VERSION1)
_TO = regex.compile(
    r"^[^，；。]{0,6}?(?:增加|增长|上升|提高|提升|扩大|发展|下降|减少|降低|压减|缩减|回落|压缩|调整|变)?[为]?(?:到|至|为)",
    regex.VERSION1,
)


def base_and_current(first: Cue, second: Cue) -> tuple[Cue | None, Cue | None]:
    """Which of two numbers is the base of a change and which its result; nothing where the words do not say."""
    first_label, second_label = first.mention.lead[-24:], second.mention.lead[-12:]
    if _FROM.search(first_label) and _TO.search(second.mention.lead):
        return first, second
    if any(word in first_label for word in BASE_WORDS) and second_label.endswith(("到", "至", "为", "达到", "数")):
        return first, second
    if any(word in second_label for word in BASE_WORDS) and not any(word in first_label for word in BASE_WORDS):
        return second, first
    return None, None


def _subject(cue: Cue) -> str:
    return cue.mention.name or cue.mention.label
