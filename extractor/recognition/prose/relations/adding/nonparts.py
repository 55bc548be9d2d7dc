"""Numbers in a list that are no parts of its whole: prices of one, borders of classes, what is missing, inner parts."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.quantities import Approximation
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue

_BOUNDED = (Approximation.AT_LEAST, Approximation.AT_MOST, Approximation.RANGE)
# 每套 4 万元, 平均每扶持 1 人带动 3.15 人: told for one of many.
_FOR_ONE = regex.compile(
    r"^(?:其中|即|约)?(?:平均)?(?:每(?!年|月|季)|人均|户均|均价|单价|平均)|(?<=即|，)平均", regex.VERSION1
)
_SHORT = regex.compile(r"(?:缺口|短缺|尚欠|欠缺|差额|缺额)(?:资金)?(?:为|达|约)*$", regex.VERSION1)
# …；尚余 5.4 万元: what was left stands beside the uses.
_REST = regex.compile(r"[；;](?:尚余|剩余|结余|余下|尚有|结转)", regex.VERSION1)
# 投资 10 亿元以上项目 9 个: the border of a class, not an amount.
_CLASS = regex.compile(r"^的?(?:大)?(?:项目|企业|工程|农户|单位|客户|家庭|贷款户|商户|设备|合同|采购)", regex.VERSION1)
_INSIDE = regex.compile(r"^(?:其中)?(?P<name>[\p{Han}]{2,12}?)(?:里|当中|之中|中)(?=[\p{Han}])", regex.VERSION1)
_SHARE_OF = regex.compile(r"占(?P<name>[\p{Han}]{2,12}?)(?:的|总数|比)", regex.VERSION1)


def is_no_part(cue: Cue, sentence: Sequence[Cue], parts: Sequence[Cue]) -> bool:
    """Whether a number of a list, behind the parts found so far, cannot be one of them."""
    label = cue.mention.label.lstrip("（(")
    if _FOR_ONE.search(label) or _SHORT.search(label) or _REST.match(cue.mention.lead):
        return True
    if cue.mention.quantity.approximation in _BOUNDED and _CLASS.match(cue.mention.trail):
        return True
    return is_inside(cue, parts) or _shares_a_part(cue, sentence, parts)


_MEAN = regex.compile(
    r"[\p{Han}]均(?!衡|等|匀)|^每|每(?![年月季天日周])个?[\p{Han}]{1,3}(?:为|是|约|补助|补贴)*$", regex.VERSION1
)


def is_mean(cue: Cue) -> bool:
    """笔均 18 万元: whether a number is told for one of many."""
    return _MEAN.search(cue.mention.label) is not None


def is_inside(cue: Cue, parts: Sequence[Cue]) -> bool:
    """珍贵文物里一级文物 52 件: the label itself says of which part it is a part."""
    match = _INSIDE.match(cue.mention.label)
    return match is not None and any(match["name"] in part.mention.label for part in parts)


def _shares_a_part(cue: Cue, sentence: Sequence[Cue], parts: Sequence[Cue]) -> bool:
    """“双师型”教师 89 人，占专任教师的 62.7%: its share tells of which part it is a part."""
    following = next((other for other in sentence if other.mention.index == cue.mention.index + 1), None)
    if following is None or not following.is_share:
        return False
    match = _SHARE_OF.search(following.mention.lead)
    return match is not None and any(without_marks(part.mention.label).endswith(match["name"]) for part in parts)
