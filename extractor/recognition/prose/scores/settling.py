"""What all stated results of a report say of each other: which total is the report's, whose scores the others are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.claims import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.relations.scopes import section_object
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP
from extractor.recognition.prose.wording import SectionIndex


def settled(drafts: list[Draft], sections: SectionIndex, fiscal_year: int | None, packs: Packs) -> tuple[Draft, ...]:
    """The drafts with what only all of them together tell."""
    drafts = _contests_settled(_years_settled(_objects_settled(drafts, sections), fiscal_year), packs)
    drafts = _grades_settled(_totals_settled(_reviews_settled(drafts), sections))
    return tuple(_items_settled(_lists_settled(drafts), sections))


_YEAR = regex.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年", regex.VERSION1)


def _years_settled(drafts: list[Draft], fiscal_year: int | None) -> list[Draft]:
    """Without the totals of other years, where the report's own is told too: 2021年度自评得分89分，2022年度92分."""
    totals = [draft for draft in drafts if draft.kind is StatementKind.TOTAL]
    years = {id(draft): {int(match["year"]) for match in _YEAR.finditer(draft.quote)} for draft in totals}
    own = fiscal_year if any(fiscal_year in named for named in years.values()) else None
    if own is None:
        return drafts
    others = {id(draft) for draft in totals if years[id(draft)] and own not in years[id(draft)]}
    kept: list[Draft] = []
    other: Draft | None = None
    for draft in drafts:
        if draft.kind is StatementKind.TOTAL:
            other = draft if id(draft) in others else None
        # The scores behind another year's total, up to the next one, are that year's as well.
        if other is None or (draft is not other and draft.passage is not other.passage):
            kept.append(draft)
    return kept


_OWN = regex.compile(r"自评|绩效", regex.VERSION1)


def _contests_settled(drafts: list[Draft], packs: Packs) -> list[Draft]:
    """Without the totals of other contests (全县目标考核中我局得分98分), where the self-evaluation's is told too."""
    contest = packs.patterns.get(GROUP, "other_contest")
    totals = [draft for draft in drafts if draft.kind is StatementKind.TOTAL]
    others = {
        id(draft)
        for draft in totals
        if contest.search(told := _sentence(draft)) is not None and _OWN.search(told) is None
    }
    return drafts if len(others) == len(totals) else [draft for draft in drafts if id(draft) not in others]


_REVIEWED = regex.compile(r"复核|复评|再评价|评价组|专家组|第三方|财政(?:局|部门|评价)|重点评价|抽查", regex.VERSION1)


def _reviews_settled(drafts: list[Draft]) -> list[Draft]:
    """A reviewer's score beside the unit's own (自评98分，评价组复核91.5分) is a third number and no second total."""
    totals = [draft for draft in drafts if draft.kind is StatementKind.TOTAL]
    if not any("自评" in draft.quote and _REVIEWED.search(draft.quote) is None for draft in totals):
        return drafts
    return [
        replace(draft, kind=StatementKind.INDICATOR)
        if draft.kind is StatementKind.TOTAL and _REVIEWED.search(draft.quote) is not None
        else draft
        for draft in drafts
    ]


def _sentence(draft: Draft) -> str:
    sentence = draft.passage.sentences[draft.passage.sentence_at(draft.number_start)]
    return draft.passage.text[sentence.start : sentence.end]


_SCORE = regex.compile(r"(?<![0-9.])(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)分(?!钟|之)", regex.VERSION1)


def _grades_settled(drafts: list[Draft]) -> list[Draft]:
    """Without the grades that stand behind the scores of others: 东县91.75分，评价等次优秀；石县80.5分，良好."""
    totals = {draft.value for draft in drafts if draft.kind is StatementKind.TOTAL}
    return [draft for draft in drafts if draft.kind is not StatementKind.GRADE or not _behind_another(draft, totals)]


def _behind_another(grade: Draft, totals: set[Decimal | None]) -> bool:
    """Whether the nearest score before a grade, in its half-sentence, is one of a hundred points and no total."""
    text = grade.passage.text
    start = max(text.rfind(mark, 0, grade.start) for mark in "。；;\n") + 1
    scores = [Decimal(match["number"]) for match in _SCORE.finditer(text, start, grade.start)]
    return bool(scores) and scores[-1] > _MOST_POINTS and not totals.intersection(scores)


def _items_settled(drafts: list[Draft], sections: SectionIndex) -> list[Draft]:
    """Several unlike scores of one block without names cannot all be the block's: each is the rate's told before it."""
    blocks: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.anonymous and not draft.item and draft.block:
            blocks.setdefault(draft.block, []).append(index)
        if draft.anonymous and not draft.item and draft.nearby and _told_beside(drafts, index, sections):
            drafts[index] = replace(draft, item=draft.nearby, items=1, points=None)
    for indices in blocks.values():
        if len(indices) < 2 or len({drafts[i].value for i in indices}) < 2:
            continue
        for index in indices:
            drafts[index] = replace(
                drafts[index], item=drafts[index].nearby, items=1, block="", points=drafts[index].points
            )
    return drafts


