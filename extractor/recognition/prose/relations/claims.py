"""Claims: relations before they are numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.intervals import ZERO, Interval, total
from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
from extractor.model.report import Operand, Relation, RelationKind
from extractor.model.spans import Span
from extractor.recognition.prose.passages import Mention, Passage

# The wording makes the link / it nearly does / proximity and agreeing numbers do / a guess that no check may use.
SURE, LIKELY, SUPPORTED, GUESS = 1.0, 0.95, 0.85, 0.6
_NOWHERE = -1


@quickly_made
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

    @property
    def place(self) -> int:
        """Where its result stands; -1 where it has none."""
        return place_of(self.result) if self.result is not None else _NOWHERE

    @property
    def places(self) -> frozenset[int]:
        """Where its operands stand."""
        return frozenset([place_of(operand) for operand in self.operands])

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


def place_of(operand: Operand) -> int:
    """Where a number stands: no two numbers of a report begin at the same character."""
    return operand.quantity.span.start


def results_of(claims: Iterable[Claim]) -> set[int]:
    """Where the results of the claims stand."""
    return {place_of(claim.result) for claim in claims if claim.result is not None}


def around(passage: Passage, *mentions: Mention) -> Span:
    """The text from the label of the first quantity to the last quantity."""
    first = last = mentions[0]
    for mention in mentions:
        if mention.start < first.start:
            first = mention
        if mention.end > last.end:
            last = mention
    return passage.place(first.start - len(first.label), last.end)


def cover(operands: tuple[Operand, ...]) -> Span:
    """The text that holds all operands."""
    spans = [operand.quantity.span for operand in operands]
    return Span(start=min(span.start for span in spans), end=max(span.end for span in spans))


def adds_up(parts: tuple[Quantity, ...], whole: Quantity) -> bool:
    """Whether the parts can add up to the whole, printed as they are; 约 and 超过 support only what comes near them."""
    if _misses(parts, whole.interval) or not total(part.interval for part in parts).meets(whole.interval):
        return False
    if all(_bounded(one) for one in (*parts, whole)):
        return True
    values = [part.value for part in parts if part.value is not None]
    return len(values) == len(parts) and whole.value is not None and _near(sum(values, ZERO), whole.value)


def _misses(parts: tuple[Quantity, ...], whole: Interval) -> bool:
    """Whether the parts cannot make up the whole by far: told by plain sums, before any interval is made."""
    low = high = ZERO
    for part in parts:
        if part.interval.low is None or part.interval.high is None:
            return False
        low += part.interval.low
        high += part.interval.high
    return (whole.high is not None and low > whole.high) or (whole.low is not None and high < whole.low)


def divides(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether part ÷ whole can be the rate (in percent), rounded or truncated, or off by its last digit."""
    if _far_off(part.interval, whole.interval, rate) or not within_last_place(quotient(part, whole), rate):
        return False
    if _bounded(part) and _bounded(whole) and _bounded(rate):
        return True
    if part.value is None or not whole.value or rate.value is None:
        return False
    return _near(part.value * 100 / whole.value, rate.value)


def grows(current: Quantity, change: Quantity, rate: Quantity, *, declining: bool) -> bool:
    """Whether the change can be the rate (in percent) of what the current value was, or off by its last digit."""
    base = _base(current, change, declining=declining)
    if _far_off(change.interval, base, rate):
        return False
    return within_last_place(_growth(change, base), rate)


def _far_off(part: Interval, whole: Interval, rate: Quantity) -> bool:
    """Whether part ÷ whole cannot be the rate: clear cases are told by the ends of all three, without a division."""
    if rate.value is None or part.low is None or part.high is None or whole.low is None or whole.high is None:
        return False
    if part.low < 0 or whole.low <= 0 or rate.interval.low is None or rate.interval.high is None:
        return False
    low = min(rate.value - rate.last_place, rate.interval.low)
    high = max(rate.value + rate.last_place, rate.interval.high)
    return part.low * 100 > high * whole.high or part.high * 100 < low * whole.low


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


def _base(current: Quantity, change: Quantity, *, declining: bool) -> Interval:
    return current.interval + change.interval if declining else current.interval - change.interval


def _growth(change: Quantity, base: Interval) -> Interval:
    """change ÷ base in percent; everything when the base may be zero."""
    if base.contains(ZERO):
        return Interval.everything()
    return (change.interval / base).scaled(_HUNDRED)


_HUNDRED = Decimal(100)
