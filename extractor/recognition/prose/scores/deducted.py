"""Deductions with the names of what lost the points."""

from __future__ import annotations

import itertools
from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.beside import DEDUCTED, SELF_WORDS, deducted_words
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.heads import heading_indicator, last, topic_before
from extractor.recognition.prose.wording import SectionIndex, clean_name, is_category, is_neutral

_NEAR = 12
_HALF_END = regex.compile(r"[；;。]", regex.VERSION1)
# 扣2分（预算执行率未达95%）
_BEHIND = regex.compile(r"[（(](?P<ground>[^（()）]{4,60})[）)]", regex.VERSION1)
# 预算执行率指标因项目前期手续办理缓慢扣: name and ground in one clause.
_NAME_AND_GROUND = regex.compile(r"(?P<name>[^，。；]{2,24}?)(?:因(?!素|公|地)|由于|受(?!益|理))", regex.VERSION1)


# 以上各项共扣4.6分, 上述扣分累计4.6分, 扣分共3分: the deductions told before or behind, in all.
_IN_ALL = regex.compile(r"共|合计|总计|累计|总[扣失]|[扣失]分总", regex.VERSION1)
_NOBODY = regex.compile(
    r"(?:以上|上述|前述|全部|所有|总|各|全年|本次|此次|自评|年度|[0-9一二两三四五六七八九十]+|个|项|处|类|方面|问题|指标|因素|"
    r"事项|原因|情况|[扣失]分|点|的|是|：|:)*",
    regex.VERSION1,
)
# 失分较多的是履职效能, 扣分最多的指标是数量指标
_LEADING = regex.compile(
    r"(?:[扣失]分)?(?:较|最|主要)?[多大重高]?的?(?:指标|项|类|方面)?的?(?:主要)?(?:是|为|在|有)", regex.VERSION1
)


def named_deduction(
    passage: Passage, figure: ScoreFigure, before: ScoreFigure | None, sections: SectionIndex, packs: Packs
) -> ScoreFigure:
    """A deduction with the name of what lost the points, where the words around it tell."""
    joint = _IN_ALL.search(figure.label) is not None
    figure = replace(figure, joint=joint)
    if figure.name:
        return figure
    words = deducted_words(figure)
    words = packs.patterns.get(GROUP, "names_lead").removed_from(words)
    joined = _NAME_AND_GROUND.match(words)
    words = joined["name"] if joined is not None else words
    if joint and _NOBODY.fullmatch(words):
        # 两个指标共扣 is nobody's, 共扣 may be that of the indicator just told.
        return figure if words else replace(figure, name=_blamed(passage, figure, before, sections, packs))
    ground = not is_category(words, packs) and packs.patterns.get(GROUP, "told_reason").search(words) is not None
    own = clean_name(words, packs)
    pointing = SELF_WORDS.fullmatch(words) is not None
    if len(own) > 1 and not ground and not pointing and not is_neutral(own, packs):
        return replace(figure, name=own)
    name = _blamed(passage, figure, before, sections, packs)
    if not name and ground and before is not None and before.role is ScoreRole.DEDUCTION:
        # A扣2.1分，B扣1.7分: each item of a list of deductions has a ground of its own.
        fault = packs.patterns.get(GROUP, "fault_subject").search(words)
        name = clean_name(fault["name"], packs) if fault is not None and before.sentence == figure.sentence else ""
    return replace(figure, name=name or _deducted_from(passage, figure, before, sections, packs))


def _blamed(
    passage: Passage, figure: ScoreFigure, before: ScoreFigure | None, sections: SectionIndex, packs: Packs
) -> str:
    """The category that the half-sentence begins with (产出因…、…合计扣), or that the clause before names alone."""
    if (
        before is not None
        and before.role is ScoreRole.NAMED
        and before.sentence == figure.sentence
        and figure.label_start - before.end <= _NEAR
        and not _HALF_END.search(passage.text, before.end, figure.label_start)
    ):
        return before.name
    start = last(passage.text, "；;", passage.sentences[figure.sentence].start, figure.start)
    start = max(start, before.end if before is not None else 0)
    half = packs.patterns.get(GROUP, "names_lead").removed_from(passage.text[start : figure.start].lstrip("，,、。；;"))
    joined = _NAME_AND_GROUND.match(half)
    if joined is not None and (is_category(joined["name"], packs) or joined["name"].endswith("指标")):
        return clean_name(joined["name"], packs)
    clause = _CLAUSE_END.split(half)[0]
    for words in (clause, _LEADING.sub("", clause)):
        if is_category(words, packs):
            return clean_name(words, packs)
    return heading_indicator(passage, figure.start, sections, packs) if not half.strip("共合计累总扣失分为") else ""


_TWO_CLAUSES = 400
_CLAUSE_END = regex.compile("[，,；;：:。]", regex.VERSION1)


def _deducted_from(
    passage: Passage, figure: ScoreFigure, before: ScoreFigure | None, sections: SectionIndex, packs: Packs
) -> str:
    start = passage.sentences[figure.sentence].start
    if before is not None and before.role in {ScoreRole.NAMED, ScoreRole.TOTAL, ScoreRole.SELF}:
        follows = before.sentence == figure.sentence and figure.label_start - before.end <= _NEAR
        if follows and not _HALF_END.search(passage.text, before.end, figure.label_start):
            if before.role is ScoreRole.SELF:
                return heading_indicator(passage, figure.start, sections, packs)
            return before.name if before.role is ScoreRole.NAMED else ""
    half = last(passage.text, "；;", start, figure.start)
    text = passage.text[max(half, figure.start - _TWO_CLAUSES) : figure.start]
    clauses = _CLAUSE_END.split(DEDUCTED.sub("", text))
    for clause in reversed([one for one in clauses if one][-2:]):
        weak = packs.patterns.get(GROUP, "weak_name").search(clause)
        if weak is not None:
            return clean_name(weak["name"], packs)
    head = heading_indicator(passage, figure.start, sections, packs)
    behind = _BEHIND.match(passage.text, figure.end)
    weak = packs.patterns.get(GROUP, "weak_name").search(behind["ground"]) if behind is not None else None
    if weak is not None:
        return clean_name(weak["name"], packs)
    name = topic_before(passage, figure.label_start, figure.sentence, packs, whole=False)
    if not name and not head:
        faults = (packs.patterns.get(GROUP, "fault_subject").search(one) for one in reversed(clauses) if one)
        fault = next((match for match in itertools.islice(faults, 2) if match is not None), None)
        name = clean_name(fault["name"], packs) if fault is not None else ""
        return "" if is_neutral(name, packs) else name
    return head if not name or head.removesuffix("指标").endswith(name.removesuffix("指标")) else name
