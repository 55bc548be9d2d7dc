"""Whose score a figure without a name is: the rate, the quoted indicator or the heading that its words begin with."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.beside import SELF_WORDS, deducted_words
from extractor.recognition.prose.scores.deducted import named_deduction
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.heads import heading_indicator, last, topic_before
from extractor.recognition.prose.scores.roles import is_bare
from extractor.recognition.prose.wording import SectionIndex, clean_name

# No single indicator has more points; a higher score is a report's total.
_MOST_POINTS = 60
# A bare 得 with so few points is no total, even if nothing says whose it is.
_NO_TOTAL = 40
_HEAD = regex.compile(
    r"(?P<name>[\p{Han}“”]{2,24})[（(](?:满分|分值|权重|共)?[0-9.]{1,5}分[）)][。：:]", regex.VERSION1
)


def with_topics(
    passage: Passage, figures: list[ScoreFigure], sections: SectionIndex, packs: Packs
) -> list[ScoreFigure]:
    """The figures with the names that their surroundings give to those without one of their own."""
    settled: list[ScoreFigure] = []
    heads = _own_heads(passage, packs)
    if heads:
        figures = [_under(figure, heads, packs) for figure in figures]
    index = sections.at(passage.span.start)
    headed = index is not None and sections.heading(index).overlaps(passage.span)
    only = headed and sum(figure.role is ScoreRole.TOTAL for figure in figures) == 1
    for figure in figures:
        if figure.role is ScoreRole.DEDUCTION:
            figure = named_deduction(passage, figure, settled[-1] if settled else None, sections, packs)
            if only and headed and figure.name and not deducted_words(figure):
                figure = replace(figure, name=heading_indicator(passage, figure.start, sections, packs) or figure.name)
        elif figure.role is ScoreRole.TOTAL and figure.at_most(_MOST_POINTS) and _nameless(figure, packs):
            figure = _bare(passage, figure, only, sections, packs)
        elif figure.role is ScoreRole.SELF:
            figure = _pointing(passage, figure, packs)
        settled.append(figure)
    return settled


def _own_heads(passage: Passage, packs: Packs) -> dict[int, str]:
    """产出数量（20分）。计划改造…: the indicators that the sentences of a paragraph without a number begin with.

    A paragraph that begins with none has none: what a later sentence begins with is for that sentence to tell.
    """
    if _HEAD.match(passage.text) is None:
        return {}
    heads: dict[int, str] = {}
    for index, sentence in enumerate(passage.sentences):
        match = _HEAD.match(passage.text, sentence.start)
        if match is not None:
            name = clean_name(match["name"], packs)
            heads[index] = "" if packs.patterns.get(GROUP, "no_topic").search(name) else name
    return heads


def _under(figure: ScoreFigure, heads: dict[int, str], packs: Packs) -> ScoreFigure:
    head = heads[max(index for index in heads if index <= figure.sentence)]
    if not head:
        return figure
    nameless = figure.role is ScoreRole.SELF or (figure.role is ScoreRole.TOTAL and is_bare(figure.label, packs))
    if figure.role is ScoreRole.DEDUCTION and not figure.name:
        nameless = SELF_WORDS.fullmatch(deducted_words(figure)) is not None or not deducted_words(figure)
    if not nameless:
        return figure
    return replace(figure, role=figure.role if figure.role is ScoreRole.DEDUCTION else ScoreRole.NAMED, name=head)


def _nameless(figure: ScoreFigure, packs: Packs) -> bool:
    return (
        not figure.name
        or is_bare(figure.label, packs)
        or packs.patterns.get(GROUP, "sum_of_parts").search(figure.label) is not None
    )


def rate_before(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """The rate that the sentence before the figure's begins with: 预算完成率98.2%。该项指标得9.8分。"""
    if not figure.sentence:
        return ""
    sentence = passage.sentences[figure.sentence - 1]
    name = topic_before(passage, sentence.end, figure.sentence - 1, packs)
    return name if name.endswith("率") else ""


def _bare(passage: Passage, figure: ScoreFigure, only: bool, sections: SectionIndex, packs: Packs) -> ScoreFigure:
    """计 4 分 behind 预算完成率 93.6 %: that rate's, or the heading's where its paragraph has no other score."""
    head = heading_indicator(passage, figure.start, sections, packs)
    row = _row(passage, figure, packs)
    name = row or topic_before(passage, figure.label_start, figure.sentence, packs)
    if head and not row and (not name or head.removesuffix("指标").endswith(name.removesuffix("指标")) or only):
        return replace(figure, role=ScoreRole.SELF)
    joint = packs.patterns.get(GROUP, "sum_of_parts").search(figure.label) is not None
    if name:
        return replace(figure, role=ScoreRole.NAMED, name=name, joint=joint)
    if joint:
        return replace(figure, role=ScoreRole.SELF, joint=True)
    if figure.at_most(_NO_TOTAL):
        return replace(figure, role=ScoreRole.SELF)
    return figure


def _row(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """（3）时效指标：供餐及时率，目标值≥98%，…，得5分: the row's own name, below the heading of its kind."""
    start = last(passage.text, "；;：:", passage.sentences[figure.sentence].start, figure.label_start)
    match = packs.patterns.get(GROUP, "row_head").match_start(passage.text[start : figure.label_start])
    return clean_name(match["name"], packs) if match is not None else ""


def _pointing(passage: Passage, figure: ScoreFigure, packs: Packs) -> ScoreFigure:
    """数量指标…，该项得 20 分: what its own sentence begins with; names with a colon are for the levels to settle."""
    if figure.joint:
        return figure
    name = topic_before(passage, figure.label_start, figure.sentence, packs, colon=False)
    return replace(figure, role=ScoreRole.NAMED, name=name) if name else figure
