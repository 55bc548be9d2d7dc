"""Rates of completion whose goal, or whose result too, was told in other sentences or paragraphs.

支出 V 万元，为调整后预算的 95 %; 良种推广完成计划的 96.7 %. The words name the things, and only figures of those names
that give the rate, and no others, are linked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.aiming.beyond import is_beyond
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import SUPPORTED, Claim, results_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import NO_CUES, SHARE, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import share_of

_NEEDED = (
    one_of(SHARE),
    one_of(words="的率度例"),
)
# How many numbers before a rate are remembered.
_KEPT = 80
_COMPLETES = regex.compile(
    r"(?:^|[，,；;（(])(?P<part>[^，,；;。、（）]{0,12}?)(?:仅|只|已|均)?(?:为|达到?|完成|相当于)"
    r"(?P<whole>[^，,；;。、的]{0,8}?(?:预算|计划|任务|目标|合同|投资|概算|资金))[数额值量]?的(?:比例为)?$",
    regex.VERSION1,
)
_GENERAL = regex.compile(
    r"[0-9]+年?度?|年初|年度|全年|本年|当年|实际|累计|安排|下达|资金|金额|项目|完成|任务|目标|工作|推广|建设|面积|数量|总",
    regex.VERSION1,
)
_PERCENT_OF_ALL = 100
_Link = tuple[Cue, Cue]


def find_completions(passages: Iterable[Passage], cues: Mapping[int, Cues], told: Iterable[Claim]) -> Iterator[Claim]:
    """All such rates of a report; `told` are all claims stated so far."""
    linked: set[int] | None = None
    before: deque[Cue] = deque(maxlen=_KEPT)
    for passage in passages:
        own = cues.get(passage.ordinal, NO_CUES)
        if own.hold(_NEEDED):
            linked = results_of(told) if linked is None else linked
            yield from _in_passage(own, before, linked)
        before.extend(cue for cue in own if cue.is_level and cue.value)


def _in_passage(cues: Cues, above: Iterable[Cue], linked: set[int]) -> Iterator[Claim]:
    for rate in cues:
        if not rate.is_share or not rate.value or rate.value == _PERCENT_OF_ALL or rate.place in linked:
            continue
        match = _COMPLETES.search(rate.mention.lead)
        cut = _CUT.search(rate.mention.label) if match is None else None
        if match is None and cut is None:
            continue
        known = [*above, *(cue for cue in cues[: rate.mention.index] if cue.is_level and cue.value)]
        if match is None:
            links = _of_cut(cut["cut"], known, rate) if cut is not None else []
        elif named := _plain(match["part"]):
            links = _of_named(named, known, rate)
        else:
            links = _of_last(match["whole"], known, rate, cues)
        if len({(part.value, whole.value) for part, whole in links}) == 1:
            yield share_of(*links[-1], rate, SUPPORTED)


def _plain(name: str) -> str:
    return _GENERAL.sub("", without_marks(name))


def _of_last(whole: str, known: Sequence[Cue], rate: Cue, cues: Cues) -> list[_Link]:
    """支出 V 万元，为调整后预算的 95 %: the amount right before, and those that bear the name of the whole."""
    # 完成 4,987 批次，超计划 87 批次，完成计划的 101.78 %: the excess is not what was reached.
    before = [cue for cue in cues[: rate.mention.index] if not (cue.is_level and is_beyond(cue))]
    last = before[-1] if before else None
    if last is None or not last.is_level or last.mention.sentence != rate.mention.sentence:
        return []
    return [
        (last, cue)
        for cue in known
        if cue is not last and whole in cue.mention.label and _fits(last, cue, rate) and not is_base(cue)
    ]


def _of_named(name: str, known: Sequence[Cue], rate: Cue) -> list[_Link]:
    """良种推广完成计划的 96.7 %: two numbers of one unit that both share words with the name."""
    akin = [cue for cue in known if _akin(name, cue.mention.label) and not is_base(cue)]
    return [
        (part, whole)
        for part in akin
        for whole in akin
        if part is not whole and _PLANNED.search(whole.mention.label) is not None and _fits(part, whole, rate)
    ] or [(part, whole) for whole, part in pairwise(akin) if _fits(part, whole, rate)]


def _of_cut(word: str, known: Sequence[Cue], rate: Cue) -> list[_Link]:
    """年初预算 B 万元，…调减 C 万元。⏎预算调减幅度达 R %: amounts so called, and those before in their sentences."""
    return [
        (part, whole)
        for position, part in enumerate(known)
        if without_marks(part.mention.label).endswith(word)
        for whole in known[max(0, position - _BEFORE_CUT) : position]
        if whole.mention.sentence == part.mention.sentence and _fits(part, whole, rate)
    ]


_BEFORE_CUT = 3
_CUT = regex.compile(
    r"(?P<cut>调减|核减|压减|压缩|削减|调增|核增|追加)(?:幅度|比例|比率|率)(?:为|是|达到?|约)*$", regex.VERSION1
)
_PLANNED = regex.compile(r"计划|任务|目标|预算|拟|应|指标", regex.VERSION1)


def _akin(name: str, label: str) -> bool:
    """Whether a label holds two characters in a row of the name."""
    return any(first + second in label for first, second in pairwise(name))


def _fits(part: Cue, whole: Cue, rate: Cue) -> bool:
    return compatible(part, whole) and gives_rate(part, whole, rate)
