"""The sums of a report told so far, against which sums that only figures make are judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.model.claims import RelationKind
from extractor.recognition.prose.relations.claims import LIKELY, Claim, place_of


class ToldSums:
    """The sums told so far: none is stated twice, and a list that makes up one total is not added to another."""

    def __init__(self, told: Iterable[Claim]) -> None:
        self.parts: Counter[int] = Counter()
        self.children: dict[int, set[int]] = defaultdict(set)
        self.lists: set[frozenset[int]] = set()
        self.differences: set[frozenset[int]] = set()
        self.shares: dict[int, int] = {}
        for claim in told:
            if claim.kind is RelationKind.RATIO and len(claim.operands) == 2:
                self.shares[place_of(claim.operands[0])] = place_of(claim.operands[1])
            if claim.kind is RelationKind.DIFFERENCE:
                self.differences.add(_places(claim))
            elif claim.kind is RelationKind.SUM:
                self._add(claim)

    def _add(self, claim: Claim) -> None:
        places = claim.places
        self.parts.update(places)
        self.lists.add(places)
        self.children[claim.place] |= places

    def unless_told(self, claim: Claim) -> Iterator[Claim]:
        """The claim, unless it is told or only figures make it and its numbers are parts of another sum."""
        places = claim.places
        whole = claim.place
        base = self.shares.get(whole)
        if places in self.lists:
            return
        if claim.certainty < LIKELY and base and any(self.shares.get(place) == base for place in places):
            # Shares of one whole (50 %, 30 %, 20 %) may happen to make up each other.
            return
        completed = self.children[whole] & places if self.children[whole] < places else set()
        taken = any(self.parts[place] > (place in completed) for place in places)
        if claim.certainty < LIKELY and (taken or (not completed and not self.children[whole].isdisjoint(places))):
            return
        if completed:
            # Words tell some of the parts: 其中 A a 万元；B b 万元.
            claim = replace(claim, certainty=LIKELY, proven=False)
        if any(whole in self.children[place] for place in places):
            return
        every = _places(claim)
        if any(difference <= every for difference in self.differences):
            # 批复 A，中标 B，节约 A - B: two of them are one amount, and no parts of any other.
            return
        self._add(claim)
        yield claim


def _places(claim: Claim) -> frozenset[int]:
    operands = (*claim.operands, claim.result) if claim.result is not None else claim.operands
    return frozenset(place_of(operand) for operand in operands)
