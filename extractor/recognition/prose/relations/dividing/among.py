"""Rates whose whole is named first and whose part is told among it: 225 个村中，已有 181 个完成治理，治理率 80.4 %."""

from __future__ import annotations

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, comes_near
from extractor.recognition.prose.relations.cue_words import pattern, without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import ratio
from extractor.recognition.prose.relations.names import core

_AMONG = regex.compile(r"^[\p{Han}（）()]{0,16}(?<!其)中[，,]?[^，。；]{0,16}$", regex.VERSION1)
_THEREOF = regex.compile(r"[，,；;]?其中[：:]?(?:有|共有|已有)?", regex.VERSION1)
_VERB = 16
_ALL_OF = regex.compile(r"共有|总数|辖区|现有|全[市县区镇乡省州国]", regex.VERSION1)
_DONE = regex.compile(r"建成|完成|已|达标|创建|实现|通过|覆盖|开展|设立|安装|配备|纳入", regex.VERSION1)


def counted_among(passage: Passage, rate: Cue, before: list[Cue], packs: Packs) -> Claim | None:
    """全县 225 个行政村中，已有 181 个完成治理，治理率 80.4 %; 共有村 102 个，建成卫生室的 60 个，覆盖率 58.8 %."""
    if len(before) < 2 or pattern(packs, "rate_name").search(without_marks(rate.mention.label)) is None:
        return None
    whole, part = before[-2:]
    if (rate.mention.index - part.mention.index, part.mention.index - whole.mention.index) != (1, 1):
        return None
    if not compatible(whole, part) or part.mention.part != rate.mention.part:
        return None
    fits = gives_rate(part, whole, rate)
    stem = core(without_marks(rate.mention.label).removesuffix("率").removesuffix("度"))
    if _THEREOF.fullmatch(part.mention.lead) and len(set(stem) & set(part.mention.trail[:_VERB])) > 1:
        # 培训 312 人，其中 187 人实现就业，就业率 59.94 %: what they did stands behind the number.
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY)
    if _NOTHING.fullmatch(part.mention.lead) and _did(stem, part):
        # 家长 300 人，287 人表示满意，满意度 95.7 %.
        near = comes_near(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
        weighted = is_weighted(rate)
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY) if fits or (near and not weighted) else None
    if _AMONG.match(part.mention.lead):
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY)
    named = _ALL_OF.search(whole.mention.label) and _DONE.search(part.mention.label)
    return ratio(passage, part, whole, rate, SUPPORTED) if named and fits else None


# 300 名移民，288 名表示满意: between the numbers stands at most what the first one counts.
_NOTHING = regex.compile(r"(?:[\p{Han}]{0,12}[，,；;])?(?:其中|共|有|已|已有|共有)?", regex.VERSION1)
_LESS = regex.compile(r"(?:不|未|非|非常|很|比较|较|基本|十分)$", regex.VERSION1)
_WEIGHTED = regex.compile(r"综合|平均|加权|总体|整体", regex.VERSION1)
_CLAUSE = regex.compile(r"[^，；。、：（）]*", regex.VERSION1)


def _did(stem: str, part: Cue) -> bool:
    """Whether the words behind a number tell that these did what the rate is named after."""
    clause = _CLAUSE.match(part.mention.trail)
    words, end = clause.group() if clause is not None else "", stem[-2:]
    at = words.find(end)
    # 240 人表示非常满意: not all who were content.
    denied = is_graded(words[:at])
    return len(end) > 1 and at >= 0 and not denied


def is_graded(words: str) -> bool:
    """Whether words end in a grade or a denial: 非常 of 非常满意, 不 of 不满意."""
    return _LESS.search(words) is not None


def is_weighted(rate: Cue) -> bool:
    """Whether a rate may be a mean of several groups, which is no quotient of two numbers beside it."""
    return _WEIGHTED.search(rate.mention.label) is not None
