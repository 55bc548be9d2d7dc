"""Sums that no word opens: a total with its parts in brackets, or with its parts right behind it.

预拨 3,608 万元（中央 2,855 万元、省级 753 万元）；分两批下达 420 户，第一批 260 户，第二批 160 户. Only place and
numbers make the link, so only lists that add up are stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible, is_beside, shared_end
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, place_of
from extractor.recognition.prose.relations.cues import THREE_AMOUNTS, Cue, Cues, amount_of, one_of
from extractor.recognition.prose.relations.making import summed

_LISTS = "recognition/lists"
# How many numbers a list without an opening word may hold, and how many digits its total needs to prove anything.
_LONGEST = 12
_DIGITS = 3
_NOTHING = Decimal(0)
# Stages of one sum of money are no parts of each other, and what was left or cut is told as a difference.
_NO_PART = regex.compile(
    r"结余|结转|剩余|节约|核减|核增|调减|审定|未|差|实际|实到|应|计划|任务|目标|预算|同比|上年|去年|每", regex.VERSION1
)
_BATCH = regex.compile(r"第?[一二三四五六七八九]批|[一二三四]季度|[上下]半年", regex.VERSION1)
_SERIES = regex.compile(r"批|季度|[上下]半年|中央|自治区|省|市|州|县|区|镇|乡|地方|本级|自筹|社会", regex.VERSION1)


_NEEDED = (one_of(THREE_AMOUNTS),)


def find_unopened(passage: Passage, cues: Cues, told: Sequence[Claim], packs: Packs) -> Iterator[Claim]:
    """The lists of a passage that no word opens; `told` are the sums that words do tell."""
    if not cues.hold(_NEEDED):
        return
    results = {claim.place: claim for claim in told if claim.result is not None}
    parts = {place_of(operand) for claim in told for operand in claim.operands}
    taken: set[int] = set()
    for position, whole in enumerate(cues):
        if not whole.is_level or whole.mention.index in taken or whole.value is None:
            continue
        place = whole.place
        own = results.get(place)
        found = _bracketed(passage, cues, position) if own is None else None
        if found is None and place not in parts:
            found = _behind(cues, position, own, parts, packs)
        if found is not None:
            listed, certainty = found
            taken |= {part.mention.index for part in listed}
            yield summed(listed, whole, certainty, passage)
    for claim in told:
        yield from _columns(passage, cues, claim)


def _columns(passage: Passage, cues: Sequence[Cue], claim: Claim) -> Iterator[Claim]:
    """预算 173 宗，送审 24 亿元，结算 185 宗，送审 12 亿元: columns of one list."""
    if claim.result is None or len(claim.operands) < 2:
        return
    places = {cue.place: position for position, cue in enumerate(cues)}
    heads = [places.get(place_of(operand)) for operand in (claim.result, *claim.operands)]
    if None in heads:
        return
    known = [head for head in heads if head is not None]
    rows = [_row(cues, head, set(known)) for head in known]
    for whole, *parts in zip(*rows, strict=False):
        if not all(part.like(whole) for part in parts):
            return
        if whole.like(cues[known[0]]) and not all(shared_end(part, whole) > 1 for part in parts):
            # 审定 beside 送审 is told of all members, or it is no column.
            return
        if not whole.is_rate and make_up(parts, whole):
            yield summed(parts, whole, LIKELY, passage)


def _row(cues: Sequence[Cue], head: int, heads: set[int]) -> list[Cue]:
    """What is told of one member of a list: the numbers behind it up to the next member."""
    row: list[Cue] = []
    for position in range(head + 1, min(len(cues), head + 1 + _LONGEST)):
        if position in heads or cues[position].mention.sentence != cues[head].mention.sentence:
            break
        row.append(cues[position])
    return row


def _bracketed(passage: Passage, cues: Sequence[Cue], position: int) -> tuple[list[Cue], float] | None:
    """The parts in the bracket right behind the whole, where they add up."""
    whole = cues[position]
    if passage.text[whole.mention.end : whole.mention.end + 1] not in {"（", "("}:
        return None
    depth = whole.mention.depth + 1
    inside: list[Cue] = []
    for cue in cues[position + 1 : position + 1 + _LONGEST]:
        if cue.mention.depth < depth:
            break
        inside.append(cue)
    if not inside or any(cue.opens for cue in inside):
        return None
    parts = [cue for cue in inside if cue.mention.depth == depth and cue.is_level and compatible(cue, whole)]
    if len(parts) < 2 or not all(_named(part) for part in parts):
        return None
    fits = make_up(parts, whole)
    return (parts, SURE) if fits else None


def _behind(
    cues: Sequence[Cue], position: int, own: Claim | None, parts: set[int], packs: Packs
) -> tuple[list[Cue], float] | None:
    """The parts that follow the whole, or the list of parts that it already has, number after number."""
    whole = cues[position]
    first = position + 1
    if own is not None:
        places = [place_of(operand) for operand in own.operands]
        if [cue.place for cue in cues[first : first + len(places)]] == places:
            first += len(places)
    run: list[Cue] = []
    for cue in cues[first : first + _LONGEST]:
        if own is None and cue.mention.part != whole.mention.part and not _is(cue, "source", packs):
            break
        if not _may_follow(cue, whole, packs) or cue.place in parts:
            break
        run.append(cue)
        batches = all(_is(part, "batch", packs) for part in run)
        if len(run) > 1 and _fits(run, whole, batches=batches):
            series = all(_is(part, "source", packs) for part in run)
            return run, LIKELY if series else SUPPORTED
    return None


def _may_follow(cue: Cue, whole: Cue, packs: Packs) -> bool:
    mention = cue.mention
    return (
        mention.sentence == whole.mention.sentence
        and mention.depth == whole.mention.depth
        and cue.is_level
        and not (cue.opens or cue.closes or cue.concept or cue.vague or is_beside(cue))
        and compatible(cue, whole)
        and _named(cue)
        and (_is(cue, "batch", packs) or not _is(cue, "no_part", packs))
    )


def _is(cue: Cue, name: str, packs: Packs) -> bool:
    return packs.patterns.get(_LISTS, name).search(cue.mention.label) is not None


def _named(cue: Cue) -> bool:
    """Whether the number is told under a name of its own."""
    return _HAN.search(cue.mention.label) is not None


_HAN = regex.compile(r"\p{Han}", regex.VERSION1)


def _fits(parts: Sequence[Cue], whole: Cue, *, batches: bool) -> bool:
    """Whether the parts make up the whole to the last digit, of three or more: small numbers do so by chance."""
    stated = whole.mention.quantity
    if (len(stated.number_text.strip("0.,")) < _DIGITS and not batches) or stated.value is None:
        return False
    return amount_of(parts) == stated.value
