"""From a match of the number grammar to a figure: value, unit and printed precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import lru_cache
from unicodedata import normalize

import regex

from extractor.model.quantities import Approximation, Dimension, Unit
from extractor.packs.numbers import Approximator, NumberWords
from extractor.recognition.numbers.chinese import is_bare, read_adjacent, read_chinese
from extractor.recognition.numbers.figures import PLAIN, Figure

_EXACT = Context(prec=60)
_SEPARATORS = regex.compile(r"[,， ]")
_PARTS_OF_RATE = regex.compile(r"[·*.、×/]")
# More digits than any report's number has are a code or glued cells.
_LONGEST_NUMBER = 40
# 八十九处 is counted where 三处 and 十处 may be parts of other words.
_SURELY_A_NUMBER = 3
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Number:
    """The digits or characters of a number, read; the fields are those of `Figure`."""

    text: str
    value: Decimal | None
    ends: tuple[Decimal, Decimal] | None = None
    decimals: int = 0
    place: Decimal = _ONE
    significant: Decimal = _ONE
    chinese: bool = False
    several: bool = False

    def scaled(self, factor: Decimal) -> _Number:
        """The number in base units."""
        if factor == _ONE:
            return self
        return _Number(
            self.text,
            None if self.value is None else _EXACT.multiply(self.value, factor),
            None if self.ends is None else (self.ends[0] * factor, self.ends[1] * factor),
            self.decimals,
            _EXACT.multiply(self.place, factor),
            _EXACT.multiply(self.significant, factor),
            self.chinese,
            self.several,
        )


def read_figure(match: regex.Match[str], words: NumberWords, default: Unit = PLAIN) -> Figure | None:
    """The figure that `match` found; `default` is the unit of a number without one. None where it is no number."""
    about = _approximators(match, words)
    if (dashes := match["missing"]) is not None:
        return _figure(match, _Number(dashes, None), words.units["%"].unit, about, missing=True)
    if (hundred := match["hundred"]) is not None:
        return _figure(match, _Number(hundred, _HUNDRED, chinese=True), _unnamed_percent(words), about)
    number = _number(match, words)
    if number is None:
        return None
    counts = _counts(number, match, words)
    if denominator := match.captures("denominator"):
        fraction = _fraction(number, denominator[0], words)
        if fraction is None:
            return None
        number, rough = fraction
        return _figure(match, number, _unnamed_percent(words), about + rough, counts=counts)
    unit = _unit(match, words, default)
    return _figure(match, number.scaled(unit.factor), unit, about, counts=counts)


def _figure(
    match: regex.Match[str],
    number: _Number,
    unit: Unit,
    about: tuple[Approximator, ...],
    *,
    missing: bool = False,
    counts: bool = True,
) -> Figure:
    negative = bool(match["sign"])
    return Figure(
        start=match.start(),
        end=match.end(),
        text=match.group(),
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
        missing=missing,
        several=number.several,
        counts=counts,
    )


def together(high: Figure, low: Figure) -> Figure | None:
    """A number told in two scales as one (1亿3500万元, 9分30秒); None where they are not two parts of one number."""
    if low.unit.symbol in _SMALLER.get(high.unit.symbol, ()):
        return _clock(high, low)
    if high.value is None or low.value is None or low.chinese != high.chinese:
        return None
    if high.unit.symbol or high.decimals or high.unit.factor <= low.unit.factor or low.value >= high.unit.factor:
        return None
    if any(word.position != "before" for word in high.words) or any(word.position == "before" for word in low.words):
        return None
    value = _EXACT.add(high.value, low.value.copy_sign(high.value))
    return replace(
        low,
        start=high.start,
        text=high.text + low.text,
        number_text=high.text + low.number_text,
        value=value,
        words=(*high.words, *low.words),
        negative=high.negative,
    )


# Which unit of time may stand behind which; 分 behind hours or before seconds are minutes, not points.
_SMALLER = {"小时": ("分", "分钟"), "分": ("秒",), "分钟": ("秒",)}
_SIXTY = Decimal(60)


def _clock(high: Figure, low: Figure) -> Figure | None:
    """Hours with minutes, or minutes with seconds, in the smaller unit."""
    if high.value is None or low.value is None or high.decimals or low.value >= _SIXTY or high.unit.text == "学时":
        return None
    minutes = replace(low.unit, symbol="分钟", dimension=Dimension.DURATION)
    unit = low.unit if low.unit.symbol == "秒" else minutes
    return replace(
        low,
        start=high.start,
        text=high.text + low.text,
        number_text=high.text + low.number_text,
        value=_EXACT.add(_EXACT.multiply(high.value, _SIXTY), low.value),
        unit=unit,
        words=(*high.words, *low.words),
    )


def with_unit(figure: Figure, other: Figure) -> Figure:
    """The lower end of a range, in the unit of the upper one (3 至 5 万元) where it has none of its own."""
    if figure.unit.symbol or figure.unit.factor != _ONE:
        unit = figure.unit
        return replace(figure, unit=replace(other.unit, factor=unit.factor)) if not unit.symbol else figure
    factor = other.unit.factor
    return replace(
        figure,
        unit=other.unit,
        value=None if figure.value is None else _EXACT.multiply(figure.value, factor),
        ends=None if figure.ends is None else (figure.ends[0] * factor, figure.ends[1] * factor),
        place=_EXACT.multiply(figure.place, factor),
        significant=_EXACT.multiply(figure.significant, factor),
    )


def _number(match: regex.Match[str], words: NumberWords) -> _Number | None:
    if (printed := match["arabic"]) is None:
        return _spoken(match["chinese"], words)
    plain = _SEPARATORS.sub("", printed).replace("．", ".")
    if not plain.isascii():
        plain = normalize("NFKC", plain)
    if len(plain) > _LONGEST_NUMBER or not plain.isascii():
        return None  # glued cells, or the digits of a script that no report is written in
    decimals = len(plain.partition(".")[2])
    value = Decimal(plain)
    place = _ONE.scaleb(-decimals)
    return _Number(printed, value, None, decimals, place, _last_nonzero_place(value, decimals))


def _spoken(printed: str, words: NumberWords) -> _Number | None:
    """A number in Chinese characters."""
    if printed[0] in words.several:
        power = read_chinese("一" + printed[1:], words)
        ends = None if power is None else (power[0] * 2, power[0] * 10)
        return None if ends is None else _Number(printed, None, ends, chinese=True, several=True)
    if printed[-1] in words.several:
        about = read_chinese(printed[:-1], words)
        ends = None if about is None else (about[0] + 1, about[0] + 9)
        return None if ends is None else _Number(printed, None, ends, chinese=True, several=True)
    ends = read_adjacent(printed, words)
    if ends is not None:
        return _Number(printed, None, ends, chinese=True)
    read = read_chinese(printed, words)
    if read is None:
        return None
    value, decimals = read
    large = words.powers.get(printed[-1], 1)
    place = _ONE.scaleb(-decimals) if large < 10_000 else Decimal(large)
    return _Number(printed, value, None, decimals, place, _last_nonzero_place(value, decimals), chinese=True)


def _unit(match: regex.Match[str], words: NumberWords, default: Unit) -> Unit:
    """The unit of a number; its factor turns the printed number into base units, 万 and 亿 included."""
    scale, printed = match["scale"] or "", match["unit"]
    if printed is not None:
        return _scaled_unit(scale, printed, words)
    factor = words.scales[scale] if scale else _ONE
    if default.dimension is Dimension.NONE and not default.symbol:
        return replace(PLAIN, text=scale, factor=factor) if scale else PLAIN
    if not scale:
        return default
    return replace(default, text=scale, factor=factor if factor != _ONE else default.factor)


def unit_of(scale: str, printed: str, words: NumberWords) -> Unit:
    """The unit printed as `printed` after `scale`; a compound (元/人·月) keeps the factor of its first part."""
    form = words.units.get(printed)
    if form is not None:
        return replace(form.unit, text=scale + printed)
    head, _, per = printed.partition("/")
    first = words.units[head].unit
    parts = (piece.removeprefix("每") for piece in _PARTS_OF_RATE.split(per))
    return Unit(
        text=scale + printed,
        symbol=f"{first.symbol}/{'·'.join(parts)}",
        factor=first.factor,
        dimension=Dimension.COMPOUND,
    )


@lru_cache(maxsize=1024)
def _scaled_unit(scale: str, printed: str, words: NumberWords) -> Unit:
    """The unit with its scale in the factor. Units recur on every line of a report: one record of each is enough."""
    unit = unit_of(scale, printed, words)
    return replace(unit, factor=_EXACT.multiply(words.scales[scale], unit.factor)) if scale else unit


@lru_cache(maxsize=8)
def _unnamed_percent(words: NumberWords) -> Unit:
    return replace(words.units["%"].unit, text="")


def _counts(number: _Number, match: regex.Match[str], words: NumberWords) -> bool:
    """Whether a number in Chinese characters measures something here: 三项 does, 一项 and 二期 do not."""
    if not number.chinese or match["denominator"]:
        return True
    if is_bare(number.text, words) and not match["before"] and not match["tail"]:
        return False
    form = words.units.get((match["unit"] or "").partition("/")[0])
    if form is None and match["tail"] and match["scale"]:
        return True
    if form is None or number.text in words.formal:
        return False
    if not form.chinese:
        return len(number.text) >= _SURELY_A_NUMBER
    return form.one or number.value != _ONE


def _fraction(number: _Number, denominator: str, words: NumberWords) -> tuple[_Number, tuple[Approximator, ...]] | None:
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
    exact = _EXACT.multiply(number.value, _HUNDRED) / read[0]
    text = f"{denominator}分之{number.text}"
    rough = Approximator(text=text, meaning=Approximation.ABOUT, position="before")
    return replace(number, value=exact), (rough,)


def _last_nonzero_place(value: Decimal, decimals: int) -> Decimal:
    if not value:
        return _ONE.scaleb(-decimals)
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return _ONE.scaleb(int(exponent))


def _approximators(match: regex.Match[str], words: NumberWords) -> tuple[Approximator, ...]:
    found: list[Approximator] = []
    for position, group in (("before", "before"), ("inside", "tail"), ("after", "after")):
        if match[group]:  # most numbers have none of these words
            by_text = {word.text: word for word in words.approximators if word.position == position}
            for printed in match.captures(group):
                found += _split(printed, by_text)
    return tuple(found)


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
