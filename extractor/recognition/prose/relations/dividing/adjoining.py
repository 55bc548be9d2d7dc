"""Rates whose part and whole stand right before them: 学员 274 人，结业 263 人，结业率 96 %.

The rate is named after the number before it, and that number after nothing else: the words make the link whether it
fits or not. Only figures that are near each other are linked, since a rate far off has its whole elsewhere.
"""

from __future__ import annotations

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.aiming.goals import is_excess
from extractor.recognition.prose.relations.changing.bases import is_told_base
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import LIKELY, Claim, comes_near
from extractor.recognition.prose.relations.cue_words import pattern, without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import ratio
from extractor.recognition.prose.relations.names import core

_LISTED = regex.compile(r"[、和及与]|以及|其中|分别", regex.VERSION1)
# 占行政村总数（258 个）的 92 %.
_SHARE_OF = regex.compile(r"占[^，；。（）]{2,16}[（(](?:共|计|总数)?$", regex.VERSION1)
_CLOSES = regex.compile(r"[）)]的?(?:比例|比重)?(?:为|达|约)?", regex.VERSION1)
# 受理, 审执结, 结案率: a case that was closed.
_ENDED = regex.compile(r"结$", regex.VERSION1)


def adjoining(passage: Passage, rate: Cue, before: list[Cue], packs: Packs) -> Claim | None:
    """The rate of the two numbers right before it, the second of which it is named after."""
    if len(before) < 2:
        return None
    whole, part = before[-2:]
    if (rate.mention.index - part.mention.index, part.mention.index - whole.mention.index) != (1, 1):
        return None
    if not _is_near(part, whole, rate):
        return None
    match = pattern(packs, "rate_name").search(without_marks(rate.mention.label))
    stem = core(match["stem"]) if match is not None else ""
    if not _named_after(stem, part) or _named_after(stem, whole) or not _side_by_side(whole, part, rate):
        return None
    return ratio(passage, part, whole, rate, LIKELY)


def share_in_brackets(passage: Passage, rate: Cue, before: list[Cue]) -> Claim | None:
    """覆盖村 237 个，占行政村总数（258 个）的 92 %: the whole stands in the brackets of the share."""
    if len(before) < 2:
        return None
    part, whole = before[-2:]
    if (rate.mention.index - whole.mention.index, whole.mention.index - part.mention.index) != (1, 1):
        return None
    bound = _SHARE_OF.search(whole.mention.lead) and _CLOSES.fullmatch(rate.mention.lead)
    if not bound or not compatible(part, whole) or is_excess(part):
        return None
    return ratio(passage, part, whole, rate, LIKELY)


def _named_after(stem: str, cue: Cue) -> bool:
    """Whether a rate is named after what a number counts: 结业率, 结业 263 人."""
    label = core(without_marks(cue.mention.label))
    if len(stem) < 2 or not label:
        return False
    end = stem[-2:]
    denied = label[max(0, label.find(end) - 1) : label.find(end)] in {"不", "未", "非"}
    # 收回 196 份, 回收率.
    alike = label.endswith(end) or set(label[-2:]) == set(end)
    return (alike and not denied) or (_ENDED.search(label) is not None and stem == "结案")


def _side_by_side(whole: Cue, part: Cue, rate: Cue) -> bool:
    """Whether whole, part and rate follow each other, each in a clause of its own and on one level."""
    same = {cue.mention.depth for cue in (whole, part, rate)} == {rate.mention.depth}
    parts = whole.mention.part == part.mention.part == rate.mention.part
    plain = not part.opens and not _LISTED.match(part.mention.lead.lstrip("，,")) and not rate.opens
    told = not is_base(whole) and not is_told_base(whole) and not is_excess(part) and not is_excess(whole)
    return same and parts and plain and told


def _is_near(part: Cue, whole: Cue, rate: Cue) -> bool:
    stated = rate.value
    alike = compatible(part, whole) and part.mention.quantity.unit.text == whole.mention.quantity.unit.text
    if stated is None or not alike or (part.value or 0) > (whole.value or 0):
        return False
    return comes_near(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
