"""Prices whose total or number stands in another sentence or paragraph.

设备租赁 418.50 万元，…。设备租赁单价为每套 2,790 元，租用 1,500 套; 按每亩 350 元。⏎核定 12.18 万亩，补贴 4,263 万元.
The names must share words. Among several candidates the figures decide; where none gives the price, the only one is
meant if it is a slip of the pen away.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import ZERO
from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim, results_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import COMPOUND, LEVEL, MONEY, NO_CUES, Cue, Cues, one_of
from extractor.recognition.prose.relations.dividing.averages import DAY, counts, gives, is_counted, is_total, unit_of
from extractor.recognition.prose.relations.making import made
from extractor.recognition.prose.relations.slipping import is_slip_of

_NEEDED = (
    one_of(LEVEL),
    one_of(COMPOUND, words="均每价"),
)
_MAKING = (one_of(LEVEL), one_of(MONEY))
# How many numbers back totals and numbers may stand, and how many prices are remembered.
_KEPT, _PRICES = 80, 12
# How far from its price a number may stand beside it, and behind its number an amount that a price told before makes.
_AHEAD, _FAR_AHEAD = 3, 6
_GENERAL = regex.compile(
    r"补助|补贴|资金|经费|支出|费用|金额|标准|项目|实际|累计|全年|全部|发放|使用|安排|建设|服务|人员|对象|单价|计算|每[\p{Han}]|[\p{Han}]均"
    r"|[0-9]+年?度?|完成|其中|按照?|合计|共",
    regex.VERSION1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Price:
    """A price with the unit that it is for, and the words around its numbers: any two characters in a row that tell."""

    cue: Cue
    unit: str
    words: tuple[str, ...]


def find_prices(
    passages: Iterable[Passage], cues: Mapping[int, Cues], told: Sequence[Claim], packs: Packs
) -> Iterator[Claim]:
    """All such prices of a report; `told` are all claims stated so far."""
    linked: set[int] | None = None
    before: deque[Cue] = deque(maxlen=_KEPT)
    prices: deque[_Price] = deque(maxlen=_PRICES)
    for passage in passages:
        own = cues.get(passage.ordinal, NO_CUES)
        numbers = _counted(own) if prices and own.hold(_MAKING) else []
        for price in prices if numbers else ():
            yield from _made_by(price, numbers, own)
        if own.hold(_NEEDED):
            linked = results_of(told) if linked is None else linked
            for price in _prices(own, packs):
                link = _apart(price, own, before, packs) if price.cue.place not in linked else None
                if link is not None:
                    amount, number, certainty = link
                    yield made(RelationKind.RATIO, (amount, number), price.cue, certainty)
                elif price.cue.place in linked:
                    prices.append(price)
                    yield from _made_by(price, _counted(own, price.cue.mention.sentence), own)
        before.extend(cue for cue in own if cue.is_level and cue.value)


def _prices(cues: Cues, packs: Packs) -> Iterator[_Price]:
    for cue in cues:
        unit = unit_of(cue, packs)
        if unit:
            yield _Price(cue=cue, unit=unit, words=_pairs(_words(cue, cues)))


def _words(price: Cue, cues: Sequence[Cue]) -> str:
    """The words around a price in its half-sentence."""
    position = price.mention.index
    near = cues[max(0, position - _AHEAD) : position + _AHEAD]
    return "，".join(
        cue.mention.lead
        for cue in near
        if cue.mention.sentence == price.mention.sentence and (cue.mention.part == price.mention.part)
    )


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    return _GENERAL.sub("，", words)


def _pairs(words: str) -> tuple[str, ...]:
    """What two characters in a row tell one thing apart."""
    pairs = dict.fromkeys(map("".join, pairwise(_plain(words))))
    return tuple(pair for pair in pairs if "，" not in pair and "、" not in pair)


def _akin(words: Iterable[str], cue: Cue) -> bool:
    """Whether the label of a number holds two characters in a row of the words."""
    label = _plain(without_marks(cue.mention.label))
    return any(pair in label for pair in words)


def _apart(price: _Price, cues: Cues, before: Iterable[Cue], packs: Packs) -> tuple[Cue, Cue, float] | None:
    """Total and number of a price, one of them in its own sentence."""
    known = [*before, *(cue for cue in cues if cue.is_level and cue.value and cue is not price.cue)]
    own = [cue for cue in known if _is_beside(cue, price.cue)]
    numbers = [cue for cue in own if counts(cue, price.unit)]
    totals = [cue for cue in own if is_total(cue, price.cue, packs)]
    if numbers:
        others = [cue for cue in known if cue.is_money and is_total(cue, price.cue, packs) and _akin(price.words, cue)]
        links = [(total, number) for number in numbers for total in others if not is_base(total)]
    else:
        # 日均 3.68 万吨: days are the days of the year, wherever the paragraph tells them.
        others = [
            cue
            for cue in (cues if price.unit == DAY else known)
            if counts(cue, price.unit) and (price.unit == DAY or _akin(price.words, cue))
        ]
        links = [(total, number) for number in others for total in totals]
    fitting = [link for link in links if gives(*link, price.cue) and _is_close(*link, price.cue)]
    # 每人 2 万元 is rounded, or exact: what it makes to the last digit is meant.
    fitting = [link for link in fitting if _is_exact(*link, price.cue)] or fitting
    if len({(total.value, number.value) for total, number in fitting}) == 1:
        return (*fitting[-1], SUPPORTED)
    if fitting or len({total.value for total, _ in links}) != 1 or len(links) != 1:
        return None
    total, number = links[0]
    return (total, number, LIKELY) if _is_slip(total, number, price.cue) else None


def _is_beside(cue: Cue, price: Cue) -> bool:
    near = abs(cue.mention.index - price.mention.index) <= _AHEAD
    return near and cue.mention.sentence == price.mention.sentence and cue.place != price.place


def _is_close(total: Cue, number: Cue, price: Cue) -> bool:
    """Whether total ÷ number misses the price by its last digit at most, however vague it is told (约 2.24 元)."""
    value, place = price.value or ZERO, price.mention.quantity.last_place
    return not number.value or abs((total.value or ZERO) / number.value - value) <= place


def _is_exact(total: Cue, number: Cue, price: Cue) -> bool:
    return total.value == (price.value or 0) * (number.value or 0)


def _is_slip(total: Cue, number: Cue, price: Cue) -> bool:
    told = total.mention.quantity
    if not told.value or not told.last_place or told.approximation is not Approximation.EXACT:
        return False
    steps = (price.value or ZERO) * (number.value or ZERO) / told.last_place
    return is_slip_of(total, steps.to_integral_value() * told.last_place)


def _counted(cues: Cues, sentence: int = -1) -> list[Cue]:
    """The numbers of things; only those behind `sentence`, where their price stands in the same paragraph."""
    return [cue for cue in cues if cue.is_level and cue.value and cue.mention.sentence > sentence and is_counted(cue)]


def _made_by(price: _Price, numbers: Iterable[Cue], cues: Cues) -> Iterator[Claim]:
    """按每亩 350 元补贴。⏎核定良种 12.18 万亩，…，良种补贴 4,263 万元: what a price told before makes of a number."""
    for number in numbers:
        if not counts(number, price.unit) or not _akin(price.words, number):
            continue
        following = cues[number.mention.index + 1 : number.mention.index + 1 + _FAR_AHEAD]
        amounts = [
            cue
            for cue in following
            if cue.is_money and cue.is_level and cue.value and cue.mention.sentence == number.mention.sentence
        ]
        fitting = [cue for cue in amounts if gives(cue, number, price.cue)]
        if len(fitting) == 1:
            yield made(RelationKind.RATIO, (fitting[0], number), price.cue, SUPPORTED)
        elif not fitting and len(amounts) == 1 and _is_slip(amounts[0], number, price.cue):
            yield made(RelationKind.RATIO, (amounts[0], number), price.cue, LIKELY)
