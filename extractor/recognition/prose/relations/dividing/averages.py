"""Averages and prices: total ÷ number = 人均, 每公里造价; number × 单价 = total. Stated as total ÷ number = price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.intervals import Interval
from extractor.model.quantities import Dimension
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.relations.cues import COMPOUND, LEVEL, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import ratio

_COUNTED = (
    Dimension.COUNT,
    Dimension.LENGTH,
    Dimension.AREA,
    Dimension.MASS,
    Dimension.VOLUME,
    Dimension.ENERGY,
)
# How many numbers apart a price stands from its total and its number.
_REACH = 3
_PEOPLE = frozenset({"人", "名", "位", "人次"})
_HEADS = {"人": _PEOPLE, "户": {"户"}, "车": {"辆", "台"}, "亩": {"亩"}, "村": {"村", "个"}, "校": {"所", "个"}}
# How far behind a number the thing that it counts may end.
_BEHIND = 8
DAY, _DAYS = "日", {"天", "日"}
# A price of a month or a year makes a total only with the number of months.
_TIMED = regex.compile(r"月|季|年(?!度)|天|日|学期|周", regex.VERSION1)


_NEEDED = (
    one_of(LEVEL),
    one_of(COMPOUND, words="均每价"),
)


def find_averages(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All average amounts and prices of a passage whose total and number are told beside them."""
    if not cues.hold(_NEEDED):
        return
    for price in cues:
        unit = unit_of(price, packs)
        if unit is None:
            continue
        near = [
            cue
            for cue in cues[max(0, price.mention.index - _REACH) : price.mention.index + _REACH + 1]
            if cue is not price and cue.mention.sentence == price.mention.sentence and cue.is_level and cue.value
        ]
        numbers = [cue for cue in near if counts(cue, unit)]
        totals = [cue for cue in near if is_total(cue, price, packs)]
        chosen = _chosen(totals, numbers, price)
        if chosen is not None:
            amount, number, certainty = chosen
            yield ratio(passage, amount, number, price, certainty)


def unit_of(price: Cue, packs: Packs) -> str | None:
    """What an amount is told for one of: 人 of 人均, 公里 of 每公里造价, 个 of 260 元/个; nothing where it is no price.

    The empty text stands for 单价, which does not say what it is the price of.
    """
    mention = price.mention
    if not price.is_level or not mention.quantity.value:
        return None
    symbol = mention.symbol
    if mention.dimension is Dimension.COMPOUND and symbol.startswith("元/"):
        per = symbol.removeprefix("元/")
        return None if _TIMED.search(per) or "·" in per or "/" in per else per
    match = pattern(packs, "per_one").search(mention.label)
    if mention.dimension in _COUNTED and match is not None and match["head"] not in {None, "人", "件", "次"}:
        # 累计服务 5,510 人次，站均 190 人次.
        return str(match["head"])
    if mention.dimension in _COUNTED and match is not None and len(match["per"] or "") > 1:
        return None if _TIMED.search(match["per"]) else str(match["per"])
    if mention.dimension is not Dimension.MONEY:
        return None
    if match is None or _TIMED.search(match["per"] or ""):
        return None
    return match["per"] or match["head"] or ""


def is_counted(cue: Cue) -> bool:
    """Whether a number is of things that have a price."""
    return cue.mention.dimension in _COUNTED or cue.mention.symbol in _DAYS


def counts(cue: Cue, unit: str) -> bool:
    """Whether a number counts what the price is for."""
    printed, symbol = cue.mention.quantity.unit.text, cue.mention.symbol
    if unit == DAY:
        # 开放 347 天，日均 1,519 人次.
        return symbol in _DAYS and (cue.value or 0) > 1
    if cue.mention.dimension not in _COUNTED:
        return False
    if not unit:
        return True
    if unit in cue.mention.label[-4:] or (len(unit) > 1 and unit in cue.mention.trail[:_BEHIND]):
        # 9 个便民服务点…，平均每个服务点 149 人次.
        return True
    return unit in {printed, symbol} or symbol in _HEADS.get(unit, ()) or printed in _HEADS.get(unit, ())


def is_total(cue: Cue, price: Cue, packs: Packs) -> bool:
    """Whether an amount can be what a price and a number come to."""
    money = cue.is_money
    if not (money or cue.like(price)) or unit_of(cue, packs) is not None:
        return False
    if not price.is_money and price.mention.dimension in _COUNTED and not cue.like(price):
        return False
    return (cue.value or 0) >= (price.value or 0)


def _chosen(totals: list[Cue], numbers: list[Cue], price: Cue) -> tuple[Cue, Cue, float] | None:
    """The total and the number of a price: those that give it, else the only ones where words close the sum."""
    fitting = [(amount, number) for amount in totals for number in numbers if gives(amount, number, price)]
    if len(fitting) == 1:
        return (*fitting[0], SURE)
    if not fitting:
        totals, numbers = ([cue for cue in group if _same_part(cue, price)] for group in (totals, numbers))
    if fitting or len(totals) != 1 or len(numbers) != 1 or price.mention.dimension in _COUNTED:
        return None
    amount, number = totals[0], numbers[0]
    first = min(amount.mention.index, number.mention.index, price.mention.index)
    last = max(amount.mention.index, number.mention.index, price.mention.index)
    if last - first != 2 or _SURVEYED.search(price.mention.label) or _REST.match(price.mention.trail):
        return None
    closes = price.mention.index == last or bool(_TOTAL.search(amount.mention.label))
    # 按每人 600 元标准，为 2,500 人发放 150 万元: the standard makes the total.
    closes = closes or (price.mention.index == first and amount.mention.index == last and _is_standard(price))
    return (amount, number, LIKELY) if closes and nearly(amount, number, price) else None


# What people spend on an average is often asked of some of them.
_REST = regex.compile(r"[，,；;（(]?(?:其余|其它|其他|不含|另)", regex.VERSION1)
_SURVEYED = regex.compile(r"消费|花费", regex.VERSION1)


def _same_part(cue: Cue, price: Cue) -> bool:
    return cue.mention.part == price.mention.part


def _is_standard(price: Cue) -> bool:
    return _STANDARD.search(price.mention.lead + price.mention.trail[:6]) is not None


_STANDARD = regex.compile(r"按照?每|按|标准", regex.VERSION1)
_TOTAL = regex.compile(r"共|合计|总计|总价|总额|总金额|总投资|总成本|金额", regex.VERSION1)
# A slip stays near; a quotient of another size was never meant.
_NEAR = Interval(low=Decimal("0.7"), high=Decimal("1.4"))


def nearly(amount: Cue, number: Cue, price: Cue) -> bool:
    """Whether total ÷ number is of the size of the price."""
    quotient = amount.mention.quantity.interval / number.mention.quantity.interval
    return (quotient / price.mention.quantity.interval).meets(_NEAR)


def gives(amount: Cue, number: Cue, price: Cue) -> bool:
    """Whether total ÷ number is the price as it is printed."""
    quotient = amount.mention.quantity.interval / number.mention.quantity.interval
    return quotient.meets(price.mention.quantity.interval)
