"""What a synthetic report says, before it is laid out: the truth that recognition is measured against."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
_BEFORE = 8


@dataclass(slots=True, kw_only=True)
class Row:
    """One scored indicator. Texts are as they will be printed; `attained` tells whether the target was met."""

    level1: str
    level2: str
    name: str
    points: Decimal
    kind: str  # count | rate | cost | zero | state | criterion
    sign: str = ""
    target: str = ""
    actual: str = ""
    unit: str = ""
    target_value: Decimal | None = None
    actual_value: Decimal | None = None
    score: Decimal = Decimal(0)
    unrounded: Decimal | None = None  # what the rule gives before it is printed
    score_text: str = ""
    reason: str = ""
    criterion: str = ""
    basis: str = ""
    explanation: str = ""
    attained: bool = True
    alternatives: tuple[Decimal, ...] = ()


@dataclass(slots=True, kw_only=True)
class Fund:
    """One row of a funds block, in 万元; `rate` as printed."""

    item: str
    initial: Decimal
    adjusted: Decimal
    spent: Decimal
    rate: str


@dataclass(slots=True, kw_only=True)
class Claim:
    """A number in prose: gold of one metric. Claims with the same `fact` state one fact.

    `start` and `end` are the places in the sentence's text of the printed number's first character and behind its unit.
    """

    name: str
    value: str
    unit: str
    value_text: str
    unit_text: str
    start: int
    end: int
    approximation: str = "exact"
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation that a sentence states: its kind and the names of the claims that it ties together."""

    kind: str
    result: str = ""
    operands: tuple[str, ...] = ()
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All claims of the relation, the result first."""
        return ((self.result,) if self.result else ()) + self.operands


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A sentence of prose with the claims it makes and the relations it states; `broken` ones no longer hold."""

    text: str
    claims: list[Claim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    broken: bool = False

    def claim(self, name: str) -> Claim:
        """The claim of that name."""
        return next(claim for claim in self.claims if claim.name == name)

    def quote(self, claim: Claim) -> str:
        """The figure with its unit and the words before it."""
        return self.text[max(0, claim.start - _BEFORE) : claim.end]

    def place(self, claim: Claim) -> str:
        """The words before the figure and the figure: a place that ends in its last digit."""
        return self.text[max(0, claim.start - _BEFORE) : claim.start + len(claim.value_text)]

    def reprint(self, claim: Claim, number: Decimal) -> None:
        """Print another number in the place of the claim's; what the sentence states no longer holds."""
        thousands = "," in claim.value_text or number < 1000
        printed = f"{number:,}" if thousands else f"{number}"
        self.text = self.text[: claim.start] + printed + self.text[claim.start + len(claim.value_text) :]
        shift = len(printed) - len(claim.value_text)
        factor = Decimal(claim.value) / Decimal(claim.value_text.replace(",", "")) if Decimal(claim.value) else 1
        claim.value, claim.value_text, claim.end = plain(number * factor), printed, claim.end + shift
        for other in self.claims:
            if other.start > claim.start:
                other.start, other.end = other.start + shift, other.end + shift
        self.broken = True


@dataclass(slots=True, kw_only=True)
class Passage:
    """A heading and its sentences."""

    level: int
    number: str
    title: str
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Planted:
    """A fault that was put in: its kind, the rules that may rightly find it, and the texts it shows in."""

    kind: str
    rules: tuple[str, ...]
    severity: str
    quotes: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Truth:
    """One synthetic report."""

    scheme: str
    kind: str
    title: str
    agency: str
    unit_name: str
    project: str
    year: int
    budget_points: Decimal
    rows: list[Row] = field(default_factory=list)
    funds: list[Fund] = field(default_factory=list)
    budget_score: Decimal | None = None
    budget_unrounded: Decimal | None = None
    budget_score_text: str = ""
    goal: str = ""
    achieved: str = ""
    total_text: str = ""
    grade: str = ""
    passages: list[Passage] = field(default_factory=list)
    table: bool = True
    planted: list[Planted] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)  # prose results: name -> score text
    stated_points: dict[str, str] = field(default_factory=dict)  # their points, which some wordings print

    def total(self) -> Decimal:
        """The sum of what is printed: rows and execution score."""
        return sum((Decimal(row.score_text) for row in self.rows), self.budget_score or Decimal(0))


def half_up(value: Decimal, places: Decimal = CENT) -> Decimal:
    """四舍五入 to the place `places`."""
    return value.quantize(places, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Digits without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grade_of(total: Decimal) -> str:
    """The ministry's half-open bands (财预〔2020〕10号, art. 18)."""
    for floor, grade in ((90, "优"), (80, "良"), (60, "中")):
        if total >= floor:
            return grade
    return "差"


def shown(value: Decimal | None) -> str:
    """A value as printed in a cell; nothing for None."""
    return "" if value is None else plain(value)
