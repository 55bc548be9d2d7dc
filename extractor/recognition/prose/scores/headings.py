"""Points and scores that headings bear: （一）产出指标（50分）, （二）过程（满分30分，得28分）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.wording import SectionIndex, topic_of

_BRACKET = regex.compile(r"[（(][^（()）]*[0-9.]+分[^（()）]*[）)]", regex.VERSION1)


def block_name(title: str) -> str:
    """The block that a heading names: 投入指标（20分） is named in full, 采购管理方面的实施情况 by its subject."""
    bare = _BRACKET.sub("", title).strip("。：:，")
    return bare if bare.endswith("指标") else topic_of(bare)


class HeadingScores:
    """What the headings passed so far say of their blocks, by section."""

    def __init__(self, sections: SectionIndex, packs: Packs) -> None:
        self._sections = sections
        self._packs = packs
        self._points: dict[int, Quantity] = {}
        self._scores: dict[int, Quantity] = {}

    def note_points(self, figures: Sequence[ScoreFigure]) -> None:
        """Keep the full marks in brackets that stand in a heading."""
        for figure in figures:
            if figure.role is ScoreRole.POINTS and figure.enclosed:
                self._note(figure, self._points)

    def note_scores(self, figures: Sequence[ScoreFigure]) -> None:
        """Keep the scores that a heading itself states."""
        for figure in figures:
            if figure.role is ScoreRole.NAMED:
                self._note(figure, self._scores)

    def _note(self, figure: ScoreFigure, into: dict[int, Quantity]) -> None:
        place = figure.passage.place(figure.start, figure.end)
        index = self._sections.at(place.start)
        if index is not None and self._sections.heading(index).contains(place):
            into.setdefault(index, figure.quantity)

    def placed(self, draft: Draft, item: str, items: int, nearby: str) -> Draft:
        """A score without a name with what stands around it: the item told before it, its block, the block's points."""
        start = draft.passage.place(draft.number_start, draft.end).start
        index = self._sections.at(start)
        title = _BRACKET.sub("", self._sections.title(index)) if index is not None else ""
        block = block_name(title)
        block = "" if self._packs.patterns.get(GROUP, "no_topic").search(block) else block
        stated = self._scores.get(index) if index is not None else None
        if stated is not None and draft.quantity is not None and stated.value != draft.quantity.value:
            # The heading states the block's score: another one is that of an item without a name.
            block = ""
        points = self._points.get(index) if index is not None and block and not item else None
        fits = points is not None and draft.quantity is not None and _within(draft.quantity, points)
        return replace(
            draft,
            item=item,
            items=items,
            block=block,
            nearby=nearby,
            points=draft.points or (points if fits and draft.anonymous else None),
        )


def _within(score: Quantity, points: Quantity) -> bool:
    return score.value is not None and points.value is not None and score.value <= points.value
