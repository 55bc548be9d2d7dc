"""Sums that their wording calls complete, whether they add up or not: A＋B＝C, 按来源分为：A、B、C, four quarters.

Lists that only open (其中) may leave out something; these may not. What they take apart is the one amount before them
that they come near, since a list of far less, or more, takes apart something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.numbers.small import small_number
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible, parts_from
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, place_of, results_of
from extractor.recognition.prose.relations.cues import LEVEL, THREE_AMOUNTS, WINDOW, Cue, Cues, amount_of, one_of
from extractor.recognition.prose.relations.making import summed

# A complete list misses its whole by less than one part in this.
_SLACK = 20
_BACK = 8
_ABOVE = 16
_DIVIDED = regex.compile(
    r"(?:^|[，,；;])(?:其中|主要)?(?:按照?|从)[^，。；：,;:]{1,12}?(?:划?分|看|区分)(?:为|成)?[：:，,]?[^，。；：]{0,10}$"
    r"|(?:构成|组成)(?:为|是|如下)?[：:]?[^，。；：]{0,10}$"
    r"|(?:明细|分项|结构|分布|构成|安排|分配|使用|支出)(?:支出|情况)?(?:如下|为|是|如下所示)[：:][^，。；：]{0,12}$"
    r"|(?:级次|来源|投向|去向)(?:分别)?(?:为|是)?[：:][^，。；：]{0,8}$",
    regex.VERSION1,
)
_ANNOUNCED = regex.compile(
    r"(?:分解?[为成]?|涉及|包括|用于|投向|用途有|细化为)[^，。；：]{0,32}?(?P<count>[两二三四五六七八])(?:大|个){0,2}"
    r"(?:块|类|项(?:任务|用途)?|部分|方面|级|种|子项(?:目)?|方向|板块|环节)"
    r"[：:，,](?:其)?[^，。；：]{0,10}(?:(?:依次|分别)[为是])?[^，。；：]{0,10}$",
    regex.VERSION1,
)
_PLUS = regex.compile(r"[＋+][^，,。；;＋+＝=]{0,24}$", regex.VERSION1)
_EQUALS = regex.compile(r"[＝=][^，,。；;＋+＝=]{0,12}$", regex.VERSION1)
_QUARTERS = tuple(f"{number}季度" for number in "一二三四")
_OF_THE_YEAR = regex.compile(r"[，,；;]?(?:全年|年度)?(?:累计|合计|共计?|总计)[\p{Han}]{0,6}$", regex.VERSION1)


# Parts, whole and certainty.
_List = tuple[list[Cue], Cue, float]


def find_complete(passage: Passage, cues: Cues, above: Sequence[Cue], told: Sequence[Claim]) -> Iterator[Claim]:
    """The complete sums whose result or parts no other grammar has linked; `told` are the claims that words make.

    `above` are the numbers of the paragraph before: what a list takes apart to the last digit may stand there.
    """
    readings = [read for needed, read in _READINGS if cues.hold(needed)]
    if not readings:
        return
    sums = [claim for claim in told if claim.kind is RelationKind.SUM]
    linked = {place_of(operand) for claim in sums for operand in claim.operands}
    results = results_of(sums)
    for position, cue in enumerate(cues):
        if not cue.is_level or cue.value is None:
            continue
        listed = (read(cues, position, above, results) for read in readings)
        found = next((one for one in listed if one), None)
        if found is None or not _free(found[0], linked):
            continue
        parts, whole, certainty = found
        inside = any(cue is whole for cue in cues)
        yield summed(parts, whole, certainty, passage if inside else None)


def _free(parts: Sequence[Cue], linked: set[int]) -> bool:
    return not any(part.place in linked for part in parts)


def _written(cues: Sequence[Cue], position: int, _: Sequence[Cue], results: set[int]) -> _List | None:
    """甲 88 万元＋乙 57 万元＝145 万元."""
    whole = cues[position]
    if not _EQUALS.match(whole.mention.lead) and not whole.mention.quantity.text.startswith(("＝", "=")):
        return None
    parts: list[Cue] = []
    for cue in reversed(cues[max(0, position - WINDOW) : position]):
        if not cue.is_level or not compatible(cue, whole) or cue.mention.sentence != whole.mention.sentence:
            return None
        parts.append(cue)
        if _PLUS.match(cue.mention.lead) is None:
            break
    return (parts[::-1], whole, SURE) if len(parts) > 1 and whole.place not in results else None


def _quarters(cues: Sequence[Cue], position: int, _: Sequence[Cue], results: set[int]) -> _List | None:
    """一季度 A，二季度 B，三季度 C，四季度 D，全年累计 E."""
    whole, parts = cues[position], list(cues[max(0, position - len(_QUARTERS)) : position])
    if len(parts) != len(_QUARTERS) or _OF_THE_YEAR.fullmatch(whole.mention.lead) is None or whole.place in results:
        return None
    one_kind = all(cue.is_level and compatible(cue, whole) for cue in parts)
    named = all(quarter in cue.mention.label for quarter, cue in zip(_QUARTERS, parts, strict=True))
    return (parts, whole, LIKELY) if one_kind and named and is_near(parts, whole) else None


def _divided(cues: Sequence[Cue], position: int, above: Sequence[Cue], results: set[int]) -> _List | None:
    """资金 W 万元。按方向分为：A、B、C; 涉及四块：A、B、C、D."""
    first = cues[position]
    announced = _announced(cues, position)
    if not announced and not is_divided(first):
        return None
    run = list(
        takewhile(lambda cue: cue.mention.sentence == first.mention.sentence, cues[position : position + WINDOW])
    )
    parts = parts_from(run, 0, first)
    if announced and announced != len(parts):
        return None
    if len(parts) < 2 + (not announced) or any("等" in part.mention.trail[:2] for part in parts):
        return None
    before = [cue for cue in cues[max(0, position - _BACK) : position] if _may_be_whole(cue, first)]
    near = [cue for cue in before if first.mention.sentence - cue.mention.sentence <= 1 and is_near(parts, cue)]
    amount = amount_of(parts)
    # One amount may be taken apart twice, by source and by purpose; then the figures have to say so.
    for wholes in (
        [cue for cue in near if cue.place not in results],
        [cue for cue in near if cue.value == amount],
        [cue for cue in (*above[-_ABOVE:], *before) if cue.value == amount and _may_be_whole(cue, first)],
    ):
        if wholes:
            return (parts, wholes[-1], LIKELY) if len({cue.value for cue in wholes}) == 1 else None
    return None


def _may_be_whole(cue: Cue, first: Cue) -> bool:
    return cue.is_level and compatible(cue, first) and not is_base(cue)


# What each way to tell a complete list cannot do without.
_READINGS = (
    ((one_of(THREE_AMOUNTS), one_of(words="＝=")), _written),
    ((one_of(THREE_AMOUNTS), one_of(words="季")), _quarters),
    ((one_of(LEVEL), one_of(words="按从构组级来投去分涉包用细布排配出")), _divided),
)


def _announced(cues: Sequence[Cue], position: int) -> int:
    """How many parts a list says that it has; 0 where it does not say."""
    first = cues[position]
    match = _ANNOUNCED.search(first.mention.lead)
    if match is not None:
        return small_number(match["count"]) or 0
    count = cues[position - 1] if position else None
    if count is None or _OPENS.search(count.mention.label) is None:
        return 0
    if count.mention.symbol not in _KINDS and (count.mention.symbol != _COUNTED or first.mention.lead[:1] in "：:，,"):
        return 0
    return int(count.value or 0) if _LED_IN.match(first.mention.lead) else 0


_KINDS = frozenset({"块", "类", "项", "部分", "方面", "个方面", "大类", "大块"})
_OPENS = regex.compile(
    r"(?:分为?|分解[为成]?|细化[为成]?|涉及|包括|用于|投向|用途有)[^，。；：]{0,20}$", regex.VERSION1
)
_LED_IN = regex.compile(
    r"[：:]|[，,]?其?[\p{Han}]{0,6}(?:依次|分别)[为是]|(?:子项目?|方面|部分|类别|方向|板块|环节|任务|用途)[：:]",
    regex.VERSION1,
)
# 三个子项目：: the counter alone says nothing, with the noun behind it it does.
_COUNTED = "个"


def is_divided(first: Cue) -> bool:
    """Whether the words before the first part say that all is divided: 按来源分为, 构成为."""
    return _DIVIDED.search(first.mention.lead) is not None


def is_near(parts: Sequence[Cue], whole: Cue) -> bool:
    """Whether parts miss their whole by little, if at all."""
    value = whole.value
    if value is None:
        return False
    gap = amount_of(parts) - value
    return abs(gap) * _SLACK <= abs(value)
