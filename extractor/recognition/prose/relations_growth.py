"""Growth told in prose: 收入 V 万元，比上年增加 C 万元，增长 R%, and its other orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.report import RelationKind
from extractor.recognition.prose.claims import LIKELY, SURE, Claim, around, growth, within_last_place
from extractor.recognition.prose.cues import WINDOW, Cue, Trend, without_marks
from extractor.recognition.prose.passages import Passage


def find_growth(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """Every rate of change whose value and change, or value and base, are told in the same sentence."""
    for position, rate in enumerate(cues):
        if not rate.is_change_rate:
            continue
        sentence = rate.mention.sentence
        before = [cue for cue in cues[max(0, position - WINDOW) : position] if cue.mention.sentence == sentence]
        change = change_of(rate, before, cues[position + 1 : position + 3])
        if change is not None:
            yield from _from_change(passage, rate, change, before, cues)
        else:
            yield from _from_base(passage, rate, before)


def change_of(rate: Cue, before: list[Cue], after: Sequence[Cue]) -> Cue | None:
    """The amount of the same change: right before the rate, or right behind it (增长 R%，增加 C 万元)."""
    for cue in reversed(before[-2:]):
        if cue.is_level or cue.is_change_rate:
            # A change that has its rate has no second one: 减少 380，减少 8.4%，人均提高 5%.
            break
        if cue.is_change and not cue.is_rate and _same_comparison(cue, rate):
            return cue
    for cue in after[:1]:
        if cue.mention.sentence == rate.mention.sentence and cue.is_change and not cue.is_rate:
            if not rate.is_change:
                continue
            adjacent = not rate.mention.trail.strip("，,（(、即为") or len(cue.mention.lead) <= 12
            of_its_own = own_subject(cue.mention.label)
            same = not of_its_own or of_its_own in rate.mention.lead
            if adjacent and same and cue.trend is rate.trend and _repeats_comparison(cue, rate, after[1:]):
                return cue
    return None


def _repeats_comparison(change: Cue, rate: Cue, after: Sequence[Cue]) -> bool:
    """Whether the change behind a rate has its base: none of its own, or 同比 again; and no rate of its own behind."""
    if not change.base:
        return True
    own_rate = any(cue.is_change and cue.is_rate and cue.mention.part == change.mention.part for cue in after)
    return not own_rate and bool(_YEAR_BEFORE.search(rate.base)) and bool(_YEAR_BEFORE.search(change.base))


_YEAR_BEFORE = regex.compile("同比|上年|去年|上一年|前年|同期", regex.VERSION1)


def _same_comparison(change: Cue, rate: Cue) -> bool:
    if not change.base or not rate.base or change.base == rate.base:
        return True
    return _LAST_YEAR.match(change.base) is not None and _LAST_YEAR.match(rate.base) is not None


_LAST_YEAR = regex.compile(r"同比|上年|上一年|去年|前一年", regex.VERSION1)


def _from_change(passage: Passage, rate: Cue, change: Cue, before: list[Cue], cues: Sequence[Cue]) -> Iterator[Claim]:
    values = values_before(change, before)
    subject = own_subject(change.mention.label)
    nearest = _value_of(values, change, rate) if values else None
    if nearest is not None and nearest.mention.part != change.mention.part and not _agrees(nearest, change, rate):
        # 住院人次 6,240，比上年减少 160 behind another half-sentence: its own value was not read.
        nearest = None
    told = named_value(subject, change, cues) if subject else nearest or told_before(change, cues)
    value = told or _reached_after(rate, change, cues)
    if value is None:
        return
    declining = change.trend is Trend.DOWN
    near = change.mention.index - value.mention.index <= 2 or bool(subject) or nearest is None
    told_apart = rate.is_change and change.trend is not rate.trend and (rate.mention.quantity.value or 0) >= 0
    note = "增减方向用词不一致" if told_apart else ""
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
    """The amounts before a change that may have changed: those of its unit, neither last year's nor a goal reached."""
    return [
        cue
        for position, cue in enumerate(before)
        if cue.is_level
        and cue.like(change)
        and cue.mention.start < change.mention.start
        and not is_base(cue)
        and not _is_goal(before[position : position + 2])
        and not _THRESHOLD.match(cue.mention.quantity.text)
    ]


# 首次突破 2 万亿元 names a mark that was passed; the amount itself stands elsewhere.
_THRESHOLD = regex.compile(r"(?:突破|首破|跨越|跨上|迈上|迈过|站上|跃上)", regex.VERSION1)


