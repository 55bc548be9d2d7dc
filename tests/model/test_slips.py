"""Slips of a digit: what could have been meant, and what is only another number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.slips import could_be_meant, is_misprint, is_slip

_NUMBERS = st.from_regex(r"[1-9][0-9]{2,9}", fullmatch=True)


@pytest.mark.parametrize(("one", "other"), [("12345", "12845"), ("12345", "12435"), ("662", "626")])
def test_one_digit_or_two_neighbours_are_a_slip(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("12345", "12345"), ("12345", "14325"), ("12345", "12900"), ("12345", "1234"), ("62", "26")]
)
def test_other_numbers_are_none(one: str, other: str) -> None:
    assert not is_slip(one, other)


@given(_NUMBERS)
def test_what_could_be_meant_is_never_the_number_itself_twice(digits: str) -> None:
    meant = list(could_be_meant(digits))
    assert len(meant) == len(set(meant))
    assert all(abs(len(other) - len(digits)) <= 1 for other in meant)
    same_length = [other for other in meant if len(other) == len(digits) and other != digits]
    assert sum(is_slip(digits, other) for other in same_length) >= 9 * len(digits)


def test_a_misprint_is_a_slip_at_the_printed_place() -> None:
    place = Decimal("0.01")
    assert is_misprint(Decimal("93.40"), Decimal("94.30"), place)
    assert not is_misprint(Decimal("93.40"), Decimal("94.305"), place)
    assert not is_misprint(Decimal("93.40"), Decimal("93.40"), place)
    assert not is_misprint(Decimal("93.40"), Decimal("94.30"), Decimal(0))
