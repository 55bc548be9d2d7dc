"""Claims: relations before they are numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.claims import Operand, Relation, RelationKind
from extractor.model.intervals import ZERO, Interval, total
from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
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
    fits = _plainly_adds_up(parts, whole.interval)
    if fits is None:
        fits = total(part.interval for part in parts).meets(whole.interval)
    if not fits:
        return False
    if _bounded(whole) and all(_bounded(one) for one in parts):
        return True
    values = [part.value for part in parts if part.value is not None]
    return len(values) == len(parts) and whole.value is not None and _near(sum(values, ZERO), whole.value)


def divides(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether part ÷ whole can be the rate (in percent), rounded or truncated, or off by its last digit."""
    fits = _plainly_divides(_ends(part), _ends(whole), rate)
    if fits is None:
        fits = within_last_place(quotient(part, whole), rate)
    if not fits:
        return False
    if _bounded(part) and _bounded(whole) and _bounded(rate):
        return True
    if part.value is None or not whole.value or rate.value is None:
        return False
    return _near(part.value * 100 / whole.value, rate.value)


def comes_near(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether part ÷ whole misses the rate by ten percentage points at most: a slip, told of these two all the same."""
    if rate.value is None:
        return False
    return quotient(part, whole).meets(Interval(low=rate.value - _SLIP, high=rate.value + _SLIP))


def grows(current: Quantity, change: Quantity, rate: Quantity, *, declining: bool) -> bool:
    """Whether the change can be the rate (in percent) of what the current value was, or off by its last digit."""
    (low, high), (least, most) = _ends(current), _ends(change)
    if low is not None and high is not None and least is not None and most is not None:
        base = (low + least, high + most) if declining else (low - most, high - least)
        fits = _plainly_divides((least, most), base, rate)
        if fits is not None:
            return fits
    return within_last_place(_growth(current, change, declining=declining), rate)


# Most figures miss or meet each other so clearly that the ends of their intervals tell it, without any interval
# arithmetic. What only touches, or has no bounds, is left to that.
_Ends = tuple[Decimal | None, Decimal | None]


def _ends(quantity: Quantity) -> _Ends:
    return quantity.interval.low, quantity.interval.high


def _plainly_adds_up(parts: tuple[Quantity, ...], whole: Interval) -> bool | None:
    """Whether the parts clearly make up the whole, or clearly do not; None where that is not clear."""
    low = high = ZERO
    for part in parts:
        least, most = _ends(part)
        if least is None or most is None:
            return None
        low += least
        high += most
    return _plainly_meets(low, high, whole.low, whole.high)


def _plainly_divides(part: _Ends, whole: _Ends, rate: Quantity) -> bool | None:
    """Whether part ÷ whole is clearly within one last place of the rate, or clearly not; None where that is unclear."""
    (least, most), (small, large) = part, whole
    low, high = _ends(rate)
    if least is None or most is None or small is None or large is None or low is None or high is None:
        return None
    if least < 0 or small <= 0 or rate.value is None:
        return None
    low, high = min(low, rate.value - rate.last_place), max(high, rate.value + rate.last_place)
    # q = least ÷ large … most ÷ small meets low … high, told without the division.
    if least * 100 > high * large or most * 100 < low * small:
        return False
    one_piece = low == rate.value - rate.last_place and high == rate.value + rate.last_place
    return True if one_piece and least * 100 < high * large and most * 100 > low * small else None


def _plainly_meets(low: Decimal, high: Decimal, least: Decimal | None, most: Decimal | None) -> bool | None:
    if (most is not None and low > most) or (least is not None and high < least):
        return False
    return True if (most is None or low < most) and (least is None or high > least) else None


def is_far_off(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether part ÷ whole clearly is not the rate."""
    return _plainly_divides(_ends(part), _ends(whole), rate) is False


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


def _growth(current: Quantity, change: Quantity, *, declining: bool) -> Interval:
    """change ÷ base in percent; everything when the base may be zero."""
    base = current.interval + change.interval if declining else current.interval - change.interval
    if base.contains(ZERO):
        return Interval.everything()
    return (change.interval / base).scaled(_HUNDRED)


_HUNDRED = Decimal(100)
_SLIP = Decimal(10)