def _is_goal(pair: Sequence[Cue]) -> bool:
    """Whether an amount is what a rate measures against: 完成预算数 B 万元的 R%."""
    return len(pair) == 2 and pair[1].is_rate and pair[1].mention.lead in {"的", "的比例为"}


def is_base(cue: Cue) -> bool:
    """Whether a number is told as last year's."""
    words = _CARRIED_OVER.sub("", cue.mention.label or cue.mention.lead)
    if cue.mention.trail.startswith(("相比", "比较", "相较")) and _AGAINST.search(words):
        return True
    return any(word in words for word in BASE_WORDS) or bool(_COMPARED_WITH.search(words))


# 上年结转和结余 is money of this year.
_CARRIED_OVER = regex.compile(r"(?:上年|年初|去年)度?(?:财政拨款)?(?=结转|结余)", regex.VERSION1)


# 与 2020 年本级安排的扶贫资金 B 相比: what is compared with is the base, however long its name.
_AGAINST = regex.compile(r"^[，,]?(?:与|同|和|较|对比)", regex.VERSION1)
# 收入 V，较 2021 年的 B 增加 C: what stands behind 较 and a year is the base.
_COMPARED_WITH = regex.compile(
    r"(?:比|较|与|同)(?:19|20)[0-9]{2}年度?(?:$|[^，；。]{0,8}?(?:的|总额|总量|合计|决算数?|支出|收入|费|为|数)$)"
    r"|(?:比|较)[^，；。比较]{0,6}(?:约定|规定|计划|目标|任务|标准|预算数?)的?$"
    r"|(?:比|较|与|同)[^，；。比较（(]{2,12}[（(]$",
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
    r"(?:同口径|同比|环比|比|较|与|分别|共|净|又|也|均|各|相比|相应|总体|大幅|略有|小幅|有所)*"
    r"(?:(?<=比|较|与)[^，]{1,16}?)?(?:净|共|又)?"
    r"(?:增加|增长|减少|下降|提高|上升|降低|上涨|下滑|回落|[增减][收支]|增|减|多|少)"
    r"(?:了|额|数|金额|到)?(?:为|约|达|近|超)*$",
    regex.VERSION1,
)
_LEADING = regex.compile(r"^(?:与|同|比|较|对比)[^，]{1,16}?(?:相比|比较)", regex.VERSION1)


def own_subject(label: str) -> str:
    """What a change names as its subject: 收入总计 of 收入总计增加; nothing for 比上年增加."""
    words = _VERB_TAIL.sub("", _LEADING.sub("", label))
    words = regex.sub(r"(?:比|较|与)[^比较与]{1,16}$|^(?:同比|环比|其中|并|且|但|而)|(?:同比|环比)$", "", words)
    words = regex.sub(r"^(?:19|20)[0-9]{2}年度?$|^[多少]\p{Han}{1,3}$", "", words)
    return words if len(words) >= 2 and words != label else ""


