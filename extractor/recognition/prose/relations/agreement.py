"""Whether printed figures agree, as far as their printing allows: parts with a whole, part and whole with a rate."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.recognition.prose.relations.claims import adds_up, divides
from extractor.recognition.prose.relations.cues import Cue


def make_up(parts: Iterable[Cue], whole: Cue) -> bool:
    """Whether the parts can add up to the whole."""
    return adds_up(tuple([part.mention.quantity for part in parts]), whole.mention.quantity)


def gives_rate(part: Cue, whole: Cue, rate: Cue) -> bool:
    """Whether part ÷ whole can be the rate."""
    return divides(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
