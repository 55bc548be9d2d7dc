"""Places in an order (全市第一) and counts in quotation marks that sum up a list (教育链人才链产业链创新链“四链”)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.claims import MetricKind
from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Dimension, Quantity, Unit
from extractor.model.views import View
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers import NumberScan, OtherNumber
from extractor.recognition.numbers.chinese import read_chinese
from extractor.recognition.prose.naming.earlier import EarlierClauses, join_overlapping
from extractor.recognition.prose.naming.meaning import CHANGE_AMOUNT, CHANGE_RATE, Meaning
from extractor.recognition.prose.naming.numbered import NumberedText
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_PLACE = Unit(text="", symbol="位", factor=Decimal(1), dimension=Dimension.COUNT)
_CLOSING_QUOTES = ("”", "’", "」", "』", '"')
# 体量全市第二: a word as short as this says only which side of the thing before is ranked.
_SHORTEST_SUBJECT = 2
_ORDERS = ("ordinal", "top")
_LONGEST_CLAUSE = 80
_CLAUSE_ENDS = "，,。；;：:！？!?\n"
_TOP = "前"


def find_ranks(
    seen: View, scan: NumberScan, others: list[Meaning], patterns: LabelPatterns, words: NumberWords, period: str
) -> list[Meaning]:
    """The ranks of a paragraph; `others` are its other quantities, which may be what is ranked."""
    ordinals = [other for other in scan.others if other.kind in _ORDERS]
    if not ordinals:
        return []
    ends = [meaning.end for meaning in others]
    earlier = EarlierClauses(seen.text, NumberedText(seen.text, scan), patterns)
    found: list[Meaning] = []
    for ordinal in ordinals:
        rank = _rank(ordinal, seen, patterns, words, found[-1].end if found else 0)
        if rank is None:
            continue
        subject = join_overlapping(earlier.thing(rank.clause, -1), rank.subject) or rank.subject
        if len(subject) <= _SHORTEST_SUBJECT:
            before = bisect_right(ends, rank.told_before)
            subject = (_ranked_name(others[before - 1]) if before else "") + subject
        found.append(
            Meaning(
                quantity=rank.quantity,
                name=f"{subject}排名",
                kind=MetricKind.RANK,
                period=period,
                start=rank.start,
                end=rank.end,
                clause=(rank.clause, ordinal.end),
                rank=rank.text,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rank:
    """A place in an order as it is printed; `subject` are the words for what is ranked, where the clause has any.

    Where it has none, what is ranked was told before the character `told_before`.
    """

    quantity: Quantity
    subject: str
    told_before: int
    text: str
    start: int
    end: int
    clause: int


def _rank(ordinal: OtherNumber, seen: View, patterns: LabelPatterns, words: NumberWords, after: int) -> _Rank | None:
    """The rank that an ordinal is; None for the first of several things. `after` is where the rank before ends."""
    text = seen.text
    clause = _clause_start(text, ordinal.start)
    top = ordinal.kind == "top"
    start = ordinal.start - len(_TOP) if top else ordinal.start
    printed = text[ordinal.start : ordinal.end + 2]
    match = patterns.by_name["top_rank" if top else "rank"].match_start(printed)
    left = text[max(clause, after) : start]
    ranked = patterns.by_name["ranked"].search(left)
    if match is None or ranked is None:
        return None
    value = _ordinal_value(match["rank"], words)
    if value is None:
        return None
    subject = patterns.strip_lead(left[: ranked.start()].lstrip("、和及"))
    subject = patterns.strip_tail(patterns.without("years_running", subject))
    among = patterns.has("among", subject)
    subject = patterns.without("among", subject)
    end = ordinal.start + len(match["rank"])
    point = _point(match["rank"], value, _PLACE, seen, ordinal.start, end)
    if top:
        # 前三名: the third place or a better one.
        bounds = Interval(low=Decimal(1), high=value)
        point = replace(point, approximation=Approximation.AT_MOST, interval=bounds)
    named = ranked.group() + (_TOP if top else "") + match.group()
    return _Rank(
        quantity=point,
        subject=subject,
        told_before=clause if among else ordinal.start,
        text=named,
        start=ordinal.start,
        end=end,
        clause=clause,
    )


def _ranked_name(before: Meaning) -> str:
    """What a rank without a subject ranks: the thing before, not its change."""
    return before.name.removesuffix(CHANGE_RATE).removesuffix(CHANGE_AMOUNT)


def find_summed_lists(seen: View, scan: NumberScan, words: NumberWords, period: str) -> list[Meaning]:
    """“四链” after four names that end in 链: the only quoted counts that measure something."""
    text = seen.text
    found: list[Meaning] = []
    for other in scan.others:
        if other.kind != "name" or text[other.end : other.end + 1] not in _CLOSING_QUOTES:
            continue
        inside = text[other.start : other.end]
        read = read_chinese(inside[:-1], words) if len(inside) <= 4 else None
        clause = _clause_start(text, other.start)
        if read is None or read[0] < 2 or text[clause : other.start].count(inside[-1]) < read[0]:
            continue
        unit = Unit(text=inside[-1], symbol=inside[-1], factor=Decimal(1), dimension=Dimension.COUNT)
        found.append(
            Meaning(
                quantity=_point(inside[:-1], read[0], unit, seen, other.start, other.end),
                name=inside,
                kind=MetricKind.COUNT,
                period=period,
                start=other.start,
                end=other.end,
                clause=(clause, other.end + 1),
            )
        )
    return found


def _clause_start(text: str, position: int) -> int:
    reach = max(0, position - _LONGEST_CLAUSE)
    return max(reach - 1, *(text.rfind(mark, reach, position) for mark in _CLAUSE_ENDS)) + 1


def _ordinal_value(rank: str, words: NumberWords) -> Decimal | None:
    digits = rank.removeprefix("第")
    if digits.isascii():
        return Decimal(digits)
    read = read_chinese(digits, words)
    return None if read is None else read[0]


def _point(text: str, value: Decimal, unit: Unit, seen: View, start: int, end: int) -> Quantity:
    return Quantity(
        text=seen.text[start:end],
        number_text=text,
        span=seen.span(start, end),
        value=value,
        decimals=0,
        last_place=Decimal(1),
        unit=unit,
        interval=Interval.point(value),
    )
