"""Lists of parts: which number a list takes apart, and where the list ends."""

from __future__ import annotations

from itertools import takewhile

import regex

from extractor.model.quantities import Dimension
from extractor.recognition.prose.relations.adding.nonparts import is_inside, is_mean, is_no_part
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue

# Counters of the same things: 8 个单位 = 6 家 + 2 所. People are not person-times, save where a total sums them.
_THINGS = frozenset("个家所间座处项")
PEOPLE = frozenset({"人", "名", "位"})
# How far back a total may stand behind numbers of other units.
_PASSED = 5
# How many characters at their ends make two numbers namesakes (送审金额, 预算送审金额).
_NAMESAKE = 3


def compatible(one: Cue, other: Cue) -> bool:
    """Whether the two can be added: one unit, or counters of the same kind of thing."""
    if one.like(other):
        return True
    if one.mention.dimension is not Dimension.COUNT or other.mention.dimension is not Dimension.COUNT:
        return False
    symbols = {one.mention.symbol, other.mention.symbol}
    return symbols <= _THINGS or symbols <= PEOPLE


def whole_before(sentence: list[Cue], position: int) -> Cue | None:
    """The number that an opening word takes apart: the last one of the same unit before it at its bracket depth."""
    first = sentence[position]
    # 村道每公里 3000 元，对应的资金分别是…: a price is not taken apart.
    before = [
        cue
        for cue in sentence[:position]
        if cue.is_level and cue.mention.depth <= first.mention.depth and not (cue.is_money and is_mean(cue))
    ]
    if not before:
        return None
    if compatible(before[-1], first):
        namesake = _namesake(before, first)
        if namesake is not None:
            return namesake
        return _outer_whole(before) if _after_semicolon(first) else before[-1]
    return _passed_over(sentence, position, before)


def _outer_whole(before: list[Cue]) -> Cue:
    """；其中…: behind the half-sentence of a list it is the list's total that is taken apart further."""
    last = before[-1]
    for start in range(len(before) - 3, -1, -1):
        run = before[start + 1 :]
        if not all(compatible(cue, last) for cue in (before[start], *run)):
            break
        if make_up(run, before[start]):
            return before[start]
    return last


def _namesake(before: list[Cue], first: Cue) -> Cue | None:
    """送审 A，审定 B，核减 C，其中预算送审 D: the total called like the first part, not the cut."""
    if before[-1].concept != "reduction":
        return None
    called = [cue for cue in before if compatible(cue, first) and shared_end(cue, first) >= _NAMESAKE]
    return called[-1] if called else None


def shared_end(one: Cue, other: Cue) -> int:
    """How many characters two labels share at their ends, verbs before the number left out."""
    pair = zip(reversed(without_marks(one.mention.label)), reversed(without_marks(other.mention.label)), strict=False)
    return len(list(takewhile(lambda characters: characters[0] == characters[1], pair)))


def _passed_over(sentence: list[Cue], position: int, before: list[Cue]) -> Cue | None:
    """审定 358 宗，送审 35 亿元，其中预算 173 宗，…，结算 185 宗: a total further back that the parts add up to."""
    first = sentence[position]
    for whole in reversed(before[-_PASSED:-1]):
        if compatible(whole, first):
            parts = parts_from(sentence, position, whole)
            fits = make_up(parts, whole)
            return whole if len(parts) > 1 and fits else None
    return None


def fitting_whole(before: list[Cue], nearest: Cue, parts: list[Cue]) -> Cue:
    """The nearest whole, unless the parts only add up to one told earlier (受理 A 件，审结 B 件；其中新收…、旧存…)."""
    if len(parts) < 2:
        return nearest
    fitting = [cue for cue in before if cue.is_level and compatible(cue, parts[0]) and make_up(parts, cue)]
    return fitting[-1] if fitting else nearest


def parts_from(sentence: list[Cue], position: int, whole: Cue) -> list[Cue]:
    """The numbers of the list that begins at `position`, as far as they can be parts of `whole`."""
    first = sentence[position]
    depth = first.mention.depth
    parts = [first]
    nested = False
    stages = [cue for cue in sentence[:position] if cue.is_level and compatible(cue, whole)]
    called = whole in stages[:-1] and stages[-1].concept == "reduction" and shared_end(first, whole) >= _NAMESAKE
    for offset, cue in enumerate(sentence[position + 1 :], start=position + 1):
        if cue.mention.depth < depth:
            break
        if not cue.is_level or cue.mention.depth > depth:
            continue
        if cue.closes or _starts_new_list(sentence, offset) or cue.concept.startswith("total_"):
            break
        if is_beside(cue):
            break
        if is_no_part(cue, sentence, parts):
            nested = nested or is_inside(cue, parts)
            continue
        if cue.concept == "reduction" and compatible(cue, whole):
            if not called:
                break
            continue
        if cue.opens and not cue.opens.startswith("分别"):
            nested = True
        if nested and _after_semicolon(cue):
            nested = False
        if not nested and compatible(cue, whole):
            parts.append(cue)
    own = [part for part in parts if shared_end(part, whole) >= _NAMESAKE]
    # 送审 D，审定 E，…，送审 F: stages of the parts beside the parts themselves.
    return own if called and len(parts) > len(own) > 1 else parts


# 另有编外 35 人, 期末实有 31.6 万户, 全年调整后预算: what is told beside the list is no part of it.
_BESIDE = regex.compile(r"[，,；;]?(?:另有|另外|此外|期末|全年调整后|调整后)", regex.VERSION1)


def is_beside(cue: Cue) -> bool:
    """Whether a number is told beside the list before it."""
    return _BESIDE.match(cue.mention.lead) is not None


def _after_semicolon(cue: Cue) -> bool:
    return "；" in cue.mention.lead or ";" in cue.mention.lead


def _starts_new_list(sentence: list[Cue], offset: int) -> bool:
    """Whether the number at `offset` is itself a whole that follows in a half-sentence of its own."""
    return (
        _after_semicolon(sentence[offset])
        and offset + 1 < len(sentence)
        and any(cue.opens and cue.mention.part == sentence[offset].mention.part for cue in sentence[offset + 1 :])
    )
