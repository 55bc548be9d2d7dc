"""Reasons, problems and measures told in prose, linked to the statements that they explain and to one another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.model.claims import Explanation
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.prose.explaining.grounds import Indexed, concerned, grounds
from extractor.recognition.prose.explaining.telling import pattern, tell
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.wording import SectionIndex

_JOINED = regex.compile(r"[及和与、]", regex.VERSION1)
_LEAD_IN = ("：", ":")


@dataclass(frozen=True, slots=True)
class _Found:
    """`item` tells which of a section's entries it belongs to, `group` which list of entries of its kind."""

    kind: str
    text: str
    span: Span
    group: object
    item: object = None
    concerns: tuple[int, ...] = ()


class _Marks:
    """What the sections tell, and the marks of the entries of their lists.

    A short entry like 2.绩效指标不细。 is no heading and yet no part of 1.
    """

    def __init__(self) -> None:
        self._kinds: dict[int | None, tuple[str, int | None, int | None]] = {}
        self._style: dict[int, str] = {}
        self._count: dict[int, int] = {}

    def kind(self, passage: Passage, sections: SectionIndex, packs: Packs) -> tuple[str, int | None, int | None]:
        """What the section around a passage tells; looked at once for each section."""
        index = sections.at(passage.span.start)
        if index not in self._kinds:
            self._kinds[index] = _section_kind(passage, sections, packs)
        return self._kinds[index]

    def number(self, passage: Passage, item: int, sections: SectionIndex) -> int:
        """Which entry under the heading of `item` a passage belongs to; the heading's own is 0."""
        match = _MARK.match(passage.text)
        style = _style(match.group()) if match is not None else ""
        if item not in self._style:
            self._style[item] = style if sections.heading(item).overlaps(passage.span) else ""
            return 0
        if style and style == self._style[item]:
            self._count[item] = self._count.get(item, 0) + 1
        return self._count.get(item, 0)


_MARK = regex.compile(
    r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[）)、.．]?|第[一二三四五六七八九十]", regex.VERSION1
)


_DIGITS = regex.compile("[0-9]+", regex.VERSION1)
_CHINESE = regex.compile("[一二三四五六七八九十]+", regex.VERSION1)
_CIRCLED = regex.compile("[①-⑳]", regex.VERSION1)


def _style(mark: str) -> str:
    """The shape of a list mark without its number."""
    return _CIRCLED.sub("①", _CHINESE.sub("一", _DIGITS.sub("1", mark)))


def find_explanations(
    passages: tuple[Passage, ...], drafts: tuple[Draft, ...], first: int, sections: SectionIndex, packs: Packs
) -> tuple[Explanation, ...]:
    """All of them in document order; `first` is the ordinal of the first of `drafts` among all statements."""
    by_passage: dict[int, list[Indexed]] = {}
    for index, draft in enumerate(drafts):
        by_passage.setdefault(draft.passage.ordinal, []).append((index, draft))
    found: list[_Found] = []
    marks = _Marks()
    carried = ""
    for passage in passages:
        entries = _told(passage, by_passage.get(passage.ordinal, []), first, sections, marks, carried, packs)
        for entry in entries:
            if found and _goes_on(found[-1], entry):
                found[-1] = _joined(found[-1], entry)
            else:
                found.append(entry)
        carried = _announced(passage, packs) or (carried if entries and _MARK.match(passage.text) else "")
    answers = _answers(found)
    return tuple(
        Explanation(
            ordinal=ordinal,
            kind=one.kind,
            text=one.text,
            span=one.span,
            section=sections.at(one.span.start),
            concerns=one.concerns,
            answers=answers.get(ordinal, ()),
        )
        for ordinal, one in enumerate(found)
    )


def _told(
    passage: Passage,
    drafts: list[Indexed],
    first: int,
    sections: SectionIndex,
    marks: _Marks,
    carried: str,
    packs: Packs,
) -> list[_Found]:
    kind, section, item = marks.kind(passage, sections, packs)
    if carried and not kind and _MARK.match(passage.text) is not None:
        kind, section, item = carried, -1, None
    start = _body_start(passage, section, item, sections)
    entry = (item, marks.number(passage, item, sections)) if item is not None else None
    grounded = [(passage.place(begin, end), begin, end, index) for begin, end, index in grounds(passage, drafts, packs)]
    found: list[_Found] = [
        _Found(
            "reason", passage.text[begin:end], place, ("reason", (section, passage.ordinal)), entry, (first + index,)
        )
        for place, begin, end, index in grounded
    ]
    within = "" if kind == "reason" and (drafts or pattern(packs, "reason_marker").search(passage.text)) else kind
    for told in tell(passage.text, within, packs, start) if start < len(passage.text) else ():
        text = passage.text[told.start : told.end]
        if not told.opened and text.endswith(_LEAD_IN):
            continue
        span = passage.place(told.start, told.end)
        if any(span.overlaps(place) for place, *_ in grounded) and told.kind == "reason":
            continue
        concerns = concerned(passage, told.start, drafts) if told.kind == "reason" else ()
        found.append(
            _Found(
                told.kind,
                text,
                span,
                group=(told.kind, section if not told.opened else (section, passage.ordinal)),
                item=entry,
                concerns=tuple(first + index for index in concerns),
            )
        )
    found.sort(key=lambda one: (one.span.start, one.span.end))
    return found


