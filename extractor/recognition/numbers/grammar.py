"""The expressions that find printed numbers, put together from the words of the packs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.packs import Packs
from extractor.packs.numbers import Approximator, NumberWords
from extractor.recognition.numbers.chinese import MYRIAD

# A longer run of Chinese digits is no numeral, and must not be read as one.
_LONGEST = 24
_KILO = "克瓦米卡伏赫"
_FLAGS = regex.VERSION1 | regex.VERBOSE
# Letters with a digit behind a number make it a name (5A1), but for squares and cubes of lengths.
_MEASURES = r"(?:[kch]?m|dm)[23](?!\d)"
_DECIMALS = r"(?:[.．]\d++)?+"
_ARABIC = r"""(?:
    \d{1,3}(?:[,，]\d{3}){1,12}+(?![\d]|[,，]\d)
  | \d{1,3}(?:\ \d{3}){1,6}+(?!\d|\ \d)(?={DOT}(?:UNIT|SCALE))
  | \d++
){DOT}(?![.．]?\d)"""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled expressions.

    `number` finds one printed number with everything around it (groups: before, sign, arabic, chinese, missing,
    denominator, tail, scale, unit, after). `unit` finds a unit with its scale. `range_word` matches between two ends.
    """

    number: regex.Pattern[str]
    unit: regex.Pattern[str]
    range_word: regex.Pattern[str]


@lru_cache(maxsize=8)
def grammar(packs: Packs) -> Grammar:
    """The expressions for the words of `packs`."""
    words = packs.numbers
    unit = _unit_expression(words)
    scale = _either(words.scales)
    inside = _either(word.text for word in words.approximators if word.position == "inside")
    arabic = _ARABIC.replace("{DOT}", _DECIMALS).replace("UNIT", unit).replace("SCALE", scale)
    chinese = _chinese_expression(words)
    denominator = rf"(?P<denominator>[{''.join(words.powers)}]{{1,3}}+|{chinese}|(?<![\d.])\d{{1,4}}+)分之"
    number = rf"""
        (?P<before>(?:{_approximator_expression(words, "before")}){{0,3}}+)
        (?: (?P<hundred>{_either(words.hundred_percent)})(?![{"".join(words.digits)}{"".join(words.powers)}])
          | (?:{denominator})?+ (?P<sign>(?<![\d%％‰万亿元人个])[-−－]|(?<![减担欠自背抱税增胜承肩])[负負])?+
            (?: (?<![\d.A-Za-z]|\d[ ,]) (?P<arabic>{arabic}) (?!(?!{_MEASURES})[A-Za-z]++\d) | (?P<chinese>{chinese}) )
            (?P<tail>{inside})?+
            (?: (?P<unit>{unit}{_compound(unit, scale)})
              | (?P<scale>{scale})(?P<tail>{inside})?+(?P<unit>{unit}{_compound(unit, scale)})?+ )?+
          | (?<![\d%]) (?P<missing>[-−—－–]{{1,4}})(?P<unit>%)
        )
        (?P<after>(?:{_approximator_expression(words, "after")}){{0,3}}+)
    """
    return Grammar(
        number=regex.compile(number, _FLAGS),
        unit=regex.compile(rf"(?P<scale>{scale})?(?P<unit>{unit}{_compound(unit, scale)})", _FLAGS),
        range_word=regex.compile(rf"\ ?+(?:{_either(words.range_words)})\ ?+", _FLAGS),
    )


def _compound(unit: str, scale: str) -> str:
    """What may follow a unit to make it a rate per something: 元/人·月, 元/户, 元/生/年, 元/人.每天."""
    per = rf"/每?+(?:{scale})?+{unit}|/(?:生|班|村|校|期|吨|h|s|d)(?![A-Za-z])"
    return rf"(?:{per}|(?<=/\w{{1,4}})[·*.、×/]每?+(?:{unit}|月|生|年))*+"


def _unit_expression(words: NumberWords) -> str:
    forms = sorted(words.units, key=len, reverse=True)
    # A unit in letters must not be the beginning of a word.
    letters = {form: r"(?![A-Za-z\d])" if form[-1].isascii() and form[-1].isalpha() else "" for form in forms}
    alternatives = (regex.escape(form) + letters[form] + _unless(words.units[form].not_before) for form in forms)
    return "(?:" + "|".join(alternatives) + ")"


def _approximator_expression(words: NumberWords, position: str) -> str:
    found = [word for word in words.approximators if word.position == position]
    found.sort(key=lambda word: len(word.text), reverse=True)
    return "|".join(_one_approximator(word) for word in found)


def _one_approximator(word: Approximator) -> str:
    behind = f"(?<![{word.not_after}])" if word.not_after else ""
    ahead = f"(?={_either(word.only_before)})" if word.only_before else ""
    return behind + regex.escape(word.text) + ahead + _unless(word.not_before)


def _chinese_expression(words: NumberWords) -> str:
    digits = "".join(words.digits)
    powers = "".join(words.powers)
    several = "".join(words.several)
    start = digits + "".join(power for power, value in words.powers.items() if value == 10)
    small = "".join(power for power, value in words.powers.items() if value < MYRIAD)
    fraction = rf"(?:{words.fraction_point}[{digits}]{{1,12}}+(?![{small}--千]|千(?![{_KILO}])))?+"
    # 四百七十四千克: a unit that begins like a power takes its own character.
    inside = rf"(?:[{digits}{powers}--千]|千(?![{_KILO}]))"
    run = rf"[{start}]{inside}{{0,{_LONGEST}}}+(?![{digits}{powers}--千]|千(?![{_KILO}]))"
    # 百余名, 近千人, 上万户: round numbers without a digit.
    bare = rf"(?<![{digits}{powers}\d])[{powers}]{{1,2}}+(?![{digits}{powers}])"
    return rf"(?:{run}{fraction}[{several}]?+|[{several}][{powers}]{{1,4}}+|{bare})"


def _unless(beginnings: Iterable[str]) -> str:
    """None of these words follows; 目!标 is 目 that does not go on as 目标 (5 项目标 are 5 项)."""
    ordered = sorted(set(beginnings), key=lambda text: (-len(text), text))
    listed = "|".join(_beginning(text) for text in ordered)
    return f"(?!{listed})" if listed else ""


def _beginning(text: str) -> str:
    word, *others = text.split("!")
    return regex.escape(word) + "".join(f"(?!{regex.escape(other)})" for other in others)


def _either(texts: Iterable[str]) -> str:
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return "(?:" + "|".join(regex.escape(text) for text in ordered) + ")" if ordered else ""
