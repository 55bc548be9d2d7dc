"""The parts of a paragraph that tell a problem, a measure or a reason: opened by words, divided by list marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractor.packs import Packs
from extractor.packs.patterns import Pattern

GROUP = "recognition/explanations"
_SHORTEST = 4
# Without any of these no words open a problem, a measure or a reason.
_TELLING = regex.compile(
    r"问题|不足|困难|短板|薄弱|措施|建议|打算|对策|计划|思路|方向|下一|下步|今后|接下来|后续|针对|原因|理由|因为|由于|系",
    regex.VERSION1,
)
_ENDS = regex.compile(r"[。；;\n]", regex.VERSION1)
_STOPS = regex.compile(r"[。\n]", regex.VERSION1)
# 五、下步打算。 in the middle of a paragraph, and what a marker leaves in front of itself.
# Read from the end: 一、 comes before 、, which would leave its 一 behind.
_TAIL = regex.compile(r"(?r)(?:[一二三四五六七八九十]、|[，,、；;]|主要|扣分|其|此|但)++$", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Told:
    """Something told in a text, `start` to `end`. `opened` says that words within the paragraph opened it."""

    kind: str
    start: int
    end: int
    opened: bool


def pattern(packs: Packs, name: str) -> Pattern:
    """A pattern of explanations."""
    return packs.patterns.get(GROUP, name)


def tell(text: str, kind: str, packs: Packs, start: int = 0) -> list[Told]:
    """All that `text` tells from `start` on; `kind` is what its section tells, empty outside of such sections."""
    markers = sorted(_markers(text, start, packs))
    found: list[Told] = []
    first = markers[0][0] if markers else len(text)
    if markers and markers[0][2] == "problem":
        # 评价发现，项目存在以下问题： leads to the list and is no entry.
        first = max(start, max(text.rfind(mark, 0, first) for mark in "。；;\n") + 1)
    if kind:
        found += _listed(text, kind, start, first, packs, opened=False)
    for index, (_, end, told) in enumerate(markers):
        limit = markers[index + 1][0] if index + 1 < len(markers) else len(text)
        pieces, stop = _opened(text, told, end, limit, packs, within=kind)
        found += pieces
        if kind and stop < limit:
            # Behind what the words opened, the section goes on.
            found += _listed(text, kind, stop, limit, packs, opened=False)
    return found


def _markers(text: str, start: int, packs: Packs) -> Iterator[tuple[int, int, str]]:
    taken = start
    if _TELLING.search(text, start) is None:
        return
    matches = [
        (match.start(), match.end(), kind)
        for kind in ("problem", "measure", "reason")
        for match in pattern(packs, f"{kind}_marker").finditer(text, start)
    ]
    for begin, end, kind in sorted(matches):
        if begin >= taken:
            yield begin, end, kind
            taken = end


def _opened(text: str, kind: str, start: int, limit: int, packs: Packs, *, within: str) -> tuple[list[Told], int]:
    """What a marker opens, and where it ends: a list up to the next marker, or a sentence; in a section, an entry."""
    item = pattern(packs, "item")
    if kind != "reason" and item.match_start(text[start:limit]) is not None:
        return _listed(text, kind, start, limit, packs, opened=True), limit
    ends = _ENDS if kind == "reason" else _STOPS
    if within and kind == "measure":
        following = next(item.finditer(text, start + 1, limit), None)
        stop = following.start() if following is not None else limit
    else:
        sentence = ends.search(text, start, limit)
        stop = sentence.end() if sentence is not None else limit
    # Only the reason leaves the rest of its sentence to the section; a measure takes it.
    rest = stop if kind == "reason" or (within and kind == "measure") else limit
    return _kept(text, kind, start, stop, packs, opened=True), rest


def _listed(text: str, kind: str, start: int, end: int, packs: Packs, *, opened: bool) -> list[Told]:
    """One entry for each 一是, or the whole stretch."""
    starts = [match.start() for match in pattern(packs, "item").finditer(text, start, end)]
    if not starts or (len(starts) == 1 and starts[0] > start):
        starts = [start]
    return [
        _as_measure(text, told, packs)
        for begin, finish in zip(starts, [*starts[1:], end], strict=True)
        for told in _kept(text, kind, begin, finish, packs, opened=opened)
    ]


def _as_measure(text: str, told: Told, packs: Packs) -> Told:
    """An entry among the problems that says what is to be done is a measure."""
    if (
        told.kind == "problem"
        and pattern(packs, "measure_opening").match_start(text[told.start : told.end]) is not None
    ):
        return replace(told, kind="measure")
    return told


def _kept(text: str, kind: str, start: int, end: int, packs: Packs, *, opened: bool) -> list[Told]:
    tail = _TAIL.search(text, start, end)
    end = end if tail is None else tail.start()
    told = text[start:end].strip("。；;，,：: ")
    if len(told) < _SHORTEST or pattern(packs, "none_told").search(told) is not None:
        return []
    return [Told(kind, start, end, opened)]
