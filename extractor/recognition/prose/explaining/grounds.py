"""Why points were lost: the grounds that sentences give for deductions, and which statement a reason explains."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from extractor.model.claims import StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.explaining.telling import pattern
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP as SCORES

# How many scores back a reason may reach, and how many characters the clause before a deduction may have.
_NEAR = 3
_LONGEST_GROUND = 1000
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
    ends = [draft.end for _, draft in deductions]
    for match in pattern(packs, "ground_behind").finditer(text):
        place = max(match.spans("text"))
        for index, _ in deductions[bisect_right(ends, match.start()) : bisect_right(ends, match.start("text"))]:
            if index not in explained:
                explained.add(index)
                yield *place, index
    for match in pattern(packs, "ground_before").finditer(text):
        behind = bisect_left(ends, match.end("text"))
        if behind == len(ends) or not _same_half(text, match.end("text"), ends[behind]):
            continue
        index = deductions[behind][0]
        if index not in explained:
            explained.add(index)
            yield *match.span("text"), index
    reasoned: dict[int, bool] = {}
    for index, draft in deductions:
        sentence = passage.sentence_at(draft.number_start)
        if sentence not in reasoned:
            reasoned[sentence] = "原因" in _sentence(passage, sentence)
        if index not in explained and not reasoned[sentence]:
            yield from ((*place, index) for place in _clause_before(passage, draft, packs))


def _clause_before(passage: Passage, draft: Draft, packs: Packs) -> Iterator[tuple[int, int]]:
    """一是预算执行率偏低，扣 4 分: a clause that tells a fault, right before the deduction."""
    text = passage.text
    reach = max(0, draft.number_start - _LONGEST_GROUND)
    end = text.rfind("，", reach, draft.number_start)
    if end < 0 or _same_half(text, end, draft.number_start) is False:
        return
    start = max(text.rfind(mark, reach, end) for mark in "。；;：:\n") + 1
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    clause = text[start:end]
    if packs.patterns.get(SCORES, "told_reason").search(clause) is not None and "分" not in clause:
        yield start, end


def _same_half(text: str, start: int, end: int) -> bool:
    return not any(mark in text[start:end] for mark in "。；;\n")


def _sentence(passage: Passage, index: int) -> str:
    sentence = passage.sentences[index]
    return passage.text[sentence.start : sentence.end]


def concerned(passage: Passage, start: int, drafts: Sequence[Indexed]) -> tuple[int, ...]:
    """The statement that a reason told at `start` explains: the last deduction or incomplete score before it.

    It stands in the reason's own sentence or in the one before.
    """
    near = list(islice(_before(passage, start, drafts), _NEAR))
    for index, draft in near:
        if draft.kind is StatementKind.DEDUCTION or _lost(draft):
            return (index,)
    return (near[0][0],) if near else ()


def _before(passage: Passage, start: int, drafts: Sequence[Indexed]) -> Iterator[Indexed]:
    """The scores of this sentence and the one before that stand before `start`, the last one first."""
    sentence = passage.sentence_at(start)
    for place in range(bisect_left(drafts, start, key=lambda one: one[1].start) - 1, -1, -1):
        index, draft = drafts[place]
        if sentence - passage.sentence_at(draft.number_start) > 1:
            return
        if draft.end <= start and draft.kind is not StatementKind.GRADE:
            yield index, draft


def _lost(draft: Draft) -> bool:
    score, points = draft.quantity, draft.points
    return (
        score is not None
        and points is not None
        and score.value is not None
        and points.value is not None
        and score.value < points.value
    )
