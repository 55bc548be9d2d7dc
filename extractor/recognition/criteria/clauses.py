"""The pieces that a criterion text falls into: what is awarded or taken off, and under which condition."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractor.model.criteria import Expr


class AwardKind(StrEnum):
    """What a piece of text grants or takes, or how it ties others together."""

    FULL = "full"
    ZERO = "zero"
    POINTS = "points"
    POINTS_RANGE = "points_range"
    SHARE = "share"
    SHARE_RANGE = "share_range"
    PROPORTION = "proportion"
    FORMULA = "formula"
    DEDUCT = "deduct"
    DEDUCT_SHARE = "deduct_share"
    DEDUCT_RANGE = "deduct_range"
    DISCRETION = "discretion"
    BONUS = "bonus"
    LABEL = "label"
    FLOOR = "floor"
    DEDUCT_CAP = "deduct_cap"
    CAP = "cap"
    BONUS_CAP = "bonus_cap"
    WEIGHTS = "weights"
    SHARE_HALF = "share_half"
    MODE = "mode"
    GRADES = "grades"
    WORTH = "worth"
    DEFINITION = "definition"


MODIFIERS = frozenset({AwardKind.FLOOR, AwardKind.DEDUCT_CAP, AwardKind.CAP, AwardKind.BONUS_CAP, AwardKind.MODE})
DEDUCTIONS = frozenset({AwardKind.DEDUCT, AwardKind.DEDUCT_SHARE, AwardKind.DEDUCT_RANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A piece of text that sets points. `groups` are the named groups of the pattern that found it.

    `start` and `end` are offsets in the normalised text.
    """

    kind: AwardKind
    text: str
    start: int
    end: int
    groups: dict[str, str]

    def number(self, name: str) -> Decimal | None:
        """The number in a group, if it took part."""
        found = self.groups.get(name)
        return Decimal(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """An award with its tidied condition; `sentence` counts the sentences of its scope."""

    condition: str
    award: Award
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A rate and the formula behind it, in per cent."""

    name: str
    expr: Expr


@dataclass(slots=True, kw_only=True)
class Scope:
    """What was found in one stretch of text: clauses, what modifies them, definitions, and what stayed unread.

    `label` is what an item is worth, `worth` what the text says that the whole is worth.
    """

    clauses: list[Clause] = field(default_factory=list)
    modifiers: list[Award] = field(default_factory=list)
    weights: list[tuple[Award, str]] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    label: Decimal | None = None
    sums: bool = False
    worth: Decimal | None = None
    dangling: str = ""

    def has(self, kind: AwardKind) -> bool:
        """Whether a modifier of this kind was printed."""
        return any(award.kind is kind for award in self.modifiers)
