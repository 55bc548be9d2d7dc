"""Sums told in one sentence: a whole with its parts (其中, 包括, 分别为), parts with their total (共, 合计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.closing import closed_by
from extractor.recognition.prose.relations.adding.nonparts import is_no_part
from extractor.recognition.prose.relations.adding.parts import compatible, fitting_whole, parts_from, whole_before
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import GUESS, LIKELY, SURE, Claim
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.relations.cues import (
    CLOSES,
    LEVEL,
    OPENS,
    THREE_AMOUNTS,
    WINDOW,
    Cue,
    Cues,
    amount_of,
    one_of,
)
from extractor.recognition.prose.relations.making import summed

# Words behind which the list is complete by its own claim.
_COMPLETE = ("分别为", "分别是", "分为", "由", "即", "具体为", "构成为")
# How many digits of a total prove that parts which make it up are all of them.
_DIGITS = 3
_CLOSED_PAIRS = (frozenset({"basic_expenditure", "project_expenditure"}),)


_OPENED = (one_of(LEVEL), one_of(OPENS))
_CLOSED = (one_of(THREE_AMOUNTS), one_of(CLOSES, words="总组构"))


def find_sums(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All sums of a passage; a number is part of at most one list."""
    used: set[int] = set()
    opened, closed = cues.hold(_OPENED), cues.hold(_CLOSED)
    if not opened and not closed:
        return
    for sentence in sentences_of(cues):
        for claim, parts in _opened(passage, sentence, packs) if opened else ():
            used |= parts
            yield claim
        for claim, parts in closed_by(passage, sentence, used) if closed else ():
            used |= parts
            yield claim


def sentences_of(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """The numbers by sentence; endless sentences in runs that people could have written."""
    group: list[Cue] = []
    for cue in cues:
        if group and (group[-1].mention.sentence != cue.mention.sentence or len(group) > 2 * WINDOW):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _opened(passage: Passage, sentence: list[Cue], packs: Packs) -> Iterator[tuple[Claim, set[int]]]:
    divided: Cue | None = None
    for position, cue in enumerate(sentence):
        if not cue.opens or not cue.is_level or position == 0:
            continue
        if is_no_part(cue, sentence, ()) or (cue.opens == "即" and sentence[position - 1].is_rate):
            # 补助 60%，即 516 万元 tells one thing twice.
            continue
        whole = whole_before(sentence, position)
        if whole is None:
            mixed = _mixed(passage, sentence, position)
            if mixed is not None:
                yield mixed, {position}
            continue
        if cue.opens.startswith(_DIVIDES):
            # 按性质分，A、B；按功能分类，C、D: both take apart the amount before the first.
            divided = whole = divided or whole
            if whole is not sentence[0] and sentence[0].opens.startswith(_DIVIDES):
                # The amount stands in the sentence before.
                continue
        parts = parts_from(sentence, position, whole)
        whole = fitting_whole(sentence[:position], whole, parts)
        if cue.opens.startswith(("分别", "：", ":", "即")) and len(parts) < 2:
            continue
        fits = make_up(parts, whole)
        if cue.opens.startswith("分别") and whole.mention.part != cue.mention.part and not fits:
            # 支付工程款 A；监理费、设计费分别支付 b 和 c: another half-sentence, other money.
            continue
        if cue.opens.startswith("由") and not _composed(passage, parts):
            continue
        claim = whole_claim(passage, whole, parts, cue.opens, packs)
        yield claim, {part.mention.index for part in parts}


_DIVIDES = "按"


def _mixed(passage: Passage, sentence: list[Cue], position: int) -> Claim | None:
    """资金 V 万元，其中：基地 A 亩，资金 B 万元；管护 C 个，资金 D 万元: what each item costs makes up the whole."""
    before = [cue for cue in sentence[:position] if cue.is_level]
    whole = before[-1] if before else None
    if whole is None or whole.mention.depth != sentence[position].mention.depth:
        return None
    parts = [
        cue
        for cue in sentence[position + 1 :]
        if cue.is_level and cue.mention.depth == whole.mention.depth and compatible(cue, whole)
    ]
    if len(parts) < 2 or any(part.opens or part.closes for part in parts):
        return None
    if not make_up(parts, whole):
        return None
    return summed(parts, whole, LIKELY, passage)


def _composed(passage: Passage, parts: list[Cue]) -> bool:
    """Whether 由…组成 is closed behind the parts."""
    end = parts[-1].mention.end
    return len(parts) > 1 and any(word in passage.text[end : end + 16] for word in ("组成", "构成"))


def whole_claim(passage: Passage, whole: Cue, parts: list[Cue], opener: str, packs: Packs) -> Claim:
    """The sum of a whole that was opened; complete where the list says so or its parts add up."""
    parts = _to_the_semicolon(whole, parts, _claims_all(parts, opener, packs))
    fits = make_up(parts, whole)
    cut = passage.cut_off and parts[-1].mention.sentence == len(passage.sentences) - 1
    complete = len(parts) > 1 and (fits or (_claims_all(parts, opener, packs) and not cut))
    certainty = SURE if fits or not any(part.vague for part in parts) else GUESS
    return summed(parts, whole, certainty, passage, exhaustive=complete)


def _to_the_semicolon(whole: Cue, parts: list[Cue], claims_all: bool) -> list[Cue]:
    """The parts up to the semicolon at which they add up, if all do not: behind it an outer list goes on."""
    exact = amount_of(parts)
    if exact == whole.value:
        return parts
    full = _full_list(whole, parts)
    if full:
        return full
    if make_up(parts, whole):
        return parts
    for end in range(len(parts) - 1, 1, -1):
        if parts[end].mention.part == parts[end - 1].mention.part:
            continue
        if make_up(parts[:end], whole):
            return parts[:end]
    if claims_all:
        return parts
    first = parts[0].mention.part
    return [part for part in parts if part.mention.part == first]


def _full_list(whole: Cue, parts: list[Cue]) -> list[Cue]:
    """The first parts, where they already make up the whole to its last digit: what follows is told beside the list."""
    value = whole.value
    if len(parts) > 1 and parts[0].value == value and _other_year(parts[1], whole):
        return parts[:1]
    if value is None:
        return []
    short = len(whole.mention.quantity.number_text.strip("0.,")) < _DIGITS
    for end in range(2, len(parts)):
        if short and not _breaks_off(parts, end):
            continue
        exact = amount_of(parts[:end])
        if exact == value:
            return parts[:end]
    return []


def _breaks_off(parts: list[Cue], end: int) -> bool:
    """Whether a list joined by 、 ends before a comma: 纸质 A、电子 B，当年新增 C."""
    joined = all(part.mention.lead[:1] in "、和及与" for part in parts[1:end])
    return joined and parts[end].mention.lead[:1] in "，,"


def _other_year(part: Cue, whole: Cue) -> bool:
    """Whether the number speaks of another year than the whole, both by their own words."""
    return "" not in {part.mention.period, whole.mention.period} and part.mention.period != whole.mention.period


def _claims_all(parts: list[Cue], opener: str, packs: Packs) -> bool:
    """Whether the list says, or its items show, that nothing is left out."""
    if any("等" in part.mention.trail[:2] for part in parts):
        return False
    if opener.startswith(_COMPLETE):
        return True
    if frozenset(part.concept for part in parts) in _CLOSED_PAIRS:
        return True
    return any(pattern(packs, "other_item").search(part.mention.label) for part in parts)
