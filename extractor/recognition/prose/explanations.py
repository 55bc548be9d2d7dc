"""Reasons, problems and measures told in prose, linked to the statements that they explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model.report import Explanation, StatementKind
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.prose.drafts import Draft
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.wording import SectionIndex

_GROUP = "recognition/explanations"
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    passage: Passage
    start: int
    end: int
    concerns: tuple[int, ...] = ()


def find_explanations(
    passages: tuple[Passage, ...], drafts: tuple[Draft, ...], first: int, sections: SectionIndex, packs: Packs
) -> tuple[Explanation, ...]:
    """All of them in document order; `first` is the ordinal of the first of `drafts` among all statements."""
    by_passage: dict[int, list[tuple[int, Draft]]] = {}
    for index, draft in enumerate(drafts):
        by_passage.setdefault(draft.passage.ordinal, []).append((index, draft))
    found: list[_Found] = []
    for passage in passages:
        own = by_passage.get(passage.ordinal, [])
        told = list(_told(passage, own, first, packs))
        kind = _heading_kind(passage, sections, packs)
        found += told or (_sectioned(passage, kind, sections, packs) if kind else [])
    return tuple(
        Explanation(
            ordinal=ordinal,
            kind=one.kind,
            text=one.passage.text[one.start : one.end],
            span=one.passage.place(one.start, one.end),
            section=sections.at(one.passage.place(one.start, one.end).start),
            concerns=one.concerns,
        )
        for ordinal, one in enumerate(found)
    )


def _pattern(packs: Packs, name: str) -> Pattern:
    return packs.patterns.get(_GROUP, name)


def _told(passage: Passage, drafts: list[tuple[int, Draft]], first: int, packs: Packs) -> Iterator[_Found]:
    if "原因" not in passage.text and "措施" not in passage.text and "问题" not in passage.text and not drafts:
        return
    found: list[_Found] = []
    for kind in ("reason", "measure", "problem"):
        for match in _pattern(packs, kind).finditer(passage.text):
            if kind == "reason" and "原因" not in match.group() and not drafts:
                continue
            concerns = _concerned(match.start(), drafts, first)
            found.append(_Found(kind, passage, match.start("text"), match.end("text"), concerns))
    found.sort(key=lambda one: one.start)
    yield from found


def _concerned(offset: int, drafts: list[tuple[int, Draft]], first: int) -> tuple[int, ...]:
    """The statement told last before the explanation: a deduction, or the nearest score that is not full marks."""
    before = [
        (index, draft) for index, draft in drafts if draft.end <= offset and draft.kind is not StatementKind.GRADE
    ]
    if not before:
        return ()
    for index, draft in reversed(before[-3:]):
        if draft.kind is StatementKind.DEDUCTION or _lost(draft):
            return (first + index,)
    return (first + before[-1][0],)


def _lost(draft: Draft) -> bool:
    return (
        draft.quantity is not None
        and draft.points is not None
        and draft.quantity.value is not None
        and draft.points.value is not None
        and draft.quantity.value < draft.points.value
    )


def _heading_kind(passage: Passage, sections: SectionIndex, packs: Packs) -> str:
    for section in sections.path(passage.span.start):
        title = sections.title(section)
        if _pattern(packs, "problem_heading").search(title):
            return "problem"
        if _pattern(packs, "measure_heading").search(title):
            return "measure"
    return ""


def _sectioned(passage: Passage, kind: str, sections: SectionIndex, packs: Packs) -> list[_Found]:
    """A paragraph of a section of problems or measures: one entry for each 一是, or the whole paragraph."""
    if sections.is_heading(passage.span):
        return []
    text = passage.text
    starts = [match.start() for match in _pattern(packs, "item").finditer(text)]
    if not starts:
        starts = [0]
    ends = [*starts[1:], len(text)]
    return [
        _Found(kind, passage, start, end)
        for start, end in zip(starts, ends, strict=True)
        if len(text[start:end].strip("。；;")) >= _SHORTEST
    ]
