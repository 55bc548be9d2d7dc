"""Shares told in prose: P，占 W 的 R%; and what all ratios have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.model.report import RelationKind
from extractor.packs import Packs
from extractor.recognition.prose.claims import LIKELY, SUPPORTED, SURE, Claim, around, divides
from extractor.recognition.prose.cues import CONCEPTS, Cue, pattern, without_marks
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations_sums import compatible

# How many numbers back the whole of a share may stand.
_NEAR = 18


def ratio(passage: Passage, part: Cue, whole: Cue, rate: Cue, certainty: float) -> Claim:
    """part ÷ whole = rate."""
    return Claim(
        kind=RelationKind.RATIO,
        subject=_subject(part, rate),
        operands=(part.mention.operand(), whole.mention.operand()),
        result=rate.mention.operand(),
        certainty=certainty,
        span=around(passage, part.mention, whole.mention, rate.mention),
    )


def _subject(part: Cue, rate: Cue) -> str:
    """What the rate is called; a share without a name of its own has its part's."""
    name = rate.mention.name or rate.mention.label
    shared = regex.fullmatch(r"(?:占比?|预算|比重|所占比例|完成)?(?:率)?", name) is not None
    return f"{part.mention.name or part.mention.label}占比" if shared else name


def core(label: str) -> str:
    """The words of a label that carry its meaning: no marks, no 人数, no 总."""
    words = without_marks(label)
    words = regex.sub(r"(?:总人数|人数|总数|数量|总量|总额|数|总计|金额|人次|件数|户数)$", "", words)
    return regex.sub(r"^(?:20\d\d年度?|全年|全区|全县|全市|本年|共|已|累计|其中)+", "", words)


