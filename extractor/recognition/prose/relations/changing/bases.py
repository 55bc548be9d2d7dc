"""Changes against a base that is told with its number: 较 2022 年 B 增加 C, 由 B 缩短到 V, 增长 R%（上年为 B）.

The words show the base; what changed is the number before it that the sentence is about. Where another number might be
meant, only figures that agree make the link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import Interval
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.nonparts import is_mean
from extractor.recognition.prose.relations.changing.apposed import become, beside, is_turn_told
from extractor.recognition.prose.relations.changing.growth import is_adjusted, is_base, is_saving
from extractor.recognition.prose.relations.claims import (
    LIKELY,
    SUPPORTED,
    SURE,
    Claim,
    around,
    quotient,
    within_last_place,
)
from extractor.recognition.prose.relations.cues import CHANGE, CHANGE_RATE, LEVEL, SHARE, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference
from extractor.recognition.prose.relations.subjects import is_of_another

_FOLLOWING, _BEFORE, _ABOVE = 3, 8, 16
_NAMES = (
    r"20[0-9]{2}年|上一?年|去年|前一?年|同期|上一?[届轮期次批季月周]|上一[\p{Han}]{1,3}?[季年期]|年初|期初|基期|基线|基数|预算|计划"
    r"|目标|规定|要求|承诺|限价|控制价|概算|合同|标准|平均|测算|申报|上报|报审|十[二三四]五|[\p{Han}](?<![目当提])前(?=的|$)"
)
# 较 2022 年的 B, 比上届（B）, 与上年决算数 B 相比.
_INLINE = regex.compile(
    rf"(?:比(?![例重率值])|较|对比|与|同)(?:[^，；。,;]{{0,10}}?(?:{_NAMES})[^，；。,;]{{0,12}}?)(?:[（(]|约)?$",
    regex.VERSION1,
)
_WITH = regex.compile(r"(?:与|同)(?!比)[^，；。,;]*$", regex.VERSION1)
_COMPARED = regex.compile(r"^[）)]?(?:相比|比较|相较|比(?=[，,]))", regex.VERSION1)
_FROM = regex.compile(r"(?:由|从)[^，；。,;]{0,16}$", regex.VERSION1)
_TO = regex.compile(r"^[^，；。,;]{0,8}?(?:到|至|为|成)[^，；。,;]{0,8}$", regex.VERSION1)
# 增长 R%（上年为 B）.
_BEHIND = regex.compile(
    r"^[（(，,；;](?:上一?年度?|去年|20[0-9]{2}年度?|上年同期|去年同期|同期|年初|上[届轮期次])(?:同期)?(?:数|值)?[\p{Han}]{0,6}?(?:为|是|：)?约?$",
    regex.VERSION1,
)
_UP = regex.compile(r"增|多|升|涨|提高|延长|扩|超|高出|上浮", regex.VERSION1)
_DOWN = regex.compile(r"减|少|降|缩|压|跌|回落|下滑|节约|节支|下浮|低", regex.VERSION1)
_CHANGE = regex.compile(
    r"(?:净?增加?|净?减少?|多|少|高出?|低|增[收支产效]|减[收支产]|压减|压缩|缩短|延长|扩大|扩容|超出?|节约|节支|提前|减畜|节[水电能地支](?!率)|核减|核增|调减|调增|增长|下降)"
    r"(?:了|出|额|数|幅)?(?:为|约|达|近)?$",
    regex.VERSION1,
)
_RATE = regex.compile(
    r"(?:增长|下降|上升|提高|降低|减少|增加|上涨|下滑|回落|压减|压缩|缩短|延长|扩大|超出?|下浮|上浮|多|少|增速|涨幅|升幅|增幅|降幅|减幅"
    r"|压减幅度|节约率|超支率|降低率|增长率|下降率|节[水电能地]率|减排率|增[产效]率)(?:了|约|达|近)?(?:为|是|达到?|约)?$",
    regex.VERSION1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A base with what is told around it."""

    base: Cue
    currents: tuple[Cue, ...]
    change: Cue | None
    rate: Cue | None
    sure: bool


# A change or its rate told behind the base.
_NEEDED = (
    one_of(LEVEL),
    one_of(CHANGE, CHANGE_RATE, words="增减多少高低压缩延扩超节提降升涨滑落浮"),
)


