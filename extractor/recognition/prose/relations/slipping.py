"""Sums and rates that one slip of a digit keeps from holding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractor.model.slips import FEWEST_DIGITS, is_misprint
from extractor.recognition.prose.relations.cues import Cue, amount_of

_NOTHING = Decimal(0)


def one_slip_off(total: Cue, parts: Sequence[Cue]) -> bool:
    """Whether one slip, in the total or in a part, is all that keeps the parts from adding up."""
    stated, amount = total.value or _NOTHING, amount_of(parts)
    if stated == amount:
        return False
    missing = stated - amount
    return is_slip_of(total, amount) or any(is_slip_of(part, (part.value or _NOTHING) + missing) for part in parts)


def rate_slip_off(part: Cue, whole: Cue, rate: Cue) -> bool:
    """Whether one slip in the rate is all that keeps it from being part ÷ whole in percent."""
    place = rate.mention.quantity.last_place
    if not part.value or not whole.value or not place:
        return False
    return is_slip_of(rate, (part.value * 100 / whole.value).quantize(place, ROUND_HALF_UP))


def is_slip_of(cue: Cue, meant: Decimal) -> bool:
    """Whether the number printed is one slip away from the amount meant, printed as exactly."""
    place = cue.mention.quantity.last_place
    if meant <= 0 or not place:
        return False
    value = cue.value or _NOTHING
    # Of round amounts (900 万元 of 990) others are a slip away too easily.
    told = len(str(int(value / place)).rstrip("0")) >= FEWEST_DIGITS
    return told and is_misprint(value, meant, place)