def _told_beside(drafts: list[Draft], index: int, sections: SectionIndex) -> bool:
    """Whether the next result of the same section is a named indicator's: then this one is an indicator's too."""
    following = next((draft for draft in drafts[index + 1 :] if draft.kind is not StatementKind.DEDUCTION), None)
    return (
        following is not None
        and following.kind is StatementKind.INDICATOR
        and not following.anonymous
        and sections.at(following.span.start) == sections.at(drafts[index].span.start)
    )


def _objects_settled(drafts: list[Draft], sections: SectionIndex) -> list[Draft]:
    """Scores of several projects told in sections of their own bear the projects' names, and none is the total."""
    objects = [section_object(sections, draft.span.start) for draft in drafts]
    if len(set(objects) - {""}) < 2:
        return _only_project(drafts)
    return [
        draft
        if not named or draft.kind is StatementKind.GRADE or draft.anonymous
        else replace(
            draft,
            name=f"{named}：{draft.name}",
            kind=StatementKind.INDICATOR if draft.kind is StatementKind.TOTAL else draft.kind,
            bare=False,
        )
        for draft, named in zip(drafts, objects, strict=True)
    ]


def _only_project(drafts: list[Draft]) -> list[Draft]:
    """“校舍维修”项目自评得分 98 分 is the total where no other is told: no indicator has so many points."""
    if any(draft.kind is StatementKind.TOTAL and not draft.bare for draft in drafts):
        return drafts
    whole = [index for index, draft in enumerate(drafts) if _is_whole(draft)]
    if len({(drafts[index].name, drafts[index].value) for index in whole}) == 1:
        for index in whole:
            drafts[index] = replace(drafts[index], kind=StatementKind.TOTAL)
    return drafts


_WHOLE = regex.compile(r"项目|工程|资金|经费|绩效|整体|政策|自评|评价|支出|部门|单位|综合", regex.VERSION1)
_MOST_POINTS = 60


def _is_whole(draft: Draft) -> bool:
    """Whether a named score can only be that of a whole project or department."""
    score, points = draft.quantity, draft.points
    return (
        draft.kind is StatementKind.INDICATOR
        and not draft.anonymous
        and "指标" not in draft.name
        and _WHOLE.search(draft.name) is not None
        and score is not None
        and score.value is not None
        and _MOST_POINTS < score.value <= 100
        and (points is None or points.value == 100)
    )


def _totals_settled(drafts: list[Draft], sections: SectionIndex) -> list[Draft]:
    """One of several totals is the report's; a bare 得分 in a section of its own speaks for that section."""
    totals = [draft for draft in drafts if draft.kind is StatementKind.TOTAL]
    firm = [draft for draft in totals if not draft.bare]
    if not totals:
        return drafts
    first = firm[0] if firm else max(totals, key=lambda draft: draft.quantity.value or 0 if draft.quantity else 0)
    settled: list[Draft] = []
    for draft in drafts:
        if (
            draft.kind is StatementKind.TOTAL
            and draft.bare
            and draft is not first
            and not _same(draft, first)
            and not _concludes(draft, sections)
        ):
            draft = replace(draft, kind=StatementKind.INDICATOR, anonymous=True, bare=False, name="")
        settled.append(draft)
    return settled


def _lists_settled(drafts: list[Draft]) -> list[Draft]:
    """What is listed beside a category right under a total is one too: 预算执行率 9.6 分、产出指标 50 分."""
    lists: dict[tuple[int, int], list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.kind in {StatementKind.CATEGORY, StatementKind.INDICATOR} and not draft.anonymous:
            lists.setdefault((draft.passage.ordinal, draft.group), []).append(index)
    for indices in lists.values():
        before = drafts[indices[0] - 1] if indices[0] else None
        under_total = before is not None and before.kind in {StatementKind.TOTAL, StatementKind.GRADE}
        if under_total and any(drafts[index].kind is StatementKind.CATEGORY for index in indices):
            for index in indices:
                drafts[index] = replace(drafts[index], kind=StatementKind.CATEGORY)
    return drafts


_CONCLUSION = regex.compile(r"结论|总体得分|^(?:自评|评价|综合)*(?:得分|结果|总分)", regex.VERSION1)


def _concludes(draft: Draft, sections: SectionIndex) -> bool:
    """Whether a bare 自评得分 of many points stands in a section of conclusions, and none of a project's."""
    titles = [sections.title(index) for index in sections.path(draft.span.start)]
    value = draft.value or Decimal(0)
    told = any(_CONCLUSION.search(title) for title in titles) and not any("项目" in title for title in titles)
    return told and value > _MOST_POINTS and "项目" not in _sentence(draft)


def _same(one: Draft, other: Draft) -> bool:
    return one.quantity is not None and other.quantity is not None and one.quantity.value == other.quantity.value
