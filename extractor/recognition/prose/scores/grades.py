"""Grades in prose: the word for the whole result, beside a total or in a sentence of its own."""

from __future__ import annotations

import regex

from extractor.model.claims import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP
from extractor.recognition.prose.wording import clean_name

_LONGEST_LINE = 8
_MOST_POINTS = 60
# （90分及以上为优秀，80-89分为良好…）: the bands of the form, in brackets.
_BAND_NOTE = regex.compile(
    r"[（(](?=[^（()）]*[0-9]{2}[^（()）]*(?:以上|以下|至|[-—~～≥≤<>]))[^（()）]*[优良中差合][^（()）]*[）)]",
    regex.VERSION1,
)
# A line that is only the grade, below a heading that announces the result.
_ALONE = regex.compile(
    r"[“\"]?(?P<grade>优秀|优|良好|良|中|差|合格|不合格)[”\"]?(?:等级|等次|级|等)?[。；;]?", regex.VERSION1
)
# 得分94.1分，其中…。优秀档。: a sentence that is only the grade, behind its total.
_SENTENCE = regex.compile(
    r"[—\-－]*[“\"]?(?P<grade>优秀|优|良好|良|中|差|合格)[”\"]?(?:等级|等次|等|档次|档|级)?[。！]?", regex.VERSION1
)
# 上年度…得分为 85 分，等级为良: not this year's.
_OTHER_YEAR = regex.compile(r"(?:上一?年度?|去年|往年|上一年度?)", regex.VERSION1)


_FIGURE = regex.compile(r"[0-9]", regex.VERSION1)
_CLAUSE_END = regex.compile(r"[，；;—]|,(?![0-9])", regex.VERSION1)
_ONE_BAND = regex.compile(
    r"(?:等级|等次|档次|结果)(?:为|是|：|:)?[“\"]?(?:优秀?|良好?|中|差)[”\"]?[（(]"
    r"(?:[0-9]{2}分?[-—~～至]{1,2}[0-9]{2,3}分?|(?:得分)?(?:为|：|:)?[0-9]{2}(?:\.[0-9]{1,3})?分)[）)]",
    regex.VERSION1,
)
# 中 alone is a grade, in 资金中 it is none.
_GRADE_WORD = regex.compile(r"[优良差A-D]|合格|一般|中(?=[等级档]|\P{Han}|$)", regex.VERSION1)
_OF_THE_REPORT = regex.compile("自评|评价|绩效|综合|评定", regex.VERSION1)
_SCORE_WORD = regex.compile("得分|评分|自评|总分", regex.VERSION1)


def find_grades(passage: Passage, scores: list[Draft], packs: Packs) -> list[Draft]:
    """The grades that a passage states; `scores` are those stated in it."""
    text = passage.text
    if len(text) <= _LONGEST_LINE and packs.patterns.get(GROUP, "result_heading").search(passage.lead_in):
        alone = _ALONE.fullmatch(text)
        if alone is not None:
            return [_grade(passage, passage.lead_in, alone["grade"], 0, alone.end("grade"), packs)]
    if not _GRADE_WORD.search(text):
        return []
    drafts: list[Draft] = []
    totals = [one for one in scores if one.kind is StatementKind.TOTAL or _is_whole(one)]
    for sentence in passage.sentences:
        part = text[sentence.start : sentence.end]
        if not _GRADE_WORD.search(part):
            continue
        part = _BAND_NOTE.sub(lambda note: "，" * len(note.group()), part)
        if _tells_bands(part, packs):
            part = _beside_bands(part, packs)
        if _OTHER_YEAR.match(part) and not any(sentence.start <= one.start < sentence.end for one in totals):
            continue
        for match in packs.patterns.get(GROUP, "grade").finditer(part):
            start = sentence.start + _clause_start(part, match.start())
            subject = part[_clause_start(part, match.start()) : match.end("subject")]
            if not totals and not _OF_THE_REPORT.search(subject) and not _SCORE_WORD.search(part):
                continue
            drafts.append(_grade(passage, subject, match["grade"], start, sentence.start + match.end(), packs))
        alone = _SENTENCE.fullmatch(part)
        if alone is not None and any(one.start < sentence.start for one in totals):
            drafts.append(
                _grade(passage, "", alone["grade"], sentence.start, sentence.start + alone.end("grade"), packs)
            )
    if drafts:
        return drafts
    for draft in totals:
        if draft.quantity is not None:
            end = passage.sentences[passage.sentence_at(draft.start)].end
            behind = _BAND_NOTE.sub(lambda note: "，" * len(note.group()), text[draft.end : end])
            after = packs.patterns.get(GROUP, "grade_after_score").search(behind[:20])
            after = after or packs.patterns.get(GROUP, "grade_clause").search(behind)
            if after:
                drafts.append(_grade(passage, draft.name, after["grade"], draft.end, draft.end + after.end(), packs))
    return drafts


def _beside_bands(part: str, packs: Packs) -> str:
    """The sentence with its bands blotted out: behind 90分以上为优、…60分以下为差 stands 本项目等级为优."""
    notes = list(packs.patterns.get(GROUP, "grade_note").finditer(part))
    first = _clause_start(part, notes[0].start())
    figure = max((match.end() for match in _FIGURE.finditer(part)), default=notes[-1].end())
    behind = _CLAUSE_END.search(part, figure)
    last = behind.start() if behind is not None else len(part)
    return part[:first] + "，" * (last - first) + part[last:]


def _tells_bands(part: str, packs: Packs) -> bool:
    """Whether a sentence tells the grades with their bands; 等级：优（90～100） gives the band of its one grade."""
    notes = list(packs.patterns.get(GROUP, "grade_note").finditer(part))
    return bool(notes) and (len(notes) > 1 or _ONE_BAND.search(part) is None)


def _is_whole(draft: Draft) -> bool:
    """Whether a named score may turn out to be the total: no indicator has so many points."""
    return draft.quantity is not None and (draft.quantity.value or 0) > _MOST_POINTS


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
