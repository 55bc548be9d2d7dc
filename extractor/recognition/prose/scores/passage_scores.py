"""The scores of a passage out of its figures: spread over lists, paired with full marks, given their names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.beside import told_by_name, with_points, with_told_points
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.lists import spread
from extractor.recognition.prose.scores.topics import with_topics
from extractor.recognition.prose.wording import SectionIndex

# 决策指标10分（9.5分），…括号内为得分。
_SCORE_IN_BRACKETS = regex.compile(r"括号[内中里](?:数字|分值|分数)?(?:为|是)(?:实际|自评)?得分", regex.VERSION1)


def _swapped(figure: ScoreFigure) -> ScoreFigure:
    """Where the score stands in brackets, the number before it is the full marks."""
    if figure.role is ScoreRole.POINTS and figure.enclosed:
        return replace(figure, role=ScoreRole.TOTAL, label="得", enclosed=False)
    return replace(figure, role=ScoreRole.POINTS) if figure.role is ScoreRole.BARE else figure


# 扣掉的4.2分：资金0.3分，任务0.9分; 失分构成：产出1分; under a heading: 第四部分 失分⏎决策0.5分；过程1.8分。
_LOSSES = regex.compile(
    r"(?:[（(\[【]?[一二三四五六七八九十0-9]{1,2}[）)、.．\]】]|第[\p{Han}]{1,4})*(?:共|合计|所|各项)?"
    r"(?:[扣失丢减](?:掉|去)?的?[0-9.]{1,5}分|[扣失丢减]分)(?:分布|构成|明细|情况|具体|如下|项)*[为是：:]*",
    regex.VERSION1,
)


def _lost(passage: Passage, read: list[ScoreFigure], packs: Packs) -> list[ScoreFigure]:
    """Bare scores as deductions, where their sentence or its heading says that it lists those."""
    headed = bool(passage.lead_in) and _LOSSES.fullmatch(passage.lead_in) is not None
    settled: list[ScoreFigure] = []
    whole: ScoreFigure | None = None
    for figure in read:
        if figure.role is ScoreRole.BARE:
            start = passage.sentences[figure.sentence].start
            opening = passage.text.find("：", start, figure.label_start)
            listed = opening >= 0 and _LOSSES.fullmatch(passage.text, start, opening + 1) is not None
            if listed or headed or (whole is not None and _is_part(passage, figure, whole)):
                name = packs.patterns.get(GROUP, "names_lead").removed_from(figure.name)
                figure = replace(figure, role=ScoreRole.DEDUCTION, name=name)
        elif figure.role is ScoreRole.DEDUCTION:
            whole = figure
        settled.append(figure)
    return settled


# 累计失分3.2分，分别为执行率0.7分、…
_TAKEN_APART = regex.compile(
    r"[，,：:（(]{0,2}(?:其中|分别(?:为|是|扣)?|依次(?:为|是|扣)?|包括|即|具体为)"
    r"(?:(?!得|评分|满分|权重)[^。；;])*+",
    regex.VERSION1,
)


def _is_part(passage: Passage, figure: ScoreFigure, whole: ScoreFigure) -> bool:
    """Whether a bare figure is what a part of the deduction before it lost."""
    if figure.sentence != whole.sentence or (figure.quantity.value or 0) > (whole.quantity.value or 0):
        return False
    return _TAKEN_APART.fullmatch(passage.text, whole.end, figure.start) is not None


def find_score_figures(
    passage: Passage, read: list[ScoreFigure], sections: SectionIndex, packs: Packs
) -> tuple[ScoreFigure, ...]:
    """The scores that a passage states, in order, out of all it prints (`read`); full marks are in their scores."""
    if not read:
        return ()
    if _SCORE_IN_BRACKETS.search(passage.text) is not None:
        read = [_swapped(figure) for figure in read]
    read = _lost(passage, read, packs)
    read = spread(passage, _weights_told(read), packs)
    told = told_by_name(read, packs)
    figures = with_topics(passage, _without_full_marks(with_points(read, packs)), sections, packs)
    return tuple(with_told_points(figure, told, packs) for figure in figures)


def _weights_told(read: list[ScoreFigure]) -> list[ScoreFigure]:
    """采用百分制，其中预算执行率10分，产出50分，…: bare figures of a sentence that make a hundred are full marks."""
    bare: dict[int, list[ScoreFigure]] = {}
    scored: set[int] = set()
    for figure in read:
        if figure.role is ScoreRole.BARE and figure.points is None:
            bare.setdefault(figure.sentence, []).append(figure)
        elif figure.role in {ScoreRole.TOTAL, ScoreRole.NAMED, ScoreRole.DEDUCTION}:
            scored.add(figure.sentence)
    weights = {
        sentence
        for sentence, listed in bare.items()
        if sentence not in scored and len(listed) >= _FEWEST and sum(one.quantity.value or 0 for one in listed) == _FULL
    }
    return [
        replace(one, role=ScoreRole.POINTS) if one.role is ScoreRole.BARE and one.sentence in weights else one
        for one in read
    ]


_FEWEST, _FULL = 3, 100


def _without_full_marks(figures: list[ScoreFigure]) -> list[ScoreFigure]:
    """产出指标40分，其中数量指标15分得14.5分，…: what the full marks of its parts make up is full marks itself."""
    kept: list[ScoreFigure] = []
    for index, figure in enumerate(figures):
        if (
            figure.role is not ScoreRole.BARE
            or figure.points is not None
            or not _makes_up(figure, figures[index + 1 :])
        ):
            kept.append(figure)
    return kept


def _makes_up(whole: ScoreFigure, others: list[ScoreFigure]) -> bool:
    """Whether the full marks of the scores that 其中 opens, two at least, add up to a bare figure before it."""
    if not others or not others[0].between.lstrip("，,（(：:").startswith("其中"):
        return False
    rest = whole.quantity.value or Decimal(0)
    for count, figure in enumerate(others, 1):
        if figure.points is None or figure.sentence != whole.sentence:
            return False
        rest -= figure.points.value or Decimal(0)
        if rest <= 0:
            return rest == 0 and count > 1
    return False
