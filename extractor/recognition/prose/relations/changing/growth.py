"""Growth told in prose: 收入 V 万元，比上年增加 C 万元，增长 R%, and its other orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.nonparts import is_mean
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, grows
from extractor.recognition.prose.relations.cue_words import Trend
from extractor.recognition.prose.relations.cues import CHANGE_RATE, LEVEL, WINDOW, Cue, Cues, one_of, sentence_before
from extractor.recognition.prose.relations.making import made
from extractor.recognition.prose.relations.subjects import is_of_another, named_value, own_subject

# Words before numbers recur: what the latest say is kept.
_KEPT = 4096
_NEEDED = (
    one_of(LEVEL),
    one_of(CHANGE_RATE),
)


def find_growth(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """Every rate of change whose value and change, or value and base, are told in the same sentence."""
    if not cues.hold(_NEEDED):
        return
    for position, rate in enumerate(cues):
        if not rate.is_change_rate or is_adjusted(rate):
            continue
        before = sentence_before(cues, position)
        change = change_of(rate, before, cues[position + 1 : position + 3])
        if change is not None and change.place < rate.place and is_of_another(rate, before):
            # 比上年增加 6,000 人次，其中夜间增长 30 %.
            continue
        if change is not None:
            yield from _from_change(passage, rate, change, before, cues)
        elif not is_of_another(rate, before):
            yield from _from_base(passage, rate, before)


def is_adjusted(rate: Cue) -> bool:
    """Whether a rate of change is worked out on figures that are not told: 按可比口径增长, 扣除价格因素后增长."""
    return _ADJUSTED.search(rate.mention.lead) is not None


_ADJUSTED = regex.compile(r"可比(?:口径|价)|不变价|扣除|剔除", regex.VERSION1)


def change_of(rate: Cue, before: Sequence[Cue], after: Sequence[Cue]) -> Cue | None:
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


def _from_change(
    passage: Passage, rate: Cue, change: Cue, before: Sequence[Cue], cues: Sequence[Cue]
) -> Iterator[Claim]:
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
    told_apart = rate.is_change and change.trend is not rate.trend and (rate.value or 0) >= 0
    note = "增减方向用词不一致" if told_apart else ""
    yield made(
        RelationKind.GROWTH,
        (value, change),
        rate,
        SURE if near else LIKELY,
        passage,
        subject=value.mention.called,
        declining=declining,
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
    words = cue.mention.label or cue.mention.lead
    if cue.mention.trail.startswith(("相比", "比较", "相较")) and _AGAINST.search(_CARRIED_OVER.sub("", words)):
        return True
    return _names_base(words)


@lru_cache(maxsize=_KEPT)
def _names_base(words: str) -> bool:
    words = _CARRIED_OVER.sub("", words)
    if any(word in words for word in BASE_WORDS):
        return True
    return _COMPARED_WITH.search(words) is not None or _PRIOR.search(words) is not None


# 上一榨季, 原为, 改造前为.
_PRIOR = regex.compile(
    r"^(?:比|较|与|同|而)?上一?(?:[届轮期次季月周](?!度?[以前])|[\p{Han}]{1,3}?[季年期])|^原(?:来|先)?为|(?<![目当提年日天月])前(?:平均)?(?:为|是)$|[比较与同][^，；。]{1,8}(?<![目当提年日天月])前的?$",
    regex.VERSION1,
)


# 上年结转和结余 is money of this year.
_CARRIED_OVER = regex.compile(r"(?:上年|年初|去年)度?(?:财政拨款)?(?=结转|结余)", regex.VERSION1)


# 与 2020 年本级安排的扶贫资金 B 相比: what is compared with is the base, however long its name.
_AGAINST = regex.compile(r"^[，,]?(?:与|同|和|较|对比)", regex.VERSION1)
# 收入 V，较 2021 年的 B 增加 C: what stands behind 较 and a year is the base.
_COMPARED_WITH = regex.compile(
    r"(?:比|较|与|同)(?:19|20)[0-9]{2}年度?(?:$|[^，；。]{0,8}?(?:的|总额|总量|合计|决算数?|支出|收入|费|为|数)$)"
    r"|(?:比|较)[^，；。比较]{0,6}(?:约定|规定|计划|目标|任务|标准|预算数?)的?$"
    r"|(?:比|较|与|同)[^，；。比较（(]{2,12}[（(]$"
    r"|(?:比|较)(?:19|20)[0-9]{2}年度?(?:(?!增|减|升|降|多|少|提|到|至|压|扩|缩)[^，；。比较]){2,12}$",
    regex.VERSION1,
)


def _reached_after(rate: Cue, change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """比上年增加 C，增长 R%，达到 V: the value told behind its change."""
    for cue in cues[rate.mention.index + 1 : rate.mention.index + 2]:
        if cue.is_level and cue.like(change) and _REACHING.match(cue.mention.lead):
            return cue
    return None


_REACHING = regex.compile(r"[，,]?(?:达|增至|升至|降至|至)", regex.VERSION1)


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
    return grows(value.mention.quantity, change.mention.quantity, rate.mention.quantity, declining=declining)


def _value_of(values: list[Cue], change: Cue, rate: Cue) -> Cue:
    """The value that grew: the nearest one, unless only an earlier one agrees (总额 before its 其中)."""
    nearest = values[-1]
    if _agrees(nearest, change, rate):
        return nearest
    earlier = [cue for cue in values[:-1] if _agrees(cue, change, rate)]
    return earlier[0] if len(earlier) == 1 and _opened_between(values, earlier[0]) else nearest


def _opened_between(values: list[Cue], cue: Cue) -> bool:
    return any(later.opens for later in values[values.index(cue) + 1 :])


def _from_base(passage: Passage, rate: Cue, before: Sequence[Cue]) -> Iterator[Claim]:
    """由上年的 B 增加到 V，增长 R%; 今年 V，上年 B，增长 R%."""
    levels = [cue for cue in before if cue.is_level]
    if levels and not is_mean(levels[-1]):
        # 发放 V 万元，笔均 M 万元，上年发放 B 万元: a mean told in between is not what the sum has become.
        sums = [cue for cue in levels if not is_mean(cue)]
        levels = sums if len(sums) > 1 and sums[-1].like(sums[-2]) else levels
    if len(levels) < 2 or not levels[-1].like(levels[-2]):
        return
    first, second = levels[-2], levels[-1]
    base, current = base_and_current(first, second)
    if base is None or current is None or is_saving(current, base):
        return
    yield made(
        RelationKind.GROWTH_FROM,
        (current, base),
        rate,
        SURE,
        passage,
        subject=current.mention.called,
        declining=rate.trend is Trend.DOWN or (not rate.is_change and _falls(base, current, rate)),
    )


def is_saving(current: Cue, base: Cue) -> bool:
    """Whether one amount is what was taken off the other: 减轻负担 9 万元，与原负担 16 万元相比."""
    return _SAVING.search(current.mention.label) is not None and _SAVING.search(base.mention.label) is None


_SAVING = regex.compile(r"(?:减轻|减免|减负|节省|节约|节支|压减|让利)[^至到为]*$", regex.VERSION1)


def _falls(base: Cue, current: Cue, rate: Cue) -> bool:
    """Whether a 变动率 without a sign tells of a fall."""
    values = (base.value, current.value, rate.value)
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


_THIS_YEAR = regex.compile(r"^[，,；;]?(?:今年|本年|本年度|当年|本期|年末|期末|年底)", regex.VERSION1)
_YEAR = regex.compile(r"(?<![0-9])20[0-9]{2}(?=年)", regex.VERSION1)
