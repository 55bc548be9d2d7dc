"""What has been found in the tables of one report so far; filled band by band."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model.claims import Statement
from extractor.model.document import ReadingFault
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator, Leftover, Objective, TableUse
from extractor.model.spans import Span
from extractor.recognition.tables.body import Node


@dataclass(slots=True)
class OpenSheet:
    """A score sheet that ended without a total: another table may go on with it. `ordinals` are by node identity."""

    current: dict[int, Node]
    ordinals: dict[int, int]
    nodes: list[Node]
    leaf_level: int
    table: int


@dataclass(slots=True)
class Found:
    """The growing result of reading the tables of one report; `roles` and `kinds` are by table ordinal."""

    uses: tuple[TableUse, ...] = ()
    indicators: list[Indicator] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    faults: list[ReadingFault] = field(default_factory=list)
    scheme: str = ""
    total: Quantity | None = None
    total_points: Quantity | None = None
    grade: str = ""
    grade_span: Span | None = None
    roles: dict[int, dict[int, str]] = field(default_factory=dict)
    kinds: dict[int, set[str]] = field(default_factory=dict)
    columns: dict[int, dict[int, str]] = field(default_factory=dict)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    confidence: dict[int, float] = field(default_factory=dict)
    open: OpenSheet | None = None

    def role(self, table: int, cell: int | None, role: str) -> None:
        """Note the role of a cell; the first word counts."""
        if cell is not None:
            self.roles.setdefault(table, {}).setdefault(cell, role)
