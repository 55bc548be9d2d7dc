"""The scores of a passage out of its figures: spread over lists, paired with full marks, given their names."""

from __future__ import annotations

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.score_figures import ScoreFigure
from extractor.recognition.prose.score_lists import spread
from extractor.recognition.prose.score_points import told_by_name, with_points, with_told_points
from extractor.recognition.prose.score_topics import with_topics
from extractor.recognition.prose.wording import SectionIndex


def find_score_figures(
    passage: Passage, read: list[ScoreFigure], sections: SectionIndex, packs: Packs
) -> tuple[ScoreFigure, ...]:
    """The scores that a passage states, in order, out of all it prints (`read`); full marks are in their scores."""
    if not read:
        return ()
    told = told_by_name(read, packs)
    figures = with_topics(passage, with_points(spread(passage, read, packs), packs), sections, packs)
    return tuple(with_told_points(figure, told, packs) for figure in figures)
