"""Stated results in prose: totals, scores of categories and indicators, deductions, grades."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import regex

from extractor.model.report import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.cues import CONCEPTS
from extractor.recognition.prose.drafts import Draft
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scopes import section_object
from extractor.recognition.prose.scores import GROUP, ScoreFigure, ScoreRole, find_score_figures
from extractor.recognition.prose.wording import SectionIndex, clean_name, is_category

_BARE_TOTAL = regex.compile(
    r"^(?:故|因此|经|本)?(?:自评|评价|自我评价|考核|实际|自评价)?(?:得分|得|评分|自评分|分|分数)(?:为|是|：|:|共|计)*$",
    regex.VERSION1,
)
_GROUP_WORD = regex.compile(r"其中|包括|分别|具体为|具体是|具体如下|由", regex.VERSION1)
# A line that tells an indicator with its target, its result and its score (shape 21): the first words are its name.
_ROW = regex.compile(r"目标值|指标值|完成值|年初目标|实际值|分值|权重|满分|完成率|目标", regex.VERSION1)


def find_statements(passages: tuple[Passage, ...], sections: SectionIndex, packs: Packs) -> tuple[Draft, ...]:
    """All stated results in document order; names of 本指标 are not yet resolved."""
    drafts: list[Draft] = []
    for passage in passages:
        scores = _scores(passage, sections, packs)
        drafts += scores
        drafts += _grades(passage, scores, packs)
    drafts.sort(key=lambda draft: (draft.passage.ordinal, draft.start, draft.end))
    return tuple(_lists_settled(_totals_settled(_objects_settled(drafts, sections))))


def _scores(passage: Passage, sections: SectionIndex, packs: Packs) -> list[Draft]:
    figures = find_score_figures(passage, packs)
    if not figures:
        return []
    firm = {f.sentence for f in figures if f.role in {ScoreRole.TOTAL, ScoreRole.NAMED}}
    items = _items(passage, packs)
    drafts: list[Draft] = []
    group = sentence = 0
    seen_items = 0
    for figure in figures:
        parent = _named_parent(figure, drafts, packs)
        opened_here = bool(drafts) and (parent or figure.between.lstrip().startswith("其中"))
        if figure.role is ScoreRole.BARE and figure.sentence not in firm:
            if not opened_here:
                continue
            firm.add(figure.sentence)
        word = _GROUP_WORD.search(figure.between)
        opened = parent or (word.group() if word and drafts else "")
        group += bool(opened) or bool(drafts and figure.sentence != sentence)
        sentence = figure.sentence
        draft = replace(_draft(passage, figure, group, opened, packs), parent=parent)
        if draft.anonymous or draft.bare:
            told = bisect_left(items, (figure.start, ""))
            draft = replace(
                draft,
                item=items[told - 1][1] if told else "",
                items=told - seen_items,
                block=sections.topic(passage.place(figure.start, figure.end).start),
            )
            seen_items = told
        drafts.append(draft)
    return drafts


_INSIDE = regex.compile(
    r"(?:^|(?<=[。；;，,]))(?:在|其中)?(?P<name>[\p{Han}]{2,20}?)(?:方面|部分|得分)?(?:中|里|方面|包括|包含)[，,：:]",
    regex.VERSION1,
)


def _named_parent(figure: ScoreFigure, earlier: list[Draft], packs: Packs) -> str:
    """履职效能中，产出 20 分，效益 18 分: the score told before whose parts follow, by its name."""
    match = _INSIDE.search(figure.between)
    if match is None:
        return ""
    name = clean_name(match["name"], packs)
    return name if any(draft.name == name for draft in earlier) else ""


def _draft(passage: Passage, figure: ScoreFigure, group: int, opened: str, packs: Packs) -> Draft:
    name = clean_name(figure.name or figure.label, packs)
    kind = StatementKind.INDICATOR
    bare = False
    match figure.role:
        case ScoreRole.TOTAL:
            kind, bare = StatementKind.TOTAL, not figure.name or bool(_BARE_TOTAL.match(figure.name))
            row = (_row_name(passage, figure, packs) or _quoted_project(passage, figure)) if bare else ""
            if row:
                name, bare = clean_name(row, packs), False
                kind = StatementKind.CATEGORY if is_category(name, packs) else StatementKind.INDICATOR
        case ScoreRole.DEDUCTION:
            kind = StatementKind.DEDUCTION
            name = clean_name(_deducted(figure), packs) or clean_name(figure.name, packs)
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


def _row_name(passage: Passage, figure: ScoreFigure, packs: Packs) -> str:
    """The indicator that a bare 得分 ends: the first words of its sentence, where that tells targets and results."""
    sentence = passage.sentences[figure.sentence]
    before = passage.text[sentence.start : figure.label_start]
    parts = regex.split(r"[；;]", before)
    row = parts[-1]
    if not _ROW.search(row):
        return ""
    head = regex.match(
        r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．])*+(?P<name>[\p{Han}A-Za-z“”《》\-/·]{2,40}?)"
        r"(?=[，,：:（(]|年初|年度|目标|指标值|分值|满分|权重|实际|全年|计划|≥|≤|[0-9])",
        row,
    )
    if head is None:
        return ""
    if any(concept.search(head["name"]) for concept in packs.patterns.group(CONCEPTS)):
        # 年初预算数…，执行数…，执行率 93%，得分…: the row is the execution rate's.
        rate = regex.findall(r"(?:预算|资金)?(?:执行率|支出率|支出进度|执行进度|完成率)", row)
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


def _deducted(figure: ScoreFigure) -> str:
    """What a deduction speaks of: the clause before its 扣."""
    return regex.sub(r"(?:扣分|扣减|扣除|扣|减分|减扣|失分|丢分).*$", "", figure.label)


def _items(passage: Passage, packs: Packs) -> list[tuple[int, str]]:
    pattern = packs.patterns.get(GROUP, "item_label")
    return [(match.start(), match["name"]) for match in pattern.finditer(passage.text)]


def _grades(passage: Passage, scores: list[Draft], packs: Packs) -> list[Draft]:
    text = passage.text
    if not regex.search("优|良|中|差|合格|一般|[A-D]", text):
        return []
    drafts: list[Draft] = []
    for sentence in passage.sentences:
        part = text[sentence.start : sentence.end]
        if packs.patterns.get(GROUP, "grade_note").search(part):
            continue
        for match in packs.patterns.get(GROUP, "grade").finditer(part):
            start = sentence.start + _clause_start(part, match.start())
            subject = part[_clause_start(part, match.start()) : match.end("subject")]
            own = regex.search("自评|评价|绩效|综合|评定", subject)
            if not own and not regex.search("得分|评分|自评|总分", part):
                continue
            drafts.append(_grade(passage, subject, match["grade"], start, sentence.start + match.end(), packs))
    if drafts:
        return drafts
    for draft in scores:
        if draft.kind is StatementKind.TOTAL and draft.quantity is not None:
            after = packs.patterns.get(GROUP, "grade_after_score").search(text[draft.end : draft.end + 20])
            if after:
                drafts.append(_grade(passage, draft.name, after["grade"], draft.end, draft.end + after.end(), packs))
    return drafts


def _clause_start(text: str, offset: int) -> int:
    position = offset
    while position > 0 and text[position - 1] not in "，,；;。！？\n：:":
        position -= 1
    return position


def _grade(passage: Passage, subject: str, grade: str, start: int, end: int, packs: Packs) -> Draft:
    return Draft(
        kind=StatementKind.GRADE,
        name=clean_name(subject, packs) or subject,
        passage=passage,
        start=start,
        end=end,
        number_start=start,
        grade=grade,
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
    """“校舍维修”项目自评得分 98 分 is the total where no other is told."""
    projects = [
        index
        for index, draft in enumerate(drafts)
        if draft.kind is StatementKind.INDICATOR and draft.name.endswith(("项目", "工程", "专项资金"))
    ]
    if len(projects) == 1 and not any(draft.kind is StatementKind.TOTAL for draft in drafts):
        drafts[projects[0]] = replace(drafts[projects[0]], kind=StatementKind.TOTAL)
    return drafts


def _totals_settled(drafts: list[Draft]) -> list[Draft]:
    """One of several totals is the report's; a bare 得分 in a section of its own speaks for that section."""
    totals = [draft for draft in drafts if draft.kind is StatementKind.TOTAL]
    firm = [draft for draft in totals if not draft.bare]
    if not totals:
        return drafts
    first = firm[0] if firm else max(totals, key=lambda draft: draft.quantity.value or 0 if draft.quantity else 0)
    settled: list[Draft] = []
    for draft in drafts:
        if draft.kind is StatementKind.TOTAL and draft.bare and draft is not first and not _same(draft, first):
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


def _same(one: Draft, other: Draft) -> bool:
    return one.quantity is not None and other.quantity is not None and one.quantity.value == other.quantity.value
