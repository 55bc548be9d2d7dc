"""What the clause before a number was about, where it holds no number of its own."""

from __future__ import annotations

import regex

from extractor.recognition.prose.naming.numbered import NumberedText
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_MARKS = "，,；;：:"
_LONGEST_THING = 40
_OVERLAP = 2


def join_overlapping(thing: str, name: str) -> str:
    """`name` behind the thing that its first word repeats (成果项目签约，签约额…: 成果项目签约额); else nothing."""
    return thing + name[_OVERLAP:] if thing and name[:_OVERLAP] == thing[-_OVERLAP:] else ""


_DIGIT = regex.compile("[0-9]", regex.VERSION1)


class EarlierClauses:
    """The clauses of one paragraph, looked up from the numbers that follow them."""

    def __init__(self, text: str, line: NumberedText, patterns: LabelPatterns) -> None:
        self._text = text
        self._line = line
        self._patterns = patterns

    def thing(self, start: int, half_start: int) -> str:
        """What the clause before the one that begins at `start` did something with (审核补助资金，惠及…)."""
        clause = self._clause(start, half_start)
        if not clause or len(clause) > _LONGEST_THING or _DIGIT.search(clause):
            return ""
        match = self._patterns.by_name["clause_thing"].match_start(self._patterns.strip_lead(clause))
        return match["thing"] if match else ""

    def subject(self, position: int, half_start: int) -> str:
        """What the clause before `position` is about: the noun at its beginning."""
        return self._patterns.starts("counted_noun", self._patterns.strip_lead(self._clause(position, half_start)))

    def _clause(self, position: int, half_start: int) -> str:
        """The clause that ends before `position`; empty where the half-sentence begins with this one."""
        end = self._line.last(_MARKS, position)
        if end <= half_start:
            return ""
        return self._text[self._line.last(_MARKS + "。！？", end) + 1 : end]
