"""The scores of a passage out of its figures: spread over lists, paired with full marks, given their names."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.beside import told_by_name, with_points, with_told_points
from extractor.recognition.prose.scores.figures import ScoreFigure, ScoreRole
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


def find_score_figures(
    passage: Passage, read: list[ScoreFigure], sections: SectionIndex, packs: Packs
) -> tuple[ScoreFigure, ...]:
    """The scores that a passage states, in order, out of all it prints (`read`); full marks are in their scores."""
    if not read:
        return ()
    if _SCORE_IN_BRACKETS.search(passage.text) is not None:
        read = [_swapped(figure) for figure in read]
    told = told_by_name(read, packs)
    figures = with_topics(passage, with_points(spread(passage, read, packs), packs), sections, packs)
    return tuple(with_told_points(figure, told, packs) for figure in figures)