def named_value(subject: str, change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount told before under that name, for the same year."""
    before = cues[max(0, change.mention.index - WINDOW) : change.mention.index]
    for position in range(len(before) - 1, -1, -1):
        cue = before[position]
        if not cue.is_level or not cue.like(change) or not _same_year(cue, change):
            continue
        if _is_called(subject, cue, before[position - 1] if position else None):
            return cue
    return _of_both_sides(change, before) if _BOTH_SIDES.fullmatch(subject) else None


def _same_year(cue: Cue, change: Cue) -> bool:
    one, other = cue.mention.period, change.mention.period
    return not one or not other or one == other or cue.mention.sentence == change.mention.sentence


def _is_called(subject: str, cue: Cue, previous: Cue | None) -> bool:
    """Whether an amount is told under a name, in one piece or behind the amount of its own budget.

    “三公”经费支出年初预算 11 万元，支出决算 3 万元: the second is “三公”经费支出决算数.
    """
    label = without_marks(cue.mention.label)
    if label.endswith(subject):
        return True
    stem = subject.removesuffix("数")
    if label.endswith(stem) and len(stem) >= _NAME:
        return True
    if len(label) < 2 or not stem.endswith(label) or previous is None:
        return False
    owner = stem.removesuffix(label)
    same = previous.mention.sentence == cue.mention.sentence
    return same and len(owner) >= 2 and owner in previous.mention.label


_NAME = 4
# 收入总计 V 万元，支出总计 V 万元。收支较上年增加 C: one amount told of both sides.
_BOTH_SIDES = regex.compile(r"收、?支(?:总计|合计)?|收入支出(?:总计|合计)?", regex.VERSION1)


def _of_both_sides(change: Cue, before: Sequence[Cue]) -> Cue | None:
    levels = [cue for cue in before if cue.is_level and cue.like(change)][-2:]
    if len(levels) < 2 or levels[0].mention.quantity.value != levels[1].mention.quantity.value:
        return None
    sides = levels[0].mention.label, levels[1].mention.label
    near = change.mention.sentence - levels[1].mention.sentence <= 1
    return levels[0] if near and "收入" in sides[0] and "支出" in sides[1] else None


def told_before(change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount of the sentence before, where a sentence begins with what it compares: …的资金。较上年减少 C."""
    if not _COMPARES_FIRST.match(change.mention.lead):
        return None
    before = cues[max(0, change.mention.index - WINDOW) : change.mention.index]
    if not before or before[-1].mention.sentence == change.mention.sentence:
        return None
    sentence = [cue for cue in before if cue.mention.sentence == change.mention.sentence - 1]
    if sentence and _LISTS.match(sentence[0].mention.lead):
        # 其中…: the parts stand in a sentence of their own; what changed is their whole.
        sentence = [cue for cue in before if cue.mention.sentence == change.mention.sentence - 2]
    values = [cue for cue in values_before(change, sentence) if cue.mention.depth == 0]
    return values[0] if len(values) == 1 or any(cue.opens for cue in values[1:]) else None


_COMPARES_FIRST = regex.compile(r"(?:同口径|总体|整体)?(?:同比|环比|比|较|与)", regex.VERSION1)
_LISTS = regex.compile(r"(?:其中|包括|分别)", regex.VERSION1)


def _agrees(value: Cue, change: Cue, rate: Cue) -> bool:
    declining = change.trend is Trend.DOWN
    computed = growth(value.mention.quantity, change.mention.quantity, declining=declining)
    return within_last_place(computed, rate.mention.quantity)


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
        declining=rate.trend is Trend.DOWN or (not rate.is_change and _falls(base, current, rate)),
        certainty=SURE,
        span=around(passage, first.mention, second.mention, rate.mention),
    )


def _falls(base: Cue, current: Cue, rate: Cue) -> bool:
    """Whether a 变动率 without a sign tells of a fall."""
    values = (base.mention.quantity.value, current.mention.quantity.value, rate.mention.quantity.value)
    return values[0] is not None and values[1] is not None and values[1] < values[0] and (values[2] or 0) > 0


BASE_WORDS = ("上年", "去年", "上一年", "同期", "年初", "前年", "基期")


_FROM = regex.compile(r"(?:由|从)[^，；。]{0,16}$", regex.VERSION1)
_TO = regex.compile(
    r"^[^，；。]{0,6}?(?:增加|增长|上升|提高|提升|扩大|发展|下降|减少|降低|压减|缩减|回落|压缩|调整|变)?[为]?(?:到|至|为)",
    regex.VERSION1,
)


_CHANGED = regex.compile(
    r"(?:比|较)[^，；。]{0,8}(?:增(?!长率|速|幅)|减|多|少|上升|下降|提高|压|超|节|缩|扩|涨|跌)[\p{Han}]{0,3}$",
    regex.VERSION1,
)


def base_and_current(first: Cue, second: Cue) -> tuple[Cue | None, Cue | None]:
    """Which of two numbers is the base of a change and which its result; nothing where the words do not say."""
    first_label, second_label = first.mention.lead[-24:], second.mention.lead[-12:]
    if _CHANGED.search(second_label):
        # 比上年增产 5 公斤 is a change, no base.
        return None, None
    if _FROM.search(first_label) and _TO.search(second.mention.lead):
        return first, second
    if any(word in first_label for word in BASE_WORDS) and second_label.endswith(("到", "至", "为", "达到", "数")):
        return first, second
    if any(word in first_label for word in BASE_WORDS) and _THIS_YEAR.search(second.mention.lead):
        return first, second
    if any(word in second_label for word in BASE_WORDS) and not any(word in first_label for word in BASE_WORDS):
        return second, first
    years = [_YEAR.findall(label) for label in (first_label, second.mention.lead[-24:])]
    compared = _COMPARED_WITH.search(first_label) and _COMPARED_WITH.search(second.mention.lead)
    if len(years[0]) == 1 and len(years[1]) == 1 and years[0] != years[1] and not compared:
        return (first, second) if years[0] < years[1] else (second, first)
    return None, None


_THIS_YEAR = regex.compile(r"^[，,；;]?(?:今年|本年|本年度|当年|本期)", regex.VERSION1)
_YEAR = regex.compile(r"(?<![0-9])20[0-9]{2}(?=年)", regex.VERSION1)


def _subject(cue: Cue) -> str:
    return cue.mention.name or cue.mention.label
