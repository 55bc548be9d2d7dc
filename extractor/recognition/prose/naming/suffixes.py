"""What a unit adds to a name: 人数 to an action that people did, 场次 to an event, 金额 to what is not called money."""

from __future__ import annotations

from extractor.model.quantities import Dimension, Quantity
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_COUNTED_AS = {"人": "人数", "名": "人数", "位": "人数", "户": "户数", "人次": "人次", "户次": "户次", "家次": "家次"}
_OCCASIONS = {"场": "场次", "次": "次数", "批次": "批次", "批": "批次", "期": "期数", "卷次": "卷次", "册次": "册次"}
_PEOPLE = ("人", "名", "位", "人次")
_ADDED = tuple(dict.fromkeys((*_COUNTED_AS.values(), *_OCCASIONS.values(), "金额")))


def counted(quantity: Quantity, name: str, patterns: LabelPatterns) -> str:
    """`name`, made to say what is counted where it names only an action or an event (成功就业 625 人)."""
    symbol = quantity.unit.symbol
    if not name or patterns.has("counts_itself", name):
        return name
    if symbol in _OCCASIONS:
        return name if name.endswith(("次", "期", "会期")) else name + _OCCASIONS[symbol]
    if symbol in _PEOPLE and patterns.has("person_end", name):
        return name
    if symbol == "户" and patterns.has("household_end", name):
        return name
    if symbol == "家次" and not patterns.has("verb_only", name):
        return name
    if quantity.unit.dimension is Dimension.MONEY and patterns.has("unlike_money", name):
        return f"{name}金额"
    return name.removesuffix("的") + _COUNTED_AS.get(symbol, "")


def bare_stem(name: str) -> str:
    """A name without the 人数 or 场次 that an earlier number gave it."""
    for suffix in _ADDED:
        name = name.removesuffix(suffix)
    return name
