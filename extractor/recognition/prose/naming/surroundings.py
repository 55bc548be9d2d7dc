"""The words around one number: back to the clause's beginning or the number before, on to its end or the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.model.quantities import Approximation, Dimension
from extractor.model.records import quickly_made
from extractor.recognition.numbers import FoundQuantity
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_CLAUSE_ENDS = "，,。；;：:！？!?\n"
_HALF_SENTENCE = re.compile("[^。；;！？!?\n]*")
_OPENING, _CLOSING = "（(", "）)"
_LONGEST_LEFT = 80
_LONGEST_DEED = 80
_BOUNDS = (Approximation.AT_LEAST, Approximation.AT_MOST)
_NO_QUALIFIERS = (Dimension.SHARE, Dimension.SHARE_POINTS, Dimension.SCORE, Dimension.NONE)
_SIZES = (Dimension.LENGTH, Dimension.MASS, Dimension.VOLUME, Dimension.ENERGY)
_SIZED = regex.compile(r"[深长宽高厚级]?[\p{Han}]{2,8}(?<![共有为是达设建和及与])", regex.VERSION1)
_NOUN_FOLLOWS = regex.compile(r"(?:（含）|\(含\))?的?+[“\p{Han}](?<![的为是达已均比较占并且和及])", regex.VERSION1)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words around one number: `left` back to the clause's beginning, `right` to its end or the next number.

    `beyond` are the words up to the end of the half-sentence, other numbers included. `joined` says that nothing but
    words stands between the number before and this one (no comma), `parallel` that the two are items of a list.
    `open_end` says that nothing but words stands before the next number.
    """

    left: str
    right: str
    beyond: str
    joined: bool
    parallel: bool
    open_end: bool
    start: int
    end: int


def qualifiers(text: str, found: Sequence[FoundQuantity]) -> frozenset[int]:
    """The numbers that only say which things are meant (65 岁以上老年人 3 万名, 300 米深机井 1 座), by index."""
    return frozenset(
        index for index, one in enumerate(found) if _bounds_a_noun(text, one) or _sizes_a_noun(text, found, index)
    )


def _bounds_a_noun(text: str, one: FoundQuantity) -> bool:
    return (
        one.quantity.approximation in _BOUNDS
        and one.quantity.unit.dimension not in _NO_QUALIFIERS
        and text[one.end - 1 : one.end] in "上下内）)"
        and _NOUN_FOLLOWS.match(text, one.end) is not None
    )


def _sizes_a_noun(text: str, found: Sequence[FoundQuantity], index: int) -> bool:
    """Whether a measure says how large the thing is that the number after it counts."""
    if found[index].quantity.unit.dimension not in _SIZES or index + 1 == len(found):
        return False
    following = found[index + 1]
    counted = following.quantity.unit.dimension is Dimension.COUNT
    return counted and _SIZED.fullmatch(text, found[index].end, following.start) is not None


def surroundings(
    text: str,
    found: Sequence[FoundQuantity],
    index: int,
    patterns: LabelPatterns,
    inside: frozenset[int] = frozenset(),
) -> Surroundings:
    """The words around quantity `index` of `text`; the numbers `inside` names belong to the words."""
    here = found[index]
    earlier = index - 1
    while earlier in inside:
        earlier -= 1
    before = found[earlier].end if earlier >= 0 else 0
    limit = max(before, here.start - _LONGEST_LEFT)
    start = _clause_start(text, here.start, limit)
    later = index + 1
    while later in inside:
        later += 1
    after = found[later].start if later < len(found) else len(text)
    end = _clause_end(text, here.end, after)
    raw_left = text[start : here.start]
    if raw_left[:1] in _CLOSING and raw_left:
        # 补助资金（每院5万元）共计85万元: the name stands before the bracket.
        opening = max(text.rfind(bracket, max(0, start - _LONGEST_LEFT), start) for bracket in _OPENING)
        outside = _clause_start(text, opening, max(0, opening - _LONGEST_LEFT)) if opening > 0 else start
        raw_left = text[outside:opening] + raw_left[1:] if opening > 0 else raw_left
    mark = patterns.starts("list_mark", raw_left)
    follows = start == before and earlier >= 0 and text[start : start + 1] not in _CLOSING
    return Surroundings(
        left=raw_left[len(mark) :],
        right=text[here.end : end],
        beyond=text[here.end : _half_sentence_end(text, here.end)],
        joined=follows and not mark,
        parallel=follows and bool(mark),
        open_end=later < len(found) and end == after,
        start=start,
        end=end,
    )


def _half_sentence_end(text: str, start: int) -> int:
    match = _HALF_SENTENCE.match(text, start, start + _LONGEST_DEED)
    return match.end() if match else start


def _clause_start(text: str, position: int, limit: int) -> int:
    depth = 0
    for index in range(position - 1, limit - 1, -1):
        character = text[index]
        if character in _CLOSING:
            depth += 1
        elif character in _OPENING:
            if depth == 0:
                return index + 1
            depth -= 1
        elif depth == 0 and character in _CLAUSE_ENDS:
            return index + 1
    return limit


def _clause_end(text: str, position: int, limit: int) -> int:
    depth = 0
    for index in range(position, limit):
        character = text[index]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and character in _CLAUSE_ENDS:
            return index
    return limit
