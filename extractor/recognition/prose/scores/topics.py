"""Whose score a figure without a name is: the rate, the quoted indicator or the heading that its words begin with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.cue_words import CONCEPTS
from extractor.recognition.prose.scores.beside import DEDUCTED, SELF_WORDS, deducted_words
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.headings import block_name
from extractor.recognition.prose.scores.roles import is_bare
from extractor.recognition.prose.wording import SectionIndex, clean_name, is_category, is_neutral

# No single indicator has more points; a higher score is a report's total.
_MOST_POINTS = 60
# A bare 得 with so few points is no total, even if nothing says whose it is.
_NO_TOTAL = 40
_BRACKET = regex.compile(r"[（(][^（()）]*[0-9.]+分?[^（()）]*[）)]", regex.VERSION1)
_INDICATOR_END = regex.compile(r"(?:率|度|性|指标|数量|质量|时效|成本)$", regex.VERSION1)
_NEAR = 12
_CLAUSE_END = regex.compile(r"[，,；;：:。]", regex.VERSION1)
_HALF_END = regex.compile(r"[；;。]", regex.VERSION1)
_HAN = regex.compile(r"[\p{Han}]{4}", regex.VERSION1)
_HEAD = regex.compile(
    r"(?P<name>[\p{Han}“”]{2,24})[（(](?:满分|分值|权重|共)?[0-9.]{1,5}分[）)][。：:]", regex.VERSION1
)
_QUOTED = regex.compile(
    r"(?:^|(?<=[，,；;。中里的]))(?:其中)?“(?P<name>[^“”]{2,30})”(?:指标)?(?=为|达|未|已|实际|权重|完成|得|，|是|目标|指标)",
    regex.VERSION1,
)
_DETAIL = regex.compile(r"(?:(?:指标)?(?:得分|评分)?(?:明细|构成)|得分率)$", regex.VERSION1)
# 扣2分（预算执行率未达95%）
_BEHIND = regex.compile(r"[（(](?P<ground>[^（()）]{4,60})[）)]", regex.VERSION1)
# 预算执行率指标因项目前期手续办理缓慢扣: name and ground in one clause.
_NAME_AND_GROUND = regex.compile(r"(?P<name>[^，。；]{2,24}?)(?:因(?!素|公|地)|由于|受(?!益|理))", regex.VERSION1)


def with_topics(
    passage: Passage, figures: list[ScoreFigure], sections: SectionIndex, packs: Packs
) -> list[ScoreFigure]:
    """The figures with the names that their surroundings give to those without one of their own."""
    settled: list[ScoreFigure] = []
    own = _own_head(passage, packs)
    if own:
        figures = [_under(figure, own, packs) for figure in figures]
    index = sections.at(passage.span.start)
    headed = index is not None and sections.heading(index).overlaps(passage.span)
    only = headed and sum(figure.role is ScoreRole.TOTAL for figure in figures) == 1
    for figure in figures:
        if figure.role is ScoreRole.DEDUCTION:
            figure = _deduction(passage, figure, settled[-1] if settled else None, sections, packs)
            if only and headed and figure.name and not deducted_words(figure):
                figure = replace(figure, name=heading_indicator(passage, figure.start, sections, packs) or figure.name)
        elif figure.role is ScoreRole.TOTAL and figure.at_most(_MOST_POINTS) and _nameless(figure, packs):
            figure = _bare(passage, figure, only, sections, packs)
        elif figure.role is ScoreRole.SELF:
            figure = _pointing(passage, figure, packs)
        settled.append(figure)
    return settled


def _own_head(passage: Passage, packs: Packs) -> str:
    """产出数量（20分）。计划改造…: the indicator that a paragraph without a number begins with."""
    match = _HEAD.match(passage.text)
    name = clean_name(match["name"], packs) if match is not None else ""
    return "" if packs.patterns.get(GROUP, "no_topic").search(name) else name


def _under(figure: ScoreFigure, head: str, packs: Packs) -> ScoreFigure:
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


def heading_indicator(passage: Passage, offset: int, sections: SectionIndex, packs: Packs) -> str:
    """The indicator that the section around `offset` is headed by: （一）产出指标（50分）; empty for other headings."""
    index = sections.at(passage.place(offset, offset + 1).start)
    if index is None:
        return ""
    title = sections.title(index)
    name = clean_name(block_name(title), packs)
    bears_points = _BRACKET.search(title) is not None
    if not name or packs.patterns.get(GROUP, "no_topic").search(_BRACKET.sub("", title)):
        return ""
    told = bears_points or is_category(name, packs) or _INDICATOR_END.search(_BRACKET.sub("", title)) is not None
    return name if told else ""


def rate_before(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """The rate that the sentence before the figure's begins with: 预算完成率98.2%。该项指标得9.8分。"""
    if not figure.sentence:
        return ""
    sentence = passage.sentences[figure.sentence - 1]
    name = _topic(passage, sentence.end, figure.sentence - 1, packs)
    return name if name.endswith("率") else ""


