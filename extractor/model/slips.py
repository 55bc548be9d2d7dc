"""Slips of the pen in digits: what a number could be that was typed wrongly.

A figure that was typed wrongly differs from the right one by a digit, by two neighbours that changed places, or by a
digit too many or too few.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

# Of fewer digits another number is a slip away too easily.
FEWEST_DIGITS = 3


def could_be_meant(digits: str) -> Iterator[str]:
    """All strings of digits that are one slip away from `digits`, each once; the likeliest kinds first."""
    slips = chain(_one_other(digits), _swapped(digits), _one_fewer(digits), _one_more(digits))
    return iter(dict.fromkeys(slips))


def is_slip(one: str, other: str, fewest: int = FEWEST_DIGITS) -> bool:
    """Whether two numbers of as many digits differ by one of them, or by two neighbours that changed places."""
    if len(one) != len(other) or len(one) < fewest:
        return False
    unlike = [index for index, (here, there) in enumerate(zip(one, other, strict=True)) if here != there]
    if len(unlike) == 2 and unlike[1] - unlike[0] == 1:
        first, second = unlike
        return one[first] == other[second] and one[second] == other[first]
    return len(unlike) == 1


def is_misprint(value: Decimal, meant: Decimal, place: Decimal, fewest: int = FEWEST_DIGITS) -> bool:
    """Whether a number printed to `place` is one slip away from `meant`, where that can be printed as exactly."""
    if not place:
        return False
    steps = meant / place
    return steps == int(steps) and is_slip(str(int(value / place)), str(int(steps)), fewest)


def _one_other(digits: str) -> Iterator[str]:
    for place, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield digits[:place] + other + digits[place + 1 :]


def _swapped(digits: str) -> Iterator[str]:
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _one_fewer(digits: str) -> Iterator[str]:
    for place in range(len(digits)):
        yield digits[:place] + digits[place + 1 :]


def _one_more(digits: str) -> Iterator[str]:
    for place in range(len(digits) + 1):
        for other in "0123456789":
            yield digits[:place] + other + digits[place:]
