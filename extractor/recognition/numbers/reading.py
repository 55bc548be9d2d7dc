"""From a match of the number grammar to a figure: value, unit and printed precision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal

import regex

from extractor.model.quantities import Approximation, Dimension, Unit
from extractor.packs.numbers import Approximator, NumberWords
from extractor.recognition.numbers.chinese import read_adjacent, read_chinese
from extractor.recognition.numbers.figures import PLAIN, Figure

_EXACT = Context(prec=60)
_SEPARATORS = regex.compile(r"[,， ]")
# More digits than any report's number has are a code or glued cells.
_LONGEST_NUMBER = 40
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def read_figure(match: regex.Match[str], words: NumberWords, default: Unit = PLAIN) -> Figure | None:
    """The figure that `match` found; `default` is the unit of a number without one. None where it is no number."""
    found = match.capturesdict()
    base = Figure(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        number_text="",
        value=None,
        words=_approximators(match, words),
        negative=bool(match["sign"]),
    )
    if match["missing"]:
        return replace(base, number_text=match["missing"], missing=True, unit=words.units["%"].unit)
    if match["hundred"]:
        percent = replace(words.units["%"].unit, text="")
        return replace(base, number_text=match["hundred"], value=_HUNDRED, unit=percent, chinese=True)
    unit, scale = _unit(match, words, default)
    figure = _number(base, match, words)
    if figure is None:
        return None
    factor = _EXACT.multiply(scale, unit.factor)
    figure = replace(figure, unit=replace(unit, factor=factor), counts=_counts(figure, match, words))
    if found["denominator"]:
        return _fraction(figure, found["denominator"][0], words)
    return _scaled(figure, factor)


def together(high: Figure, low: Figure) -> Figure | None:
    """A number told in two scales as one (1亿3500万元); None where they are not two parts of one number."""
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


def with_unit(figure: Figure, other: Figure) -> Figure:
    """The lower end of a range, in the unit of the upper one (3 至 5 万元) where it has none of its own."""
    if figure.unit.symbol or figure.unit.factor != _ONE:
        unit = figure.unit
        return replace(figure, unit=replace(other.unit, factor=unit.factor)) if not unit.symbol else figure
    return _scaled(replace(figure, unit=other.unit), other.unit.factor)


def _number(base: Figure, match: regex.Match[str], words: NumberWords) -> Figure | None:
    if (printed := match["arabic"]) is not None:
        plain = _SEPARATORS.sub("", printed).replace("．", ".")
        if len(plain) > _LONGEST_NUMBER:
            return None
        decimals = len(plain.partition(".")[2])
        value = Decimal(plain)
        return replace(
            base,
            number_text=printed,
            value=value,
            decimals=decimals,
            place=_ONE.scaleb(-decimals),
            significant=_last_nonzero_place(value, decimals),
        )
    printed = match["chinese"]
    spoken = replace(base, number_text=printed, chinese=True)
    if printed[0] in words.several:
        power = read_chinese("一" + printed[1:], words)
        return None if power is None else replace(spoken, ends=(power[0] * 2, power[0] * 10), several=True)
    if printed[-1] in words.several:
        about = read_chinese(printed[:-1], words)
        return None if about is None else replace(spoken, ends=(about[0] + 1, about[0] + 9), several=True)
    ends = read_adjacent(printed, words)
    if ends is not None:
        return replace(spoken, ends=ends)
    read = read_chinese(printed, words)
    if read is None:
        return None
    value, decimals = read
    large = words.powers.get(printed[-1], 1)
    return replace(
        spoken,
        value=value,
        decimals=decimals,
        place=_ONE.scaleb(-decimals) if large < 10_000 else Decimal(large),
        significant=_last_nonzero_place(value, decimals),
    )


def _unit(match: regex.Match[str], words: NumberWords, default: Unit) -> tuple[Unit, Decimal]:
    scale = words.scales[match["scale"]] if match["scale"] else _ONE
    printed = match["unit"]
    if printed is None:
        if match["denominator"]:
            return replace(words.units["%"].unit, text=""), scale
        if default.dimension is Dimension.NONE and not default.symbol:
            return replace(PLAIN, text=match["scale"] or ""), scale
        base = default.factor if scale == _ONE else _ONE
        return replace(default, text=match["scale"] or default.text, factor=base), scale
    return unit_of(match["scale"] or "", printed, words), scale


def unit_of(scale: str, printed: str, words: NumberWords) -> Unit:
    """The unit printed as `printed` after `scale`; a compound (元/人·月) keeps the factor of its first part."""
    form = words.units.get(printed)
    if form is not None:
        return replace(form.unit, text=scale + printed)
    head, _, per = printed.partition("/")
    first = words.units[head].unit
    parts = (piece.removeprefix("每") for piece in regex.split(r"[·*.、×/]", per))
    return Unit(
        text=scale + printed,
        symbol=f"{first.symbol}/{'·'.join(parts)}",
        factor=first.factor,
        dimension=Dimension.COMPOUND,
    )


def _counts(figure: Figure, match: regex.Match[str], words: NumberWords) -> bool:
    """Whether a number in Chinese characters measures something here: 三项 does, 一项 and 二期 do not."""
    if not figure.chinese or match["denominator"]:
        return True
    form = words.units.get(match["unit"] or "")
    if form is None and match["tail"] and match["scale"]:
        return True
    if form is None or not form.chinese or figure.number_text in words.formal:
        return False
    return form.one or figure.value != _ONE


def _scaled(figure: Figure, factor: Decimal) -> Figure:
    sign = -_ONE if figure.negative else _ONE
    value = None if figure.value is None else _EXACT.multiply(_EXACT.multiply(figure.value, factor), sign)
    ends = None if figure.ends is None else (figure.ends[0] * factor, figure.ends[1] * factor)
    return replace(
        figure,
        value=value,
        ends=ends,
        place=_EXACT.multiply(figure.place, factor),
        significant=_EXACT.multiply(figure.significant, factor),
    )


def _fraction(figure: Figure, denominator: str, words: NumberWords) -> Figure | None:
    if denominator.isdecimal():
        read: tuple[Decimal, int] | None = (Decimal(denominator), 0)
    else:
        read = read_chinese("一" + denominator if denominator[0] in words.powers else denominator, words)
    if read is None or not read[0] or figure.value is None:
        return None
    percent = replace(words.units["%"].unit, text="")
    per = _HUNDRED / read[0]
    exact = _EXACT.multiply(figure.value, _HUNDRED) / read[0]
    text = f"{denominator}分之{figure.number_text}"
    if per == per.to_integral_value() or read[0] % 10 == 0:
        return _scaled(replace(figure, number_text=figure.number_text, unit=percent), per)
    rough = Approximator(text=text, meaning=Approximation.ABOUT, position="before")
    return replace(figure, value=exact, unit=percent, words=(*figure.words, rough))


def _last_nonzero_place(value: Decimal, decimals: int) -> Decimal:
    if not value:
        return _ONE.scaleb(-decimals)
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return _ONE.scaleb(int(exponent))


def _approximators(match: regex.Match[str], words: NumberWords) -> tuple[Approximator, ...]:
    found: list[Approximator] = []
    for position, group in (("before", "before"), ("inside", "tail"), ("after", "after")):
        if any(captures := match.captures(group)):  # most numbers have none of these words
            by_text = {word.text: word for word in words.approximators if word.position == position}
            for printed in captures:
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
