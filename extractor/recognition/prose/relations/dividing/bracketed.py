"""Rates with their counts in brackets: 回收率 96%（发放 250 份，回收 240 份）; 完成率 91%（计划 280 个）.

What stands in the brackets is the part or the whole by its own words; the other number stands before the rate. Where
several might be meant, the figures decide; where none gives the rate, only the one right before it is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.aiming.goals import is_excess
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, comes_near
from extractor.recognition.prose.relations.cue_words import pattern, without_marks
from extractor.recognition.prose.relations.cues import LEVEL, SHARE, WINDOW, Cue, Cues, one_of, sentence_before
from extractor.recognition.prose.relations.dividing.among import is_weighted
from extractor.recognition.prose.relations.making import ratio
from extractor.recognition.prose.relations.names import core, shared_end

# How many numbers before the rate may be its other count.
_NEAR = 5
_OPENING = ("（", "(")
_CLOSED = regex.compile(r"[）)]的?(?:比例|比率)?(?:为|是|达到?|约|均为)*", regex.VERSION1)
_BEFORE_BRACKET = regex.compile(r"(?P<name>[\p{Han}]{2,16})[（(][^（）()]*$", regex.VERSION1)
# 其中非常满意 150 份: only some of what the rate counts.
_GRADED = regex.compile(r"其中|非常|比较|较|基本|很|十分", regex.VERSION1)
_DENIED = regex.compile(r"[不未非无]", regex.VERSION1)
_JOINED = regex.compile(r"[、和及与或]|合计|共", regex.VERSION1)


def bracketed(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """The rate of the counts in the brackets behind it, or inside its name (满意度（共 306 户）为 95.6 %)."""
    position = rate.mention.index
    inside = _behind(rate, cues)
    name, before = rate.mention.label, sentence_before(cues, position)
    if not inside and before and _CLOSED.fullmatch(rate.mention.lead):
        named = _BEFORE_BRACKET.search(before[-1].mention.lead)
        name, inside, before = named["name"] if named is not None else "", [before[-1]], before[:-1]
    match = pattern(packs, "rate_name").search(without_marks(name))
    if match is None or not 1 <= len(inside) <= 2 or any(not cue.is_level for cue in inside):
        return None
    if inside[0].mention.depth <= rate.mention.depth or not all(compatible(cue, inside[0]) for cue in inside):
        return None
    stem = core(match["stem"])
    if len(inside) == 2:
        return _of_both(passage, stem, inside, rate, packs)
    return _of_one(passage, stem, inside[0], [cue for cue in before if cue.is_level], rate, packs)


_NEEDED = (
    one_of(SHARE),
    one_of(words="（("),
    one_of(LEVEL),
)


def bracketed_budgets(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """支出 V 万元，包括…。预算执行率 R%（预算 B 万元）: what was spent of the budget in the brackets stands before."""
    if not cues.hold(_NEEDED):
        return
    for rate in cues:
        if not rate.is_share or rate.concept != "execution_rate":
            continue
        inside = _behind(rate, cues)
        if len(inside) != 1 or not inside[0].is_money or not _BUDGET.search(inside[0].mention.label):
            continue
        spent = [
            cue
            for cue in cues[: rate.mention.index]
            if cue.is_money and cue.is_level and cue.mention.depth == 0 and _SPENT.search(cue.mention.label)
        ]
        fitting = [cue for cue in spent if gives_rate(cue, inside[0], rate)]
        if not fitting and spent:
            # The first amount of a paragraph that is taken apart is what it tells of.
            whole = spent[0].mention.index == 0 and any(cue.opens for cue in cues[1:2])
            near = comes_near(spent[0].mention.quantity, inside[0].mention.quantity, rate.mention.quantity)
            fitting = spent[:1] if near and (whole or len(spent) == 1) else []
        if len({cue.value for cue in fitting}) == 1:
            yield ratio(passage, fitting[-1], inside[0], rate, LIKELY)


_BUDGET = regex.compile(r"预算|批复|安排|下达|概算|额度", regex.VERSION1)
_SPENT = regex.compile(r"支出|执行|使用|支付|拨付|列支|决算", regex.VERSION1)


def _behind(rate: Cue, cues: Sequence[Cue]) -> list[Cue]:
    """The numbers of the brackets that open right behind a rate."""
    found: list[Cue] = []
    for cue in cues[rate.mention.index + 1 : rate.mention.index + 1 + WINDOW]:
        opened = bool(found) or cue.mention.lead[:1] in _OPENING
        if not opened or cue.mention.depth <= rate.mention.depth or cue.mention.sentence != rate.mention.sentence:
            break
        found.append(cue)
    return found


def _of_both(passage: Passage, stem: str, inside: Sequence[Cue], rate: Cue, packs: Packs) -> Claim | None:
    """发放 250 份，回收 240 份: the part is what the rate is named after, the whole what words of wholes name."""
    if any(_DENIED.search(core(cue.mention.label)) for cue in inside) and not _DENIED.search(stem):
        # 抽检 1,250 批次，不合格 10 批次: what the rate leaves out.
        return None
    acted = [cue for cue in inside if shared_end(stem, core(cue.mention.label))]
    based = [cue for cue in inside if pattern(packs, "whole_word").search(cue.mention.label)]
    if len(acted) == 1:
        part = acted[0]
    elif len(based) == 1:
        part = inside[1] if based[0] is inside[0] else inside[0]
    else:
        return None
    return ratio(passage, part, inside[1] if part is inside[0] else inside[0], rate, SURE)


def _of_one(passage: Passage, stem: str, inside: Cue, before: Sequence[Cue], rate: Cue, packs: Packs) -> Claim | None:
    """The number in the brackets with the one outside that gives the rate, else with the one right before."""
    words = core(inside.mention.label)
    graded = _GRADED.search(inside.mention.label) and not _JOINED.search(words)
    others = [cue for cue in before[-_NEAR:] if compatible(cue, inside) and not is_base(cue) and not is_excess(cue)]
    if pattern(packs, "whole_word").search(inside.mention.label):
        links = [(other, inside) for other in others]
    elif shared_end(stem, words) and not graded:
        links = [(inside, other) for other in others if (other.value or 0) >= (inside.value or 0)]
    else:
        return None
    fitting = [link for link in links if gives_rate(*link, rate)]
    if len({(part.value, whole.value) for part, whole in fitting}) == 1:
        return ratio(passage, *fitting[-1], rate, LIKELY)
    beside = others and links and others[-1] in links[-1] and before[-1] is others[-1]
    if fitting or not beside or is_weighted(rate):
        return None
    part, whole = links[-1]
    near = comes_near(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
    return ratio(passage, part, whole, rate, LIKELY) if near else None
