"""Lists that may make up a total told elsewhere: runs of numbers inside a paragraph, and columns down the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice, takewhile

from extractor.recognition.prose.relations.adding.parts import compatible, shared_end
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue

# How many numbers one list may have.
LONGEST = 16
# How many numbers a line may tell before the one that goes on down the lines.
_HEADS = 4


def runs_of(cues: Sequence[Cue], children: Mapping[int, set[int]]) -> Iterator[list[Cue]]:
    """The lists of a paragraph: the numbers of a sentence or half-sentence, and one column of its half-sentences.

    `children` are the parts of the sums told, by the places of their totals: a list does not tell them again.
    """
    for _, sentence in groupby(cues, key=lambda cue: cue.mention.sentence):
        inside = list(sentence)
        nested = {place for cue in inside for place in children.get(cue.place, ())}
        inside = [cue for cue in inside if cue.place not in nested]
        flat = [cue for cue in inside if cue.mention.depth == 0]
        for items in _by_unit(flat):
            yield items
            yield items[:-1]
            tails = (items[start:] for start in range(1, len(items) - 1))
            yield from (tail for tail in tails if tail[0].mention.part == tail[-1].mention.part)
            for _, half in groupby(items, key=lambda cue: cue.mention.part):
                part = list(half)
                if len(part) < len(items):
                    yield part
            halves = Counter(cue.mention.part for cue in items)
            firsts = [next(cue for cue in items if cue.mention.part == part) for part in halves]
            if 1 < len(firsts) < len(items):
                yield firsts
                yield firsts[1:]


def _by_unit(cues: Sequence[Cue]) -> list[list[Cue]]:
    groups: list[list[Cue]] = []
    for cue in cues:
        own = next((group for group in groups if compatible(group[0], cue)), None)
        if own is None:
            groups.append([cue])
        else:
            own.append(cue)
    return [group for group in groups if 1 < len(group) <= LONGEST]


def columns_of(rows: Sequence[Sequence[Cue]]) -> Iterator[tuple[int, int, list[Cue]]]:
    """Numbers called alike in paragraph after paragraph: 1.甲支出 a… 2.乙支出 b…."""
    heads = [_heads(own) for own in rows]
    for row, own in enumerate(heads):
        for cue in own:
            if row and any(_alike(cue, other) for other in heads[row - 1]):
                continue
            run = [cue]
            last = row
            while last + 1 < len(rows) and len(run) < LONGEST:
                following = next((other for other in heads[last + 1] if _alike(cue, other)), None)
                if following is None:
                    break
                run.append(following)
                last += 1
            if len(run) > 1:
                yield row, last, run
            if len(run) > 2:
                # The total is told like its parts, and so may be what follows them: 全年支出…。1.甲支出….
                yield row + 1, last, run[1:]
                yield row, last - 1, run[:-1]
            if len(run) > 3:
                yield row + 1, last - 1, run[1:-1]


def _heads(cues: Sequence[Cue]) -> list[Cue]:
    heads = takewhile(lambda cue: cue.mention.sentence <= 1, cues)
    return list(islice((cue for cue in heads if cue.mention.depth == 0), _HEADS))


def _alike(one: Cue, other: Cue) -> bool:
    if not compatible(one, other):
        return False
    labels = without_marks(one.mention.label), without_marks(other.mention.label)
    return labels[0] == labels[1] or shared_end(one, other) > 1
