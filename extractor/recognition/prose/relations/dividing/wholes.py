"""The whole of a share: the amount that 占…的 names, or that the list takes apart in which the part stands."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.packs import Packs
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.cue_words import CONCEPTS, without_marks
from extractor.recognition.prose.relations.cues import WINDOW, Cue
from extractor.recognition.prose.relations.names import core

# How many numbers back the whole of a share may stand.
_NEAR = WINDOW
_OTHER_YEAR = regex.compile(r"20[0-9]{2}年|上年|去年|同期", regex.VERSION1)


def named_whole(rate: Cue, part: Cue, cues: Sequence[Cue], packs: Packs) -> Cue | None:
    """The whole that a share names (占总支出的), or that the list opens in which the part stands."""
    earlier = [
        cue
        for cue in amounts_before(cues, rate)
        if cue is not part and cue.mention.index < part.mention.index and compatible(cue, part) and may_hold(cue, part)
    ]
    # 较预算压减 1.85 万元。其中…: what was cut is not what the list takes apart.
    opened = [cue for cue in earlier if cue.concept != "reduction" and _opens_after(cue, part, cues)]
    named = NAMED_WHOLE.search(rate.mention.lead)
    if named is None and part.opens.startswith("其中"):
        # 兑付资金 N 万元，涉及企业 k 家，其中技改补助 A: 其中 goes on about its own sentence.
        own = [cue for cue in earlier if cue.mention.part == part.mention.part and cue.concept != "reduction"]
        own = [cue for cue in own if _OTHER_YEAR.search(cue.mention.label) is None] or own
        if own:
            giving = [cue for cue in own if gives_rate(part, cue, rate)]
            return (giving or own)[-1]
    if named is not None:
        told = [cue for cue in earlier if is_named(cue, named["whole"], packs)]
        later = [
            cue
            for cue in behind(cues, rate)
            if compatible(cue, part) and core(cue.mention.label) == core(named["whole"]) and may_hold(cue, part)
        ]
        if told or later:
            return (told[-1:] or later)[0]
        wanted = core(named["whole"])
        if not _GENERIC.fullmatch(wanted):
            opened = [cue for cue in opened if much_alike(wanted, cue.mention.label)]
    if opened and opened[-1].opens and not gives_rate(part, opened[-1], rate):
        # A part of another list (按功能分为：A…，其中…): then only a number that gives the share is its whole.
        opened = [cue for cue in earlier if gives_rate(part, cue, rate)]
        return opened[-1] if len({cue.value for cue in opened}) == 1 else None
    return opened[-1] if opened else None


def much_alike(words: str, label: str) -> bool:
    """Whether two names are one told more or less fully: 公共财政预算支出, 一般公共预算支出."""
    if _PAIR.search(label) and not _PAIR.search(words):
        return False
    # A long label has every character somewhere: its end is its name.
    name = core(label)[-2 * len(words) :]
    return sum(character in name for character in words) * 10 >= len(words) * 7


_PAIR = regex.compile(r"[和及与、]", regex.VERSION1)
NAMED_WHOLE = regex.compile(
    r"占(?:到(?!位|账|期))?(?!比)(?P<whole>[^，；。占]{2,20}?)(?:的|总数|总额|比重|比例|比|$)", regex.VERSION1
)
# 占总支出的, 占预算总额的: words for the whole of any list.
_GENERIC = regex.compile(
    r"(?:年度|当年|部门|单位|全部|总|合计|其)*(?:支出|收入|预算|资金|投资|经费|费用|金额|规模|人员|项目)*(?:总|合计|预算|决算|规模)*",
    regex.VERSION1,
)


def may_hold(whole: Cue, part: Cue) -> bool:
    """Whether a number is large enough to hold a part: a smaller one of a like name is another thing."""
    return (whole.value or 0) >= (part.value or 0)


def is_named(cue: Cue, words: str, packs: Packs) -> bool:
    """Whether the number is the whole that 占…的 names: the same concept, or the same words."""
    label = cue.mention.label
    if core(words) == core(label):
        return True
    if _LIMITED.findall(words) != _LIMITED.findall(label):
        # 本年支出合计 is more than 财政拨款支出总计.
        return False
    concepts = {_concept(words, packs), _concept(words + "总额", packs)} - {""}
    own = _OWN.fullmatch(without_marks(cue.qualifier)) is not None
    alike = cue.concept not in _STAGES or _alike(words, label)
    if cue.concept and cue.concept in concepts and own and alike:
        return True
    return _ends_with(core(label), core(words))


# What limits an amount to some of the money.
_LIMITED = regex.compile("财政拨款|公共预算|基金|专户|单位资金|基本支出|项目支出", regex.VERSION1)


def _ends_with(label: str, words: str) -> bool:
    """Whether a label ends with the words, as a whole: not 税收返还和转移支付 for 转移支付."""
    if len(words) < 2 or not label.endswith(words):
        return False
    rest = label.removesuffix(words)
    # 住房保障支出 and 项目支出预算 end like 支出总额 and 支出预算, and are other things.
    return not rest.endswith(("和", "及", "与", "、", "或")) and bool(_OWN.fullmatch(rest) or not _MONEY.search(words))


# 占支出总预算的: 项目支出预算 is a budget too, and another one.
_STAGES = frozenset({"budget", "initial", "adjusted", "spent"})


def _alike(words: str, label: str) -> bool:
    """Whether two names of budgets are one, but for 总 and 年初."""
    return _STAGE_WORDS.sub("", core(words)) == _STAGE_WORDS.sub("", core(label))


_STAGE_WORDS = regex.compile(r"总|年初|全年|年度|调整后?|本年|部门|安排|资金|数|额", regex.VERSION1)


_MONEY = regex.compile(r"支出|收入|预算|资金|经费|费用|金额|投资", regex.VERSION1)
# Words before a name that do not make it another thing.
_OWN = regex.compile(
    r"(?:20\d\d年?度?|[\p{Han}]{0,8}(?:[部厅局委办院所站馆室处队校县市省镇乡]|(?<!社)区)|本|我|该|全|年|度|年度|部门|单位|项目|全年|本年|当年|实现|完成|安排|共)*",
    regex.VERSION1,
)


def _concept(words: str, packs: Packs) -> str:
    return next((one.name for one in packs.patterns.group(CONCEPTS) if one.search(words)), "")


def amounts_before(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
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
    if not between or not between[0].opens:
        return False
    # A list in brackets ends with them.
    return part.mention.depth >= between[0].mention.depth