def find_bases(passage: Passage, cues: Cues, told: Sequence[Claim], above: Sequence[Cue] = ()) -> Iterator[Claim]:
    """The differences and growths against told bases that no other grammar has read.

    `above` are the numbers of the paragraph before, where what a paragraph begins to compare may stand.
    """
    readings = [read for needed, read in _READINGS if cues.hold(needed)] if cues.hold(_NEEDED) else []
    if not readings:
        return
    linked = {(claim.kind is RelationKind.DIFFERENCE, claim.place) for claim in told if claim.result}
    for base in cues:
        if not base.is_level or not base.value:
            continue
        found = next((told_so for read in readings if (told_so := read(base, cues))), None)
        if found is None:
            continue
        current, certainty = _current(found), SURE if found.sure else LIKELY
        if current is None and base.mention.index == 0:
            current, certainty = _current_above(found, above), SUPPORTED
        if current is None or is_saving(current, base):
            continue
        change, rate = found.change, found.rate
        if change is not None and (True, change.place) not in linked:
            operands = (base, current) if _falls(change, base, current) else (current, base)
            inside = passage if certainty > SUPPORTED else None
            yield difference(operands, change, certainty, inside)
        if rate is not None and (False, rate.place) not in linked and not is_adjusted(rate):
            yield _growth(passage, current, change or base, rate, certainty, base)


def _growth(passage: Passage, current: Cue, other: Cue, rate: Cue, certainty: float, base: Cue) -> Claim:
    """The growth by the change where it is told, else from the base."""
    mentions = (current.mention, base.mention, rate.mention)
    here = [mention for mention in mentions if passage.span.contains(mention.quantity.span)]
    return Claim(
        kind=RelationKind.GROWTH_FROM if other is base else RelationKind.GROWTH,
        subject=current.mention.called,
        operands=(current.mention.operand(), other.mention.operand()),
        result=rate.mention.operand(),
        declining=_falls(rate, base, current) and (rate.value or 0) > 0,
        certainty=certainty,
        span=around(passage, *here),
    )


def _falls(told: Cue, base: Cue, current: Cue) -> bool:
    """Whether a change was told as a fall; where the words do not say, the numbers do."""
    label = told.mention.label
    if _DOWN.search(label) and not _UP.search(label):
        return True
    if _UP.search(label) and not _DOWN.search(label):
        return False
    return (current.value or 0) < (base.value or 0)


def _same_clause(cue: Cue, base: Cue) -> bool:
    return cue.mention.sentence == base.mention.sentence and cue.mention.part == base.mention.part


def _following(after: Cue, cues: Sequence[Cue]) -> tuple[Cue | None, Cue | None]:
    """The change and its rate told right behind a number."""
    change = rate = None
    for cue in cues[after.mention.index + 1 : after.mention.index + _FOLLOWING]:
        if not _same_clause(cue, after) or is_told_base(cue):
            break
        if cue.is_share:
            told = cues[max(0, cue.mention.index - _BEFORE) : cue.mention.index]
            if (_RATE.search(cue.mention.label) or cue.is_change_rate) and not is_of_another(cue, told):
                rate = cue
            break
        if change is None and cue.like(after) and (cue.is_change or _CHANGE.search(cue.mention.label)):
            change = cue
            continue
        break
    return change, rate


def is_told_base(cue: Cue) -> bool:
    """Whether the words before a number say that others are compared with it."""
    lead = cue.mention.lead
    if _INLINE.search(lead) is None or _CHANGE.search(cue.mention.label):
        # 较预算节约 C is a change, not what was compared with.
        return False
    return _WITH.search(lead) is None or _COMPARED.match(cue.mention.trail) is not None


def _from_to(base: Cue, cues: Sequence[Cue]) -> _Told | None:
    """由 6.8 小时缩短到 5.1 小时，缩短 25%."""
    current = next(iter(cues[base.mention.index + 1 : base.mention.index + 2]), None)
    if current is None or not current.like(base) or not _same_clause(current, base):
        return None
    if _FROM.search(base.mention.lead) is None or _TO.search(current.mention.lead) is None:
        return None
    change, rate = _following(current, cues)
    return _Told(base=base, currents=(current,), change=change, rate=rate, sure=True)


def _inline(base: Cue, cues: Sequence[Cue]) -> _Told | None:
    """V，较 2022 年的 B 增加 C，增长 R%."""
    if not is_told_base(base):
        return None
    change, rate = _following(base, cues)
    return _told(base, base, cues, change, rate)


