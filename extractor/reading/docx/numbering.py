"""Numbers that exist only as list formatting: `一、`, `（一）`, `1.` as Word counts and prints them.

Source of the counting rules: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (number formats).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import regex
from lxml import etree

from extractor.reading.archives import local
from extractor.reading.docx.package import Package
from extractor.reading.office import child, is_on, number, value

_LEVELS = 9
_PLACE = regex.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """A `num`: its levels and the abstract list whose counters it shares."""

    abstract: str
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The counters of all lists of a document; `next_number` is called once a paragraph, in reading order."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()
        self.level_of_style: dict[tuple[str, str], int] = {}
        root = package.part("numbering")
        if root is not None:
            self._load(root)

    def next_number(self, list_id: str, level: int) -> str:
        """Counts on and returns the printed number; empty for bullets and unknown lists."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        self._advance(list_id, found, level, counters)
        if found.levels[level].format in ("bullet", "none"):
            return ""
        return self._printed(found, level, counters)

    def _advance(self, list_id: str, found: _List, level: int, counters: list[int | None]) -> None:
        first_use = (list_id, level) not in self._used
        self._used.add((list_id, level))
        current = counters[level]
        if first_use and level in found.starts:
            counters[level] = found.starts[level]
        else:
            counters[level] = found.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart
            if restart != 0 and (restart is None or level < restart):
                counters[deeper] = None
        for higher in range(level):
            if counters[higher] is None:
                counters[higher] = found.levels[higher].start

    def _printed(self, found: _List, level: int, counters: list[int | None]) -> str:
        here = found.levels[level]

        def place(match: regex.Match[str]) -> str:
            index = int(match[1]) - 1
            format_ = "decimal" if here.legal and index != level else found.levels[index].format
            return format_number(counters[index] or 0, format_)

        return _PLACE.sub(place, here.text)

    def _load(self, root: etree._Element) -> None:
        abstracts: dict[str, etree._Element] = {}
        by_style: dict[str, str] = {}
        for element in root:
            if local(element) == "abstractNum":
                identifier = value(element, "abstractNumId") or ""
                abstracts[identifier] = element
                if style := value(child(element, "styleLink")):
                    by_style[style] = identifier
        for element in root:
            if local(element) != "num":
                continue
            abstract = value(child(element, "abstractNumId")) or ""
            link = value(child(abstracts.get(abstract), "numStyleLink"))
            abstract = by_style.get(link, abstract) if link else abstract
            if abstract in abstracts:
                self._add_list(value(element, "numId") or "", abstract, abstracts[abstract], element)

    def _add_list(self, list_id: str, abstract: str, source: etree._Element, num: etree._Element) -> None:
        levels = [_Level() for _ in range(_LEVELS)]
        for element in source:
            if local(element) == "lvl":
                self._read_level(list_id, element, levels)
        starts: dict[int, int] = {}
        for override in num:
            if local(override) != "lvlOverride":
                continue
            index = number(value(override, "ilvl"))
            if (replaced := child(override, "lvl")) is not None:
                self._read_level(list_id, replaced, levels)
            if (start := value(child(override, "startOverride"))) is not None and 0 <= index < _LEVELS:
                starts[index] = number(start, 1)
        self._lists[list_id] = _List(abstract, levels, starts)

    def _read_level(self, list_id: str, element: etree._Element, levels: list[_Level]) -> None:
        index = number(value(element, "ilvl"))
        if not 0 <= index < _LEVELS:
            return
        restart = value(child(element, "lvlRestart"))
        levels[index] = _Level(
            start=number(value(child(element, "start")), 1),
            format=_number_format(element),
            text=value(child(element, "lvlText")) or "",
            restart=None if restart is None else number(restart),
            legal=is_on(child(element, "isLgl")),
        )
        if style := value(child(element, "pStyle")):
            self.level_of_style[list_id, style] = index


def _number_format(level: etree._Element) -> str:
    """Word hides newer formats in an alternative; the fallback is what older programs count with."""
    found = value(child(level, "numFmt"))
    return found or value(child(level, "AlternateContent", "Fallback", "numFmt")) or "decimal"


def format_number(count: int, format_: str) -> str:
    """`count` as a number format of ECMA-376 prints it; formats that no Chinese report uses print as decimal."""
    writer = _FORMATS.get(format_)
    return writer(count) if writer is not None and 0 <= count < 100_000 else str(count)


def chinese(count: int) -> str:
    """一, 十, 十一, 二十, 一百零五, …"""
    if count < 10:
        return _DIGITS[count] if count else "零"
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        return chinese(high) + "万" + (("零" if low < 1000 else "") + chinese(low) if low else "")
    pieces: list[str] = []
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            pieces.append(("零" if gap and pieces else "") + _DIGITS[digit] + name)
            gap = False
        else:
            gap = True
    text = "".join(pieces)
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(count: int) -> str:
    pieces = []
    for step, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        times, count = divmod(count, step)
        pieces.append(sign * times)
    return "".join(pieces)


def _letters(count: int) -> str:
    """a … z, aa … zz, aaa …: Word repeats the letter."""
    if count < 1:
        return ""
    times, index = divmod(count - 1, 26)
    return chr(ord("a") + index) * min(times + 1, 64)


def _legal(count: int) -> str:
    plain = chinese(count)
    plain = "一" + plain if plain.startswith("十") else plain
    table = str.maketrans(_DIGITS + "十百千", _LEGAL + "拾佰仟")
    return plain.translate(table)


def _digital(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _signs(first: str, last: int) -> Callable[[int], str]:
    def write(count: int) -> str:
        return chr(ord(first) + count - 1) if 1 <= count <= last else str(count)

    return write


def _circled(count: int) -> str:
    if count > 20:
        return chr(0x3251 + count - 21) if count <= 35 else str(count)
    return chr(0x2460 + count - 1) if count else "⓪"


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": str,
    "decimalHalfWidth": str,
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _legal,
    "japaneseLegal": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "ideographEnclosedCircle": _signs("㊀", 10),
    "none": lambda count: "",
}
