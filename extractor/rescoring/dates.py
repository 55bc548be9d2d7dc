"""Dates in cells: what day a printed date can be at the earliest and at the latest."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

_YEARS = (1990, 2100)
# 2023年6月30日, 2023.6.30, 2023-06-30, 2023/6, 2023年6月底, 2023年底; not 2023.6 alone: that may be a number.
_DATE = regex.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])日?"
    r"|(?P<part>底|末|初|中旬|上旬|下旬))?|(?P<end>底|末))"
    r"|[.\-/](?P<month2>1[0-2]|0?[1-9])[.\-/](?P<day2>3[01]|[12]\d|0?[1-9])(?!\d))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as printed, with the first and the last day that it can mean."""

    text: str
    first: date
    last: date


def find_dates(text: str) -> Iterator[PrintedDate]:
    """All dates that name a year; those that no calendar has are left out."""
    for match in _DATE.finditer(text):
        year = int(match["year"])
        if not _YEARS[0] <= year <= _YEARS[1]:
            continue
        month = match["month"] or match["month2"]
        day = match["day"] or match["day2"]
        first, last = _bounds(year, int(month) if month else None, int(day) if day else None)
        if first is not None and last is not None:
            yield PrintedDate(text=match.group(), first=first, last=last)


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date | None, date | None]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day), date(year, month, day)) if day <= length else (None, None)
