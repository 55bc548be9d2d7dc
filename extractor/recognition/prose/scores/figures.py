"""Score figures: a printed number of points in prose with the words that say what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
from extractor.recognition.prose.passages import Passage

GROUP = "recognition/statements"


class ScoreRole(StrEnum):
    """What the words before a score say that it is."""

    TOTAL = "total"
    NAMED = "named"
    BARE = "bare_name"
    SELF = "self_reference"
    DEDUCTION = "deduction"
    POINTS = "points_before"
    NONE = "not_a_result"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFigure:
    """A printed score. View offsets: the number with 分 is `start` to `end`, its label begins at `label_start`.

    `between` is the text since the figure before it (or since the sentence's start). `joint` marks 合计, `enclosed`
    full marks that stand alone in brackets behind a name.
    """

    passage: Passage
    quantity: Quantity
    start: int
    end: int
    label_start: int
    label: str
    between: str
    sentence: int
    role: ScoreRole
    name: str = ""
    joint: bool = False
    enclosed: bool = False
    points: Quantity | None = None

    def at_most(self, limit: int) -> bool:
        """Whether the score is no greater than `limit`."""
        return self.quantity.value is not None and self.quantity.value <= limit
