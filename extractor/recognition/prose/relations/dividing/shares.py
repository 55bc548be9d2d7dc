"""Shares told in prose: P，占 W 的 R%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.aiming.goals import is_excess, reached_of
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, quotient
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.dividing.wholes import (
    NAMED_WHOLE,
    amounts_before,
    is_named,
    may_hold,
    named_whole,
)
from extractor.recognition.prose.relations.making import ratio


def share(passage: Passage, rate: Cue, before: list[Cue], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """P，占 W 的 R%: the number right before is the part; the whole is named, or is what the list belongs to."""
    words = rate.mention.lead
    if "分别" in words or "各占" in words or is_one_of_many(rate, cues):
        # 分别占 70%、20%、10%, 占 W 的 70% 和 30%: each rate has a part of its own further back.
        # 按数量和库容各占 50 % 分配 are the weights of a formula.
        return None
    if words in {"的", "的比例为"} and len(before) > 1 and _GOAL.search(before[-1].mention.lead):
        part = reached_of(before[-1], before, rate, cues)
        return ratio(passage, part, before[-1], rate, SURE) if part is not None else None
    if not before or not _follows(rate, before[-1], cues):
        return None
    part = before[-1]
    if words in {"（", "("} and rate.mention.trail[:1] in {"）", ")"}:
        # 城镇居民 720 人（60 %）: a bare share, of what the list takes apart.
        whole = named_whole(rate, part, cues, packs)
        fits = whole is not None and gives_rate(part, whole, rate)
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY) if whole is not None else None
    if not pattern(packs, "share_of").search(words):
        return None
    named = _named_part(rate, before)
    if named is None:
        return None
    part = named
    if is_excess(part) and _GOAL_NAMED.search(rate.mention.label):
        # 比目标 150 万标箱多 6.8 万标箱，为目标的 104 %: the excess is not what was reached.
        return None
    heads = _HEADS.search(words)
    if heads is not None and not part.mention.quantity.unit.text.startswith(heads["unit"]):
        # 消除 1,203 户 4,018 人，占户数的 65 %: a share of households counts households.
        return None
    earlier = [cue for cue in amounts_before(cues, rate) if cue is not part and compatible(cue, part)]
    whole = named_whole(rate, part, cues, packs)
    if whole is not None:
        nearer = _nearer(whole, part, rate, before)
        return ratio(passage, part, nearer or whole, rate, SUPPORTED if nearer else SURE)
    if NAMED_WHOLE.search(words):
        return None
    near = [cue for cue in earlier if cue.mention.sentence == rate.mention.sentence]
    if (
        near
        and near[0].value
        and quotient(part.mention.quantity, near[0].mention.quantity).meets(rate.mention.quantity.interval)
    ):
        return ratio(passage, part, near[0], rate, SUPPORTED)
    return None


def _nearer(whole: Cue, part: Cue, rate: Cue, before: Sequence[Cue]) -> Cue | None:
    """The one amount of the rate's own half-sentence that gives it, where that of an earlier sentence does not.

    收入合计 W，其中 A、B。甲园 a，乙园 b，合计支出 V，甲园占比 R%: an amount of the sentence before has no part in R.
    """
    if whole.mention.sentence == rate.mention.sentence or gives_rate(part, whole, rate):
        return None
    own = [cue for cue in before if cue.mention.part == rate.mention.part and compatible(cue, part) and cue is not part]
    giving = [cue for cue in own if gives_rate(part, cue, rate)]
    return giving[0] if len(giving) == 1 else None


_HEADS = regex.compile(r"占[^，；。]{0,4}?(?P<unit>[户人件起宗家])(?:口)?(?:总)?数的?$", regex.VERSION1)


def _named_part(rate: Cue, before: list[Cue]) -> Cue | None:
    """The number that a share is of by its own name (新能源车占比); without such a name the last one."""
    named = _OWN_SHARE.search(rate.mention.label) or _OWN_PART.search(rate.mention.label)
    if named is None:
        bare = _BARE_SHARE.search(rate.mention.label)
        called = [cue for cue in before if bare and set(bare["name"]) <= set(cue.mention.label)]
        return called[-1] if called else before[-1]
    exactly = [cue for cue in before if _is_called(named["name"], cue.mention.label)]
    called = exactly or [
        cue
        for cue in before
        if set(named["name"]) <= set(cue.mention.label) and not set("非不未无") & set(cue.mention.label)
    ]
    return called[-1] if called else None


def _is_called(name: str, label: str) -> bool:
    """Whether a label holds a name, and not its opposite."""
    at = label.find(name)
    return at >= 0 and label[max(0, at - 1) : at] not in {"非", "不", "未", "无"}


# 其中人员经费占支出总额的 6.9 %: the share of the number so called.
_OWN_PART = regex.compile(
    r"^(?:其中|而|且|且有|约)?(?P<name>[\p{Han}]{2,10}?(?:经费|支出|收入|资金|人员|人数|人|企业|项目|面积|投资))占[^，；。占]{2,14}?的?(?:比重|比例)?[为约达]?$",
    regex.VERSION1,
)
# 线上 151 万件，线下 35.4 万件，线上占 81 %.
_BARE_SHARE = regex.compile(r"^(?:其中|分别|各|约|共|均|而|仅)*+(?P<name>[\p{Han}]{2,8})占(?:到|约)?$", regex.VERSION1)
_OWN_SHARE = regex.compile(
    r"(?P<name>[\p{Han}]{2,12}?)所?占(?:比例?|总?比重|的?比重)(?:为|是|达到?|约|：|:)*$",
    regex.VERSION1,
)


def is_one_of_many(rate: Cue, cues: Sequence[Cue]) -> bool:
    """Whether rates are told in a row (31 %、53 % 和 16 %): they belong to a row of parts."""
    following = cues[rate.mention.index + 1 : rate.mention.index + 2]
    inside = _ROW.fullmatch(rate.mention.lead) is not None
    return inside or any(cue.is_rate and _ROW.fullmatch(cue.mention.lead) is not None for cue in following)


_ROW = regex.compile(r"[、和及与]|以及", regex.VERSION1)


def _follows(rate: Cue, part: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a rate tells of the number before it: between them only its growth and other shares of it."""
    between = cues[part.mention.index + 1 : rate.mention.index]
    if not between:
        return True
    named = NAMED_WHOLE.search(rate.mention.lead) is not None and part.mention.part == rate.mention.part
    return named and all(cue.is_change or (cue.is_rate and "占" in cue.mention.lead) for cue in between)