def _bare(passage: Passage, figure: ScoreFigure, only: bool, sections: SectionIndex, packs: Packs) -> ScoreFigure:
    """计 4 分 behind 预算完成率 93.6 %: that rate's, or the heading's where its paragraph has no other score."""
    head = heading_indicator(passage, figure.start, sections, packs)
    row = _row(passage, figure, packs)
    name = row or _topic(passage, figure.label_start, figure.sentence, packs)
    if head and not row and (not name or head.removesuffix("指标").endswith(name.removesuffix("指标")) or only):
        return replace(figure, role=ScoreRole.SELF)
    if name:
        return replace(figure, role=ScoreRole.NAMED, name=name)
    if packs.patterns.get(GROUP, "sum_of_parts").search(figure.label) is not None:
        return replace(figure, role=ScoreRole.SELF, joint=True)
    if figure.at_most(_NO_TOTAL):
        return replace(figure, role=ScoreRole.SELF)
    return figure


def _row(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """（3）时效指标：供餐及时率，目标值≥98%，…，得5分: the row's own name, below the heading of its kind."""
    start = _last(passage.text, "；;：:", passage.sentences[figure.sentence].start, figure.label_start)
    match = packs.patterns.get(GROUP, "row_head").match_start(passage.text[start : figure.label_start])
    return clean_name(match["name"], packs) if match is not None else ""


def _pointing(passage: Passage, figure: ScoreFigure, packs: Packs) -> ScoreFigure:
    """数量指标…，该项得 20 分: what its own sentence begins with; names with a colon are for the levels to settle."""
    if figure.joint:
        return figure
    name = _topic(passage, figure.label_start, figure.sentence, packs, colon=False)
    return replace(figure, role=ScoreRole.NAMED, name=name) if name else figure


def _topic(passage: Passage, end: int, sentence: int, packs: Packs, *, colon: bool = True, whole: bool = True) -> str:
    """What the half-sentence before `end` speaks of, else what the sentence does, else the clause right before."""
    text = passage.text
    start = passage.sentences[sentence].start
    row = packs.patterns.get(GROUP, "row_head").match_start(text[_last(text, "：:；;", start, end - 1) : end])
    for begin in _beginnings(text, start, end, whole):
        match = row or packs.patterns.get(GROUP, "head_name").match_start(text[begin:end])
        if match is None or DEDUCTED.search(match["name"]):
            continue
        if not colon and match.group()[-1] in "：:":
            return ""
        name = clean_name(_DETAIL.sub("", match["name"]), packs)
        known = len(name) > 1 and not is_neutral(name, packs) and not _is_money(name, packs)
        if known and packs.patterns.get(GROUP, "no_topic").search(name) is None:
            return name
    quoted = _QUOTED.search(text, _last(text, "；;", start, end), end)
    return clean_name(quoted["name"], packs) if quoted is not None else ""


def _beginnings(text: str, start: int, end: int, whole: bool) -> Iterable[int]:
    """Where the words that may tell whose a score is begin: the half-sentence, …, the clause.

    A half-sentence with words of its own speaks of something else than its sentence's beginning.
    """
    half = _last(text, "；;", start, end)
    if half > start and (not whole or _HAN.search(text, half, end) is not None):
        start = half
    listed = _last(text, "：:", start, end - 1)
    return dict.fromkeys((half, start, listed, _last(text, "，,；;：:", start, end - 1)))


def _last(text: str, marks: str, start: int, end: int) -> int:
    """The place behind the last of `marks`, or `start`."""
    return max(start, max(text.rfind(mark, start, max(start, end)) for mark in marks) + 1)


def _is_money(name: str, packs: Packs) -> bool:
    """Whether a name is a figure of the budget (年初预算数) and no indicator."""
    return not name.endswith("率") and any(concept.search(name) for concept in packs.patterns.group(CONCEPTS))


def _deduction(
    passage: Passage, figure: ScoreFigure, before: ScoreFigure | None, sections: SectionIndex, packs: Packs
) -> ScoreFigure:
    """A deduction with the name of what lost the points, where the words around it tell."""
    if figure.name:
        return figure
    words = deducted_words(figure)
    words = packs.patterns.get(GROUP, "names_lead").removed_from(words)
    joined = _NAME_AND_GROUND.match(words)
    words = joined["name"] if joined is not None else words
    ground = not is_category(words, packs) and packs.patterns.get(GROUP, "told_reason").search(words) is not None
    own = clean_name(words, packs)
    pointing = SELF_WORDS.fullmatch(words) is not None
    if len(own) > 1 and not ground and not pointing and not is_neutral(own, packs):
        return replace(figure, name=own)
    return replace(figure, name=_deducted_from(passage, figure, before, sections, packs))


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
    text = passage.text[max(start, figure.start - _TWO_CLAUSES) : figure.start]
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
    name = _topic(passage, figure.label_start, figure.sentence, packs, whole=False)
    if not name and not head:
        faults = (packs.patterns.get(GROUP, "fault_subject").search(one) for one in reversed(clauses) if one)
        fault = next((match for match in itertools.islice(faults, 2) if match is not None), None)
        name = clean_name(fault["name"], packs) if fault is not None else ""
        return "" if is_neutral(name, packs) else name
    return head if not name or head.removesuffix("指标").endswith(name.removesuffix("指标")) else name
