"""Families of scores, and what a score stands for in their sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.intervals import Interval
from extractor.recognition.prose.scores.drafts import Draft

FULL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Scores (`children`, indices of drafts) that are parts of the score `parent`.

    `whole` says that the list claims to be complete, `certainty` how sure the parent is, `why` how it was found.
    """

    parent: int
    children: tuple[int, ...]
    whole: bool
    certainty: float
    why: str


def score_of(draft: Draft) -> Decimal:
    """The score of a draft; nothing where it has none."""
    return draft.value or Decimal(0)


def finest_place(drafts: tuple[Draft, ...]) -> Decimal:
    """The finest printed place of all scores."""
    return min((draft.quantity.last_place for draft in drafts if draft.quantity), default=Decimal(1))


def meant(draft: Draft, finest: Decimal) -> Interval:
    """What a printed score stands for: one without decimals is as fine as the finest score of the document."""
    if draft.quantity is None:
        return Interval.everything()
    place = draft.quantity.last_place if draft.quantity.decimals else finest
    return Interval.printed(score_of(draft), place)
