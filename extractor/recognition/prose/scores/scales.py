"""Scales of grades that a text tells: 90分（含）以上为优，75（含）—90分为良，60（含）—75分为中，60分以下为差."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import regex

from extractor.model.report import GradeStep
from extractor.recognition.prose.passages import Passage

_FEWEST = 3
_LONGEST = 400
_FULL = Decimal(100)
# The worst grade that a scale may begin with, of 100.
_BEST_FROM = Decimal(80)
_RANKS = (("优秀", "优"), ("良好", "良"), ("中等", "中", "一般"), ("基本合格",), ("合格",), ("较差", "差", "不合格"))
_GRADE = r"(?P<grade>优秀?|良好?|中等?|一般|基本合格|不合格|合格|较?差)"
_NUMBER = r"[0-9]{1,3}+(?:\.[0-9]++)?+"
_SIGNS = (
    r"(?:[（(]含[^（()）]{0,4}+[）)]|[分（()）\[\]<>≤≥＜＞=＝,，—\-－~～至到及含以上下不低高于小大足达在]"
    r"|得分|总分|评分|之间|[SsXx])"
)
_BAND = rf"(?P<band>{_SIGNS}{{0,6}}+{_NUMBER}{_SIGNS}{{0,12}}+(?:{_NUMBER}{_SIGNS}{{0,8}}+)?+)"
# 90分以上为“优”, 优（90分以上）, 优秀：100-90分
_BEFORE = regex.compile(
    rf"{_BAND}(?:的|者)*(?:评价|评定|对应|绩效)?(?:等级|等次|结果)?(?:评)?(?:为|是|属于?|定为|：|:)[“\"]?{_GRADE}",
    regex.VERSION1,
)
_BEHIND = regex.compile(rf"{_GRADE}[”\"]?(?:等级|等次|档|级)?(?:为|：|:)?{_BAND}", regex.VERSION1)
_BELOW = regex.compile(r"以下|不足|低于|小于|不到|[<＜]", regex.VERSION1)
_FIGURE = regex.compile(_NUMBER, regex.VERSION1)
_TOLD = regex.compile(r"[优良].*[优良中差合]", regex.VERSION1)


def told_scale(passages: Iterable[Passage]) -> tuple[GradeStep, ...]:
    """The scale that the text tells, best grade first; none where several are told that are not one."""
    found: list[tuple[GradeStep, ...]] = []
    for passage in passages:
        if "优" not in passage.text or _TOLD.search(passage.text) is None:
            continue
        for sentence in passage.sentences:
            if sentence.end - sentence.start > _LONGEST:
                continue
            text = passage.text[sentence.start : sentence.end]
            scales = (_scale(_steps(pattern, text)) for pattern in (_BEFORE, _BEHIND))
            found += [steps for steps in scales if steps][:1]
    told = {tuple((step.grade, step.low) for step in steps) for steps in found}
    return found[0] if len(told) == 1 else ()


def _steps(pattern: regex.Pattern[str], text: str) -> tuple[GradeStep, ...]:
    return tuple(
        GradeStep(grade=match["grade"], words=_words(match["grade"]), low=_low(match["band"]))
        for match in pattern.finditer(text)
    )


def _words(grade: str) -> tuple[str, ...]:
    return next(words for words in _RANKS if grade in words)


def _rank(grade: str) -> int:
    return next(rank for rank, words in enumerate(_RANKS) if grade in words)


def _low(band: str) -> Decimal:
    """The least score of a band; nothing of one that has only an upper end."""
    figures = [Decimal(number) for number in _FIGURE.findall(band)]
    return Decimal(0) if len(figures) == 1 and _BELOW.search(band) else min(figures)


def _scale(steps: tuple[GradeStep, ...]) -> tuple[GradeStep, ...]:
    """The first run of grades that fall with their scores, from the best down to nothing, on a scale of 100."""
    run: list[GradeStep] = []
    for step in steps:
        if run and not (run[-1].low > step.low and _rank(run[-1].grade) < _rank(step.grade)):
            run = []
        if run or _BEST_FROM <= step.low < _FULL:
            run.append(step)
        if step.low == 0:
            if len(run) >= _FEWEST:
                return tuple(run)
            run = []
    return ()
