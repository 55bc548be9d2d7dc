"""Why points were lost: the grounds that sentences give for deductions, and which statement a reason explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.report import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.drafts import Draft
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.score_figures import GROUP as SCORES
from extractor.recognition.prose.telling import pattern

_LEAD = regex.compile(
    r"^(?:其中|主要|[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．]|[①-⑳]|：)+", regex.VERSION1
)

Indexed = tuple[int, Draft]


def grounds(passage: Passage, drafts: Sequence[Indexed], packs: Packs) -> Iterator[tuple[int, int, int]]:
    """Start, end and the index of the deduction, for every ground told beside one."""
    deductions = [(index, draft) for index, draft in drafts if draft.kind is StatementKind.DEDUCTION]
    if not deductions:
        return
    explained: set[int] = set()
    text = passage.text
    for match in pattern(packs, "ground_behind").finditer(text):
        place = max(match.spans("text"))
        for index, draft in deductions:
            if match.start() < draft.end <= match.start("text") and index not in explained:
                explained.add(index)
                yield *place, index
    for match in pattern(packs, "ground_before").finditer(text):
        for index, draft in deductions:
            if match.end("text") <= draft.end and _same_half(text, match.end("text"), draft.end):
                if index not in explained:
                    explained.add(index)
                    yield *match.span("text"), index
                break
    for index, draft in deductions:
        if index not in explained and "原因" not in _sentence_of(passage, draft):
            yield from ((*place, index) for place in _clause_before(passage, draft, packs))


def _clause_before(passage: Passage, draft: Draft, packs: Packs) -> Iterator[tuple[int, int]]:
    """一是预算执行率偏低，扣 4 分: a clause that tells a fault, right before the deduction."""
    text = passage.text
    end = text.rfind("，", 0, draft.number_start)
    if end < 0 or _same_half(text, end, draft.number_start) is False:
        return
    start = max(text.rfind(mark, 0, end) for mark in "。；;：:\n") + 1
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    clause = text[start:end]
    if packs.patterns.get(SCORES, "told_reason").search(clause) is not None and "分" not in clause:
        yield start, end


def _same_half(text: str, start: int, end: int) -> bool:
    return not any(mark in text[start:end] for mark in "。；;\n")


def _sentence_of(passage: Passage, draft: Draft) -> str:
    sentence = passage.sentences[passage.sentence_at(draft.number_start)]
    return passage.text[sentence.start : sentence.end]


def concerned(passage: Passage, start: int, drafts: Sequence[Indexed]) -> tuple[int, ...]:
    """The statement that a reason told at `start` explains: the last deduction or incomplete score before it.

    It stands in the reason's own sentence or in the one before.
    """
    sentence = passage.sentence_at(start)
    near = [
        (index, draft)
        for index, draft in drafts
        if draft.end <= start
        and draft.kind is not StatementKind.GRADE
        and sentence - passage.sentence_at(draft.number_start) <= 1
    ]
    for index, draft in reversed(near[-3:]):
        if draft.kind is StatementKind.DEDUCTION or _lost(draft):
            return (index,)
    return (near[-1][0],) if near else ()


def _lost(draft: Draft) -> bool:
    score, points = draft.quantity, draft.points
    return (
        score is not None
        and points is not None
        and score.value is not None
        and points.value is not None
        and score.value < points.value
    )