def _behind(base: Cue, cues: Sequence[Cue]) -> _Told | None:
    """V，同比增加 C，增长 R%（上年为 B）."""
    if _BEHIND.search(base.mention.lead) is None:
        return None
    change = rate = None
    first = base
    for cue in reversed(cues[max(0, base.mention.index - _FOLLOWING + 1) : base.mention.index]):
        if not _same_clause(cue, base):
            break
        if rate is None and cue.is_share and (cue.is_change or _RATE.search(cue.mention.label)):
            rate = first = cue
        elif change is None and cue.like(base) and cue.is_change:
            change = first = cue
        else:
            break
    if rate is None:
        # （上年为 B），增长 R%.
        _, rate = _following(base, cues)
    return _told(base, first, cues, change, rate)


def _apposed(base: Cue, cues: Sequence[Cue]) -> _Told | None:
    """V，上一榨季为 B，同比增长 R%; 改造前为 B，改造后为 V，缩短 R%: the base beside what it has become."""
    current = become(base, [cue for cue in beside(base, cues) if _may_be_current(cue, base)])
    if current is None:
        return None
    change, rate = _following(current if current.place > base.place else base, cues)
    if rate is None:
        return None
    told = _Told(base=base, currents=(current,), change=change, rate=rate, sure=True)
    return told if is_turn_told(base, rate) or _agrees(current, told) else None


# The ways to tell a base, the likeliest first, with the words that each cannot do without.
_READINGS = (
    ((one_of(words="由从"),), _from_to),
    ((one_of(words="比较与同"),), _inline),
    ((one_of(words="年期届轮次"),), _behind),
    ((one_of(SHARE), one_of(words="月季上去原前过")), _apposed),
)


def _may_be_current(current: Cue, base: Cue) -> bool:
    """Whether a number beside a base can be what it has become."""
    alike = current.is_level and current.like(base) and _same_clause(current, base)
    return alike and not is_told_base(current) and not is_base(current)


def _told(base: Cue, first: Cue, cues: Sequence[Cue], change: Cue | None, rate: Cue | None) -> _Told | None:
    """What is told around a base; the numbers before `first` may be what changed."""
    if change is None and rate is None:
        return None
    before = [
        cue
        for cue in reversed(cues[max(0, first.mention.index - _BEFORE) : first.mention.index])
        if cue.is_level and cue.like(base) and not is_told_base(cue) and _BEHIND.search(cue.mention.lead) is None
    ]
    if not is_mean(base):
        # 发放 V 万元，笔均 M 万元，上年发放 B 万元: a mean told in between is not what the sum was compared with.
        before = [cue for cue in before if not is_mean(cue) or not any(map(_is_sum_beside(cue), before))]
    near = [cue for cue in before[:1] if _same_clause(cue, base) and cue.mention.depth == 0]
    own = _SUBJECT.search(base.mention.lead)
    sure = bool(near) and own is None
    return _Told(base=base, currents=tuple(before), change=change, rate=rate, sure=sure)


def _is_sum_beside(mean: Cue) -> Callable[[Cue], bool]:
    """Which numbers of a mean's own half-sentence are sums."""
    return lambda cue: not is_mean(cue) and _same_clause(cue, mean) and cue.place < mean.place


# 项目支出较 2022 年…: the comparison has a subject of its own.
_SUBJECT = regex.compile(r"(?:^|[，；,;。])[\p{Han}]{2,16}?(?:比(?![例重率值])|较)", regex.VERSION1)


def _current(told: _Told) -> Cue | None:
    """The number that changed: the nearest where the words bind it, else the only one that agrees."""
    if told.sure:
        return told.currents[0]
    fitting = [cue for cue in told.currents if _agrees(cue, told)]
    return fitting[0] if len({cue.value for cue in fitting}) == 1 else None


def _current_above(told: _Told, above: Sequence[Cue]) -> Cue | None:
    """全年拨付 V 万元。⏎与上年 B 万元相比，增加 C 万元，增长 R %: the one amount above that fits."""
    base = told.base
    for one in (told, replace(told, change=None), replace(told, rate=None)):
        fitting = [
            cue
            for cue in above[-_ABOVE:]
            if cue.is_level and cue.like(base) and cue.value != base.value and not is_base(cue) and _agrees(cue, one)
        ]
        if fitting:
            return fitting[-1] if len({cue.value for cue in fitting}) == 1 else None
    return None


def _agrees(current: Cue, told: _Told) -> bool:
    value, base = current.mention.quantity, told.base.mention.quantity
    gap = value.interval - base.interval
    if told.change is not None:
        change = told.change.mention.quantity.interval
        if not (gap.meets(change) or (-gap).meets(change)):
            return False
    if told.rate is None:
        return told.change is not None
    rise = quotient(value, base) - Interval.point(100)
    rate = told.rate.mention.quantity
    return within_last_place(rise, rate) or within_last_place(-rise, rate)
