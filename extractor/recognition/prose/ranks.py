"""Places in an order (全市第一) and counts in quotation marks that sum up a list (教育链人才链产业链创新链“四链”)."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from extractor.model.intervals import Interval
from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.report import MetricKind
from extractor.model.views import View
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers import NumberScan
from extractor.recognition.numbers.chinese import read_chinese
from extractor.recognition.prose.labels import LabelPatterns
from extractor.recognition.prose.meaning import Meaning

_PLACE = Unit(text="", symbol="位", factor=Decimal(1), dimension=Dimension.COUNT)
_CLOSING_QUOTES = ("”", "’", "」", "』", '"')
# 体量全市第二: a word as short as this says only which side of the thing before is ranked.
_SHORTEST_SUBJECT = 2
_LONGEST_CLAUSE = 80
_CLAUSE_ENDS = "，,。；;：:！？!?\n"


def find_ranks(
    seen: View, scan: NumberScan, others: list[Meaning], patterns: LabelPatterns, words: NumberWords, period: str
) -> list[Meaning]:
    """The ranks of a paragraph; `others` are its other quantities, which may be what is ranked."""
    text = seen.text
    ends = [meaning.end for meaning in others]
    found: list[Meaning] = []
    for ordinal in scan.others:
        if ordinal.kind != "ordinal":
            continue
        clause = _clause_start(text, ordinal.start)
        match = patterns.by_name["rank"].match_start(text[ordinal.start : ordinal.end + 2])
        left = text[clause : ordinal.start]
        ranked = patterns.by_name["ranked"].search(left)
        if match is None or ranked is None:
            continue
        value = _ordinal_value(match["rank"], words)
        if value is None:
            continue
        subject = patterns.strip_tail(patterns.strip_lead(left[: ranked.start()]))
        if len(subject) <= _SHORTEST_SUBJECT:
            earlier = bisect_right(ends, ordinal.start)
            subject = (others[earlier - 1].name if earlier else "") + subject
        found.append(
            Meaning(
                quantity=_point(match["rank"], value, _PLACE, seen, ordinal.start, ordinal.start + len(match["rank"])),
                name=f"{subject}排名",
                kind=MetricKind.RANK,
                period=period,
                start=ordinal.start,
                end=ordinal.start + len(match["rank"]),
                clause=(clause, ordinal.end),
                rank=ranked.group() + match.group(),
            )
        )
    return found


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
