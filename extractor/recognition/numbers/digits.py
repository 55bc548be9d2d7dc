"""The digits or characters of a number, read: value and printed precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache
from unicodedata import normalize

from extractor.model.quantities import Approximation
from extractor.model.records import quickly_made
from extractor.packs.numbers import Approximator, NumberWords
from extractor.recognition.numbers.chinese import read_adjacent, read_chinese

EXACT = Context(prec=60)
# More digits than any report's number has are a code or glued cells.
_LONGEST_NUMBER = 40
_MYRIAD = 10_000
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


@quickly_made
@dataclass(frozen=True, slots=True)
class Digits:
    """A number without its unit; the fields are those of `Figure`."""

    text: str
    value: Decimal | None
    ends: tuple[Decimal, Decimal] | None = None
    decimals: int = 0
    place: Decimal = _ONE
    significant: Decimal = _ONE
    chinese: bool = False
    several: bool = False

    def scaled(self, factor: Decimal) -> Digits:
        """The number in base units."""
        if factor == _ONE:
            return self
        place = EXACT.multiply(self.place, factor)
        return Digits(
            self.text,
            None if self.value is None else EXACT.multiply(self.value, factor),
            None if self.ends is None else (self.ends[0] * factor, self.ends[1] * factor),
            self.decimals,
            place,
            place if self.significant is self.place else EXACT.multiply(self.significant, factor),
            self.chinese,
            self.several,
        )


def read_arabic(printed: str) -> Digits | None:
    """1,234.50 or １２３４.50; None for what no report's number looks like."""
    plain = printed
    if not plain.isdecimal():
        plain = printed.replace(",", "").replace("，", "").replace(" ", "").replace("．", ".")
    if not plain.isascii():
        plain = normalize("NFKC", plain)
    if len(plain) > _LONGEST_NUMBER or not plain.isascii():
        return None  # glued cells, or the digits of a script that no report is written in
    value = Decimal(plain)
    whole, _, fraction = plain.partition(".")
    place = _place(-len(fraction))
    significant = place
    if value and (fraction or whole)[-1] == "0":
        kept = fraction.rstrip("0")
        significant = _place(-len(kept)) if kept else _place(len(whole) - len(whole.rstrip("0")))
    return Digits(printed, value, None, len(fraction), place, significant)


def read_spoken(printed: str, words: NumberWords) -> Digits | None:
    """A number in Chinese characters; several of something and two digits at once (两三个) have ends, no value."""
    if printed[0] in words.several:
        power = read_chinese("一" + printed[1:], words)
        ends = None if power is None else (power[0] * 2, power[0] * 10)
        return None if ends is None else Digits(printed, None, ends, chinese=True, several=True)
    if printed[-1] in words.several:
        about = read_chinese(printed[:-1], words)
        ends = None if about is None else (about[0] + 1, about[0] + 9)
        return None if ends is None else Digits(printed, None, ends, chinese=True, several=True)
    ends = read_adjacent(printed, words)
    if ends is not None:
        return Digits(printed, None, ends, chinese=True)
    read = read_chinese(printed, words)
    if read is None:
        return None
    value, decimals = read
    large = words.powers.get(printed[-1], 1)
    place = _place(-decimals) if large < _MYRIAD else Decimal(large)
    return Digits(printed, value, None, decimals, place, _last_nonzero_place(value, decimals), chinese=True)


def read_fraction(
    number: Digits, denominator: str, words: NumberWords
) -> tuple[Digits, tuple[Approximator, ...]] | None:
    """三分之一 in percent; what has no end in decimals is meant as about that much."""
    if denominator.isdecimal():
        read: tuple[Decimal, int] | None = (Decimal(denominator), 0)
    else:
        read = read_chinese("一" + denominator if denominator[0] in words.powers else denominator, words)
    if read is None or not read[0] or number.value is None:
        return None
    per = _HUNDRED / read[0]
    if per == per.to_integral_value() or read[0] % 10 == 0:
        return number.scaled(per), ()
    exact = EXACT.multiply(number.value, _HUNDRED) / read[0]
    text = f"{denominator}分之{number.text}"
    rough = Approximator(text=text, meaning=Approximation.ABOUT, position="before")
    return replace(number, value=exact), (rough,)


def _last_nonzero_place(value: Decimal, decimals: int) -> Decimal:
    if not value:
        return _place(-decimals)
    return _place(int(value.normalize(EXACT).as_tuple().exponent))


@cache
def _place(exponent: int) -> Decimal:
    """What one unit of a decimal place is worth; numbers have no more places than `_LONGEST_NUMBER`."""
    return _ONE.scaleb(exponent)
