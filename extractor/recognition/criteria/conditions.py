"""Conditions of awards: a number inside an interval, a comparison of two amounts, or something that is so or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum

import regex

from extractor.model.criteria import AllOf, AnyOf, BoolFact, Compare, Comparison, Condition
from extractor.packs import Packs
from extractor.recognition.criteria import expressions

_LONGEST_CONDITION = 160
_TRAILER = regex.compile(
    r"(?:的时候|的情况下|情况下|的话|的|(?<![及按准适届随同限小])时|者|之间|范围内|，|：|、|；|。|则|即|为合格)+$"
)
_LEADER = regex.compile(
    r"^(?:，|。|；|：|、|“(?=[^”]*$)|其中|如果|如|若|当(?![年地期日])|凡|对于|对(?![比象应口外])|及(?![时格])|并|且|而|但是|但|指标值|）)+(?!期)"
)
_GENERIC = regex.compile(r"^(?:符合|满足|达到)(?:以上|上述|该)?(?:要求|规定|标准|条件)$")
_SIGNS = regex.compile(r"[<>≤≥]|(?<![<>])=")
_COMPARISONS = {
    "<": Comparison.LESS,
    "≤": Comparison.AT_MOST,
    ">": Comparison.MORE,
    "≥": Comparison.AT_LEAST,
    "=": Comparison.EQUAL,
}


class Closure(IntEnum):
    """Whether an end belongs to its band, and how surely the text says so."""

    OPEN = 0
    UNSAID = 1
    SOFT = 2  # 以上, 以下: by law included, but often used loosely
    CLOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The numbers that a condition names; `None` ends are open to that side."""

    subject: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    low_end: Closure = Closure.CLOSED
    high_end: Closure = Closure.CLOSED


def tidy(condition: str) -> str:
    """A condition without the connectors around it."""
    previous = None
    while previous != condition:
        previous = condition
        condition = _TRAILER.sub("", _LEADER.sub("", condition))
    return condition


def read_range(condition: str, packs: Packs) -> Range | None:
    """The interval that the whole of a tidied condition names, or None."""
    if len(condition) > _LONGEST_CONDITION or not any(character.isdigit() for character in condition):
        return None
    for pattern in packs.patterns.group("criteria/conditions"):
        match = pattern.fullmatch(condition)
        if match is not None:
            found = _range(match, pattern.fields.get("sign", ""))
            return None if found is None else _in_per_cent(found)
    return None


def _in_per_cent(found: Range) -> Range:
    """完成率≥0.9 means 90 %: a rate with bounds up to 1 and no unit is a share."""
    bounds = [bound for bound in (found.low, found.high) if bound is not None]
    if found.unit or not expressions.RATE_NAME.search(found.subject) or any(abs(bound) > 1 for bound in bounds):
        return found
    scaled = [None if bound is None else bound * expressions.HUNDRED for bound in (found.low, found.high)]
    return replace(found, low=scaled[0], high=scaled[1], unit="%")


def _range(match: regex.Match[str], sign: str) -> Range | None:
    groups = {key: value or "" for key, value in match.groupdict().items()}
    subject, unit = groups.get("subject", ""), groups.get("unit", "")
    if groups.get("left"):
        left, right = Decimal(groups["left"]), Decimal(groups["right"])
        ends = [
            (left, _closure(groups.get("left_mark", ""), Closure.UNSAID)),
            (right, _closure(groups.get("right_mark", ""), Closure.UNSAID)),
        ]
        if groups.get("mark"):
            ends = _marked_whole(ends, groups["mark"])
        first, last = sorted(ends)
        return Range(subject=subject, unit=unit, low=first[0], high=last[0], low_end=first[1], high_end=last[1])
    low_text, high_text = groups.get("low", ""), groups.get("high", "")
    low = Decimal(low_text) if low_text else None
    high = Decimal(high_text) if high_text else None
    if sign == "=":
        return Range(subject=subject, unit=unit, low=low, high=low)
    if low is not None and high is not None and low > high:
        return None
    return Range(
        subject=subject,
        unit=unit,
        low=low,
        high=high,
        low_end=_side(groups, "low", sign, low is None),
        high_end=_side(groups, "high", sign, high is None),
    )


def _side(groups: dict[str, str], side: str, sign: str, unbounded: bool) -> Closure:
    if unbounded:
        return Closure.OPEN
    mark = groups.get(f"{side}_mark") or groups.get(f"{side}_mark2") or ""
    if bracket := groups.get(f"{side}_bracket"):
        return Closure.CLOSED if bracket in "[]" else Closure.OPEN
    said = groups.get(f"{side}_sign") or sign
    if not said:
        return _closure(mark, Closure.SOFT)
    strict = (
        said in "<>"
        or said in ("大于", "高于", "超过", "超出", "多于", "优于", "小于", "低于", "少于")
        or "足" in said
        or said.startswith(("未", "达不", "没", "不满", "不到"))
    )
    if said == "未超过":
        strict = False
    return _closure(mark, Closure.OPEN if strict else Closure.CLOSED)


def _closure(mark: str, unsaid: Closure) -> Closure:
    if not mark:
        return unsaid
    return Closure.OPEN if mark.startswith("（不") else Closure.CLOSED


def _marked_whole(ends: list[tuple[Decimal, Closure]], mark: str) -> list[tuple[Decimal, Closure]]:
    """A mark behind 之间: （含90%） marks the end it names, （含） and （不含） the last one."""
    closure = _closure(mark, Closure.UNSAID)
    named = regex.search(r"\d++(?:\.\d++)?+", mark)
    wanted = Decimal(named.group()) if named else ends[-1][0]
    return [(value, closure if value == wanted else said) for value, said in ends]


def read_condition(condition: str) -> Condition:
    """A condition that is no interval of one number: comparisons of amounts, joined or alternative states."""
    compared = _compared(condition)
    if compared is not None:
        return compared
    parts = conjuncts(condition)
    if len(parts) > 1:
        return AllOf(parts=tuple(_compared(part) or BoolFact(text=part) for part in parts))
    alternatives = [part for part in regex.split(r"，?或者", condition) if part]
    if len(alternatives) > 1:
        return AnyOf(parts=tuple(BoolFact(text=part) for part in alternatives))
    return BoolFact(text=condition)


def conjuncts(condition: str) -> list[str]:
    """The states that a condition asks for together: A，并B."""
    parts = [tidy(part) for part in regex.split(r"，(?:并且|并|且|同时)|(?<=[\p{Han}])，(?=且)", condition)]
    return [part for part in parts if part]


def _compared(condition: str) -> Condition | None:
    signs = list(_SIGNS.finditer(condition))
    if len(signs) != 1 or len(condition) > _LONGEST_CONDITION:
        return None
    sign = signs[0]
    before, _, left = condition[: sign.start()].rpartition("，")
    right, _, behind = condition[sign.end() :].partition("，")
    try:
        compared = Compare(
            left=expressions.parse(left), sign=_COMPARISONS[sign.group()], right=expressions.parse(right)
        )
    except expressions.NoFormula:
        return None
    further = [part for part in (tidy(before), tidy(behind)) if part and not _GENERIC.search(part)]
    return AllOf(parts=(compared, *(BoolFact(text=part) for part in further))) if further else compared
