"""Lists that would make up the total beside them but for one slip of a digit: 支出 5,962.40。A 2,716.40；B 1,988.25；….

Nothing but the figures makes the link, and they do not agree; yet that a list of several named amounts misses the one
amount right before or behind it by exactly one wrong digit, or by two that changed places, is no accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.model.claims import RelationKind
from extractor.recognition.prose.relations.adding.counted import digits_met
from extractor.recognition.prose.relations.adding.gathered import Rows, is_named
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.claims import SUPPORTED, Claim
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import summed
from extractor.recognition.prose.relations.slipping import one_slip_off

# Fewer parts, or fewer digits, come near some other number by accident.
_FEWEST, _LONGEST = 3, 16
_DIGITS = 5
# How many numbers of other kinds (a rate, a remainder) may stand between the total and its list.
_PASSED = 3


def find_misprints(rows: Rows, told: Iterable[Claim]) -> Iterator[Claim]:
    """Sums of lists that no claim of `told` accounts for and that one slip of a digit keeps from adding up.

    `rows` are the numbers of each paragraph that may be part or total of a sum.
    """
    taken: set[int] = set()
    summed_up: set[int] = set()
    for claim in told:
        if claim.kind in (RelationKind.SUM, RelationKind.DIFFERENCE):
            taken |= {*claim.places, claim.place}
        if claim.kind is RelationKind.SUM:
            # What was spent may be a term of a remainder, and still be the total of a list.
            summed_up |= {*claim.places, claim.place}
    before: Sequence[Cue] = ()
    for own in rows:
        for run in _runs(own) if len(own) >= _FEWEST else ():
            if any(cue.place in taken for cue in run):
                continue
            beside = (cue for cue in _beside(run, own, before) if cue.place not in summed_up)
            total = next((cue for cue in beside if _slipped(cue, run)), None)
            if total is not None:
                yield summed(run, total, SUPPORTED)
        before = own or before


def _runs(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """The named amounts of one kind that a sentence, or the half of one, lists."""
    for _, together in groupby(cues, key=lambda cue: cue.mention.sentence):
        sentence = [cue for cue in together if cue.mention.depth == 0]
        halves = [list(half) for _, half in groupby(sentence, key=lambda cue: cue.mention.part)]
        for run in (sentence, *(half for half in halves if len(half) < len(sentence))):
            for listed in (run, run[1:]):
                if not _FEWEST <= len(listed) <= _LONGEST:
                    continue
                if all(compatible(cue, listed[0]) and is_named(cue, listed) for cue in listed):
                    yield listed


def _beside(run: Sequence[Cue], own: Sequence[Cue], before: Sequence[Cue]) -> Iterator[Cue]:
    """The amounts right before and right behind the list; for the first list of a paragraph, of the one before it."""
    first, last = run[0].mention.index, run[-1].mention.index
    ahead = [cue for cue in own if cue.mention.index < first][-_PASSED:]
    for cue in (*reversed(ahead or before[-_PASSED:]), *(cue for cue in own if 0 < cue.mention.index - last <= 1)):
        if compatible(cue, run[0]):
            yield cue


def _slipped(total: Cue, run: Sequence[Cue]) -> bool:
    return digits_met(total, run) >= _DIGITS and one_slip_off(total, run)
