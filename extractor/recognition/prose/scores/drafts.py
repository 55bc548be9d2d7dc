"""Drafts of statements: what stands in the text, before levels, parents and full marks are worked out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.claims import Operand, StatementKind
from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
from extractor.model.spans import Span
from extractor.recognition.prose.passages import Passage


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement as found. View offsets `start`, `end` in `passage`; `number_start` is where the number begins.

    `anonymous` marks 本指标 and bare 得分: `item` is then the item told right before it, `block` the name of the
    section, `items` how many items were told since the anonymous score before, `nearby` the rate that the sentence
    before begins with. `joint` marks 合计. `group` numbers
    lists of scores within a passage: 其中 opens a new one; `opened` is the word that did so, `parent` the name that it
    gave (履职效能中，…). `bare` marks a total that
    is nothing but 得分.
    """

    kind: StatementKind
    name: str
    passage: Passage
    start: int
    end: int
    number_start: int
    quantity: Quantity | None = None
    points: Quantity | None = None
    grade: str = ""
    anonymous: bool = False
    joint: bool = False
    bare: bool = False
    item: str = ""
    items: int = 0
    block: str = ""
    nearby: str = ""
    group: int = 0
    opened: str = ""
    parent: str = ""
    level: int | None = None
    level_reason: str = ""

    @property
    def value(self) -> Decimal | None:
        """The score that it states; None for a grade."""
        return self.quantity.value if self.quantity is not None else None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.passage.place(self.start, self.end)

    @property
    def quote(self) -> str:
        """The words that state it, without layout blanks."""
        return self.passage.text[self.start : self.end]

    def operand(self) -> Operand:
        """The score as an operand of a relation."""
        if self.quantity is None:
            raise ValueError(f"{self.kind} {self.name!r} has no score")
        return Operand(name=self.name, quantity=self.quantity)
