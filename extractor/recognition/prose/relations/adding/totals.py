"""Totals that words put together from afar: 收入 V，加上 A、B，收入合计 X; parts whose shares name one whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import Interval, total
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import SUPPORTED, SURE, Claim, place_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import THREE_AMOUNTS, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference, summed

# 加上级补助收入, 加上上解支出: what is added begins; 加快, 加强 are other words.
_ADDED = regex.compile(
    r"[，,；;。]?(?:再|另|同时)?加(?![快强大工固油装班入密权重速盟气拿深])(?:上(?!级|解|年))?[：:]?[\p{Han}“”（）()]*",
    regex.VERSION1,
)
_TOTAL = regex.compile(
    r"(?:[\p{Han}]{0,8}(?:收入|支出|收支|财力|资金|来源))?(?:合计|总计|总量|总额|总财力|共计|总收入|总支出)(?:为|是|达到?)?",
    regex.VERSION1,
)
_LEFT = regex.compile(
    r"(?:收支相抵|相抵|年终|年末|滚存|累计|结转|结余|净结余|当年)[\p{Han}]{0,10}(?:为|是)?", regex.VERSION1
)
_PLANNED = frozenset({"initial", "adjusted", "budget", "received"})
# How many numbers a list of what was added may have, and how far back the amount may stand.
_LONGEST = 24
_BACK = 8


_NEEDED = (
    one_of(THREE_AMOUNTS),
    one_of(words="加"),
)


def find_totals(cues: Cues) -> Iterator[Claim]:
    """All totals of an amount and what was added to it, and what was left between two of them."""
    if not cues.hold(_NEEDED):
        return
    totals: list[Cue] = []
    for position, cue in enumerate(cues):
        if not cue.is_level or _ADDED.fullmatch(cue.mention.lead) is None:
            continue
        added = _added(cues, position)
        if added is None:
            continue
        parts, whole = added
        value = _value(cues[max(0, position - _BACK) : position], parts, whole)
        if value is not None:
            yield summed((value, *parts), whole, SURE)
            totals.append(whole)
    yield from _left(cues, totals)


def _added(cues: Sequence[Cue], position: int) -> tuple[list[Cue], Cue] | None:
    """What was added from `position` on, and the total behind it."""
    first = cues[position]
    parts: list[Cue] = []
    for cue in cues[position : position + _LONGEST]:
        if cue.mention.sentence - first.mention.sentence > 1:
            return None
        if not cue.is_level or cue.mention.depth > first.mention.depth or not compatible(cue, first):
            continue
        if parts and _TOTAL.fullmatch(without_marks(cue.mention.label)) is not None:
            return parts, cue
        if not cue.opens:
            parts.append(cue)
    return None


def _value(before: Sequence[Cue], parts: Sequence[Cue], whole: Cue) -> Cue | None:
    """The amount to which the parts were added: the figures show which of those before it is."""
    for cue in reversed(before):
        told = cue.is_level and compatible(cue, whole) and not is_base(cue) and cue.concept not in _PLANNED
        if told and make_up((cue, *parts), whole):
            return cue
    return None


def _left(cues: Sequence[Cue], totals: Sequence[Cue]) -> Iterator[Claim]:
    """收入合计 X；…支出合计 Y。结转下年 Z: what two totals leave."""
    for income, spent in pairwise(totals):
        for left in cues[spent.mention.index + 1 : spent.mention.index + 2]:
            near = left.mention.sentence - spent.mention.sentence <= 1 and left.is_level and compatible(left, spent)
            if near and _LEFT.fullmatch(without_marks(left.mention.label)) is not None:
                yield difference((income, spent), left)


_ALL = Interval.point(100)


def shared_wholes(cues: Sequence[Cue], ratios: Sequence[Claim]) -> Iterator[Claim]:
    """The sums of parts told apart whose shares of one whole make up 100 %: A 占 W 的 60%，原因…。B 占 W 的 40%."""
    if len(ratios) < 2:
        return
    places: Mapping[int, Cue] = {cue.place: cue for cue in cues}
    for whole, pairs in _by_whole(places, ratios).items():
        while pairs:
            run = _run(pairs)
            parts = [part for part, _ in run]
            if len(run) > 1 and make_up(parts, places[whole]) and len({part.mention.label for part in parts}) > 1:
                yield summed(parts, places[whole], SUPPORTED)
            pairs = pairs[max(1, len(run)) :]


def _by_whole(places: Mapping[int, Cue], ratios: Sequence[Claim]) -> dict[int, list[tuple[Cue, Cue]]]:
    """The parts and shares of each whole, in their order."""
    found: dict[int, list[tuple[Cue, Cue]]] = {}
    for claim in ratios:
        if claim.kind is not RelationKind.RATIO or claim.result is None or len(claim.operands) != 2:
            continue
        part, whole = (places.get(place_of(operand)) for operand in claim.operands)
        rate = places.get(claim.place)
        if part is not None and whole is not None and rate is not None and "占" in rate.mention.lead:
            found.setdefault(whole.place, []).append((part, rate))
    for pairs in found.values():
        pairs.sort(key=lambda pair: pair[0].mention.start)
    return found


def _run(pairs: Sequence[tuple[Cue, Cue]]) -> list[tuple[Cue, Cue]]:
    """The first parts whose shares make up all; nothing where they make up more, or less."""
    run: list[tuple[Cue, Cue]] = []
    for pair in pairs:
        run.append(pair)
        if len(run) > 1 and total(rate.mention.quantity.interval for _, rate in run).meets(_ALL):
            return run
    return []
