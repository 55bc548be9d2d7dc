"""Relations that no wording announces and the figures themselves make: a whole and its parts, a quotient, a growth.

What holds to the last of four digits holds by no accident. Such a link is data for readers of the report, and nothing
to check: it was found because it holds. It is looked for last, among figures that no wording has tied together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, permutations

from extractor.model.claims import MetricKind, RelationKind
from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Dimension
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.claims import (
    SUPPORTED,
    Claim,
    around,
    is_far_off,
    place_of,
    quotient,
    results_of,
)

_RATES = (Dimension.SHARE, Dimension.SHARE_POINTS)
# Sums of short numbers come out by accident (12 + 24 = 36).
_FEWEST_DIGITS = 4
_MOST_PARTS = 12
_HUNDRED = Decimal(100)
_SUMS = (RelationKind.SUM, RelationKind.DIFFERENCE)


def find_proven(passages: Iterable[Passage], stated: Sequence[Claim]) -> Iterator[Claim]:
    """The relations inside sentences that only their figures make; `stated` are those that words announce."""
    rates = results_of(stated)
    summed: _Sums = {}
    for claim in stated:
        if claim.kind in _SUMS:
            _enter(frozenset(_places(claim)), summed)
    parts = {place_of(operand) for claim in stated if claim.kind in _SUMS for operand in claim.operands}
    for passage in passages:
        for _, together in groupby(passage.mentions, key=lambda mention: mention.sentence):
            exact = [mention for mention in together if _is_exact(mention)]
            if len(exact) >= 3:
                yield from _sums(passage, exact, summed, parts)
                yield from _rates(passage, exact, rates)


_Sums = dict[int, list[frozenset[int]]]
"""The numbers of sums and differences, by each number in them."""


def _enter(numbers: frozenset[int], summed: _Sums) -> None:
    for number in numbers:
        summed.setdefault(number, []).append(numbers)


def _places(claim: Claim) -> Iterator[int]:
    yield from claim.places
    if claim.result is not None:
        yield claim.place


def _place(mention: Mention) -> int:
    return mention.quantity.span.start


def _is_exact(mention: Mention) -> bool:
    quantity = mention.quantity
    return bool(quantity.value) and quantity.approximation is Approximation.EXACT


def _digits(mention: Mention) -> int:
    """How many digits are printed, without zeros before them."""
    return len(mention.quantity.number_text.replace(",", "").replace(".", "").lstrip("0"))


def _sums(passage: Passage, mentions: list[Mention], summed: _Sums, told: set[int]) -> Iterator[Claim]:
    """Wholes that open or close an unbroken run of parts in their own unit, or stand between two of them."""
    amounts = [mention for mention in mentions if mention.dimension not in _RATES]
    amounts.sort(key=lambda mention: (mention.dimension, mention.symbol, mention.index))
    for _, of_one_unit in groupby(amounts, key=lambda mention: (mention.dimension, mention.symbol)):
        run = list(of_one_unit)
        for place, whole in enumerate(run):
            if _digits(whole) < _FEWEST_DIGITS:
                continue
            beside = [*run[max(0, place - 1) : place], *run[place + 1 : place + 2]]
            behind, before = run[place + 1 : place + 1 + _MOST_PARTS], run[max(0, place - _MOST_PARTS) : place][::-1]
            for parts in (behind, before, beside):
                found = _parts(whole, parts)
                if not found or any(_place(mention) in told for mention in found):
                    # Parts of a sum that words announce make up no other one.
                    continue
                places = frozenset(_place(mention) for mention in (whole, *found))
                if not any(places <= other for other in summed.get(_place(whole), ())):
                    _enter(places, summed)
                    yield _sum(passage, whole, sorted(found, key=lambda mention: mention.index))


def _parts(whole: Mention, others: list[Mention]) -> list[Mention]:
    """The first of `others` that make up the whole, two at least; empty when none do."""
    rest = whole.quantity.value or Decimal(0)
    for count, part in enumerate(others, 1):
        rest -= part.quantity.value or Decimal(0)
        if rest <= 0:
            found = others[:count] if rest == 0 and count > 1 else []
            return found if all(_may_add(part, whole) for part in found) else []
    return []


def _may_add(part: Mention, whole: Mention) -> bool:
    return part.like(whole) and _digits(part) >= _FEWEST_DIGITS - 2


def _sum(passage: Passage, whole: Mention, parts: list[Mention]) -> Claim:
    return Claim(
        kind=RelationKind.SUM,
        subject=whole.name,
        operands=tuple(part.operand() for part in parts),
        result=whole.operand(),
        span=around(passage, whole, *parts),
        certainty=SUPPORTED,
        proven=True,
    )


def _rates(passage: Passage, mentions: list[Mention], told: set[int]) -> Iterator[Claim]:
    """Rates that amounts before them give in one way only: as the quotient of the last two, or as a growth."""
    amounts: list[Mention] = []
    for rate in mentions:
        if rate.dimension not in _RATES:
            if _digits(rate) > 1:
                amounts.append(rate)
            continue
        if rate.dimension is not Dimension.SHARE or _place(rate) in told or _digits(rate) < _FEWEST_DIGITS - 1:
            continue
        grown = rate.kind is MetricKind.CHANGE_RATE or _is_change(amounts[-3:])
        pairs = permutations(amounts[-3:] if grown else amounts[-2:], 2)
        found = [claim for pair in pairs for claim in _rate(passage, *pair, rate, grown=grown)]
        if len(found) == 1:
            yield found[0]


def _is_change(amounts: list[Mention]) -> bool:
    """Whether the last of three amounts is what lies between the other two."""
    if len(amounts) < 3 or not all(amount.like(amounts[0]) for amount in amounts):
        return False
    current, base, change = (amount.quantity.value or Decimal(0) for amount in amounts)
    return abs(current - base) == change


def _rate(passage: Passage, one: Mention, other: Mention, rate: Mention, *, grown: bool) -> Iterator[Claim]:
    """`one` over `other`, or what it has grown or fallen from `other`."""
    if not one.like(other) or one.quantity.value == other.quantity.value:
        return
    if not grown and is_far_off(one.quantity, other.quantity, rate.quantity):
        return
    computed = quotient(one.quantity, other.quantity)
    rises = (one.quantity.value or 0) > (other.quantity.value or 0)
    if grown:
        whole = Interval.point(_HUNDRED)
        computed = computed - whole if rises else whole - computed
    if computed.meets(rate.quantity.interval):
        yield Claim(
            kind=RelationKind.GROWTH_FROM if grown else RelationKind.RATIO,
            subject=rate.name,
            operands=(one.operand(), other.operand()),
            result=rate.operand(),
            span=around(passage, one, other, rate),
            declining=grown and not rises,
            certainty=SUPPORTED,
            proven=True,
        )
