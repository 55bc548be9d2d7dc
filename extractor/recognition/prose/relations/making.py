"""Claims made of cues: the one place where numbers of the text become a relation."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim, around, cover
from extractor.recognition.prose.relations.cues import Cue


def made(
    kind: RelationKind,
    operands: Sequence[Cue],
    result: Cue,
    certainty: float,
    passage: Passage | None = None,
    *,
    subject: str | None = None,
    exhaustive: bool = True,
    declining: bool = False,
    note: str = "",
    proven: bool = False,
) -> Claim:
    """The claim that ties the operands to the result; called after the result where no `subject` is given.

    Its place is that of the numbers; with a `passage`, in which all of them stand, the words before the first belong to
    it as well.
    """
    told = tuple(cue.mention.operand() for cue in operands)
    outcome = result.mention.operand()
    inside = [cue.mention for cue in (*operands, result)]
    return Claim(
        kind=kind,
        subject=result.mention.called if subject is None else subject,
        operands=told,
        result=outcome,
        exhaustive=exhaustive,
        declining=declining,
        certainty=certainty,
        span=around(passage, *inside) if passage is not None else cover((*told, outcome)),
        note=note,
        proven=proven,
    )


def summed(
    parts: Sequence[Cue], whole: Cue, certainty: float, passage: Passage | None = None, *, exhaustive: bool = True
) -> Claim:
    """The parts add up to the whole."""
    return made(RelationKind.SUM, parts, whole, certainty, passage, exhaustive=exhaustive)


def ratio(passage: Passage, part: Cue, whole: Cue, rate: Cue, certainty: float) -> Claim:
    """part ÷ whole = rate, told in one passage; a share without a name of its own has its part's."""
    return made(RelationKind.RATIO, (part, whole), rate, certainty, passage, subject=_rate_name(part, rate))


def _rate_name(part: Cue, rate: Cue) -> str:
    name = rate.mention.called
    shared = _ONLY_SHARE.fullmatch(name) is not None
    if not shared:
        return name
    return f"{part.mention.called}{'完成率' if '完成' in name else '占比'}"


_ONLY_SHARE = regex.compile(r"(?:占比?|预算|比重|所占比例|完成)?(?:率)?", regex.VERSION1)


def share_of(part: Cue, whole: Cue, rate: Cue, certainty: float) -> Claim:
    """part ÷ whole = rate, wherever the whole stands; a rate without a name of its own is the share of its part."""
    subject = rate.mention.name or f"{part.mention.called}占比"
    return made(RelationKind.RATIO, (part, whole), rate, certainty, subject=subject)


def grown(
    value: Cue, change: Cue, rate: Cue, certainty: float, passage: Passage | None = None, *, declining: bool
) -> Claim:
    """The value grew, or fell, by the change, which is the rate of what it was."""
    return made(
        RelationKind.GROWTH,
        (value, change),
        rate,
        certainty,
        passage,
        subject=value.mention.called,
        declining=declining,
    )


def difference(
    operands: tuple[Cue, Cue], result: Cue, certainty: float = SURE, passage: Passage | None = None
) -> Claim:
    """operands[0] - operands[1] = result."""
    return made(RelationKind.DIFFERENCE, operands, result, certainty, passage)
