"""Claims: relations before they are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.intervals import ZERO, Interval, total
from extractor.model.quantities import Quantity
from extractor.model.report import Operand, Relation, RelationKind
from extractor.model.spans import Span
from extractor.recognition.prose.passages import Mention, Passage

# The wording makes the link / it nearly does / proximity and agreeing numbers do / a guess that no check may use.
SURE, LIKELY, SUPPORTED, GUESS = 1.0, 0.95, 0.85, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A relation as found; see `Relation` for the fields."""

    kind: RelationKind
    subject: str
    operands: tuple[Operand, ...]
    result: Operand | None
    span: Span
    items: tuple[str, ...] = ()
    exhaustive: bool = True
    declining: bool = False
    certainty: float = SURE
    note: str = ""
    proven: bool = False

    def numbered(self, ordinal: int, section: int | None) -> Relation:
        """The relation with its ordinal and section."""
        return Relation(
            ordinal=ordinal,
            kind=self.kind,
            subject=self.subject,
            operands=self.operands,
            result=self.result,
            items=self.items,
            exhaustive=self.exhaustive,
            declining=self.declining,
            certainty=self.certainty,
            span=self.span,
            section=section,
            note=self.note,
            proven=self.proven,
        )


def around(passage: Passage, *mentions: Mention) -> Span:
    """The text from the label of the first quantity to the last quantity."""
    first = min(mentions, key=lambda mention: mention.start)
    last = max(mentions, key=lambda mention: mention.end)
    return passage.place(first.start - len(first.label), last.end)


def cover(operands: tuple[Operand, ...]) -> Span:
    """The text that holds all operands."""
    spans = [operand.quantity.span for operand in operands]
    return Span(start=min(span.start for span in spans), end=max(span.end for span in spans))


def adds_up(parts: tuple[Quantity, ...], whole: Quantity) -> bool:
    """Whether the parts can add up to the whole, printed as they are; 约 and 超过 support only what comes near them."""
    if not total(part.interval for part in parts).meets(whole.interval):
        return False
    if all(_bounded(one) for one in (*parts, whole)):
        return True
    values = [part.value for part in parts if part.value is not None]
    return len(values) == len(parts) and whole.value is not None and _near(sum(values, Decimal(0)), whole.value)


def divides(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether part ÷ whole can be the rate (in percent), rounded or truncated, or off by its last digit."""
    if not within_last_place(quotient(part, whole), rate):
        return False
    if all(_bounded(one) for one in (part, whole, rate)):
        return True
    if part.value is None or not whole.value or rate.value is None:
        return False
    return _near(part.value * 100 / whole.value, rate.value)


def _bounded(quantity: Quantity) -> bool:
    return quantity.interval.low is not None and quantity.interval.high is not None


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether two printed numbers agree to a tenth: numbers without bounds meet everything and prove nothing."""
    return abs(one - other) * 10 <= abs(other)


def quotient(part: Quantity, whole: Quantity) -> Interval:
    """part ÷ whole in percent."""
    return (part.interval / whole.interval).scaled(_HUNDRED)


def within_last_place(computed: Interval, stated: Quantity) -> bool:
    """Whether a computed interval comes within one last place of the stated value."""
    if stated.value is None:
        return True
    slack = Interval(low=stated.value - stated.last_place, high=stated.value + stated.last_place)
    return computed.meets(slack) or computed.meets(stated.interval)


def growth(current: Quantity, change: Quantity, *, declining: bool) -> Interval:
    """change ÷ base in percent; everything when the base may be zero."""
    base = current.interval + change.interval if declining else current.interval - change.interval
    if base.contains(ZERO):
        return Interval.everything()
    return (change.interval / base).scaled(_HUNDRED)


_HUNDRED = Interval.point(100).low or ZERO
