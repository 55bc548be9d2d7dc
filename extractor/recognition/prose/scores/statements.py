"""Stated results in prose: totals, scores of categories and indicators, deductions, grades."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.model.claims import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.cue_words import CONCEPTS
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.grades import find_grades
from extractor.recognition.prose.scores.headings import HeadingScores
from extractor.recognition.prose.scores.passage_scores import find_score_figures
from extractor.recognition.prose.scores.places import speaks_of_scores
from extractor.recognition.prose.scores.reading import read_score_figures
from extractor.recognition.prose.scores.roles import is_bare
from extractor.recognition.prose.scores.settling import settled
from extractor.recognition.prose.scores.topics import rate_before
from extractor.recognition.prose.wording import SectionIndex, clean_name, is_category, is_neutral

_LONGEST_ANNOUNCEMENT = 60
# How many scores back one may stand that is named again as the whole of others.
_KEPT = 30
_GROUP_WORD = regex.compile(r"其中|包括|分别|具体为|具体是|具体如下|由", regex.VERSION1)
# A line that tells an indicator with its target, its result and its score (shape 21): the first words are its name.
_ROW = regex.compile(r"目标值|指标值|完成值|年初目标|实际值|分值|权重|满分|完成率|目标", regex.VERSION1)


def find_statements(
    passages: tuple[Passage, ...], sections: SectionIndex, fiscal_year: int | None, packs: Packs
) -> tuple[Draft, ...]:
    """All stated results in document order; names of 本指标 are not yet resolved."""
    drafts: list[Draft] = []
    headings = HeadingScores(sections, packs)
    announced = False
    for passage in passages:
        scores = _scores(passage, sections, headings, announced, drafts[-_KEPT:], packs)
        announced = _announces(passage, packs) or (announced and bool(scores))
        drafts += scores
        drafts += find_grades(passage, scores, packs)
    drafts.sort(key=lambda draft: (draft.passage.ordinal, draft.start, draft.end))
    return settled(drafts, sections, fiscal_year, packs)


def _announces(passage: Passage, packs: Packs) -> bool:
    """Whether the lines after this one are names with scores."""
    tail = passage.text[-_LONGEST_ANNOUNCEMENT:]
    return packs.patterns.get(GROUP, "announces_scores").search(tail) is not None


def _announced_within(passage: Passage, figures: Sequence[ScoreFigure], packs: Packs) -> set[int]:
    """Sentences that announce names with their scores (分项得分为：…) and tell two or more."""
    bare = Counter(figure.sentence for figure in figures if figure.role is ScoreRole.BARE)
    within = packs.patterns.get(GROUP, "announces_within")
    totals = {figure.quantity.value for figure in figures if figure.role is ScoreRole.TOTAL or figure.joint}
    return {
        sentence
        for sentence, count in bare.items()
        if count > 1
        and (
            sum(f.quantity.value or 0 for f in figures if f.sentence == sentence and f.role is ScoreRole.BARE) in totals
            or within.search(passage.text[passage.sentences[sentence].start : passage.sentences[sentence].end])
        )
    }


def _scores(
    passage: Passage,
    sections: SectionIndex,
    headings: HeadingScores,
    announced: bool,
    before: Sequence[Draft],
    packs: Packs,
) -> list[Draft]:
    if not speaks_of_scores(passage):
        return []
    read = read_score_figures(passage, packs)
    headings.note_points(read)
    figures = find_score_figures(passage, read, sections, packs)
    headings.note_scores(figures)
    firm = {f.sentence for f in figures if announced or f.role in {ScoreRole.TOTAL, ScoreRole.NAMED}}
    firm |= _announced_within(passage, figures, packs)
    items = _items(passage, packs) if figures else []
    drafts: list[Draft] = []
    group = sentence = 0
    seen_items = 0
    told_again: ScoreFigure | None = None
    for figure in figures:
        parent = _named_parent(figure, told_again, (*before, *drafts), packs)
        opened_here = bool(drafts or parent) and (parent or figure.between.lstrip().startswith("其中"))
        if figure.role is ScoreRole.BARE and figure.sentence not in firm:
            if not opened_here:
                told_again = figure
                continue
            firm.add(figure.sentence)
        word = _GROUP_WORD.search(figure.between)
        opened = parent or (word.group() if word and drafts else "")
        group += bool(opened) or bool(drafts and figure.sentence != sentence)
        sentence = figure.sentence
        if parent:
            figure = replace(figure, name=_IN_IT.sub("", figure.name, count=1))
        draft = replace(_draft(passage, figure, group, opened, packs), parent=parent)
        if draft.anonymous or draft.bare:
            told = bisect_left(items, (figure.start, ""))
            draft = headings.placed(
                draft, items[told - 1][1] if told else "", told - seen_items, rate_before(passage, figure, packs)
            )
            seen_items = told
        drafts.append(draft)
    return drafts


_INSIDE = regex.compile(
    r"(?:^|(?<=[。；;，,]))(?:在|其中)?(?P<name>[\p{Han}]{2,20}?)(?:方面|部分|得分)?(?:中|里|方面|包括|包含)[，,：:]",
    regex.VERSION1,
)


# 产出指标46分中，数量指标20分、…
# 项目过程中预算执行率10分，得9.37分
_IN_IT = regex.compile(
    r"[，,；;]?(?:在|其中)?(?P<name>[\p{Han}]{2,10}?)(?:方面|部分)?[中里]的?(?=[\p{Han}]{2})", regex.VERSION1
)
_OF_IT = regex.compile(r"^(?:中|里|当中|之中)[，,：:]?", regex.VERSION1)


def _named_parent(figure: ScoreFigure, again: ScoreFigure | None, earlier: Sequence[Draft], packs: Packs) -> str:
    """履职效能中，产出 20 分，效益 18 分: the score told before whose parts follow, by its name.

    `again` is a number right before that has a name but is no statement of its own: the score told again.
    """
    match = _INSIDE.search(figure.between) or _IN_IT.match(figure.between)
    if match is None and (again is None or _OF_IT.match(figure.between) is None):
        return ""
    name = clean_name(match["name"] if match is not None else again.label if again is not None else "", packs)
    return next((draft.name for draft in reversed(earlier) if _same_name(draft.name, name)), "")


def _same_name(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return name.removesuffix("指标").removesuffix("类").removeprefix("项目")


def _draft(passage: Passage, figure: ScoreFigure, group: int, opened: str, packs: Packs) -> Draft:
    name = clean_name(packs.patterns.get(GROUP, "names_lead").removed_from(figure.name or figure.label), packs)
    kind = StatementKind.INDICATOR
    bare = False
    match figure.role:
        case ScoreRole.TOTAL:
            kind, bare = StatementKind.TOTAL, not figure.name or is_bare(figure.name, packs)
            row = (_row_name(passage, figure, packs) or _quoted_project(passage, figure)) if bare else ""
            if row:
                name, bare = clean_name(row, packs), False
                kind = StatementKind.CATEGORY if is_category(name, packs) else StatementKind.INDICATOR
        case ScoreRole.DEDUCTION:
            kind = StatementKind.DEDUCTION
            name = clean_name(figure.name, packs)
        case ScoreRole.NAMED | ScoreRole.BARE:
            kind = StatementKind.CATEGORY if is_category(name, packs) else StatementKind.INDICATOR
        case ScoreRole.SELF:
            name = ""
        case ScoreRole.POINTS | ScoreRole.NONE:
            raise ValueError("full marks and rules are no statements")
    return Draft(
        kind=kind,
        name=name,
        passage=passage,
        start=figure.label_start,
        end=figure.end,
        number_start=figure.start,
        quantity=figure.quantity,
        points=figure.points,
        anonymous=figure.role is ScoreRole.SELF,
        joint=figure.joint,
        bare=bare,
        group=group,
        opened=opened,
    )


_ROW_HEAD = regex.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．])*+(?P<name>[\p{Han}A-Za-z“”《》\-/·]{2,40}?)"
    r"(?=[，,：:（(]|年初|年度|目标|指标值|分值|满分|权重|实际|全年|计划|≥|≤|[0-9])",
    regex.VERSION1,
)
_RATE = regex.compile(r"(?:预算|资金)?(?:执行率|支出率|支出进度|执行进度|完成率)", regex.VERSION1)


def _row_name(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """The indicator that a bare 得分 ends: the first words of its sentence, where that tells targets and results."""
    sentence = passage.sentences[figure.sentence]
    before = passage.text[sentence.start : figure.label_start]
    row = before[max(before.rfind("；"), before.rfind(";")) + 1 :]
    if not _ROW.search(row):
        return ""
    head = _ROW_HEAD.match(row)
    if head is None:
        return ""
    if packs.patterns.get(GROUP, "no_topic").search(head["name"]) or is_neutral(clean_name(head["name"], packs), packs):
        return ""
    if any(concept.search(head["name"]) for concept in packs.patterns.group(CONCEPTS)):
        # 年初预算数…，执行数…，执行率 93%，得分…: the row is the execution rate's.
        rate = _RATE.findall(row)
        return rate[-1] if rate else ""
    return str(head["name"])


_PROJECT = regex.compile(
    r"(?:其中)?[，,：:]?[“《](?P<name>[^“”《》]{2,40})[”》](?P<word>项目|工程|专项资金)?", regex.VERSION1
)


def _quoted_project(passage: Passage, figure: ScoreFigure) -> str:
    """“河道治理项目”全年预算数…，自评得分 96 分: the score of the project that its sentence begins with."""
    match = _PROJECT.match(passage.text, passage.sentences[figure.sentence].start, figure.start)
    if match is None:
        return ""
    name = match["name"] + (match["word"] or "")
    return name if name.endswith(("项目", "工程", "专项资金")) else ""


def _items(passage: Passage, packs: Packs) -> list[tuple[int, str]]:
    pattern = packs.patterns.get(GROUP, "item_label")
    return [(match.start(), match["name"]) for match in pattern.finditer(passage.text)]
