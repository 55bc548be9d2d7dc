"""What stands near wins: amounts of a rate's own half-sentence before amounts of sentences around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from extractor.model.report import RelationKind
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.claims import SUPPORTED, Claim, around, divides, place_of

_FEWEST = 2
_MOST = 6


def own_amounts_first(passages: Iterable[Passage], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, where quotients that do not hold give way to the one that their own half-sentence makes.

    购置合同价 A，已付 B，支付进度 R%: an amount of the sentence before has no part in R.
    """
    places = {mention.quantity.span.start: (passage, mention) for passage in passages for mention in passage.mentions}
    for claim in claims:
        yield _nearest(claim, places)


def _nearest(claim: Claim, places: dict[int, tuple[Passage, Mention]]) -> Claim:
    if claim.kind is not RelationKind.RATIO or claim.result is None or len(claim.operands) != 2:
        return claim
    found = places.get(claim.place)
    if found is None:
        return claim
    passage, rate = found
    told = [places.get(place_of(operand)) for operand in claim.operands]
    if all(one is not None and one[0] is passage and one[1].sentence == rate.sentence for one in told):
        return claim
    part, whole = (operand.quantity for operand in claim.operands)
    if divides(part, whole, rate.quantity):
        return claim
    own = [mention for mention in passage.in_sentence(rate.sentence) if _is_own(mention, rate)][-_MOST:]
    pairs = [
        (one, other)
        for one, other in permutations(own, 2)
        if one.like(other) and divides(one.quantity, other.quantity, rate.quantity)
    ]
    if len(own) < _FEWEST or len(pairs) != 1:
        return claim
    one, other = pairs[0]
    return replace(
        claim,
        operands=(one.operand(), other.operand()),
        span=around(passage, one, other, rate),
        certainty=SUPPORTED,
    )


def _is_own(mention: Mention, rate: Mention) -> bool:
    return mention.part == rate.part and mention.index < rate.index and mention.dimension is not rate.dimension