def _announced(passage: Passage, packs: Packs) -> str:
    """What the numbered lines behind this one tell: 我单位将采取以下措施加以改进：⏎1.…⏎2.…"""
    if not passage.text.endswith(_LEAD_IN):
        return ""
    last = passage.text[passage.sentences[-1].start :]
    kinds = [kind for kind in ("problem", "measure") if pattern(packs, f"{kind}_announced").search(last)]
    return kinds[-1] if kinds else ""


def _section_kind(passage: Passage, sections: SectionIndex, packs: Packs) -> tuple[str, int | None, int | None]:
    """What the sections around a passage tell, the section that says so, and the part of it in which the passage is."""
    kind, telling, item, mixed = "", None, None, True
    for section in reversed(sections.path(passage.span.start)):
        title = sections.title(section)
        kinds = _title_kinds(title, packs)
        own = pattern(packs, "own_heading").search(title) is not None
        pure = pattern(packs, "pure_heading").search(title) is not None
        if kinds and (telling is None or pure or (own and (mixed or kinds != [kind]))):
            kind, telling, item, mixed = kinds[0], section, None, len(kinds) > 1 or _JOINED.search(title) is not None
        elif telling is not None and item is None:
            item = section
    return (kind, telling, item) if kind in {"problem", "measure", "reason"} else ("", None, None)


def _title_kinds(title: str, packs: Packs) -> list[str]:
    """What a heading announces: nothing, one kind, or several (存在的问题及改进措施), the first of them first."""
    told = [kind for kind in ("problem", "measure") if pattern(packs, f"{kind}_heading").search(title)]
    if pattern(packs, "other_heading").search(title):
        return ["other"]
    if pattern(packs, "reason_heading").search(title):
        return ["reason", *told]
    return told


def _body_start(passage: Passage, section: int | None, item: int | None, sections: SectionIndex) -> int:
    """Where the text of a passage begins behind the heading of its section; an entry's own heading belongs to it."""
    if section is None or section < 0 or item is not None:
        return 0
    heading = sections.heading(section)
    if not heading.overlaps(passage.span):
        return 0
    offset = 0
    while offset < len(passage.text) and passage.place(offset, offset + 1).start < heading.end:
        offset += 1
    while offset < len(passage.text) and passage.text[offset] in "。：:；;":
        offset += 1
    return offset


def _goes_on(one: _Found, other: _Found) -> bool:
    """Whether two stretches are the heading and the body, or two paragraphs, of one entry."""
    return (
        one.item is not None
        and one.item == other.item
        and one.kind == other.kind != "reason"
        and one.group == other.group
    )


def _joined(one: _Found, other: _Found) -> _Found:
    divided = "" if one.text[-1:] in "。；;！？" else "。"
    return replace(one, text=one.text + divided + other.text, span=one.span.cover(other.span))


def _answers(found: list[_Found]) -> dict[int, tuple[int, ...]]:
    """For each measure and reason, the problems that it answers: its own entry's, else in the order of the lists."""
    answers: dict[int, tuple[int, ...]] = {}
    lists: list[tuple[str, object, list[int]]] = []
    for ordinal, one in enumerate(found):
        beside = _beside(found, ordinal)
        if one.kind != "problem" and beside is not None:
            answers[ordinal] = (beside,)
            continue
        if one.kind == "reason" and one.concerns:
            continue
        if lists and lists[-1][1] == one.group:
            lists[-1][2].append(ordinal)
        else:
            lists.append((one.kind, one.group, [ordinal]))
    problems: list[int] = []
    for kind, _, ordinals in lists:
        if kind == "problem":
            problems = ordinals
        elif len(ordinals) == len(problems):
            answers.update((one, (problem,)) for one, problem in zip(ordinals, problems, strict=True))
        elif len(ordinals) == 1 or len(problems) == 1:
            answers.update((one, tuple(problems)) for one in ordinals)
    return answers


def _beside(found: list[_Found], ordinal: int) -> int | None:
    """The problem told right before in the same entry of a section or the same list item."""
    one = found[ordinal]
    for earlier in range(ordinal - 1, -1, -1):
        before = found[earlier]
        together = one.item is not None and one.item == before.item
        close = one.kind == "reason" and one.span.start - before.span.end <= 12
        if not (together or close):
            return None
        if before.kind == "problem":
            return earlier
    return None
