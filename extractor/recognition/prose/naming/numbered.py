"""A paragraph with its numbers: where sentences begin, which numbers stand in one list, which year is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

import regex

from extractor.recognition.numbers import NumberScan

SENTENCE_ENDS = "。！？!?\n"
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_JOINS = ("、", "和", "，", "及", ",")
# How far back a sentence or a list of numbers is followed: text without marks must not cost more than its length.
_LONGEST_SENTENCE = 2000
_LONGEST_RUN = 30
_LONGEST_BRACKET = 120
_LONGEST_HEADING = 30
_LONGEST_NUMBER = 5
# A year after one of these is a base of comparison, or part of a document's number or title.
# 恢复至 2019 年同期的 112%: the year of a base.
_OTHER_TIME = ("同期", "水平", "的水平", "同比")
_NO_PERIOD_AFTER = ("比", "较", "与", "〔", "（", "《")


class NumberedText:
    """The text of one paragraph and the numbers that were found in it."""

    def __init__(self, text: str, scan: NumberScan) -> None:
        self._text = text
        self._marks: dict[str, list[int]] = {}
        self._latest: dict[str, tuple[int, int]] = {}
        self._quantities = scan.quantities
        self._starts = [found.start for found in scan.quantities]
        self._dates = [other for other in scan.others if other.kind == "date"]
        self._date_starts = [date.start for date in self._dates]
        self._bracket_ends = _bracket_ends(text, self._date_starts)
        self._heading = self._heading_year()

    def last(self, marks: str, position: int) -> int:
        """Where the last of `marks` before `position` stands; -1 for none in reach."""
        latest = self._latest.get(marks)
        if latest is not None and latest[0] == position:
            # All that is asked of one number asks for its sentence.
            return latest[1]
        places = self._marks.get(marks)
        if places is None:
            places = self._marks[marks] = [mark.start() for mark in _any_of(marks).finditer(self._text)]
        before = bisect_left(places, position) - 1
        found = places[before] if before >= 0 else -1
        found = found if found >= position - _LONGEST_SENTENCE else -1
        self._latest[marks] = position, found
        return found

    def bracket_end(self, position: int) -> int:
        """Where the bracket around `position` closes; -1 where none opens and closes in reach."""
        reach = max(0, position - _LONGEST_BRACKET)
        opened = max(self._text.rfind(mark, reach, position) for mark in "（(")
        closed = max(self._text.rfind(mark, reach, position) for mark in "）)")
        if opened <= closed:
            return -1
        ends = [self._text.find(mark, position, position + _LONGEST_BRACKET) for mark in "）)"]
        return min((end for end in ends if end >= 0), default=-1)

    def joined(self, index: int) -> bool:
        """Whether only a list mark stands between number `index` and the next."""
        return self._text[self._quantities[index].end : self._quantities[index + 1].start] in _JOINS

    def run(self, index: int) -> tuple[int, int]:
        """The first and last of the numbers that stand in one list with this one (1、2和 3)."""
        first = last = index
        while first > max(0, index - _LONGEST_RUN) and self.joined(first - 1):
            first -= 1
        while last + 1 < min(len(self._quantities), index + _LONGEST_RUN) and self.joined(last):
            last += 1
        return first, last

    def year(self, position: int, default: str) -> str:
        """The year, or years (2020-2022), that the sentence names before `position`."""
        index = bisect_right(self._date_starts, position) - 1
        sentence = max(self.last(SENTENCE_ENDS, position), position - _LONGEST_SENTENCE)
        while index >= 0 and self._dates[index].start > sentence:
            date = self._dates[index]
            years = self._years(index)
            before = self._text[max(0, date.start - 1) : date.start]
            same_time = self._text.startswith(_OTHER_TIME, date.end)
            # 15 个（含 2023 年转列 5 个），年初 8 个: what a bracket tells ends with it.
            inside = self._bracket_ends[index] >= position
            if years and inside and not same_time and before not in _NO_PERIOD_AFTER and not self._in_title(date.start):
                return self._of_several(index, position) or "-".join(dict.fromkeys(years))
            index -= 1
        return self._heading or default

    def _heading_year(self) -> str:
        """The one year that the heading in the paragraph's first sentence names (3.2022 年度目标。…)."""
        end = self._text.find("。")
        if not self._dates or not 0 < end <= _LONGEST_HEADING or self._dates[0].start > _LONGEST_NUMBER:
            return ""
        inside = [index for index, date in enumerate(self._dates) if date.start < end]
        stands_alone = not self._quantities or self._quantities[0].start > end
        return years[0] if stands_alone and len(inside) == 1 and len(years := self._years(inside[0])) == 1 else ""

    def _years(self, index: int) -> list[str]:
        date = self._dates[index]
        return _YEAR.findall(self._text[date.start : date.end])

    def _of_several(self, last: int, position: int) -> str:
        """2021 年、2022 年分别立项 620 亩、640 亩: the year in the place of the number among as many."""
        first = last
        while first and self._text[self._dates[first - 1].end : self._dates[first].start] in _JOINS:
            first -= 1
        if first == last or "分别" not in self._text[self._dates[last].end : position]:
            return ""
        index = bisect_right(self._starts, position) - 1
        begin, end = self.run(index)
        if end - begin != last - first:
            return ""
        years = self._years(first + index - begin)
        return years[0] if len(years) == 1 else ""

    def _in_title(self, position: int) -> bool:
        return self.last("《", position) > self.last("》", position)


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def _bracket_ends(text: str, starts: list[int]) -> list[int]:
    """Where the bracket around each of the places closes; the end of the text for what stands in none."""
    ends = [len(text)] * len(starts)
    following = 0
    waiting: list[list[int]] = []
    if not starts:
        return ends
    for offset, character in enumerate(text):
        if following < len(starts) and starts[following] == offset:
            if waiting:
                waiting[-1].append(following)
            following += 1
        if character in "（(":
            waiting.append([])
        elif character in "）)" and waiting:
            for index in waiting.pop():
                ends[index] = offset
        elif character in SENTENCE_ENDS:
            waiting.clear()
    return ends
