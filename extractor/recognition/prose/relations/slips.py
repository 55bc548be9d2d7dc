"""Whether a printed number is what was meant but for one slip: a digit, or two neighbours that changed places."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.quantities import Approximation, Quantity

# Of shorter and of round numbers many others are a slip away.
_FEWEST = 3


def misprinted(printed: Quantity, meant: Decimal) -> bool:
    """Whether `printed` differs from the value meant, in base units, by one digit or by two that changed places."""
    if printed.value is None or printed.approximation is not Approximation.EXACT or not printed.last_place:
        return False
    told, right = (str(abs(int((value / printed.last_place).to_integral_value()))) for value in (printed.value, meant))
    if len(told.rstrip("0")) < _FEWEST or len(told) != len(right):
        return False
    apart = [place for place in range(len(told)) if told[place] != right[place]]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] - apart[0] == 1
        and told[apart[0]] == right[apart[1]]
        and (told[apart[1]] == right[apart[0]])
    )
