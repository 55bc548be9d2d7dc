"""The rule tree: a 评分标准 text as an expression that maps points and facts to the set of possible scores.

`to_arrays` and `from_arrays` give the stored form: nested arrays with decimals as strings, kept beside the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.model.intervals import Interval
from extractor.model.spans import Span


class StepMode(StrEnum):
    """How a started step counts: 每超过5%扣0.5分."""

    FLOOR = "floor"  # full steps only
    CEIL = "ceil"  # a started step counts whole
    LINEAR = "linear"  # pro rata


class Comparison(StrEnum):
    """A comparison sign in a condition."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


# --- expressions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Const:
    """A number of the criterion."""

    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NumFact:
    """A number that the report has to give: a rate (in %), an amount, a count. `domain` is what it can be at all.

    `definition` is the printed formula behind it (率=…), in the same unit: another way to know the number.
    """

    name: str
    unit: str = ""
    domain: Interval
    definition: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """`op` is one of + - * / max; max takes the larger of both."""

    op: str
    left: Expr
    right: Expr


Expr = Const | NumFact | Arithmetic


# --- conditions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BoolFact:
    """Something that is so or not: `text` is the condition as printed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """A comparison of two expressions."""

    left: Expr
    sign: Comparison
    right: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """True if every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """True if one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """True if the part is false."""

    part: Condition


Condition = BoolFact | Compare | AllOf | AnyOf | Not


# --- rules -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """All points: 得满分."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    """No points: 不得分."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A fixed number of points: 得1分."""

    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of the points, 0 to 1: 得80%分值."""

    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """If the condition holds `then`, else `otherwise`."""

    condition: Condition
    then: Rule
    otherwise: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of a banded rule."""

    interval: Interval
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The rule of the band in which the expression lies; `otherwise` outside all bands."""

    expr: Expr
    bands: tuple[Band, ...]
    otherwise: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """Points times the expression (a share, 1 is full), clamped to [floor, cap]; cap None is uncapped."""

    expr: Expr
    floor: Decimal = Decimal(0)
    cap: Decimal | None = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """`points` off for each `occurrence`; at most `times` of them (None: any number)."""

    points: Decimal
    occurrence: str
    times: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    """Full points less deductions per occurrence, not below the floor."""

    deductions: tuple[Deduction, ...]
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Full points less `points` for every `step` of the excess (an expression; what is below 0 counts as 0)."""

    points: Decimal
    step: Decimal
    excess: Expr
    mode: StepMode
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A weighted part: `amount` is a share (0 to 1) in `Parts`, points in `Items`."""

    amount: Decimal
    rule: Rule
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Sum of rules, each on its share of the points."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Sum of rules, each on its own points."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescale:
    """A rule marked on its own scale (`points`), then times `share`."""

    share: Decimal
    points: Decimal | None  # None: the points of the whole indicator
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """Any score between two shares of the points: 酌情扣分."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One label of a choice."""

    label: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The rule of the label that applies: 达成 / 部分达成 / 未达成."""

    subject: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Sum of rules on the same points."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamp:
    """A rule's score moved into [low, high] shares of the points."""

    low: Decimal
    high: Decimal
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """Extra points outside the indicator's own, at most `cap`."""

    cap: Decimal
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One lawful reading of ambiguous wording."""

    name: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Alt:
    """Ambiguous wording: the union over its readings."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Missing or unread text: anything from nothing to all points."""

    why: str


Rule = (
    Full | Zero | Points | Share | Gate | Bands | Prop | Deduct | Steps | Parts | Items | Rescale | Discretion | Choice
    | Sum | Clamp | Bonus | Alt | Hole
)  # fmt: skip


class CriterionStatus(StrEnum):
    """How much of a criterion's text became rule."""

    COMPILED = "compiled"
    PARTIAL = "partial"
    NOT_COMPILED = "not_compiled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A compiled criterion. `indicator` is an index into `Report.indicators`; `leftover` the text that was not read.

    `kind` names the outermost shape (all_or_nothing, bands, proportional, per_occurrence, per_step, weighted_parts,
    point_items, discretionary, qualitative, composite, unknown). `remarks` are codes of weaknesses in the text itself
    (cap_not_printed, floor_not_printed, step_mode_not_printed, bands_gap, shares_not_100, …). `cut_off` is True when
    the text ends in mid-sentence.
    """

    ordinal: int
    indicator: int
    kind: str
    text: str
    span: Span | None
    rule: Rule
    status: CriterionStatus
    leftover: str = ""
    remarks: tuple[str, ...] = ()
    cut_off: bool = False
