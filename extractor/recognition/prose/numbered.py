"""A paragraph with its numbers: where sentences begin, which numbers stand in one list, which year is spoken of."""

from __future__ import annotations

from bisect import bisect_right

import regex

from extractor.recognition.numbers import NumberScan

SENTENCE_ENDS = "。！？!?\n"
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_JOINS = ("、", "和", "，", "及", ",")
# How far back a sentence or a list of numbers is followed: text without marks must not cost more than its length.
_LONGEST_SENTENCE = 2000
_LONGEST_RUN = 30
# A year after one of these is a base of comparison, or part of a document's number or title.
_NO_PERIOD_AFTER = ("比", "较", "与", "〔", "（", "《")


class NumberedText:
    """The text of one paragraph and the numbers that were found in it."""

    def __init__(self, text: str, scan: NumberScan) -> None:
        self._text = text
        self._quantities = scan.quantities
        self._dates = [other for other in scan.others if other.kind == "date"]
        self._date_starts = [date.start for date in self._dates]

    def last(self, marks: str, position: int) -> int:
        """Where the last of `marks` before `position` stands; -1 for none in reach."""
        reach = max(0, position - _LONGEST_SENTENCE)
        return max(self._text.rfind(mark, reach, position) for mark in marks)

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
        sentence = self.last(SENTENCE_ENDS, position)
        while index >= 0 and self._dates[index].start > sentence:
            date = self._dates[index]
            years = _YEAR.findall(self._text[date.start : date.end])
            before = self._text[max(0, date.start - 1) : date.start]
            if years and before not in _NO_PERIOD_AFTER and not self._in_title(date.start):
                return "-".join(dict.fromkeys(years))
            index -= 1
        return default

    def _in_title(self, position: int) -> bool:
        return self.last("《", position) > self.last("》", position)
