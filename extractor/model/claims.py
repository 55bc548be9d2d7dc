"""What a report claims: results, figures with their meaning, relations between figures, reasons and measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
from extractor.model.spans import Span


class StatementKind(StrEnum):
    """What a stated result speaks of."""

    TOTAL = "total"
    CATEGORY = "category"
    INDICATOR = "indicator"
    DEDUCTION = "deduction"
    GRADE = "grade"


class MetricKind(StrEnum):
    """What a number in prose is."""

    AMOUNT = "amount"
    COUNT = "count"
    RATE = "rate"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    RANK = "rank"
    DURATION = "duration"
    SCORE = "score"


class RelationKind(StrEnum):
    """How numbers of a report claim to hang together."""

    SUM = "sum"  # operands add up to result; `Operand.subtracted` ones are taken off
    RATIO = "ratio"  # operands[0] ÷ operands[1] = result
    GROWTH = "growth"  # operands[0] current, operands[1] change; result rate on base current ∓ change
    GROWTH_FROM = "growth_from"  # operands[0] current, operands[1] base; result rate of |current - base| ÷ base
    DIFFERENCE = "difference"  # operands[0] - operands[1] = result
    COMPLEMENT = "complement"  # operands add up to 100 %
    COUNT_LIST = "count_list"  # result announced, `items` listed
    REPEAT = "repeat"  # operands are the same fact
    SCORE_RATE = "score_rate"  # operands[0] rate × points = result score
    BOUND = "bound"  # operands[0] ≤ operands[1]
    TARGET = "target"  # operands[0] actual value, operands[1] its target; no claim that it was reached


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stated result: a total, a category's or an indicator's score, a deduction, a grade.

    `score` for all kinds but grade. `points` is 分值 where printed or known from the same report. `indicator` is an
    index into `Report.indicators`; `section` into `Report.sections`. `level` is the indicator level that was chosen for
    本指标 (1 to 3), with `level_reason`.
    """

    ordinal: int
    kind: StatementKind
    name: str
    score: Quantity | None = None
    points: Quantity | None = None
    grade: str = ""
    span: Span
    quote: str
    section: int | None = None
    indicator: int | None = None
    level: int | None = None
    level_reason: str = ""
    source: str = "prose"  # prose | table


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A quantity in prose with its meaning. `comparison` says against what (上年决算数) and up or down.

    `scope` tells what the number covers (department, a project's name, 其中 of what); two metrics are the same fact
    only if concept, period, unit and scope agree.
    """

    ordinal: int
    name: str
    kind: MetricKind
    quantity: Quantity
    subject: str = ""
    period: str = ""
    comparison: str = ""
    scope: str = ""
    section: int | None = None
    quote: str = ""
    rank: str = ""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A number that takes part in a relation, with what it is called and where it stands.

    `subtracted` operands of a sum are taken off: 年初 1,200 + 追加 180 - 追减 60 = 调整后 1,320.
    """

    name: str
    quantity: Quantity
    metric: int | None = None
    subtracted: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A claim that numbers hang together.

    `certainty` is 1.0 where the wording itself makes the link (其中…分别为…共), lower where it rests on proximity;
    checks abstain below the limit of their rule. `exhaustive` is False for lists that may leave something out
    (其中, 等). `declining` is True for growth told as 减少/下降. `items` are the listed names of a count_list. The
    `note` of a target is its sign (>=, <=, =; ~ for none), with the printed verdict (met, unmet) where there is one.
    `proven` marks a link that no wording makes and the figures themselves do: it was found by holding, so there is
    nothing to check.
    """

    ordinal: int
    kind: RelationKind
    subject: str
    operands: tuple[Operand, ...]
    result: Operand | None = None
    items: tuple[str, ...] = ()
    exhaustive: bool = True
    declining: bool = False
    certainty: float = 1.0
    span: Span
    section: int | None = None
    note: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A reason, a problem or a measure told in prose.

    `concerns` are ordinals of the statements that it explains; `answers` those of the problems that a measure is to
    mend or that a reason explains.
    """

    ordinal: int
    kind: str  # reason | problem | measure
    text: str
    span: Span
    section: int | None = None
    concerns: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