def share(passage: Passage, rate: Cue, before: list[Cue], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """P，占 W 的 R%: the number right before is the part; the whole is named, or is what the list belongs to."""
    words = rate.mention.lead
    if "分别" in words:
        # 分别占 70%、20%、10%: each rate has a part of its own further back.
        return None
    if words in {"的", "的比例为"} and len(before) > 1 and _GOAL.search(before[-1].mention.lead):
        fits = compatible(before[-2], before[-1]) and not _EXCESS.search(before[-2].mention.label)
        return ratio(passage, before[-2], before[-1], rate, SURE) if fits else None
    chained = _goes_on(rate, before, cues)
    if not before or not (before[-1].mention.index == rate.mention.index - 1 or chained):
        return None
    part = before[-1]
    if words in {"（", "("} and rate.mention.trail[:1] in {"）", ")"}:
        # 城镇居民 720 人（60 %）: a bare share, of what the list takes apart.
        whole = named_whole(passage, rate, part, cues, packs)
        fits = whole is not None and divides(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY) if whole is not None else None
    if not pattern(packs, "share_of").search(words):
        return None
    earlier = [cue for cue in _earlier(cues, rate) if cue is not part and compatible(cue, part)]
    whole = named_whole(passage, rate, part, cues, packs)
    if whole is not None:
        return ratio(passage, part, whole, rate, SURE)
    if chained or _NAMED_WHOLE.search(words):
        return None
    near = [cue for cue in earlier if cue.mention.sentence == rate.mention.sentence]
    if (
        near
        and near[0].mention.quantity.value
        and divides(part.mention.quantity, near[0].mention.quantity, rate.mention.quantity)
    ):
        return ratio(passage, part, near[0], rate, SUPPORTED)
    return None


def _goes_on(rate: Cue, before: Sequence[Cue], cues: Sequence[Cue]) -> bool:
    """占到位资金的 90 %，占总投资的 60 %: a second share of one part, its whole named."""
    previous = cues[rate.mention.index - 1] if rate.mention.index else None
    if previous is None or not before or before[-1].mention.index != rate.mention.index - 2:
        return False
    both = previous.mention.dimension is rate.mention.dimension and _NAMED_WHOLE.search(rate.mention.lead)
    return bool(both) and _CHAIN.match(rate.mention.lead) is not None and "占" in previous.mention.lead


_CHAIN = regex.compile(r"[，,、]?(?:分别|各|约|又|并|且|并且)?占", regex.VERSION1)


def _holds(whole: Cue, part: Cue) -> bool:
    """Whether a number is large enough to hold a part."""
    return (whole.mention.quantity.value or 0) >= (part.mention.quantity.value or 0)


def share_above(passage: Passage, rate: Cue, before: Sequence[Cue], above: Sequence[Cue], packs: Packs) -> Claim | None:
    """P，占支出总额的 R%, where the paragraph before tells that whole, once and by that name."""
    named = _NAMED_WHOLE.search(rate.mention.lead)
    if named is None or not before or before[-1].mention.index != rate.mention.index - 1:
        return None
    part = before[-1]
    if not _TOTAL_WORD.search(named["whole"]) or not pattern(packs, "share_of").search(rate.mention.lead):
        return None
    told = [cue for cue in above if cue.is_level and compatible(cue, part) and _is_named(cue, named["whole"], packs)]
    told = [cue for cue in told if _holds(cue, part)]
    if len(told) != 1:
        return None
    return replace(ratio(passage, part, part, rate, SURE), operands=(part.mention.operand(), told[0].mention.operand()))


def named_whole(passage: Passage, rate: Cue, part: Cue, cues: Sequence[Cue], packs: Packs) -> Cue | None:
    """The whole that a share names (占总支出的), or that the list opens in which the part stands."""
    earlier = [
        cue
        for cue in _earlier(cues, rate)
        if cue is not part and cue.mention.index < part.mention.index and compatible(cue, part) and _holds(cue, part)
    ]
    # 较预算压减 1.85 万元。其中…: what was cut is not what the list takes apart.
    opened = [cue for cue in earlier if cue.concept != "reduction" and _opens_after(cue, part, cues)]
    named = _NAMED_WHOLE.search(rate.mention.lead)
    if named is not None:
        told = [cue for cue in earlier if _is_named(cue, named["whole"], packs)]
        later = [cue for cue in behind(cues, rate) if compatible(cue, part) and _is_named(cue, named["whole"], packs)]
        if told or later:
            return (told[-1:] or later)[0]
        if not _TOTAL_WORD.search(named["whole"]):
            return None
    return opened[-1] if opened else None


# 占职工总数 150 人的 30 %, 完成年度任务 5,000 人的 104 %: the whole stands inside the words of the rate.
_GOAL = regex.compile(
    r"(?:占|完成|为|达到)(?:[^，；。]{0,16}(?:目标|任务|计划|预算|总|数|量)[^，；。]{0,6})?$", regex.VERSION1
)
# 超出计划 6 公里，完成计划 180 公里的 103 %: the excess is not what was reached.
_EXCESS = regex.compile(r"超|多出?$|少$|差$", regex.VERSION1)
_NAMED_WHOLE = regex.compile(r"占(?P<whole>[^，；。占]{2,20}?)(?:的|总数|总额|比重|比例|比|$)", regex.VERSION1)
_TOTAL_WORD = regex.compile(r"总|全部|合计|本年|当年|年度|全年|支出|收入|预算|资金", regex.VERSION1)


def _is_named(cue: Cue, words: str, packs: Packs) -> bool:
    """Whether the number is the whole that 占…的 names: the same concept, or the same words."""
    concepts = {_concept(words, packs), _concept(words + "总额", packs)} - {""}
    own = _OWN.fullmatch(without_marks(cue.qualifier)) is not None
    alike = cue.concept not in _STAGES or _alike(words, cue.mention.label)
    if cue.concept and cue.concept in concepts and own and alike:
        return True
    wanted, label = core(words), core(cue.mention.label)
    if wanted == label:
        return True
    # 占支出总额的: 住房保障支出 and 项目支出预算 end with the same words and are other things.
    rest = label.removesuffix(wanted)
    return len(wanted) >= 2 and rest != label and (_OWN.fullmatch(rest) is not None or not _MONEY.search(wanted))


# 占支出总预算的: 项目支出预算 is a budget too, and another one.
_STAGES = frozenset({"budget", "initial", "adjusted", "spent"})


def _alike(words: str, label: str) -> bool:
    """Whether two names of budgets are one, but for 总 and 年初."""
    return _STAGE_WORDS.sub("", core(words)) == _STAGE_WORDS.sub("", core(label))


_STAGE_WORDS = regex.compile(r"总|年初|全年|年度|调整后?|本年|部门|安排|资金|数|额", regex.VERSION1)


_MONEY = regex.compile(r"支出|收入|预算|资金|经费|费用|金额|投资", regex.VERSION1)
# Words before a name that do not make it another thing.
_OWN = regex.compile(
    r"(?:20\d\d年?度?|[\p{Han}]{0,8}[局委办院所站区县市省镇]|本|我|该|全|年|度|年度|部门|单位|项目|全年|本年|当年|实现|完成|安排|共)*",
    regex.VERSION1,
)


def _concept(words: str, packs: Packs) -> str:
    return next((one.name for one in packs.patterns.group(CONCEPTS) if one.search(words)), "")


def _earlier(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
    """The amounts and counts told before the rate in the same paragraph, near enough to be meant."""
    lowest = rate.mention.index - _NEAR
    return [cue for cue in cues[max(0, lowest) : rate.mention.index] if cue.is_level]


def behind(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
    """The amounts and counts told right behind the rate in its sentence."""
    found = cues[rate.mention.index + 1 : rate.mention.index + 3]
    return [cue for cue in found if cue.mention.sentence == rate.mention.sentence and cue.is_level]


def _opens_after(whole: Cue, part: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a list of the parts of `whole` was opened and holds `part`."""
    between = [cue for cue in cues[whole.mention.index + 1 : part.mention.index + 1] if cue.is_level]
    return bool(between) and bool(between[0].opens)
