"""From a match of the number grammar to a figure: value, unit and printed precision."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from extractor.model.quantities import Unit
from extractor.packs.numbers import Approximator, NumberWords
from extractor.recognition.numbers.chinese import is_bare
from extractor.recognition.numbers.digits import Digits, read_arabic, read_fraction, read_spoken
from extractor.recognition.numbers.figures import PLAIN, Figure
from extractor.recognition.numbers.units import printed_unit, unnamed_percent, unprinted_unit

# 八十九处 is counted where 三处 and 十处 may be parts of other words.
_SURELY_A_NUMBER = 3
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


class Printed(NamedTuple):
    """What the number grammar tells apart, in the order of its groups; asked for all at once, as each costs time."""

    before: str | None
    hundred: str | None
    denominator: str | None
    sign: str | None
    arabic: str | None
    chinese: str | None
    tail: str | None
    unit: str | None
    scale: str | None
    missing: str | None
    after: str | None


def read_figure(match: regex.Match[str], words: NumberWords, default: Unit = PLAIN) -> Figure | None:
    """The figure that `match` found; `default` is the unit of a number without one. None where it is no number."""
    printed = Printed._make(match.groups())
    # Most numbers have none of these words.
    about = _approximators(match, words) if printed.before or printed.tail or printed.after else ()
    counts = True
    if printed.missing is not None:
        number, unit = Digits(printed.missing, None), words.units["%"].unit
    elif printed.hundred is not None:
        number, unit = Digits(printed.hundred, _HUNDRED, chinese=True), unnamed_percent(words)
    else:
        read = read_spoken(printed.chinese or "", words) if printed.arabic is None else read_arabic(printed.arabic)
        if read is None:
            return None
        if read.chinese:
            counts = _counts(read, printed, words)
        if printed.denominator:
            fraction = read_fraction(read, printed.denominator, words)
            if fraction is None:
                return None
            (number, rough), unit = fraction, unnamed_percent(words)
            about += rough
        else:
            scale = printed.scale or ""
            unit = printed_unit(scale, printed.unit, words) if printed.unit else unprinted_unit(scale, words, default)
            number = read.scaled(unit.factor)
    negative = bool(printed.sign)
    start, end = match.span()
    return Figure(
        start=start,
        end=end,
        text=match[0],
        number_text=number.text,
        value=number.value.copy_negate() if negative and number.value is not None else number.value,
        ends=number.ends,
        decimals=number.decimals,
        place=number.place,
        significant=number.significant,
        unit=unit,
        words=about,
        negative=negative,
        chinese=number.chinese,
        missing=printed.missing is not None,
        several=number.several,
        counts=counts,
    )


def _counts(number: Digits, printed: Printed, words: NumberWords) -> bool:
    """Whether a number in Chinese characters measures something here: 三项 does, 一项 and 二期 do not."""
    if printed.denominator:
        return True
    if is_bare(number.text, words) and not printed.before and not printed.tail:
        return False
    form = words.units.get((printed.unit or "").partition("/")[0])
    if form is None and printed.tail and printed.scale:
        return True
    if form is None or number.text in words.formal:
        return False
    if not form.chinese:
        return len(number.text) >= _SURELY_A_NUMBER
    return form.one or number.value != _ONE


def _approximators(match: regex.Match[str], words: NumberWords) -> tuple[Approximator, ...]:
    found: list[Approximator] = []
    for position, group in (("before", "before"), ("inside", "tail"), ("after", "after")):
        if match[group]:
            for printed in match.captures(group):
                found += _split(printed, _by_text(position, words))
    return tuple(found)


@lru_cache(maxsize=32)
def _by_text(position: str, words: NumberWords) -> dict[str, Approximator]:
    return {word.text: word for word in words.approximators if word.position == position}


def _split(printed: str, by_text: dict[str, Approximator]) -> list[Approximator]:
    found: list[Approximator] = []
    position = 0
    while position < len(printed):
        for length in range(len(printed) - position, 0, -1):
            word = by_text.get(printed[position : position + length])
            if word is not None:
                found.append(word)
                position += length
                break
        else:
            position += 1
    return found
