"""What the words before a printed score say that it is: a result, whose, full marks, a deduction or nothing."""

from __future__ import annotations

import regex

from extractor.packs import Packs
from extractor.recognition.prose.scores.figures import GROUP, ScoreRole
from extractor.recognition.prose.wording import clean_name, is_category

# 自评得分=100-1.2-0.8= stands before the score; the words before it say whose it is.
_FORMULA = regex.compile(
    r"[0-9][0-9.,]*+[×*÷/+＋\-－][^=＝，。；]*+[=＝]$|[=＝](?:[0-9.+＋\-－—×*/÷=＝%％()（）分]*+|[^，。；]*[=＝])$",
    regex.VERSION1,
)
# A立项必要性: the letter numbers the indicator.
_CODE = regex.compile(r"^[A-Z][0-9]{0,4}[.、．-]?(?=\p{Han})", regex.VERSION1)
# ▶项目得分, 自评得分及等次：: marks of layout, and what is told beside the score.
_ORNAMENT = regex.compile(r"^[▶▪■◆●▲★►◇□◎→·•]+|(?<=分)(?:及|和|与|、)(?:评价|自评)?(?:等级|等次|结果)", regex.VERSION1)
# 履职效能分析——得分: what divides name and score word.
_DASH = regex.compile(r"(?:(?:完成)?(?:情况)?分析)?[—\-－]{1,2}(?=自评|评价|实际|得|评|计)", regex.VERSION1)
# 绩效指标得分82.9分 is the part of the indicators beside the execution of the budget, not the total.
_OF_INDICATORS = regex.compile(
    r"^(?![^，]*(?:总|合计|综合|各项|整体|自评))[\p{Han}]{0,8}指标(?:完成)?(?:情况)?(?:得分|得|评分)(?:为|是|：|:)*$",
    regex.VERSION1,
)
# 满意度调查总分100分 is the scale of a survey.
_SURVEY = regex.compile(r"调查|问卷|测评|试卷|考试", regex.VERSION1)
# 按支付进度95.43%折算为: how the score was worked out.
_WORKED_OUT = regex.compile(
    r"^按照?[\p{Han}]{2,14}[0-9.]{1,6}[%％]的?(?=折算|折合|计算|计得|计分|换算|得)", regex.VERSION1
)
_FOR_EACH = regex.compile(r"每[^，。]{0,16}$", regex.VERSION1)
_EVALUATED = regex.compile(r"自评|评价", regex.VERSION1)
_NOT_A_PART = regex.compile(r"总|综合|整体|最终|合计|部门|单位|[本我]|自评$", regex.VERSION1)
_POINTS_IN_BRACKETS = regex.compile(
    r"[（(](?:按?百分制|(?:满分|分值|权重|计|占|共)*(?:为|：|:)?[0-9.]+[分%％]?)[）)]", regex.VERSION1
)
_LEAD = regex.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.]|[一二三四五]是|故|因此|最终|综上所述|综上|据此)+", regex.VERSION1
)


def role_of(label: str, packs: Packs) -> tuple[ScoreRole, str, bool]:
    """The role that a label gives its number, the name in it, and whether it says 合计."""
    book = packs.patterns
    label = _WORKED_OUT.sub("", _CODE.sub("", _ORNAMENT.sub("", label)))
    label = _DASH.sub("", _POINTS_IN_BRACKETS.sub("", _FORMULA.sub("", label)).lstrip('）)”"+＋的'))
    if book.get(GROUP, "points_before").search(label):
        return ScoreRole.POINTS, "", False
    if book.get(GROUP, "deduction").search(label):
        rule = _FOR_EACH.search(label[: label.rfind("扣")]) if "扣" in label else None
        return (ScoreRole.NONE if rule else ScoreRole.DEDUCTION), "", False
    given = book.get(GROUP, "full_marks_given").search(label)
    if given is not None:
        label = label[: given.start()] + "得"
    match = book.get(GROUP, "self_reference").search(label)
    if match is not None:
        return ScoreRole.SELF, "", bool(match.group("joint") or match.group("joint2"))
    named = book.get(GROUP, "named").search(label)
    category = named is not None and _is_block(named["name"], label, packs)
    if book.get(GROUP, "sum_of_parts").search(label):
        return ScoreRole.TOTAL, label, False
    if named is not None and _OF_INDICATORS.search(label):
        return ScoreRole.NAMED, named["name"], False
    if not category and _is_total(label, packs):
        if _SURVEY.search(label):
            return ScoreRole.NONE, "", False
        return ScoreRole.TOTAL, without_lead(label), False
    if book.get(GROUP, "not_a_result").search(label):
        return ScoreRole.NONE, "", False
    if named is not None:
        if book.get(GROUP, "no_topic").search(named["name"]):
            return ScoreRole.TOTAL, "", False
        return ScoreRole.NAMED, named["name"], False
    bare = book.get(GROUP, "bare_name").search(label)
    return (ScoreRole.BARE, bare["name"], False) if bare else (ScoreRole.NONE, "", False)


def part_name(label: str, packs: Packs) -> str:
    """The indicator that a label of neutral words may name after all: 绩效目标得, 资金管理得分."""
    named = packs.patterns.get(GROUP, "named").search(_POINTS_IN_BRACKETS.sub("", label))
    if named is None or is_bare(label, packs) or _NOT_A_PART.search(named["name"]):
        return ""
    return "" if packs.patterns.get(GROUP, "no_topic").search(named["name"]) else str(named["name"])


def is_bare(label: str, packs: Packs) -> bool:
    """Whether a label is nothing but words of scoring: it does not say whose score it is."""
    return packs.patterns.get(GROUP, "bare_score").search(_FORMULA.sub("", label)) is not None


def without_lead(label: str) -> str:
    """The label without number, 因此 and 综上."""
    return _LEAD.sub("", label)


def _is_total(label: str, packs: Packs) -> bool:
    book = packs.patterns
    return bool(book.get(GROUP, "total").search(without_lead(label)) or book.get(GROUP, "total_noun").search(label))


def _is_block(name: str, label: str, packs: Packs) -> bool:
    """Whether a name is a category; 项目绩效自评得分 is the project's total, not the category 项目绩效."""
    if not is_category(clean_name(name, packs), packs):
        return False
    return not (name.endswith("绩效") and _EVALUATED.search(label))