def named_by(rate: Cue) -> str:
    """The whole that a share names: 本年支出合计 of 占本年支出合计的; nothing where it is told alone or in a row."""
    named = NAMED_WHOLE.search(rate.mention.lead)
    return named["whole"] if named is not None and not rate.is_change else ""


def part_of(rate: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount of which a rate tells the share: the one right before it in its sentence."""
    before = [cue for cue in amounts_before(cues, rate) if cue.mention.sentence == rate.mention.sentence]
    if not before or not _follows(rate, before[-1], cues) or is_one_of_many(rate, cues):
        return None
    return _named_part(rate, before)


def share_above(
    passage: Passage, rate: Cue, before: Sequence[Cue], cues: Sequence[Cue], above: Sequence[Cue], packs: Packs
) -> Claim | None:
    """P，占支出总额的 R%, where the paragraph before tells that whole, once and by that name."""
    named = NAMED_WHOLE.search(rate.mention.lead)
    if named is None or not before or not _follows(rate, before[-1], cues) or is_one_of_many(rate, cues):
        return None
    part = _named_part(rate, list(before))
    told_so = _TOTAL_WORD.search(named["whole"]) and pattern(packs, "share_of").search(rate.mention.lead)
    if part is None or not told_so:
        return None
    told = [
        cue
        for cue in above
        if cue.is_level and compatible(cue, part) and may_hold(cue, part) and is_named(cue, named["whole"], packs)
    ]
    if len(told) != 1:
        return None
    return replace(ratio(passage, part, part, rate, SURE), operands=(part.mention.operand(), told[0].mention.operand()))


# 占职工总数 150 人的 30 %, 完成年度任务 5,000 人的 104 %: the whole stands inside the words of the rate.
_GOAL = regex.compile(
    r"(?:占|完成|为|达到)(?:[^，；。]{0,16}(?:目标|任务|计划|预算|总|数|量|应)[^，；。]{0,6})?$", regex.VERSION1
)
_GOAL_NAMED = regex.compile(r"目标|计划|任务|预算|定额|指标", regex.VERSION1)
_TOTAL_WORD = regex.compile(r"总|全部|合计|本年|当年|年度|全年|支出|收入|预算|资金", regex.VERSION1)
